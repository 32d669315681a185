import { expect, test } from "vitest";
import { type FindQuery, findMatches, nothing, patternOf, replacements } from "./findText";

const ask = (part: Partial<FindQuery>): FindQuery => ({ ...nothing, ...part });
const words = (text: string, query: FindQuery): string[] => {
  const { ranges } = findMatches(text, query, 100);
  return ranges.filter((_, index) => index % 2 === 0).map((from, index) => text.slice(from, ranges[2 * index + 1]));
};

test("words are found as they are written, in any case unless asked otherwise", () => {
  expect(words("Tide, tide. (tide)", ask({ search: "tide" }))).toEqual(["Tide", "tide", "tide"]);
  expect(words("Tide, tide.", ask({ search: "tide", caseSensitive: true }))).toEqual(["tide"]);
  expect(words("a.b axb", ask({ search: "a.b" }))).toEqual(["a.b"]);
});

test("whole words are whole in every script", () => {
  expect(words("باران بارانی باران", ask({ search: "باران", wholeWord: true }))).toHaveLength(2);
  expect(words("tide tides", ask({ search: "tide", wholeWord: true }))).toEqual(["tide"]);
});

test("a pattern is bounded, may be of the older kind, and may be wrong", () => {
  expect(findMatches("a".repeat(50), ask({ search: "a" }), 10)).toEqual({ ranges: expect.any(Array), more: true });
  expect(words("a-b", ask({ search: "\\-", regexp: true }))).toEqual(["-"]);
  expect(words("aXb", ask({ search: "x*", regexp: true }))).toEqual(["X"]);
  expect(patternOf(ask({ search: "(", regexp: true }))).toBeNull();
});

test("a replacement may use what was found", () => {
  const query = ask({ search: "(?<day>\\d+)/(\\d+)", replace: "$2.$<day>$$\\n", regexp: true });
  expect(replacements("1/2 3/4", query, null).map(({ insert }) => insert)).toEqual(["2.1$\n", "4.3$\n"]);
  expect(replacements("1/2 3/4", query, 4)).toEqual([{ from: 4, to: 7, insert: "4.3$\n" }]);
  expect(replacements("1/2", ask({ search: "1", replace: "$&" }), null)[0]?.insert).toBe("$&");
});
