// A standard of so many fields as CSV, and its next version: 5% of the fields reworded, 1% gone, 2% new.

const header = 'code,name,description,topic,value_type,unit';
const topics = ['Climate', 'Pollution', 'Water', 'Biodiversity', 'Circularity', 'Workforce', 'Communities', 'Conduct'];
const kinds = [['NUMBER', 'tCO2e'], ['NUMBER', 'MWh'], ['NUMBER', ''], ['TEXT', ''], ['BOOLEAN', '']];

function row(code, n, wording = '') {
  const [type, unit] = kinds[n % kinds.length];
  const topic = topics[Math.floor(n / 25) % topics.length];
  return `${code},${topic} disclosure ${n}${wording},What is reported about ${topic.toLowerCase()} under number ${n}.,${topic},${type},${unit}`;
}

function version(fields, next) {
  const rows = [];
  for (let n = 1; n <= fields; ++n) {
    if (!next || n % 100 !== 0) rows.push(row(`S-${n}`, n, next && n % 20 === 7 ? ' (revised)' : ''));
    if (next && n % 50 === 3) rows.push(row(`S-${n}N`, n, ' (new)'));
  }
  return {
    name: 'Standard', format: 'csv', content: [header, ...rows].join('\n'),
    unit_map: {tCO2e: 't{CO2e}', MWh: 'MW.h'}, type_map: {'*': 'TEXT', NUMBER: 'NUMBER', TEXT: 'TEXT', BOOLEAN: 'BOOLEAN'},
  };
}

/** The bodies of two imports. */
export const standardImports = (fields) => [version(fields, false), version(fields, true)];
