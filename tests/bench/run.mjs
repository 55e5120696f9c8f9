// Runs the measurements, every *.bench.mjs here, and holds them against the stated targets:
//   node tests/bench/run.mjs [name ...]     only files whose name contains one of the words
// A measurement exports `title` and `measure(report)`. Exits 1 when a target is missed.
import {readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

import {Report} from './support/report.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const words = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith('.bench.mjs'))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
  .sort();

const report = new Report();
for (const file of files) {
  const {title, measure} = await import(pathToFileURL(join(here, file)));
  report.chapter(title);
  await measure(report);
}
process.exit(report.conclude() && files.length > 0 ? 0 : 1);
