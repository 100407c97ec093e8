// Small marks. Each says in words what its colour says.

import { html } from '../html.js';
import { deviceOf, percent, shortId, stateOf } from '../format.js';
import { linkTo } from '../router.js';

const tones = {
  queued: 'waiting', configuring: 'busy', running: 'busy', recovering: 'warn', ending: 'busy', done: 'ok', failed: 'bad', cancelled: 'waiting',
};

export const Chip = ({ tone, title, children }) => html`<span class=${`chip ${tone ?? ''}`} title=${title}>${children}</span>`;

export const JobState = ({ job }) => html`<${Chip} tone=${tones[stateOf(job)]}>${stateOf(job)}<//>`;

export function Device({ kind }) {
  const device = deviceOf(kind);
  return html`<${Chip} tone=${kind === 'zynq' ? '' : 'model'} title=${device.title}>${device.label}<//>`;
}

/** Whether a board can be used, and why not. */
export function healthOf(board) {
  if (!board.reachable) return ['bad', 'unreachable'];
  const faults = board.fpgas.filter(fpga => fpga.fault);
  if (faults.length > 0) return ['bad', 'unhealthy'];
  return board.leaving ? ['warn', 'leaving'] : ['ok', 'healthy'];
}

export function Health({ board }) {
  const [tone, text] = healthOf(board);
  return html`<${Chip} tone=${tone}>${text}<//>`;
}

export const JobLink = ({ id }) => html`<a class="code" href=${linkTo('jobs', id)} title=${`Job ${id}`}>${shortId(id)}</a>`;

export const BoardLink = ({ name }) => html`<a class="board-link" href=${linkTo('boards', name)}>${name}</a>`;

/** A share from 0 to 1 as a bar with its number. */
export function Meter({ share, label, tone, text }) {
  const value = Math.max(0, Math.min(1, share ?? 0));
  return html`
    <span class="meter">
      <span class="meter-track" role="meter" aria-label=${label} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(100 * value)}
        aria-valuetext=${text ?? percent(share)}><span class=${`meter-fill ${tone ?? ''}`} style=${{ width: `${100 * value}%` }}></span></span>
      <span class="meter-text" aria-hidden="true">${text ?? percent(share)}</span>
    </span>`;
}

/** How far something is that ends at 1. */
export function Progress({ share, label, text, tone }) {
  return html`
    <span class="meter">
      <progress class=${tone ?? ''} aria-label=${label} max="100" value=${Math.round(100 * share)}></progress>
      <span class="meter-text" aria-hidden="true">${text ?? percent(share)}</span>
    </span>`;
}

export const Empty = ({ children }) => html`<p class="quiet empty">${children}</p>`;

/** A table that may be wider than the screen: it scrolls by itself, also by keyboard. */
export const WideTable = ({ label, children }) => html`
  <div class="wide" role="region" aria-label=${label} tabindex="0"><table>${children}</table></div>`;
