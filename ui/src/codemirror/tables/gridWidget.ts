// A table as elements of the page: one grid of cells that can be written in. It only draws; what happens in a cell is
// heard by the editor around it.

import { type EditorView, WidgetType } from "@codemirror/view";
import { type Table, escapeCell, unescapeCell } from "./tableModel";

/** What the grid is called, and how one leaves it. */
export interface GridWords {
  name: string;
  help: string;
}

const LETTER = /\p{L}/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** The direction of a table: that of its first letter. */
export function directionOf({ rows }: Table, otherwise: "ltr" | "rtl"): "ltr" | "rtl" {
  for (const cell of rows.flat()) {
    const letter = LETTER.exec(cell)?.[0];
    if (letter) return RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
  }
  return otherwise;
}

export class GridWidget extends WidgetType {
  readonly #table: Table;
  readonly #direction: "ltr" | "rtl";
  readonly #readOnly: boolean;
  readonly #words: GridWords;

  constructor(table: Table, direction: "ltr" | "rtl", readOnly: boolean, words: GridWords) {
    super();
    this.#table = table;
    this.#direction = directionOf(table, direction);
    this.#readOnly = readOnly;
    this.#words = words;
  }

  override eq(other: GridWidget): boolean {
    if (other.#readOnly !== this.#readOnly || other.#direction !== this.#direction || other.#words.name !== this.#words.name) return false;
    return other.#table === this.#table || JSON.stringify(other.#table) === JSON.stringify(this.#table);
  }

  override get estimatedHeight(): number {
    return this.#table.rows.length * 36 + 16;
  }

  toDOM(): HTMLElement {
    // Margins of the table itself would not be counted into the height of its block.
    const frame = document.createElement("div");
    frame.className = "md-grid";
    frame.append(document.createElement("table"));
    this.#draw(frame);
    return frame;
  }

  /** Changes what is drawn into this, cell by cell: the one that is being written in stays as it is. */
  override updateDOM(dom: HTMLElement, _: EditorView, from: GridWidget): boolean {
    if (from.#words.name !== this.#words.name) return false;
    this.#draw(dom);
    return true;
  }

  /** Keys, clicks and what is typed in a cell are not the text's. */
  override ignoreEvent(): boolean {
    return true;
  }

  #draw(frame: HTMLElement): void {
    const table = frame.firstElementChild as HTMLTableElement;
    const { rows, aligns } = this.#table;
    table.setAttribute("role", "grid");
    table.setAttribute("aria-label", this.#words.name);
    table.setAttribute("aria-description", this.#words.help);
    table.dir = this.#direction;
    while (table.rows.length > rows.length) table.deleteRow(-1);
    rows.forEach((cells, row) => {
      const line = table.rows[row] ?? table.insertRow();
      line.setAttribute("role", "row");
      while (line.cells.length > aligns.length) line.deleteCell(-1);
      cells.forEach((text, column) => {
        const cell = line.cells[column] ?? line.appendChild(this.#newCell(row));
        cell.dataset["align"] = aligns[column] ?? "none";
        cell.contentEditable = this.#readOnly ? "false" : "plaintext-only";
        cell.dir = LETTER.test(text) ? "auto" : this.#direction;
        if (escapeCell(cell.textContent).trim() !== text) cell.textContent = unescapeCell(text);
      });
    });
  }

  #newCell(row: number): HTMLTableCellElement {
    const cell = document.createElement(row === 0 ? "th" : "td");
    cell.setAttribute("role", row === 0 ? "columnheader" : "gridcell");
    cell.tabIndex = -1;
    cell.spellcheck = false;
    return cell;
  }
}
