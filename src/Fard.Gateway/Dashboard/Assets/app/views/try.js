// Sends one image through an application's pipeline and shows what came back, and where it was computed.

import { html, useEffect, useRef, useState } from '../html.js';
import { mayDo, stream, useLive } from '../live.js';
import { getJson, postBytes } from '../api.js';
import { linkTo } from '../router.js';
import { Fits, scaleImage } from '../image.js';
import { between, duration, isOver } from '../format.js';
import { BoardLink, Empty, JobLink } from '../parts/badges.js';

const LargestFile = 32 * 1024 * 1024;

function Drop({ onFile, shape }) {
  const [isOverZone, setOver] = useState(false);
  const input = useRef(null);
  const take = files => files?.[0] && onFile(files[0]);
  const dropped = event => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const dragged = event => {
    event.preventDefault();
    setOver(true);
  };
  return html`
    <div class=${`drop ${isOverZone ? 'over' : ''}`} onDrop=${dropped} onDragOver=${dragged} onDragLeave=${() => setOver(false)}>
      <p>Drop an image here, or <label class="file-button">choose a file<input ref=${input} type="file" accept="image/*" onChange=${event => take(event.currentTarget.files)} /></label></p>
      <p class="quiet">The network reads ${shape.width}×${shape.height} ${shape.channels === 1 ? 'grey' : 'RGB'} pixels. Your browser brings the image to that size before it sends it.</p>
    </div>`;
}

function Scores({ answer }) {
  const best = answer.class.index;
  if (answer.scores.length === 0) return html`<p class="quiet">This network answers with a class and no scores.</p>`;
  const least = Math.min(...answer.scores.map(one => one.score));
  const span = Math.max(1, Math.max(...answer.scores.map(one => one.score)) - least);
  return html`
    <table class="scores"><caption class="hidden">Scores by class</caption><thead class="hidden"><tr><th scope="col">Class</th><th scope="col">Score</th></tr></thead>
      <tbody>${answer.scores.map((one, i) => html`
        <tr key=${i} class=${i === best ? 'best' : ''}><th scope="row">${one.name}</th>
          <td><span class="score"><span class="score-bar" style=${{ width: `${2 + 98 * (one.score - least) / span}%` }}></span></span><span class="number">${one.score}</span></td></tr>`)}
      </tbody></table>`;
}

/** The job's boards and times, once the node manager has the whole story. */
function useTrace(id) {
  const live = useLive();
  const [job, setJob] = useState(null);
  const summary = live.state.get(`job/${id}`);
  const stamp = summary ? `${summary.outcome} ${summary.ended}` : '';
  useEffect(() => {
    const asking = new AbortController();
    getJson(`api/jobs/${id}`, asking.signal).then(setJob).catch(() => null);
    return () => asking.abort();
  }, [id, stamp]);
  return job;
}

function Path({ id }) {
  const job = useTrace(id);
  if (!job) return html`<${Empty}>Asking the node manager for the path…<//>`;
  const time = (position, step) => {
    const span = position.timeline.find(one => one.step === step && one.end);
    return span ? duration(between(span.begin, span.end)) : '–';
  };
  return html`
    <ol class="path">
      <li><strong>queued</strong> ${duration(between(job.submitted, job.placed ?? job.ended))}</li>
      ${job.positions.map(position => html`
        <li key=${`${position.position}.${position.replica}`}><strong>${position.position} ${position.jobName}</strong> on ${position.board ? html`<${BoardLink} name=${position.board} />` : 'no board'}
          <span class="quiet">loading bitstream ${time(position, 'loading-bitstream')}, computing ${duration(position.computingMs)}</span></li>`)}
      <li><strong>${isOver(job) ? job.outcome : job.phase}</strong> <span class="quiet">job</span> <${JobLink} id=${id} /></li>
    </ol>`;
}

