/**
 * Draws the response times that a page has as a table. The table says all: a row has its instant and its values as
 * attributes, and the words for them as its cells. Without this script there is the table alone.
 */

/** One row: milliseconds since the epoch, milliseconds of each line, and the cells as they are read. */
type Row = { at: number; values: readonly number[]; words: readonly string[] };

/** What a table says: its rows with gaps, and the instants (seconds since the epoch) that the axis begins and ends at. */
type Reading = { rows: readonly Row[]; range: [from: number, to: number] };

type Drawing = {
  mount: HTMLElement;
  /** What can not be changed once it is drawn. */
  manner: string;
  /** The table as it was drawn last. */
  drawn: string;
  /** Shows what a table says now, on the same canvas. */
  follow: (table: HTMLTableElement) => void;
  end: () => void;
};

/** In the order of the table's columns: the attribute of its rows, and the colour of the style. */
const lines = [
  { name: 'average', color: '--blue', dash: [6, 4] },
  { name: 'median', color: '--accent', dash: [] },
  { name: 'p95', color: '--amber', dash: [] },
] as const;

/** Where lines meet, the one that is drawn last is seen. */
const drawn = [lines[2], lines[0], lines[1]];

const height = 300;
const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Seconds between two marks of the axis: not less than its words can tell apart. */
const steps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 4, 6, 8, 12].map((count) => count * hour),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 30, 60, 90, 120, 180, 365, 730].map((count) => count * day),
];

/** Milliseconds of the axis at least. */
const shortest = 600_000;

function rowsOf(table: HTMLTableElement): Row[] {
  return [...table.querySelectorAll<HTMLTableRowElement>('tr[data-at]')].map((row) => ({
    at: Number(row.dataset['at']),
    values: lines.map(({ name }) => Number(row.dataset[name])),
    words: [...row.cells].map((cell) => cell.textContent),
  }));
}

/** The rows with an empty one wherever none came for longer than `step`, so that lines break there. */
function withGaps(rows: readonly Row[], step: number): Row[] {
  return rows.flatMap((row, place) => {
    const before = rows[place - 1];
    const isGap = before !== undefined && row.at - before.at > step * 1.5;
    return isGap ? [{ at: before.at + step, values: [], words: [] }, row] : [row];
  });
}

function readingOf(table: HTMLTableElement): Reading {
  const [from, to] = [Number(table.dataset['from']), Number(table.dataset['to'])];
  const rows = withGaps(rowsOf(table), Number(table.dataset['step']));
  return { rows, range: [Math.min(from, to - shortest) / 1000, to / 1000] };
}

function dataOf({ rows }: Reading): uPlot.AlignedData {
  return [
    rows.map(({ at }) => at / 1000),
    ...drawn.map((line) => rows.map(({ values }) => values[lines.indexOf(line)] ?? null)),
  ];
}

/** How instants and numbers are written. */
function mannerOf({ dataset }: HTMLTableElement): { locale: string; zone: string } {
  return { locale: dataset['locale'] ?? 'en', zone: dataset['zone'] ?? 'UTC' };
}

/** Points that no line leads to or from are drawn as dots. */
function lonely(chart: uPlot, line: number): number[] {
  const values = chart.data[line] ?? [];
  const isThere = (place: number) => typeof values[place] === 'number';
  return [...values.keys()].filter((place) => isThere(place) && !isThere(place - 1) && !isThere(place + 1));
}

function colorOf(property: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(property).trim();
}

/** Names of the lines; under the pointer, what they say there. */
function legendOf(table: HTMLTableElement): { element: HTMLElement; show: (row: Row | undefined) => void } {
  const names = [...(table.tHead?.rows[0]?.cells ?? [])].map((cell) => cell.textContent);
  const element = document.createElement('p');
  element.className = 'chart-legend';
  const parts = lines.map(({ name }) => {
    const part = document.createElement('span');
    part.className = `chart-${name}`;
    return part;
  });
  const when = document.createElement('time');
  element.append(...parts, when);
  return {
    element,
    show(row) {
      for (const [line, part] of parts.entries()) {
        const word = row?.words[line + 1];
        part.textContent = `${names[line + 1] ?? ''}${word === undefined ? '' : ` ${word}`}`;
      }
      when.textContent = row?.words[0] ?? '';
    },
  };
}

