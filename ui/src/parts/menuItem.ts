import { isRightToLeft } from "./arrows";
import type { IconName } from "./icons";

/** Where a menu opens, in pixels of the window: below that point, or above it. */
export interface MenuPlace {
  x: number;
  y: number;
  above?: boolean;
}

/** The place at the start of the line below an element, or above it. */
export function placeAt(element: Element, side: "below" | "above" = "below"): MenuPlace {
  const box = element.getBoundingClientRect();
  const x = isRightToLeft(element) ? box.right : box.left;
  return side === "below" ? { x, y: box.bottom + 4 } : { x, y: box.top - 4, above: true };
}

export interface MenuItem {
  label: string;
  icon?: IconName;
  /** The keys that do the same. */
  keys?: string;
  run: () => void;
  /** One of several of which one is chosen. */
  checked?: boolean;
  disabled?: boolean;
  /** Drawn below a line. */
  apart?: boolean;
}
