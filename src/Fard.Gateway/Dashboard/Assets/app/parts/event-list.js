// Events, the newest first.

import { html } from '../html.js';
import { clock } from '../format.js';
import { BoardLink, Chip, Empty, JobLink } from './badges.js';

const tones = { information: '', warning: 'warn', error: 'bad' };

export function EventList({ events }) {
  if (events.length === 0) return html`<${Empty}>No event.<//>`;
  return html`
    <ol class="event-list">${events.map(event => html`
      <li key=${event.number} class=${`event ${tones[event.severity]}`}>
        <time class="code quiet" datetime=${event.at}>${clock(event.at)}</time>
        <span class="event-kind"><${Chip} tone=${tones[event.severity]}>${event.kind}<//></span>
        <span class="event-text">${event.text} ${event.job ? html`<${JobLink} id=${event.job} />` : null} ${event.board ? html`<${BoardLink} name=${event.board} />` : null}</span>
      </li>`)}
    </ol>`;
}
