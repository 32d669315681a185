import { EditorSelection, EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { fitted, linkOn, whyNotPasted } from "./paste";

const select = (doc: string, from: number, to: number): EditorState =>
  EditorState.create({ doc, selection: EditorSelection.single(from, to) });
const pasted = (state: EditorState, text: string): string | null => {
  const spec = linkOn(state, text);
  return spec && state.update(spec).state.doc.toString();
};

test("an address pasted on words makes a link of them", () => {
  expect(pasted(select("see this now", 4, 8), " https://example.org/a ")).toBe("see [this](https://example.org/a) now");
  expect(pasted(select("see this", 4, 8), "https://example.org/a_(b)")).toBe("see [this](<https://example.org/a_(b)>)");
});

test("other text, or an address without words, is pasted as it is", () => {
  expect(linkOn(select("see this", 4, 8), "not an address")).toBeNull();
  expect(linkOn(select("see this", 4, 4), "https://example.org")).toBeNull();
  expect(linkOn(select("https://old.example", 0, 19), "https://example.org")).toBeNull();
});

test("blocks stand apart from the line they are pasted into, a paragraph does not", () => {
  const state = select("one two", 4, 4);
  expect(fitted(state, 4, "**bold**\n")).toBe("**bold**");
  expect(fitted(state, 4, "# A\n\nb\n")).toBe("\n\n# A\n\nb\n\n");
  expect(fitted(select("", 0, 0), 0, "- a\n- b\n")).toBe("- a\n- b");
});

test("what is no text, or endless, is not pasted", () => {
  expect(whyNotPasted("A passage.\n\nAnd another, سلام.")).toBeNull();
  expect(whyNotPasted("x".repeat(50_000_000))).toBe("too_long");
  expect(whyNotPasted("\u007fELF\0\0\0")).toBe("binary");
});
