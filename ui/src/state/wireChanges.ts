// From CodeMirror's change sets to replacements the engine takes: well-formed UTF-16, at whole characters.

import { ChangeSet, type Text } from "@codemirror/state";
import type { TextChange } from "../ipc/contract.gen";

/** The text as the engine takes it: line feeds, and U+FFFD for every half of a surrogate pair that stands alone. */
export function wireText(text: Text): string {
  return wellFormed(text.sliceString(0, text.length, "\n"));
}

/** The same length as `text`; halves of surrogate pairs that stand alone become U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
}

/**
 * The replacements that turn `wireText(before)` into `wireText(after)`, where `changes` turns `before` into `after`:
 * ascending, not overlapping, no boundary inside a surrogate pair of either text.
 */
export function wireChanges(changes: ChangeSet, before: Text, after: Text): TextChange[] {
  const ranges: { fromA: number; toA: number; fromB: number; toB: number }[] = [];
  changes.iterChanges((fromA, toA, fromB, toB) => {
    // CodeMirror compares code units, so replacing one emoji by another may come as half of a pair.
    while (splitsPair(before, fromA) || splitsPair(after, fromB)) {
      fromA -= 1;
      fromB -= 1;
    }
    while (splitsPair(before, toA) || splitsPair(after, toB)) {
      toA += 1;
      toB += 1;
    }
    const last = ranges.at(-1);
    if (last && fromA <= last.toA) {
      last.toA = Math.max(last.toA, toA);
      last.toB = Math.max(last.toB, toB);
    } else {
      ranges.push({ fromA, toA, fromB, toB });
    }
  });
  return ranges.map(({ fromA, toA, fromB, toB }) => ({
    from: fromA,
    to: toA,
    insert: wellFormed(after.sliceString(fromB, toB, "\n")),
  }));
}

function splitsPair(text: Text, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const around = text.sliceString(at - 1, at + 1);
  return isHigh(around.charCodeAt(0)) && isLow(around.charCodeAt(1));
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
