// The direction of blocks where the author chooses one: lines `<div dir="rtl">` and `</div>` around them, which every
// program that knows Markdown understands. Without them a block runs as its own first letter does.

import { syntaxTree } from "@codemirror/language";
import { type ChangeSpec, type EditorState, type StateCommand, StateField, type Text, type Transaction } from "@codemirror/state";

export type Direction = "ltr" | "rtl";

/** Blocks with a chosen direction, from the line that opens it to the one that closes it. */
export interface Directed {
  from: number;
  to: number;
  /** `null`: a `div` that says nothing of a direction. */
  direction: Direction | null;
}

const OPENS = /^<div(?:\s+dir=(["'])(rtl|ltr)\1)?>\s*$/i;
const CLOSES = /^<\/div>\s*$/i;
const MARK = /<\/?div/i;

/** The blocks of a text with a direction of their own, the outer before the inner. */
function directedIn(doc: Text): Directed[] {
  const found: Directed[] = [];
  const open: Directed[] = [];
  let from = 0;
  for (const line of doc.iterLines()) {
    if (line.startsWith("<")) {
      const opens = OPENS.exec(line);
      if (opens) {
        const directed: Directed = { from, to: doc.length, direction: (opens[2]?.toLowerCase() as Direction | undefined) ?? null };
        open.push(directed);
        found.push(directed);
      } else if (CLOSES.test(line)) {
        const closed = open.pop();
        if (closed) closed.to = from + line.length;
      }
    }
    from += line.length + 1;
  }
  return found;
}

/** Whether a change took or brought a line that opens or closes a direction. */
function isTouched({ changes, startState, newDoc }: Transaction): boolean {
  let touched = false;
  changes.iterChangedRanges((fromA, toA, fromB, toB) => {
    const lines = (doc: Text, from: number, to: number): string => doc.sliceString(doc.lineAt(from).from, doc.lineAt(to).to);
    touched ||= MARK.test(lines(startState.doc, fromA, toA)) || MARK.test(lines(newDoc, fromB, toB));
  });
  return touched;
}

/** The directed blocks; looked for anew only where a line that makes them was touched. */
export const directedField = StateField.define<readonly Directed[]>({
  create: ({ doc }) => directedIn(doc),
  update: (value, transaction) => {
    if (!transaction.docChanged) return value;
    if (isTouched(transaction)) return directedIn(transaction.newDoc);
    const { changes } = transaction;
    return value.map(({ from, to, direction }) => ({ from: changes.mapPos(from, 1), to: changes.mapPos(to, -1), direction }));
  },
});

/** The directed block around a place, the innermost. */
export function directedAt(state: EditorState, from: number, to = from): Directed | null {
  return state.field(directedField).findLast((one) => one.direction !== null && one.from < from && one.to > to) ?? null;
}

/** The blocks that are selected, whole: from the start of the first to the end of the last. */
function selectedBlocks(state: EditorState): { from: number; to: number } {
  const { main } = state.selection;
  let { from, to } = main;
  const top = syntaxTree(state).topNode;
  for (let node = top.childAfter(main.from); node && node.from <= main.to; node = node.nextSibling) {
    from = Math.min(from, node.from);
    to = Math.max(to, node.to);
  }
  return { from: state.doc.lineAt(from).from, to: state.doc.lineAt(to).to };
}

/** Lets the selected blocks run in a direction, or, with `null`, as their own letters do. */
export function setDirection(wanted: Direction | null): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const { from, to } = selectedBlocks(state);
    const around = directedAt(state, from, to);
    if ((around?.direction ?? null) === wanted) return true;
    const open = wanted ? `<div dir="${wanted}">\n\n` : "";
    const close = wanted ? "\n\n</div>" : "";
    const changes: ChangeSpec[] = around
      ? [...before(state, around, from, open), ...after(state, around, to, close)]
      : [
          { from, insert: `${from > 0 && state.doc.lineAt(from - 1).length > 0 ? "\n" : ""}${open}` },
          { from: to, insert: `${close}${to < state.doc.length && state.doc.lineAt(to + 1).length > 0 ? "\n" : ""}` },
        ];
    const set = state.changes(changes);
    // The caret stays in the blocks, at their ends too.
    const kept = (at: number): number => set.mapPos(at, at === to && at > from ? -1 : 1);
    const { anchor, head } = state.selection.main;
    const selection = { anchor: kept(anchor), head: kept(head) };
    dispatch(state.update({ changes: set, selection, scrollIntoView: true, userEvent: "input.format" }));
    return true;
  };
}

/** What stood in the same direction above the blocks keeps it. */
function before({ doc }: EditorState, around: Directed, from: number, open: string): ChangeSpec[] {
  const start = doc.lineAt(around.from).to;
  if (doc.sliceString(start, from).trim() === "") return [{ from: around.from, to: from, insert: open }];
  return [{ from, insert: `</div>\n\n${open}` }];
}

/** What stood in the same direction below the blocks keeps it. */
function after({ doc }: EditorState, around: Directed, to: number, close: string): ChangeSpec[] {
  const closing = doc.lineAt(around.to);
  const end = CLOSES.test(closing.text) ? closing.from : doc.length;
  if (doc.sliceString(to, end).trim() === "") return [{ from: to, to: closing.to, insert: close }];
  return [{ from: to, insert: `${close}\n\n<div dir="${around.direction ?? ""}">` }];
}
