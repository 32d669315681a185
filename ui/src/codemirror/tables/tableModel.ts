// A table of GitHub's Markdown as rows of cells, and what can be done with it. Nothing here knows an editor.

export type Align = "none" | "start" | "center" | "end";

export interface Table {
  /** The heading is the first row. Every row has as many cells as `aligns`. */
  rows: string[][];
  aligns: Align[];
}

/** A place in a table: row 0 is the heading. */
export interface Cell {
  row: number;
  column: number;
}

/** The table that these lines are, or `null` where they are none: heading, delimiters, rows. */
export function parseTable(lines: readonly string[]): Table | null {
  const [heading, delimiters, ...rest] = lines;
  if (heading === undefined || delimiters === undefined) return null;
  const aligns = splitRow(delimiters).map(alignOf);
  if (aligns.length === 0 || aligns.includes(null)) return null;
  const rows = [heading, ...rest].map(splitRow).map((cells) => aligns.map((_, column) => cells[column] ?? ""));
  return { rows, aligns: aligns as Align[] };
}

/** The cells of a line. A `\|` is no border, in code neither (GFM, "Tables"). */
export function splitRow(line: string): string[] {
  return cellRanges(line).map(({ from, to }) => line.slice(from, to).trim());
}

/** Where in a line its cells are, from border to border. */
export function cellRanges(line: string): { from: number; to: number }[] {
  const borders: number[] = [];
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === "\\") at += 1;
    else if (line[at] === "|") borders.push(at);
  }
  const start = /\S/.exec(line)?.index ?? 0;
  const end = line.trimEnd().length;
  const cuts = [...borders];
  if (cuts[0] !== start) cuts.unshift(start - 1);
  if (cuts.at(-1) !== end - 1 || cuts.length === 1) cuts.push(end);
  return cuts.slice(1).map((to, index) => ({ from: (cuts[index] ?? 0) + 1, to }));
}

function alignOf(cell: string): Align | null {
  if (!/^:?-+:?$/.test(cell)) return null;
  const start = cell.startsWith(":");
  const end = cell.length > 1 && cell.endsWith(":");
  return start && end ? "center" : start ? "start" : end ? "end" : "none";
}

/** The table as aligned Markdown, line by line, and where in its line each cell's text begins. */
export function formatTable({ rows, aligns }: Table): { lines: string[]; starts: number[][] } {
  const widths = aligns.map((_, column) => Math.max(3, ...rows.map((row) => widthOf(row[column] ?? ""))));
  const starts: number[][] = [];
  const written = rows.map((row) => {
    let line = "|";
    const places = aligns.map((align, column) => {
      const cell = row[column] ?? "";
      const room = (widths[column] ?? 3) - widthOf(cell);
      const before = align === "end" ? room : align === "center" ? Math.floor(room / 2) : 0;
      const start = line.length + 1 + before;
      line += ` ${" ".repeat(before)}${cell}${" ".repeat(room - before)} |`;
      return start;
    });
    starts.push(places);
    return line;
  });
  const delimiters = aligns.map((align, column) => {
    const width = widths[column] ?? 3;
    const left = align === "start" || align === "center" ? ":" : "-";
    const right = align === "end" || align === "center" ? ":" : "-";
    return `${left}${"-".repeat(width - 2)}${right}`;
  });
  return { lines: [written[0] ?? "", `| ${delimiters.join(" | ")} |`, ...written.slice(1)], starts };
}

/** How wide a text stands in a face of equal widths: wide letters take two places, marks on letters none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) {
    if (/[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u.test(letter)) continue;
    width += /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uFF01-\uFF60\p{Extended_Pictographic}]/u.test(letter) ? 2 : 1;
  }
  return width;
}

/** What may stand in a cell: one line, with its borders escaped. */
export function cellText(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, " ").replace(/(?<!\\)\|/g, "\\|");
}

/** The text of a cell as it is written, blanks at its ends and all. */
export function escapeCell(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").replace(/(?<!\\)\|/g, "\\|");
}

/** The text of a cell as it is shown: a border within it needs no mark there. */
export function unescapeCell(text: string): string {
  return text.replaceAll("\\|", "|");
}

/** The same table with the rows of another written over it from a cell on; it grows as far as they need. */
export function fillFrom({ rows, aligns }: Table, { row, column }: Cell, filled: readonly (readonly string[])[]): Table {
  const columns = Math.max(aligns.length, ...filled.map((cells) => column + cells.length));
  const all = Array.from({ length: Math.max(rows.length, row + filled.length) }, (_, at) =>
    Array.from({ length: columns }, (__, place) => filled[at - row]?.[place - column] ?? rows[at]?.[place] ?? ""),
  );
  return { rows: all, aligns: Array.from({ length: columns }, (_, at) => aligns[at] ?? "none") };
}

