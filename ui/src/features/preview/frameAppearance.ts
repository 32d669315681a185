// The page follows the system's light or dark. Where the author chose one, the questions for it in the page's own
// style sheets are answered, so that window and page agree without a second style sheet. (WebKit takes neither a
// changed media list nor the colour scheme of the frame for a new answer.)

import type { Appearance } from "../../ipc/contract.gen";

const written = new WeakMap<HTMLStyleElement, string>();

export function applyAppearance(document: Document, appearance: Appearance): void {
  for (const style of document.querySelectorAll("style")) {
    const original = written.get(style) ?? style.textContent;
    if (!original.includes("prefers-color-scheme")) continue;
    written.set(style, original);
    const wanted = appearance === "system" ? original : answered(original, appearance);
    if (style.textContent !== wanted) style.textContent = wanted;
  }
  document.documentElement.style.colorScheme = appearance === "system" ? "" : appearance;
}

/** A style sheet with every question for light or dark answered. */
export function answered(sheet: string, appearance: "light" | "dark"): string {
  return sheet.replace(/\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/g, (_, asked) =>
    asked === appearance ? "(min-width: 0px)" : "(max-width: 0px)",
  );
}
