// Every command of the window with its name and its keys: one table for the keyboard and for the palette.

import {
  askToEmptyTrash,
  checkLibrary,
  clearFilter,
  copyAs,
  createLibrary,
  discardChanges,
  duplicateArticle,
  findInArticle,
  giveUpPicture,
  inText,
  insertPicture,
  newArticle,
  openOtherLibrary,
  pastePlain,
  previewVersion,
  publishArticle,
  saveNow,
  selectAll,
  setAppearance,
  setPreference,
  setStatus,
  setView,
  showDialog,
  showHistory,
  suggestSpelling,
  toggleDetails,
  toggleFullScreen,
  toggleNavigation,
  togglePanel,
  togglePin,
  trashArticle,
  undoLast,
  zoom,
} from "../../state/actions";
import { arrivals } from "../../state/arrivals.svelte";
import { editor } from "../../state/editor.svelte";
import { help } from "../../state/help.svelte";
import { jobs } from "../../state/jobs.svelte";
import { library } from "../../state/library.svelte";
import { ports } from "../../state/ports";
import { preferences } from "../../state/preferences.svelte";
import { preview } from "../../state/preview.svelte";
import type { PlainKey } from "../../texts/texts.svelte";
import { statuses } from "../library/articleMenu";
import { goToPane } from "./panes";
import { isUsable, normal, pressedKeys, shown } from "./shortcuts";
import { textAction, textActionIds } from "./textCommands";

type NameOf<Key> = Key extends `command-${infer Id}` ? Id : never;
export type CommandId = NameOf<PlainKey>;

export interface Command {
  id: CommandId;
  /** Such as "Mod+Shift+F": Mod is Command on a Mac, Control elsewhere. Letters and digits by their place. */
  keys?: string;
  run: () => void;
  available?: () => boolean;
  /** Its keys mean it only while the text is being written in. */
  inText?: boolean;
  /** Its keys do something in the web view as well, which is wanted. */
  passes?: boolean;
}

const hasArticle = (): boolean => editor.id !== null;
const canWrite = (): boolean => hasArticle() && !editor.locked;
const isOpen = (): boolean => library.open !== null;
const canCreate = (): boolean => isOpen() && library.readOnly === null;

function checkAndShow(): void {
  showDialog({ kind: "care" });
  void checkLibrary();
}

/** To be published is a command of its own: readers see it. */
const statusCommands = statuses.filter((status) => status !== "published").map(
  (status): Command => ({
    id: `status-${status}`,
    run: () => editor.id && void setStatus(editor.id, status),
    available: () => canWrite() && editor.status !== status,
  }),
);

