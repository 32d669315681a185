// Colours by grammar for what is in view, at the price of what is in view: CodeMirror's own walk passes every block
// before it, which in a book-length text takes longer than the rest of a key.

import { syntaxTree } from "@codemirror/language";
import { type Extension, Prec, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { Tree } from "@lezer/common";
import { type Highlighter, highlightTree } from "@lezer/highlight";

/** The blocks of `tree` that touch a stretch of the text, as a tree of their own, and where in the text it begins. */
export function treeOfView(tree: Tree, from: number, to: number): { tree: Tree; start: number } {
  const blocks: Tree[] = [];
  const starts: number[] = [];
  let end = 0;
  tree.iterate({
    from,
    to,
    enter: (node) => {
      if (node.type.isTop) return true;
      blocks.push(node.node.toTree());
      starts.push(node.from);
      end = node.to;
      return false;
    },
  });
  const start = starts[0] ?? from;
  return { tree: new Tree(tree.type, blocks, starts.map((at) => at - start), Math.max(0, end - start)), start };
}

/** Gives what is in view the classes of `highlighter`. */
export function viewHighlight(highlighter: Highlighter): Extension {
  const marks = new Map<string, Decoration>();
  const markOf = (classes: string): Decoration => {
    const known = marks.get(classes);
    if (known) return known;
    const made = Decoration.mark({ class: classes });
    marks.set(classes, made);
    return made;
  };
  class Highlight {
    decorations: DecorationSet;
    #tree: Tree;
    #to: number;

    constructor(view: EditorView) {
      this.#tree = syntaxTree(view.state);
      this.#to = view.viewport.to;
      this.decorations = this.#build(view);
    }

    update(update: ViewUpdate): void {
      const tree = syntaxTree(update.state);
      const { to } = update.view.viewport;
      const known = update.changes.mapPos(this.#to, 1);
      if (tree.length < to && known >= to) {
        // The grammar has not come this far yet: what was there moves along.
        this.decorations = this.decorations.map(update.changes);
        this.#to = known;
      } else if (tree !== this.#tree || update.viewportChanged) {
        this.#tree = tree;
        this.#to = to;
        this.decorations = this.#build(update.view);
      }
    }

    #build(view: EditorView): DecorationSet {
      const builder = new RangeSetBuilder<Decoration>();
      for (const { from, to } of view.visibleRanges) {
        const { tree, start } = treeOfView(this.#tree, from, to);
        highlightTree(
          tree,
          highlighter,
          (first, last, classes) => builder.add(first + start, last + start, markOf(classes)),
          Math.max(0, from - start),
          to - start,
        );
      }
      return builder.finish();
    }
  }
  return Prec.high(ViewPlugin.fromClass(Highlight, { decorations: (plugin) => plugin.decorations }));
}
