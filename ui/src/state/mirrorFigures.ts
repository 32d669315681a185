// What a round of the mirror did, as it is shown. Plain functions.

import type { MirrorReport } from "../ipc/contract.gen";

/** The order in which the figures of a round are said: what came in first, then what went out. */
const ORDER = [
  "created",
  "taken",
  "merged",
  "restored",
  "trashed",
  "written",
  "renamed",
  "removed",
] as const satisfies readonly (keyof MirrorReport)[];

export type MirrorFigure = (typeof ORDER)[number];

/** The figures that are worth saying. */
export function mirrorFigures(report: MirrorReport): { figure: MirrorFigure; count: number }[] {
  return ORDER.filter((figure) => report[figure] > 0).map((figure) => ({ figure, count: report[figure] }));
}
