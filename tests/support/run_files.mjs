// Runs files of tests and adds their counts.
import {spawn} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';

const total = (output, word) =>
  [...output.matchAll(new RegExp(`^# ${word} (\\d+)$`, 'gm'))].reduce((sum, match) => sum + Number(match[1]), 0);

/** What a file's output says of the tests that failed: their names and the errors, without what passed. */
function failuresIn(output) {
  const lines = output.split('\n');
  const found = [];
  for (let at = 0; at < lines.length; at++) {
    if (!/^\s*not ok /.test(lines[at])) continue;
    found.push(lines[at]);
    // The YAML block below says what was expected and where.
    if (lines[at + 1]?.trim() !== '---') continue;
    while (++at < lines.length && lines[at].trim() !== '...') found.push(lines[at]);
  }
  return found;
}

/** A file that does not end within this (minutes) has failed: a test waits for what does not come. */
const limit = Number(process.env.DATAVAULT_FILE_MINUTES || (process.env.DATAVAULT_LONG ? 170 : 8));

/** Ends a file of tests and every server that it left. */
function endGroup(leader) {
  try {
    process.kill(-leader.pid, 'SIGKILL');
  } catch (problem) {
    if (problem.code !== 'ESRCH') throw problem;
  }
}

const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    running.forEach(endGroup);
    process.exit(1);
  });
}

/** Runs a file and prints what it said when it is done. */
function run(folder, file) {
  return new Promise((resolve, reject) => {
    const options = ['--test', '--test-reporter=tap', join(folder, file)];
    // In a group of its own, so that what it started ends with it.
    const process_ = spawn(process.execPath, options, {stdio: ['ignore', 'pipe', 'inherit'], detached: true});
    let output = '';
    process_.stdout.setEncoding('utf8').on('data', (text) => { output += text; });
    process_.on('error', reject);
    running.add(process_);
    const tooLong = setTimeout(() => {
      output += `not ok - ${file} did not end within ${limit} minutes\n`;
      // It says which test waits, if it can.
      process_.kill('SIGTERM');
      setTimeout(() => endGroup(process_), 10000).unref();
    }, limit * 60000);
    process_.on('exit', () => endGroup(process_));
    process_.on('close', (status) => {
      clearTimeout(tooLong);
      running.delete(process_);
      process.stdout.write(`# ${file}\n${output.replace(/^# SKIPPED/gm, 'SKIPPED')}`);
      const bad = total(output, 'fail') + total(output, 'cancelled');
      const failed = status === 0 ? bad : Math.max(bad, 1);
      resolve({passed: total(output, 'pass'), failed, failures: failed > 0 ? failuresIn(output) : []});
    });
  });
}

/**
 * Runs every *.test.mjs of a folder whose name contains one of the words (all, without words), so many at a time;
 * ends the process with what failed, once more, and the line "N passed, N failed". With `again` a file that failed is run
 * a second time, alone: what passes then is named as unsteady, which wants mending, and does not fail the run.
 */
export async function runFiles(folder, words, atATime, {again = false} = {}) {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.test.mjs'))
    .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
    .sort();
  let passed = 0;
  let failed = 0;
  const failures = [];
  const unsteady = [];
  const count = (file, result) => {
    passed += result.passed;
    failed += result.failed;
    if (result.failed > 0) failures.push(`# failed in ${file}`, ...result.failures);
  };
  const runInTurn = async () => {
    for (let file = files.shift(); file; file = files.shift()) {
      const result = await run(folder, file);
      if (again && result.failed > 0) unsteady.push([file, result]);
      else count(file, result);
    }
  };
  await Promise.all(Array.from({length: atATime}, runInTurn));
  for (const [file, first] of unsteady) {
    const second = await run(folder, file);
    if (second.failed === 0) failures.push(`# UNSTEADY, passed the second time: ${file}`, ...first.failures);
    count(file, second);
  }
  failures.forEach((line) => console.log(line));
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}
