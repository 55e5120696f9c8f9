// Runs the scenario in every engine, one after the other, and ends with the line "N passed, N failed":
//   node tests/engines/run.mjs [name ...]     only engines whose name contains one of the words
// Firefox and WebKit need a display; script/engines gives them one.
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';

import {runFiles} from '../support/run_files.mjs';

await runFiles(dirname(fileURLToPath(import.meta.url)), process.argv.slice(2), 1);
