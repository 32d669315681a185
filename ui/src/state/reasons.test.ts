import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { asApiError } from "../ipc/apiError";
import { LANGUAGES, sourcesOf } from "../texts/catalogue";
import { readTexts } from "../texts/declarations";
import { wordsFor } from "./reasons";

/** The kinds of reason of the contract, each with its values. */
function kinds(): Map<string, string[]> {
  const source = readFileSync("src/ipc/contract.gen.ts", "utf8");
  const type = /export type Reason = ([\s\S]*?);\n(?:\/\*\*|export)/.exec(source)?.[1] ?? "";
  const found = type.replace(/\/\*[\s\S]*?\*\//g, "").matchAll(/"kind": "(\w+)"([^}]*)/g);
  return new Map([...found].map(([, kind = "", rest = ""]) => [kind, [...rest.matchAll(/(\w+):/g)].map(([, name = ""]) => name)]));
}

test.each(LANGUAGES)("every reason of the contract has words, and they take what it has: %s", (language) => {
  const { texts } = readTexts([...sourcesOf(language).values()].join("\n"));
  expect(kinds().size).toBeGreaterThan(20);
  for (const [kind, values] of kinds()) {
    const text = texts.get(`reason-${kind}`);
    expect(text, kind).toBeDefined();
    for (const value of text?.keys() ?? []) expect(values, `${kind}: ${value}`).toContain(value);
  }
});

test("an error with a reason is said in the words of the interface, any other in its own", () => {
  const full = asApiError({ code: "not_saved", message: "English.", reason: { kind: "full", path: "/disk" } });
  expect(full.message).toBe(wordsFor({ kind: "full", path: "/disk" }));
  expect(full.message).toContain("/disk");
  expect(asApiError({ code: "failed", message: "As it is." }).message).toBe("As it is.");
  expect(wordsFor({ kind: "damaged", path: "/l", backup: "/b" })).toContain("/b");
});
