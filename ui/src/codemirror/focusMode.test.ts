import { Text } from "@codemirror/state";
import { expect, test } from "vitest";
import { paragraphAt, sentenceAt } from "./focusMode";

const doc = Text.of(["# Title", "", "One is here. Two is", "longer! Three?", "", "چه شد؟ باران آمد. تمام."]);
const cut = ({ from, to }: { from: number; to: number }): string => doc.sliceString(from, to);

test("a paragraph ends at empty lines", () => {
  expect(cut(paragraphAt(doc, doc.line(4).from))).toBe("One is here. Two is\nlonger! Three?");
  expect(cut(paragraphAt(doc, doc.line(2).from))).toBe("");
});

test("a sentence is found in either script, over line ends", () => {
  expect(cut(sentenceAt(doc, doc.line(3).from + 15, "en"))).toBe("Two is\nlonger!");
  expect(cut(sentenceAt(doc, doc.line(4).to, "en"))).toBe("Three?");
  expect(cut(sentenceAt(doc, doc.line(6).from + 9, "fa"))).toBe("باران آمد.");
});
