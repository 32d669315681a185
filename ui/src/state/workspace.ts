// Keeps in the library where the window and its panes are.

import { call } from "../ipc/call";
import type { Workspace } from "../ipc/contract.gen";
import { chooseLanguage } from "../texts/texts.svelte";
import { editor } from "./editor.svelte";
import { library } from "./library.svelte";
import { ports } from "./ports";
import { preferences, readPreferences, writtenPreferences } from "./preferences.svelte";
import { settings } from "./settings.svelte";

/** Milliseconds. */
const GATHER = 500;

let timer: ReturnType<typeof setTimeout> | null = null;
let known = false;

/** Takes over where the window was. */
export function showWorkspace(workspace: Workspace): void {
  settings.libraryWidth = within(workspace.libraryWidth, 160, 420, 216);
  settings.listWidth = within(workspace.listWidth, 200, 560, 300);
  // The ends of the scale stand for a view of one side only.
  settings.view = workspace.previewShare <= 0 ? "editor" : workspace.previewShare >= 1 ? "preview" : "split";
  settings.previewShare = settings.view === "split" ? within(workspace.previewShare, 0.2, 0.8, 0.5) : 0.5;
  settings.appearance = workspace.appearance;
  settings.detailsOpen = workspace.detailsOpen;
  library.shelf = workspace.shelf;
  readPreferences(workspace.settings);
  chooseLanguage(preferences.language);
  settings.panel = preferences.panel;
  known = true;
}

/** Something of it changed: it is kept, soon. */
export function workspaceChanged(): void {
  if (!known) return;
  timer ??= setTimeout(() => void keepWorkspace(), GATHER);
}

/** Keeps it now. Losing it loses no text, so a failure is not worth a message. */
export async function keepWorkspace(): Promise<void> {
  if (timer) clearTimeout(timer);
  timer = null;
  if (!known || !library.open) return;
  await call("workspace_save", {
    article: editor.id,
    shelf: library.shelf,
    libraryWidth: Math.round(settings.libraryWidth),
    listWidth: Math.round(settings.listWidth),
    previewShare: settings.view === "editor" ? 0 : settings.view === "preview" ? 1 : settings.previewShare,
    caret: ports.editor?.caret ?? 0,
    topLine: Math.max(1, Math.floor(ports.editor?.lineAt(0) ?? 0) + 1),
    appearance: settings.appearance,
    detailsOpen: settings.detailsOpen,
    settings: writtenPreferences(),
  }).catch(() => {});
}

function within(value: number, least: number, most: number, otherwise: number): number {
  return Number.isFinite(value) && value > 0 ? Math.min(most, Math.max(least, value)) : otherwise;
}
