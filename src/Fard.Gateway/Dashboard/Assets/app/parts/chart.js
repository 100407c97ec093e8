// Lines over time, drawn by uPlot.

import uPlot from '../../vendor/uPlot.esm.js';
import { html, useEffect, useRef } from '../html.js';
import { history } from '../history.js';
import { colourOf, onThemeChange, seriesColours } from '../theme.js';

const Font = '12px system-ui, sans-serif';

export function axisStyle(more) {
  return { font: Font, stroke: colourOf('--muted'), grid: { stroke: colourOf('--line'), width: 1 }, ticks: { stroke: colourOf('--line'), width: 1, size: 4 }, ...more };
}

/** Keeps a plot as wide as its element, and draws it anew when the theme changes. */
export function usePlot(create, dependencies) {
  const element = useRef(null);
  const plot = useRef(null);
  useEffect(() => {
    const build = () => {
      plot.current?.destroy();
      plot.current = create(element.current);
    };
    build();
    const observer = new ResizeObserver(() => {
      const width = element.current?.clientWidth;
      if (width && plot.current && width !== plot.current.width) plot.current.setSize({ width, height: plot.current.height });
    });
    observer.observe(element.current);
    const ended = onThemeChange(build);
    return () => {
      ended();
      observer.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, dependencies);
  return [element, plot];
}

const timeOf = seconds => new Date(1000 * seconds).toLocaleTimeString('en-GB');

const decimals = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** While no pointer is over the plot its legend has the newest values. */
function showLast(plot) {
  if (plot && plot.cursor.left < 0) plot.setLegend({ idx: plot.data[0].length - 1 });
}

/** Lines of the history: series are [{ key, label }]; unit is what the numbers are, such as 'images/s'. */
export function HistoryChart({ series, unit, height = 190, most, label }) {
  const keys = series.map(one => one.key).join('\n');
  const data = () => [history.times, ...series.map(one => history.series.get(one.key) ?? history.times.map(() => null))];
  const [element, plot] = usePlot(host => new uPlot({
    width: host.clientWidth || 400,
    height,
    padding: [null, 34, null, null],
    legend: { live: true, show: true },
    cursor: { drag: { x: false, y: false } },
    scales: { x: { time: true }, y: { range: (_, __, max) => [0, most ?? Math.max(1, max * 1.1)] } },
    axes: [axisStyle({ space: 80, size: 30, values: (_, ticks) => ticks.map(timeOf) }), axisStyle({ size: 52, label: unit, labelSize: 18, labelFont: Font, values: (_, ticks) => ticks.map(tick => decimals.format(tick)) })],
    series: [
      { label: 'time', value: (_, seconds) => seconds == null ? '–' : timeOf(seconds) },
      ...series.map((one, i) => ({
        label: one.label,
        stroke: colourOf(seriesColours[i % seriesColours.length]),
        width: 1.75,
        dash: i >= seriesColours.length ? [6, 3] : undefined,
        points: { show: false },
        value: (_, value) => value == null ? '–' : `${decimals.format(value)} ${unit}`,
      })),
    ],
  }, data(), host), [keys, unit]);

  useEffect(() => {
    const listener = () => {
      plot.current?.setData(data());
      showLast(plot.current);
    };
    showLast(plot.current);
    history.listeners.add(listener);
    return () => history.listeners.delete(listener);
  }, [keys]);

  return html`<div class="plot" ref=${element} role="img" aria-label=${label}></div>`;
}
