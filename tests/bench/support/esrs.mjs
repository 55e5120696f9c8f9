// ESRS set 1 as EFRAG's taxonomy has it, when the folder of real data is beside the repository: as it
// is, and as a next version with 5% of the fields reworded, 1% gone and 2% new.
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

import {root} from '../../browser/support/server.mjs';

const data = process.env.DATAVAULT_SHARED_DATA_DIR || join(root, '..', 'shared', 'data');
const file = join(data, 'esrs-set1', 'esrs_set1_fields.csv');

export const haveEsrs = existsSync(file);

const settings = {
  name: 'ESRS set 1',
  format: 'csv',
  map: {
    code: 'element', name: 'label', value_type: 'type', topic: 'standard', subtopic: 'section',
    description: 'documentation', 'references.efrag': 'datapoint_id',
  },
  type_map: {
    'xbrli:booleanItemType': 'BOOLEAN', 'xbrli:dateItemType': 'DATE', 'enum2:enumerationItemType': 'CHOICE',
    'enum2:enumerationSetItemType': 'MULTI_CHOICE', 'dtr-types:textBlockItemType': 'TEXT',
    'xbrli:stringItemType': 'TEXT', 'esrs:linkIdentifiersItemType': 'TEXT', '*': 'NUMBER',
  },
  filter: {abstract: 'false'},
};

/** RFC 4180: rows of cells. */
function parseCsv(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

const writeCsv = (rows) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');

function nextVersion(text) {
  const [header, ...rows] = parseCsv(text);
  const [code, label, abstract] = ['element', 'label', 'abstract'].map((name) => header.indexOf(name));
  const next = [header];
  let i = 0;
  for (const row of rows) {
    if (row[abstract] !== 'false' || ++i % 100 !== 0) next.push(row);
    if (row[abstract] !== 'false') continue;
    if (i % 20 === 7) row[label] += ' (revised)';
    if (i % 50 === 3) next.push(row.map((cell, at) => (at === code || at === label ? `${cell} New` : cell)));
  }
  return writeCsv(next);
}

/** The bodies of two imports. */
export function esrsImports() {
  const content = readFileSync(file, 'utf8');
  return [{...settings, content}, {...settings, content: nextVersion(content)}];
}
