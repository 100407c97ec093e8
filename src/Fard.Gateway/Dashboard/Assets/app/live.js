// The cluster's state as the gateway streams it: items by key, each message replacing or removing some. A message marked full replaces everything, which
// is how the state is right again after a reconnect, a reader that was too slow, or another gateway.

import { useEffect, useState } from './html.js';
import { getSession } from './api.js';

const Silence = 45_000;
const FirstRetry = 1_000;
const LastRetry = 10_000;

export class LiveState {
  items = new Map();
  epoch = null;
  clockAhead = 0;

  /** Takes a message; false: it does not fit what is here. */
  apply(message) {
    if (!message.full && message.epoch !== this.epoch) return false;
    if (message.full) this.items = new Map();
    this.epoch = message.epoch;
    this.clockAhead = new Date(message.now) - Date.now();
    for (const key of message.remove) this.items.delete(key);
    for (const [key, value] of Object.entries(message.set)) this.items.set(key, value);
    return true;
  }

  get(key) {
    return this.items.get(key);
  }

  /** Every item whose key is below a prefix, such as 'board/'. */
  list(prefix) {
    const found = [];
    for (const [key, value] of this.items) if (key.startsWith(prefix)) found.push(value);
    return found;
  }

  /** The gateway's clock, which the times of jobs are read beside. */
  now() {
    return Date.now() + this.clockAhead;
  }
}

class Stream {
  state = new LiveState();
  status = 'connecting';
  session = null;
  listeners = new Set();
  retry = FirstRetry;
  attempts = 0;

  async open() {
    clearTimeout(this.timer);
    this.source?.close();
    const attempt = ++this.attempts;
    const session = await getSession().catch(() => null);
    // Somebody else began to open it meanwhile.
    if (attempt !== this.attempts) return;
    if (session === null) {
      this.openLater('reconnecting');
      return;
    }
    this.session = session;
    if (!session.roles.includes('read')) {
      this.set('signed-out');
      return;
    }
    const source = new EventSource('api/stream');
    this.source = source;
    this.watch();
    source.addEventListener('state', event => this.take(source, JSON.parse(event.data)));
    source.addEventListener('ping', () => this.watch());
    source.addEventListener('error', () => {
      source.close();
      if (this.source === source) this.openLater('reconnecting');
    });
  }

  take(source, message) {
    if (this.source !== source) return;
    this.watch();
    if (!this.state.apply(message)) {
      this.open();
      return;
    }
    this.retry = FirstRetry;
    this.set('live');
  }

  // The gateway says something at least every 15 seconds; a connection that died without a word is opened again.
  watch() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), Silence);
  }

  openLater(status) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), this.retry);
    this.retry = Math.min(LastRetry, 2 * this.retry);
    this.set(status);
  }

  set(status) {
    this.status = status;
    this.listeners.forEach(listener => listener());
  }
}

export const stream = new Stream();

/** Draws the component again whenever the state changes, and gives the stream. */
export function useLive() {
  const [, setVersion] = useState(0);
  useEffect(() => {
    const listener = () => setVersion(version => version + 1);
    stream.listeners.add(listener);
    return () => stream.listeners.delete(listener);
  }, []);
  return stream;
}

export const mayDo = role => stream.session?.roles.includes(role) ?? false;
