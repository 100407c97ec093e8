// Every job that waits or runs, and those that ended lately.

import { html, useState } from '../html.js';
import { useLive } from '../live.js';
import { count, isOver, stateOf } from '../format.js';
import { usePlace } from '../router.js';
import { Empty } from '../parts/badges.js';
import { Ended, UnderWay } from '../parts/job-table.js';

const states = ['queued', 'configuring', 'running', 'recovering', 'ending', 'done', 'failed', 'cancelled'];
const MostRows = 200;

export function Jobs() {
  const { state } = useLive();
  const place = usePlace();
  const [wanted, setWanted] = useState(place.query.get('state') ?? '');
  const [application, setApplication] = useState('');
  const jobs = state.list('job/')
    .filter(job => (!wanted || stateOf(job) === wanted) && (!application || job.application === application))
    .sort((a, b) => new Date(b.submitted) - new Date(a.submitted));
  const underWay = jobs.filter(job => !isOver(job));
  const ended = jobs.filter(isOver);
  const names = [...new Set([...state.list('application/').map(one => one.name), ...state.list('job/').map(job => job.application)])].sort();
  return html`
    <form class="filters" onSubmit=${event => event.preventDefault()}>
      <label>State <select value=${wanted} onChange=${event => setWanted(event.currentTarget.value)}>
        <option value="">all</option>${states.map(one => html`<option key=${one} value=${one}>${one}</option>`)}</select></label>
      <label>Application <select value=${application} onChange=${event => setApplication(event.currentTarget.value)}>
        <option value="">all</option>${names.map(name => html`<option key=${name} value=${name}>${name}</option>`)}</select></label>
    </form>
    <section class="panel" aria-labelledby="under-way"><h2 id="under-way">Under way <span class="quiet">${count(underWay.length)}</span></h2>
      ${underWay.length > 0 ? html`<${UnderWay} jobs=${underWay.slice(0, MostRows)} />` : html`<${Empty}>No such job runs or waits.<//>`}
    </section>
    <section class="panel" aria-labelledby="ended"><h2 id="ended">Ended <span class="quiet">${count(ended.length)}</span></h2>
      ${ended.length > 0 ? html`<${Ended} jobs=${ended.slice(0, MostRows)} />` : html`<${Empty}>The node manager remembers no such job.<//>`}
    </section>`;
}
