import { expect, test } from "vitest";
import type { DiffKind, DiffRow } from "../../ipc/contract.gen";
import { changesIn, stretches } from "./diffHunks";

function rows(kinds: string): DiffRow[] {
  const names: Record<string, DiffKind> = { "=": "same", "~": "changed", "+": "added", "-": "removed" };
  return [...kinds].map((kind, at) => ({ kind: names[kind]!, fromLine: at, toLine: at, from: [], to: [] }));
}

const shape = (kinds: string): string[] => stretches(rows(kinds)).map((part) => `${part.kind} ${part.rows.length}`);

test("rows that differ one after the other are one change", () => {
  expect(shape("~+-")).toEqual(["change 3"]);
  expect(stretches(rows("~=+")).map((part) => part.change)).toEqual([0, -1, 1]);
  expect(changesIn(stretches(rows("~=+=-")))).toBe(3);
});

test("what is the same is folded away but for the lines around a change", () => {
  expect(shape("==========~==========")).toEqual(["folded 8", "same 2", "change 1", "same 2", "folded 8"]);
  expect(shape("~==========~")).toEqual(["change 1", "same 2", "folded 6", "same 2", "change 1"]);
});

test("a few equal lines are not folded away", () => {
  expect(shape("~=======~")).toEqual(["change 1", "same 7", "change 1"]);
  expect(shape("===~")).toEqual(["same 3", "change 1"]);
});

test("no row is lost or doubled", () => {
  for (const kinds of ["", "=", "==========", "~==========+=-===", "==================~"]) {
    const all = rows(kinds);
    expect(stretches(all).flatMap((part) => part.rows)).toEqual(all);
  }
});
