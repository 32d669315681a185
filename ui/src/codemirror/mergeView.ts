// Two texts side by side, the second of which is changed until it is the one that is wanted. It knows neither the
// engine nor Svelte.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { getChunks, goToNextChunk, goToPreviousChunk, MergeView } from "@codemirror/merge";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { markdownGrammar } from "./markdownGrammar";
import { markdownStyle } from "./markdownStyle";

export interface MergeWords {
  theirs: string;
  mine: string;
  take: string;
}

export class TextMerge {
  readonly #view: MergeView;

  constructor(parent: HTMLElement, theirs: string, mine: string, words: MergeWords) {
    const shared: Extension = [
      EditorView.lineWrapping,
      EditorView.perLineTextDirection.of(true),
      EditorView.contentAttributes.of({ dir: "auto" }),
      markdownGrammar,
      markdownStyle,
    ];
    this.#view = new MergeView({
      parent,
      a: {
        doc: theirs,
        extensions: [
          shared,
          EditorState.readOnly.of(true),
          EditorView.contentAttributes.of({ "aria-label": words.theirs, "aria-readonly": "true" }),
          keymap.of(defaultKeymap),
        ],
      },
      b: {
        doc: mine,
        extensions: [
          shared,
          history(),
          EditorView.contentAttributes.of({ "aria-label": words.mine }),
          keymap.of([
            { key: "F7", run: goToNextChunk, shift: goToPreviousChunk, preventDefault: true },
            { key: "Alt-Enter", run: () => this.take() },
            ...historyKeymap,
            ...defaultKeymap,
          ]),
        ],
      },
      revertControls: "a-to-b",
      renderRevertControl: () => revertButton(words.take),
      collapseUnchanged: { margin: 3, minSize: 8 },
      gutter: true,
    });
    const { b } = this.#view;
    const first = getChunks(b.state)?.chunks[0];
    if (first) b.dispatch({ selection: { anchor: first.fromB }, scrollIntoView: true });
  }

  /** Gives the keyboard to the text that is changed. */
  focus(): void {
    this.#view.b.focus();
  }

  /** The text as it was merged so far. */
  get text(): string {
    return this.#view.b.state.doc.toString();
  }

  /** Goes to the next difference, or the one before. */
  go(step: 1 | -1): void {
    this.#view.b.focus();
    (step > 0 ? goToNextChunk : goToPreviousChunk)(this.#view.b);
  }

  /** Puts what the other text has in the place of the difference that the caret is in, or else the next one. */
  take(): boolean {
    const { a, b } = this.#view;
    const chunks = getChunks(b.state)?.chunks ?? [];
    const caret = b.state.selection.main.head;
    const chunk = chunks.find(({ fromB, endB }) => fromB <= caret && caret <= endB) ?? chunks.find(({ fromB }) => fromB > caret);
    if (!chunk) return false;
    // A chunk goes to the end of its last line, and that line's break is its own where a line follows.
    let insert = a.state.sliceDoc(chunk.fromA, Math.max(chunk.fromA, chunk.toA - 1));
    if (chunk.fromA !== chunk.toA && chunk.toB <= b.state.doc.length) insert += b.state.lineBreak;
    const to = Math.min(b.state.doc.length, chunk.toB);
    b.dispatch({ changes: { from: chunk.fromB, to, insert }, selection: { anchor: chunk.fromB }, userEvent: "input.merge" });
    b.focus();
    return true;
  }

  destroy(): void {
    this.#view.destroy();
  }
}

/** The arrow between the texts; it is pressed with the pointer, the keyboard has a key of its own. */
function revertButton(label: string): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.tabIndex = -1;
  button.title = label;
  button.setAttribute("aria-label", label);
  button.textContent = "→";
  return button;
}
