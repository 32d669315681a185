// What happens in the cells of a grid: writing, keys, pasting, and where the caret is in them.

import { redo, selectAll, undo } from "@codemirror/commands";
import { type EditorView, runScopeHandlers } from "@codemirror/view";
import { linkOn } from "../paste";
import { fromCell, gridAt, showSource } from "./gridField";
import { type Grid, cellPlace, writtenCell } from "./gridText";
import { inTable, leaveTable, replacedTable } from "./tableEditing";
import { type Cell, escapeCell, fillFrom, moveColumnBack, moveColumnForward, tableFromTabs, unescapeCell } from "./tableModel";

/** A cell as it is drawn, and where it is. */
interface DrawnCell {
  element: HTMLTableCellElement;
  grid: Grid;
  cell: Cell;
}

/** The cell that an element of a grid is in. */
function drawnCell(view: EditorView, target: EventTarget | null): DrawnCell | null {
  const element = target instanceof Element ? target.closest<HTMLTableCellElement>(".md-grid :is(th, td)") : null;
  const frame = element?.closest<HTMLElement>(".md-grid");
  if (!element || !frame || !view.contentDOM.contains(frame)) return null;
  const grid = gridAt(view.state, view.posAtDOM(frame));
  const row = (element.parentElement as HTMLTableRowElement).rowIndex;
  return grid && { element, grid, cell: { row, column: element.cellIndex } };
}

