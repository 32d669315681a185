import { expect, test } from "vitest";
import type { MirrorReport } from "../ipc/contract.gen";
import { mirrorFigures } from "./mirrorFigures";

const nothing: MirrorReport = {
  state: { folder: null, phase: "in_step", message: null, trouble: null, question: null, conflicts: 0, problems: [], notice: null, inStepAt: null },
  created: 0,
  taken: 0,
  merged: 0,
  trashed: 0,
  restored: 0,
  written: 0,
  renamed: 0,
  removed: 0,
};

test("only what a round did is said, what came in first", () => {
  expect(mirrorFigures(nothing)).toEqual([]);
  expect(mirrorFigures({ ...nothing, written: 3, created: 1 })).toEqual([
    { figure: "created", count: 1 },
    { figure: "written", count: 3 },
  ]);
});
