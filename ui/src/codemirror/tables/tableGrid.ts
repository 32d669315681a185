// Tables drawn as grids that are edited in place. The text of the editor stays the one truth: a grid is drawn over the
// lines of its table, what is written in a cell becomes a change of those lines, and the caret of the editor is always
// where the caret in the grid is, so that whatever works on the text works on the grid. Only tables near the view are
// looked for.

import { syntaxTree } from "@codemirror/language";
import { type Extension, Prec } from "@codemirror/state";
import { EditorView, ViewPlugin, type ViewUpdate, keymap } from "@codemirror/view";
import { findBarIsOpen } from "../find/findBar";
import { cellAction, cellKey, cellPaste, placeCaret, shownCell, writeShownCell } from "./gridCells";
import { fromCell, gridAt, gridField, look, within } from "./gridField";
import { cellAt, gridsIn } from "./gridText";

/** Draws the tables near the view that are not drawn yet, and no others there. */
function lookAround(view: EditorView): void {
  const { state } = view;
  if (view.composing || findBarIsOpen(state)) return;
  const { from, to } = view.viewport;
  const { grids, source } = state.field(gridField);
  const { head } = state.selection.main;
  const have = grids.filter((grid) => grid.to >= from && grid.from <= to);
  const found = gridsIn(state, from, to).filter((grid) => {
    // The line below a table that is being typed may become its next row.
    const typed = { ...grid, to: grid.to + 1 };
    const isSource = source !== null && within(typed, source) && within(typed, head);
    return !isSource || have.some((known) => known.from === grid.from);
  });
  if (have.length === found.length && found.every((grid, at) => grid.from === have[at]?.from && grid.to === have[at]?.to)) return;
  view.dispatch({ effects: look.of({ from, to, grids: found }) });
}

/** The caret of the editor and the caret in a grid, kept together. */
const caret = ViewPlugin.fromClass(
  class {
    readonly #view: EditorView;
    /** A cell had the focus: where its grid is gone, the text gets it. */
    #inCell = false;

    constructor(view: EditorView) {
      this.#view = view;
      view.dom.addEventListener("focusin", this.#focus);
      view.dom.addEventListener("focusout", this.#leave);
      for (const type of ["input", "compositionstart", "compositionend"]) view.dom.addEventListener(type, this.#write);
      view.dom.addEventListener("beforeinput", this.#act);
      view.dom.addEventListener("keydown", this.#key);
      view.dom.addEventListener("paste", this.#paste);
      view.dom.ownerDocument.addEventListener("selectionchange", this.#follow);
      // Nothing may be dispatched while a view is made.
      queueMicrotask(() => view.dom.isConnected && lookAround(view));
    }

    destroy(): void {
      const { dom } = this.#view;
      dom.removeEventListener("focusin", this.#focus);
      dom.removeEventListener("focusout", this.#leave);
      for (const type of ["input", "compositionstart", "compositionend"]) dom.removeEventListener(type, this.#write);
      dom.removeEventListener("beforeinput", this.#act);
      dom.removeEventListener("keydown", this.#key);
      dom.removeEventListener("paste", this.#paste);
      dom.ownerDocument.removeEventListener("selectionchange", this.#follow);
    }

    updated({ docChanged, viewportChanged, selectionSet, focusChanged, startState, state, transactions }: ViewUpdate): void {
      const view = this.#view;
      const parsed = syntaxTree(startState) !== syntaxTree(state);
      const closed = findBarIsOpen(startState) && !findBarIsOpen(state);
      if (docChanged || viewportChanged || selectionSet || parsed || closed) lookAround(view);
      if (transactions.some((transaction) => transaction.annotation(fromCell))) return;
      const redrawn = startState.field(gridField, false) !== state.field(gridField);
      if (docChanged || selectionSet || focusChanged || redrawn) this.#settle();
    }

    /** Goes to the cell that the caret of the editor is in. */
    #settle(): void {
      const view = this.#view;
      const { body, activeElement } = view.dom.ownerDocument;
      const lost = this.#inCell && activeElement === body;
      if (!view.hasFocus && !this.#inCell) return;
      const { state } = view;
      const { anchor, head } = state.selection.main;
      const grid = state.selection.ranges.length === 1 ? gridAt(state, head) : null;
      if (grid && within(grid, anchor)) {
        const from = cellAt(state.doc, grid, anchor);
        const to = cellAt(state.doc, grid, head);
        if (from.row === to.row && from.column === to.column && placeCaret(view, grid, to, from.offset, to.offset)) return;
      }
      if (!view.hasFocus && (lost || this.#inCell)) {
        this.#inCell = false;
        view.focus();
      }
    }

    #write = (event: Event): void => writeShownCell(this.#view, event);
    #act = (event: InputEvent): void => cellAction(this.#view, event);
    #key = (event: KeyboardEvent): void => cellKey(this.#view, event);
    #paste = (event: ClipboardEvent): void => cellPaste(this.#view, event);

    #focus = ({ target }: FocusEvent): void => {
      this.#inCell = target instanceof Element && target.closest(".md-grid") !== null;
    };

    #leave = ({ relatedTarget }: FocusEvent): void => {
      if (relatedTarget) this.#inCell = false;
    };

    /** The caret of the editor goes along with the caret in a cell. */
    #follow = (): void => {
      const view = this.#view;
      const shown = shownCell(view);
      const grid = shown && gridAt(view.state, shown.from);
      if (!shown || !grid) return;
      const { anchor, head } = view.state.selection.main;
      const places = shown.places(grid);
      if (places && (places.anchor !== anchor || places.head !== head)) {
        view.dispatch({ selection: places, annotations: fromCell.of(true), userEvent: "select" });
      }
    };
  },
);

/** Goes from a line of text into the grid above or below it. */
function enter(step: 1 | -1): (view: EditorView) => boolean {
  return (view) => {
    const { state } = view;
    const { main } = state.selection;
    if (!main.empty || state.selection.ranges.length > 1) return false;
    const line = state.doc.lineAt(main.head);
    const number = line.number + step;
    if (number < 1 || number > state.doc.lines) return false;
    const beside = state.doc.line(number);
    const grid = gridAt(state, beside.from);
    // Within a line that is broken into several, the caret goes up and down first.
    const { head } = view.moveVertically(main, step > 0);
    if (!grid || (head >= line.from && head <= line.to && head !== (step > 0 ? line.to : line.from))) return false;
    view.dispatch({ selection: { anchor: step > 0 ? grid.from : grid.to }, scrollIntoView: true, userEvent: "select" });
    return true;
  };
}

export const tableGrids: Extension = [
  gridField,
  caret,
  EditorView.updateListener.of((update) => update.view.plugin(caret)?.updated(update)),
  Prec.high(
    keymap.of([
      { key: "ArrowDown", run: enter(1) },
      { key: "ArrowUp", run: enter(-1) },
    ]),
  ),
];
