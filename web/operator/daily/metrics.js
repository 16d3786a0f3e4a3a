// Reads the server's metrics (docs/metrics.md) from the text of GET /metrics.

const line = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})? (\S+)/;
const label = /(\w+)="((?:[^"\\]|\\.)*)"/g;

export class Metrics {
  #series = new Map(); // name -> [{labels, value}]

  constructor(text) {
    for (const each of text.split('\n')) {
      const [, name, labels = '', value] = line.exec(each) ?? [];
      if (name === undefined) continue;
      if (!this.#series.has(name)) this.#series.set(name, []);
      this.#series.get(name).push({
        labels: Object.fromEntries([...labels.matchAll(label)].map(([, key, text]) => [key, text])),
        value: Number(value),
      });
    }
  }

  /** [{labels, value}] of a metric; empty if the server has none of it. */
  series(name) {
    return this.#series.get(name) ?? [];
  }

  /** The sum over the series whose labels are these. */
  sum(name, labels = {}) {
    const wanted = Object.entries(labels);
    return this.series(name)
      .filter((each) => wanted.every(([key, text]) => each.labels[key] === text))
      .reduce((sum, { value }) => sum + value, 0);
  }
}
