// Runs every *.test.mjs here, two at a time (each has a server and a browser of its own), and ends with the
// line "N passed, N failed". One that failed is run again, alone; what passes then is named as unsteady:
//   node tests/browser/run.mjs [name ...]     only files whose name contains one of the words
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';

import {runFiles} from '../support/run_files.mjs';

await runFiles(dirname(fileURLToPath(import.meta.url)), process.argv.slice(2), 2, {again: true});
