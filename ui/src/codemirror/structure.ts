// The lines of a text as an author thinks of them: headings of a level, items of a list, tasks, paragraphs.

import { copyLineDown, moveLineDown, moveLineUp } from "@codemirror/commands";
import { type ChangeSpec, EditorSelection, type EditorState, type Line, type StateCommand } from "@codemirror/state";
import { NUMBERED, renumber } from "./numbers";

const HEADING = /^(#{1,6})(?:[ \t]+|$)/;
const ITEM = /^(\s*(?:> ?)*\s*)([-*+]|\d{1,9}[.)])(\s+)(\[[ xX]\](?:\s|$))?/;

/** The lines that are selected, each once; of several, empty ones are left out. */
export function selectedLines(state: EditorState): Line[] {
  const numbers = new Set<number>();
  for (const range of state.selection.ranges) {
    const last = state.doc.lineAt(range.to).number;
    for (let number = state.doc.lineAt(range.from).number; number <= last; number += 1) numbers.add(number);
  }
  const lines = [...numbers].map((number) => state.doc.line(number));
  return lines.length > 1 ? lines.filter((line) => line.length > 0) : lines;
}

/** Changes each selected line; the selection stays on its words. */
export function changeLines(change: (line: Line) => ChangeSpec | null): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const changes = selectedLines(state)
      .map(change)
      .filter((spec) => spec !== null);
    if (changes.length === 0) return false;
    const set = state.changes(changes);
    const selection = state.selection.map(set, 1);
    dispatch(state.update({ changes: set, selection, userEvent: "input.format", scrollIntoView: true }));
    return true;
  };
}

/** One level up: `##` becomes `#`. */
export const promoteHeading = changeLines((line) =>
  (HEADING.exec(line.text)?.[1]?.length ?? 0) > 1 ? { from: line.from, to: line.from + 1 } : null,
);

/** One level down: `#` becomes `##`. */
export const demoteHeading = changeLines((line) => {
  const level = HEADING.exec(line.text)?.[1]?.length ?? 0;
  return level > 0 && level < 6 ? { from: line.from, insert: "#" } : null;
});

/** Makes the lines headings of this level; 0 makes them paragraphs. */
export function setHeading(level: number): StateCommand {
  return changeLines((line) => {
    const present = HEADING.exec(line.text)?.[0] ?? "";
    const mark = level === 0 ? "" : `${"#".repeat(level)} `;
    return present === mark ? null : { from: line.from, to: line.from + present.length, insert: mark };
  });
}

/** Ticks tasks off, or open again; items become tasks, and other lines too. */
export const toggleTask = changeLines((line) => {
  const item = ITEM.exec(line.text);
  if (!item) {
    const indent = /^\s*(?:> ?)*/.exec(line.text)?.[0].length ?? 0;
    return { from: line.from + indent, insert: "- [ ] " };
  }
  const [, before = "", mark = "", gap = "", box] = item;
  const at = line.from + before.length + mark.length + gap.length;
  if (!box) return { from: at, insert: "[ ] " };
  return { from: at + 1, to: at + 2, insert: box[1] === " " ? "x" : " " };
});

/** Numbers the selected lines, or takes their numbers away. */
export const toggleNumbers: StateCommand = (target) => {
  const lines = selectedLines(target.state);
  const all = lines.every((line) => NUMBERED.test(line.text));
  let number = 0;
  return changeLines((line) => {
    number += 1;
    const present = /^\s*(?:[-*+]|\d{1,9}[.)])\s+/.exec(line.text)?.[0] ?? "";
    return { from: line.from, to: line.from + present.length, insert: all ? "" : `${number}. ` };
  })(target);
};

/** Puts lines of their own at the caret, with the caret at `caret` in them. */
export function insertBlock(text: string, caret: number, select = 0): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const line = state.doc.lineAt(state.selection.main.head);
    const empty = line.text.trim() === "";
    const lead = empty ? "" : "\n\n";
    const follows = line.number < state.doc.lines && state.doc.line(line.number + 1).length > 0;
    const from = empty ? line.from : line.to;
    const at = from + lead.length + caret;
    dispatch(
      state.update({
        changes: { from, to: line.to, insert: `${lead}${text}${follows ? "\n" : ""}` },
        selection: EditorSelection.range(at, at + select),
        scrollIntoView: true,
        userEvent: "input.insert",
      }),
    );
    return true;
  };
}

export const insertRule = insertBlock("---\n", 4);
export const insertCodeBlock = insertBlock("```\n\n```", 4);
export const insertMath = insertBlock("$$\n\n$$", 3);

export const moveLinesUp = renumbering(moveLineUp);
export const moveLinesDown = renumbering(moveLineDown);
export const duplicateLines = renumbering(copyLineDown);

/** A command on lines after which the numbered list around the caret counts on from its first number. */
function renumbering(command: StateCommand): StateCommand {
  return ({ state, dispatch }) =>
    command({
      state,
      dispatch: (transaction) => {
        const changes = renumber(transaction.newDoc, transaction.newSelection.main.head);
        if (changes.length === 0) return dispatch(transaction);
        const { changes: first, selection, scrollIntoView } = transaction;
        const second = transaction.state.changes(changes);
        dispatch(
          state.update({
            changes: first.compose(second),
            selection: (selection ?? transaction.state.selection).map(second, 1),
            scrollIntoView,
            userEvent: "move.line",
          }),
        );
      },
    });
}
