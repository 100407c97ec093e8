// Lines that the members log, as they log them.

import { html, useEffect, useRef, useState } from '../html.js';
import { preciseClock, hostOf } from '../format.js';
import { Chip, JobLink } from '../parts/badges.js';

const MostLines = 1000;
const Retry = 2000;
const levels = ['Debug', 'Info', 'Warning', 'Error'];
const tones = { Debug: '', Info: '', Warning: 'warn', Error: 'bad' };
const isJobId = text => /^[0-9a-f]{32}$/.test(text);

/** Follows the logs while the view is shown. The gateway first sends the lines that are kept: a stream that begins again begins with an empty list. */
function useLog(job) {
  const [lines, setLines] = useState([]);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let source = null;
    let timer = null;
    let number = 0;
    let waiting = [];
    const show = () => {
      if (waiting.length === 0) return;
      const more = waiting;
      waiting = [];
      setLines(before => [...before, ...more].slice(-MostLines));
    };
    const painter = setInterval(show, 250);
    const open = () => {
      source = new EventSource(`api/logs${job ? `?job=${job}` : ''}`);
      source.addEventListener('open', () => {
        waiting = [];
        setLines([]);
        setProblem('');
      });
      source.addEventListener('log', event => waiting.push({ number: number++, ...JSON.parse(event.data) }));
      source.addEventListener('gap', event => waiting.push({ number: number++, gap: JSON.parse(event.data).dropped }));
      source.addEventListener('error', () => {
        source.close();
        setProblem('The stream of logs ended; trying again.');
        timer = setTimeout(open, Retry);
      });
    };
    open();
    return () => {
      clearTimeout(timer);
      clearInterval(painter);
      source.close();
    };
  }, [job]);
  return [lines, problem];
}

function Line({ line }) {
  if (line.gap !== undefined) return html`<li class="log-line quiet">${line.gap} lines were left out: this page was too slow for them.</li>`;
  return html`
    <li class=${`log-line ${tones[line.level]}`}>
      <time class="code quiet" datetime=${line.at}>${preciseClock(line.at)}</time> <${Chip} tone=${tones[line.level]}>${line.level}<//>
      <span class="quiet">${line.board || hostOf(line.member)}</span> <span class="log-source quiet">${line.source}</span> <span class="log-text">${line.message}</span> ${line.job ? html`<${JobLink} id=${line.job} />` : null}
    </li>`;
}

export function Logs({ job }) {
  const [id, setId] = useState(job);
  const [least, setLeast] = useState('Info');
  const [text, setText] = useState('');
  const [isFollowing, setFollowing] = useState(true);
  const wantedId = id.trim().toLowerCase();
  const [all, problem] = useLog(isJobId(wantedId) ? wantedId : '');
  const wantedText = text.trim().toLowerCase();
  const lines = all.filter(line => line.gap !== undefined || (levels.indexOf(line.level) >= levels.indexOf(least) && (!wantedId || line.job?.startsWith(wantedId))
    && (!wantedText || `${line.message} ${line.source} ${line.board} ${line.member}`.toLowerCase().includes(wantedText))));
  const list = useRef(null);
  useEffect(() => {
    if (isFollowing && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [lines.length, isFollowing]);
  return html`
    <form class="filters" onSubmit=${event => event.preventDefault()}>
      <label>Job <input type="search" class="code" value=${id} onInput=${event => setId(event.currentTarget.value)} placeholder="its id" spellcheck="false" /></label>
      <label>Least level <select value=${least} onChange=${event => setLeast(event.currentTarget.value)}>${levels.map(level => html`<option key=${level} value=${level}>${level}</option>`)}</select></label>
      <label>Text <input type="search" value=${text} onInput=${event => setText(event.currentTarget.value)} placeholder="message, source, member…" /></label>
      <label class="check"><input type="checkbox" checked=${isFollowing} onChange=${event => setFollowing(event.currentTarget.checked)} /> Follow</label>
    </form>
    ${problem ? html`<p class="notice warn" role="status">${problem}</p>` : null}
    <section class="panel" aria-labelledby="lines"><h2 id="lines">${lines.length} <span class="quiet">lines, the newest last</span></h2>
      <ol class="log" ref=${list} tabindex="0" aria-labelledby="lines">${lines.map(line => html`<${Line} key=${line.number} line=${line} />`)}</ol>
    </section>`;
}
