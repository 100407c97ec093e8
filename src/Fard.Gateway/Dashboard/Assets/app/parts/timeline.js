// One job's positions over time: uPlot draws the axes and zooms, the spans are drawn into its plot.

import uPlot from '../../vendor/uPlot.esm.js';
import { html, useEffect, useMemo } from '../html.js';
import { axisStyle, usePlot } from './chart.js';
import { colourOf } from '../theme.js';
import { steps } from '../format.js';

const RowHeight = 34;

export const stepColours = {
  'configuring': '--step-configuring',
  'loading-bitstream': '--step-loading',
  'ready': '--step-ready',
  'computing': '--step-computing',
  'transferring': '--step-transferring',
};

/** Rows [{ name, spans: [{ step, begin, end }] }] with times in milliseconds since the job was submitted; end null: it goes on. */
export function Timeline({ rows, until }) {
  const shape = rows.map(row => row.name).join('\n');
  const current = useMemo(() => ({ rows, until }), [shape]);
  current.rows = rows;
  current.until = until;
  const unit = () => current.until < 2000 ? ['ms', 1] : ['s', 1000];
  const data = () => [[0, Math.max(1, current.until)], [null, null]];

  const [element, plot] = usePlot(host => {
    const colours = Object.fromEntries(Object.entries(stepColours).map(([step, name]) => [step, colourOf(name)]));
    return new uPlot({
      width: host.clientWidth || 600,
      height: 46 + RowHeight * rows.length,
      legend: { show: false },
      cursor: { y: false, drag: { x: true, y: false } },
      scales: { x: { time: false }, y: { dir: -1, range: () => [0, current.rows.length] } },
      axes: [
        axisStyle({ size: 40, label: `${unit()[0]} since the job was submitted`, labelSize: 16, labelFont: '12px system-ui, sans-serif', values: (_, ticks) => ticks.map(tick => String(+(tick / unit()[1]).toFixed(3))) }),
        axisStyle({
          size: 150,
          grid: { show: false },
          ticks: { show: false },
          splits: () => current.rows.map((_, i) => i + 0.5),
          values: () => current.rows.map(row => row.name.length > 22 ? `${row.name.slice(0, 21)}…` : row.name),
        }),
      ],
      series: [{}, { points: { show: false } }],
      hooks: { draw: [u => drawSpans(u, current, colours)] },
    }, data(), host);
  }, [shape]);

  useEffect(() => {
    plot.current?.setData(data());
  }, [rows, until]);

  return html`
    <ul class="legend" aria-hidden="true">${Object.entries(steps).map(([step, text]) => html`
      <li key=${step}><span class=${`key ${step}`}></span>${text}</li>`)}
    </ul>
    <div class="plot timeline" ref=${element} role="img" aria-label="What each position did when; the table below has the same in numbers."></div>`;
}

function drawSpans(u, { rows, until }, colours) {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  rows.forEach((row, i) => {
    const top = u.valToPos(i + 0.18, 'y', true);
    const height = u.valToPos(i + 0.82, 'y', true) - top;
    for (const span of row.spans) {
      const left = u.valToPos(span.begin, 'x', true);
      const right = u.valToPos(span.end ?? until, 'x', true);
      ctx.fillStyle = colours[span.step];
      ctx.fillRect(left, top, Math.max(1.5 * devicePixelRatio, right - left), height);
    }
  });
  ctx.restore();
}
