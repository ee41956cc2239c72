// Cells of a spreadsheet as text: what Excel, LibreOffice and Google Sheets put on the clipboard, and what goes where.

/** Rows of cells from tab-separated text. A cell in quotes may hold tabs and line ends; two quotes in it are one. */
export function parseCells(text) {
  const rows = [];
  let row = [];
  let cell = "";
  let quoted = false;
  let begun = false; // whether this cell has had a character
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at];
    if (quoted) {
      if (sign === '"' && source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (sign === '"') quoted = false;
      else cell += sign;
    } else if (sign === '"' && !begun && closes(source, at)) {
      quoted = true;
      begun = true;
    } else if (sign === "\t" || sign === "\n") {
      row.push(cell);
      cell = "";
      begun = false;
      if (sign === "\n") {
        rows.push(row);
        row = [];
      }
    } else {
      cell += sign;
      begun = true;
    }
  }
  row.push(cell);
  rows.push(row);
  return rows.map((cells) => cells.map((value) => value.replace(/\s+/g, " ").trim()));
}

/** True when the quote at `at` opens a quoted cell: its partner ends the cell. People's quotations do not count. */
function closes(source, at) {
  for (let next = at + 1; next < source.length; next += 1) {
    if (source[next] !== '"') continue;
    if (source[next + 1] === '"') {
      next += 1;
      continue;
    }
    return source[next + 1] === undefined || source[next + 1] === "\t" || source[next + 1] === "\n";
  }
  return false;
}

/** True when text is more than one cell, so that pasting spreads it. */
export const isSheet = (text) => /\t/.test(text) || /\n./.test(text.replace(/\r/g, ""));

/** Where pasted cells go: `[{row, column, value}]` from a starting cell over `columns`; what hangs over at the end side is dropped.
 *
 * Rows may go beyond `count`: those are new. A first row that repeats the columns' titles is left out. */
export function spread(cells, { row, column, columns, titles = [] }) {
  const known = titles.map((title) => title.toLocaleLowerCase());
  const isHead = (line) => line.length > 1 && line.filter((cell) => known.includes(cell.toLocaleLowerCase())).length >= 2;
  const lines = cells.length > 1 && isHead(cells[0]) ? cells.slice(1) : cells;
  const from = columns.indexOf(column);
  return lines.flatMap((line, down) =>
    line.flatMap((value, across) => (from + across < columns.length ? [{ row: row + down, column: columns[from + across], value }] : [])),
  );
}
