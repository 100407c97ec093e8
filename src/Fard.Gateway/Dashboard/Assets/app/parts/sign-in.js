// Asks for a token where the gateway wants one.

import { html, useState } from '../html.js';
import { signIn } from '../api.js';
import { stream } from '../live.js';

export function SignIn() {
  const [problem, setProblem] = useState('');
  const submit = async event => {
    event.preventDefault();
    try {
      const session = await signIn(new FormData(event.currentTarget).get('token').trim());
      if (session.roles.includes('read')) stream.open();
      else setProblem('This token has not the role read, which the dashboard needs.');
    } catch (error) {
      setProblem(error.message);
    }
  };
  return html`
    <form class="panel sign-in" onSubmit=${submit}>
      <p>This gateway shows the cluster to holders of a token with the role read. <code>fard token create</code> makes one.</p>
      <label for="token">Token</label>
      <input id="token" name="token" type="password" required autocomplete="current-password" aria-describedby="token-problem" />
      <p id="token-problem" class="bad-text" role="alert">${problem}</p>
      <button type="submit" class="primary">Sign in</button>
    </form>`;
}
