// What happened in the cluster, with filters.

import { html, useState } from '../html.js';
import { useLive } from '../live.js';
import { count } from '../format.js';
import { EventList } from '../parts/event-list.js';

export function Events({ job }) {
  const { state } = useLive();
  const [id, setId] = useState(job);
  const [severity, setSeverity] = useState('');
  const [text, setText] = useState('');
  const wantedId = id.trim().toLowerCase();
  const wantedText = text.trim().toLowerCase();
  const all = state.list('event/');
  const events = all
    .filter(event => (!wantedId || event.job?.startsWith(wantedId)) && (!severity || event.severity === severity)
      && (!wantedText || `${event.kind} ${event.text} ${event.board} ${event.application}`.toLowerCase().includes(wantedText)))
    .sort((a, b) => b.number - a.number);
  return html`
    <form class="filters" onSubmit=${event => event.preventDefault()}>
      <label>Job <input type="search" class="code" value=${id} onInput=${event => setId(event.currentTarget.value)} placeholder="beginning of its id" spellcheck="false" /></label>
      <label>Severity <select value=${severity} onChange=${event => setSeverity(event.currentTarget.value)}>
        <option value="">all</option><option value="information">information</option><option value="warning">warning</option><option value="error">error</option></select></label>
      <label>Text <input type="search" value=${text} onInput=${event => setText(event.currentTarget.value)} placeholder="kind, board, application…" /></label>
    </form>
    <section class="panel" aria-labelledby="events"><h2 id="events">${count(events.length)} <span class="quiet">of the last ${count(all.length)} events, the newest first</span></h2><${EventList} events=${events} /></section>`;
}
