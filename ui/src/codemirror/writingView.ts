// The text editor: CodeMirror set up for writing Markdown in any script. It owns the open text. It knows neither the
// engine nor Svelte; what happens in it is told to its `events`.

import {
  Annotation,
  type ChangeSet,
  type ChangeSpec,
  Compartment,
  EditorSelection,
  EditorState,
  type Extension,
  type StateCommand,
  type StateEffect,
  type Text,
  Transaction,
  type TransactionSpec,
} from "@codemirror/state";
import { EditorView, placeholder } from "@codemirror/view";
import type { Say } from "../texts/catalogue";
import { type Card, setCards } from "./cards";
import type { CompletionPort } from "./completions";
import { type WritingOptions, chosenExtensions, plainOptions, wordedExtensions, writingExtensions } from "./extensions";
import { closeFindBar, findBarIsOpen, openFindBar } from "./find/findBar";
import { findField } from "./find/findField";
import type { FindQuery } from "./find/findText";
import { pictureAt } from "./formatting";
import { type PasteEvents, takePaste, takePictures, whyNotPasted } from "./paste";
import { holdPlace } from "./pictures";
import { type Misspelt, type SpellingPort, lookAgain, misspeltAt } from "./spelling";
import { isComposingInCell } from "./tables/gridCells";
import { gridAt } from "./tables/gridField";
import { textDirection, textLanguage } from "./typing";

/** Marks a change that the engine knows already. */
const fromOutside = Annotation.define<boolean>();

export interface WritingEvents extends PasteEvents, CompletionPort, SpellingPort {
  changed(changes: ChangeSet, text: Text): void;
  moved(): void;
  scrolled(): void;
  blurred(): void;
  /** Something else is looked for, or nothing any more. */
  lookedFor(query: FindQuery): void;
}

export class WritingView {
  readonly view: EditorView;
  readonly #scroller: HTMLElement;
  readonly #events: WritingEvents;
  readonly #readOnly = new Compartment();
  readonly #language = new Compartment();
  readonly #words = new Compartment();
  readonly #chosen = new Compartment();
  readonly #extensions: Extension;
  readonly #say: Say;
  /** Whether a text was shown yet: until then nothing is worth making anew. */
  #shown = false;
  #locked = false;
  #tongue = "";
  #direction: "ltr" | "rtl" = "ltr";
  #options: WritingOptions;
  /** What stands in each compartment now. */
  readonly #now = new Map<Compartment, Extension>();
  /** The next paste is to be plain text. */
  #plain = false;