export function emptyTable(rows: number, columns: number): Table {
  const row = (): string[] => Array.from({ length: columns }, () => "");
  return { rows: Array.from({ length: rows }, row), aligns: Array.from({ length: columns }, () => "none") };
}

/** The table that tab-separated lines make, as a spreadsheet puts them on the clipboard; `null` where it is none. */
export function tableFromTabs(text: string): Table | null {
  const rows = readTabs(text.replace(/\r\n?/g, "\n").replace(/\n+$/, ""));
  const columns = Math.max(...rows.map((row) => row.length));
  if (columns < 2 || rows.length < 2 || rows.some((row) => row.length < 2)) return null;
  // Lines that only begin with a tab are indented.
  if (rows.every((row) => row[0] === "")) return null;
  const cells = rows.map((row) => Array.from({ length: columns }, (_, column) => cellText(row[column] ?? "")));
  const isNumber = (cell: string): boolean => /^[-+−]?[\p{Nd}][\p{Nd}.,٫٬\s]*%?$/u.test(cell);
  const aligns = Array.from({ length: columns }, (_, column): Align => {
    const body = cells.slice(1).map((row) => row[column] ?? "").filter(Boolean);
    return body.length > 0 && body.every(isNumber) ? "end" : "none";
  });
  return { rows: cells, aligns };
}

/** Rows of fields between tabs; a field in quotation marks may hold tabs, lines and doubled marks. */
function readTabs(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const match of text.matchAll(/("(?:[^"]|"")*"(?=[\t\n]|$)|[^\t\n]*)(\t|\n|$)/g)) {
    const [whole, field = "", end] = match;
    if (whole === "" && match.index === text.length && rows.at(-1)?.length !== 0) break;
    const quoted = field.length > 1 && field.startsWith('"') && field.endsWith('"');
    rows.at(-1)?.push(quoted ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === "\n") rows.push([]);
    if (end === "") break;
  }
  return rows;
}

// ── What can be done with a table: each answers the new table and where the caret's cell is then ────────────────

export type TableStep = (table: Table, at: Cell) => { table: Table; at: Cell } | null;

export const addRowBelow: TableStep = ({ rows, aligns }, { row, column }) => ({
  table: { rows: rows.toSpliced(row + 1, 0, aligns.map(() => "")), aligns },
  at: { row: row + 1, column },
});

export const addRowAbove: TableStep = (table, { row, column }) =>
  // Nothing stands above the heading.
  row === 0 ? addRowBelow(table, { row, column }) : addRowBelow(table, { row: row - 1, column });

export const deleteRow: TableStep = ({ rows, aligns }, { row, column }) => {
  if (rows.length === 1) return null;
  const left = rows.toSpliced(row, 1);
  return { table: { rows: left, aligns }, at: { row: Math.min(row, left.length - 1), column } };
};

function moveRow(step: 1 | -1): TableStep {
  return ({ rows, aligns }, { row, column }) => {
    const to = row + step;
    const moved = rows[row];
    if (!moved || to < 0 || to >= rows.length) return null;
    return { table: { rows: rows.toSpliced(row, 1).toSpliced(to, 0, moved), aligns }, at: { row: to, column } };
  };
}
export const moveRowDown = moveRow(1);
export const moveRowUp = moveRow(-1);

export const addColumnAfter: TableStep = ({ rows, aligns }, { row, column }) => ({
  table: { rows: rows.map((cells) => cells.toSpliced(column + 1, 0, "")), aligns: aligns.toSpliced(column + 1, 0, "none") },
  at: { row, column: column + 1 },
});

export const addColumnBefore: TableStep = (table, { row, column }) => {
  const added = addColumnAfter(table, { row, column: column - 1 });
  return added && { table: added.table, at: { row, column } };
};

export const deleteColumn: TableStep = ({ rows, aligns }, { row, column }) => {
  if (aligns.length === 1) return null;
  const left = aligns.toSpliced(column, 1);
  return {
    table: { rows: rows.map((cells) => cells.toSpliced(column, 1)), aligns: left },
    at: { row, column: Math.min(column, left.length - 1) },
  };
};

function moveColumn(step: 1 | -1): TableStep {
  return ({ rows, aligns }, { row, column }) => {
    const to = column + step;
    if (to < 0 || to >= aligns.length) return null;
    const swap = <T>(list: T[]): T[] => list.toSpliced(column, 1).toSpliced(to, 0, ...list.slice(column, column + 1));
    return { table: { rows: rows.map(swap), aligns: swap(aligns) }, at: { row, column: to } };
  };
}
export const moveColumnForward = moveColumn(1);
export const moveColumnBack = moveColumn(-1);

export function alignColumn(align: Align): TableStep {
  return ({ rows, aligns }, at) => ({ table: { rows, aligns: aligns.with(at.column, align) }, at });
}
