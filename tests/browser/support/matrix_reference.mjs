// The conflict matrix computed on the CPU from the server's answer: an independent account of what
// web/views/matrix_view.cpp lays out and shaders/matrix.frag draws.

const kNote = 1, kAnswered = 2, kUnanswered = 3, kOpen = 4;
export const kLine = 5;
const kLinesFrom = 6;  // pixels that a cell is wide

function markOf(conflict) {
  if (conflict.severity === 'BLOCKING' && conflict.answered_by === null) return kOpen;
  if (conflict.decision) return kAnswered;
  return conflict.severity === 'INFO' ? kNote : kUnanswered;
}

const bytes = (text) => Buffer.from(text, 'utf8');

/** Keys that occur, those with most conflicts first, then as in `natural`. */
function places(keys, natural) {
  const counts = new Map();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const rank = new Map(natural.map((key, index) => [key, index]));
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || rank.get(a) - rank.get(b));
}

/** What concerns no field comes first, then the framework's fields, then those that companies added. */
function naturalFields(conflicts, fields) {
  const own = conflicts.filter(({field_uid: uid}) => uid !== null && !fields.includes(uid))
    .sort((a, b) => a.company_id - b.company_id || (a.field_uid < b.field_uid ? -1 : 1));
  return [null, ...fields, ...own.map((conflict) => conflict.field_uid)];
}

/** Companies with conflicts by fields with conflicts; `fields` are uids in the framework's order. */
export function cellsOf(conflicts, companies, fields) {
  const byName = [...companies].sort((a, b) => Buffer.compare(bytes(a.name), bytes(b.name)) || a.id - b.id);
  const rows = places(conflicts.map((it) => it.company_id), byName.map((company) => company.id));
  const columns = places(conflicts.map((it) => it.field_uid), naturalFields(conflicts, fields));
  const marks = rows.map(() => new Array(columns.length).fill(0));
  for (const conflict of conflicts) {
    const row = marks[rows.indexOf(conflict.company_id)];
    const column = columns.indexOf(conflict.field_uid);
    row[column] = Math.max(row[column], markOf(conflict));
  }
  return {rows, columns, marks};
}

/** What lies at a pixel of the seen part: a mark, kLine, or -1 outside of the matrix. */
export function pixelOf({marks}, {scrollX, scrollY, scale}, px, py) {
  const x = px + scrollX;
  const y = py + scrollY;
  const height = marks.length;
  const width = marks[0].length;
  if (scale > 0) {
    const column = Math.floor(x / scale);
    const row = Math.floor(y / scale);
    if (column >= width || row >= height) return -1;
    if (scale >= kLinesFrom && (x % scale === scale - 1 || y % scale === scale - 1)) return kLine;
    return marks[row][column];
  }
  let gravest = -1;
  for (let row = y * -scale; row < Math.min((y + 1) * -scale, height); ++row) {
    for (let column = x * -scale; column < Math.min((x + 1) * -scale, width); ++column) {
      gravest = Math.max(gravest, marks[row][column]);
    }
  }
  return gravest;
}