/** How many letters of a cell are before a place in it. */
function lettersBefore(cell: HTMLElement, node: Node | null, offset: number): number {
  if (!node || !cell.contains(node)) return 0;
  const range = cell.ownerDocument.createRange();
  range.setStart(cell, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

/** What is selected in a cell, in letters as they are shown. */
function selectedIn(cell: HTMLElement): { anchor: number; head: number } {
  const selection = cell.ownerDocument.getSelection();
  const anchor = lettersBefore(cell, selection?.anchorNode ?? null, selection?.anchorOffset ?? 0);
  return { anchor, head: lettersBefore(cell, selection?.focusNode ?? null, selection?.focusOffset ?? 0) };
}

/** The cell with the focus, and how to say which places of the text are selected in it. */
export function shownCell(view: EditorView): { from: number; places: (grid: Grid) => { anchor: number; head: number } | null } | null {
  const drawn = drawnCell(view, view.dom.ownerDocument.activeElement);
  if (!drawn) return null;
  const { element, cell, grid } = drawn;
  return {
    from: grid.from,
    places: (now) => {
      const place = cellPlace(view.state.doc, now, cell);
      if (!place) return null;
      const { anchor, head } = selectedIn(element);
      const at = (letters: number): number =>
        Math.min(place.to, place.from + escapeCell(element.textContent.slice(0, letters)).length);
      return { anchor: at(anchor), head: at(head) };
    },
  };
}

/** Puts focus and caret into a cell; answers whether it is drawn. */
export function placeCaret(view: EditorView, grid: Grid, { row, column }: Cell, anchor: number, head: number): boolean {
  const frames = [...view.contentDOM.querySelectorAll<HTMLElement>(".md-grid")];
  const frame = frames.find((one) => view.posAtDOM(one) === grid.from);
  const cell = frame?.querySelector("table")?.rows[row]?.cells[column];
  if (!cell) return false;
  const raw = grid.table.rows[row]?.[column] ?? "";
  const letters = (offset: number): number => unescapeCell(raw.slice(0, offset)).length;
  const { activeElement } = cell.ownerDocument;
  if (activeElement !== cell) cell.focus({ preventScroll: true });
  const now = selectedIn(cell);
  const wanted = { anchor: letters(anchor), head: letters(head) };
  if (activeElement !== cell || now.anchor !== wanted.anchor || now.head !== wanted.head) {
    const text = cell.firstChild;
    const node = text?.nodeType === Node.TEXT_NODE ? text : cell;
    const most = text?.textContent?.length ?? 0;
    const within = (offset: number): number => (node === cell ? 0 : Math.min(offset, most));
    cell.ownerDocument.getSelection()?.setBaseAndExtent(node, within(wanted.anchor), node, within(wanted.head));
  }
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  return true;
}

const composing = new WeakSet<EditorView>();

/** Whether letters are being composed in a cell, by an input method. */
export function isComposingInCell(view: EditorView): boolean {
  return composing.has(view);
}

/** What was written in a cell goes into the text. */
export function writeShownCell(view: EditorView, event: Event): void {
  if (event.type === "compositionstart") composing.add(view);
  if (event.type === "compositionend") composing.delete(view);
  const drawn = event.type === "compositionstart" ? null : drawnCell(view, event.target);
  if (!drawn || view.state.readOnly) return;
  const { element, grid, cell } = drawn;
  const shown = element.textContent;
  if (escapeCell(shown).trim() === (grid.table.rows[cell.row]?.[cell.column] ?? "") && event.type === "compositionend") return;
  const { anchor, head } = selectedIn(element);
  view.dispatch(view.state.update(writtenCell(view.state, grid, cell, shown, anchor, head), { annotations: fromCell.of(true) }));
}

/** What the web view would do by itself, where the text does it. */
export function cellAction(view: EditorView, event: InputEvent): void {
  if (!drawnCell(view, event.target)) return;
  if (event.inputType === "historyUndo") undo(view);
  else if (event.inputType === "historyRedo") redo(view);
  else if (event.inputType !== "insertParagraph" && event.inputType !== "insertLineBreak") return;
  event.preventDefault();
}

/** What is pasted into a cell: an address on words, cells of a spreadsheet over those from here on, or one line. */
export function cellPaste(view: EditorView, event: ClipboardEvent): void {
  const drawn = drawnCell(view, event.target);
  if (!drawn || !event.clipboardData) return;
  event.preventDefault();
  event.stopPropagation();
  const { state } = view;
  const text = event.clipboardData.getData("text/plain");
  if (state.readOnly || text === "") return;
  const filled = tableFromTabs(text);
  const linked = linkOn(state, text);
  if (linked) view.dispatch(linked);
  else if (filled) view.dispatch(replacedTable(state, drawn.grid, fillFrom(drawn.grid.table, drawn.cell, filled.rows), drawn.cell));
  else view.dispatch(state.replaceSelection(escapeCell(text.trim())), { userEvent: "input.paste" });
}

/** Whether the caret of a cell is in its first or last line, as it is drawn. */
function isAtEdge(cell: HTMLElement, step: 1 | -1): boolean {
  const selection = cell.ownerDocument.getSelection();
  if (!selection?.isCollapsed || cell.textContent === "") return true;
  const caret = selection.getRangeAt(0).getClientRects()[0];
  if (!caret) return true;
  const whole = cell.ownerDocument.createRange();
  whole.selectNodeContents(cell);
  const box = whole.getBoundingClientRect();
  return step < 0 ? caret.top - box.top < caret.height / 2 : box.bottom - caret.bottom < caret.height / 2;
}

/** The keys of a cell: those of the text that are of use in a table, and the arrows at its edges. */
export function cellKey(view: EditorView, event: KeyboardEvent): void {
  const drawn = drawnCell(view, event.target);
  if (!drawn || event.isComposing || isComposingInCell(view)) return;
  if (runKey(view, event, drawn)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function runKey(view: EditorView, event: KeyboardEvent, { element, grid, cell }: DrawnCell): boolean {
  const { key } = event;
  const forward = (element.closest("table")?.dir === "rtl") === (key === "ArrowLeft");
  if (key === "Escape") {
    view.dispatch({ effects: showSource.of(view.state.selection.main.head) });
    view.focus();
    return true;
  }
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && key.toLowerCase() === "a") return selectAllOf(view, element);
  if (event.altKey && !event.ctrlKey && !event.metaKey && (key === "ArrowLeft" || key === "ArrowRight")) {
    return inTable(forward ? moveColumnForward : moveColumnBack)(view);
  }
  const own = key === "Tab" || key === "Enter" || (event.altKey && key.startsWith("Arrow"));
  if (own || ((event.ctrlKey || event.metaKey) && /^[zy]$/i.test(key))) return runScopeHandlers(view, event, "editor");
  if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (key === "ArrowUp" || key === "ArrowDown") {
    const step = key === "ArrowUp" ? -1 : 1;
    return isAtEdge(element, step) && goToRow(view, grid, { row: cell.row + step, column: cell.column });
  }
  if (key !== "ArrowLeft" && key !== "ArrowRight") return false;
  const { anchor, head } = selectedIn(element);
  // In a cell that runs the other way than its table, its own start and end are meant.
  const towardsEnd = (getComputedStyle(element).direction === "rtl") === (key === "ArrowLeft");
  if (anchor !== head || head !== (towardsEnd ? element.textContent.length : 0)) return false;
  const columns = grid.table.aligns.length;
  const to = cell.row * columns + cell.column + (forward ? 1 : -1);
  if (to < 0) return goToRow(view, grid, { row: -1, column: 0 });
  return goToRow(view, grid, { row: Math.floor(to / columns), column: to % columns }, !forward);
}

/** Selects the whole of a cell; where it is selected already, the whole text. */
function selectAllOf(view: EditorView, cell: HTMLElement): boolean {
  const { anchor, head } = selectedIn(cell);
  if (Math.abs(anchor - head) === cell.textContent.length) {
    view.focus();
    return selectAll(view);
  }
  cell.ownerDocument.getSelection()?.selectAllChildren(cell);
  return true;
}

/** Goes to a cell, or out of the grid above or below it. */
function goToRow(view: EditorView, grid: Grid, to: Cell, atEnd = false): boolean {
  const { doc } = view.state;
  if (to.row < 0) {
    if (grid.from > 0) view.dispatch({ selection: { anchor: grid.from - 1 }, scrollIntoView: true, userEvent: "select" });
    return true;
  }
  if (to.row >= grid.table.rows.length) {
    if (grid.to < doc.length) view.dispatch({ selection: { anchor: grid.to + 1 }, scrollIntoView: true, userEvent: "select" });
    else leaveTable(view);
    return true;
  }
  const place = cellPlace(doc, grid, to);
  if (place) view.dispatch({ selection: { anchor: atEnd ? place.to : place.from }, userEvent: "select" });
  return place !== null;
}
