import { expect, test } from "vitest";
import { smart } from "./typing";

/** Types letter by letter, as the editor does. */
function type(text: string, language: string): string {
  let line = "";
  for (const letter of text) {
    const done = smart(letter, line, language);
    line = done ? line.slice(0, line.length - done.remove) + done.insert : line + letter;
  }
  return line;
}

test("quotation marks are those of the language", () => {
  expect(type('He said "yes".', "en")).toBe("He said “yes”.");
  expect(type('Sie sagte "ja".', "de")).toBe("Sie sagte „ja“.");
  expect(type('گفت "آری".', "fa")).toBe("گفت «آری».");
  expect(type('Il dit "oui".', "fr-CA")).toBe("Il dit «\u202foui\u202f».");
  expect(type('("a")', "xx")).toBe("(“a”)");
});

test("in code and in a tag of HTML every mark is the one that is typed", () => {
  expect(type('run `say "x" -- y...`, "so"', "en")).toBe('run `say "x" -- y...`, “so”');
  expect(type('<div dir="rtl"> "a"', "en")).toBe('<div dir="rtl"> “a”');
});

test("an apostrophe is one wherever words have them", () => {
  expect(type("don't", "en")).toBe("don’t");
  expect(type("geht's", "de")).toBe("geht’s");
  expect(type("گفت 'آری'.", "fa")).toBe("گفت ‹آری›.");
});

test("hyphens become dashes and dots an ellipsis, except where they are marks", () => {
  expect(type("a -- b", "en")).toBe("a – b");
  expect(type("a --- b", "en")).toBe("a — b");
  expect(type("wait...", "en")).toBe("wait…");
  expect(type("---", "en")).toBe("---");
  expect(type("| --- | ---", "en")).toBe("| --- | ---");
});
