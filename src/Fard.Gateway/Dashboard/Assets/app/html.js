// Markup as tagged templates. Every ${value} becomes text or an attribute's value, never markup: nothing needs to be escaped by hand.

import { h, render, Fragment } from '../vendor/preact.module.js';
import htm from '../vendor/htm.module.js';

export const html = htm.bind(h);
export { h, render, Fragment };
export { useEffect, useLayoutEffect, useMemo, useRef, useState } from '../vendor/preact-hooks.module.js';
