import { EditorSelection, EditorState, type StateCommand } from "@codemirror/state";
import { expect, test } from "vitest";
import { insertLink, pictureAt, toggleEmphasis, toggleList, toggleQuote, toggleStrong } from "./formatting";

/** Runs a command on a text in which [ and ] stand for the selection, or | for the caret; shows the same way. */
function run(command: StateCommand, marked: string): string {
  const caret = marked.indexOf("‹") < 0;
  const anchor = marked.indexOf(caret ? "|" : "‹");
  const head = caret ? anchor : marked.indexOf("›") - 1;
  const doc = marked.replace(/[‹›|]/g, "");
  let state = EditorState.create({ doc, selection: EditorSelection.single(anchor, head) });
  command({ state, dispatch: (transaction) => (state = transaction.state) });
  const { from, to } = state.selection.main;
  const text = state.doc.toString();
  return from === to ? `${text.slice(0, from)}|${text.slice(from)}` : `${text.slice(0, from)}‹${text.slice(from, to)}›${text.slice(to)}`;
}

test("bold and italic go around the selection and come off again", () => {
  expect(run(toggleStrong, "a ‹word› b")).toBe("a **‹word›** b");
  expect(run(toggleStrong, "a **‹word›** b")).toBe("a ‹word› b");
  expect(run(toggleStrong, "a ‹**word**› b")).toBe("a ‹word› b");
  expect(run(toggleEmphasis, "a ‹word› b")).toBe("a *‹word›* b");
  expect(run(toggleEmphasis, "a *‹word›* b")).toBe("a ‹word› b");
});

test("italic inside bold leaves the bold", () => {
  expect(run(toggleEmphasis, "**‹word›**")).toBe("***‹word›***");
});

test("without a selection the word at the caret is meant", () => {
  expect(run(toggleStrong, "one wo|rd two")).toBe("one **wo|rd** two");
});

test("a link keeps its words and waits for its address", () => {
  expect(run(insertLink, "see ‹this›")).toBe("see [this](‹https://›)");
  expect(run(insertLink, "‹https://example.org›")).toBe("[|](https://example.org)");
});

test("lines become quotations and lists, and plain again", () => {
  expect(run(toggleQuote, "‹a\n\nb›").replace(/[‹›]/g, "")).toBe("> a\n\n> b");
  expect(run(toggleList, "‹- a\n- b›").replace(/[‹›]/g, "")).toBe("a\nb");
});

test("a picture stands on a line of its own, its words ready to be changed", () => {
  const state = EditorState.create({ doc: "text" });
  const after = state.update(pictureAt(state, 2, "media/x.png", "A [boat]")).state;
  expect(after.doc.toString()).toBe("text\n\n![A \\[boat\\]](media/x.png)\n");
  expect(after.sliceDoc(after.selection.main.from, after.selection.main.to)).toBe("A \\[boat\\]");
});

test("nothing changes in a text that is read-only", () => {
  const state = EditorState.create({ doc: "a", extensions: EditorState.readOnly.of(true) });
  expect(toggleStrong({ state, dispatch: () => expect.unreachable() })).toBe(false);
});
