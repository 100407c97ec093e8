// Every FPGA of every board: what it is, what it has loaded, and how it does.

import { html } from '../html.js';
import { useLive } from '../live.js';
import { count, rate } from '../format.js';
import { BoardLink, Device, Empty, Health, JobLink, Meter, WideTable } from '../parts/badges.js';
import { HistoryChart } from '../parts/chart.js';
import { Resources } from '../parts/resources.js';

const MostLines = 12;

export function FpgaLabel({ board, fpga }) {
  return html`<${BoardLink} name=${board.name} />${board.fpgas.length > 1 ? html` <span class="code">#${fpga.index}</span>` : null}`;
}

export function Reason({ board, fpga }) {
  if (!board.reachable) return html`<span class="reason">The cluster does not reach its member.</span>`;
  if (fpga.fault) return html`<span class="reason">${fpga.fault}</span>`;
  return board.leaving ? html`<span class="reason">It finishes its positions and takes no new one.</span>` : null;
}

function Row({ board, fpga }) {
  return html`
    <tr>
      <th scope="row"><${FpgaLabel} board=${board} fpga=${fpga} /></th>
      <td class="board-type">${board.type}</td>
      <td><${Device} kind=${fpga.kind} /></td>
      <td>${fpga.loaded ? html`<span class="code">${fpga.loaded}</span>` : html`<span class="quiet">none</span>`}</td>
      <td class="number">${rate(fpga.imagesPerSecond)}</td>
      <td><${Meter} share=${fpga.busy} label=${`Utilisation of ${board.name}`} /></td>
      <td class="number">${count(fpga.queuedChunks)}</td>
      <td>${fpga.job ? html`<${JobLink} id=${fpga.job} />` : html`<span class="quiet">free</span>`}</td>
      <td><${Resources} utilisation=${fpga.utilisation} isModelled=${fpga.isModelled} of=${board.name} /></td>
      <td><${Health} board=${board} /> <${Reason} board=${board} fpga=${fpga} /></td>
    </tr>`;
}

export function Boards() {
  const { state } = useLive();
  const boards = state.list('board/').sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  if (boards.length === 0) return html`<${Empty}>No board has registered. <code>fard board --config hocon/board.conf</code> starts one.<//>`;
  const lines = boards.flatMap(board => board.fpgas.map(fpga => ({
    key: `rate/${board.name}#${fpga.index}`, label: board.fpgas.length > 1 ? `${board.name}#${fpga.index}` : board.name,
  })));
  return html`
    <section class="panel" aria-labelledby="rates"><h2 id="rates">Images computed</h2>
      <${HistoryChart} series=${lines.slice(0, MostLines)} unit="images/s" label="Images that each board computed, per second, over the last minutes" />
      ${lines.length > MostLines ? html`<p class="quiet">The first ${MostLines} of ${lines.length} FPGAs.</p>` : null}
    </section>
    <section class="panel" aria-labelledby="boards"><h2 id="boards" class="hidden">Table of boards</h2>
      <${WideTable} label="Boards">
        <thead><tr><th scope="col">Board</th><th scope="col">Type</th><th scope="col">Device</th><th scope="col">Bitstream</th><th scope="col" class="number">Images/s</th><th scope="col">Utilisation</th>
          <th scope="col" class="number" title="Chunks that wait in its position's input queue">Queue</th><th scope="col">Job</th><th scope="col" title="Of the loaded bitstream, in percent of the board">Resources</th><th scope="col">Health</th></tr></thead>
        <tbody>${boards.flatMap(board => board.fpgas.map(fpga => html`<${Row} key=${`${board.name}#${fpga.index}`} board=${board} fpga=${fpga} />`))}</tbody>
      <//>
    </section>`;
}
