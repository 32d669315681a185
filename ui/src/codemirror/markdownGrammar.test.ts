import { DocInput, ensureSyntaxTree, foldable, syntaxTree } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { highlightTree, tagHighlighter, tags } from "@lezer/highlight";
import { expect, test, vi } from "vitest";
import { markdownGrammar } from "./markdownGrammar";
import { treeOfView } from "./viewHighlight";

function stateOf(doc: string): EditorState {
  const state = EditorState.create({ doc, extensions: markdownGrammar });
  ensureSyntaxTree(state, doc.length, 60_000);
  return state.update({}).state;
}

const SECTION = "## A heading\n\nSome *words* with `code`, <b>marks</b> and a [link](https://example.org).\n\n- one\n- two\n\n> said\n\n<div>\nas it is\n</div>\n\n";

test("a key in a text of a megabyte has few of its lines read, wherever it is pressed", () => {
  const text = SECTION.repeat(Math.ceil(1_000_000 / SECTION.length));
  const start = stateOf(text);
  expect(syntaxTree(start).length).toBe(text.length);
  for (const at of [20, text.length >> 1, text.length - 10]) {
    let state = start;
    const read = vi.spyOn(DocInput.prototype, "chunk");
    for (let key = 0; key < 5; key += 1) {
      state = state.update({ changes: { from: at + key, insert: "x" }, userEvent: "input.type" }).state;
    }
    expect(read.mock.calls.length).toBeLessThan(5 * 12);
    read.mockRestore();
  }
});

test("what is in view has the classes that the whole text gives it", () => {
  const text = SECTION.repeat(12);
  const tree = syntaxTree(stateOf(text));
  const highlighter = tagHighlighter([
    { tag: tags.heading, class: "heading" },
    { tag: tags.emphasis, class: "emphasis" },
    { tag: tags.link, class: "link" },
    { tag: tags.tagName, class: "html" },
    { tag: tags.processingInstruction, class: "mark" },
    { tag: tags.monospace, class: "code" },
  ]);
  for (let from = 0; from < text.length; from += 37) {
    const to = Math.min(text.length, from + 150);
    const whole: string[] = [];
    highlightTree(tree, highlighter, (first, last, classes) => whole.push(`${first}-${last} ${classes}`), from, to);
    const part = treeOfView(tree, from, to);
    const seen: string[] = [];
    const put = (first: number, last: number, classes: string): unknown => seen.push(`${first + part.start}-${last + part.start} ${classes}`);
    highlightTree(part.tree, highlighter, put, Math.max(0, from - part.start), to - part.start);
    expect(seen).toEqual(whole);
    expect(part.tree.children.length).toBeLessThan(12);
  }
});

test("a section folds up to the next heading of its rank", () => {
  const state = stateOf("# One\n\ntext\n\n## Below\n\nmore\n\n# Two\n\nend\n");
  const fold = (number: number): unknown => {
    const line = state.doc.line(number);
    return foldable(state, line.from, line.to);
  };
  expect(fold(1)).toEqual({ from: 5, to: state.doc.line(7).to });
  expect(fold(5)).toEqual({ from: state.doc.line(5).to, to: state.doc.line(7).to });
});
