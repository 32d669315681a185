// The rows of the list: fetched by page as they come into view, and again after something changed.

import { call } from "../ipc/call";
import type { ArticleListRequest, ArticleSearchRequest, ArticleSummary } from "../ipc/contract.gen";
import { library } from "./library.svelte";
import { PAGE, pagesOf } from "./rowWindow";

/** Milliseconds after a change before the list is fetched again, so that many changes are one. */
const GATHER = 120;
const MOST_HITS = 200;
/** The most rows one call answers. */
const MOST_LISTED = 1_000;

let generation = 0;
let shown = { first: 0, end: PAGE };
const fetching = new Set<number>();
let gathering: ReturnType<typeof setTimeout> | null = null;
let searches = 0;
/** Whether the hits stand with the best first. */
let ranked = false;
/** Whether the author has gone into the hits: then they stay in their order. */
let inHits = false;

/** The rows `first..end` are in view: what is missing of them is fetched. */
export function rowsShown(first: number, end: number): void {
  shown = { first, end };
  if (library.hits) return;
  for (const page of pagesOf(first, Math.min(end, Math.max(library.total, 1)))) {
    if (!library.pages.has(page) && !fetching.has(page)) void fetchPage(page);
  }
}

/** The article in row `index`, if it was fetched. */
export function rowAt(index: number): ArticleSummary | undefined {
  if (library.hits) return library.hits[index]?.article;
  return library.pages.get(Math.floor(index / PAGE))?.[index % PAGE];
}

/** The row an article is in, among those that were fetched; -1 where it is not. */
export function rowOf(id: string): number {
  if (library.hits) return library.hits.findIndex((hit) => hit.article.id === id);
  for (const [page, items] of library.pages) {
    const index = items.findIndex((item) => item.id === id);
    if (index >= 0) return page * PAGE + index;
  }
  return -1;
}

/** The ids in the rows `first..end`; those that were not fetched yet are asked for. */
export async function idsBetween(first: number, end: number): Promise<string[]> {
  if (library.hits) return library.hits.slice(first, end).map((hit) => hit.article.id);
  const ids: string[] = [];
  let row = first;
  for (; row < end; row += 1) {
    const article = rowAt(row);
    if (!article) break;
    ids.push(article.id);
  }
  while (row < end) {
    const { items } = await call("article_list", listRequest(row, Math.min(MOST_LISTED, end - row)));
    if (items.length === 0) break;
    ids.push(...items.map((item) => item.id));
    row += items.length;
  }
  return ids;
}

/** Starts the list of the shelf anew. */
export async function listShelf(): Promise<void> {
  generation += 1;
  fetching.clear();
  library.pages = new Map();
  library.listed = false;
  shown = { first: 0, end: PAGE };
  await fetchPage(0);
}

/** Something changed: counts and visible rows are fetched again, soon. */
export function refreshSoon(): void {
  gathering ??= setTimeout(() => {
    gathering = null;
    void refresh();
  }, GATHER);
}

/** Fetches counts and visible rows again; what is shown stays until the answer is there. */
export async function refresh(): Promise<void> {
  generation += 1;
  fetching.clear();
  const mine = generation;
  const pages = pagesOf(shown.first, Math.max(shown.end, shown.first + 1));
  const [state, ...lists] = await Promise.all([
    call("library_state", {}),
    ...pages.map((page) => call("article_list", pageRequest(page))),
    library.hits ? searchAgain() : null,
  ]);
  if (mine !== generation) return;
  library.open = state.open;
  library.problem = state.problem;
  const fresh = new Map<number, ArticleSummary[]>();
  for (const [index, page] of pages.entries()) {
    const list = lists[index];
    if (!list) continue;
    fresh.set(page, list.items);
    library.total = list.total;
  }
  library.pages = fresh;
  library.listed = true;
}

/** Puts a changed summary where the article is shown. */
export function showSummary(summary: ArticleSummary): void {
  if (library.hits) {
    library.hits = library.hits.map((hit) => (hit.article.id === summary.id ? { ...hit, article: summary } : hit));
  }
  for (const [page, items] of library.pages) {
    const index = items.findIndex((item) => item.id === summary.id);
    if (index < 0) continue;
    library.pages = new Map(library.pages).set(page, items.with(index, summary));
    return;
  }
}

/** Searches as the author types: the newest at once, the best first soon after. An answer that was overtaken is dropped. */
export async function search(query: string): Promise<null> {
  inHits = false;
  return find(query);
}

/** The author has gone into the hits: they are not put into another order any more. */
export function keepOrder(): void {
  inHits = true;
}

async function find(query: string): Promise<null> {
  searches += 1;
  const mine = searches;
  if (query.trim() === "") {
    library.hits = null;
    return null;
  }
  const request = { query, filter: library.filter, limit: MOST_HITS };
  const { hits } = await call("article_search", request);
  if (mine !== searches) return null;
  library.hits = hits;
  ranked = false;
  if (hits.length > 1 && !inHits) void rank(mine, request);
  return null;
}

async function rank(mine: number, request: ArticleSearchRequest): Promise<void> {
  // What fails was ended by a newer search, and the hits are there already.
  const best = await call("article_search_ranked", request).catch(() => null);
  if (!best || mine !== searches || (inHits && !ranked)) return;
  library.hits = best.hits;
  ranked = true;
}

/** Searches again after something changed, in the order that is shown. */
async function searchAgain(): Promise<null> {
  if (!ranked) return find(library.query);
  searches += 1;
  await rank(searches, { query: library.query, filter: library.filter, limit: MOST_HITS });
  return null;
}

async function fetchPage(page: number): Promise<void> {
  const mine = generation;
  fetching.add(page);
  try {
    const list = await call("article_list", pageRequest(page));
    if (mine !== generation) return;
    library.total = list.total;
    library.pages = new Map(library.pages).set(page, list.items);
    library.listed = true;
  } finally {
    if (mine === generation) fetching.delete(page);
  }
}

/** The articles that were changed last, on whatever shelf. */
export async function newestArticles(limit: number): Promise<ArticleSummary[]> {
  return (await call("article_list", { ...pageRequest(0), shelf: "all", limit })).items;
}

function pageRequest(page: number): ArticleListRequest {
  return listRequest(page * PAGE, PAGE);
}

function listRequest(offset: number, limit: number): ArticleListRequest {
  const { shelf, filter, sort, reverse } = library;
  return { shelf, tag: null, filter, sort, reverse, offset, limit };
}
