// The article that is open: opening and leaving it, and keeping editor, preview and library together.

import type { EditorState, Text } from "@codemirror/state";
import { call } from "../ipc/call";
import type { ArticleSaved, DraftOpened, LiveState, Metadata, PreviewPage } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";
import { editor } from "./editor.svelte";
import { helpSoon } from "./helpActions";
import { jobs } from "./jobs.svelte";
import { patched } from "./latency";
import { library } from "./library.svelte";
import { notify } from "./notices";
import { OpenDraft, textOf, type DraftEngine } from "./openDraft";
import { type EditorPort, type PreviewPort, ports } from "./ports";
import { preview } from "./preview.svelte";
import { refreshSoon, showSummary } from "./rows";
import { said } from "./said";
import type { SaveState } from "./saver";
import { textDifference } from "./textDifference";
import { workspaceChanged } from "./workspace";

/** How many articles keep their undo history while others are open. */
const REMEMBERED = 24;

interface Remembered {
  state: EditorState;
  scrollTop: number;
}

const remembered = new Map<string, Remembered>();
let draft: OpenDraft | null = null;
let wanted = 0;
/** An article that was opened before the window's halves were there to show it. */
let unseen: { place: Place | undefined; page: PreviewPage } | null = null;

const engine: DraftEngine = {
  edit: (id, number, changes, metadata) => call("draft_edit", { id, number, changes, metadata }),
  reset: (id, body, metadata) => call("draft_reset", { id, body, metadata }),
  save: (id, number, baseVersion) => call("draft_save", { id, number, baseVersion }),
  open: (id) => call("draft_open", { id }),
  close: (id) => call("draft_close", { id }),
  show: (id) => call("article_show", { id }),
};

/** The open draft. */
export function openDraft(): OpenDraft | null {
  return draft;
}

/** Where to put caret and scroll when an article is shown for the first time since the start. */
export interface Place {
  caret: number;
  topLine: number;
}

/** Leaves the open article, saved, and opens another. Answers whether it did. */
export async function openArticleDraft(id: string, place?: Place): Promise<boolean> {
  wanted += 1;
  const mine = wanted;
  editor.opening = id;
  try {
    if (!(await saveBeforeLeaving()) || mine !== wanted) return false;
    const opened = await call("draft_open", { id });
    // What was typed in the old article meanwhile is saved before it goes.
    if (!(await saveBeforeLeaving()) || mine !== wanted) {
      if (draft?.id !== id) void call("draft_close", { id }).catch(() => {});
      return false;
    }
    if (draft) {
      const left = draft.id;
      end(draft);
      if (left !== id) void call("draft_close", { id: left }).catch(() => {});
    }
    begin(opened, place);
    return true;
  } finally {
    if (mine === wanted) editor.opening = null;
  }
}

/** Saves and leaves the open article. Answers false where it cannot be saved: it stays open then. */
export async function leave(): Promise<boolean> {
  wanted += 1;
  editor.opening = null;
  if (!(await saveBeforeLeaving())) return false;
  if (!draft) return true;
  const { id } = draft;
  end(draft);
  await call("draft_close", { id }).catch(() => {});
  return true;
}

/** Saves until nothing is unsaved; answers false, and says why, where that cannot be. */
async function saveBeforeLeaving(): Promise<boolean> {
  while (draft?.saver.unsaved) {
    const leaving = draft;
    if (await leaving.saver.flush()) continue;
    const state = leaving.saver.state;
    if (state.kind === "conflict") void askAboutConflict();
    else if (state.kind === "gone") jobs.dialog = { kind: "gone", message: state.message };
    else notify(t("save-stays-open", { title: titleOf(leaving.lane.metadata), message: messageOf(state) }), "problem");
    return false;
  }
  return true;
}

/** Forgets the open article without saving: it is gone, or another library is open. */
export function abandon(): void {
  if (draft) end(draft);
  remembered.clear();
}

/** Takes over what the library has of the open article; what was typed meanwhile stays on top of it. */
export async function reloadDraft(work: () => Promise<void> = async () => {}): Promise<boolean> {
  if (!draft) return false;
  while (ports.editor?.composing) await new Promise((resolve) => setTimeout(resolve, 50));
  return draft.around(work);
}

/** Replaces what is said about the open article. */
export function describe(part: Partial<Metadata>): void {
  if (!draft || !editor.metadata || editor.locked) return;
  editor.metadata = { ...editor.metadata, ...part };
  draft.describe(editor.metadata);
}

/** Shows both sides of a conflict. */
export async function askAboutConflict(): Promise<void> {
  const open = draft;
  if (!open) return;
  try {
    const other = await call("article_show", { id: open.id });
    if (open !== draft || open.saver.state.kind !== "conflict") return;
    const body = open.lane.text.toString();
    jobs.dialog = {
      kind: "conflict",
      mine: { title: open.lane.metadata.title, at: "", words: wordsIn(body) },
      other: { title: other.metadata.title, at: other.updatedAt, words: other.derived.words },
    };
  } catch (error) {
    notify(said(error), "problem");
  }
}

