// A pipeline as a graph: client, positions in the order of the data's flow, client. dagre lays it out; the boxes are ordinary elements over the drawn edges.

import { layout as dagreLayout, Graph } from '../../vendor/dagre.esm.js';
import { html, useEffect, useMemo, useRef, useState } from '../html.js';
import { Chip, Meter } from './badges.js';
import { bytes, rate } from '../format.js';
import { linkTo } from '../router.js';

const Box = { width: 216, base: 104, line: 20, mostBoards: 6 };
const End = { width: 74, height: 40 };

function place(application, pipeline, direction) {
  const graph = new Graph();
  graph.setGraph({ rankdir: direction, nodesep: 16, ranksep: direction === 'LR' ? 92 : 52, marginx: 2, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  const names = ['in', ...application.positions.map((_, i) => `p${i}`), 'out'];
  for (const name of names) {
    const i = Number(name.slice(1));
    const lines = name[0] === 'p' ? Math.min(Box.mostBoards, Math.max(1, pipeline.positions[i]?.boards.length ?? 1)) : 0;
    graph.setNode(name, lines > 0 ? { width: Box.width, height: Box.base + Box.line * lines } : { ...End });
  }
  for (let i = 1; i < names.length; i++) graph.setEdge(names[i - 1], names[i]);
  dagreLayout(graph);
  return { size: graph.graph(), nodes: names.map(name => ({ name, ...graph.node(name) })), edges: names.slice(1).map((name, i) => graph.edge(names[i], name)) };
}

const positionStyle = node => ({ left: `${node.x - node.width / 2}px`, top: `${node.y - node.height / 2}px`, width: `${node.width}px`, height: `${node.height}px` });

function Position({ node, index, description, live, isBottleneck }) {
  const shown = live.boards.slice(0, Box.mostBoards);
  const more = live.boards.length - shown.length;
  return html`
    <li class=${`node ${isBottleneck ? 'bottleneck' : ''}`} style=${positionStyle(node)}>
      <p class="node-title"><span class="code">${index}</span> ${description.jobName}${isBottleneck ? html` <${Chip} tone="warn" title="Its boards are busier than those of every other position: it limits the pipeline.">bottleneck<//>` : null}</p>
      <p class="quiet">layers ${description.layers} · ${description.boardType}${description.replicas.length > 1 ? ` × ${description.replicas.length}` : ''}</p>
      <p class="node-rate"><strong>${rate(live.imagesPerSecond)}</strong> images/s</p>
      <${Meter} share=${live.busy} label=${`Utilisation of position ${index}`} tone=${isBottleneck ? 'warn' : ''} />
      <ul class="node-boards">
        ${shown.map(board => html`<li key=${board}><a href=${linkTo('boards', board)}>${board}</a></li>`)}
        ${live.boards.length === 0 ? html`<li class="quiet">no board has its bitstream now</li>` : null}
        ${more > 0 ? html`<li class="quiet">and ${more} more</li>` : null}
      </ul>
    </li>`;
}

export function PipelineGraph({ application, pipeline }) {
  const host = useRef(null);
  const [direction, setDirection] = useState('LR');
  const boards = pipeline.positions.map(position => position.boards.length).join();
  const laid = useMemo(() => place(application, pipeline, direction), [application, boards, direction]);
  useEffect(() => {
    const needed = (Box.width + 92) * application.positions.length + 2 * End.width + 92;
    const choose = () => setDirection(host.current.clientWidth >= Math.min(needed, 900) ? 'LR' : 'TB');
    choose();
    const observer = new ResizeObserver(choose);
    observer.observe(host.current);
    return () => observer.disconnect();
  }, [application.positions.length]);

  const labels = [application.inputBytesPerImage, ...application.positions.map(position => position.outputBytesPerImage)];
  const flows = [pipeline.positions[0].imagesPerSecond, ...pipeline.positions.map(position => position.imagesPerSecond)];
  return html`
    <div class="graph-host" ref=${host} role="region" aria-label=${`Pipeline of ${application.name}`} tabindex="0">
      <div class="graph" style=${{ width: `${laid.size.width}px`, height: `${laid.size.height}px` }}>
        <svg width=${laid.size.width} height=${laid.size.height} aria-hidden="true">
          <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8Z" /></marker></defs>
          ${laid.edges.map((edge, i) => html`<${Edge} key=${i} edge=${edge} first=${`${bytes(labels[i])}/image`} second=${flows[i] > 0 ? `${bytes(flows[i] * labels[i])}/s` : ''} direction=${direction} />`)}
        </svg>
        <ol class="nodes">
          <li class="node end" style=${positionStyle(laid.nodes[0])}>client</li>
          ${application.positions.map((description, i) => html`
            <${Position} key=${i} node=${laid.nodes[i + 1]} index=${i} description=${description} live=${pipeline.positions[i]} isBottleneck=${pipeline.bottleneck === i} />`)}
          <li class="node end" style=${positionStyle(laid.nodes.at(-1))}>client</li>
        </ol>
      </div>
    </div>`;
}

function Edge({ edge, first, second, direction }) {
  const points = edge.points.map(point => `${point.x},${point.y}`).join(' ');
  const middle = edge.points[Math.floor(edge.points.length / 2)];
  const [x, y, anchor] = direction === 'LR' ? [middle.x, middle.y, 'middle'] : [middle.x + 10, middle.y + 4, 'start'];
  return html`
    <g class=${second ? 'edge flowing' : 'edge'}>
      <polyline points=${points} marker-end="url(#arrow)" />
      <text x=${x} y=${direction === 'LR' ? y - 8 : y} text-anchor=${anchor}>${direction === 'LR' ? first : `${first}${second ? `, ${second}` : ''}`}</text>
      ${direction === 'LR' ? html`<text x=${x} y=${y + 18} text-anchor=${anchor}>${second}</text>` : null}
    </g>`;
}
