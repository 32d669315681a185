// A table edited in place, as a grid: Tab and Enter go from cell to cell, rows and columns are added, moved and
// deleted, and what is written stays aligned. The text stays Markdown all the while.

import { syntaxTree } from "@codemirror/language";
import {
  EditorSelection,
  type EditorState,
  type Extension,
  Prec,
  type StateCommand,
  type Transaction,
  type TransactionSpec,
} from "@codemirror/state";
import { type EditorView, type KeyBinding, ViewPlugin, type ViewUpdate, keymap } from "@codemirror/view";
import {
  type Cell,
  type Table,
  type TableStep,
  addRowBelow,
  cellRanges,
  emptyTable,
  formatTable,
  moveColumnBack,
  moveColumnForward,
  moveRowDown,
  moveRowUp,
  parseTable,
} from "./tableModel";

export interface TablePlace {
  from: number;
  to: number;
  /** What stands before each line: the marks of a quotation, or white space. */
  prefix: string;
  table: Table;
  at: Cell;
  /** How far into the text of the cell the caret is. */
  offset: number;
}

/** The table around a place of the text. */
export function tableAt(state: EditorState, position: number): TablePlace | null {
  let node = syntaxTree(state).resolveInner(position, -1);
  if (node.name !== "Table" && position < state.doc.length) {
    const after = syntaxTree(state).resolveInner(position, 1);
    for (let up: typeof after | null = after; up; up = up.parent) if (up.name === "Table") node = up;
  }
  for (let up: typeof node | null = node; up; up = up.parent) if (up.name === "Table") node = up;
  if (node.name !== "Table") return null;
  const first = state.doc.lineAt(node.from);
  const last = state.doc.lineAt(node.to);
  const prefix = first.text.slice(0, node.from - first.from);
  const lines: string[] = [];
  for (let number = first.number; number <= last.number; number += 1) {
    const { text } = state.doc.line(number);
    if (!text.startsWith(prefix)) return null;
    lines.push(text.slice(prefix.length));
  }
  const table = parseTable(lines);
  if (!table) return null;
  const line = state.doc.lineAt(position);
  const index = line.number - first.number;
  const inLine = Math.max(0, position - line.from - prefix.length);
  const ranges = cellRanges(lines[index] ?? "");
  const found = ranges.findIndex(({ to }) => inLine <= to);
  const column = Math.min(found < 0 ? ranges.length - 1 : found, table.aligns.length - 1);
  const range = ranges[column] ?? { from: 0, to: 0 };
  const text = (lines[index] ?? "").slice(range.from, range.to);
  const blank = text.length - text.trimStart().length;
  return {
    from: node.from,
    to: last.to,
    prefix,
    table,
    // The line of delimiters counts as the heading.
    at: { row: index <= 1 ? 0 : index - 1, column },
    offset: Math.min(text.trim().length, Math.max(0, inLine - range.from - blank)),
  };
}

/** Puts a table in the place of the one that was, with the caret in a cell: its text selected, or at an offset. */
function replaceTable(state: EditorState, place: TablePlace, table: Table, at: Cell, caret: "select" | number): TransactionSpec {
  const { lines, starts } = formatTable(table);
  const index = at.row === 0 ? 0 : at.row + 1;
  let start = place.from;
  for (let line = 0; line < index; line += 1) start += (lines[line]?.length ?? 0) + 1 + place.prefix.length;
  start += starts[at.row]?.[at.column] ?? 0;
  const length = table.rows[at.row]?.[at.column]?.length ?? 0;
  const selection =
    caret === "select" ? EditorSelection.range(start, start + length) : EditorSelection.cursor(start + Math.min(caret, length));
  const insert = lines.join(`\n${place.prefix}`);
  const same = state.sliceDoc(place.from, place.to) === insert;
  return {
    ...(same ? {} : { changes: { from: place.from, to: place.to, insert } }),
    selection: EditorSelection.create([selection]),
    scrollIntoView: true,
    userEvent: "input.table",
  };
}

/** Puts a table in the place of one that is drawn, with the text of a cell selected. */
export function replacedTable(state: EditorState, { from, to }: { from: number; to: number }, table: Table, at: Cell): TransactionSpec {
  return replaceTable(state, { from, to, prefix: "", table, at, offset: 0 }, table, at, "select");
}

/** A command that does something with the table around the caret. */
export function inTable(step: TableStep): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const place = tableAt(state, state.selection.main.head);
    if (!place) return false;
    const done = step(place.table, place.at);
    if (done) dispatch(state.update(replaceTable(state, place, done.table, done.at, "select")));
    return true;
  };
}

/** Goes from cell to cell; after the last one a new row begins. */
function go(move: (table: Table, at: Cell) => Cell): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly || state.selection.ranges.length > 1) return false;
    const place = tableAt(state, state.selection.main.head);
    if (!place) return false;
    const to = move(place.table, place.at);
    if (to.row < 0) return true;
    let { table } = place;
    if (to.row >= table.rows.length) table = addRowBelow(table, { row: table.rows.length - 1, column: 0 })?.table ?? table;
    dispatch(state.update(replaceTable(state, place, table, to, "select")));
    return true;
  };
}

export const nextCell = go(({ aligns }, { row, column }) =>
  column + 1 < aligns.length ? { row, column: column + 1 } : { row: row + 1, column: 0 },
);
export const previousCell = go(({ aligns }, { row, column }) =>
  column > 0 ? { row, column: column - 1 } : { row: row - 1, column: aligns.length - 1 },
);
const below = go((_, { row, column }) => ({ row: row + 1, column }));

