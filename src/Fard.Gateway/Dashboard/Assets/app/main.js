// Starts the page: the stream of the cluster's state, the history of rates, and the view that the address names.

import { html, render, useEffect, useRef } from './html.js';
import { stream, useLive } from './live.js';
import { startHistory } from './history.js';
import { usePlace } from './router.js';
import { Shell } from './parts/shell.js';
import { SignIn } from './parts/sign-in.js';
import { Overview } from './views/overview.js';
import { Boards } from './views/boards.js';
import { Board } from './views/board.js';
import { Pipelines } from './views/pipelines.js';
import { Jobs } from './views/jobs.js';
import { Job } from './views/job.js';
import { Applications } from './views/applications.js';
import { Events } from './views/events.js';
import { Logs } from './views/logs.js';
import { Try } from './views/try.js';

const views = {
  overview: { title: () => 'Overview', draw: () => html`<${Overview} />` },
  boards: {
    title: place => place.argument ? `Board ${place.argument}` : 'Boards',
    draw: place => place.argument ? html`<${Board} key=${place.argument} name=${place.argument} />` : html`<${Boards} />`,
  },
  pipelines: { title: () => 'Pipelines', draw: () => html`<${Pipelines} />` },
  jobs: {
    title: place => place.argument ? `Job ${place.argument.slice(0, 8)}` : 'Jobs',
    draw: place => place.argument ? html`<${Job} key=${place.argument} id=${place.argument} />` : html`<${Jobs} key=${place.query.get('state')} />`,
  },
  applications: { title: () => 'Applications', draw: place => html`<${Applications} name=${place.argument} />` },
  events: { title: () => 'Events', draw: place => html`<${Events} key=${place.query.get('job')} job=${place.query.get('job') ?? ''} />` },
  logs: { title: () => 'Logs', draw: place => html`<${Logs} key=${place.query.get('job')} job=${place.query.get('job') ?? ''} />` },
  try: { title: () => 'Try', draw: place => html`<${Try} key=${place.argument} application=${place.argument} />` },
};

function Page() {
  const live = useLive();
  const place = usePlace();
  const view = views[place.name] ?? views.overview;
  const title = view.title(place);
  const heading = useRef(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = `${title} · Fard`;
    // Whoever moves by keyboard or screen reader goes on at the new view's heading.
    if (!first.current) heading.current?.focus();
    first.current = false;
  }, [title]);

  const shown = live.status === 'signed-out' ? html`<${SignIn} />` : live.state.epoch === null ? html`<p class="quiet">Waiting for the cluster's state…</p>` : view.draw(place);
  return html`
    <${Shell} place=${place.name}>
      <h1 tabindex="-1" ref=${heading}>${title}</h1>
      ${shown}
    <//>`;
}

render(html`<${Page} />`, document.getElementById('page'));
startHistory();
stream.open();
