// The library as the window shows it: its publication, its shelves, and the part of the list that is in view.

import type { ArticleSummary, LibraryOverview, SearchHit, Shelf } from "../ipc/contract.gen";

class LibraryView {
  /** Whether the engine has answered yet. */
  known = $state(false);
  folder = $state("");
  problem = $state<string | null>(null);
  mediaBase = $state("");
  open = $state.raw<LibraryOverview | null>(null);

  shelf = $state<Shelf>("all");
  /** How many articles are on the shelf. */
  total = $state(0);
  /** Pages of the shelf that were fetched, by number. */
  pages = $state.raw<ReadonlyMap<number, ArticleSummary[]>>(new Map());
  /** Whether the first page of the shelf has come. */
  listed = $state(false);

  query = $state("");
  /** What a search found; `null` while none is shown. */
  hits = $state.raw<SearchHit[] | null>(null);

  /** The row the keyboard is on. */
  active = $state(0);

  get readOnly(): string | null {
    return this.open?.readOnly ?? null;
  }

  /** How many rows the list has. */
  get rows(): number {
    return this.hits ? this.hits.length : this.total;
  }

  countOf(shelf: Shelf): number {
    return this.open?.counts.find((count) => count.shelf === shelf)?.count ?? 0;
  }
}

export const library = new LibraryView();