export const commands: Command[] = [
  { id: "new-article", keys: "Mod+N", run: () => void newArticle(), available: canCreate },
  { id: "quick-open", keys: "Mod+P", run: () => showDialog({ kind: "open" }), available: isOpen },
  { id: "go-to-heading", keys: "Mod+Shift+O", run: () => showDialog({ kind: "headings" }), available: hasArticle },
  { id: "save", keys: "Mod+S", run: () => void saveNow(), available: hasArticle },
  { id: "find", keys: "Mod+F", run: findInArticle, available: hasArticle },
  { id: "search", keys: "Mod+Shift+F", run: () => goToPane("search"), available: isOpen },
  { id: "view-split", keys: "Mod+Alt+1", run: () => setView("split"), available: isOpen },
  { id: "view-editor", keys: "Mod+Alt+2", run: () => setView("editor"), available: isOpen },
  { id: "view-preview", keys: "Mod+Alt+3", run: () => setView("preview"), available: isOpen },
  { id: "details", keys: "Mod+Shift+D", run: toggleDetails, available: hasArticle },
  { id: "outline", keys: "Mod+Shift+K", run: () => togglePanel("outline"), available: hasArticle },
  { id: "problems", keys: "Mod+Shift+M", run: () => togglePanel("problems"), available: hasArticle },
  { id: "statistics", keys: "Mod+Shift+Y", run: () => togglePanel("statistics"), available: hasArticle },
  { id: "navigation", keys: "Mod+Shift+L", run: toggleNavigation, available: isOpen },
  { id: "full-screen", keys: "F11", run: toggleFullScreen, available: isOpen },
  { id: "zoom-in", keys: "Mod+Plus", run: () => zoom(1), available: isOpen },
  { id: "zoom-out", keys: "Mod+-", run: () => zoom(-1), available: isOpen },
  { id: "zoom-reset", keys: "Mod+0", run: () => zoom(0), available: isOpen },
  { id: "focus-off", run: () => setPreference("focus", "off"), available: isOpen },
  { id: "focus-sentence", run: () => setPreference("focus", "sentence"), available: isOpen },
  { id: "focus-paragraph", run: () => setPreference("focus", "paragraph"), available: isOpen },
  { id: "typewriter", run: () => setPreference("typewriter", !preferences.typewriter), available: isOpen },
  { id: "spelling", keys: "Mod+.", run: () => suggestSpelling(), available: canWrite },
  { id: "picture", run: () => void insertPicture(), available: canWrite },
  { id: "stop-pictures", run: () => giveUpPicture(), available: () => arrivals.list.length > 0 },
  { id: "paste-plain", keys: "Mod+Shift+V", run: pastePlain, available: canWrite, inText: true, passes: true },
  ...textActionIds.map((id): Command => {
    const { keys, run, table } = textAction(id);
    return {
      id,
      ...(keys && { keys }),
      run: () => inText(run),
      available: () => canWrite() && (!table || help.inTable),
      inText: true,
    };
  }),
  { id: "export", keys: "Mod+Shift+E", run: () => showDialog({ kind: "export" }), available: isOpen },
  { id: "copy-rich", run: () => void copyAs("rich_text"), available: hasArticle },
  { id: "copy-html", run: () => void copyAs("html_source"), available: hasArticle },
  { id: "pin", run: () => editor.id && void togglePin(editor.id), available: canWrite },
  ...statusCommands,
  { id: "duplicate", run: () => editor.id && void duplicateArticle(editor.id), available: canWrite },
  {
    id: "trash",
    run: () => editor.id && void trashArticle({ id: editor.id, title: editor.metadata?.title ?? "" }),
    available: canWrite,
  },
  { id: "preferences", keys: "Mod+,", run: () => showDialog({ kind: "preferences" }), available: isOpen },
  { id: "settings", run: () => showDialog({ kind: "publication" }), available: isOpen },
  { id: "light", run: () => setAppearance("light"), available: isOpen },
  { id: "dark", run: () => setAppearance("dark"), available: isOpen },
  { id: "system", run: () => setAppearance("system"), available: isOpen },
  { id: "publish", run: () => void publishArticle(), available: () => canWrite() && editor.live !== "same" },
  { id: "live-changes", run: () => void showHistory("live"), available: () => hasArticle() && editor.live === "changed" },
  {
    id: "preview-live",
    run: () => void previewVersion("published"),
    available: () => hasArticle() && editor.live === "changed" && preview.version === "working",
  },
  { id: "preview-working", run: () => void previewVersion("working"), available: () => preview.version === "published" },
  { id: "discard", run: () => void discardChanges(), available: () => canWrite() && editor.live === "changed" },
  { id: "history", keys: "Mod+Shift+H", run: () => void showHistory(), available: hasArticle },
  { id: "keep-version", run: () => void showHistory("keep"), available: canWrite },
  { id: "undo-last", keys: "Mod+Alt+Z", run: () => void undoLast(), available: canCreate },
  { id: "operations", run: () => showDialog({ kind: "operations" }), available: isOpen },
  { id: "replace", keys: "Mod+Shift+R", run: () => showDialog({ kind: "replace" }), available: canCreate },
  { id: "media", run: () => showDialog({ kind: "media" }), available: isOpen },
  { id: "site", run: () => showDialog({ kind: "site" }), available: isOpen },
  { id: "import", run: () => showDialog({ kind: "import" }), available: isOpen },
  { id: "backups", run: () => showDialog({ kind: "care" }) },
  { id: "check", run: checkAndShow, available: isOpen },
  { id: "mirror", run: () => showDialog({ kind: "mirror" }), available: isOpen },
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

/** The keys a command has: the author's, or the usual ones. */
export function keysOf(command: Command): string {
  return preferences.shortcuts[command.id] ?? command.keys ?? "";
}

/** The keys of a command as people write them. */
export function shortcutOf(id: CommandId): string {
  const command = commands.find((candidate) => candidate.id === id);
  return command ? shown(keysOf(command)) : "";
}

/** A name with its keys behind it, for a tip. */
export function withShortcut(name: string, id: CommandId): string {
  const keys = shortcutOf(id);
  return keys === "" ? name : `${name} (${keys})`;
}

/** The other commands that have these keys. */
export function conflictsOf(command: Command, keys: string): Command[] {
  if (keys === "") return [];
  const wanted = normal(keys);
  return commands.filter((other) => other !== command && keysOf(other) !== "" && normal(keysOf(other)) === wanted);
}

/** Gives a command other keys; the usual ones are not kept apart. */
export function setShortcut(command: Command, keys: string): void {
  const { [command.id]: _, ...others } = preferences.shortcuts;
  const usual = normal(keys) === normal(command.keys ?? "");
  setPreference("shortcuts", usual ? others : { ...others, [command.id]: keys });
}

/** Runs the command the keys stand for, unless the place they were pressed in used them itself. */
export function runShortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || jobs.dialog) return;
  const keys = pressedKeys(event);
  if (keys === null || !isUsable(keys)) return;
  const writing = ports.editor?.hasFocus ?? false;
  const command = commands.find(
    (candidate) => normal(keysOf(candidate)) === keys && (!candidate.inText || writing) && keysOf(candidate) !== "",
  );
  if (!command) return;
  if (!command.passes) event.preventDefault();
  if (command.available?.() ?? true) command.run();
}
