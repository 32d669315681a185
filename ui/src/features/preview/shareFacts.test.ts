import { expect, test } from "vitest";
import type { Publication } from "../../ipc/contract.gen";
import { newMetadata } from "../../state/newMetadata";
import { cut, shareFacts } from "./shareFacts";

const publication = { title: "Slow", baseUrl: "https://example.org/notes/" } as Publication;
const derived = { slug: "tide-table", excerpt: "From the text.", language: "en", direction: "ltr", words: 3, readingMinutes: 1 } as const;

test("what is written for search comes before what is found in the article", () => {
  const metadata = newMetadata("Tide");
  expect(shareFacts(metadata, derived, publication)).toMatchObject({
    title: "Tide",
    description: "From the text.",
    host: "example.org",
    path: ["notes", "tide-table"],
  });
  const written = { ...metadata, searchTitle: "Tides", searchDescription: "All of them.", canonicalUrl: "https://first.example/x" };
  expect(shareFacts(written, derived, publication)).toMatchObject({ title: "Tides", description: "All of them.", host: "first.example" });
});

test("a publication without an address has none here", () => {
  expect(shareFacts(newMetadata("Tide"), derived, { ...publication, baseUrl: "" }).host).toBe("");
});

test("a long text is cut at a word", () => {
  expect(cut("one two three", 9)).toBe("one two…");
  expect(cut("short", 9)).toBe("short");
});
