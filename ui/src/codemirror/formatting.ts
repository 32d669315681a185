// Markdown put around or before what is selected, and taken away again.

import { type ChangeSpec, EditorSelection, type EditorState, type StateCommand, type TransactionSpec } from "@codemirror/state";

/** Puts `mark` on both sides of each selection, or takes it away where it is. */
function toggleAround(mark: string): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const spec = state.changeByRange((range) => {
      const { from, to } = range.empty ? wordAround(state, range.head) : range;
      const size = mark.length;
      const outside = around(state, from - size, from) === mark && around(state, to, to + size) === mark;
      if (outside && !(mark === "*" && isStrong(state, from, to))) {
        return {
          changes: [
            { from: from - size, to: from },
            { from: to, to: to + size },
          ],
          range: EditorSelection.range(range.anchor - size, range.head - size),
        };
      }
      const inside = around(state, from, from + size) === mark && around(state, to - size, to) === mark;
      if (inside && to - from >= 2 * size && !(mark === "*" && around(state, from, from + 2) === "**")) {
        return {
          changes: [
            { from, to: from + size },
            { from: to - size, to },
          ],
          range: EditorSelection.range(from, to - 2 * size),
        };
      }
      return {
        changes: [
          { from, insert: mark },
          { from: to, insert: mark },
        ],
        range: EditorSelection.range(range.anchor + size, range.head + size),
      };
    });
    dispatch(state.update(spec, { userEvent: "input.format", scrollIntoView: true }));
    return true;
  };
}

export const toggleStrong = toggleAround("**");
export const toggleEmphasis = toggleAround("*");
export const toggleCode = toggleAround("`");
export const toggleStrike = toggleAround("~~");

/** Makes a link of the selection, with the caret where the address goes. */
export const insertLink: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const spec = state.changeByRange((range) => {
    const { from, to } = range.empty ? wordAround(state, range.head) : range;
    const text = around(state, from, to);
    if (/^https?:\/\/\S+$/.test(text)) {
      return { changes: { from, to, insert: `[](${text})` }, range: EditorSelection.cursor(from + 1) };
    }
    const changes = [
      { from, insert: "[" },
      { from: to, insert: "](https://)" },
    ];
    const address = to + "[](".length;
    return {
      changes,
      range: from === to ? EditorSelection.cursor(from + 1) : EditorSelection.range(address, address + "https://".length),
    };
  });
  dispatch(state.update(spec, { userEvent: "input.format", scrollIntoView: true }));
  return true;
};

export const toggleQuote: StateCommand = (target) => toggleLines(target, /^> ?/, "> ");
export const toggleList: StateCommand = (target) => toggleLines(target, /^\s*[-*+] +/, "- ");

/** Puts a picture on a line of its own at the caret. */
export function pictureAt(state: EditorState, at: number, reference: string, alt: string): TransactionSpec {
  const line = state.doc.lineAt(at);
  const text = alt.replace(/[[\]\\]/g, "\\$&").replace(/\s+/g, " ");
  const markdown = `![${text}](${reference})`;
  const lead = line.length === 0 ? "" : "\n\n";
  const place = line.length === 0 ? line.from : line.to;
  const insert = `${lead}${markdown}\n`;
  return {
    changes: { from: place, insert },
    selection: EditorSelection.range(place + lead.length + 2, place + lead.length + 2 + text.length),
    userEvent: "input.picture",
    scrollIntoView: true,
  };
}

function toggleLines({ state, dispatch }: Parameters<StateCommand>[0], present: RegExp, mark: string): boolean {
  if (state.readOnly) return false;
  const lines = new Set<number>();
  for (const range of state.selection.ranges) {
    const last = state.doc.lineAt(range.to).number;
    for (let number = state.doc.lineAt(range.from).number; number <= last; number += 1) lines.add(number);
  }
  const all = [...lines].map((number) => state.doc.line(number));
  const written = all.length > 1 ? all.filter((line) => line.length > 0) : all;
  const remove = written.every((line) => present.exec(line.text)?.[0] === mark);
  const changes: ChangeSpec[] = written.map((line) => ({
    from: line.from,
    to: line.from + (present.exec(line.text)?.[0].length ?? 0),
    insert: remove ? "" : mark,
  }));
  const set = state.changes(changes);
  dispatch(
    state.update({ changes: set, selection: state.selection.map(set, 1), userEvent: "input.format", scrollIntoView: true }),
  );
  return true;
}

function wordAround(state: EditorState, at: number): { from: number; to: number } {
  return state.wordAt(at) ?? { from: at, to: at };
}

function around(state: EditorState, from: number, to: number): string {
  return from < 0 || to > state.doc.length ? "" : state.sliceDoc(from, to);
}

/** Whether the single star found outside belongs to a pair of stars. */
function isStrong(state: EditorState, from: number, to: number): boolean {
  const before = around(state, from - 2, from) === "**" && around(state, from - 3, from) !== "***";
  const after = around(state, to, to + 2) === "**" && around(state, to, to + 3) !== "***";
  return before && after;
}
