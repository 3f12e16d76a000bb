/** Prometheus's text format, read line by line as strictly as Prometheus does. */

export type Metrics = {
  /** The value of the one series with this name and exactly these labels; undefined where there is none. */
  value(name: string, labels?: Record<string, string>): number | undefined;
  /** What a label says in the series of this name, each once. */
  labelValues(name: string, label: string): string[];
  /** Names of the metrics, in their order. */
  names: string[];
};

type Series = { name: string; labels: Record<string, string>; value: number };

const sampleLine = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const labelPair = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;
const suffixes: Record<string, string[]> = {
  histogram: ['_bucket', '_sum', '_count'],
  summary: ['', '_sum', '_count'],
};

/** @throws Error that names the first line which is not well-formed, or not where it belongs */
export function readMetrics(text: string): Metrics {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const families = new Map<string, { type: string; series: Series[] }>();
  let current = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const [, keyword, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (keyword === 'HELP') {
      if (families.has(name)) throw new Error(`told twice: ${line}`);
      families.set(name, { type: '', series: [] });
      current = name;
    } else if (keyword === 'TYPE') {
      const family = families.get(name);
      if (name !== current || !family || family.type || !/^(counter|gauge|histogram|summary)$/.test(rest)) {
        throw new Error(`not where it belongs: ${line}`);
      }
      family.type = rest;
    } else if (line !== '') {
      const family = families.get(current);
      const series = readSample(line);
      const allowed = (suffixes[family?.type ?? ''] ?? ['']).map((suffix) => current + suffix);
      if (!family?.type || !allowed.includes(series.name)) throw new Error(`not where it belongs: ${line}`);
      if (family.series.some((other) => keyOf(other) === keyOf(series))) throw new Error(`told twice: ${line}`);
      family.series.push(series);
    }
  }
  for (const [name, { type, series }] of families) if (type === 'histogram') judgeHistogram(name, series);
  const all = [...families.values()].flatMap(({ series }) => series);
  return {
    value: (name, labels = {}) => all.find((one) => keyOf(one) === keyOf({ name, labels }))?.value,
    labelValues: (name, label) => [
      ...new Set(all.filter((one) => one.name === name).map(({ labels }) => labels[label] ?? '')),
    ],
    names: [...families.keys()],
  };
}

function readSample(line: string): Series {
  const [, name, pairs = '', number = ''] = sampleLine.exec(line) ?? [];
  const value = /^[+-]?Inf$/.test(number) ? Number(`${number}inity`) : Number(number);
  if (name === undefined || (Number.isNaN(value) && !/^nan$/i.test(number))) throw new Error(`malformed: ${line}`);
  const labels: Record<string, string> = {};
  labelPair.lastIndex = 0;
  for (let at = 0; at < pairs.length; at = labelPair.lastIndex) {
    const [, label, text = ''] = labelPair.exec(pairs) ?? [];
    if (label === undefined || label in labels) throw new Error(`malformed: ${line}`);
    labels[label] = text;
  }
  return { name, labels, value };
}

/** Buckets only grow, and the last one counts as many as `_count`. */
function judgeHistogram(name: string, series: readonly Series[]): void {
  for (const count of series.filter((one) => one.name === `${name}_count`)) {
    const of = ({ labels }: Series) =>
      JSON.stringify(
        Object.entries(labels)
          .filter(([label]) => label !== 'le')
          .sort(),
      );
    const buckets = series.filter((one) => one.name === `${name}_bucket` && of(one) === of(count));
    const bounds = buckets.map(({ labels }) => Number((labels['le'] ?? '').replace('Inf', 'Infinity')));
    const grows = (numbers: number[]) => numbers.every((one, index) => index === 0 || one >= (numbers[index - 1] ?? 0));
    const last = buckets.at(-1);
    if (!grows(bounds) || !grows(buckets.map(({ value }) => value)) || last?.labels['le'] !== '+Inf') {
      throw new Error(`buckets of ${name} are out of order`);
    }
    if (last.value !== count.value) throw new Error(`buckets of ${name} do not add up`);
  }
}

function keyOf({ name, labels }: Pick<Series, 'name' | 'labels'>): string {
  return `${name} ${JSON.stringify(Object.entries(labels).sort())}`;
}
