import { expect, test } from "vitest";
import { LineMap } from "./lineMap";

test("a line is found in the block that covers it", () => {
  const map = new LineMap([2, 3, 1]);
  expect([0, 1, 2, 4, 5].map((line) => map.blockAt(line))).toEqual([0, 0, 1, 1, 2]);
  expect(map.startOf(2)).toBe(5);
});

test("the footnotes at the end, which cover no line, are never where a line is", () => {
  const map = new LineMap([2, 2, 0]);
  expect(map.blockAt(3)).toBe(1);
  expect(map.blockAt(99)).toBe(1);
});

test("lines are counted anew after a splice", () => {
  const map = new LineMap([1, 1, 1]);
  map.splice({ at: 1, remove: 1, insert: [{ html: "", lines: 4 }, { html: "", lines: 2 }] });
  expect(map.length).toBe(4);
  expect(map.startOf(3)).toBe(7);
  expect(map.blockAt(6)).toBe(2);
});

test("an empty page has no lines", () => {
  expect(new LineMap([]).blockAt(3)).toBe(0);
});
