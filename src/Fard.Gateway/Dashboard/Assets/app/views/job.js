// One job: how far it is, what each of its positions did when, and why it failed.

import { html, useEffect, useState } from '../html.js';
import { useLive } from '../live.js';
import { getJson } from '../api.js';
import { linkTo } from '../router.js';
import { between, count, duration, hostOf, isOver, preciseClock, progressOf, steps, timeLeft } from '../format.js';
import { BoardLink, Empty, JobState, Progress, WideTable } from '../parts/badges.js';
import { CancelButton } from '../parts/job-table.js';
import { EventList } from '../parts/event-list.js';
import { Timeline } from '../parts/timeline.js';

/** The job with its timeline, asked for again whenever the stream says that it changed. */
function useJob(id, summary) {
  const [answer, setAnswer] = useState({ job: null, problem: '' });
  const version = summary ? JSON.stringify(summary) : '';
  useEffect(() => {
    const asking = new AbortController();
    getJson(`api/jobs/${encodeURIComponent(id)}`, asking.signal)
      .then(job => setAnswer({ job, problem: '' }))
      .catch(error => asking.signal.aborted || setAnswer(before => ({ job: before.job, problem: error.message })));
    return () => asking.abort();
  }, [id, version]);
  return answer;
}

const nameOf = position => `${position.position} ${position.jobName}${position.replica > 0 ? `, replica ${position.replica}` : ''}`;

const Fact = ({ name, children }) => html`<div><dt>${name}</dt><dd>${children}</dd></div>`;

function Facts({ job, now }) {
  const left = timeLeft(job, now);
  return html`
    <dl class="facts">
      <${Fact} name="State"><${JobState} job=${job} />${job.attempt > 1 ? html` <span class="quiet">attempt ${job.attempt}</span>` : null}<//>
      <${Fact} name="Application"><a href=${linkTo('applications', job.application)}>${job.application}</a><//>
      <${Fact} name="Client">${hostOf(job.client) || '–'}<//>
      <${Fact} name="Images">${count(job.images)} in ${count(job.chunks)} chunks<//>
      <${Fact} name="Submitted">${preciseClock(job.submitted)}<//>
      <${Fact} name="Queued">${job.placed || job.ended ? duration(between(job.submitted, job.placed ?? job.ended)) : duration(now - new Date(job.submitted))}<//>
      <${Fact} name="Ran">${job.placed ? duration((job.ended ? new Date(job.ended) : now) - new Date(job.placed)) : '–'}<//>
      <${Fact} name="Progress"><${Progress} share=${progressOf(job)} label="Progress of the job" /><//>
      ${left == null ? null : html`<${Fact} name="Left">about ${duration(left)}<//>`}
    </dl>`;
}

function Positions({ job }) {
  return html`
    <${WideTable} label="Positions of the job">
      <thead><tr><th scope="col">Position</th><th scope="col">Board</th><th scope="col">Chunks</th><th scope="col" class="number" title="Time for which its device computed for this job">Device time</th>
        <th scope="col" class="number" title="Waited for chunks from the position before">Starved</th><th scope="col" class="number" title="Waited for credit from the position after">Blocked</th>
        ${Object.values(steps).map(text => html`<th key=${text} scope="col" class="number">${text}</th>`)}</tr></thead>
      <tbody>${job.positions.map(position => html`
        <tr key=${nameOf(position)}><th scope="row">${nameOf(position)}</th><td>${position.board ? html`<${BoardLink} name=${position.board} />` : '–'}</td>
          <td><${Progress} share=${position.chunksDue > 0 ? position.chunksDone / position.chunksDue : 0} label=${`Chunks of ${nameOf(position)}`} text=${`${count(position.chunksDone)}/${count(position.chunksDue)}`} /></td>
          <td class="number">${duration(position.computingMs)}</td><td class="number">${duration(position.starvedMs)}</td><td class="number">${duration(position.blockedMs)}</td>
          ${Object.keys(steps).map(step => html`<td key=${step} class="number">${spanText(position, step)}</td>`)}</tr>`)}
      </tbody>
    <//>`;
}

function spanText(position, step) {
  const spans = position.timeline.filter(span => span.step === step);
  if (spans.length === 0) return '–';
  return spans.some(span => !span.end) ? 'goes on' : duration(spans.reduce((sum, span) => sum + between(span.begin, span.end), 0));
}

function rowsOf(job) {
  const origin = new Date(job.submitted);
  return job.positions.map(position => ({
    name: nameOf(position),
    spans: position.timeline.map(span => ({ step: span.step, begin: new Date(span.begin) - origin, end: span.end ? new Date(span.end) - origin : null })),
  }));
}

function endOf(job, now) {
  const origin = new Date(job.submitted);
  const last = job.positions.flatMap(position => position.timeline).reduce((latest, span) => Math.max(latest, new Date(span.end ?? span.begin) - origin), 0);
  return Math.max(last, job.ended ? new Date(job.ended) - origin : now - origin);
}

export function Job({ id }) {
  const live = useLive();
  const summary = live.state.get(`job/${id}`);
  const { job: asked, problem } = useJob(id, summary);
  const job = asked && summary ? { ...asked, ...summary, positions: asked.positions } : asked;
  if (!job) return problem ? html`<p class="notice bad" role="alert">${problem}</p>` : html`<${Empty}>Asking the node manager…<//>`;
  const now = live.state.now();
  const events = live.state.list('event/').filter(event => event.job === id).sort((a, b) => b.number - a.number);
  const hasTimeline = job.positions.some(position => position.timeline.length > 0);
  return html`
    <p class="under-title"><span class="code" title="The job's id">${id}</span> <${CancelButton} job=${job} /></p>
    ${job.reason ? html`<p class=${`notice ${job.outcome === 'failed' ? 'bad' : 'warn'}`}>${job.failure ? html`<span class="code">${job.failure}</span>: ` : null}${job.reason}</p>` : null}
    <section class="panel" aria-labelledby="facts"><h2 id="facts" class="hidden">Facts</h2><${Facts} job=${job} now=${now} /></section>
    <section class="panel" aria-labelledby="timeline"><h2 id="timeline">Timeline <span class="quiet">of the last attempt, by the boards' clocks; drag to zoom, double-click to go back</span></h2>
      ${hasTimeline ? html`<${Timeline} rows=${rowsOf(job)} until=${endOf(job, now)} />` : html`<${Empty}>${isOver(job) ? 'No position was begun.' : 'No position has begun yet.'}<//>`}
    </section>
    <section class="panel" aria-labelledby="positions"><h2 id="positions">Positions</h2>
      ${job.positions.length > 0 ? html`<${Positions} job=${job} />` : html`<${Empty}>It has no boards.<//>`}
    </section>
    <section class="panel" aria-labelledby="events"><h2 id="events">Events</h2><${EventList} events=${events} />
      <p><a href=${linkTo('logs', null, { job: id })}>Logs of this job</a></p>
    </section>`;
}
