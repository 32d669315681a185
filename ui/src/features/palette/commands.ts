// Every command of the window with its name and its keys: one table for the keyboard and for the palette.

import {
  askToEmptyTrash,
  clearFilter,
  copyAs,
  createLibrary,
  discardChanges,
  duplicateArticle,
  findInArticle,
  insertPicture,
  newArticle,
  openOtherLibrary,
  publishArticle,
  saveNow,
  selectAll,
  setAppearance,
  setView,
  showDialog,
  showHistory,
  toggleDetails,
  toggleNavigation,
  trashArticle,
} from "../../state/actions";
import { editor } from "../../state/editor.svelte";
import { jobs } from "../../state/jobs.svelte";
import { library } from "../../state/library.svelte";
import type { PlainKey } from "../../texts/texts.svelte";
import { goToPane } from "./panes";

type NameOf<Key> = Key extends `command-${infer Id}` ? Id : never;
export type CommandId = NameOf<PlainKey>;

export interface Command {
  id: CommandId;
  /** Such as "Mod+Shift+F": Mod is Command on a Mac, Control elsewhere. Letters and digits by their place. */
  keys?: string;
  run: () => void;
  available?: () => boolean;
}

const hasArticle = (): boolean => editor.id !== null;
const canWrite = (): boolean => hasArticle() && !editor.locked;
const isOpen = (): boolean => library.open !== null;
const canCreate = (): boolean => isOpen() && library.readOnly === null;

export const commands: Command[] = [
  { id: "new-article", keys: "Mod+N", run: () => void newArticle(), available: canCreate },
  { id: "save", keys: "Mod+S", run: () => void saveNow(), available: hasArticle },
  { id: "find", keys: "Mod+F", run: findInArticle, available: hasArticle },
  { id: "search", keys: "Mod+Shift+F", run: () => goToPane("search"), available: isOpen },
  { id: "view-split", keys: "Mod+Alt+1", run: () => setView("split"), available: isOpen },
  { id: "view-editor", keys: "Mod+Alt+2", run: () => setView("editor"), available: isOpen },
  { id: "view-preview", keys: "Mod+Alt+3", run: () => setView("preview"), available: isOpen },
  { id: "details", keys: "Mod+Shift+D", run: toggleDetails, available: hasArticle },
  { id: "navigation", keys: "Mod+Shift+L", run: toggleNavigation, available: isOpen },
  { id: "picture", run: () => void insertPicture(), available: canWrite },
  { id: "export", keys: "Mod+Shift+E", run: () => showDialog({ kind: "export" }), available: hasArticle },
  { id: "copy-rich", run: () => void copyAs("rich_text"), available: hasArticle },
  { id: "copy-html", run: () => void copyAs("html_source"), available: hasArticle },
  { id: "duplicate", run: () => editor.id && void duplicateArticle(editor.id), available: canWrite },
  {
    id: "trash",
    run: () => editor.id && void trashArticle({ id: editor.id, title: editor.metadata?.title ?? "" }),
    available: canWrite,
  },
  { id: "settings", keys: "Mod+,", run: () => showDialog({ kind: "publication" }), available: isOpen },
  { id: "light", run: () => setAppearance("light"), available: isOpen },
  { id: "dark", run: () => setAppearance("dark"), available: isOpen },
  { id: "system", run: () => setAppearance("system"), available: isOpen },
  { id: "publish", run: () => void publishArticle(), available: () => canWrite() && editor.live !== "same" },
  { id: "live-changes", run: () => void showHistory("live"), available: () => hasArticle() && editor.live === "changed" },
  { id: "discard", run: () => void discardChanges(), available: () => canWrite() && editor.live === "changed" },
  { id: "history", keys: "Mod+Shift+H", run: () => void showHistory(), available: hasArticle },
  { id: "keep-version", run: () => void showHistory("keep"), available: canWrite },
  { id: "operations", run: () => showDialog({ kind: "operations" }), available: isOpen },
  { id: "replace", keys: "Mod+Shift+R", run: () => showDialog({ kind: "replace" }), available: canCreate },
  { id: "media", keys: "Mod+Shift+M", run: () => showDialog({ kind: "media" }), available: isOpen },
  { id: "tags", run: () => showDialog({ kind: "profiles", of: "tag" }), available: isOpen },
  { id: "authors", run: () => showDialog({ kind: "profiles", of: "author" }), available: isOpen },
  { id: "sections", run: () => showDialog({ kind: "profiles", of: "section" }), available: isOpen },
  { id: "pinned", run: () => showDialog({ kind: "pinned" }), available: isOpen },
  { id: "search-help", run: () => showDialog({ kind: "search_help" }), available: isOpen },
  { id: "keep-list", run: () => showDialog({ kind: "keep_list" }), available: canCreate },
  { id: "clear-filter", run: () => void clearFilter(), available: () => isOpen() && library.filtered },
  { id: "select-all", run: () => void selectAll(), available: isOpen },
  { id: "empty-trash", run: askToEmptyTrash, available: () => canCreate() && library.countOf("trash") > 0 },
  { id: "trash-settings", run: () => showDialog({ kind: "trash" }), available: isOpen },
  { id: "open-library", run: () => void openOtherLibrary() },
  { id: "create-library", run: () => void createLibrary() },
  { id: "palette", keys: "Mod+Shift+P", run: () => showDialog({ kind: "palette" }), available: isOpen },
  { id: "next-pane", keys: "F6", run: () => goToPane("next"), available: isOpen },
  { id: "previous-pane", keys: "Shift+F6", run: () => goToPane("previous"), available: isOpen },
];

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The keys of a command as people write them. */
export function shortcutOf(id: CommandId): string {
  const keys = commands.find((command) => command.id === id)?.keys ?? "";
  if (!mac) return keys.replace("Mod", "Ctrl");
  return keys.replace("Mod", "⌘").replace("Shift", "⇧").replace("Alt", "⌥").replaceAll("+", "");
}

/** Runs the command the keys stand for, unless the place they were pressed in used them itself. */
export function runShortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || jobs.dialog) return;
  const command = commands.find((candidate) => candidate.keys && matches(event, candidate.keys));
  if (!command) return;
  event.preventDefault();
  if (command.available?.() ?? true) command.run();
}

function matches(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split("+");
  const key = parts.at(-1) ?? "";
  const mod = parts.includes("Mod");
  if ((mac ? event.metaKey : event.ctrlKey) !== mod || (mac ? event.ctrlKey : event.metaKey)) return false;
  if (event.shiftKey !== parts.includes("Shift") || event.altKey !== parts.includes("Alt")) return false;
  // A letter by what it types, or by its place where the layout types no Latin letter.
  const latin = /^[\x20-\x7e]$/.test(event.key);
  if (event.key.toLowerCase() === key.toLowerCase()) return true;
  if (/^[0-9]$/.test(key)) return event.code === `Digit${key}`;
  return /^[A-Z]$/.test(key) && !latin && event.code === `Key${key}`;
}
