// Runs every *.test.mjs here against the real binary and ends with the line "N passed, N failed":
//   node tests/faults/run.mjs [--long] [name ...]     only files whose name contains one of the words
import {spawnSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const words = process.argv.slice(2).filter((word) => word !== '--long');
if (process.argv.includes('--long')) process.env.DATAVAULT_LONG = '1';
const files = readdirSync(here)
  .filter((name) => name.endsWith('.test.mjs'))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
  .sort();

const total = (output, word) =>
  [...output.matchAll(new RegExp(`^# ${word} (\\d+)$`, 'gm'))].reduce((sum, match) => sum + Number(match[1]), 0);

let passed = 0;
let failed = 0;
for (const file of files) {
  const options = ['--test', '--test-reporter=tap', join(here, file)];
  const run = spawnSync(process.execPath, options, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28});
  process.stdout.write(run.stdout.replace(/^# SKIPPED/gm, 'SKIPPED'));
  passed += total(run.stdout, 'pass');
  const bad = total(run.stdout, 'fail') + total(run.stdout, 'cancelled');
  failed += run.status === 0 ? bad : Math.max(bad, 1);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
