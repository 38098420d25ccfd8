// The table of a benchmark: what was measured now, beside what a file keeps of the run before.

import { existsSync, readFileSync, writeFileSync } from "node:fs";

export class Table {
  #rows = [];

  /** `file` keeps the values from run to run; without it nothing was before, and nothing is kept. */
  constructor(file) {
    this.file = file;
    this.before = file && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  }

  row(name, value, unit) {
    this.#rows.push({ name, value, unit });
  }

  /** Prints all rows, and keeps them for the next run. */
  print() {
    const width = Math.max(...this.#rows.map(({ name }) => name.length));
    const cell = (value) => (value === undefined ? "-" : value.toFixed(1)).padStart(10);
    console.log(`${"Pages".padEnd(width)}${"before".padStart(10)}${"now".padStart(10)}`);
    for (const { name, value, unit } of this.#rows) {
      console.log(`${name.padEnd(width)}${cell(this.before[name])}${cell(value)} ${unit}`);
    }
    if (this.file) {
      const kept = Object.fromEntries(this.#rows.map(({ name, value }) => [name, value]));
      writeFileSync(this.file, `${JSON.stringify(kept, null, 2)}\n`);
    }
  }
}
