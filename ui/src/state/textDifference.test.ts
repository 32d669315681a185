import { ChangeSet } from "@codemirror/state";
import { expect, test } from "vitest";
import { chance, randomChange, randomText, textOfString } from "./testing";
import { textDifference } from "./textDifference";

function touched(changes: ChangeSet): [number, number, string][] {
  const list: [number, number, string][] = [];
  changes.iterChanges((from, to, _b, _c, inserted) => list.push([from, to, inserted.toString()]));
  return list;
}

test("the difference leads from one text to the other", () => {
  for (let seed = 1; seed <= 2000; seed += 1) {
    const next = chance(seed);
    const from = textOfString(randomText(next, 20));
    const to = next(3) === 0 ? textOfString(randomText(next, 20)) : randomChange(next, from).apply(from);
    expect(textDifference(from, to).apply(from).toString(), `seed ${seed}`).toBe(to.toString());
  }
});

test("equal texts have no difference", () => {
  expect(textDifference(textOfString("a\nb"), textOfString("a\nb")).empty).toBe(true);
});

test("changes far from each other stay apart, so that a caret between them stays", () => {
  const from = textOfString("one\ntwo\nthree\nfour\nfive\n");
  const to = textOfString("one!\ntwo\nthree\nfour\nfivefold\n");
  expect(touched(textDifference(from, to))).toEqual([
    [3, 3, "!"],
    [23, 23, "fold"],
  ]);
});

test("no change begins or ends inside a character", () => {
  const changes = textDifference(textOfString("a😀b"), textOfString("a😁b"));
  expect(touched(changes)).toEqual([[1, 3, "😁"]]);
});
