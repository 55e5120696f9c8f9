// Runs every *.test.mjs here against the real binary and ends with the line "N passed, N failed":
//   node tests/faults/run.mjs [--long] [name ...]     only files whose name contains one of the words
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';

import {runFiles} from '../support/run_files.mjs';

const words = process.argv.slice(2).filter((word) => word !== '--long');
if (process.argv.includes('--long')) process.env.DATAVAULT_LONG = '1';
await runFiles(dirname(fileURLToPath(import.meta.url)), words, 1);
