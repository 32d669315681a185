// @vitest-environment jsdom

import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { expect, test } from "vitest";
import { type Card, cards, isCardAt, setCards, shownAddress } from "./cards";

const ADDRESS = "https://youtu.be/x?a=1";
const TEXT = `Before.\n\n${ADDRESS}\n\nAfter.`;
const FROM = 9;
const card: Card = { from: FROM, to: FROM + ADDRESS.length, kind: "video", service: "YouTube" };

function shown(text = TEXT, found: readonly Card[] = [card]): EditorView {
  const view = new EditorView({ state: EditorState.create({ doc: text, extensions: [cards] }) });
  view.dispatch({ effects: setCards.of(found) });
  return view;
}

const drawn = (view: EditorView): string[] => [...view.dom.querySelectorAll(".md-card")].map((one) => one.textContent ?? "");

test("an address shows as a card, and as itself where the caret is", () => {
  const view = shown();
  expect(drawn(view)).toEqual([expect.stringContaining("YouTube youtu.be/x?a=1")]);
  expect(isCardAt(view.state, FROM)).toBe(true);
  view.dispatch({ selection: { anchor: FROM } });
  expect(drawn(view)).toEqual([]);
  expect(view.contentDOM.textContent).toContain(ADDRESS);
  view.dispatch({ selection: { anchor: 0 } });
  expect(drawn(view)).toHaveLength(1);
  expect(view.state.doc.toString()).toBe(TEXT);
});

test("a card moves with the text, and is none any more once it is written in", () => {
  const view = shown();
  view.dispatch({ changes: { from: 0, insert: "More. " } });
  expect(drawn(view)).toHaveLength(1);
  view.dispatch({ changes: { from: FROM + 6 + ADDRESS.length, insert: "&b" } });
  expect(drawn(view)).toEqual([]);
});

test("what shares its line with other words, or lies beyond the text, is no card", () => {
  expect(drawn(shown(`Before.\n\n${ADDRESS} now`))).toEqual([]);
  expect(drawn(shown("Short."))).toEqual([]);
});

test("addresses are shown as people read them", () => {
  expect(shownAddress("<https://www.youtube.com/watch?v=abc/>")).toBe("youtube.com/watch?v=abc");
  expect(shownAddress(`https://x.com/${"a".repeat(80)}`)).toHaveLength(61);
});
