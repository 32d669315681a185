// What the author can do with the window, the library as a whole and its publication.

import { type Beginning, beginning } from "../ipc/beginning";
import { call, closeWindow } from "../ipc/call";
import type { ApiError, Appearance, LibraryState, Publication, ThemeProblem } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { care } from "./care.svelte";
import { editor } from "./editor.svelte";
import { helpSoon } from "./helpActions";
import { forgetImport } from "./importActions";
import { jobs, type Dialog } from "./jobs.svelte";
import { library, WHOLE_SHELF } from "./library.svelte";
import { loadLivePage } from "./liveActions";
import { mirror } from "./mirror.svelte";
import { notify } from "./notices";
import { loadKeptLists } from "./organiseActions";
import { ports, type EditorPort, type PreviewPort } from "./ports";
import { listShelf, refreshSoon, rowOf } from "./rows";
import { headDialogs, setPreference, showZoom } from "./preferenceActions";
import type { Preferences } from "./preferences.svelte";
import { preview } from "./preview.svelte";
import { said } from "./said";
import { type Panel, settings, type View } from "./settings.svelte";
import { forgetSite } from "./siteActions";
import { abandon, leave, openArticleDraft, openDraft, showInEditor, showInPreview, showOpened } from "./writing";
import { keepWorkspace, showWorkspace, workspaceChanged } from "./workspace";

/** Milliseconds that closing waits for a save before it asks. */
const LONGEST_CLOSE = 10_000;

let closing = false;

/** Shows what is open as it was left. */
export async function start(): Promise<void> {
  try {
    const begun = await beginning();
    // All of it in one go: the window is built once, around the text.
    if (showLibrary(begun.library)) await resume(begun);
  } catch (error) {
    library.problem = said(error);
  } finally {
    library.known = true;
  }
}

/** Another library is open, or the open one cannot be used any more. */
export async function takeLibrary(state: LibraryState): Promise<void> {
  abandon();
  ports.preview?.clear();
  library.query = "";
  library.hits = null;
  library.filter = WHOLE_SHELF;
  library.selected = new Set();
  forgetSite();
  forgetImport();
  care.forget();
  mirror.forget();
  if (showLibrary(state)) await resume();
}

export function attachEditor(port: EditorPort | null): void {
  ports.editor = port;
  if (port) showInEditor(port);
}

export function attachPreview(port: PreviewPort | null): void {
  ports.preview = port;
  port?.setAppearance(preview.appearance);
  if (port) showInPreview(port);
}

/** The window is to be closed: everything is saved first. */
export async function close(): Promise<void> {
  if (closing) return;
  closing = true;
  try {
    await keepWorkspace();
    const draft = openDraft();
    if (draft?.saver.unsaved) {
      const asked = draft.saver.state.kind === "conflict";
      const saved = await Promise.race([draft.saver.flush(), after(LONGEST_CLOSE)]);
      const state = draft.saver.state;
      // A conflict that has only just come up asks its own question first.
      if (!saved && state.kind === "conflict" && !asked) return;
      if (!saved) {
        jobs.dialog = { kind: "unsaved", message: "message" in state ? state.message : "" };
        return;
      }
    }
    if (draft) void call("draft_close", { id: draft.id }).catch(() => {});
    await closeWindow();
  } finally {
    closing = false;
  }
}

export async function closeUnsaved(): Promise<void> {
  await closeWindow();
}

export function setAppearance(appearance: Appearance): void {
  settings.appearance = appearance;
  ports.preview?.setAppearance(preview.appearance);
  workspaceChanged();
}

/** Shows the page light or dark, whatever the window is. */
export function setPageAppearance(look: Preferences["pageAppearance"]): void {
  setPreference("pageAppearance", look);
  ports.preview?.setAppearance(preview.appearance);
}

export function setView(view: View): void {
  settings.view = view;
  workspaceChanged();
}

/** Opens the panel beside the text, or closes it. */
export function toggleDetails(): void {
  settings.detailsOpen = !settings.detailsOpen;
  helpSoon(0);
  workspaceChanged();
}

/** Shows something in the panel beside the text; what is there already goes. */
export function togglePanel(panel: Panel): void {
  settings.detailsOpen = !settings.detailsOpen || settings.panel !== panel;
  showPanel(panel);
}

