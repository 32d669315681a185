// What the author can do, one function for each intent. Components call these and nothing else.

import { call } from "../ipc/call";
import type { ArticleSummary, SearchHit, Shelf, Status } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { goToLine, saveNow } from "./editingActions";
import { editor } from "./editor.svelte";
import { library, WHOLE_SHELF } from "./library.svelte";
import { newMetadata } from "./newMetadata";
import { notify } from "./notices";
import { offerUndo } from "./operationActions";
import { ports } from "./ports";
import { keepOrder, listShelf, refresh, refreshSoon, rowAt, rowOf, search } from "./rows";
import { clearSelection } from "./selectionActions";
import { placeOfHit } from "./searchPlace";
import { settings } from "./settings.svelte";
import { leave, openArticleDraft, reloadDraft } from "./writing";
import { closeDialog, setView } from "./windowActions";
import { workspaceChanged } from "./workspace";

export { giveUpPicture } from "./arrivals.svelte";
export * from "./careActions";
export * from "./conflictActions";
export * from "./editingActions";
export * from "./exportActions";
export * from "./helpActions";
export * from "./historyActions";
export * from "./importActions";
export * from "./linkActions";
export * from "./liveActions";
export * from "./mediaActions";
export * from "./mirrorActions";
export * from "./operationActions";
export * from "./organiseActions";
export * from "./pictureActions";
export * from "./preferenceActions";
export * from "./profileActions";
export * from "./replaceActions";
export * from "./selectionActions";
export * from "./siteActions";
export * from "./trashActions";
export * from "./windowActions";
export { rowAt, rowsShown } from "./rows";
export { dismiss, holdNotice, letNotice } from "./notices";
export { describe as describeArticle } from "./writing";

/** Milliseconds the keyboard rests on a row before its article is opened. */
const REST = 120;
/** Milliseconds after a key in the search box. */
const SEARCH_PAUSE = 60;

let resting: ReturnType<typeof setTimeout> | null = null;
let searching: ReturnType<typeof setTimeout> | null = null;

// ── The list ────────────────────────────────────────────────────────────────────────────────────────────────────

export async function chooseShelf(shelf: Shelf): Promise<void> {
  clearSelection();
  library.shelf = shelf;
  library.query = "";
  library.hits = null;
  library.active = 0;
  workspaceChanged();
  await attempt(listShelf);
}

export function searchFor(query: string): void {
  clearSelection();
  library.query = query;
  library.active = 0;
  if (searching) clearTimeout(searching);
  searching = setTimeout(() => void attempt(() => search(query)), query === "" ? 0 : SEARCH_PAUSE);
}

/** Moves the keyboard's row; its article opens once it rests there. */
export function activateRow(index: number): void {
  keepOrder();
  library.active = Math.min(Math.max(0, index), Math.max(0, library.rows - 1));
  if (resting) clearTimeout(resting);
  resting = setTimeout(() => {
    const article = rowAt(library.active);
    if (article) void openArticle(article.id);
  }, REST);
}

export async function openArticle(id: string): Promise<void> {
  keepOrder();
  if (resting) clearTimeout(resting);
  const row = rowOf(id);
  if (row >= 0) library.active = row;
  const hit = library.hits?.find((found) => found.article.id === id);
  if (id !== editor.id || editor.opening) await attempt(() => openArticleDraft(id));
  if (hit && editor.id === id) showHit(hit);
}

/** Leaves a report for the place in the article that it speaks of. */
export async function showInArticle(id: string, line: number | null): Promise<void> {
  closeDialog();
  await openArticle(id);
  // The dialog gives the focus back first.
  if (line !== null && editor.id === id) requestAnimationFrame(() => goToLine(line));
}

export async function newArticle(): Promise<void> {
  if (library.readOnly !== null || !library.open) return;
  const focused = document.activeElement;
  await attempt(async () => {
    const article = await call("article_create", {
      body: "",
      metadata: newMetadata(),
      status: library.shelf === "idea" ? "idea" : null,
      origin: "window",
    });
    clearSelection();
    const shown = (library.shelf === "all" || library.shelf === article.status) && !library.filtered;
    if (!shown || library.hits) {
      library.shelf = "all";
      library.filter = WHOLE_SHELF;
      library.query = "";
      library.hits = null;
    }
    if (settings.view === "preview") setView("split");
    await Promise.all([listShelf(), openArticleDraft(article.id)]);
    library.active = Math.max(0, rowOf(article.id));
    requestAnimationFrame(() => {
      // Whoever has begun to write elsewhere meanwhile is not called back.
      const now = document.activeElement;
      if (now === focused || now === document.body) document.getElementById("article-title")?.focus();
    });
  });
}

export async function duplicateArticle(id: string): Promise<void> {
  await attempt(async () => {
    if (id === editor.id && !(await saveNow())) return;
    const copy = await call("article_duplicate", { id });
    notify(t("action-duplicated", { title: copy.metadata.title || t("list-untitled") }));
    if (library.shelf !== "all" && library.shelf !== copy.status) library.shelf = "all";
    await refresh();
    await openArticle(copy.id);
  });
}

export async function trashArticle(article: Pick<ArticleSummary, "id" | "title">): Promise<void> {
  const row = rowOf(article.id);
  const next = rowAt(row + 1) ?? rowAt(row - 1);
  await attempt(async () => {
    if (article.id === editor.id && !(await leave())) return;
    const done = await call("article_bulk", { ids: [article.id], action: "trash", value: null });
    const text = t("action-trashed", { title: article.title || t("list-untitled") });
    offerUndo(text, done.operation, () => void openArticle(article.id));
    await refresh();
    if (editor.id) return;
    if (next) await openArticle(next.id);
    else ports.preview?.clear();
  });
}

export async function restoreArticle(id: string): Promise<void> {
  const work = async (): Promise<void> => {
    const [summary] = await call("article_restore", { ids: [id] });
    if (summary) notify(t("action-restored", { title: summary.title || t("list-untitled") }));
  };
  await attempt(async () => {
    if (id === editor.id) await reloadDraft(work);
    else await work();
    await refresh();
  });
}

export async function setStatus(id: string, status: Status): Promise<void> {
  const work = async (): Promise<void> => {
    await call("article_set_status", { ids: [id], status });
  };
  await attempt(async () => {
    if (id === editor.id) await reloadDraft(work);
    else await work();
    refreshSoon();
  });
}

// ── The open article ────────────────────────────────────────────────────────────────────────────────────────────

/** Goes to the place in the text that a search found. */
function showHit(hit: SearchHit): void {
  const port = ports.editor;
  const place = port && placeOfHit(port.state.doc.toString(), hit.excerpt);
  // Where the text was scrolled to when it was left is put back first.
  if (place) requestAnimationFrame(() => port.reveal(place.from, place.to));
}
