// What the state asks of the parts of the window that are not data: the text editor and the preview frame. The
// features that hold them register them here through actions.

import type { ChangeSet, ChangeSpec, EditorState, StateCommand, Text, TransactionSpec } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Card } from "../codemirror/cards";
import type { WritingOptions } from "../codemirror/extensions";
import type { FindQuery } from "../codemirror/find/findText";
import type { Misspelt } from "../codemirror/spelling";
import type { Appearance, PreviewPage, PreviewPatch } from "../ipc/contract.gen";

/** Something that can be done in the text. */
export type TextCommand = StateCommand | ((view: EditorView) => unknown);

export interface EditorPort {
  readonly state: EditorState;
  readonly composing: boolean;
  readonly caret: number;
  stateOf(text: string | Text, caret?: number): EditorState;
  show(state: EditorState): void;
  takeChange(change: ChangeSet): void;
  setReadOnly(readOnly: boolean): void;
  setLanguage(language: string, direction: "ltr" | "rtl"): void;
  configure(options: WritingOptions): void;
  run(command: TextCommand): void;
  /** Makes a change of the author's from beside the text; the keyboard stays where it is. */
  dispatch(spec: TransactionSpec): void;
  /** Makes changes that were worked out elsewhere. */
  change(changes: ChangeSpec): void;
  /** Keeps a place for something that is on its way. */
  holdPlace(at: number, words: string): { place: () => number; end: () => void };
  pastePlain(): void;
  /** The misspelt word at the caret or at a point of the window. */
  misspelt(point?: { x: number; y: number }): { word: Misspelt; x: number; y: number } | null;
  checkSpelling(): void;
  /** Shows these addresses as the cards that the page makes of them. */
  showCards(found: readonly Card[]): void;
  select(from: number, to?: number): void;
  readonly hasFocus: boolean;
  /** How much of the text is seen, in pixels. */
  readonly height: number;
  /** Scrolls so that a line (from 0, with its fraction) is `offset` pixels below the top. */
  scrollToLine(line: number, offset: number): void;
  insertPicture(reference: string, alt: string, at?: number): void;
  find(): void;
  focus(): void;
  goToLine(number: number): void;
  showLine(number: number): void;
  /** Selects a part of the text and scrolls to it; the focus stays where it is. */
  reveal(from: number, to: number): void;
  /** The line, from 0, at the top of what is shown; below 0 above the text. */
  lineAt(offset: number): number;
  /** Where the editor is scrolled to. */
  position(): EditorPosition;
  scrollTop: number;
}

/** Where the editor is scrolled to, as the preview needs it to follow. */
export interface EditorPosition {
  /** How far through its whole height, 0 to 1: the same share of both viewports is matched. */
  through: number;
  /** The line (from 0, with its fraction) at that share of the viewport; below 0 in the title above the text. */
  line: number;
  /** Where `line` is below 0: the share of the height above the text. */
  aboveText: number;
  /** The caret's line, from 0, where it is in view: the page shows it too. */
  caretLine: number | null;
}

export interface PreviewPort {
  show(page: PreviewPage, keepScroll: boolean): void;
  patch(patch: PreviewPatch): void;
  clear(): void;
  follow(position: EditorPosition): void;
  /** Follows the editor where the caret's line is not seen; leaves the page where it is otherwise. */
  keepCaretSeen(position: EditorPosition): void;
  setAppearance(appearance: Appearance): void;
  /** Marks the block of this line, from 0, as the one that is being edited. */
  markLine(line: number): void;
  /** Marks what is looked for. */
  highlight(query: FindQuery): void;
}

export const ports: { editor: EditorPort | null; preview: PreviewPort | null } = { editor: null, preview: null };
