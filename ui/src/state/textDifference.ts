// The smallest sensible change from one text to another, so that caret, selection and undo survive what comes
// from outside.

import { ChangeSet, type ChangeSpec, Text } from "@codemirror/state";

/** Above this many pairs of lines the middle is replaced whole: the comparison would be felt. */
const MOST_PAIRS = 250_000;

/** The change that turns `from` into `to`, line by line, each as short as it can be. */
export function textDifference(from: Text, to: Text): ChangeSet {
  const a = linesWithEnds(from);
  const b = linesWithEnds(to);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const changes: ChangeSpec[] = [];
  let offset = lengthOf(a, 0, start);
  let reached = start;
  for (const hunk of differingLines(a.slice(start, endA), b.slice(start, endB))) {
    offset += lengthOf(a, reached, start + hunk.a);
    const old = a.slice(start + hunk.a, start + hunk.aEnd).join("");
    const now = b.slice(start + hunk.b, start + hunk.bEnd).join("");
    changes.push(shortened(offset, old, now));
    offset += old.length;
    reached = start + hunk.aEnd;
  }
  return ChangeSet.of(changes, from.length);
}

function linesWithEnds(text: Text): string[] {
  const lines = text.toJSON();
  return lines.map((line, index) => (index < lines.length - 1 ? `${line}\n` : line));
}

function lengthOf(lines: string[], start: number, end: number): number {
  let length = 0;
  for (let index = start; index < end; index += 1) length += lines[index]?.length ?? 0;
  return length;
}

interface Hunk {
  a: number;
  aEnd: number;
  b: number;
  bEnd: number;
}

/** Runs of lines without a counterpart, by the longest common subsequence. */
function differingLines(a: string[], b: string[]): Hunk[] {
  if (a.length === 0 && b.length === 0) return [];
  if (a.length * b.length > MOST_PAIRS) return [{ a: 0, aEnd: a.length, b: 0, bEnd: b.length }];
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const hunks: Hunk[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i += 1;
      j += 1;
      continue;
    }
    const hunk = { a: i, aEnd: i, b: j, bEnd: j };
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) i += 1;
      else j += 1;
    }
    hunk.aEnd = i;
    hunk.bEnd = j;
    hunks.push(hunk);
  }
  return hunks;
}

/** The replacement of `old` at `offset` by `now`, without what both begin and end with, at whole characters. */
function shortened(offset: number, old: string, now: string): ChangeSpec {
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  if (head > 0 && isHigh(old.charCodeAt(head - 1))) head -= 1;
  const most = Math.min(old.length, now.length) - head;
  let tail = 0;
  while (tail < most && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  if (tail > 0 && isLow(old.charCodeAt(old.length - tail))) tail -= 1;
  return {
    from: offset + head,
    to: offset + old.length - tail,
    insert: Text.of(now.slice(head, now.length - tail).split("\n")),
  };
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
