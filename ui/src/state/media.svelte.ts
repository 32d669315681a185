// The media as the library's dialog shows them: one part at a time, as it comes into view.

import type { MediaShelf, MediumUse, MediumUses } from "../ipc/contract.gen";

class MediaView {
  shelf = $state<MediaShelf>("all");
  query = $state("");
  total = $state(0);
  /** What was fetched, from the first on. */
  items = $state.raw<MediumUse[]>([]);
  listed = $state(false);
  /** The content hash of the one that is looked at. */
  chosen = $state<string | null>(null);
  /** Where it is used; `null` until that was asked for. */
  uses = $state.raw<MediumUses | null>(null);
}

export const media = new MediaView();
