// Writing without distraction: what is not being written is dimmed, and the line being written stays in the middle.

import { EditorState, type Extension, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { textLanguage } from "./typing";

/** A paragraph longer than this is not searched for its sentences. */
const LONGEST = 20_000;

export interface Range {
  from: number;
  to: number;
}

/** The lines around a place up to the next empty ones. */
export function paragraphAt(doc: Text, position: number): Range {
  const here = doc.lineAt(position);
  if (here.text.trim() === "") return { from: here.from, to: here.to };
  let first = here;
  while (first.number > 1 && doc.line(first.number - 1).text.trim() !== "") first = doc.line(first.number - 1);
  let last = here;
  while (last.number < doc.lines && doc.line(last.number + 1).text.trim() !== "") last = doc.line(last.number + 1);
  return { from: first.from, to: last.to };
}

/** The sentence at a place, as the language has them. */
export function sentenceAt(doc: Text, position: number, language: string): Range {
  const paragraph = paragraphAt(doc, position);
  if (paragraph.to - paragraph.from > LONGEST) return paragraph;
  // A line end is no end of a sentence here (it is one in UAX 29).
  const text = doc.sliceString(paragraph.from, paragraph.to).replaceAll("\n", " ");
  for (const { index, segment } of segmenter(language).segment(text)) {
    const from = paragraph.from + index;
    if (position < from + segment.length || from + segment.length === paragraph.to) {
      return { from, to: from + segment.trimEnd().length };
    }
  }
  return paragraph;
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  let made: Intl.Segmenter;
  try {
    made = new Intl.Segmenter(language || undefined, { granularity: "sentence" });
  } catch {
    made = new Intl.Segmenter(undefined, { granularity: "sentence" });
  }
  segmenters.set(language, made);
  return made;
}

const dim = Decoration.mark({ class: "md-dim" });

export function focusOn(what: "sentence" | "paragraph"): Extension {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;

      constructor(view: EditorView) {
        this.decorations = this.#around(view);
      }

      update(update: ViewUpdate): void {
        if (update.docChanged || update.selectionSet || update.viewportChanged) this.decorations = this.#around(update.view);
      }

      #around(view: EditorView): DecorationSet {
        const { state, viewport } = view;
        const { from, to, head } = state.selection.main;
        const at = (place: number): Range =>
          what === "paragraph" ? paragraphAt(state.doc, place) : sentenceAt(state.doc, place, state.facet(textLanguage));
        const lit = from === to ? at(head) : { from: at(from).from, to: at(to).to };
        const dimmed = [
          { from: viewport.from, to: Math.min(lit.from, viewport.to) },
          { from: Math.max(lit.to, viewport.from), to: viewport.to },
        ];
        return Decoration.set(dimmed.filter((range) => range.from < range.to).map((range) => dim.range(range.from, range.to)));
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

/** The line that is written stays in the middle of what is seen; the pointer moves nothing. */
export const typewriter: Extension = EditorState.transactionExtender.of((transaction) => {
  const moves = transaction.docChanged || transaction.selection !== undefined;
  const byKey = ["input", "delete", "move", "select", "undo", "redo"].some((event) => transaction.isUserEvent(event));
  if (!moves || !byKey || transaction.isUserEvent("select.pointer")) return null;
  return { effects: EditorView.scrollIntoView(transaction.newSelection.main.head, { y: "center" }) };
});
