// Runs every *.test.mjs here, two at a time (each has a server and a browser of its own), and ends with the
// line "N passed, N failed":
//   node tests/browser/run.mjs [name ...]     only files whose name contains one of the words
import {spawn} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const kAtATime = 2;
const here = dirname(fileURLToPath(import.meta.url));
const words = process.argv.slice(2);
const files = readdirSync(here)
  .filter((name) => name.endsWith('.test.mjs'))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
  .sort();

const total = (output, word) =>
  [...output.matchAll(new RegExp(`^# ${word} (\\d+)$`, 'gm'))].reduce((sum, match) => sum + Number(match[1]), 0);

/** Runs a file and prints what it said when it is done. */
function run(file) {
  return new Promise((resolve, reject) => {
    const options = ['--test', '--test-reporter=tap', join(here, file)];
    const process_ = spawn(process.execPath, options, {stdio: ['ignore', 'pipe', 'inherit']});
    let output = '';
    process_.stdout.setEncoding('utf8').on('data', (text) => { output += text; });
    process_.on('error', reject);
    process_.on('close', (status) => {
      process.stdout.write(`# ${file}\n${output}`);
      const bad = total(output, 'fail') + total(output, 'cancelled');
      resolve({passed: total(output, 'pass'), failed: status === 0 ? bad : Math.max(bad, 1)});
    });
  });
}

let passed = 0;
let failed = 0;
async function runInTurn() {
  for (let file = files.shift(); file; file = files.shift()) {
    const result = await run(file);
    passed += result.passed;
    failed += result.failed;
  }
}
await Promise.all(Array.from({length: kAtATime}, runInTurn));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
