// Fails when an #include goes against the layers (ARCHITECTURE.md, "Where things are").
//   node tests/architecture/layers_test.mjs
import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

// Folder -> folders that it may include, besides itself. What those may include, it may include too.
const LAYERS = {
  'core/base': [],
  'core/model': ['core/base'],
  'core/codec': ['core/model'],
  'core/units': ['core/model'],
  'core/values': ['core/units'],
  'core/formula': ['core/units'],
  'core/edit': ['core/codec', 'core/formula'],
  'core/import': ['core/edit', 'core/units'],
  'core/merge': ['core/codec', 'core/formula', 'core/values'],
  'core/plan': ['core/merge', 'core/edit', 'core/import'],
  'core/template': ['core/plan'],

  'server/base': ['core/base'],
  'server/embedded': [],
  'server/store': ['server/base', 'core/template'],
  'server/security': ['server/base'],
  'server/jobs': ['server/store', 'server/security'],
  'server/app': ['server/jobs', 'server/embedded'],
  'server/http': ['server/app'],
  'server/demo': ['server/http'],
  'server/cli': ['server/demo'],
  'server': ['server/cli'],

  'web/theme': [],
  'web/platform': ['web/theme'],
  'web/widgets': ['web/platform'],
  'web/state': ['web/platform', 'core/template'],
  'web/views': ['web/state', 'web/widgets'],
  'web/app': ['web/views'],
  'web': ['web/app'],

  'tests/support': ['core/template'],
  'tests/core': ['tests/support'],
  'tests/fuzz': ['tests/support', 'tests/server'],
  'tests/parity': ['tests/support'],
  'tests/bench': ['tests/support'],
  'tests/server': ['tests/support', 'server/cli'],
  'tests/web': ['tests/support', 'web/views'],
  'tests': [],
};

// A library appears only at the seam that owns it. Tests speak to the real parts and may use any.
const SEAMS = [
  {header: /^(soci\b|sqlite3\b)/, name: 'SOCI and SQLite', only: ['server/store']},
  {header: /^httplib\.h$/, name: 'cpp-httplib', only: ['server/http']},
  {header: /^(imgui|imstb_)/, name: 'Dear ImGui', only: ['web']},
  {header: /^emscripten/, name: 'Emscripten', only: ['web/platform']},
  {header: /^sodium\b/, name: 'libsodium', only: ['server/security', 'core/base']},
  {header: /^boost\/multiprecision/, name: 'Boost.Multiprecision', only: ['core/units']},
  {header: /^boost\/(?!multiprecision)/, name: 'Boost.Container', only: ['core/model']},
  {header: /^openssl\//, name: 'OpenSSL', only: ['core/base', 'server/http', 'server/security']},
  {header: /^CLI\//, name: 'CLI11', only: ['server/cli']},
  {header: /^spdlog\//, name: 'spdlog', only: ['server']},
];

// core gets all of this as arguments, or does without.
const NOT_IN_CORE = new Set(
  ('iostream ostream istream fstream sstream iomanip thread mutex shared_mutex condition_variable future ' +
   'random chrono ctime time.h filesystem locale clocale unistd.h').split(' '));

const within = (folder, owner) => folder === owner || folder.startsWith(owner + '/');

/** The longest entry of LAYERS that holds the file, or undefined. */
function layerOf(path) {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    if (folder in LAYERS) return folder;
  }
  return undefined;
}

function reachable(layer, seen = new Set()) {
  if (!seen.has(layer)) {
    seen.add(layer);
    for (const below of LAYERS[layer]) reachable(below, seen);
  }
  return seen;
}

function problemWithProjectHeader(layer, header) {
  const target = layerOf(header);
  if (target === undefined) return `${header} is in no known layer: add its folder to LAYERS`;
  return reachable(layer).has(target) ? null : `${layer} may not include ${target} (${header})`;
}

function problemWithLibraryHeader(layer, header) {
  if (within(layer, 'core') && NOT_IN_CORE.has(header)) return `core may not include <${header}>`;
  if (within(layer, 'tests')) return null;
  const seam = SEAMS.find(({header: pattern}) => pattern.test(header));
  if (!seam || seam.only.some(owner => within(layer, owner))) return null;
  return `${seam.name} (${header}) belongs in ${seam.only.join(', ')}`;
}

/** What is wrong with that include line in that file, or null. */
function problemWith(path, header) {
  const layer = layerOf(path);
  if (layer === undefined) return `${dirname(path)} is no known layer: add it to LAYERS`;
  if (header.startsWith('generated/')) return within(layer, 'web') ? null : `${header} is for web/ only`;
  if (/^(core|server|web|tests)\//.test(header)) return problemWithProjectHeader(layer, header);
  return problemWithLibraryHeader(layer, header);
}

function includesOf(text) {
  return [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"]/gm)].map(match => ({
    header: match[1],
    line: text.slice(0, match.index).split('\n').length,
  }));
}

function* sourceFiles(folder) {
  for (const entry of readdirSync(folder, {withFileTypes: true})) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules') yield* sourceFiles(path);
    } else if (/\.(h|cpp|c|inc)$/.test(entry.name)) {
      yield relative(root, path);
    }
  }
}

