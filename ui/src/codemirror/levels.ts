// Items of a list on another level: below the item above them, and out again, with everything that stands under them.

import { ChangeSet, type ChangeSpec, type StateCommand, type Text } from "@codemirror/state";
import { countFrom, numbersAround } from "./numbers";
import { selectedLines } from "./structure";

const BEFORE = /^\s*(?:> ?)*\s*/;
const ITEM = /^\s*(?:> ?)*\s*(?:[-*+]|\d{1,9}[.)])\s+/;
const BLANK = /^[\s>]*$/;

/** How far the words of a line, or the mark of an item, stand from its start. */
function depthOf(text: string): number {
  return BEFORE.exec(text)?.[0].length ?? 0;
}

/** The item above that a line of this depth stands under, or beside. */
function itemAbove(doc: Text, line: number, depth: number, relation: "under" | "beside"): { line: number; depth: number; words: number } | null {
  for (let at = line - 1; at > 0; at -= 1) {
    const { text } = doc.line(at);
    const other = depthOf(text);
    if (BLANK.test(text) || other > depth || (other === depth && relation === "under")) continue;
    const words = ITEM.exec(text)?.[0].length;
    return words === undefined || (other < depth && relation === "beside") ? null : { line: at, depth: other, words };
  }
  return null;
}

/** The last line of what stands under an item. */
function endOf(doc: Text, line: number): number {
  const depth = depthOf(doc.line(line).text);
  let last = line;
  for (let at = line + 1; at <= doc.lines; at += 1) {
    const { text } = doc.line(at);
    if (BLANK.test(text)) continue;
    if (depthOf(text) <= depth) break;
    last = at;
  }
  return last;
}

function shifted(doc: Text, first: number, last: number, by: number): ChangeSpec[] {
  const changes: ChangeSpec[] = [];
  for (let number = first; number <= last; number += 1) {
    const { from, text } = doc.line(number);
    if (BLANK.test(text)) continue;
    const before = BEFORE.exec(text)?.[0] ?? "";
    const at = from + before.length;
    const spare = /\s*$/.exec(before)?.[0].length ?? 0;
    changes.push(by > 0 ? { from: at, insert: " ".repeat(by) } : { from: at - Math.min(-by, spare), to: at });
  }
  return changes;
}

function changeLevel(deeper: boolean): StateCommand {
  return ({ state, dispatch }) => {
    const items = selectedLines(state).filter(({ text }) => ITEM.test(text));
    const [item] = items;
    if (!item || state.readOnly) return false;
    const { doc } = state;
    const depth = depthOf(item.text);
    const above = itemAbove(doc, item.number, depth, deeper ? "beside" : "under");
    // Out of the last list, an item stands where the quotation around it begins.
    const outermost = /^(?:\s*> ?)*/.exec(item.text)?.[0].length ?? 0;
    const wanted = deeper ? above?.words : (above?.depth ?? outermost);
    if (wanted === undefined || wanted === depth) return true;
    const last = endOf(doc, items.at(-1)?.number ?? item.number);
    let set = state.changes(shifted(doc, item.number, last, wanted - depth));
    const count = (line: number, start?: number): void => {
      const now = set.apply(doc);
      const numbers = numbersAround(now, line);
      set = set.compose(ChangeSet.of(countFrom(start ?? numbers[0]?.number ?? 1, numbers), now.length));
    };
    const beside = itemAbove(set.apply(doc), item.number, wanted, "beside");
    count(item.number, beside ? undefined : 1);
    if (deeper && above) count(above.line);
    // What followed it on its level stands under it now.
    if (!deeper && last < doc.lines && depthOf(doc.line(last + 1).text) === depth) count(last + 1, 1);
    dispatch(state.update({ changes: set, selection: state.selection.map(set, 1), userEvent: "input.indent", scrollIntoView: true }));
    return true;
  };
}

export const deeperItems = changeLevel(true);
export const outerItems = changeLevel(false);
