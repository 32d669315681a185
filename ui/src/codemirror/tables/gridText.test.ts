import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { gridField, look, showSource } from "./gridField";
import { type Grid, cellAt, cellPlace, gridsIn, writtenCell } from "./gridText";

const TABLE = "| Tide | Hour |\n| ---- | ---- |\n| high | 6    |";

function stateOf(doc: string): EditorState {
  const state = EditorState.create({ doc, extensions: [markdown({ base: markdownLanguage }), gridField] });
  ensureSyntaxTree(state, state.doc.length, 5000);
  return state;
}

function gridOf(state: EditorState): Grid {
  return gridsIn(state, 0, state.doc.length)[0] as Grid;
}

/** A table as text after something was written in one of its cells; ‹ and › are around what is selected. */
function written(table: string, row: number, column: number, shown: string): string {
  const state = stateOf(table);
  const { state: after } = state.update(writtenCell(state, gridOf(state), { row, column }, shown, shown.length, shown.length));
  const { from, to } = after.selection.main;
  const text = after.doc.toString();
  return `${text.slice(0, from)}‹${text.slice(from, to)}›${text.slice(to)}`;
}

test("tables on lines of their own are drawn, others stay text", () => {
  expect(gridsIn(stateOf(`Before\n\n${TABLE}\n\nAfter`), 0, 60)).toHaveLength(1);
  expect(gridsIn(stateOf("> | a | b |\n> |---|---|\n> | 1 | 2 |"), 0, 30)).toEqual([]);
  expect(gridsIn(stateOf("Heading\n---"), 0, 10)).toEqual([]);
});

test("a table with more cells in a row than columns stays text: drawn, they would be lost", () => {
  expect(gridsIn(stateOf(`${TABLE} lost |`), 0, 60)).toEqual([]);
});

test("only the tables in view are looked for", () => {
  const state = stateOf(`${TABLE}\n\n`.repeat(50));
  expect(gridsIn(state, 0, 100).length).toBeLessThan(4);
});

test("what is written in a cell changes its part of the line and nothing else", () => {
  expect(written(TABLE, 1, 0, "higher")).toBe("| Tide | Hour |\n| ---- | ---- |\n| higher‹› | 6    |");
  expect(written("| a | b |\n|---|---|\n|   |   |", 1, 1, "x")).toContain("|   | x‹›  |");
  expect(written(TABLE, 1, 1, "")).toContain("| high | ‹›    |");
});

test("a border that is written in a cell stays in the cell", () => {
  expect(written(TABLE, 1, 0, "a|b")).toContain("| a\\|b‹› | 6    |");
  expect(written("|a|b|\n|-|-|\n|1|2|", 1, 0, "1\\")).toContain("|1\\‹› |2|");
});

test("a row that was too short is filled up when one writes in it", () => {
  expect(written("| a | b | c |\n|---|---|---|\n| 1 |", 1, 1, "x")).toContain("| 1 | x‹› |  |");
});

test("a place in the text is a place in a cell, and back", () => {
  const state = stateOf(`Before\n\n${TABLE}`);
  const grid = gridOf(state);
  const place = cellPlace(state.doc, grid, { row: 1, column: 0 });
  expect(place && state.sliceDoc(place.from, place.to)).toBe("high");
  expect(cellAt(state.doc, grid, (place?.from ?? 0) + 2)).toEqual({ row: 1, column: 0, offset: 2 });
  expect(cellAt(state.doc, grid, grid.to)).toEqual({ row: 1, column: 1, offset: 1 });
});

test("a grid follows changes around it and in it, and is gone where it is no table any more", () => {
  const state = stateOf(`Before\n\n${TABLE}`);
  const drawn = state.update({ effects: look.of({ from: 0, to: state.doc.length, grids: [gridOf(state)] }) }).state;
  const moved = drawn.update({ changes: { from: 0, insert: "More. " } }).state;
  expect(moved.field(gridField).grids.map(({ from }) => from)).toEqual([14]);
  const place = cellPlace(moved.doc, { from: 14 }, { row: 1, column: 0 });
  const changed = moved.update({ changes: { from: place?.from ?? 0, to: place?.to ?? 0, insert: "low" } }).state;
  expect(changed.field(gridField).grids[0]?.table.rows[1]).toEqual(["low", "6"]);
  expect(changed.field(gridField).decorations.size).toBe(1);
  const delimiters = changed.doc.line(4);
  const broken = changed.update({ changes: { from: delimiters.from, to: delimiters.to, insert: "no" } }).state;
  expect(broken.field(gridField).grids).toEqual([]);
});

test("a table that is shown as text is drawn no more", () => {
  const state = stateOf(TABLE);
  const drawn = state.update({ effects: look.of({ from: 0, to: state.doc.length, grids: [gridOf(state)] }) }).state;
  expect(drawn.update({ effects: showSource.of(3) }).state.field(gridField).decorations.size).toBe(0);
});
