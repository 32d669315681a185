// What the author does in the text and with the two halves of the window.

import type { ChangeSet, Text } from "@codemirror/state";
import type { FindQuery } from "../codemirror/find/findText";
import { editor } from "./editor.svelte";
import { caretRested, helpSoon } from "./helpActions";
import { jobs } from "./jobs.svelte";
import { edited } from "./latency";
import { type TextCommand, ports } from "./ports";
import { preferences } from "./preferences.svelte";
import { settings } from "./settings.svelte";
import { setView } from "./windowActions";
import { askAboutConflict, openDraft } from "./writing";
import { workspaceChanged } from "./workspace";

/** Which half was scrolled by the author last: the other one follows, and its own scrolling means nothing. */
let leading: "editor" | "preview" = "editor";
let leadingUntil = 0;
/** Milliseconds after which the other half may lead. */
const LEAD = 250;

export function textChanged(changes: ChangeSet, text: Text): void {
  edited();
  openDraft()?.record(changes, text);
  helpSoon();
}

export function caretMoved(): void {
  workspaceChanged();
  caretRested();
}

/** The text was scrolled; the page follows. */
export function editorScrolled(): void {
  workspaceChanged();
  if (leading === "preview" && performance.now() < leadingUntil) return;
  leading = "editor";
  leadingUntil = performance.now() + LEAD;
  if (ports.editor && settings.view === "split" && preferences.scrollTogether) {
    ports.preview?.follow(ports.editor.position());
  }
}

/** The page was scrolled by its reader to a line (from 0) at a share of the height; the text follows. */
export function previewScrolled(line: number, share: number): void {
  if (settings.view !== "split" || !preferences.scrollTogether || !ports.editor) return;
  if (leading === "editor" && performance.now() < leadingUntil) return;
  leading = "preview";
  leadingUntil = performance.now() + LEAD;
  ports.editor.scrollToLine(line, share * ports.editor.height);
}

/** A place of the page was clicked: the caret goes where it is written. */
export function previewClicked(line: number): void {
  if (settings.view === "preview" || !editor.id) return;
  ports.editor?.goToLine(line + 1);
}

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

/** Does something in the text. */
export function inText(command: TextCommand): void {
  if (settings.view === "preview") setView("split");
  if (!editor.locked) ports.editor?.run(command);
}

export function pastePlain(): void {
  ports.editor?.pastePlain();
}

export function findInArticle(): void {
  if (settings.view === "preview") setView("split");
  ports.editor?.find();
}

export function lookedFor(query: FindQuery): void {
  ports.preview?.highlight(query);
}

export function focusText(): void {
  ports.editor?.focus();
}

export function goToLine(line: number): void {
  if (settings.view === "preview") setView("split");
  ports.editor?.goToLine(line);
}