/** Goes to the cell below; behind the last border of a row, where nobody is in a cell, a line is begun as everywhere. */
export const cellBelow: StateCommand = (target) => {
  const { head } = target.state.selection.main;
  const line = target.state.doc.lineAt(head);
  const outside = line.text.slice(head - line.from).trim() === "" && /\|\s*$/.test(line.text.slice(0, head - line.from));
  return !outside && below(target);
};

/** Leaves the table for the line below it. */
export const leaveTable: StateCommand = ({ state, dispatch }) => {
  const place = tableAt(state, state.selection.main.head);
  if (!place || state.readOnly) return false;
  const below = state.doc.lineAt(place.to).number + 1;
  if (below <= state.doc.lines && state.doc.line(below).length > 0) return false;
  const insert = below <= state.doc.lines ? "\n" : "\n\n";
  dispatch(
    state.update({
      changes: { from: place.to, insert },
      selection: { anchor: place.to + insert.length },
      scrollIntoView: true,
      userEvent: "input",
    }),
  );
  return true;
};

export const deleteTable: StateCommand = ({ state, dispatch }) => {
  const place = tableAt(state, state.selection.main.head);
  if (!place || state.readOnly) return false;
  dispatch(state.update({ changes: { from: place.from, to: place.to }, userEvent: "delete.table" }));
  return true;
};

/** Puts a table on lines of its own at the caret, its first cell ready to be written. */
export function insertTable(table: Table): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const line = state.doc.lineAt(state.selection.main.head);
    const { lines, starts } = formatTable(table);
    const lead = line.text.trim() === "" ? "" : "\n\n";
    const from = line.text.trim() === "" ? line.from : line.to;
    const caret = from + lead.length + (starts[0]?.[0] ?? 0);
    const after = line.number < state.doc.lines && state.doc.line(line.number + 1).length > 0 ? "\n\n" : "\n";
    dispatch(
      state.update({
        changes: { from, to: line.to, insert: `${lead}${lines.join("\n")}${after}` },
        selection: EditorSelection.range(caret, caret + (table.rows[0]?.[0]?.length ?? 0)),
        scrollIntoView: true,
        userEvent: "input.table.insert",
      }),
    );
    return true;
  };
}

export function insertEmptyTable(rows: number, columns: number): StateCommand {
  return insertTable(emptyTable(rows, columns));
}

/** A table that was aligned, and was written in, is aligned again once the caret has left it. */
const tidy = ViewPlugin.fromClass(
  class {
    /** Where in the text a table was written in. */
    #written: number | null = null;
    readonly #view: EditorView;

    constructor(view: EditorView) {
      this.#view = view;
    }

    update(update: ViewUpdate): void {
      if (update.docChanged) {
        if (this.#written !== null) this.#written = update.changes.mapPos(this.#written);
        const typed = update.transactions.some((transaction) => isTyping(transaction));
        const { head } = update.state.selection.main;
        const before = update.changes.invertedDesc.mapPos(head);
        if (this.#written === null && typed && update.state.doc.lineAt(head).text.includes("|")) {
          const was = tableAt(update.startState, before);
          if (was && isAligned(update.startState, was)) this.#written = head;
        }
      }
      if (this.#written === null || !update.selectionSet) return;
      const place = tableAt(update.state, this.#written);
      const { head } = update.state.selection.main;
      if (place && head >= place.from && head <= place.to) return;
      this.#written = null;
      if (place && !update.state.readOnly) queueMicrotask(() => this.#align(place.from));
    }

    #align(at: number): void {
      const { state } = this.#view;
      const place = at <= state.doc.length && !this.#view.composing ? tableAt(state, at) : null;
      if (!place) return;
      if (isAligned(state, place)) return;
      this.#view.dispatch({ changes: { from: place.from, to: place.to, insert: alignedText(place) }, userEvent: "input.table" });
    }
  },
);

function alignedText({ table, prefix }: TablePlace): string {
  return formatTable(table).lines.join(`\n${prefix}`);
}

function isAligned(state: EditorState, place: TablePlace): boolean {
  return state.sliceDoc(place.from, place.to) === alignedText(place);
}

function isTyping(transaction: Transaction): boolean {
  return transaction.isUserEvent("input.type") || transaction.isUserEvent("input.paste") || transaction.isUserEvent("delete");
}

const keys: KeyBinding[] = [
  { key: "Tab", run: nextCell, shift: previousCell },
  { key: "Enter", run: cellBelow },
  { key: "Mod-Enter", run: leaveTable },
  { key: "Alt-ArrowDown", run: inTable(moveRowDown) },
  { key: "Alt-ArrowUp", run: inTable(moveRowUp) },
  { key: "Alt-ArrowRight", run: (view) => inTable(isRightToLeft(view) ? moveColumnBack : moveColumnForward)(view) },
  { key: "Alt-ArrowLeft", run: (view) => inTable(isRightToLeft(view) ? moveColumnForward : moveColumnBack)(view) },
];

/** Whether the line of the caret runs from right to left. */
function isRightToLeft(view: EditorView): boolean {
  return view.textDirectionAt(view.state.selection.main.head) === 1;
}

export const tableEditing: Extension = [Prec.high(keymap.of(keys)), tidy];
