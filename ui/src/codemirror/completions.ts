// What is offered while it is typed: emoji by name, own articles after `[[`, and everything that can be put in after
// a slash at the start of a line.

import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  autocompletion,
  completionKeymap,
} from "@codemirror/autocomplete";
import { EditorState, type Extension, Prec, type StateCommand } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";
import type { Say } from "../texts/catalogue";
import { inCode } from "./footnotes";

export interface FoundEmoji {
  name: string;
  glyph: string;
}

export interface FoundArticle {
  id: string;
  title: string;
}

/** Something the insert menu offers. */
export interface Insertion {
  label: string;
  /** Further words it is found by. */
  words: string;
  /** The keys or marks that do the same. */
  detail: string;
  run: StateCommand | ((view: EditorView) => void);
}

/** Who knows what can be completed. */
export interface CompletionPort {
  emoji(query: string): Promise<readonly FoundEmoji[]>;
  articles(query: string): Promise<readonly FoundArticle[]>;
  insertions(): readonly Insertion[];
}

/** `:name`, behind the start of a line, white space or a bracket. */
export function emojiSource(port: Pick<CompletionPort, "emoji">): CompletionSource {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const typed = context.matchBefore(/(?<=^|[\s([{>*_~«“"]):[\p{L}\p{N}_+-]{2,40}:?/u);
    if (!typed || inCode(context.state, typed.from)) return null;
    const found = await port.emoji(typed.text.replaceAll(":", ""));
    if (context.aborted || found.length === 0) return null;
    return {
      from: typed.from,
      filter: false,
      options: found.map(({ name, glyph }) => ({ label: glyph, detail: name, apply: glyph })),
    };
  };
}

/** `[[words`: an article of the library, written as a link that stays right when its address changes. */
export function articleSource(port: Pick<CompletionPort, "articles">): CompletionSource {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const typed = context.matchBefore(/\[\[[^[\]\n]{0,80}/);
    if (!typed || inCode(context.state, typed.from)) return null;
    const found = await port.articles(typed.text.slice(2).trim());
    if (context.aborted) return null;
    return { from: typed.from, filter: false, options: found.map((article) => articleOption(article)) };
  };
}

function articleOption({ id, title }: FoundArticle): Completion {
  return {
    label: title,
    apply: (view, _, from, to) => {
      const closing = view.state.sliceDoc(to, to + 2);
      const end = to + (closing === "]]" ? 2 : closing.startsWith("]") ? 1 : 0);
      const insert = `[${title.replace(/[[\]\\]/g, "\\$&")}](article:${id})`;
      view.dispatch({
        changes: { from, to: end, insert },
        selection: { anchor: from + insert.length },
        userEvent: "input.complete",
      });
    },
  };
}

/** `/` at the start of a line. */
export function insertSource(port: Pick<CompletionPort, "insertions">): CompletionSource {
  return (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos);
    const typed = /^\s*(\/[\p{L}\p{N} ]{0,30})$/u.exec(line.text.slice(0, context.pos - line.from));
    if (!typed || context.state.readOnly || inCode(context.state, context.pos)) return null;
    const words = (typed[1] ?? "").slice(1).toLowerCase().split(/\s+/).filter(Boolean);
    const matching = port.insertions().filter(({ label, words: more }) => {
      const all = `${label} ${more}`.toLowerCase();
      return words.every((word) => all.includes(word));
    });
    if (matching.length === 0) return null;
    return {
      from: context.pos - (typed[1] ?? "").length,
      filter: false,
      options: matching.map(({ label, detail, run }) => ({
        label,
        detail,
        apply: (view, _, from, to) => {
          view.dispatch({ changes: { from, to }, userEvent: "input.complete" });
          run(view);
        },
      })),
    };
  };
}

/** Makes the option it is put into one that can have the keyboard, as the options of a list that scrolls are to be. */
function reachable(): Node {
  const sign = document.createElement("span");
  sign.hidden = true;
  queueMicrotask(() => sign.parentElement?.setAttribute("tabindex", "-1"));
  return sign;
}

export function completions(port: CompletionPort, say: Say): Extension {
  return [
    autocompletion({
      override: [emojiSource(port), articleSource(port), insertSource(port)],
      icons: false,
      defaultKeymap: false,
      activateOnTypingDelay: 40,
      interactionDelay: 30,
      maxRenderedOptions: 60,
      addToOptions: [{ render: () => reachable(), position: 0 }],
    }),
    EditorState.phrases.of({ Completions: say("completion-name") }),
    Prec.highest(keymap.of(completionKeymap)),
  ];
}
