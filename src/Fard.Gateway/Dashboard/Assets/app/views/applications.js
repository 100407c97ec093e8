// The applications with their plans: what each position computes and what the models say of it.

import { html, useEffect, useState } from '../html.js';
import { useLive } from '../live.js';
import { getBlob, getJson } from '../api.js';
import { linkTo } from '../router.js';
import { onThemeChange, shownTheme } from '../theme.js';
import { bytes, count, duration, rate } from '../format.js';
import { Chip, Empty, WideTable } from '../parts/badges.js';
import { Resources } from '../parts/resources.js';

function Chart({ application, version, chart }) {
  const [theme, setTheme] = useState(shownTheme());
  const [source, setSource] = useState(null);
  useEffect(() => onThemeChange(() => setTheme(shownTheme())), []);
  useEffect(() => {
    let url = null;
    let isOver = false;
    getBlob(`api/applications/${encodeURIComponent(application)}/charts/${encodeURIComponent(chart.name)}?theme=${theme}`)
      .then(blob => {
        if (isOver) return;
        url = URL.createObjectURL(blob);
        setSource(url);
      })
      .catch(() => setSource(null));
    return () => {
      isOver = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [application, version, chart.name, theme]);
  return html`<figure class="plan-chart">${source ? html`<img src=${source} alt=${chart.title} width="760" height="480" />` : html`<div class="plan-chart-space"></div>`}</figure>`;
}

function usePlan(application) {
  const [answer, setAnswer] = useState({ plan: null, problem: '' });
  useEffect(() => {
    const asking = new AbortController();
    getJson(`api/applications/${encodeURIComponent(application.name)}/plan`, asking.signal)
      .then(plan => setAnswer({ plan, problem: '' }))
      .catch(error => asking.signal.aborted || setAnswer({ plan: null, problem: error.message }));
    return () => asking.abort();
  }, [application.name, application.version]);
  return answer;
}

function Positions({ application, plan }) {
  return html`
    <${WideTable} label=${`Positions of ${application.name}`}>
      <thead><tr><th scope="col">Position</th><th scope="col">Layers</th><th scope="col">Bitstream</th><th scope="col">Board</th><th scope="col" class="number">Replicas</th><th scope="col" class="number">In</th><th scope="col" class="number">Out</th>
        <th scope="col" class="number">Modelled interval</th><th scope="col" class="number">Modelled images/s</th><th scope="col">Modelled resources</th></tr></thead>
      <tbody>${application.positions.map((position, i) => {
        const model = plan?.positions[i];
        return html`
          <tr key=${i}><th scope="row">${i} ${position.jobName} ${plan?.bottleneck === i ? html`<${Chip} tone="warn" title="By the model it limits the pipeline.">bottleneck<//>` : null}</th><td>${position.layers}</td><td class="code">${position.bitstream}</td>
            <td>${position.boardType}${position.boardName ? html` <span class="quiet">named</span> ${position.boardName}` : null}</td><td class="number">${position.replicas.length}</td>
            <td class="number">${bytes(position.inputBytesPerImage)}</td><td class="number">${bytes(position.outputBytesPerImage)}</td>
            <td class="number">${duration(model?.intervalMs)}</td><td class="number">${rate(model?.imagesPerSecond)}</td>
            <td>${model ? html`<${Resources} utilisation=${model.utilisation} of=${position.jobName} />` : '–'}</td></tr>`;
      })}</tbody>
    <//>`;
}

function Application({ application }) {
  const { plan, problem } = usePlan(application);
  return html`
    <section class="panel" aria-labelledby="plan"><h2 id="plan">${application.name} <span class="quiet">${application.version > 0 ? `version ${application.version}, deployed` : 'as the heads are configured'}</span></h2>
      <dl class="facts">
        <div><dt>Network</dt><dd>${application.network}</dd></div>
        <div><dt>Image</dt><dd>${application.image ? `${application.image.width}×${application.image.height}, ${application.image.channels === 1 ? 'grey' : 'RGB'}` : 'packed streams only'}</dd></div>
        <div><dt>Chunk</dt><dd>${count(application.chunkImages)} ${application.chunkImages === 1 ? 'image' : 'images'}</dd></div>
        <div><dt>Most images of a job</dt><dd>${count(application.maxImages)}</dd></div>
        <div><dt>Queue</dt><dd>${count(application.maxQueue)} jobs, ${duration(application.queueTimeoutMs)}</dd></div>
        <div><dt>Modelled</dt><dd>${plan ? `${rate(plan.imagesPerSecond)} images/s` : '–'}</dd></div>
      </dl>
      <${Positions} application=${application} plan=${plan} />
      <p><a href=${linkTo('try', application.name)}>Try it with an image</a></p>
    </section>
    ${problem ? html`<p class="notice warn" role="alert">${problem}</p>` : null}
    ${plan ? html`<section class="panel" aria-labelledby="charts"><h2 id="charts">Split and plan <span class="quiet">modelled; no figure here was measured</span></h2>
      <div class="plan-charts">${plan.charts.map(chart => html`<${Chart} key=${chart.name} application=${application.name} version=${application.version} chart=${chart} />`)}</div></section>` : null}`;
}

export function Applications({ name }) {
  const { state } = useLive();
  const applications = state.list('application/').sort((a, b) => a.name.localeCompare(b.name, 'en'));
  if (applications.length === 0) return html`<${Empty}>No application is deployed. <code>fard plan --apply</code> deploys one.<//>`;
  const chosen = applications.find(application => application.name === name) ?? (name ? null : applications[0]);
  return html`
    <nav aria-label="Applications" class="tabs"><ul>${applications.map(application => html`
      <li key=${application.name}><a href=${linkTo('applications', application.name)} aria-current=${application === chosen ? 'page' : null}>${application.name}</a></li>`)}</ul></nav>
    ${chosen ? html`<${Application} key=${chosen.name} application=${chosen} />` : html`<p class="notice warn" role="alert">There is no application ${name}.</p>`}`;
}
