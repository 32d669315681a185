// A comparison as it is read: changes with a little around them, and what is the same folded away. Plain functions.

import type { DiffRow } from "../../ipc/contract.gen";

/** Lines that are shown around a change. */
const AROUND = 2;
/** Fewer lines than this are not worth folding away. */
const WORTH_FOLDING = 4;

/** A stretch of rows: one change, or what is the same, shown or folded away. */
export interface Stretch {
  kind: "change" | "same" | "folded";
  /** The number of the change, from 0; -1 where it is none. */
  change: number;
  rows: DiffRow[];
}

/** The rows in stretches: every run of changed rows is one change. */
export function stretches(rows: readonly DiffRow[]): Stretch[] {
  const found: Stretch[] = [];
  let change = 0;
  for (let at = 0; at < rows.length; ) {
    const same = rows[at]?.kind === "same";
    let end = at;
    while (end < rows.length && (rows[end]?.kind === "same") === same) end += 1;
    const part = rows.slice(at, end);
    if (!same) {
      found.push({ kind: "change", change, rows: part });
      change += 1;
    } else {
      found.push(...folded(part, at > 0, end < rows.length));
    }
    at = end;
  }
  return found;
}

export function changesIn(parts: readonly Stretch[]): number {
  return parts.filter((part) => part.kind === "change").length;
}

function folded(rows: DiffRow[], afterChange: boolean, beforeChange: boolean): Stretch[] {
  const head = afterChange ? AROUND : 0;
  const tail = beforeChange ? AROUND : 0;
  if (rows.length - head - tail < WORTH_FOLDING) return [{ kind: "same", change: -1, rows }];
  const parts: Stretch[] = [
    { kind: "same", change: -1, rows: rows.slice(0, head) },
    { kind: "folded", change: -1, rows: rows.slice(head, rows.length - tail) },
    { kind: "same", change: -1, rows: rows.slice(rows.length - tail) },
  ];
  return parts.filter((part) => part.rows.length > 0);
}