export function showPanel(panel: Panel): void {
  settings.panel = panel;
  setPreference("panel", panel);
  helpSoon(0);
}

/** Only the text, over the whole screen; and back. */
export function toggleFullScreen(): void {
  settings.fullScreen = !settings.fullScreen;
  // The window fills the screen, not an element of it: that one the web view leaves at every Escape, also at one that
  // closes a list.
  void call("window_full_screen", { on: settings.fullScreen }).catch(() => {});
  requestAnimationFrame(() => ports.editor?.focus());
}

export function toggleNavigation(): void {
  settings.navigation = !settings.navigation;
}

export function resizePane(pane: "libraryWidth" | "listWidth" | "previewShare", size: number): void {
  settings[pane] = size;
  workspaceChanged();
}

export function showDialog(dialog: Dialog): void {
  if (dialog.kind === "export") {
    jobs.exported = null;
    jobs.exportError = null;
  }
  jobs.dialog = dialog;
}

export function closeDialog(): void {
  jobs.dialog = null;
}

export async function openOtherLibrary(): Promise<void> {
  await pickLibrary((token) => call("library_open", { token }));
}

export async function createLibrary(): Promise<void> {
  await pickLibrary((token) => call("library_create", { token }));
}

export async function retryLibrary(): Promise<void> {
  await attempt(async () => takeLibrary(await call("library_state", {})));
}

export async function loadThemes(): Promise<void> {
  await attempt(async () => {
    settings.themes = await call("theme_list", {});
  });
}

/** What is wrong with the theme in use. */
export async function loadThemeProblems(): Promise<ThemeProblem[]> {
  return call("theme_problems", {}).catch(() => []);
}

/** The files of the theme in use changed: pages look different, or the last good ones stay. */
export function themeChanged(problem: ThemeProblem | null): void {
  if (problem) {
    const place = [problem.file, problem.line === null ? "" : t("export-line", { line: problem.line })].filter(Boolean).join(", ");
    notify(t("theme-broken", { problem: place ? `${place}: ${problem.message}` : problem.message }), "problem");
  } else {
    openDraft()?.lane.requireReset();
    void loadLivePage();
  }
  if (jobs.dialog?.kind === "publication") void loadThemes();
}

/** Answers what is wrong, or `null` once it is saved. */
export async function savePublication(publication: Publication): Promise<string | null> {
  try {
    const saved = await call("publication_save", { publication });
    if (library.open) library.open = { ...library.open, publication: saved };
    notify(t("publication-saved"));
    publicationChanged();
    return null;
  } catch (error) {
    return said(error);
  }
}

/** The page shows the publication: it is made again. */
export function publicationChanged(): void {
  openDraft()?.lane.requireReset();
  void loadLivePage();
  refreshSoon();
}

function after(milliseconds: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), milliseconds));
}

function showLibrary(state: LibraryState): boolean {
  library.folder = state.folder;
  library.problem = state.problem;
  library.mediaBase = state.mediaBase;
  library.open = state.open;
  // One that opens brings its language along.
  if (!state.open) headDialogs();
  return state.open !== null;
}

/** Shows the library as it was left. */
async function resume(begun?: Beginning): Promise<void> {
  const workspace = begun?.workspace ?? (await call("workspace_load", {}));
  const { article, caret, topLine } = workspace;
  showWorkspace(workspace);
  // The web view keeps its size when the interface is loaded again, and another library may have another.
  showZoom();
  headDialogs();
  ports.preview?.setAppearance(preview.appearance);
  if (begun?.article) showOpened(begun.article, { caret, topLine });
  await Promise.all([listShelf(), loadKeptLists()]);
  if (!article) return;
  try {
    if (editor.id !== article) await openArticleDraft(article, { caret, topLine });
    library.active = Math.max(0, rowOf(article));
  } catch (error) {
    // The article that was open may have been removed since.
    if ((error as ApiError).code !== "not_found") throw error;
  }
}

async function pickLibrary(take: (token: string) => Promise<LibraryState>): Promise<void> {
  await attempt(async () => {
    if (!(await leave())) return;
    const picked = await call("library_pick", {});
    if (picked) await takeLibrary(await take(picked.token));
    else if (library.open) await resume();
  });
}
