import { expect, test } from "vitest";
import type { ImportTroubleKind } from "../ipc/contract.gen";
import { chooseLanguage } from "../texts/texts.svelte";
import { importTroubleSaid } from "./importTroubles";

const KINDS: ImportTroubleKind[] = [
  "unreadable",
  "encoding",
  "date",
  "tag",
  "block",
  "layout",
  "dead_link",
  "comments",
  "picture",
  "lost",
  "address",
  "changed_twice",
  "left_out",
];

test("every trouble of an import is said in the language of the interface", () => {
  const said = (): string[] => KINDS.map((kind) => importTroubleSaid({ kind, subject: "[map]", message: "It is broken." }));
  chooseLanguage("en");
  for (const text of said()) expect(text).not.toMatch(/[\u0600-\u06ff]/u);
  expect(said()[3]).toContain("[map]");
  chooseLanguage("fa");
  for (const text of said()) expect(text).toMatch(/[\u0600-\u06ff]{3}/u);
  expect(new Set(said()).size).toBe(KINDS.length);
  chooseLanguage("system");
});
