// A fixed workload: a framework of 1,150 fields whose next version changed 5% of them, added 2% and
// removed 1%, and tenants that edited 1% each, a quarter of it where the new version changed, too.
// The documents are what a diff reads; the snapshot is what make_plan reads.
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

import {root} from '../../browser/support/server.mjs';

const generator = join(root, '..', 'shared', 'bench', 'gen.mjs');
export const haveWorkload = existsSync(generator);

const units = {'tCO2e': 't{CO2e}', 'MWh': 'MW.h', 'headcount': '{headcount}', 'hours': 'h', 'ha': 'har'};
const unitOf = (unit) => unit && (units[unit] ?? unit);

/** The documents as the generator writes them, read. */
export function generate(folder, {fields = 1150, tenants = 1000} = {}) {
  const run = spawnSync(process.execPath, [generator, '--out', folder, '--fields', fields, '--tenants', tenants],
                        {encoding: 'utf8'});
  if (run.status !== 0) throw new Error(run.stderr);
  const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return {
    base: read('base.json'),
    master: read('master.json'),
    tenants: readFileSync(join(folder, 'tenants.ndjson'), 'utf8').trim().split('\n').map((line) => JSON.parse(line)),
    expected: read('expected.json'),
  };
}

/** A tenant's whole document, as a diff needs it. */
export function copyOf(base, {changes}) {
  const fields = base.fields.map((field) => ({...field, ...changes[field.code]}));
  return {...base, fields};
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

/** RFC 8785 for what holds no number but small integers. */
const canonical = (value) => JSON.stringify(sorted(value));
const digestOf = (value) => `sha256:${createHash('sha256').update(canonical(value)).digest('hex')}`;

const variablesOf = (variables) => Object.fromEntries(variables.map(
  ({name, field_code, coefficient}) => [name, {framework: null, field_uid: field_code, coefficient: String(coefficient)}]));

function fieldOf(field) {
  return {
    uid: field.code,
    code: field.code,
    name: field.name,
    translations: {},
    description: field.description,
    topic: field.topic,
    value_type: field.value_type,
    options: [],
    unit: unitOf(field.unit),
    decimals: null,
    required: false,
    entity_aggregation: 'NONE',
    time_aggregation: 'NONE',
    frequency: 'ANNUAL',
    references: {},
    expression: field.is_computed ? field.formula : null,
    multiplier: field.is_computed ? String(field.multiplier) : null,
    variables: field.is_computed ? variablesOf(field.variables) : null,
  };
}

/** Fields that neither side ever touches. */
function idle(count) {
  return Array.from({length: count}, (_, n) => fieldOf({
    code: `Z_${String(n).padStart(6, '0')}`, name: `Untouched ${n}`, description: 'Nobody changes it. '.repeat(6),
    topic: 'E1-Climate', value_type: 'NUMBER', unit: 't', is_computed: false}));
}

function versionOf(number, document, more) {
  const fields = [...document.fields.map(fieldOf), ...more];
  const topics = [...new Set(fields.map(({topic}) => topic))].sort().map((code) => ({code, name: code, parent: null}));
  const content = {topics, fields};
  return {number, digest: digestOf(content), notes: '', lineage: [], content};
}

const editNames = {formula: 'expression'};
function editsOf(changes) {
  const edit = ([attribute, value]) => {
    const text = attribute === 'multiplier' ? String(value) : attribute === 'unit' ? unitOf(value) : value;
    return [editNames[attribute] ?? attribute, {value: text, by: 'tenant', at: '2026-01-01T00:00:00Z'}];
  };
  return Object.fromEntries(Object.entries(changes).map(
    ([code, set]) => [code, Object.fromEntries(Object.entries(set).map(edit))]));
}

/** What make_plan reads; `more` untouched fields on top in both versions. */
export function snapshotOf({base, master, tenants}, more = 0) {
  const untouched = idle(more);
  return {
    framework: {id: 1, key: 'benchmark', name: 'Benchmark', description: ''},
    target_version: 2,
    lineage: [],
    versions: [versionOf(1, base, untouched), versionOf(2, master, untouched)],
    tenants: tenants.map(({tenant, changes}, n) => ({
      id: n + 1, name: tenant, slug: tenant.toLowerCase(), industry: 'Energy', is_active: true,
      adoption: {base: 1, overlay: {edits: editsOf(changes), added: {}, hidden: {}, moved: {}, joined: {}, topics: []}},
    })),
  };
}
