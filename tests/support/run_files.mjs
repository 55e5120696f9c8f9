// Runs files of tests and adds their counts.
import {spawn} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';

const total = (output, word) =>
  [...output.matchAll(new RegExp(`^# ${word} (\\d+)$`, 'gm'))].reduce((sum, match) => sum + Number(match[1]), 0);

/** Runs a file and prints what it said when it is done. */
function run(folder, file) {
  return new Promise((resolve, reject) => {
    const options = ['--test', '--test-reporter=tap', join(folder, file)];
    const process_ = spawn(process.execPath, options, {stdio: ['ignore', 'pipe', 'inherit']});
    let output = '';
    process_.stdout.setEncoding('utf8').on('data', (text) => { output += text; });
    process_.on('error', reject);
    process_.on('close', (status) => {
      process.stdout.write(`# ${file}\n${output.replace(/^# SKIPPED/gm, 'SKIPPED')}`);
      const bad = total(output, 'fail') + total(output, 'cancelled');
      resolve({passed: total(output, 'pass'), failed: status === 0 ? bad : Math.max(bad, 1)});
    });
  });
}

/**
 * Runs every *.test.mjs of a folder whose name contains one of the words (all, without words), so many at a time;
 * ends the process with the line "N passed, N failed".
 */
export async function runFiles(folder, words, atATime) {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.test.mjs'))
    .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
    .sort();
  let passed = 0;
  let failed = 0;
  const runInTurn = async () => {
    for (let file = files.shift(); file; file = files.shift()) {
      const result = await run(folder, file);
      passed += result.passed;
      failed += result.failed;
    }
  };
  await Promise.all(Array.from({length: atATime}, runInTurn));
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}
