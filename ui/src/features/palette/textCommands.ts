// What can be done in the text: one table for the keyboard, the palette, the formatting bar and the insert menu.

import { addCursorAbove, addCursorBelow, redo, undo } from "@codemirror/commands";
import { foldAll, foldCode, unfoldAll, unfoldCode } from "@codemirror/language";
import { selectNextOccurrence } from "@codemirror/search";
import { setDirection } from "../../codemirror/direction";
import { insertFootnote, jumpFootnote } from "../../codemirror/footnotes";
import {
  insertLink,
  toggleCode,
  toggleEmphasis,
  toggleList,
  toggleQuote,
  toggleStrike,
  toggleStrong,
} from "../../codemirror/formatting";
import {
  demoteHeading,
  duplicateLines,
  insertCodeBlock,
  insertMath,
  insertRule,
  moveLinesDown,
  moveLinesUp,
  promoteHeading,
  setHeading,
  toggleNumbers,
  toggleTask,
} from "../../codemirror/structure";
import { deleteTable, inTable, insertEmptyTable } from "../../codemirror/tables/tableEditing";
import {
  addColumnAfter,
  addColumnBefore,
  addRowAbove,
  addRowBelow,
  alignColumn,
  deleteColumn,
  deleteRow,
  moveColumnBack,
  moveColumnForward,
  moveRowDown,
  moveRowUp,
} from "../../codemirror/tables/tableModel";
import type { IconName } from "../../parts/icons";
import type { TextCommand } from "../../state/ports";

export interface TextAction {
  keys?: string;
  run: TextCommand;
  icon?: IconName;
  /** The marks that stand for it, where it is offered after a slash. */
  mark?: string;
  /** Only of use in a table. */
  table?: boolean;
}

/** By the name of the command. */
export const textActions = {
  strong: { keys: "Mod+B", run: toggleStrong, icon: "strong" },
  emphasis: { keys: "Mod+I", run: toggleEmphasis, icon: "emphasis" },
  strike: { keys: "Mod+Shift+X", run: toggleStrike, icon: "strike" },
  code: { keys: "Mod+E", run: toggleCode, icon: "code" },
  link: { keys: "Mod+K", run: insertLink, icon: "link" },
  "heading-1": { keys: "Mod+1", run: setHeading(1), mark: "#" },
  "heading-2": { keys: "Mod+2", run: setHeading(2), mark: "##" },
  "heading-3": { keys: "Mod+3", run: setHeading(3), mark: "###" },
  "heading-4": { keys: "Mod+4", run: setHeading(4), mark: "####" },
  paragraph: { keys: "Mod+Alt+0", run: setHeading(0) },
  promote: { keys: "Mod+Alt+ArrowLeft", run: promoteHeading },
  demote: { keys: "Mod+Alt+ArrowRight", run: demoteHeading },
  list: { keys: "Mod+Shift+8", run: toggleList, icon: "list", mark: "-" },
  numbers: { keys: "Mod+Shift+7", run: toggleNumbers, icon: "numbers", mark: "1." },
  task: { keys: "Mod+Enter", run: toggleTask, icon: "task", mark: "- [ ]" },
  quote: { keys: "Mod+Shift+9", run: toggleQuote, icon: "quote", mark: ">" },
  "code-block": { run: insertCodeBlock, mark: "```" },
  table: { run: insertEmptyTable(3, 3), icon: "table", mark: "| |" },
  footnote: { keys: "Mod+Alt+F", run: insertFootnote, icon: "note", mark: "[^1]" },
  "jump-footnote": { keys: "Mod+Alt+J", run: jumpFootnote },
  rule: { run: insertRule, mark: "---" },
  math: { run: insertMath, mark: "$$" },
  "direction-auto": { run: setDirection(null) },
  "direction-ltr": { run: setDirection("ltr") },
  "direction-rtl": { run: setDirection("rtl") },
  undo: { keys: "Mod+Z", run: undo },
  redo: { keys: "Mod+Shift+Z", run: redo },
  "line-up": { keys: "Alt+ArrowUp", run: moveLinesUp },
  "line-down": { keys: "Alt+ArrowDown", run: moveLinesDown },
  "duplicate-line": { keys: "Alt+Shift+ArrowDown", run: duplicateLines },
  "next-occurrence": { keys: "Mod+D", run: selectNextOccurrence },
  "cursor-above": { keys: "Mod+Alt+ArrowUp", run: addCursorAbove },
  "cursor-below": { keys: "Mod+Alt+ArrowDown", run: addCursorBelow },
  fold: { keys: "Mod+Alt+[", run: foldCode },
  unfold: { keys: "Mod+Alt+]", run: unfoldCode },
  "fold-all": { run: foldAll },
  "unfold-all": { run: unfoldAll },
  "row-above": { run: inTable(addRowAbove), icon: "rowAbove", table: true },
  "row-below": { run: inTable(addRowBelow), icon: "rowBelow", table: true },
  "row-up": { run: inTable(moveRowUp), icon: "up", table: true },
  "row-down": { run: inTable(moveRowDown), icon: "down", table: true },
  "delete-row": { run: inTable(deleteRow), icon: "deleteRow", table: true },
  "column-before": { run: inTable(addColumnBefore), icon: "columnBefore", table: true },
  "column-after": { run: inTable(addColumnAfter), icon: "columnAfter", table: true },
  "column-back": { run: inTable(moveColumnBack), icon: "back", table: true },
  "column-forward": { run: inTable(moveColumnForward), icon: "forward", table: true },
  "delete-column": { run: inTable(deleteColumn), icon: "deleteColumn", table: true },
  "align-start": { run: inTable(alignColumn("start")), icon: "alignStart", table: true },
  "align-center": { run: inTable(alignColumn("center")), icon: "alignCenter", table: true },
  "align-end": { run: inTable(alignColumn("end")), icon: "alignEnd", table: true },
  "delete-table": { run: deleteTable, icon: "trash", table: true },
} as const satisfies Record<string, TextAction>;

export type TextActionId = keyof typeof textActions;

export const textActionIds = Object.keys(textActions) as TextActionId[];

export function textAction(id: TextActionId): TextAction {
  return textActions[id];
}
