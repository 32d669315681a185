// @vitest-environment jsdom

import { expect, test } from "vitest";
import { commands, conflictsOf, keysOf } from "./commands";
import { normal, pressedKeys, shown } from "./shortcuts";

test("no two commands have the same usual keys", () => {
  const twice = commands.flatMap((command) => conflictsOf(command, keysOf(command)).map((other) => `${command.id} and ${other.id}`));
  expect(twice).toEqual([]);
});

test("no usual key is one that the desktop keeps to itself", () => {
  // Control, Shift and U begin a character by its number in every text field of GTK and IBus.
  const kept = ["Mod+Shift+U"];
  expect(commands.filter((command) => kept.includes(normal(keysOf(command))))).toEqual([]);
});

test("larger is meant by the plus of every keyboard", () => {
  const press = (key: string, more: Partial<KeyboardEventInit> = {}): string | null =>
    pressedKeys(new KeyboardEvent("keydown", { key, ctrlKey: true, ...more }), false);
  expect(press("+", { shiftKey: true, code: "Equal" })).toBe("Mod+Plus");
  expect(press("=", { code: "Equal" })).toBe("Mod+Plus");
  expect(press("+", { code: "NumpadAdd" })).toBe("Mod+Plus");
  expect(press("-", { code: "Minus" })).toBe("Mod+-");
  expect(shown("Mod+Plus", false)).toBe("Ctrl++");
});