/** Shows an article that was opened, where none is open. */
export function showOpened(opened: DraftOpened, place: Place): void {
  if (!draft) begin(opened, place);
}

/** The editor is there now: it shows the open article. */
export function showInEditor(port: EditorPort): void {
  if (!draft) return;
  port.setLanguage(editor.derived?.language ?? "", editor.derived?.direction ?? "ltr");
  port.setReadOnly(editor.locked);
  showText(port, draft.lane.text, unseen?.place);
}

/** The page is there now: it shows the open article. */
export function showInPreview(port: PreviewPort): void {
  const page = unseen?.page;
  if (!draft) return;
  if (page && draft.lane.matches(page.number)) port.show(page, false);
  else draft.lane.requireReset();
}

function showText(port: EditorPort, text: Text, place?: Place): void {
  port.show(port.stateOf(text, place?.caret ?? 0));
  if (place) requestAnimationFrame(() => port.showLine(place.topLine));
  else port.scrollTop = 0;
}

function begin(opened: DraftOpened, place?: Place): void {
  const { article } = opened;
  const text = textOf(article.body);
  draft = new OpenDraft(opened, engine, {
    patched: (patch) => {
      ports.preview?.patch(patch);
      patched();
      if (ports.editor && patch.splices.length > 0) ports.preview?.keepCaretSeen(ports.editor.position());
    },
    replaced: (page) => ports.preview?.show(page, true),
    saveStateChanged,
    saved: takeSaved,
    reloaded: (again, change) => {
      ports.editor?.takeChange(change);
      showArticle(again);
      ports.preview?.show(again.page, true);
    },
  });
  editor.id = article.id;
  editor.save = { kind: "saved" };
  showArticle(opened);
  const port = ports.editor;
  if (port) {
    const known = remembered.get(article.id);
    if (known) {
      port.show(known.state.update({ changes: textDifference(known.state.doc, text) }).state);
      requestAnimationFrame(() => (port.scrollTop = known.scrollTop));
    } else showText(port, text, place);
  }
  unseen = port && ports.preview ? null : { place, page: opened.page };
  ports.preview?.show(opened.page, false);
  if (library.readOnly !== null) draft.saver.refuse(library.readOnly);
  helpSoon(0);
  workspaceChanged();
}

function end(leaving: OpenDraft): void {
  const port = ports.editor;
  if (port) {
    remembered.delete(leaving.id);
    remembered.set(leaving.id, { state: port.state, scrollTop: port.scrollTop });
    const oldest = remembered.keys().next().value;
    if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  }
  leaving.close();
  draft = null;
  unseen = null;
  showWorkingCopy();
  editor.id = null;
  editor.metadata = null;
  editor.derived = null;
  editor.trashedAt = null;
  editor.save = { kind: "saved" };
  if (jobs.dialog?.kind === "conflict" || jobs.dialog?.kind === "merge" || jobs.dialog?.kind === "gone") jobs.dialog = null;
}

/** The page is that of the working copy again: the two are the same, or another article is open. */
function showWorkingCopy(): void {
  preview.version = "working";
  preview.live = null;
}

function showLive(live: LiveState): void {
  editor.live = live;
  if (live !== "changed") showWorkingCopy();
}

function showArticle({ article }: DraftOpened): void {
  editor.status = article.status;
  editor.metadata = draft?.lane.metadata ?? article.metadata;
  editor.derived = article.derived;
  showLive(article.live);
  editor.trashedAt = article.trashedAt;
  editor.updatedAt = article.updatedAt;
  ports.editor?.setLanguage(article.derived.language, article.derived.direction);
  ports.editor?.setReadOnly(article.trashedAt !== null || library.readOnly !== null);
}

function takeSaved(answer: ArticleSaved): void {
  editor.derived = answer.derived;
  editor.status = answer.summary.status;
  showLive(answer.summary.live);
  editor.updatedAt = answer.summary.updatedAt;
  ports.editor?.setLanguage(answer.derived.language, answer.derived.direction);
  showSummary(answer.summary);
  for (const notice of answer.notices) notify(notice);
  refreshSoon();
}

function saveStateChanged(state: SaveState): void {
  const before = editor.save;
  editor.save = state;
  ports.editor?.setReadOnly(editor.locked);
  if (state.kind === before.kind) return;
  if (state.kind === "conflict") void askAboutConflict();
  if (state.kind === "gone") jobs.dialog = { kind: "gone", message: state.message };
}

function titleOf(metadata: Metadata): string {
  return metadata.title || t("list-untitled");
}

function messageOf(state: SaveState): string {
  return "message" in state ? state.message : "";
}

function wordsIn(text: string): number {
  let count = 0;
  for (const segment of new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)) {
    if (segment.isWordLike) count += 1;
  }
  return count;
}
