// Where the window and its panes are, and how it looks.

import type { Appearance, ThemeSummary } from "../ipc/contract.gen";

/** What the panel beside the text shows. */
export type Panel = "details" | "outline" | "problems" | "statistics";

export type View = "split" | "editor" | "preview";

class SettingsView {
  libraryWidth = $state(216);
  listWidth = $state(300);
  /** The preview's share of what editor and preview have together, 0 to 1. */
  previewShare = $state(0.5);
  view = $state<View>("split");
  appearance = $state<Appearance>("system");
  /** Whether the panel beside the text is open, and what it shows. */
  detailsOpen = $state(false);
  panel = $state<Panel>("details");
  /** Only the text, over the whole screen. */
  fullScreen = $state(false);
  /** Whether library and list are shown. */
  navigation = $state(true);
  themes = $state.raw<ThemeSummary[]>([]);
}

export const settings = new SettingsView();
