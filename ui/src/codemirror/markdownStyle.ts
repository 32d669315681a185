// How Markdown looks while it is written: marks quiet, headings larger, quotes and code recognisable.

import { HighlightStyle, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import type { Extension, Range } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const highlight = HighlightStyle.define([
  { tag: tags.heading, class: "md-heading" },
  { tag: tags.emphasis, class: "md-emphasis" },
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.strikethrough, class: "md-strike" },
  { tag: tags.link, class: "md-link" },
  { tag: tags.url, class: "md-url" },
  { tag: tags.monospace, class: "md-code" },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.meta, tags.labelName], class: "md-mark" },
  { tag: [tags.comment, tags.angleBracket, tags.tagName, tags.attributeName, tags.attributeValue], class: "md-html" },
  { tag: tags.escape, class: "md-mark" },
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

/** Each line runs in the direction of its own first strong letter; lines of blocks get the block's class. */
const lines = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged || syntaxTree(update.startState) !== syntaxTree(update.state)) {
        this.decorations = decorate(update.view);
      }
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function decorate(view: EditorView): DecorationSet {
  const classes = new Map<number, Set<string>>();
  const { doc } = view.state;
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
        if (!name) return;
        const end = Math.min(node.to, to);
        for (let at = Math.max(node.from, from); at <= end; ) {
          const line = doc.lineAt(at);
          classes.get(line.from)?.add(name);
          at = line.to + 1;
        }
      },
    });
  }
  const marks: Range<Decoration>[] = [];
  for (const [from, names] of [...classes].sort(([a], [b]) => a - b)) {
    marks.push(Decoration.line({ attributes: { dir: "auto", class: [...names].join(" ") } }).range(from));
  }
  return Decoration.set(marks);
}

export const markdownStyle: Extension = [syntaxHighlighting(highlight), lines, EditorView.perLineTextDirection.of(true)];