function Result({ answer }) {
  return html`
    <section class="panel" aria-labelledby="result" aria-live="polite"><h2 id="result">Class: ${answer.class.name}</h2>
      <p class="quiet">The answer took ${duration(answer.milliseconds)} from the gateway and back.</p>
      <div class="columns"><div><h3>Scores</h3><${Scores} answer=${answer} /></div><div><h3>Path</h3><${Path} key=${answer.job} id=${answer.job} /></div></div>
    </section>`;
}

export function Try({ application: name }) {
  const { state } = useLive();
  const applications = state.list('application/').filter(application => application.image);
  const application = applications.find(one => one.name === name) ?? (name ? null : applications[0]);
  const [fit, setFit] = useState('crop');
  const [file, setFile] = useState(null);
  const [scaled, setScaled] = useState(null);
  const [answer, setAnswer] = useState(null);
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const preview = useRef(null);
  const shape = application?.image;

  useEffect(() => {
    if (!file || !shape) return undefined;
    let isOld = false;
    scaleImage(file, shape, fit)
      .then(result => isOld || (setScaled(result), setProblem('')))
      .catch(() => isOld || (setScaled(null), setProblem(`${file.name} is no image that this browser can read.`)));
    return () => { isOld = true; };
  }, [file, fit, application?.name]);
  useEffect(() => preview.current?.replaceChildren(...(scaled ? [scaled.canvas] : [])), [scaled]);

  if (!application) return html`<${Empty}>${name ? `There is no application ${name} that reads images.` : 'No application that reads images is deployed.'}<//>`;
  const choose = chosen => {
    setAnswer(null);
    if (chosen.size > LargestFile) return setProblem(`${chosen.name} is larger than 32 MB.`);
    setProblem('');
    setFile(chosen);
  };
  const send = async () => {
    setBusy(true);
    setProblem('');
    try {
      setAnswer(await postBytes(`api/applications/${encodeURIComponent(application.name)}/try`, scaled.pixels));
    } catch (error) {
      setAnswer(null);
      setProblem(error.message);
      if (error.status === 401) stream.open();
    }
    setBusy(false);
  };
  const changed = scaled && (scaled.from.width !== shape.width || scaled.from.height !== shape.height);
  return html`
    <section class="panel" aria-labelledby="image"><h2 id="image" class="hidden">Image</h2>
      <form class="filters" onSubmit=${event => event.preventDefault()}>
        <label>Application <select value=${application.name} onChange=${event => { location.hash = linkTo('try', event.currentTarget.value); }}>${applications.map(one => html`<option key=${one.name} value=${one.name}>${one.name}</option>`)}</select></label>
        <label>To size <select value=${fit} onChange=${event => setFit(event.currentTarget.value)}>${Object.entries(Fits).map(([key, text]) => html`<option key=${key} value=${key}>${text}</option>`)}</select></label>
      </form>
      <div class="try">
        <${Drop} onFile=${choose} shape=${shape} />
        <div class="preview" hidden=${!scaled}>
          <div class="preview-image" ref=${preview} role="img" aria-label=${file ? `${file.name}, as the network gets it` : 'no image'}></div>
          <p class="quiet">${scaled ? `${file.name}: ${changed ? `${scaled.from.width}×${scaled.from.height}, ${fit === 'crop' ? 'cropped to the middle and scaled' : 'stretched'} by this browser to ${shape.width}×${shape.height}; the command line scales by another method` : `sent as it is, ${shape.width}×${shape.height}`}.` : ''}</p>
          <button type="button" class="primary" disabled=${isBusy || !mayDo('submit')} onClick=${send}>${isBusy ? 'Waits or computes…' : 'Classify'}</button>
          ${mayDo('submit') ? null : html`<p class="quiet">Sending images needs a token with the role submit.</p>`}
        </div>
      </div>
      ${problem ? html`<p class="notice bad" role="alert">${problem}</p>` : null}
    </section>
    ${answer ? html`<${Result} answer=${answer} />` : null}`;
}
