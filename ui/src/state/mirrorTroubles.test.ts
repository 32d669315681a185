import { expect, test } from "vitest";
import type { MirrorTroubleKind } from "../ipc/contract.gen";
import { chooseLanguage } from "../texts/texts.svelte";
import { troubleSaid } from "./mirrorTroubles";

const KINDS: MirrorTroubleKind[] = [
  "offline",
  "not_the_mirror",
  "taken",
  "unfit",
  "full",
  "read_only",
  "not_watched",
  "link",
  "second_name",
  "not_a_file",
  "too_large",
  "not_text",
  "name",
  "picture",
  "text",
  "slug_taken",
  "article",
  "failed",
];

test("every trouble of the mirror is said in the language of the interface, and says what it is about", () => {
  for (const [language, letters] of [
    ["en", /^[^\u0600-\u06ff]+$/u],
    ["fa", /[\u0600-\u06ff]{3}/u],
  ] as const) {
    chooseLanguage(language);
    const said = KINDS.map((kind) => troubleSaid({ kind, about: "lamp.md", message: "The file lamp.md is broken." }));
    for (const text of said) {
      expect(text).toMatch(letters);
      expect(text).toContain("lamp.md");
    }
    expect(new Set(said).size).toBeGreaterThan(language === "fa" ? KINDS.length - 1 : 11);
  }
  chooseLanguage("system");
});
