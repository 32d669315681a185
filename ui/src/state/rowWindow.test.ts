import { expect, test } from "vitest";
import { pagesOf, rowsToDraw, scrollToRow } from "./rowWindow";

test("only what is visible is drawn, with a margin, however long the list is", () => {
  const { first, end } = rowsToDraw(92 * 50_000, 920, 92, 100_000);
  expect(first).toBeLessThanOrEqual(50_000);
  expect(end).toBeGreaterThanOrEqual(50_010);
  expect(end - first).toBeLessThan(30);
});

test("nothing is drawn before the first row or after the last", () => {
  expect(rowsToDraw(0, 600, 92, 3)).toEqual({ first: 0, end: 3 });
  expect(rowsToDraw(0, 600, 92, 0)).toEqual({ first: 0, end: 0 });
  expect(rowsToDraw(-50, 600, 92, 3).first).toBe(0);
  // The list became shorter than where it was scrolled to.
  expect(rowsToDraw(92 * 500, 600, 92, 10)).toEqual({ first: 10, end: 10 });
});

test("the pages of rows are those that hold one of them", () => {
  expect(pagesOf(0, 100)).toEqual([0]);
  expect(pagesOf(95, 105)).toEqual([0, 1]);
  expect(pagesOf(100, 200)).toEqual([1]);
  expect(pagesOf(5, 5)).toEqual([]);
});

test("a row is scrolled to no further than needed", () => {
  expect(scrollToRow(0, 500, 600, 92)).toBe(0);
  expect(scrollToRow(3, 0, 600, 92)).toBe(0);
  expect(scrollToRow(10, 0, 600, 92)).toBe(92 * 11 - 600);
});
