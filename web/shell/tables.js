// What tables of the mirror say, for paper and the clipboard.

import {settle, settleAtHeight} from './frame.js';
import {restoreScroll, scrollPositions} from './mirror.js';

const isHeader = (cell) => cell.dataset.role === 'column_header';

/** A cell is made of widgets: what they say, one after the other. */
function textOf(cell) {
  if (isHeader(cell)) return cell.textContent;
  return [...cell.children].map((child) => child.textContent || child.getAttribute('aria-label') || '').join(' ');
}

/** [{text, isHeader}] of a row. */
export const cellsOf = (row) => [...row.children].map((cell) => ({text: textOf(cell), isHeader: isHeader(cell)}));

export const rowsOf = (table) => [...table.querySelectorAll('[role=row]')];

/**
 * Tables mirror the rows that are on screen: for the time of `act` the screen is as high as what scrolls in it, so that
 * all rows are there. Nothing of it is painted.
 */
export function withAllRows(act) {
  const before = scrollPositions();
  const hidden = before.map(({element}) => element.scrollHeight - element.clientHeight);
  settleAtHeight(innerHeight + Math.max(0, ...hidden));
  try {
    return act();
  } finally {
    settle();
    restoreScroll(before);
  }
}

const oneLine = (text) => text.replace(/\s+/g, ' ').trim();
const isSelected = (row) => row.getAttribute('aria-selected') === 'true' || !!row.querySelector('input:checked');

/** Of which rows a copy is wanted while the focus is there: all of a header's, else the selected ones, else the row itself. */
function rowsToCopy(table, focused) {
  const [header, ...rows] = rowsOf(table);
  if (isHeader(focused)) return [header, ...rows];
  const selected = rows.filter(isSelected);
  return [header, ...(selected.length > 0 ? selected : rows.filter((row) => row.contains(focused)))];
}

/** The rows of the table that has the focus as tab-separated values with their header, or null. */
export function tableToCopy() {
  const table = document.activeElement && document.activeElement.closest('#mirror table');
  if (!table) return null;
  return withAllRows(() => rowsToCopy(table, document.activeElement)
      .map((row) => cellsOf(row).map(({text}) => oneLine(text)).join('\t')).join('\n'));
}
