// Footnotes: their marks as part of the grammar, putting one in, and the way from a mark to its note and back.

import { syntaxTree } from "@codemirror/language";
import { EditorSelection, type EditorState, type StateCommand } from "@codemirror/state";
import { tags } from "@lezer/highlight";
import type { MarkdownConfig } from "@lezer/markdown";

const LABEL = /^\[\^([^\]\s[]+)\]/;
const NOTE = /^\[\^([^\]\s[]+)\]:/;

/** `[^label]` in a text, and `[^label]: ` at the start of a note. */
export const footnoteGrammar: MarkdownConfig = {
  defineNodes: [{ name: "FootnoteMark", style: tags.special(tags.link) }],
  parseInline: [
    {
      name: "Footnote",
      before: "Link",
      parse(context, next, position) {
        if (next !== 91 /* [ */ || context.char(position + 1) !== 94 /* ^ */) return -1;
        const match = LABEL.exec(context.slice(position, Math.min(context.end, position + 80)));
        return match ? context.addElement(context.elt("FootnoteMark", position, position + match[0].length)) : -1;
      },
    },
  ],
};

/** The label of the footnote at a place: in its mark, or anywhere in the line that begins its note. */
export function footnoteAt(state: EditorState, position: number): { label: string; isNote: boolean } | null {
  const line = state.doc.lineAt(position);
  for (const match of line.text.matchAll(/\[\^([^\]\s[]+)\]/g)) {
    const from = line.from + match.index;
    const isNote = match.index === 0 && NOTE.test(line.text);
    if (match[1] !== undefined && !isNote && position >= from && position <= from + match[0].length) {
      return { label: match[1], isNote };
    }
  }
  const label = NOTE.exec(line.text)?.[1];
  return label === undefined ? null : { label, isNote: true };
}

/** Where the note, or the first mark, of a footnote stands: the place behind it. */
export function placeOf(state: EditorState, label: string, note: boolean): number | null {
  const mark = `[^${label}]`;
  const { doc } = state;
  for (let number = 1; number <= doc.lines; number += 1) {
    const line = doc.line(number);
    const isNote = line.text.startsWith(`${mark}:`);
    if (note && isNote) return line.from + mark.length + 1 + (line.text[mark.length + 1] === " " ? 1 : 0);
    const at = isNote ? line.text.indexOf(mark, 1) : line.text.indexOf(mark);
    if (!note && at >= 0) return line.from + at + mark.length;
  }
  return null;
}

/** From a mark to its note, and from a note to its first mark. */
export const jumpFootnote: StateCommand = ({ state, dispatch }) => {
  const found = footnoteAt(state, state.selection.main.head);
  const to = found && placeOf(state, found.label, !found.isNote);
  if (to === null) return false;
  dispatch(state.update({ selection: EditorSelection.cursor(to), scrollIntoView: true, userEvent: "select.footnote" }));
  return true;
};

/** Puts a mark at the caret and its note at the end of the text, where the caret goes. */
export const insertFootnote: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const text = state.doc.toString();
  let number = 1;
  while (text.includes(`[^${number}]`)) number += 1;
  const mark = `[^${number}]`;
  const at = state.selection.main.to;
  const end = state.doc.length;
  const last = state.doc.line(state.doc.lines).text;
  const gap = end === 0 ? "\n\n" : NOTE.test(state.doc.lineAt(end).text) ? "\n" : last === "" ? "\n".repeat(text.endsWith("\n\n") ? 0 : 1) : "\n\n";
  const note = `${gap}${mark}: `;
  const changes = state.changes([
    { from: at, insert: mark },
    { from: end, insert: note },
  ]);
  dispatch(
    state.update({
      changes,
      selection: { anchor: end + mark.length + note.length },
      scrollIntoView: true,
      userEvent: "input.footnote",
    }),
  );
  return true;
};

/** Whether a place is in code, where a mark is none. */
export function inCode(state: EditorState, position: number): boolean {
  for (let node: { name: string; parent: unknown } | null = syntaxTree(state).resolveInner(position, -1); node; ) {
    if (/Code|HTML|Comment/.test(node.name)) return true;
    node = node.parent as typeof node;
  }
  return false;
}
