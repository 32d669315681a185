// The page follows the system's light or dark. Where the author chose one for the window, the page's own media rules
// are bent to it, so that window and page agree without a second style sheet.

import type { Appearance } from "../../ipc/contract.gen";

const written = new WeakMap<CSSMediaRule, string>();

export function applyAppearance(document: Document, appearance: Appearance): void {
  for (const sheet of document.styleSheets) {
    try {
      bend(sheet.cssRules, appearance);
    } catch {
      // A style sheet that may not be read cannot be one of ours.
    }
  }
  document.documentElement.style.colorScheme = appearance === "system" ? "" : appearance;
}

function bend(rules: CSSRuleList, appearance: Appearance): void {
  for (const rule of rules) {
    if (isMediaRule(rule)) {
      const original = written.get(rule) ?? rule.media.mediaText;
      if (original.includes("prefers-color-scheme")) {
        written.set(rule, original);
        const wanted = appearance === "system" ? original : fixed(original, appearance);
        if (rule.media.mediaText !== wanted) rule.media.mediaText = wanted;
      }
    }
    if ("cssRules" in rule) bend(rule.cssRules as CSSRuleList, appearance);
  }
}

/** The condition with every question for light or dark answered. */
function fixed(condition: string, appearance: "light" | "dark"): string {
  return condition.replace(/\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/g, (_, asked) =>
    asked === appearance ? "(min-width: 0px)" : "(max-width: 0px)",
  );
}

function isMediaRule(rule: CSSRule): rule is CSSMediaRule {
  return "media" in rule && "conditionText" in rule;
}
