// The library as the window shows it: its publication, its shelves, and the part of the list that is in view.

import type {
  ArticleFilter,
  ArticleSummary,
  LibraryOverview,
  SavedFilter,
  SearchHit,
  Shelf,
  Sort,
} from "../ipc/contract.gen";

/** A list that is cut down to nothing. */
export const WHOLE_SHELF: ArticleFilter = {
  tag: null,
  author: null,
  section: null,
  language: null,
  kind: null,
  live: null,
  brokenLinks: false,
};

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

  /** What the shelf is cut down to, and its order. */
  filter = $state.raw<ArticleFilter>(WHOLE_SHELF);
  sort = $state<Sort>("changed");
  reverse = $state(false);
  /** The lists that the author keeps. */
  kept = $state.raw<SavedFilter[]>([]);

  /** The row the keyboard is on. */
  active = $state(0);
  /** The row a selection of several began at. */
  anchor = $state(0);
  /** Several articles that something is to be done to; empty while it is about one only. */
  selected = $state.raw<ReadonlySet<string>>(new Set());

  get filtered(): boolean {
    return Object.values(this.filter).some((value) => value !== null && value !== false);
  }

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
