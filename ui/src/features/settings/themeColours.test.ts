import { expect, test } from "vitest";
import { coloursOf, keptColours } from "./themeColours";

test("one colour is both, two are for light and dark", () => {
  expect(coloursOf("#AABBCC")).toEqual({ light: "#aabbcc", dark: "#aabbcc" });
  expect(coloursOf("#abc #123456")).toEqual({ light: "#aabbcc", dark: "#123456" });
  expect(coloursOf("red")).toEqual({ light: "#000000", dark: "#000000" });
});

test("they are kept as short as they can be", () => {
  expect(keptColours({ light: "#aabbcc", dark: "#aabbcc" })).toBe("#aabbcc");
  expect(keptColours({ light: "#aabbcc", dark: "#112233" })).toBe("#aabbcc #112233");
});
