import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState, type StateCommand } from "@codemirror/state";
import { expect, test } from "vitest";
import { markdownGrammar } from "../markdownGrammar";
import { cellBelow, inTable, insertEmptyTable, leaveTable, nextCell, previousCell, tableAt } from "./tableEditing";
import { addColumnAfter, deleteRow } from "./tableModel";

function stateOf(marked: string): EditorState {
  const anchor = marked.indexOf("‹");
  const state = EditorState.create({
    doc: marked.replace("‹", ""),
    selection: { anchor },
    extensions: markdownGrammar,
  });
  ensureSyntaxTree(state, state.doc.length, 5000);
  return state;
}

/** Runs a command on a text in which ‹ is the caret; what is selected afterwards is between ‹ and ›. */
function run(command: StateCommand, marked: string): string {
  let state = stateOf(marked);
  if (!command({ state, dispatch: (transaction) => (state = transaction.state) })) return "not taken";
  const { from, to } = state.selection.main;
  const text = state.doc.toString();
  return `${text.slice(0, from)}‹${text.slice(from, to)}›${text.slice(to)}`;
}

const TABLE = "| Tide | Hour |\n|--|--|\n| high | 6 |";

test("Tab goes to the next cell, selects it, and aligns the table", () => {
  expect(run(nextCell, TABLE.replace("Tide", "Ti‹de"))).toBe("| Tide | ‹Hour› |\n| ---- | ---- |\n| high | 6    |");
  expect(run(nextCell, TABLE.replace("Hour", "Hour‹"))).toContain("| ‹high› | 6    |");
  expect(run(previousCell, TABLE.replace("high", "‹high"))).toContain("| Tide | ‹Hour› |");
});

test("after the last cell a row begins", () => {
  expect(run(nextCell, TABLE.replace("6", "6‹"))).toBe("| Tide | Hour |\n| ---- | ---- |\n| high | 6    |\n| ‹›     |      |");
  expect(run(cellBelow, TABLE.replace("6", "6‹"))).toBe("| Tide | Hour |\n| ---- | ---- |\n| high | 6    |\n|      | ‹›     |");
});

test("behind the last border a line begins as everywhere", () => {
  expect(run(cellBelow, `${TABLE}‹`)).toBe("not taken");
});

test("columns and rows come and go around the caret", () => {
  expect(run(inTable(addColumnAfter), TABLE.replace("high", "hi‹gh"))).toContain("| high | ‹›    | 6    |");
  expect(run(inTable(deleteRow), TABLE.replace("high", "hi‹gh"))).toBe("| ‹Tide› | Hour |\n| ---- | ---- |");
});

test("a table in a quotation stays in it", () => {
  const quoted = `> ${TABLE.replaceAll("\n", "\n> ").replace("6", "6‹")}`;
  expect(run(nextCell, quoted)).toBe("> | Tide | Hour |\n> | ---- | ---- |\n> | high | 6    |\n> | ‹›     |      |");
});

test("the caret knows its cell, in the line of delimiters too", () => {
  const state = stateOf(`Before\n\n${TABLE.replace("6", "‹6")}\n\nAfter`);
  expect(tableAt(state, state.selection.main.head)?.at).toEqual({ row: 1, column: 1 });
  expect(tableAt(state, state.doc.line(4).from + 2)?.at).toEqual({ row: 0, column: 0 });
  expect(tableAt(state, 2)).toBeNull();
});

test("a table of any size is put on lines of its own, and left for the line below", () => {
  expect(run(insertEmptyTable(2, 2), "text‹")).toBe("text\n\n| ‹›    |     |\n| --- | --- |\n|     |     |\n");
  expect(run(leaveTable, TABLE.replace("6", "6‹"))).toBe(`${TABLE}\n\n‹›`);
  expect(run(nextCell, "no table‹")).toBe("not taken");
});
