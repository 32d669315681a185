import { expect, test } from "vitest";
import { ZOOMS, nextZoom } from "./zoom";

test("zooming goes from step to step and ends at the last", () => {
  expect(nextZoom(100, 1)).toBe(110);
  expect(nextZoom(100, -1)).toBe(90);
  expect(nextZoom(120, 1)).toBe(125);
  expect(nextZoom(120, -1)).toBe(110);
  expect(nextZoom(ZOOMS.at(-1) ?? 0, 1)).toBe(300);
  expect(nextZoom(ZOOMS[0], -1)).toBe(50);
});