  /** `parent` holds the editor, `scroller` is what scrolls it, `panelPlace` takes the find bar. */
  constructor(
    parent: HTMLElement,
    scroller: HTMLElement,
    panelPlace: HTMLElement,
    say: Say,
    events: WritingEvents,
    options = plainOptions,
  ) {
    this.#options = options;
    this.#scroller = scroller;
    this.#events = events;
    this.#say = say;
    this.#extensions = [
      writingExtensions(panelPlace),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !update.transactions.some((transaction) => transaction.annotation(fromOutside))) {
          this.#events.changed(update.changes, update.state.doc);
        }
        if (update.docChanged || update.selectionSet) this.#events.moved();
        const query = update.state.field(findField, false)?.query;
        if (query && query !== update.startState.field(findField, false)?.query) this.#events.lookedFor(query);
      }),
      EditorView.domEventHandlers({
        paste: (event, view) => this.#paste(event, view),
        drop: (event, view) => {
          const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.selection.main.head;
          if (view.state.readOnly || !takePictures(event.dataTransfer, at, this.#events)) return false;
          event.preventDefault();
          return true;
        },
      }),
    ];
    this.#name();
    this.#choose();
    this.#lock();
    this.#speak();
    this.view = new EditorView({ parent, state: this.stateOf("") });
    scroller.addEventListener("scroll", this.#onScroll, { passive: true });
    this.view.dom.addEventListener("focusout", this.#onLeave);
    this.view.dom.addEventListener("paste", this.#onPaste, { capture: true });
  }

  get composing(): boolean {
    return this.view.composing || isComposingInCell(this.view);
  }

  get state(): EditorState {
    return this.view.state;
  }

  get hasFocus(): boolean {
    // The cells of a table are part of the text.
    return this.view.contentDOM.contains(this.view.dom.ownerDocument.activeElement);
  }

  /** A state for a text, with a history of its own. */
  stateOf(text: string | Text, caret = 0): EditorState {
    const chosen = [...this.#now].map(([compartment, content]) => compartment.of(content));
    const state = EditorState.create({ doc: text, extensions: [this.#extensions, chosen] });
    return caret === 0 ? state : state.update({ selection: { anchor: Math.min(caret, state.doc.length) } }).state;
  }

  /** Shows another text. */
  show(state: EditorState): void {
    this.#shown = true;
    this.view.setState(state);
    this.#bringUpToDate();
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
    this.#lock();
    this.#bringUpToDate();
  }

  /** The language of the text, and the direction it runs in as a whole. */
  setLanguage(language: string, direction: "ltr" | "rtl"): void {
    if (language === this.#tongue && direction === this.#direction) return;
    this.#tongue = language;
    this.#direction = direction;
    this.#speak();
    this.#bringUpToDate();
  }

  configure(options: WritingOptions): void {
    const before = this.#options;
    if ((Object.keys(options) as (keyof WritingOptions)[]).every((name) => options[name] === before[name])) return;
    this.#options = options;
    this.#choose();
    this.#bringUpToDate();
  }

  /** Takes over the words of the interface's language. */
  relabel(): void {
    const searching = findBarIsOpen(this.view.state);
    if (searching) closeFindBar(this.view);
    this.#name();
    this.#bringUpToDate();
    if (searching) openFindBar(this.view);
  }

  run(command: StateCommand | ((view: EditorView) => unknown)): void {
    command(this.view);
    this.view.focus();
  }

  /** Makes a change of the author's from beside the text; the keyboard stays where it is. */
  dispatch(spec: TransactionSpec): void {
    this.view.dispatch(spec);
  }

  /** Makes changes of the author's that were worked out elsewhere, and shows the first of them. */
  change(changes: ChangeSpec): void {
    const set = this.view.state.changes(changes);
    if (set.empty || this.view.state.readOnly) return;
    let first = -1;
    set.iterChangedRanges((_, __, from) => {
      if (first < 0) first = from;
    });
    this.view.dispatch({
      changes: set,
      effects: EditorView.scrollIntoView(first, { y: "nearest", yMargin: 80 }),
      userEvent: "input.fix",
    });
  }

  insertPicture(reference: string, alt: string, at = this.view.state.selection.main.head): void {
    this.view.dispatch(pictureAt(this.view.state, Math.min(at, this.view.state.doc.length), reference, alt));
    this.view.focus();
  }

  /** Keeps a place for something that is on its way. */
  holdPlace(at: number, words: string): { place: () => number; end: () => void } {
    return holdPlace(this.view, at, words);
  }

  find(): void {
    openFindBar(this.view);
  }

  focus(): void {
    this.view.focus();
  }

  /** The next paste, by whatever keys, is plain text. */
  pastePlain(): void {
    this.#plain = true;
    setTimeout(() => (this.#plain = false), 400);
  }

  /** The misspelt word at the caret or at a point of the window, and where it is seen. */
  misspelt(point?: { x: number; y: number }): { word: Misspelt; x: number; y: number } | null {
    const inGrid = gridAt(this.view.state, this.caret) !== null;
    const at = point && !inGrid ? this.view.posAtCoords(point) : this.caret;
    const word = at === null ? null : misspeltAt(this.view, at);
    const cell = inGrid ? this.view.dom.ownerDocument.activeElement?.getBoundingClientRect() : null;
    const box = word && (cell ?? this.view.coordsAtPos(word.from));
    return word && box ? { word, x: box.left, y: box.bottom + 4 } : null;
  }

  /** Shows these addresses as the cards that the page makes of them. */
  showCards(found: readonly Card[]): void {
    this.view.dispatch({ effects: setCards.of(found) });
  }

  /** Looks up the words in view again. */
  checkSpelling(): void {
    this.view.dispatch({ effects: lookAgain.of(null) });
  }

  /** Puts the caret at the start of a line, counted from 1. */
  goToLine(number: number): void {
    const { doc } = this.view.state;
    this.select(doc.line(Math.min(Math.max(1, number), doc.lines)).from);
  }

  /** Selects a stretch of the text and shows it near the top. */
  select(from: number, to = from): void {
    const { length } = this.view.state.doc;
    this.view.dispatch({
      selection: EditorSelection.range(Math.min(from, length), Math.min(to, length)),
      effects: EditorView.scrollIntoView(Math.min(from, length), { y: "start", yMargin: 80 }),
    });
    this.view.focus();
  }

  /** Selects a part of the text and scrolls to it; the focus stays where it is. */
  reveal(from: number, to: number): void {
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
    const { doc } = this.view.state;
    const line = doc.lineAt(block.from).number - 1;
    const lines = doc.lineAt(block.to).number - line;
    return line + (block.height > 0 ? lines * Math.min(1, Math.max(0, (height - block.top) / block.height)) : 0);
  }

  /** Scrolls so that a line (from 0, with its fraction) is `offset` pixels below the top of the scroller. */
  scrollToLine(line: number, offset: number): void {
    const { doc } = this.view.state;
    const whole = Math.min(Math.max(0, Math.floor(line)), doc.lines - 1);
    const block = this.view.lineBlockAt(doc.line(whole + 1).from);
    const textTop = this.view.documentTop - this.#scroller.getBoundingClientRect().top + this.#scroller.scrollTop;
    // A block may be several lines: a table that is drawn as a grid.
    const first = doc.lineAt(block.from).number - 1;
    const lines = doc.lineAt(block.to).number - first;
    const within = (Math.min(lines, Math.max(0, line - first)) / lines) * block.height;
    this.#scroller.scrollTop = line < 0 ? 0 : textTop + block.top + within - offset;
  }

  get scrollTop(): number {
    return this.#scroller.scrollTop;
  }

  set scrollTop(top: number) {
    this.#scroller.scrollTop = top;
  }

  get height(): number {
    return this.#scroller.clientHeight;
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
    this.view.dom.removeEventListener("focusout", this.#onLeave);
    this.view.dom.removeEventListener("paste", this.#onPaste, { capture: true });
    this.view.destroy();
  }

  /** Puts what has changed since the state was made into it. */
  #bringUpToDate(): void {
    if (!this.#shown) return;
    const effects: StateEffect<unknown>[] = [];
    for (const [compartment, content] of this.#now) {
      if (compartment.get(this.view.state) !== content) effects.push(compartment.reconfigure(content));
    }
    if (effects.length > 0) this.view.dispatch({ effects });
  }

  #lock(): void {
    this.#now.set(this.#readOnly, this.#locked ? EditorState.readOnly.of(true) : []);
  }

  #speak(): void {
    const attributes = EditorView.contentAttributes.of({ lang: this.#tongue, dir: this.#direction });
    this.#now.set(this.#language, [attributes, textLanguage.of(this.#tongue), textDirection.of(this.#direction)]);
  }

  #name(): void {
    this.#now.set(this.#words, wordedExtensions(this.#say, placeholder, this.#events));
  }

  #choose(): void {
    this.#now.set(this.#chosen, chosenExtensions(this.#options, this.#events));
  }

  #onScroll = (): void => this.#events.scrolled();

  /** Comes before the text, or the cell of a table, that it is meant for. */
  #onPaste = (event: ClipboardEvent): void => {
    const problem = whyNotPasted(event.clipboardData?.getData("text/plain") ?? "");
    if (!problem) return;
    event.preventDefault();
    event.stopPropagation();
    this.#events.pasteTroubled(problem);
  };

  #onLeave = ({ relatedTarget }: FocusEvent): void => {
    if (!(relatedTarget instanceof Node && this.view.dom.contains(relatedTarget))) this.#events.blurred();
  };

  #paste(event: ClipboardEvent, view: EditorView): boolean {
    if (this.#plain) {
      this.#plain = false;
      return false;
    }
    if (!takePaste(view, event.clipboardData, this.#events)) return false;
    event.preventDefault();
    return true;
  }
}
