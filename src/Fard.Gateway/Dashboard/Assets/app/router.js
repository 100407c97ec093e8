// Places of the page: #/jobs/ab12 and the like. Anything else behind # (such as the target of the skip link) is no place.

import { useEffect, useState } from './html.js';

export function placeOf(hash) {
  const [path, query] = hash.slice(2).split('?');
  const parts = path.split('/').filter(part => part.length > 0).map(decode);
  return { name: parts[0] ?? 'overview', argument: parts[1] ?? null, query: new URLSearchParams(query ?? '') };
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const linkTo = (name, argument, query) =>
  `#/${name}${argument == null ? '' : `/${encodeURIComponent(argument)}`}${query ? `?${new URLSearchParams(query)}` : ''}`;

export function usePlace() {
  const [place, setPlace] = useState(() => placeOf(location.hash.startsWith('#/') ? location.hash : '#/'));
  useEffect(() => {
    const listener = () => {
      if (location.hash === '' || location.hash.startsWith('#/')) setPlace(placeOf(location.hash || '#/'));
    };
    addEventListener('hashchange', listener);
    return () => removeEventListener('hashchange', listener);
  }, []);
  return place;
}
