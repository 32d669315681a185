import { ChangeSet } from "@codemirror/state";
import { expect, test } from "vitest";
import { applied, chance, randomChange, randomText, textOfString } from "./testing";
import { wellFormed, wireChanges, wireText } from "./wireChanges";

test("halves of surrogate pairs become U+FFFD and everything else stays", () => {
  expect(wellFormed("a\ud83db\ude00c😀")).toBe("a\ufffdb\ufffdc😀");
  expect(wellFormed("\ud83d\ud83d\ude00\ude00")).toBe("\ufffd😀\ufffd");
  expect(wellFormed("سلام")).toBe("سلام");
});

test("an emoji replaced by its second half is sent whole", () => {
  const before = textOfString("x😀y");
  const changes = ChangeSet.of({ from: 2, to: 3, insert: "\ude01" }, before.length);
  expect(wireChanges(changes, before, changes.apply(before))).toEqual([{ from: 1, to: 3, insert: "😁" }]);
});

test("a second half typed behind a first half makes one character for the engine too", () => {
  const before = textOfString("x\ud83dy");
  const changes = ChangeSet.of({ from: 2, insert: "\ude00" }, before.length);
  expect(wireChanges(changes, before, changes.apply(before))).toEqual([{ from: 1, to: 2, insert: "😀" }]);
});

test("any change, made from any text, leads the engine to the editor's text in well-formed UTF-16", () => {
  for (let seed = 1; seed <= 3000; seed += 1) {
    const next = chance(seed);
    const before = textOfString(randomText(next, 12));
    let changes = randomChange(next, before);
    let after = changes.apply(before);
    for (let more = next(3); more > 0; more -= 1) {
      const change = randomChange(next, after);
      after = change.apply(after);
      changes = changes.compose(change);
    }
    const sent = wireChanges(changes, before, after);
    expect(applied(wireText(before), sent), `seed ${seed}`).toBe(wireText(after));
  }
});
