// A canvas does not print well: before printing, what the page says is written out as a plain report.

import {cellsOf, rowsOf, withAllRows} from './tables.js';

const mirror = document.getElementById('mirror');
const report = document.getElementById('printout');

function add(parent, tag, text) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  parent.append(element);
  return element;
}

function printTable(table) {
  const copy = add(report, 'table');
  const head = add(copy, 'thead');
  const body = add(copy, 'tbody');
  for (const row of rowsOf(table)) {
    const cells = cellsOf(row);
    const line = add(cells.some(({isHeader}) => isHeader) ? head : body, 'tr');
    for (const {text, isHeader} of cells) add(line, isHeader ? 'th' : 'td', text);
  }
}

function fillReport() {
  report.replaceChildren();
  const main = mirror.querySelector('main');
  if (!main) return;
  for (const element of main.querySelectorAll('h1, h2, h3, h4, h5, h6, p, table, [role=status], ' +
                                              '[role=alert], [role=progressbar]')) {
    const table = element.closest('table');
    if ((table && table !== element) || element.closest('[aria-label=Steps]')) continue;
    if (table) printTable(table);
    else if (element.matches('[role=progressbar]')) {
      add(report, 'p', `${element.getAttribute('aria-label')}: ` +
                       (element.getAttribute('aria-valuetext') || `${element.ariaValueNow} %`));
    } else {
      add(report, /^h\d$/.test(element.localName) ? element.localName : 'p', element.textContent);
    }
  }
}

export function startPrint() {
  addEventListener('beforeprint', () => withAllRows(fillReport));
  addEventListener('afterprint', () => report.replaceChildren());
}
