// What the preview shows of the article: its page, or how others show it; as it stands here, or as readers see it.

import type { Appearance, ExportVersion, PreviewPage } from "../ipc/contract.gen";
import { preferences } from "./preferences.svelte";
import { settings } from "./settings.svelte";

class PreviewView {
  kind = $state<"page" | "search" | "card">("page");
  version = $state<ExportVersion>("working");
  /** The page that readers see, while that is shown. */
  live = $state.raw<PreviewPage | null>(null);

  /** Whether the page is light or dark. */
  get appearance(): Appearance {
    return preferences.pageAppearance === "window" ? settings.appearance : preferences.pageAppearance;
  }
}

export const preview = new PreviewView();
