// Videos, posts and sounds: an address on a line of its own shows as the card that the page makes of it. Which
// addresses those are the engine says, since it renders the page. The text stays the truth: where the caret is on the
// line, the address is seen and can be written in.

import { type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";

/** An address that the page shows as a card. */
export interface Card {
  from: number;
  to: number;
  kind: "video" | "post" | "sound";
  service: string;
}

interface Shown {
  cards: readonly Card[];
  decorations: DecorationSet;
}

/** The cards of the text as the engine knows it now. */
export const setCards = StateEffect.define<readonly Card[]>();

class CardWidget extends WidgetType {
  readonly #card: Card;
  readonly #address: string;
  readonly #kind: string;

  constructor(card: Card, address: string, kind: string) {
    super();
    this.#card = card;
    this.#address = address;
    this.#kind = kind;
  }

  override eq(other: CardWidget): boolean {
    return (
      other.#address === this.#address &&
      other.#kind === this.#kind &&
      other.#card.kind === this.#card.kind &&
      other.#card.service === this.#card.service
    );
  }

  toDOM(): HTMLElement {
    const part = (className: string, text: string): HTMLElement => {
      const element = document.createElement("span");
      element.className = className;
      element.textContent = text;
      return element;
    };
    const card = part("md-card", "");
    card.dataset["kind"] = this.#card.kind;
    const address = part("md-card-address", shownAddress(this.#address));
    address.dir = "ltr";
    // The sign is drawn by the style sheet; those who do not see it are told what it stands for.
    card.append(part("unseen", this.#kind), " ", part("md-card-service", this.#card.service), " ", address);
    return card;
  }

  /** A click puts the caret there, and the address is seen. */
  override ignoreEvent(): boolean {
    return false;
  }
}

/** An address as people read it. */
export function shownAddress(address: string): string {
  const rest = address
    .replace(/^<|>$/g, "")
    .replace(/^https?:\/\/(?:www\.)?/, "")
    .replace(/\/+$/, "");
  return rest.length > 60 ? `${rest.slice(0, 60)}…` : rest;
}

export const cardField = StateField.define<Shown>({
  create: () => ({ cards: [], decorations: Decoration.none }),
  update: (value, transaction) => {
    const { state, startState, changes } = transaction;
    let { cards } = value;
    if (transaction.docChanged && cards.length > 0) {
      // One that was written in is no card until the engine says so again.
      cards = cards.flatMap((card) => {
        const [from, to] = [changes.mapPos(card.from, 1), changes.mapPos(card.to, -1)];
        const same = from < to && startState.sliceDoc(card.from, card.to) === state.sliceDoc(from, to);
        return same ? [{ ...card, from, to }] : [];
      });
    }
    for (const effect of transaction.effects) if (effect.is(setCards)) cards = effect.value;
    const moved = transaction.docChanged || transaction.selection !== undefined || transaction.reconfigured;
    if (cards === value.cards && !(moved && cards.length > 0)) return value;
    return { cards, decorations: drawn(state, cards) };
  },
  provide: (field) => EditorView.decorations.from(field, ({ decorations }) => decorations),
});

function drawn(state: EditorState, cards: readonly Card[]): DecorationSet {
  const widgets = cards
    .filter((card) => card.to <= state.doc.length && isShown(state, card))
    .map((card) => {
      const widget = new CardWidget(card, state.sliceDoc(card.from, card.to), state.phrase(`card-${card.kind}`));
      return Decoration.replace({ widget }).range(card.from, card.to);
    });
  return Decoration.set(widgets, true);
}

/** A card has its line to itself, and nobody is writing there. */
function isShown(state: EditorState, { from, to }: Card): boolean {
  const line = state.doc.lineAt(from);
  const alone = line.text.trim() === state.sliceDoc(from, to);
  return alone && state.selection.ranges.every((range) => range.to < line.from || range.from > line.to);
}

/** Whether a line, by its start, is shown as a card. */
export function isCardAt(state: EditorState, lineStart: number): boolean {
  const { to } = state.doc.lineAt(lineStart);
  let found = false;
  state.field(cardField, false)?.decorations.between(lineStart, to, () => {
    found = true;
    return false;
  });
  return found;
}

export const cards: Extension = cardField;
