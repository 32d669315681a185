// How Markdown looks while it is written: marks quiet, headings larger, quotes, code, tables, tasks and pictures
// recognisable, and every line, cell and address in its own direction. Only what is in view is looked at.

import { syntaxTree } from "@codemirror/language";
import { type Extension, Facet, Prec, type Range } from "@codemirror/state";
import { Decoration, type DecorationSet, Direction, EditorView, ViewPlugin, type ViewUpdate, WidgetType } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";
import { cardField, isCardAt } from "./cards";
import { directedAt, directedField } from "./direction";
import { textDirection } from "./typing";
import { viewHighlight } from "./viewHighlight";

const highlight = tagHighlighter([
  { tag: tags.heading, class: "md-heading" },
  { tag: tags.emphasis, class: "md-emphasis" },
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.strikethrough, class: "md-strike" },
  { tag: tags.link, class: "md-link" },
  { tag: tags.url, class: "md-url" },
  { tag: tags.monospace, class: "md-code" },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.meta, tags.labelName], class: "md-mark" },
  { tag: [tags.comment, tags.tagName], class: "md-html" },
  { tag: tags.escape, class: "md-mark" },
  { tag: tags.special(tags.link), class: "md-note" },
  { tag: tags.atom, class: "md-task" },
]);

const LINE_CLASSES: Record<string, string> = {
  ATXHeading1: "md-line-1",
  ATXHeading2: "md-line-2",
  ATXHeading3: "md-line-3",
  ATXHeading4: "md-line-4",
  ATXHeading5: "md-line-4",
  ATXHeading6: "md-line-4",
  SetextHeading1: "md-line-1",
  SetextHeading2: "md-line-2",
  Blockquote: "md-line-quote",
  FencedCode: "md-line-code",
  CodeBlock: "md-line-code",
  Table: "md-line-table",
  HTMLBlock: "md-line-code",
};

/** Where the pictures of the library are had from. */
export const mediaBase = Facet.define<string, string>({ combine: (values) => values[0] ?? "" });

/** A small copy of a picture before its marks. */
class Thumbnail extends WidgetType {
  readonly #address: string;

  constructor(address: string) {
    super();
    this.#address = address;
  }

  override eq(other: Thumbnail): boolean {
    return other.#address === this.#address;
  }

  toDOM(): HTMLElement {
    const picture = document.createElement("img");
    picture.className = "md-thumbnail";
    picture.alt = "";
    picture.loading = "lazy";
    picture.decoding = "async";
    picture.draggable = true;
    picture.src = this.#address;
    return picture;
  }

  /** It is dragged as a part of the text. */
  override ignoreEvent(event: Event): boolean {
    return !event.type.startsWith("drag");
  }
}

const OWN = /^media\/([0-9a-f]+\.\w+)$/;
const isolate = Decoration.mark({ class: "md-isolate", bidiIsolate: null, attributes: { dir: "auto" } });
const isolateLtr = Decoration.mark({ class: "md-isolate", bidiIsolate: Direction.LTR, attributes: { dir: "ltr" } });
const LETTER = /\p{L}/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Each line runs in the direction of its own first strong letter; lines of blocks get the block's class. */
class Style {
  decorations: DecorationSet = Decoration.none;
  isolates: DecorationSet = Decoration.none;

  constructor(view: EditorView) {
    this.#decorate(view);
  }

  update(update: ViewUpdate): void {
    const turned = update.startState.facet(textDirection) !== update.state.facet(textDirection);
    const carded = update.startState.field(cardField, false) !== update.state.field(cardField, false);
    if (update.docChanged || update.viewportChanged || turned || carded || syntaxTree(update.startState) !== syntaxTree(update.state)) {
      this.#decorate(update.view);
    }
  }

