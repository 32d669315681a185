import { expect, test } from "vitest";
import type { ImportCounts, ImportItem } from "../ipc/contract.gen";
import { changesSomething, figuresOf, toLookAt } from "./importCounts";

const none: ImportCounts = {
  new: 0,
  updated: 0,
  unchanged: 0,
  conflicts: 0,
  restored: 0,
  inTrash: 0,
  leftOut: 0,
  failed: 0,
  pictures: 0,
  remotePictures: 0,
  comments: 0,
  withProblems: 0,
};
const item = (part: Partial<ImportItem>): ImportItem => ({
  title: "",
  state: "new",
  status: null,
  date: null,
  article: null,
  problems: [],
  ...part,
});

test("only figures above nothing are said, what changes first", () => {
  expect(figuresOf(none)).toEqual([]);
  expect(figuresOf({ ...none, comments: 2, new: 3, failed: 1 })).toEqual([
    { figure: "new", count: 3 },
    { figure: "failed", count: 1 },
    { figure: "comments", count: 2 },
  ]);
});

test("articles with problems, conflicts and failures are to be looked at", () => {
  const items = [item({}), item({ problems: [{ kind: "tag", subject: "x", message: "x" }] }), item({ state: "conflict" }), item({ state: "failed" })];
  expect(toLookAt(items)).toEqual(items.slice(1));
});

test("an import of nothing new changes nothing", () => {
  expect(changesSomething({ ...none, unchanged: 5, leftOut: 1 })).toBe(false);
  expect(changesSomething({ ...none, conflicts: 1 })).toBe(true);
});
