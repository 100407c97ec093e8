// What stands around every view: name, places, how fresh the state is, theme and session.

import { html, useState } from '../html.js';
import { stream, useLive } from '../live.js';
import { linkTo } from '../router.js';
import { chooseTheme, chosenTheme } from '../theme.js';
import { clock, hostOf } from '../format.js';
import { signOut } from '../api.js';

const places = [
  ['overview', 'Overview'],
  ['boards', 'Boards'],
  ['pipelines', 'Pipelines'],
  ['jobs', 'Jobs'],
  ['applications', 'Applications'],
  ['events', 'Events'],
  ['logs', 'Logs'],
  ['try', 'Try'],
];

const statuses = {
  'connecting': ['waiting', 'Connecting'],
  'live': ['ok', 'Live'],
  'reconnecting': ['warn', 'Reconnecting'],
  'signed-out': ['waiting', 'Signed out'],
};

function Freshness() {
  const live = useLive();
  const view = live.state.get('view');
  const lost = live.status === 'live' && view && !view.connected;
  const [tone, text] = lost ? ['bad', 'No node manager'] : statuses[live.status];
  return html`<span class=${`freshness ${tone}`} role="status"><span class="dot" aria-hidden="true"></span>${text}</span>`;
}

function Problem() {
  const live = useLive();
  const view = live.state.get('view');
  if (live.status === 'reconnecting' && live.state.epoch !== null) {
    return html`<p class="notice warn" role="alert">The gateway does not answer; what is shown is its last word. Trying again.</p>`;
  }
  if (live.status === 'live' && view && !view.connected) {
    return html`<p class="notice bad" role="alert">${view.problem} What is shown is of ${clock(view.since)}.</p>`;
  }
  return null;
}

function ThemeChoice() {
  const [theme, setTheme] = useState(chosenTheme());
  const choose = event => {
    chooseTheme(event.currentTarget.value);
    setTheme(event.currentTarget.value);
  };
  return html`
    <label class="theme"><span class="hidden">Theme</span>
      <select value=${theme} onChange=${choose}>
        <option value="system">System theme</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>`;
}

function Session() {
  const live = useLive();
  const name = live.session?.name;
  if (!name || name === 'loopback') return null;
  const leave = async () => {
    await signOut().catch(() => null);
    stream.open();
  };
  return html`<span class="session">${name} <button type="button" class="plain" onClick=${leave}>Sign out</button></span>`;
}

function NodeManager() {
  const cluster = useLive().state.get('cluster');
  return cluster ? html`<span class="quiet node-manager">node manager <span class="code">${hostOf(cluster.nodeManager)}</span></span>` : null;
}

export function Shell({ place, children }) {
  return html`
    <header class="top">
      <a class="brand" href=${linkTo('overview')}><img src="dashboard/icon.svg" alt="" width="22" height="22" />Fard</a>
      <nav aria-label="Places">
        <ul>${places.map(([name, text]) => html`
          <li key=${name}><a href=${linkTo(name)} aria-current=${place === name ? 'page' : null}>${text}</a></li>`)}
        </ul>
      </nav>
      <div class="top-end"><${NodeManager} /><${Freshness} /><${Session} /><${ThemeChoice} /></div>
    </header>
    <main id="main" tabindex="-1"><${Problem} />${children}</main>`;
}