  #decorate(view: EditorView): void {
    const classes = new Map<number, Set<string>>();
    const marks: Range<Decoration>[] = [];
    const isolates: Range<Decoration>[] = [];
    /** The direction of the lines of tables: each table runs as a whole. */
    const tables = new Map<number, "ltr" | "rtl">();
    const { doc } = view.state;
    const base = view.state.facet(mediaBase);
    for (const { from, to } of view.visibleRanges) {
      for (let at = from; at <= to; ) {
        const line = doc.lineAt(at);
        classes.set(line.from, classes.get(line.from) ?? new Set());
        at = line.to + 1;
      }
      syntaxTree(view.state).iterate({
        from,
        to,
        enter: (node) => {
          const name = LINE_CLASSES[node.name];
          if (name) {
            const end = Math.min(node.to, to);
            const whole = node.name === "Table" && firstDirection(doc.sliceString(node.from, Math.min(node.to, node.from + 2000)));
            for (let at = Math.max(node.from, from); at <= end; ) {
              const line = doc.lineAt(at);
              classes.get(line.from)?.add(name);
              if (whole) tables.set(line.from, whole);
              at = line.to + 1;
            }
          } else if (node.name === "TaskMarker") {
            if (/x/i.test(doc.sliceString(node.from, node.to))) classes.get(doc.lineAt(node.from).from)?.add("md-line-done");
          } else if (node.name === "Image") {
            const url = node.node.getChild("URL");
            const own = url && OWN.exec(doc.sliceString(url.from, url.to))?.[1];
            if (own) marks.push(Decoration.widget({ widget: new Thumbnail(base + own), side: -1 }).range(node.from));
          } else if (isIsolated(node.name) && node.from < node.to) {
            const line = doc.lineAt(node.from);
            if (node.to <= line.to && RIGHT_TO_LEFT.test(line.text)) {
              isolates.push((node.name === "TableCell" ? isolate : isolateLtr).range(node.from, node.to));
            }
          }
        },
      });
    }
    const direction = view.state.facet(textDirection);
    const directed = view.state.field(directedField);
    for (const [from, names] of classes) {
      // A line runs as the author chose for its block, else as its first letter does, else as the text does.
      const chosen = directed.length > 0 ? directedAt(view.state, from)?.direction : null;
      const { to, text } = doc.lineAt(from);
      const isMark = directed.some((one) => one.direction && (one.from === from || one.to === to));
      const own = tables.get(from) ?? (isCardAt(view.state, from) ? direction : ownDirection(text, direction));
      const dir = isMark ? "ltr" : (chosen ?? own);
      if (chosen && !isMark) names.add("md-line-directed");
      marks.push(Decoration.line({ attributes: { dir, class: [...names].join(" ") } }).range(from));
    }
    this.decorations = Decoration.set(marks, true);
    this.isolates = Decoration.set(isolates, true);
  }
}

/** A task box, or the label of a note: what stands before the words of a line, and is none of them. */
const LEAD = /^(?:[\s>]*(?:[-*+]|\d+[.)])\s+\[[ xX]\]|\[\^[^\]\s]+\]:)/;

/** How a line runs: as its first letter does, which the browser finds, but for letters that are no words of it. */
export function ownDirection(text: string, otherwise: "ltr" | "rtl"): "ltr" | "rtl" | "auto" {
  const start = text.slice(0, 400);
  const lead = LEAD.exec(start)?.[0];
  if (lead) return firstDirection(start.slice(lead.length)) ?? otherwise;
  return LETTER.test(start) ? "auto" : otherwise;
}

/** The direction of the first letter, where there is one. */
function firstDirection(text: string): "ltr" | "rtl" | null {
  const letter = LETTER.exec(text)?.[0];
  return letter ? (RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr") : null;
}

function isIsolated(name: string): boolean {
  return name === "TableCell" || name === "URL" || name === "InlineCode" || name === "HTMLTag";
}

const style = ViewPlugin.fromClass(Style, {
  decorations: (plugin) => plugin.decorations,
  provide: (plugin) => {
    const isolates = (view: EditorView): DecorationSet => view.plugin(plugin)?.isolates ?? Decoration.none;
    return Prec.lowest([EditorView.decorations.of(isolates), EditorView.bidiIsolatedRanges.of(isolates)]);
  },
});

/** A click on its box ticks a task off. */
const tickable = EditorView.domEventHandlers({
  mousedown: (event, view) => {
    if (event.button !== 0 || !(event.target instanceof Element) || !event.target.closest(".md-task")) return false;
    const at = view.posAtDOM(event.target);
    const line = view.state.doc.lineAt(at);
    const box = /\[[ xX]\]/.exec(line.text);
    if (!box || view.state.readOnly) return false;
    event.preventDefault();
    const from = line.from + box.index + 1;
    view.dispatch({ changes: { from, to: from + 1, insert: box[0][1] === " " ? "x" : " " }, userEvent: "input.format" });
    return true;
  },
});

export const markdownStyle: Extension = [
  directedField,
  viewHighlight(highlight),
  style,
  tickable,
  EditorView.perLineTextDirection.of(true),
];
