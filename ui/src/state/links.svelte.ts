// What links to the open article, and which of its links lead nowhere.

import type { ArticleLinks } from "../ipc/contract.gen";

class LinksView {
  /** The article they are of. */
  id = $state<string | null>(null);
  found = $state.raw<ArticleLinks | null>(null);
}

export const links = new LinksView();
