import { expect, test } from "vitest";
import { roughTime, saidShare, shareOf } from "./progress";

test("the share stays within its ends, and is unknown without a whole", () => {
  expect(shareOf(5, 0)).toBeNull();
  expect(shareOf(5, 10)).toBe(0.5);
  expect(shareOf(12, 10)).toBe(1);
  expect(shareOf(-1, 10)).toBe(0);
});

test("it is said aloud in quarters", () => {
  expect([0, 0.24, 0.26, 0.99, 1].map(saidShare)).toEqual([0, 0, 0.25, 0.75, 1]);
  expect(saidShare(null)).toBeNull();
});

test("times are rough, and never nothing", () => {
  expect(roughTime(0.2)).toEqual({ unit: "seconds", count: 5 });
  expect(roughTime(12)).toEqual({ unit: "seconds", count: 15 });
  expect(roughTime(58)).toEqual({ unit: "minutes", count: 1 });
  expect(roughTime(200)).toEqual({ unit: "minutes", count: 3 });
});
