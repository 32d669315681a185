import type { IconName } from "./icons";

export interface MenuItem {
  label: string;
  icon?: IconName;
  run: () => void;
  /** One of several of which one is chosen. */
  checked?: boolean;
  disabled?: boolean;
  /** Drawn below a line. */
  apart?: boolean;
}
