// Light, dark, or as the system says. Charts on canvas ask here for colours, because a canvas does not follow style sheets.

const Key = 'fard-theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set();

export function chosenTheme() {
  return document.documentElement.dataset.theme ?? 'system';
}

/** 'light' or 'dark': what is shown now. */
export function shownTheme() {
  const chosen = chosenTheme();
  return chosen === 'system' ? (system.matches ? 'dark' : 'light') : chosen;
}

export function chooseTheme(theme) {
  if (theme === 'system') {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem(Key);
  } else {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem(Key, theme);
  }
  listeners.forEach(listener => listener());
}

/** Calls back when the shown theme may have changed; returns what ends that. */
export function onThemeChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

system.addEventListener('change', () => listeners.forEach(listener => listener()));

/** The colour that a custom property of the style sheet stands for now, as canvas takes it. */
export function colourOf(name) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

/** Colours of series in charts: Okabe's and Ito's, told apart with any colour vision. */
export const seriesColours = ['--series-0', '--series-1', '--series-2', '--series-3', '--series-4', '--series-5'];
