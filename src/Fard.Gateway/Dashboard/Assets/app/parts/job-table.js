// Jobs as rows: progress per position while they are under way, how they ended afterwards.

import { html, useState } from '../html.js';
import { mayDo, stream } from '../live.js';
import { postJson } from '../api.js';
import { between, clock, count, duration, hostOf, isOver, progressOf, timeLeft } from '../format.js';
import { BoardLink, Empty, JobLink, JobState, Progress, WideTable } from './badges.js';
import { linkTo } from '../router.js';

export function CancelButton({ job }) {
  const [problem, setProblem] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [isSent, setSent] = useState(false);
  if (isOver(job)) return null;
  if (!mayDo('operate')) return html`<span class="quiet" title="Cancelling needs a token with the role operate.">–</span>`;
  const cancel = async () => {
    setAsking(false);
    setSent(true);
    try {
      await postJson(`api/jobs/${job.id}/cancel`, { reason: 'Cancelled on the dashboard.' });
      setProblem('');
    } catch (error) {
      setProblem(error.message);
      setSent(false);
    }
  };
  const name = `job ${job.id.slice(0, 8)}`;
  return html`<span class="cancel">
    ${isAsking
      ? html`<button type="button" class="danger" onClick=${cancel} ref=${button => button?.focus()} aria-label=${`Cancel ${name} for good`}>Cancel it</button>
        <button type="button" class="plain" onClick=${() => setAsking(false)} aria-label=${`Keep ${name}`}>Keep</button>`
      : html`<button type="button" disabled=${isSent} onClick=${() => setAsking(true)} aria-label=${`Cancel ${name}`}>${isSent ? 'Cancelling…' : 'Cancel'}</button>`}
    ${problem ? html`<span class="bad-text" role="alert">${problem}</span>` : null}
  </span>`;
}

export function PositionProgress({ job }) {
  if (job.positions.length === 0) return html`<span class="quiet">${job.phase === 'queued' ? 'waits for boards' : '–'}</span>`;
  return html`<ul class="position-progress">${job.positions.map(position => {
    const name = `${position.jobName}${position.replica > 0 ? `, replica ${position.replica}` : ''}`;
    return html`<li key=${`${position.position}.${position.replica}`}>
      <span class="position-name">${name}</span>
      <${Progress} share=${position.chunksDue > 0 ? position.chunksDone / position.chunksDue : 0} label=${`${name} of job ${job.id.slice(0, 8)}`}
        text=${`${count(position.chunksDone)}/${count(position.chunksDue)}`} />
    </li>`;
  })}</ul>`;
}

function boardsOf(job) {
  const names = [...new Set(job.positions.map(position => position.board).filter(name => name))];
  return names.map((name, i) => html`${i > 0 ? ', ' : ''}<${BoardLink} name=${name} />`);
}

/** A short list for the overview. */
export function RunningJobs({ jobs }) {
  if (jobs.length === 0) return html`<${Empty}>No job runs or waits. <a href=${linkTo('jobs')}>Jobs that ended</a><//>`;
  return html`
    <${WideTable} label="Jobs under way">
      <thead><tr><th scope="col">Job</th><th scope="col">Application</th><th scope="col">State</th><th scope="col">Progress</th><th scope="col">Left</th></tr></thead>
      <tbody>${jobs.slice(0, 10).map(job => html`
        <tr key=${job.id}><td><${JobLink} id=${job.id} /></td><td>${job.application}</td><td><${JobState} job=${job} /></td>
          <td>${job.phase === 'queued' ? html`<span class="quiet">waits for boards</span>` : html`<${Progress} share=${progressOf(job)} label=${`Job ${job.id.slice(0, 8)}`} />`}</td>
          <td class="number">${duration(timeLeft(job, stream.state.now()))}</td></tr>`)}
      </tbody>
    <//>
    ${jobs.length > 10 ? html`<p class="quiet"><a href=${linkTo('jobs')}>and ${count(jobs.length - 10)} more</a></p>` : null}`;
}

export function UnderWay({ jobs }) {
  const now = stream.state.now();
  return html`
    <${WideTable} label="Jobs that run or wait">
      <thead><tr><th scope="col">Job</th><th scope="col">Application</th><th scope="col">Client</th><th scope="col" class="number">Images</th><th scope="col">State</th>
        <th scope="col">Progress by position, in chunks</th><th scope="col">Boards</th><th scope="col">Submitted</th><th scope="col" class="number">Left</th><th scope="col">Cancel</th></tr></thead>
      <tbody>${jobs.map(job => html`
        <tr key=${job.id}><td><${JobLink} id=${job.id} /></td><td>${job.application}</td><td class="cut" title=${job.client}>${hostOf(job.client)}</td><td class="number">${count(job.images)}</td>
          <td><${JobState} job=${job} />${job.attempt > 1 ? html` <span class="quiet">attempt ${job.attempt}</span>` : null}</td>
          <td><${PositionProgress} job=${job} /></td><td>${boardsOf(job)}</td><td>${clock(job.submitted)}</td>
          <td class="number">${duration(timeLeft(job, now))}</td><td><${CancelButton} job=${job} /></td></tr>`)}
      </tbody>
    <//>`;
}

export function Ended({ jobs }) {
  return html`
    <${WideTable} label="Jobs that ended">
      <thead><tr><th scope="col">Job</th><th scope="col">Application</th><th scope="col">Client</th><th scope="col" class="number">Images</th><th scope="col">State</th>
        <th scope="col">Reason</th><th scope="col">Boards</th><th scope="col">Ended</th><th scope="col" class="number">Queued</th><th scope="col" class="number">Ran</th></tr></thead>
      <tbody>${jobs.map(job => html`
        <tr key=${job.id}><td><${JobLink} id=${job.id} /></td><td>${job.application}</td><td class="cut" title=${job.client}>${hostOf(job.client)}</td><td class="number">${count(job.images)}</td>
          <td><${JobState} job=${job} /></td><td>${job.reason ? html`<span class="reason">${job.failure ? html`<span class="code">${job.failure}</span>: ` : null}${job.reason}</span>` : null}</td><td>${boardsOf(job)}</td><td>${clock(job.ended)}</td>
          <td class="number">${duration(between(job.submitted, job.placed ?? job.ended))}</td><td class="number">${job.placed ? duration(between(job.placed, job.ended)) : '–'}</td></tr>`)}
      </tbody>
    <//>`;
}
