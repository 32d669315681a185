// What an import did, as it is shown. Plain functions.

import type { ImportCounts, ImportItem } from "../ipc/contract.gen";

/** The order in which the figures of an import are said. */
const ORDER = [
  "new",
  "updated",
  "restored",
  "conflicts",
  "failed",
  "unchanged",
  "inTrash",
  "leftOut",
  "pictures",
  "remotePictures",
  "comments",
  "withProblems",
] as const satisfies readonly (keyof ImportCounts)[];

export type ImportFigure = (typeof ORDER)[number];

/** The figures that are worth saying. */
export function figuresOf(counts: ImportCounts): { figure: ImportFigure; count: number }[] {
  return ORDER.filter((figure) => counts[figure] > 0).map((figure) => ({ figure, count: counts[figure] }));
}

/** The articles the author is to look at. */
export function toLookAt(items: readonly ImportItem[]): ImportItem[] {
  return items.filter((item) => item.problems.length > 0 || item.state === "conflict" || item.state === "failed");
}

/** Whether an import would change anything. */
export function changesSomething(counts: ImportCounts): boolean {
  return counts.new + counts.updated + counts.restored + counts.conflicts > 0;
}
