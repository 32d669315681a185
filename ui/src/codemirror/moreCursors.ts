// Several cursors at once. The browser draws the main one and its selection, in any script; only the others are
// drawn here.

import { simplifySelection } from "@codemirror/commands";
import { EditorState, type Extension } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate, WidgetType, keymap } from "@codemirror/view";

class CursorWidget extends WidgetType {
  toDOM(): HTMLElement {
    const cursor = document.createElement("span");
    cursor.className = "md-cursor";
    cursor.setAttribute("aria-hidden", "true");
    return cursor;
  }

  override eq(): boolean {
    return true;
  }
}

const cursor = Decoration.widget({ widget: new CursorWidget(), side: 1 });
const selected = Decoration.mark({ class: "md-selected" });

const others = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet = Decoration.none;

    update(update: ViewUpdate): void {
      if (!update.selectionSet && !update.docChanged) return;
      const { ranges, main } = update.state.selection;
      this.decorations =
        ranges.length === 1
          ? Decoration.none
          : Decoration.set(
              ranges
                .filter((range) => range !== main)
                .flatMap((range) =>
                  range.empty ? [cursor.range(range.head)] : [selected.range(range.from, range.to), cursor.range(range.head)],
                ),
              true,
            );
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

export const moreCursors: Extension = [
  EditorState.allowMultipleSelections.of(true),
  EditorView.clickAddsSelectionRange.of((event) => event.altKey),
  others,
  keymap.of([{ key: "Escape", run: simplifySelection }]),
];
