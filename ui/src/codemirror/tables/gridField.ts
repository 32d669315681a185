// Which tables are drawn as grids at present, as a field of the editor's state. A table that is being typed, or that was
// opened with Escape, is text until the caret has left it.

import { Annotation, type EditorState, StateEffect, StateField, Transaction } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import { findBarIsOpen } from "../find/findBar";
import { textDirection } from "../typing";
import { type Grid, gridBetween } from "./gridText";
import { GridWidget } from "./gridWidget";

/** Marks what was done in a cell: it is drawn there already. */
export const fromCell = Annotation.define<boolean>();
/** What there is to draw between two places. */
export const look = StateEffect.define<{ from: number; to: number; grids: Grid[] }>();
/** The table at a place is shown as text. */
export const showSource = StateEffect.define<number>();

interface Drawn {
  grids: readonly Grid[];
  decorations: DecorationSet;
  /** Where the text is being written; the table there stays text. */
  source: number | null;
}

export const gridField = StateField.define<Drawn>({
  create: () => ({ grids: [], decorations: Decoration.none, source: null }),
  update: (value, transaction) => {
    const { state, startState } = transaction;
    let { grids, source } = value;
    if (transaction.docChanged) {
      grids = moved(grids, transaction);
      if (source !== null) source = transaction.changes.mapPos(source);
      if (isTypedInText(transaction)) source = state.selection.main.head;
      // A table that was put in whole is drawn at once.
      else if (transaction.isUserEvent("input.table.insert")) source = null;
    }
    for (const effect of transaction.effects) {
      if (effect.is(look)) {
        const { from, to, grids: found } = effect.value;
        grids = [...grids.filter((grid) => grid.to < from || grid.from > to), ...found].sort((a, b) => a.from - b.from);
      } else if (effect.is(showSource)) {
        source = effect.value;
        grids = grids.filter((grid) => !within(grid, effect.value));
      }
    }
    const turned =
      startState.readOnly !== state.readOnly ||
      startState.facet(textDirection) !== state.facet(textDirection) ||
      findBarIsOpen(startState) !== findBarIsOpen(state);
    if (grids === value.grids && !turned) return source === value.source ? value : { ...value, source };
    return { grids, source, decorations: drawn(state, grids) };
  },
  provide: (field) => EditorView.decorations.from(field, ({ decorations }) => decorations),
});

function isTypedInText(transaction: Transaction): boolean {
  if (transaction.annotation(fromCell)) return false;
  // A line that is begun is an input of no further kind.
  const begun = transaction.annotation(Transaction.userEvent) === "input";
  return begun || transaction.isUserEvent("input.type") || transaction.isUserEvent("delete");
}

export function within({ from, to }: Grid, position: number): boolean {
  return position >= from && position <= to;
}

/** The grids after a change: those that were touched are read again. */
function moved(grids: readonly Grid[], { changes, newDoc }: Transaction): readonly Grid[] {
  return grids.flatMap((grid) => {
    const from = changes.mapPos(grid.from, -1);
    const to = changes.mapPos(grid.to, 1);
    if (!changes.touchesRange(grid.from, grid.to)) return from === grid.from ? grid : { ...grid, from, to };
    return gridBetween(newDoc, from, to) ?? [];
  });
}

function drawn(state: EditorState, grids: readonly Grid[]): DecorationSet {
  // Every match that is found is seen: in a text.
  if (findBarIsOpen(state)) return Decoration.none;
  const direction = state.facet(textDirection);
  const words = { name: state.phrase("Table"), help: state.phrase("Table help") };
  return Decoration.set(
    grids.map(({ from, to, table }) => {
      const widget = new GridWidget(table, direction, state.readOnly, words);
      return Decoration.replace({ widget, block: true }).range(from, to);
    }),
  );
}

/** The grid around a place, where one is drawn. */
export function gridAt(state: EditorState, position: number): Grid | null {
  const value = state.field(gridField, false);
  if (!value || findBarIsOpen(state)) return null;
  return value.grids.find((grid) => within(grid, position)) ?? null;
}
