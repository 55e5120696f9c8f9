// A canvas does not print well: before printing, what the page says is written out as a plain report.
// Of long tables it holds the rows that are on screen.

const mirror = document.getElementById('mirror');
const report = document.getElementById('printout');

function add(parent, tag, text) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  parent.append(element);
  return element;
}

function textOf(cell) {
  if (cell.dataset.role === 'column_header') return cell.textContent;
  return [...cell.children].map((child) => child.textContent || child.getAttribute('aria-label') || '')
      .join(' ');
}

function printTable(table) {
  const copy = add(report, 'table');
  for (const row of table.querySelectorAll('[role=row]')) {
    const line = add(copy, 'tr');
    for (const cell of row.children) {
      add(line, cell.dataset.role === 'column_header' ? 'th' : 'td', textOf(cell));
    }
  }
}

function fillReport() {
  report.replaceChildren();
  const main = mirror.querySelector('main');
  if (!main) return;
  for (const element of main.querySelectorAll('h1, h2, h3, h4, h5, h6, p, table, [role=status], ' +
                                              '[role=alert], [role=progressbar]')) {
    const table = element.closest('table');
    if (table && table !== element) continue;
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
  addEventListener('beforeprint', fillReport);
  addEventListener('afterprint', () => report.replaceChildren());
}
