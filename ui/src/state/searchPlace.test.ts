import { expect, test } from "vitest";
import type { ExcerptRun } from "../ipc/contract.gen";
import { placeOfHit } from "./searchPlace";

/** An excerpt with its matches in brackets. */
function excerpt(marked: string): ExcerptRun[] {
  return marked
    .split(/(\[[^\]]*\])/)
    .filter(Boolean)
    .map((text) => (text.startsWith("[") ? { text: text.slice(1, -1), matched: true } : { text, matched: false }));
}

function found(text: string, marked: string): string | null {
  const place = placeOfHit(text, excerpt(marked));
  return place && `${text.slice(0, place.from)}[${text.slice(place.from, place.to)}]${text.slice(place.to)}`;
}

test("the first match is found, whatever its case and diacritics", () => {
  expect(found("Un CAFÉ noir", "un [café]")).toBe("Un [CAFÉ] noir");
  expect(found("Le cafe\u0301 noir", "[café] noir")).toBe("Le [cafe\u0301] noir");
});

test("among several matches it is the one with the same words around it", () => {
  const text = "The river rose. Later the river fell.";
  expect(found(text, "Later the [river] fell")).toBe("The river rose. Later the [river] fell.");
  expect(found(text, "The [river] rose")).toBe("The [river] rose. Later the river fell.");
});

test("letters of Arabic script that are written in two ways are the same", () => {
  expect(found("این كتاب است", "این [کتاب] است")).toBe("این [كتاب] است");
});

test("a match that is not in the text has no place in it", () => {
  expect(found("Nothing of the kind", "[Title]")).toBeNull();
  expect(found("Nothing marked", "Nothing marked")).toBeNull();
});
