import { expect, test } from "vitest";
import { isUsable, normal, pressedKeys, shown } from "./shortcuts";

const event = (part: Partial<KeyboardEvent>): KeyboardEvent =>
  ({ key: "", code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...part }) as KeyboardEvent;

test("keys are shown as on the platform", () => {
  expect(shown("Mod+Shift+F", false)).toBe("Ctrl+Shift+F");
  expect(shown("Mod+Alt+ArrowUp", true)).toBe("⌘⌥↑");
});

test("pressed keys are written down, in every layout", () => {
  expect(pressedKeys(event({ key: "b", code: "KeyB", ctrlKey: true }), false)).toBe("Mod+B");
  expect(pressedKeys(event({ key: "B", code: "KeyB", ctrlKey: true, shiftKey: true }), false)).toBe("Mod+Shift+B");
  expect(pressedKeys(event({ key: "ذ", code: "KeyB", ctrlKey: true }), false)).toBe("Mod+B");
  expect(pressedKeys(event({ key: "&", code: "Digit7", ctrlKey: true, shiftKey: true }), false)).toBe("Mod+Shift+7");
  expect(pressedKeys(event({ key: "b", code: "KeyB", metaKey: true }), true)).toBe("Mod+B");
  expect(pressedKeys(event({ key: "Shift", shiftKey: true }), false)).toBeNull();
  expect(pressedKeys(event({ key: "F6", code: "F6", shiftKey: true }), false)).toBe("Shift+F6");
});

test("the order of the held keys does not matter, and a letter alone is no shortcut", () => {
  expect(normal("Shift+Mod+F")).toBe("Mod+Shift+F");
  expect(isUsable("F6")).toBe(true);
  expect(isUsable("Shift+B")).toBe(false);
});
