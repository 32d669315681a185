import { expect, test } from "vitest";
import { matching } from "./picker";

test("what begins as was typed comes first, then what has the words in their order", () => {
  const items = ["Block from left to right", "Block from right to left", "Right away to the left"].map((label) => ({ id: label, label }));
  expect(matching(items, "right to left").map(({ id }) => id)).toEqual([
    "Right away to the left",
    "Block from right to left",
    "Block from left to right",
  ]);
  expect(matching(items, "nowhere")).toEqual([]);
});
