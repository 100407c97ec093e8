// Numbers, times and the runtime's words as people read them.

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const small = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export const count = value => number.format(value);

export function rate(value) {
  return value == null ? '–' : value >= 100 || value === 0 ? number.format(value) : small.format(value);
}

export const percent = share => share == null ? '–' : `${share > 0 && share < 0.01 ? '<1' : Math.round(100 * share)} %`;

export function bytes(value) {
  if (value < 1000) return `${rate(value)} B`;
  return value < 1e6 ? `${small.format(value / 1e3)} kB` : `${small.format(value / 1e6)} MB`;
}

/** A time span given in milliseconds. */
export function duration(milliseconds) {
  if (milliseconds == null || Number.isNaN(milliseconds)) return '–';
  const ms = Math.max(0, milliseconds);
  if (ms < 10) return `${small.format(ms)} ms`;
  if (ms < 1000) return `${number.format(ms)} ms`;
  if (ms < 60_000) return `${small.format(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
}

export function clock(text) {
  return text ? new Date(text).toLocaleTimeString('en-GB') : '–';
}

export function preciseClock(text) {
  const at = new Date(text);
  return `${at.toLocaleTimeString('en-GB')}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

export const between = (begin, end) => begin && end ? new Date(end) - new Date(begin) : null;

export const shortId = id => id.slice(0, 8);

/** akka.tcp://fard@127.0.0.1:4053 without what every address has. */
export const hostOf = address => address.replace(/akka\.tcp:\/\/[^@\s]*@/, '');

const devices = {
  'emulated': { label: 'emulated', title: 'No FPGA: the host computes the same bits, and unless it is told otherwise it takes the time that a model of the board says.' },
  'hls-csim': { label: 'simulated (HLS in C)', title: 'No FPGA: the HLS kernels, compiled for the host. Its times say nothing about a board.' },
  'rtl': { label: 'simulated (RTL)', title: 'No FPGA: generated Verilog, simulated cycle by cycle. Its times say nothing about a board.' },
  'zynq': { label: 'FPGA (Zynq)', title: 'The programmable logic of this board.' },
};

export const deviceOf = kind => devices[kind] ?? { label: kind, title: `Device kind ${kind}.` };

export const steps = {
  'configuring': 'configuring',
  'loading-bitstream': 'loading bitstream',
  'ready': 'ready',
  'computing': 'computing',
  'transferring': 'transferring',
};

/** Where a job stands, as one word. */
export const stateOf = job => job.outcome === 'none' ? job.phase : job.outcome;

export const isOver = job => job.outcome !== 'none';

/** Share of the job's chunks whose results are out, 0 to 1. */
export function progressOf(job) {
  if (job.outcome === 'done') return 1;
  return job.chunks > 0 ? Math.min(1, job.chunksDone / job.chunks) : 0;
}

/** Milliseconds that a running job will still take if it goes on as it did; null: nothing to tell it by. */
export function timeLeft(job, now) {
  const share = progressOf(job);
  if (job.phase !== 'running' || isOver(job) || !job.started || share <= 0) return null;
  const gone = now - new Date(job.started);
  return gone > 0 ? gone * (1 - share) / share : null;
}
