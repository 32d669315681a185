// Keys of commands: as they are written down, pressed, shown on each platform, and changed by the author.

export const mac = /Mac|iPhone|iPad/.test(typeof navigator === "undefined" ? "" : navigator.platform);

const SIGNS: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Enter: "⏎", " ": "␣", Plus: "+" };
const MAC_SIGNS: Record<string, string> = { Mod: "⌘", Shift: "⇧", Alt: "⌥", Ctrl: "⌃" };

/** Keys, such as "Mod+Shift+F", as people write them. */
export function shown(keys: string, onMac = mac): string {
  if (keys === "") return "";
  const parts = keys.split("+").map((part) => {
    if (onMac && MAC_SIGNS[part]) return MAC_SIGNS[part];
    return part === "Mod" ? "Ctrl" : (SIGNS[part] ?? part);
  });
  return parts.join(onMac ? "" : "+");
}

/** The keys of an event, written down; `null` while only Shift and the like are pressed. */
export function pressedKeys(event: KeyboardEvent, onMac = mac): string | null {
  if (["Shift", "Control", "Alt", "Meta", "AltGraph", "Dead", "Process", "CapsLock"].includes(event.key)) return null;
  const mod = onMac ? event.metaKey : event.ctrlKey;
  const key = keyOf(event);
  // Where the plus is above the sign of equality, it is meant by either.
  const shift = event.shiftKey && key !== "Plus";
  const parts = [mod && "Mod", onMac && event.ctrlKey && "Ctrl", event.altKey && "Alt", shift && "Shift", key];
  return parts.filter(Boolean).join("+");
}

/** A key by what it types, or by its place where the layout types no Latin letter, or Shift another sign. */
function keyOf(event: KeyboardEvent): string {
  if (event.key === "+" || event.key === "=") return "Plus";
  if (/^Digit[0-9]$/.test(event.code)) return event.code.slice(5);
  if (/^[a-z]$/i.test(event.key)) return event.key.toUpperCase();
  const latin = /^[\x20-\x7e]$/.test(event.key);
  if (event.key.length === 1 && !latin && /^Key[A-Z]$/.test(event.code)) return event.code.slice(3);
  return event.key;
}

/** The same keys in the one order they are compared in. */
export function normal(keys: string): string {
  const parts = keys.split("+");
  const key = parts.at(-1) ?? "";
  return [...["Mod", "Ctrl", "Alt", "Shift"].filter((part) => parts.slice(0, -1).includes(part)), key].join("+");
}

/** Whether keys can stand for a command: a letter alone is typed. */
export function isUsable(keys: string): boolean {
  const parts = keys.split("+");
  return parts.includes("Mod") || parts.includes("Alt") || parts.includes("Ctrl") || /^F\d+$/.test(parts.at(-1) ?? "");
}
