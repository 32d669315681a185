import { EditorSelection, EditorState, type StateCommand } from "@codemirror/state";
import { expect, test } from "vitest";
import {
  demoteHeading,
  insertCodeBlock,
  moveLinesDown,
  promoteHeading,
  setHeading,
  toggleNumbers,
  toggleTask,
} from "./structure";

/** Runs a command on a text in which | is the caret, or all is selected; answers the text. */
function run(command: StateCommand, marked: string): string {
  const anchor = marked.indexOf("|");
  const doc = marked.replace("|", "");
  const selection = anchor < 0 ? EditorSelection.single(0, doc.length) : EditorSelection.single(anchor);
  let state = EditorState.create({ doc, selection });
  command({ state, dispatch: (transaction) => (state = transaction.state) });
  return state.doc.toString();
}

test("headings go up and down a level, and stop at the ends", () => {
  expect(run(promoteHeading, "## ti|tle")).toBe("# title");
  expect(run(promoteHeading, "# ti|tle")).toBe("# title");
  expect(run(demoteHeading, "# ti|tle")).toBe("## title");
  expect(run(demoteHeading, "###### ti|tle")).toBe("###### title");
  expect(run(demoteHeading, "# a\n\ntext\n\n## b")).toBe("## a\n\ntext\n\n### b");
});

test("a line becomes a heading of a level, or a paragraph", () => {
  expect(run(setHeading(3), "# ti|tle")).toBe("### title");
  expect(run(setHeading(0), "## ti|tle")).toBe("title");
});

test("tasks are ticked off and made of items and lines", () => {
  expect(run(toggleTask, "- [ ] wa|ter")).toBe("- [x] water");
  expect(run(toggleTask, "- [x] wa|ter")).toBe("- [ ] water");
  expect(run(toggleTask, "  1. wa|ter")).toBe("  1. [ ] water");
  expect(run(toggleTask, "wa|ter")).toBe("- [ ] water");
  expect(run(toggleTask, "> - [ ] wa|ter")).toBe("> - [x] water");
  expect(run(toggleTask, "- [ ]|")).toBe("- [x]");
});

test("lines are numbered, and plain again", () => {
  expect(run(toggleNumbers, "a\nb")).toBe("1. a\n2. b");
  expect(run(toggleNumbers, "- a\n- b")).toBe("1. a\n2. b");
  expect(run(toggleNumbers, "1. a\n2. b")).toBe("a\nb");
});

test("an item that is moved leaves the numbers in order", () => {
  expect(run(moveLinesDown, "3. a|\n4. b\n   more\n5. c")).toBe("3. b\n4. a\n   more\n5. c");
});

test("a block stands on lines of its own", () => {
  expect(run(insertCodeBlock, "text|")).toBe("text\n\n```\n\n```");
  expect(run(insertCodeBlock, "|\nmore")).toBe("```\n\n```\n\nmore");
});