// The rules themselves, checked: a test that lets everything pass would be none.
const EXAMPLES = [
  {path: 'core/plan/plan.cpp', header: 'core/merge/conflict.h', allowed: true},
  {path: 'core/plan/plan.cpp', header: 'core/base/json.h', allowed: true},
  {path: 'core/merge/conflict.h', header: 'core/plan/plan.h', allowed: false},
  {path: 'core/base/json.h', header: 'core/model/field.h', allowed: false},
  {path: 'core/formula/parser.cpp', header: 'core/codec/csv.h', allowed: false},
  {path: 'core/model/field.h', header: 'server/store/page.h', allowed: false},
  {path: 'core/model/field.h', header: 'chrono', allowed: false},
  {path: 'core/model/field.h', header: 'map', allowed: true},
  {path: 'core/model/field.h', header: 'sodium/crypto_hash_sha256.h', allowed: false},
  {path: 'core/base/sha256.cpp', header: 'sodium/crypto_hash_sha256.h', allowed: true},
  {path: 'server/app/service.cpp', header: 'server/http/routes.h', allowed: false},
  {path: 'server/app/service.cpp', header: 'soci/soci.h', allowed: false},
  {path: 'server/store/database.h', header: 'soci/soci.h', allowed: true},
  {path: 'server/store/database.h', header: 'sqlite3.h', allowed: true},
  {path: 'server/jobs/worker.cpp', header: 'httplib.h', allowed: false},
  {path: 'server/http/server.cpp', header: 'httplib.h', allowed: true},
  {path: 'server/main.cpp', header: 'server/cli/commands.h', allowed: true},
  {path: 'server/http/server.cpp', header: 'web/state/app_state.h', allowed: false},
  {path: 'web/views/wizard.cpp', header: 'server/app/service.h', allowed: false},
  {path: 'web/views/wizard.cpp', header: 'core/plan/plan.h', allowed: true},
  {path: 'web/views/wizard.cpp', header: 'emscripten.h', allowed: false},
  {path: 'web/platform/frame.cpp', header: 'emscripten/html5.h', allowed: true},
  {path: 'web/platform/frame.cpp', header: 'web/state/app_state.h', allowed: false},
  {path: 'web/widgets/button.cpp', header: 'imgui.h', allowed: true},
  {path: 'server/app/service.cpp', header: 'imgui.h', allowed: false},
  {path: 'server/app/service.cpp', header: 'generated/icons.h', allowed: false},
  {path: 'tests/server/http/api_test.cpp', header: 'httplib.h', allowed: true},
  {path: 'tests/core/plan/plan_test.cpp', header: 'server/app/service.h', allowed: false},
  {path: 'core/newcomer/new.cpp', header: 'core/base/json.h', allowed: false},
];

let passed = 0;
let failed = 0;
const check = (good, message) => {
  if (good) {
    passed++;
  } else {
    failed++;
    console.log(`FAILED: ${message}`);
  }
};

for (const {path, header, allowed} of EXAMPLES) {
  check((problemWith(path, header) === null) === allowed,
        `the rules should ${allowed ? 'allow' : 'refuse'} ${header} in ${path}`);
}
const found = includesOf('// #include "no.h"\n#include <map>\n\n  # include "core/base/json.h"\n');
check(JSON.stringify(found) === '[{"header":"map","line":2},{"header":"core/base/json.h","line":4}]',
      `include lines are read wrongly: ${JSON.stringify(found)}`);

let files = 0;
const problems = [];
for (const folder of ['core', 'server', 'web', 'tests']) {
  for (const path of sourceFiles(join(root, folder))) {
    files++;
    for (const {header, line} of includesOf(readFileSync(join(root, path), 'utf8'))) {
      const problem = problemWith(path, header);
      if (problem !== null) problems.push(`${path}:${line}: ${problem}`);
    }
  }
}
check(problems.length === 0, `the layers are broken\n  ${problems.join('\n  ')}`);
check(files > 0, 'no source file was found');
console.log(`includes of ${files} files read`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
