// The history of the open article, and the two states of it that are compared.

import type { Comparison, RevisionSummary } from "../ipc/contract.gen";

/** A state of the article: a revision by its number, or the working copy. */
export type StateOfArticle = number | null;

class HistoryView {
  /** Newest first; `null` until they have come. */
  revisions = $state.raw<RevisionSummary[] | null>(null);
  /** The revision that readers see. */
  live = $state<number | null>(null);
  /** What is compared: the older one, and the newer one. */
  from = $state<StateOfArticle>(null);
  to = $state<StateOfArticle>(null);
  comparison = $state.raw<Comparison | null>(null);
  problem = $state<string | null>(null);
  /** Whether a name is being given to the present text. */
  naming = $state(false);

  /** Whether both states are the same one. */
  get same(): boolean {
    return this.from === this.to;
  }
}

export const history = new HistoryView();
