// The members of the cluster by role, as one member sees them.

import { html } from '../html.js';
import { Chip } from './badges.js';
import { hostOf } from '../format.js';

const lanes = [['head', 'Heads'], ['board', 'Boards'], ['client', 'Clients']];

const laneOf = member => lanes.find(([role]) => member.roles.includes(role))?.[0] ?? 'other';

function Member({ member, isSingleton, isOldest }) {
  const tone = !member.reachable ? 'bad' : member.status === 'Up' ? 'ok' : 'warn';
  return html`
    <li class=${`member ${member.reachable ? '' : 'unreachable'}`}>
      <span class=${`dot ${tone}`} aria-hidden="true"></span>
      <span class="code">${hostOf(member.address)}</span>
      <span class="member-marks">
        ${member.reachable ? null : html`<${Chip} tone="bad" title="Some member does not reach it.">unreachable<//>`}
        ${member.status === 'Up' ? null : html`<${Chip} tone="warn">${member.status}<//>`}
        ${isSingleton ? html`<${Chip} tone="busy" title="The cluster singleton: it places the positions of jobs on boards.">node manager<//>` : null}
        ${member.isLeader ? html`<${Chip} title="Leads the cluster's membership.">leader<//>` : null}
        ${isOldest ? html`<${Chip} title="The oldest member of the cluster.">oldest<//>` : null}
        ${member.roles.filter(role => role !== laneOf(member)).map(role => html`<${Chip} key=${role}>${role}<//>`)}
      </span>
    </li>`;
}

export function ClusterMap({ cluster }) {
  if (!cluster) return null;
  const oldest = cluster.members.reduce((best, member) => best === null || member.upNumber < best.upNumber ? member : best, null);
  return html`<div class="lanes" role="region" aria-label="Members by role" tabindex="0">
    ${[...lanes, ['other', 'Others']].map(([role, title]) => {
      const members = cluster.members.filter(member => laneOf(member) === role);
      if (members.length === 0 && role === 'other') return null;
      return html`
        <section key=${role} class="lane" aria-labelledby=${`lane-${role}`}><h3 id=${`lane-${role}`}>${title} <span class="quiet">${members.length}</span></h3>
          <ul>${members.map(member => html`<${Member} key=${member.address} member=${member} isSingleton=${member.address === cluster.nodeManager} isOldest=${member === oldest} />`)}</ul>
        </section>`;
    })}
  </div>`;
}
