// Pictures in the text: what is said about the one at the caret, and a place held for one that is on its way.

import { syntaxTree } from "@codemirror/language";
import { type EditorState, StateEffect, StateField, type TransactionSpec } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";

export interface PictureAt {
  from: number;
  to: number;
  /** As it stands in the text: `media/<hash>.<extension>` for those of the library. */
  address: string;
  alt: string;
  caption: string;
  /** In pixels, where the author gave one. */
  width: number | null;
}

/** A picture with a caption or a width, as it is written here: HTML that the renderer keeps. */
const FIGURE = /^<figure>\n<img src="([^"\n]*)" alt="([^"\n]*)"(?: width="(\d{1,5})")?>\n(?:<figcaption>([^\n]*)<\/figcaption>\n)?<\/figure>$/;

/** The picture at a place of the text. */
export function pictureAround(state: EditorState, position: number): PictureAt | null {
  const tree = syntaxTree(state);
  for (const side of [-1, 1] as const) {
    for (let node: ReturnType<typeof tree.resolveInner> | null = tree.resolveInner(position, side); node; node = node.parent) {
      if (node.name === "Image") {
        const url = node.getChild("URL");
        const text = state.sliceDoc(node.from, node.to);
        const alt = text.slice(2, Math.max(2, text.indexOf("](")));
        const address = url ? state.sliceDoc(url.from, url.to) : "";
        return { from: node.from, to: node.to, address, alt: alt.replace(/\\([[\]\\])/g, "$1"), caption: "", width: null };
      }
      if (node.name === "HTMLBlock") {
        const to = node.from + state.sliceDoc(node.from, node.to).trimEnd().length;
        const match = FIGURE.exec(state.sliceDoc(node.from, to));
        if (!match) return null;
        const [, address = "", alt = "", width, caption = ""] = match;
        return { from: node.from, to, address, alt: unescape(alt), caption: unescape(caption), width: width ? Number(width) : null };
      }
    }
  }
  return null;
}

/** The same picture with something else said about it. */
export function describedPicture(state: EditorState, picture: PictureAt, part: Partial<PictureAt>): TransactionSpec {
  const { from, to, address, alt, caption, width } = { ...picture, ...part };
  const isFigure = caption.trim() !== "" || width !== null;
  const line = state.doc.lineAt(from);
  const alone = line.from === from && state.doc.lineAt(to).to === to;
  const insert = isFigure
    ? [
        "<figure>",
        `<img src="${escape(address)}" alt="${escape(oneLine(alt))}"${width === null ? "" : ` width="${width}"`}>`,
        ...(caption.trim() === "" ? [] : [`<figcaption>${escape(oneLine(caption))}</figcaption>`]),
        "</figure>",
      ].join("\n")
    : `![${oneLine(alt).replace(/[[\]\\]/g, "\\$&")}](${address})`;
  const lead = isFigure && !alone && line.from < from ? "\n\n" : "";
  const tail = isFigure && !alone && to < state.doc.lineAt(to).to ? "\n\n" : "";
  return {
    changes: { from, to, insert: `${lead}${insert}${tail}` },
    selection: { anchor: from + lead.length + 2 },
    userEvent: "input.picture",
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function unescape(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&gt;", ">").replaceAll("&lt;", "<").replaceAll("&amp;", "&");
}

// ── A picture that is dragged to another place ──────────────────────────────────────────────────────────────────

/** Moves a picture: one that has its lines to itself to lines of its own, one in a sentence to where it is dropped. */
export function movedPicture(state: EditorState, { from, to }: { from: number; to: number }, at: number): TransactionSpec | null {
  const { doc } = state;
  const text = state.sliceDoc(from, to);
  const [first, last] = [doc.lineAt(from), doc.lineAt(to)];
  const alone = first.from === from && last.to === to;
  if (at >= (alone ? first.from : from) && at <= (alone ? last.to : to)) return null;
  if (!alone) {
    const changes = state.changes([{ from, to }, { from: at, insert: text }]);
    return { changes, selection: { anchor: changes.mapPos(at, 1) }, userEvent: "move.drop" };
  }
  // With it goes one of the empty lines around it.
  const below = last.number < doc.lines ? doc.line(last.number + 1) : null;
  const end = below ? (below.length === 0 && below.number < doc.lines ? below.to + 1 : below.from) : last.to;
  const target = doc.lineAt(at);
  // In a paragraph it goes above it or below it, whichever is nearer.
  const above = at - target.from < target.to - at || target.length === 0;
  const place = above ? target.from : target.to;
  if (place > from && place < end) return null;
  const insert = above ? `${text}\n\n` : `\n\n${text}`;
  const changes = state.changes([{ from, to: end }, { from: place, insert }]);
  return { changes, selection: { anchor: changes.mapPos(place, -1) + (above ? 2 : 4) }, userEvent: "move.drop" };
}

const DRAGGED = "application/x-galley-picture";

/** A picture is dragged by its small copy. */
export const draggablePictures = EditorView.domEventHandlers({
  dragstart: (event, view) => {
    if (!(event.target instanceof Element) || !event.target.closest(".md-thumbnail")) return false;
    const picture = pictureAround(view.state, view.posAtDOM(event.target) + 1);
    if (!picture || view.state.readOnly || !event.dataTransfer) return false;
    event.dataTransfer.setData(DRAGGED, JSON.stringify([picture.from, picture.to]));
    event.dataTransfer.setData("text/plain", view.state.sliceDoc(picture.from, picture.to));
    event.dataTransfer.effectAllowed = "move";
    return true;
  },
  drop: (event, view) => {
    const dragged = event.dataTransfer?.getData(DRAGGED);
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
    if (!dragged || at === null || view.state.readOnly) return false;
    const [from, to] = JSON.parse(dragged) as [number, number];
    event.preventDefault();
    const moved = to <= view.state.doc.length ? movedPicture(view.state, { from, to }, at) : null;
    if (moved) view.dispatch(moved);
    return true;
  },
});

// ── A place for a picture that is on its way ────────────────────────────────────────────────────────────────────

class Coming extends WidgetType {
  readonly #words: string;

  constructor(words: string) {
    super();
    this.#words = words;
  }

  override eq(other: Coming): boolean {
    return other.#words === this.#words;
  }

  toDOM(): HTMLElement {
    const dom = document.createElement("span");
    dom.className = "md-coming";
    dom.setAttribute("role", "status");
    dom.textContent = this.#words;
    return dom;
  }
}

const begin = StateEffect.define<{ id: number; at: number; words: string }>();
const done = StateEffect.define<number>();

export const coming = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (value, transaction) => {
    let now = value.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(begin)) {
        const { id, at, words } = effect.value;
        const widget = Decoration.widget({ widget: new Coming(words), side: 1, id });
        now = now.update({ add: [widget.range(Math.min(at, transaction.newDoc.length))] });
      } else if (effect.is(done)) {
        now = now.update({ filter: (_, __, deco) => (deco.spec as { id: number }).id !== effect.value });
      }
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

let last = 0;

/** Holds a place, which moves with the text; answers how to ask where it is, and to give it up. */
export function holdPlace(view: EditorView, at: number, words: string): { place: () => number; end: () => void } {
  last += 1;
  const id = last;
  view.dispatch({ effects: begin.of({ id, at, words }) });
  return {
    place: () => {
      for (const iter = view.state.field(coming).iter(); iter.value; iter.next()) {
        if ((iter.value.spec as { id: number }).id === id) return iter.from;
      }
      return view.state.selection.main.head;
    },
    end: () => view.dispatch({ effects: done.of(id) }),
  };
}
