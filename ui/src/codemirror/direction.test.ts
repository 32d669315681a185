import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { type Direction, directedAt, directedField, setDirection } from "./direction";

function stateOf(marked: string): EditorState {
  const anchor = marked.indexOf("‹");
  const doc = marked.replace("‹", "");
  const state = EditorState.create({ doc, selection: { anchor }, extensions: [markdown({ base: markdownLanguage }), directedField] });
  ensureSyntaxTree(state, state.doc.length, 5000);
  return state;
}

/** A text after its block at ‹ was given a direction; ‹ is where the caret is then. */
function directed(marked: string, direction: Direction | null): string {
  let state = stateOf(marked);
  setDirection(direction)({ state, dispatch: (transaction) => (state = transaction.state) });
  const { head } = state.selection.main;
  const text = state.doc.toString();
  return `${text.slice(0, head)}‹${text.slice(head)}`;
}

const WRAPPED = 'One.\n\n<div dir="rtl">\n\nTw‹o.\n\n</div>\n\nThree.';

test("a block is given a direction, and its own back", () => {
  expect(directed("One.\n\nTw‹o.\n\nThree.", "rtl")).toBe(WRAPPED);
  expect(directed(WRAPPED, null)).toBe("One.\n\nTw‹o.\n\nThree.");
});

test("the caret stays in its block, at its start and its end too", () => {
  expect(directed("One.\n\nTwo.‹", "rtl")).toBe('One.\n\n<div dir="rtl">\n\nTwo.‹\n\n</div>');
  expect(directed("‹One.", "rtl")).toBe('<div dir="rtl">\n\n‹One.\n\n</div>');
  expect(directed('<div dir="rtl">\n\nTwo.‹\n\n</div>', null)).toBe("Two.‹");
});

test("another direction takes the place of the one that was chosen", () => {
  expect(directed(WRAPPED, "ltr")).toBe(WRAPPED.replace("rtl", "ltr"));
  expect(directed(WRAPPED, "rtl")).toBe(WRAPPED);
});

test("the blocks beside keep the direction they had", () => {
  expect(directed('<div dir="rtl">\n\nOne.\n\nTw‹o.\n\nThree.\n\n</div>', null)).toBe(
    '<div dir="rtl">\n\nOne.\n\n</div>\n\nTw‹o.\n\n<div dir="rtl">\n\nThree.\n\n</div>',
  );
});

test("a list is one block", () => {
  expect(directed("- one\n- tw‹o\n- three", "rtl")).toBe('<div dir="rtl">\n\n- one\n- tw‹o\n- three\n\n</div>');
});

test("what is written around and within moves the directed blocks along", () => {
  const state = stateOf(WRAPPED);
  const at = state.selection.main.head;
  expect(directedAt(state, at)?.direction).toBe("rtl");
  const moved = state.update({ changes: [{ from: 0, insert: "Zero.\n\n" }, { from: at, insert: "written" }] }).state;
  expect(directedAt(moved, at + 7)?.direction).toBe("rtl");
  expect(directedAt(moved, 3)).toBeNull();
  const open = moved.doc.toString().indexOf("<div");
  const gone = moved.update({ changes: { from: open, to: open + 15 } }).state;
  expect(directedAt(gone, at)).toBeNull();
});
