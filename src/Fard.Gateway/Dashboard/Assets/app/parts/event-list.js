// Events, the newest first.

import { html } from '../html.js';
import { clock, shortId } from '../format.js';
import { BoardLink, Chip, Empty, JobLink } from './badges.js';

const tones = { information: '', warning: 'warn', error: 'bad' };

/** The event's text; where it names its job or board, that name is the link. */
function Text({ event }) {
  const links = [
    event.job && [shortId(event.job), html`<${JobLink} id=${event.job} />`],
    event.board && [event.board, html`<${BoardLink} name=${event.board} />`],
  ].filter(link => link);
  let parts = [event.text];
  for (const [name, link] of links) {
    const at = parts.findIndex(part => typeof part === 'string' && part.includes(name));
    if (at < 0) {
      parts = [...parts, ' ', link];
    } else {
      const begin = parts[at].indexOf(name);
      parts.splice(at, 1, parts[at].slice(0, begin), link, parts[at].slice(begin + name.length));
    }
  }
  return html`<span class="event-text">${parts}</span>`;
}

export function EventList({ events }) {
  if (events.length === 0) return html`<${Empty}>No event.<//>`;
  return html`
    <ol class="event-list">${events.map(event => html`
      <li key=${event.number} class=${`event ${tones[event.severity]}`}>
        <time class="code quiet" datetime=${event.at}>${clock(event.at)}</time>
        <span class="event-kind"><${Chip} tone=${tones[event.severity]}>${event.kind}<//></span>
        <${Text} event=${event} />
      </li>`)}
    </ol>`;
}
