// The text editor: CodeMirror set up for writing Markdown in any script. It owns the open text. It knows neither the
// engine nor Svelte; what happens in it is told to its `events`.

import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { closeSearchPanel, openSearchPanel, search, searchKeymap, searchPanelOpen } from "@codemirror/search";
import {
  Annotation,
  type ChangeSet,
  Compartment,
  EditorSelection,
  EditorState,
  type Extension,
  Prec,
  type StateCommand,
  type StateEffect,
  type Text,
  Transaction,
} from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, panels, placeholder } from "@codemirror/view";
import type { Say } from "../texts/catalogue";
import { findBar } from "./findBar";
import { insertLink, pictureAt, toggleCode, toggleEmphasis, toggleStrong } from "./formatting";
import { markdownStyle } from "./markdownStyle";

/** Marks a change that the engine knows already. */
const fromOutside = Annotation.define<boolean>();

export interface WritingEvents {
  changed(changes: ChangeSet, text: Text): void;
  moved(): void;
  scrolled(): void;
  blurred(): void;
  /** Picture files were pasted or dropped at this place; answers whether they are taken. */
  picturesGiven(files: File[], at: number): boolean;
}

export class WritingView {
  readonly view: EditorView;
  readonly #scroller: HTMLElement;
  readonly #events: WritingEvents;
  readonly #readOnly = new Compartment();
  readonly #language = new Compartment();
  readonly #words = new Compartment();
  readonly #extensions: Extension;
  readonly #say: Say;
  #locked = false;
  #tongue = "";

