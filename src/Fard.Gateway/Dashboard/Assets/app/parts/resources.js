// Resources of a loaded bitstream in percent of its board.

import { html } from '../html.js';
import { Meter } from './badges.js';

const order = ['LUT', 'LUTRAM', 'FF', 'BRAM36', 'URAM', 'DSP'];

const placeOf = name => order.includes(name) ? order.indexOf(name) : order.length;

export function Resources({ utilisation, of, isModelled }) {
  const names = Object.keys(utilisation).sort((a, b) => placeOf(a) - placeOf(b));
  if (names.length === 0) return html`<span class="quiet">not known</span>`;
  return html`${isModelled ? html`<span class="quiet">modelled</span>` : null}<ul class="resources">${names.map(name => html`
    <li key=${name}><span class="resource-name">${name}</span><${Meter} share=${utilisation[name] / 100} label=${`${name} of ${of}`} tone=${utilisation[name] > 90 ? 'warn' : ''} /></li>`)}</ul>`;
}