/** Instants of the axis, as the reader's language and time zone write them. */
function timeWords(locale: string, timeZone: string) {
  const form = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone, hourCycle: 'h23' });
  const time = form({ hour: '2-digit', minute: '2-digit' });
  const date = form({ day: 'numeric', month: 'short' });
  const month = form({ month: 'short', year: 'numeric' });
  return (seconds: readonly number[], increment: number): string[] => {
    let last = '';
    return seconds.map((second) => {
      const at = new Date(second * 1000);
      if (increment >= 28 * day) return month.format(at);
      const today = date.format(at);
      if (increment >= day) return today;
      // Below the first time of each day.
      const text = today === last ? time.format(at) : `${time.format(at)}\n${today}`;
      last = today;
      return text;
    });
  };
}

/** `250 ms`, `1.5 s`. */
function responseTimeWords(locale: string) {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  return (values: readonly number[]): string[] =>
    values.map((value) => (value >= 1000 ? `${number.format(value / 1000)} s` : `${number.format(value)} ms`));
}

type Showing = {
  table: HTMLTableElement;
  width: number;
  range: () => Reading['range'];
  show: (place: number | null) => void;
};

function optionsFor({ table, width, range, show }: Showing): uPlot.Options {
  const { locale, zone } = mannerOf(table);
  const font = `12px ${colorOf('--font')}`;
  const timesIn = timeWords(locale, zone);
  const axis = {
    font,
    stroke: colorOf('--muted'),
    grid: { stroke: colorOf('--line'), width: 1 },
    ticks: { stroke: colorOf('--line'), width: 1, size: 4 },
  };
  const valuesIn = responseTimeWords(locale);
  return {
    width,
    height,
    tzDate: (second) => uPlot.tzDate(new Date(second * 1000), zone),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { size: 7 } },
    scales: {
      x: { range },
      // From zero up, so that a line that looks twice as high is twice as slow.
      y: { range: (_chart, _least, most) => [0, (most || 1) * 1.08] },
    },
    axes: [
      { ...axis, incrs: steps, values: (_chart, splits, _axis, _space, increment) => timesIn(splits, increment) },
      { ...axis, size: 68, values: (_chart, splits) => valuesIn(splits) },
    ],
    series: [
      {},
      ...drawn.map(({ color, dash }) => ({
        stroke: colorOf(color),
        width: 1.5,
        dash: [...dash],
        points: { show: true, size: 5, fill: colorOf(color), filter: lonely },
      })),
    ],
    hooks: { setCursor: [({ cursor }) => show(cursor.idx ?? null)] },
  };
}

function draw(table: HTMLTableElement, mount: HTMLElement): Drawing {
  let reading = readingOf(table);
  const legend = legendOf(table);
  legend.show(undefined);
  const box = document.createElement('div');
  mount.replaceChildren(box, legend.element);
  const show = (place: number | null) => legend.show(place === null ? undefined : reading.rows[place]);
  const options = optionsFor({ table, width: mount.clientWidth, range: () => reading.range, show });
  const chart = new uPlot(options, dataOf(reading), box);
  const canvas = chart.root.querySelector('canvas');
  canvas?.setAttribute('role', 'img');
  const say = ({ dataset }: HTMLTableElement) => canvas?.setAttribute('aria-label', dataset['label'] ?? '');
  say(table);
  const watch = new ResizeObserver(() => {
    if (mount.clientWidth !== chart.width && mount.clientWidth > 0) chart.setSize({ width: mount.clientWidth, height });
  });
  watch.observe(mount);
  return {
    mount,
    manner: JSON.stringify(mannerOf(table)),
    drawn: table.outerHTML,
    follow(now) {
      this.drawn = now.outerHTML;
      reading = readingOf(now);
      // Which tells what is under the pointer once more.
      chart.setData(dataOf(reading));
      say(now);
    },
    end() {
      watch.disconnect();
      chart.destroy();
    },
  };
}

let drawing: Drawing | undefined;

/** Draws what the page says now: anew only where that can not be shown by what is drawn already, or for other colours. */
function refresh({ anew = false } = {}): void {
  const table = document.querySelector<HTMLTableElement>('table[data-chart]');
  const mount = table && document.getElementById(table.dataset['chart'] ?? '');
  const isSame = table && drawing?.mount === mount && drawing.manner === JSON.stringify(mannerOf(table));
  if (drawing && isSame && !anew) {
    if (drawing.drawn !== table.outerHTML) drawing.follow(table);
    return;
  }
  drawing?.end();
  drawing = table && mount ? draw(table, mount) : undefined;
}

refresh();
// Whoever changes the page in place says so.
document.addEventListener('refreshed', () => refresh());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => refresh({ anew: true }));

export {};
