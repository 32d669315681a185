// What the state asks of the parts of the window that are not data: the text editor and the preview frame. The
// features that hold them register them here through actions.

import type { ChangeSet, EditorState, StateCommand, Text } from "@codemirror/state";
import type { Appearance, PreviewPage, PreviewPatch } from "../ipc/contract.gen";

export interface EditorPort {
  readonly state: EditorState;
  readonly composing: boolean;
  readonly caret: number;
  stateOf(text: string | Text, caret?: number): EditorState;
  show(state: EditorState): void;
  takeChange(change: ChangeSet): void;
  setReadOnly(readOnly: boolean): void;
  setLanguage(language: string): void;
  run(command: StateCommand): void;
  insertPicture(reference: string, alt: string, at?: number): void;
  find(): void;
  focus(): void;
  goToLine(number: number): void;
  showLine(number: number): void;
  /** Selects a part of the text and scrolls to it; the focus stays where it is. */
  select(from: number, to: number): void;
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
}

export const ports: { editor: EditorPort | null; preview: PreviewPort | null } = { editor: null, preview: null };
