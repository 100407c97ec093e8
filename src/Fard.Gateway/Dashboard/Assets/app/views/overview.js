// The whole cluster at a glance.

import { html } from '../html.js';
import { useLive } from '../live.js';
import { linkTo } from '../router.js';
import { count, isOver, rate } from '../format.js';
import { HistoryChart } from '../parts/chart.js';
import { ClusterMap } from '../parts/cluster-map.js';
import { PipelineGraph } from '../parts/graph.js';
import { EventList } from '../parts/event-list.js';
import { RunningJobs } from '../parts/job-table.js';

const RecentEvents = 8;

const Figure = ({ label, value, detail, tone, href }) => html`
  <li class="figure"><a href=${href}><span class="figure-label">${label}</span>
    <strong class=${tone ? `${tone}-text` : ''}>${value}</strong><span class="quiet">${detail}</span></a></li>`;

export function Overview() {
  const { state } = useLive();
  const boards = state.list('board/');
  const jobs = state.list('job/');
  const applications = state.list('application/');
  const pipelines = state.list('pipeline/');
  const healthy = boards.filter(board => board.reachable && board.healthy).length;
  const fpgas = boards.flatMap(board => board.fpgas);
  const running = jobs.filter(job => !isOver(job) && job.phase !== 'queued');
  const queued = jobs.filter(job => !isOver(job) && job.phase === 'queued');
  const failed = jobs.filter(job => job.outcome === 'failed');
  const events = state.list('event/').sort((a, b) => b.number - a.number);
  const leased = fpgas.filter(fpga => fpga.job).length;
  const total = pipelines.reduce((sum, pipeline) => sum + pipeline.imagesPerSecond, 0);

  return html`
    <ul class="figures">
      <${Figure} label="Boards" value=${`${healthy} of ${boards.length}`} detail="healthy" tone=${healthy < boards.length ? 'bad' : ''} href=${linkTo('boards')} />
      <${Figure} label="FPGAs" value=${`${leased} of ${fpgas.length}`} detail="held by jobs" href=${linkTo('boards')} />
      <${Figure} label="Results" value=${rate(total)} detail="images/s" href=${linkTo('pipelines')} />
      <${Figure} label="Jobs" value=${count(running.length)} detail=${`running, ${count(queued.length)} queued`} href=${linkTo('jobs')} />
      <${Figure} label="Failed" value=${count(failed.length)} detail="of the jobs that are remembered" tone=${failed.length > 0 ? 'bad' : ''} href=${linkTo('jobs', null, { state: 'failed' })} />
    </ul>
    <div class="columns">
      <section class="panel" aria-labelledby="throughput"><h2 id="throughput">Throughput</h2>
        <${HistoryChart} series=${applications.map(application => ({ key: `application/${application.name}`, label: application.name }))} unit="images/s"
          label="Results of each application in images per second over the last minutes" />
      </section>
      <section class="panel" aria-labelledby="members"><h2 id="members">Members</h2><${ClusterMap} cluster=${state.get('cluster')} /></section>
    </div>
    ${applications.filter(application => state.get(`pipeline/${application.name}`)).map(application => html`
      <section class="panel" key=${application.name} aria-labelledby=${`pipeline-${application.name}`}>
        <h2 id=${`pipeline-${application.name}`}><a href=${linkTo('applications', application.name)}>${application.name}</a> <span class="quiet">${application.network}</span></h2>
        <${PipelineGraph} application=${application} pipeline=${state.get(`pipeline/${application.name}`)} />
      </section>`)}
    <div class="columns">
      <section class="panel" aria-labelledby="running"><h2 id="running">Jobs under way</h2><${RunningJobs} jobs=${[...running, ...queued]} /></section>
      <section class="panel" aria-labelledby="latest"><h2 id="latest">Latest events</h2><${EventList} events=${events.slice(0, RecentEvents)} /></section>
    </div>`;
}