  /** `parent` holds the editor, `scroller` is what scrolls it, `panelPlace` takes the find bar. */
  constructor(
    parent: HTMLElement,
    scroller: HTMLElement,
    panelPlace: HTMLElement,
    say: Say,
    events: WritingEvents,
  ) {
    this.#scroller = scroller;
    this.#events = events;
    this.#say = say;
    this.#extensions = [
      history(),
      highlightSpecialChars(),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ spellcheck: "true", autocorrect: "on" }),
      this.#words.of([]),
      markdown({ base: markdownLanguage, completeHTMLTags: false }),
      markdownStyle,
      search({ top: true, createPanel: findBar(say) }),
      panels({ topContainer: panelPlace }),
      Prec.high(
        keymap.of([
          { key: "Mod-b", run: toggleStrong, preventDefault: true },
          { key: "Mod-i", run: toggleEmphasis, preventDefault: true },
          { key: "Mod-e", run: toggleCode, preventDefault: true },
          { key: "Mod-k", run: insertLink, preventDefault: true },
          // Tab leaves the editor, as everywhere; only in a list does it indent.
          { key: "Tab", run: (view) => inList(view.state) && indentMore(view) },
          { key: "Shift-Tab", run: (view) => inList(view.state) && indentLess(view) },
        ]),
      ),
      keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap]),
      this.#readOnly.of([]),
      this.#language.of([]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !update.transactions.some((transaction) => transaction.annotation(fromOutside))) {
          this.#events.changed(update.changes, update.state.doc);
        }
        if (update.docChanged || update.selectionSet) this.#events.moved();
      }),
      EditorView.domEventHandlers({
        blur: () => this.#events.blurred(),
        paste: (event, view) => this.#take(event, event.clipboardData, view.state.selection.main.head),
        drop: (event, view) => {
          const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.selection.main.head;
          return this.#take(event, event.dataTransfer, at);
        },
      }),
    ];
    this.view = new EditorView({ parent, state: this.stateOf("") });
    this.relabel();
    scroller.addEventListener("scroll", this.#onScroll, { passive: true });
  }

  get composing(): boolean {
    return this.view.composing;
  }

  get state(): EditorState {
    return this.view.state;
  }

  get hasFocus(): boolean {
    return this.view.hasFocus;
  }

  /** A state for a text, with a history of its own. */
  stateOf(text: string | Text, caret = 0): EditorState {
    const state = EditorState.create({ doc: text, extensions: this.#extensions });
    return caret === 0 ? state : state.update({ selection: { anchor: Math.min(caret, state.doc.length) } }).state;
  }

  /** Shows another text. */
  show(state: EditorState): void {
    this.view.setState(state);
    this.view.dispatch({ effects: [this.#lock(), this.#speak(), this.#name()] });
    this.#events.moved();
  }

  /** Makes a change that came from outside: caret and undo history stay. */
  takeChange(change: ChangeSet): void {
    if (change.empty) return;
    this.view.dispatch({
      changes: change,
      annotations: [fromOutside.of(true), Transaction.userEvent.of("outside")],
    });
  }

  setReadOnly(readOnly: boolean): void {
    if (readOnly === this.#locked) return;
    this.#locked = readOnly;
    this.view.dispatch({ effects: this.#lock() });
  }

  /** The language of the text, for spelling and hyphenation. */
  setLanguage(language: string): void {
    if (language === this.#tongue) return;
    this.#tongue = language;
    this.view.dispatch({ effects: this.#speak() });
  }

  /** Takes over the words of the interface's language. */
  relabel(): void {
    const searching = searchPanelOpen(this.view.state);
    if (searching) closeSearchPanel(this.view);
    this.view.dispatch({ effects: this.#name() });
    if (searching) openSearchPanel(this.view);
  }

  run(command: StateCommand): void {
    command({ state: this.view.state, dispatch: (transaction) => this.view.dispatch(transaction) });
    this.view.focus();
  }

  insertPicture(reference: string, alt: string, at = this.view.state.selection.main.head): void {
    this.view.dispatch(pictureAt(this.view.state, Math.min(at, this.view.state.doc.length), reference, alt));
    this.view.focus();
  }

  find(): void {
    openSearchPanel(this.view);
  }

  focus(): void {
    this.view.focus();
  }

  /** Puts the caret at the start of a line, counted from 1. */
  goToLine(number: number): void {
    const { doc } = this.view.state;
    const line = doc.line(Math.min(Math.max(1, number), doc.lines));
    this.view.dispatch({
      selection: EditorSelection.cursor(line.from),
      effects: EditorView.scrollIntoView(line.from, { y: "start", yMargin: 80 }),
    });
    this.view.focus();
  }

  /** Selects a part of the text and scrolls to it; the focus stays where it is. */
  select(from: number, to: number): void {
    this.view.dispatch({
      selection: EditorSelection.range(from, to),
      effects: EditorView.scrollIntoView(from, { y: "center" }),
    });
  }

  get caret(): number {
    return this.view.state.selection.main.head;
  }

  /** The line (from 0, with its fraction) at `offset` pixels below the top of the scroller; negative above the text. */
  lineAt(offset: number): number {
    const top = this.#scroller.getBoundingClientRect().top;
    const height = top + offset - this.view.documentTop;
    if (height < 0) return -1;
    const block = this.view.lineBlockAtHeight(height);
    const line = this.view.state.doc.lineAt(block.from).number - 1;
    return line + (block.height > 0 ? Math.min(1, Math.max(0, (height - block.top) / block.height)) : 0);
  }

  get scrollTop(): number {
    return this.#scroller.scrollTop;
  }

  set scrollTop(top: number) {
    this.#scroller.scrollTop = top;
  }

  /** Where the editor is scrolled to: the same share of the way through is the same share of the viewport. */
  position(): { through: number; line: number; aboveText: number; caretLine: number | null } {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const range = scrollHeight - clientHeight;
    const through = range > 0 ? Math.min(1, Math.max(0, scrollTop / range)) : 0;
    const offset = through * clientHeight;
    const line = this.lineAt(offset);
    const { top } = this.#scroller.getBoundingClientRect();
    const textTop = this.view.documentTop - top + scrollTop;
    const caret = this.view.lineBlockAt(this.caret);
    const caretTop = caret.top + this.view.documentTop - top;
    const seen = caretTop + caret.height > 0 && caretTop < clientHeight;
    return {
      through,
      line,
      aboveText: line < 0 && textTop > 0 ? (scrollTop + offset) / textTop : 0,
      caretLine: seen ? this.view.state.doc.lineAt(this.caret).number - 1 : null,
    };
  }

  /** Scrolls so that a line (from 1) is the first that is shown. */
  showLine(number: number): void {
    const { doc } = this.view.state;
    if (number <= 1) {
      this.#scroller.scrollTop = 0;
      return;
    }
    const line = doc.line(Math.min(number, doc.lines));
    this.view.dispatch({ effects: EditorView.scrollIntoView(line.from, { y: "start" }) });
  }

  destroy(): void {
    this.#scroller.removeEventListener("scroll", this.#onScroll);
    this.view.destroy();
  }

  #lock(): StateEffect<unknown> {
    return this.#readOnly.reconfigure(this.#locked ? EditorState.readOnly.of(true) : []);
  }

  #name(): StateEffect<unknown> {
    return this.#words.reconfigure([
      EditorView.contentAttributes.of({ "aria-label": this.#say("article-text") }),
      placeholder(this.#say("article-text-placeholder")),
    ]);
  }

  #speak(): StateEffect<unknown> {
    const attributes = this.#tongue ? [EditorView.contentAttributes.of({ lang: this.#tongue })] : [];
    return this.#language.reconfigure(attributes);
  }

  #onScroll = (): void => this.#events.scrolled();

  #take(event: Event, data: DataTransfer | null, at: number): boolean {
    const pictures = [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));
    if (pictures.length === 0 || this.view.state.readOnly) return false;
    // Text copied from a word processor often carries a picture of itself: then the text is meant.
    if (data?.getData("text/plain")) return false;
    const taken = this.#events.picturesGiven(pictures, at);
    if (taken) event.preventDefault();
    return taken;
  }
}

function inList(state: EditorState): boolean {
  if (state.readOnly) return false;
  return /^\s*(?:[-*+]|\d+[.)])\s/.test(state.doc.lineAt(state.selection.main.head).text);
}
