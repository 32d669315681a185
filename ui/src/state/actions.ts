// What the author can do, one function for each intent. Components call these and nothing else.

import type { ChangeSet, StateCommand, Text } from "@codemirror/state";
import { call } from "../ipc/call";
import type { ArticleSummary, SearchHit, Shelf, Status } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { editor } from "./editor.svelte";
import { jobs } from "./jobs.svelte";
import { edited } from "./latency";
import { library, WHOLE_SHELF } from "./library.svelte";
import { newMetadata } from "./newMetadata";
import { notify } from "./notices";
import { ports } from "./ports";
import { listShelf, refresh, refreshSoon, rowAt, rowOf, search } from "./rows";
import { clearSelection } from "./selectionActions";
import { placeOfHit } from "./searchPlace";
import { settings } from "./settings.svelte";
import { askAboutConflict, describe, leave, openArticleDraft, openDraft, reloadDraft } from "./writing";
import { setView } from "./windowActions";
import { workspaceChanged } from "./workspace";

export * from "./conflictActions";
export * from "./exportActions";
export * from "./historyActions";
export * from "./linkActions";
export * from "./mediaActions";
export * from "./operationActions";
export * from "./organiseActions";
export * from "./preferenceActions";
export * from "./profileActions";
export * from "./replaceActions";
export * from "./selectionActions";
export * from "./trashActions";
export * from "./windowActions";
export { rowAt, rowsShown } from "./rows";
export { dismiss } from "./notices";
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
  library.active = Math.min(Math.max(0, index), Math.max(0, library.rows - 1));
  if (resting) clearTimeout(resting);
  resting = setTimeout(() => {
    const article = rowAt(library.active);
    if (article) void openArticle(article.id);
  }, REST);
}

export async function openArticle(id: string): Promise<void> {
  if (resting) clearTimeout(resting);
  const row = rowOf(id);
  if (row >= 0) library.active = row;
  const hit = library.hits?.find((found) => found.article.id === id);
  if (id !== editor.id || editor.opening) await attempt(() => openArticleDraft(id));
  if (hit && editor.id === id) showHit(hit);
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
    await call("article_trash", { ids: [article.id] });
    notify(t("action-trashed", { title: article.title || t("list-untitled") }), "done", {
      label: t("action-undo"),
      run: () => void restoreArticle(article.id, true),
    });
    await refresh();
    if (editor.id) return;
    if (next) await openArticle(next.id);
    else ports.preview?.clear();
  });
}

export async function restoreArticle(id: string, open = false): Promise<void> {
  const work = async (): Promise<void> => {
    const [summary] = await call("article_restore", { ids: [id] });
    if (summary) notify(t("action-restored", { title: summary.title || t("list-untitled") }));
  };
  await attempt(async () => {
    if (id === editor.id) await reloadDraft(work);
    else await work();
    await refresh();
    if (open) await openArticle(id);
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

// ── Writing ─────────────────────────────────────────────────────────────────────────────────────────────────────

export function textChanged(changes: ChangeSet, text: Text): void {
  edited();
  openDraft()?.record(changes, text);
}

/** Editor and page are scrolled together; the page follows. */
export function editorScrolled(): void {
  if (ports.editor && settings.view === "split") ports.preview?.follow(ports.editor.position());
  workspaceChanged();
}

export { workspaceChanged as caretMoved } from "./workspace";

/** Saves what was typed until now; answers whether it is on disk. */
export async function saveNow(): Promise<boolean> {
  const draft = openDraft();
  if (!draft) return true;
  if (draft.saver.state.kind === "conflict") {
    await askAboutConflict();
    return false;
  }
  if (draft.saver.state.kind === "gone") {
    jobs.dialog = { kind: "gone", message: draft.saver.state.message };
    return false;
  }
  return draft.saver.flush();
}

/** As `saveNow`, without questions: the window loses the focus, or is hidden. */
export function saveQuietly(): void {
  const draft = openDraft();
  if (draft?.saver.unsaved) void draft.saver.flush();
}

export function format(command: StateCommand): void {
  if (!editor.locked) ports.editor?.run(command);
}

export function findInArticle(): void {
  if (settings.view === "preview") setView("split");
  ports.editor?.find();
}

export function focusText(): void {
  ports.editor?.focus();
}

export function goToLine(line: number): void {
  if (settings.view === "preview") setView("split");
  ports.editor?.goToLine(line);
}

/** Asks for a picture and puts it into the text. */
export async function insertPicture(): Promise<void> {
  await attempt(async () => {
    const picked = await call("medium_pick", {});
    if (!picked) return;
    const medium = await call("medium_add", { token: picked.token });
    ports.editor?.insertPicture(`media/${medium.fileName}`, medium.alt);
  });
}

/** Takes pasted or dropped pictures into the library and puts them into the text. */
export async function insertPictureFiles(files: File[], at: number): Promise<void> {
  await attempt(async () => {
    let place = at;
    for (const file of files) {
      const medium = await call("medium_add_content", { name: file.name, content: await base64(file) });
      const before = ports.editor?.state.doc.length ?? 0;
      ports.editor?.insertPicture(`media/${medium.fileName}`, medium.alt, place);
      place += (ports.editor?.state.doc.length ?? 0) - before;
    }
  });
}

export async function pickLead(): Promise<void> {
  await attempt(async () => {
    const picked = await call("medium_pick", {});
    if (!picked) return;
    takeLead(await call("medium_add", { token: picked.token }));
  });
}

export async function leadFromFile(file: File): Promise<void> {
  await attempt(async () => {
    takeLead(await call("medium_add_content", { name: file.name, content: await base64(file) }));
  });
}

// ── Helpers ─────────────────────────────────────────────────────────────────────────────────────────────────────

function takeLead(medium: { hash: string; fileName: string; alt: string; caption: string; credit: string }): void {
  const { hash, fileName, alt, caption, credit } = medium;
  const before = editor.metadata?.lead;
  describe({
    lead: {
      medium: hash,
      fileName,
      alt: alt,
      caption: caption || (before?.medium === hash ? before.caption : ""),
      credit: credit || (before?.medium === hash ? before.credit : ""),
    },
  });
}

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = String(reader.result);
      resolve(url.slice(url.indexOf(",") + 1));
    };
    reader.onerror = () => reject(reader.error ?? new Error(file.name));
    reader.readAsDataURL(file);
  });
}

/** Goes to the place in the text that a search found. */
function showHit(hit: SearchHit): void {
  const port = ports.editor;
  const place = port && placeOfHit(port.state.doc.toString(), hit.excerpt);
  // Where the text was scrolled to when it was left is put back first.
  if (place) requestAnimationFrame(() => port.select(place.from, place.to));
}
