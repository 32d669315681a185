// What the author can do with the list: cut it down, order it, and keep it under a name.

import { call } from "../ipc/call";
import type { ArticleFilter, SavedFilter, Sort } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { library, WHOLE_SHELF } from "./library.svelte";
import { notify } from "./notices";
import { listShelf, search } from "./rows";
import { clearSelection } from "./selectionActions";
import { workspaceChanged } from "./workspace";

/** Fetches the list anew; a search that is shown is held to the filter as well. */
async function listAnew(): Promise<void> {
  library.active = 0;
  clearSelection();
  await attempt(() => Promise.all([listShelf(), search(library.query)]));
}

export async function filterBy(part: Partial<ArticleFilter>): Promise<void> {
  library.filter = { ...library.filter, ...part };
  await listAnew();
}

export async function clearFilter(): Promise<void> {
  library.filter = WHOLE_SHELF;
  await listAnew();
}

export async function sortBy(sort: Sort): Promise<void> {
  library.sort = sort;
  await listAnew();
}

export async function reverseOrder(): Promise<void> {
  library.reverse = !library.reverse;
  await listAnew();
}

export async function loadKeptLists(): Promise<void> {
  await attempt(async () => {
    library.kept = (await call("filter_list", {})).filters;
  });
}

/** Keeps the list as it is shown under a name; a list of that name is replaced. Undone by forgetting it again. */
export async function keepList(name: string): Promise<void> {
  const { shelf, filter, sort, reverse } = library;
  const kept: SavedFilter = { name, shelf, filter, sort, reverse };
  const at = library.kept.findIndex((list) => list.name === name);
  await saveLists(at < 0 ? [...library.kept, kept] : library.kept.with(at, kept));
  notify(t("kept-saved", { name }));
}

export async function showKeptList(list: SavedFilter): Promise<void> {
  library.query = "";
  library.hits = null;
  library.shelf = list.shelf;
  library.filter = list.filter;
  library.sort = list.sort;
  library.reverse = list.reverse;
  workspaceChanged();
  await listAnew();
}

export async function forgetList(name: string): Promise<void> {
  const before = library.kept;
  await saveLists(before.filter((list) => list.name !== name));
  notify(t("kept-removed", { name }), "done", { label: t("action-undo"), run: () => void saveLists(before) });
}

export async function moveList(name: string, step: -1 | 1): Promise<void> {
  const at = library.kept.findIndex((list) => list.name === name);
  const list = library.kept[at];
  const other = library.kept[at + step];
  if (!list || !other) return;
  await saveLists(library.kept.with(at, other).with(at + step, list));
}

/** Whether the list that is shown is this one. */
export function isShown(list: SavedFilter): boolean {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  return (
    library.shelf === list.shelf &&
    library.sort === list.sort &&
    library.reverse === list.reverse &&
    (Object.keys(WHOLE_SHELF) as (keyof ArticleFilter)[]).every((key) => same(library.filter[key], list.filter[key]))
  );
}

async function saveLists(filters: SavedFilter[]): Promise<void> {
  await attempt(async () => {
    await call("filter_save", { filters });
    library.kept = filters;
  });
}
