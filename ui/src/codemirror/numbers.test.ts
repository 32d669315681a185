import { EditorSelection, EditorState, type StateCommand } from "@codemirror/state";
import { expect, test } from "vitest";
import { deeperItems, outerItems } from "./levels";
import { countingOn } from "./numbers";

/** Runs a command on a text in which | is the caret, or both ends of what is selected; answers the text. */
function run(command: StateCommand, marked: string): string {
  const [before = "", within = "", after] = marked.split("|");
  const doc = marked.replaceAll("|", "");
  const head = before.length + (after === undefined ? 0 : within.length);
  let state = EditorState.create({ doc, selection: EditorSelection.single(before.length, head), extensions: countingOn });
  command({ state, dispatch: (transaction) => (state = transaction.state) });
  return state.doc.toString();
}

const cut: StateCommand = ({ state, dispatch }) => {
  dispatch(state.update(state.replaceSelection(""), { userEvent: "delete.cut" }));
  return true;
};

test("a list counts on where an item of it is deleted", () => {
  expect(run(cut, "1. a\n|2. b\n|3. c\n4. d")).toBe("1. a\n2. c\n3. d");
  expect(run(cut, "1. a|\n2. b|\n3. c")).toBe("1. a\n2. c");
  expect(run(cut, "|3. a\n|4. b\n5. c")).toBe("3. b\n4. c");
  expect(run(cut, "1. a\n2. |b\n3. |c\n4. d")).toBe("1. a\n2. c\n3. d");
  expect(run(cut, "1. a\n|2. |b\n3. c")).toBe("1. a\nb\n2. c");
  expect(run(cut, "> 1. a\n|> 2. b\n|> 3. c")).toBe("> 1. a\n> 2. c");
});

test("numbers that do not follow one another, or are no list's, stay as they are", () => {
  expect(run(cut, "1. a\n|1. b\n|1. c")).toBe("1. a\n1. c");
  expect(run(cut, "1. a\n2. |b|\n3. c")).toBe("1. a\n2. \n3. c");
  expect(run(cut, "one\n|two\n|\n7. three")).toBe("one\n\n7. three");
});

test("an item goes below the one above it, as far in as that one's words", () => {
  expect(run(deeperItems, "- a\n- b|")).toBe("- a\n  - b");
  expect(run(deeperItems, "1. a\n2. b|\n3. c")).toBe("1. a\n   1. b\n2. c");
  expect(run(deeperItems, "1. a\n   1. b\n2. c|\n3. d")).toBe("1. a\n   1. b\n   2. c\n2. d");
  expect(run(deeperItems, "- [ ] a\n- [ ] b|")).toBe("- [ ] a\n  - [ ] b");
  expect(run(deeperItems, "> - a\n> - b|")).toBe("> - a\n>   - b");
  expect(run(deeperItems, "- a\n- b|\n  - c\n- d")).toBe("- a\n  - b\n    - c\n- d");
  expect(run(deeperItems, "- a\n- |b\n- c|\n- d")).toBe("- a\n  - b\n  - c\n- d");
});

test("the first item goes nowhere, and stays an item of its list", () => {
  expect(run(deeperItems, "- a|\n- b")).toBe("- a\n- b");
  expect(run(deeperItems, "text\n- a|")).toBe("text\n- a");
});

test("an item goes out again, with what stands under it", () => {
  expect(run(outerItems, "- a\n  - b|")).toBe("- a\n- b");
  expect(run(outerItems, "1. a\n   1. b|\n   2. c\n2. d")).toBe("1. a\n2. b\n   1. c\n3. d");
  expect(run(outerItems, "> - a\n>   - b|")).toBe("> - a\n> - b");
  expect(run(outerItems, "  - a|")).toBe("- a");
  expect(run(outerItems, "- a|")).toBe("- a");
});

test("outside a list the keys are not taken", () => {
  const state = EditorState.create({ doc: "text" });
  expect(deeperItems({ state, dispatch: () => {} })).toBe(false);
});
