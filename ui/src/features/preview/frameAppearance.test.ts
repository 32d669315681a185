// @vitest-environment jsdom

import { expect, test } from "vitest";
import { applyAppearance } from "./frameAppearance";

const SHEET = "a { color: red } @media screen and (prefers-color-scheme: dark) { a { color: blue } }";

test("the page's own dark rules are asked for, or left out, and given back", () => {
  document.head.innerHTML = `<style>${SHEET}</style><style>b {}</style>`;
  const style = document.querySelector("style");
  applyAppearance(document, "dark");
  expect(style?.textContent).toContain("screen and (min-width: 0px)");
  applyAppearance(document, "light");
  expect(style?.textContent).toContain("screen and (max-width: 0px)");
  applyAppearance(document, "system");
  expect(style?.textContent).toBe(SHEET);
});
