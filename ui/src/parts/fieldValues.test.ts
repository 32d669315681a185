import { expect, test } from "vitest";
import { dateField, momentOf, slugDraft, webAddress, withChip } from "./fieldValues";

test("web addresses are taken, with or without their scheme", () => {
  expect(webAddress("https://example.org/a?b#c")).toBe("https://example.org/a?b#c");
  expect(webAddress(" example.org/a ")).toBe("https://example.org/a");
  expect(webAddress("http://localhost:8080/")).toBe("http://localhost:8080/");
  expect(webAddress("https://دامنه.example/نوشته")).toBe("https://دامنه.example/نوشته");
});

test("what is no web address is refused", () => {
  for (const bad of ["", "word", "two words", "javascript:alert(1)", "data:text/html,x", "file:///a", "https:/x", "mailto:a@example.org", "https://", "https://.", "http://exa mple.org"]) {
    expect(webAddress(bad), bad).toBeNull();
  }
});

test("a slug is lower case with single hyphens, in any script, and can still be typed on", () => {
  expect(slugDraft("How to Read  a Tide—Table")).toBe("how-to-read-a-tide-table");
  expect(slugDraft("  -draft ")).toBe("draft-");
  expect(slugDraft("باران در کوچه")).toBe("باران-در-کوچه");
  expect(slugDraft("../../etc")).toBe("etc");
});

test("chips are separated by commas of either script and come once", () => {
  expect(withChip(["sea"], "almanac, Sea,  tide  table ")).toEqual(["sea", "almanac", "tide table"]);
  expect(withChip([], "دریا، باد")).toEqual(["دریا", "باد"]);
  expect(withChip(["sea"], " , ")).toEqual(["sea"]);
});

test("a date keeps the offset it was written in", () => {
  expect(dateField("2026-03-01T09:30:00+03:30")).toBe("2026-03-01T09:30");
  expect(momentOf("2026-03-02T10:00", "2026-03-01T09:30:00+03:30")).toBe("2026-03-02T10:00:00+03:30");
});

test("a date without an offset of its own is meant here", () => {
  const moment = momentOf("2026-03-02T10:00", null);
  expect(moment).toMatch(/^2026-03-02T10:00:00[+-]\d{2}:\d{2}$/);
  expect(new Date(moment ?? "").getTime()).toBe(new Date(2026, 2, 2, 10).getTime());
  expect(dateField(new Date(2026, 2, 2, 10).toISOString())).toBe("2026-03-02T10:00");
  expect(momentOf("", null)).toBeNull();
  expect(dateField(null)).toBe("");
});
