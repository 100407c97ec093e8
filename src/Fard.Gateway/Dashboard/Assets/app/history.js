// Rates of the last minutes, one sample a second: those that the gateway kept, then what the stream says.

import { getJson } from './api.js';
import { stream } from './live.js';

const Samples = 300;
export const history = { times: [], series: new Map(), listeners: new Set() };

function addSample(seconds, values) {
  if (history.times.at(-1) >= seconds) return;
  history.times.push(seconds);
  for (const key of Object.keys(values)) {
    if (!history.series.has(key)) history.series.set(key, new Array(history.times.length - 1).fill(null));
  }
  for (const [key, list] of history.series) list.push(values[key] ?? null);
  if (history.times.length <= Samples) return;
  history.times.shift();
  for (const list of history.series.values()) list.shift();
}

function sample() {
  const values = {};
  if (stream.status === 'live') {
    for (const pipeline of stream.state.list('pipeline/')) values[`application/${pipeline.application}`] = pipeline.imagesPerSecond;
    for (const board of stream.state.list('board/')) {
      for (const fpga of board.fpgas) {
        values[`rate/${board.name}#${fpga.index}`] = fpga.imagesPerSecond;
        values[`busy/${board.name}#${fpga.index}`] = fpga.busy == null ? null : 100 * fpga.busy;
      }
    }
  }
  addSample(Math.round(stream.state.now() / 1000), values);
  history.listeners.forEach(listener => listener());
}

async function seed() {
  try {
    const kept = await getJson('api/rates');
    kept.times.forEach((seconds, i) => addSample(seconds, Object.fromEntries(Object.entries(kept.series).map(([key, list]) => [key, list[i]]))));
  } catch {
    // A chart that begins empty is no failure.
  }
}

/** Begins once there is a state: before that, the caller may not be allowed to ask. */
export function startHistory() {
  const begin = async () => {
    if (stream.status !== 'live') return;
    stream.listeners.delete(begin);
    await seed();
    setInterval(sample, 1000);
  };
  stream.listeners.add(begin);
}
