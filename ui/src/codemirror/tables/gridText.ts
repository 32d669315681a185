// Which tables of a text can be drawn as a grid, and how a place in a grid and a place in the text belong together.
// Nothing here touches the page.

import { syntaxTree } from "@codemirror/language";
import type { EditorState, Text, TransactionSpec } from "@codemirror/state";
import { type Cell, type Table, cellRanges, escapeCell, parseTable } from "./tableModel";

/** A table that is drawn as a grid: whole lines of the text. */
export interface Grid {
  from: number;
  to: number;
  table: Table;
}

/** A table of more cells than this stays text: a grid of them would be slow to draw. */
const MOST_CELLS = 1500;

/** The tables between two places that can be drawn. Those in quotations and lists, which stand behind marks, stay text. */
export function gridsIn(state: EditorState, from: number, to: number): Grid[] {
  const grids: Grid[] = [];
  syntaxTree(state).iterate({
    from,
    to,
    enter: (node) => {
      if (node.name !== "Table") return true;
      const grid = state.doc.lineAt(node.from).from === node.from ? gridBetween(state.doc, node.from, node.to) : null;
      if (grid) grids.push(grid);
      return false;
    },
  });
  return grids;
}

/** The grid that the lines from one place to another are; `null` where drawing them would hide something of them. */
export function gridBetween(doc: Text, from: number, to: number): Grid | null {
  const first = doc.lineAt(from);
  const last = doc.lineAt(to);
  const lines: string[] = [];
  for (let number = first.number; number <= last.number; number += 1) lines.push(doc.line(number).text);
  const table = parseTable(lines);
  if (!table || table.rows.length * table.aligns.length > MOST_CELLS) return null;
  if (lines.some((line) => line.trim() === "" || cellRanges(line).length > table.aligns.length)) return null;
  // One column needs its borders, or it is a heading with a line below it.
  if (!lines[0]?.includes("|") || !lines[1]?.includes("|")) return null;
  return { from: first.from, to: last.to, table };
}

/** Where the text of a cell stands, without the blanks around it; `null` where its row is too short to have it. */
export function cellPlace(doc: Text, grid: Pick<Grid, "from">, { row, column }: Cell): { from: number; to: number } | null {
  const line = doc.line(doc.lineAt(grid.from).number + (row === 0 ? 0 : row + 1));
  const range = cellRanges(line.text)[column];
  if (!range) return null;
  const text = line.text.slice(range.from, range.to);
  if (text.trim() === "") {
    const from = line.from + range.from + Math.min(1, text.length);
    return { from, to: from };
  }
  const from = line.from + range.from + text.length - text.trimStart().length;
  return { from, to: from + text.trim().length };
}

/** The cell of a grid that a place of the text is in, and how far into its text that is. */
export function cellAt(doc: Text, grid: Grid, position: number): Cell & { offset: number } {
  const line = doc.lineAt(Math.min(Math.max(position, grid.from), grid.to));
  const index = line.number - doc.lineAt(grid.from).number;
  const row = index <= 1 ? 0 : index - 1;
  const inLine = index === 1 ? 0 : position - line.from;
  const found = cellRanges(line.text).findIndex(({ to }) => inLine <= to);
  const column = found < 0 ? grid.table.aligns.length - 1 : found;
  const place = index === 1 ? null : cellPlace(doc, grid, { row, column });
  return { row, column, offset: place ? Math.min(place.to - place.from, Math.max(0, position - place.from)) : 0 };
}

/** Writes the text of a cell, as it is shown, with what is selected in it; only what differs is changed. */
export function writtenCell(state: EditorState, grid: Grid, cell: Cell, shown: string, anchor: number, head: number): TransactionSpec {
  // Blanks at its ends are the room around a cell, not its text.
  const text = escapeCell(shown).trim();
  const place = cellPlace(state.doc, grid, cell);
  if (!place) return filledRow(state, grid, cell, text);
  const before = state.sliceDoc(place.from, place.to);
  let start = 0;
  while (start < before.length && start < text.length && before[start] === text[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, text.length) - start;
  while (end < most && before[before.length - 1 - end] === text[text.length - 1 - end]) end += 1;
  // A backslash would take the border behind it for its own.
  const guard = end === 0 && /(?:^|[^\\])(?:\\\\)*\\$/.test(text) && state.sliceDoc(place.to, place.to + 1) === "|" ? " " : "";
  const inText = (offset: number): number => place.from + Math.min(text.length, escapeCell(shown.slice(0, offset)).trimStart().length);
  return {
    changes: { from: place.from + start, to: place.to - end, insert: text.slice(start, text.length - end) + guard },
    selection: { anchor: inText(anchor), head: inText(head) },
    userEvent: text.length < before.length ? "delete" : "input.type",
  };
}

/** A row that was too short for the cell, written whole. */
function filledRow(state: EditorState, grid: Grid, { row, column }: Cell, text: string): TransactionSpec {
  const line = state.doc.line(state.doc.lineAt(grid.from).number + (row === 0 ? 0 : row + 1));
  const cells = (grid.table.rows[row] ?? []).with(column, text);
  const insert = `| ${cells.join(" | ")} |`;
  const caret = line.from + 2 + cells.slice(0, column).reduce((sum, cell) => sum + cell.length + 3, 0) + text.length;
  return { changes: { from: line.from, to: line.to, insert }, selection: { anchor: caret }, userEvent: "input.type" };
}
