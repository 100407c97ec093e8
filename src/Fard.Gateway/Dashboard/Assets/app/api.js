// Calls of the gateway. A call that fails throws an ApiError with the gateway's own words.

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new ApiError(0, 'The gateway does not answer.');
  }
  if (!answer.ok) {
    const body = await answer.json().catch(() => null);
    throw new ApiError(answer.status, body?.error ?? `The gateway answered ${answer.status}.`);
  }
  return answer;
}

export const getJson = async (path, signal) => (await call(path, { signal })).json();

export const getBlob = async path => (await call(path)).blob();

export const postJson = async (path, body) =>
  (await call(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })).json();

export const postBytes = async (path, bytes) =>
  (await call(path, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: bytes })).json();

export const getSession = () => getJson('session');

/** Signs in: the gateway keeps the token in a cookie that scripts cannot read. */
export const signIn = async token => (await call('session', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: token })).json();

export const signOut = () => call('session', { method: 'DELETE' });
