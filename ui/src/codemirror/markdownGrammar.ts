// Markdown as the editor reads it: GitHub's, with footnotes. HTML in it is left whole: read by a grammar of its own,
// it would be looked for in the whole text at every key.

import { markdownLanguage, pasteURLAsLink } from "@codemirror/lang-markdown";
import { Language, foldService, syntaxTree } from "@codemirror/language";
import type { EditorState, Extension } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import { styleTags, tags } from "@lezer/highlight";
import type { MarkdownParser } from "@lezer/markdown";
import { footnoteGrammar } from "./footnotes";

const parser = (markdownLanguage.parser as MarkdownParser).configure([
  footnoteGrammar,
  { props: [styleTags({ "HTMLTag HTMLBlock": tags.tagName, "ProcessingInstruction ProcessingInstructionBlock": tags.meta })] },
]);

const language = new Language(markdownLanguage.data, parser, [], "markdown");

/** A heading is folded with everything up to the next one of its rank. */
function foldSection(state: EditorState, from: number, to: number): { from: number; to: number } | null {
  for (let node: SyntaxNode | null = syntaxTree(state).resolveInner(to, -1); node && node.from >= from; node = node.parent) {
    const rank = rankOf(node);
    if (rank === null) continue;
    let last = node;
    for (let next = node.nextSibling; next; next = next.nextSibling) {
      const other = rankOf(next);
      if (other !== null && other <= rank) break;
      last = next;
    }
    return last.to > to ? { from: to, to: last.to } : null;
  }
  return null;
}

function rankOf({ name }: SyntaxNode): number | null {
  const rank = /^(?:ATX|Setext)Heading(\d)$/.exec(name)?.[1];
  return rank === undefined ? null : Number(rank);
}

/** The grammar, and what comes of it: sections that fold, an address pasted on words that makes them a link. */
export const markdownGrammar: Extension = [language, foldService.of(foldSection), pasteURLAsLink];
