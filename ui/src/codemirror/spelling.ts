// Misspelt words of what is in view, underlined. Whoever knows the dictionaries is asked a moment after the text or
// the view has changed; until the answer comes the old underlines move with the text.

import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, type PluginValue, ViewPlugin, type ViewUpdate } from "@codemirror/view";

/** Milliseconds after a change. */
const PAUSE = 350;
/** Milliseconds until the next try, where the text has changed since it was asked about. */
const AGAIN = 500;

export interface Misspelt {
  from: number;
  to: number;
  word: string;
  language: string;
}

export interface SpellingPort {
  /** The misspelt words of lines (from 0, the end not included); `null` where the answer is of another text. */
  check(fromLine: number, toLine: number): Promise<readonly Misspelt[] | null>;
}

const setWords = StateEffect.define<{ from: number; to: number; words: readonly Misspelt[] }>();
/** Looks again, after the dictionaries have changed. */
export const lookAgain = StateEffect.define<null>();

export const misspelt = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let now = value;
    if (transaction.docChanged) {
      now = now.map(transaction.changes);
      // A word that is being changed is no longer the one that was looked up.
      transaction.changes.iterChangedRanges((_, __, from, to) => {
        now = now.update({ filterFrom: from, filterTo: to, filter: (start, end) => end < from || start > to });
      });
    }
    for (const effect of transaction.effects) {
      if (!effect.is(setWords)) continue;
      const { from, to, words } = effect.value;
      now = now.update({
        filterFrom: from,
        filterTo: to,
        filter: () => false,
        add: words.map(({ from: start, to: end, word, language }) =>
          Decoration.mark({ class: "md-misspelt", word, language }).range(start, end),
        ),
      });
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The misspelt word at a place. */
export function misspeltAt(view: EditorView, position: number): Misspelt | null {
  let found: Misspelt | null = null;
  view.state.field(misspelt, false)?.between(position, position, (from, to, decoration) => {
    const { word, language } = decoration.spec as { word: string; language: string };
    found = { from, to, word, language };
    return false;
  });
  return found;
}

export function spelling(port: SpellingPort): Extension {
  class Checker implements PluginValue {
    readonly #view: EditorView;
    #timer = 0;
    #asked = 0;

    constructor(view: EditorView) {
      this.#view = view;
      this.#soon(PAUSE);
    }

    update(update: ViewUpdate): void {
      const again = update.transactions.some((transaction) => transaction.effects.some((effect) => effect.is(lookAgain)));
      if (update.docChanged || update.viewportChanged || again) this.#soon(again ? 0 : PAUSE);
    }

    destroy(): void {
      clearTimeout(this.#timer);
      this.#asked += 1;
    }

    #soon(pause: number): void {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => void this.#look(), pause);
    }

    async #look(): Promise<void> {
      const { state, viewport } = this.#view;
      if (this.#view.composing) return this.#soon(AGAIN);
      this.#asked += 1;
      const asked = this.#asked;
      const { doc } = state;
      const first = doc.lineAt(viewport.from);
      const last = doc.lineAt(viewport.to);
      const words = await port.check(first.number - 1, last.number);
      if (asked !== this.#asked) return;
      if (words === null || doc !== this.#view.state.doc) return this.#soon(AGAIN);
      const inText = words.filter((word) => word.to <= doc.length && word.from < word.to);
      this.#view.dispatch({ effects: setWords.of({ from: first.from, to: last.to, words: inText }) });
    }
  }
  return [misspelt, ViewPlugin.fromClass(Checker)];
}
