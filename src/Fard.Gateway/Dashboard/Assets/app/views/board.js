// One board.

import { html } from '../html.js';
import { useLive } from '../live.js';
import { count, isOver, rate } from '../format.js';
import { Device, Empty, Health, JobLink, Meter } from '../parts/badges.js';
import { HistoryChart } from '../parts/chart.js';
import { EventList } from '../parts/event-list.js';
import { Resources } from '../parts/resources.js';
import { Ended, UnderWay } from '../parts/job-table.js';
import { Reason } from './boards.js';

function Fpga({ board, fpga }) {
  const key = `${board.name}#${fpga.index}`;
  return html`
    <section class="panel" aria-labelledby=${`fpga-${fpga.index}`}><h2 id=${`fpga-${fpga.index}`}>FPGA ${fpga.index} <${Device} kind=${fpga.kind} /></h2>
      <dl class="facts">
        <div><dt>Bitstream</dt><dd class="code">${fpga.loaded || 'none'}</dd></div>
        <div><dt>Job</dt><dd>${fpga.job ? html`<${JobLink} id=${fpga.job} />` : 'free'}</dd></div>
        <div><dt>Images/s</dt><dd>${rate(fpga.imagesPerSecond)}</dd></div>
        <div><dt>Utilisation</dt><dd><${Meter} share=${fpga.busy} label=${`Utilisation of FPGA ${fpga.index}`} /></dd></div>
        <div><dt>Queue</dt><dd>${count(fpga.queuedChunks)} chunks</dd></div>
        <div><dt>Images in all</dt><dd>${count(fpga.images)}</dd></div>
        <div><dt>Bitstreams loaded</dt><dd>${count(fpga.loads)}</dd></div>
        <div><dt>Failures</dt><dd>${count(fpga.failures)}</dd></div>
      </dl>
      <div class="columns">
        <div><h3>Images/s</h3><${HistoryChart} series=${[{ key: `rate/${key}`, label: 'images/s' }]} unit="images/s" height=${150} label="Images per second over the last minutes" /></div>
        <div><h3>Utilisation</h3><${HistoryChart} series=${[{ key: `busy/${key}`, label: 'busy' }]} unit="%" most=${100} height=${150} label="Share of the time for which it computed, over the last minutes" /></div>
      </div>
      <h3>Resources of the bitstream</h3><${Resources} utilisation=${fpga.utilisation} isModelled=${fpga.isModelled} of=${board.name} />
    </section>`;
}

export function Board({ name }) {
  const { state } = useLive();
  const board = state.get(`board/${name}`);
  if (!board) return html`<p class="notice warn" role="alert">No board of the name ${name} is registered now.</p>`;
  const jobs = state.list('job/').filter(job => job.positions.some(position => position.board === name)).sort((a, b) => new Date(b.submitted) - new Date(a.submitted));
  const running = jobs.filter(job => !isOver(job));
  const ended = jobs.filter(isOver).slice(0, 20);
  const events = state.list('event/').filter(event => event.board === name).sort((a, b) => b.number - a.number).slice(0, 20);
  return html`
    <p class="under-title"><${Health} board=${board} /> <span>${board.type}</span> <span class="quiet">takes chunks at</span> <span class="code">${board.endpoint}</span>
      ${board.fpgas.map(fpga => html`<${Reason} key=${fpga.index} board=${board} fpga=${fpga} />`)}</p>
    ${board.fpgas.map(fpga => html`<${Fpga} key=${fpga.index} board=${board} fpga=${fpga} />`)}
    <section class="panel" aria-labelledby="packages"><h2 id="packages">Bitstream packages that it has</h2>
      ${board.packages.length > 0 ? html`<ul class="inline-list">${board.packages.map(text => html`<li key=${text} class="code">${text}</li>`)}</ul>` : html`<${Empty}>None.<//>`}
    </section>
    <section class="panel" aria-labelledby="jobs"><h2 id="jobs">Jobs with a position on it</h2>
      ${running.length > 0 ? html`<${UnderWay} jobs=${running} />` : null}
      ${ended.length > 0 ? html`<${Ended} jobs=${ended} />` : null}
      ${jobs.length === 0 ? html`<${Empty}>None that the node manager remembers.<//>` : null}
    </section>
    <section class="panel" aria-labelledby="events"><h2 id="events">Events</h2><${EventList} events=${events} /></section>`;
}
