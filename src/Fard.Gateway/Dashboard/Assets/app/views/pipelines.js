// The pipeline of every application with its live rates.

import { html } from '../html.js';
import { useLive } from '../live.js';
import { linkTo } from '../router.js';
import { count, percent, rate } from '../format.js';
import { Chip, Empty, WideTable } from '../parts/badges.js';
import { PipelineGraph } from '../parts/graph.js';

function Rates({ application, pipeline }) {
  return html`
    <${WideTable} label=${`Rates of ${application.name}`}>
      <thead><tr><th scope="col">Position</th><th scope="col">Layers</th><th scope="col">Bitstream</th><th scope="col">Boards</th><th scope="col" class="number">Images/s</th><th scope="col" class="number">Utilisation</th>
        <th scope="col" class="number">Queue</th></tr></thead>
      <tbody>${application.positions.map((position, i) => html`
        <tr key=${i}><th scope="row">${i} ${position.jobName} ${pipeline.bottleneck === i ? html`<${Chip} tone="warn">bottleneck<//>` : null}</th><td>${position.layers}</td><td class="code">${position.bitstream}</td>
          <td>${pipeline.positions[i].boards.join(', ') || '–'}</td><td class="number">${rate(pipeline.positions[i].imagesPerSecond)}</td>
          <td class="number">${percent(pipeline.positions[i].busy)}</td><td class="number">${count(pipeline.positions[i].queuedChunks)}</td></tr>`)}
      </tbody>
    <//>`;
}

export function Pipelines() {
  const { state } = useLive();
  const applications = state.list('application/').filter(application => state.get(`pipeline/${application.name}`));
  if (applications.length === 0) return html`<${Empty}>No application is deployed. <code>fard plan --apply</code> deploys one.<//>`;
  return applications.map(application => {
    const pipeline = state.get(`pipeline/${application.name}`);
    return html`
      <section class="panel" key=${application.name} aria-labelledby=${`pipeline-${application.name}`}>
        <h2 id=${`pipeline-${application.name}`}><a href=${linkTo('applications', application.name)}>${application.name}</a> <span class="quiet">${application.network}, ${rate(pipeline.imagesPerSecond)} images/s</span></h2>
        <${PipelineGraph} application=${application} pipeline=${pipeline} />
        <${Rates} application=${application} pipeline=${pipeline} />
      </section>`;
  });
}
