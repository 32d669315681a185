// What happens beside the letter that is typed: closing marks come with opening ones, marks go around what is
// selected, and quotation marks and dashes become those of the language.

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { isolateHistory } from "@codemirror/commands";
import { EditorSelection, EditorState, type Extension, Facet } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { inCode } from "./footnotes";

/** Marks that go around a selection when they are typed on it, and what closes each. */
const AROUND: Record<string, string> = { "*": "*", _: "_", "~": "~", '"': '"', "'": "'", "“": "”", "«": "»", "‹": "›", "=": "=", "`": "`" };

const around = EditorView.inputHandler.of((view, from, to, text) => {
  const close = AROUND[text];
  if (close === undefined || from === to || view.state.readOnly || view.composing) return false;
  if (view.state.selection.ranges.some((range) => range.empty)) return false;
  view.dispatch(
    view.state.changeByRange((range) => ({
      changes: [
        { from: range.from, insert: text },
        { from: range.to, insert: close },
      ],
      range: EditorSelection.range(range.anchor + 1, range.head + 1),
    })),
    { userEvent: "input.type" },
  );
  return true;
});

export const autoPairs: Extension = [
  EditorState.languageData.of(() => [{ closeBrackets: { brackets: ["(", "[", "{", '"', "«"] } }]),
  closeBrackets(),
  keymap.of(closeBracketsKeymap),
  around,
];

// ── Smart punctuation ───────────────────────────────────────────────────────────────────────────────────────────

interface Quotes {
  double: readonly [open: string, close: string];
  single: readonly [open: string, close: string];
}

const ENGLISH: Quotes = { double: ["“", "”"], single: ["‘", "’"] };
const ANGLES: Quotes = { double: ["«", "»"], single: ["‹", "›"] };
const GUILLEMETS: Quotes = { double: ["«\u202f", "\u202f»"], single: ["‹\u202f", "\u202f›"] };
const LOW: Quotes = { double: ["„", "“"], single: ["‚", "‘"] };

/** Quotation marks by language (Unicode CLDR, "delimiters"). */
const QUOTES: Record<string, Quotes> = {
  ar: { double: ["”", "“"], single: ["’", "‘"] },
  bg: LOW,
  cs: LOW,
  da: ENGLISH,
  de: LOW,
  el: { double: ["«", "»"], single: ["“", "”"] },
  es: { double: ["«", "»"], single: ["“", "”"] },
  fa: ANGLES,
  fi: { double: ["”", "”"], single: ["’", "’"] },
  fr: GUILLEMETS,
  he: { double: ["”", "”"], single: ["’", "’"] },
  hu: { double: ["„", "”"], single: ["»", "«"] },
  it: { double: ["«", "»"], single: ["“", "”"] },
  ja: { double: ["「", "」"], single: ["『", "』"] },
  pl: { double: ["„", "”"], single: ["«", "»"] },
  pt: ENGLISH,
  ro: { double: ["„", "”"], single: ["«", "»"] },
  ru: { double: ["«", "»"], single: ["„", "“"] },
  sk: LOW,
  sv: { double: ["”", "”"], single: ["’", "’"] },
  uk: { double: ["«", "»"], single: ["„", "“"] },
  ur: { double: ["”", "“"], single: ["’", "‘"] },
};

function quotesOf(language: string): Quotes {
  return QUOTES[language.split("-")[0] ?? ""] ?? ENGLISH;
}

/** What a typed letter becomes after `before`: how much of it is replaced, and by what; `null`: the letter itself. */
export function smart(typed: string, before: string, language: string): { remove: number; insert: string } | null {
  // Code that is not closed yet, or a tag of HTML.
  if (before.split("`").length % 2 === 0 || /<\/?[a-z][^<>]*$/i.test(before)) return null;
  const quotes = quotesOf(language);
  const opens = before === "" || /[\s([{«“‘„‚‹—–\u202f-]$/.test(before);
  if (typed === '"') return { remove: 0, insert: quotes.double[opens ? 0 : 1] };
  if (typed === "'") {
    // Within a word of a script that has apostrophes it is one.
    if (/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]$/u.test(before) && quotes.single[1] !== "’") return { remove: 0, insert: "’" };
    return { remove: 0, insert: quotes.single[opens ? 0 : 1] };
  }
  if (typed === "-" && before.endsWith("–")) return { remove: 1, insert: "—" };
  // A line of hyphens is a rule or belongs to a table or a list.
  if (typed === "-" && before.endsWith("-") && !/^[\s|:>-]*-$/.test(before)) return { remove: 1, insert: "–" };
  if (typed === "." && before.endsWith("..") && !before.endsWith("...")) return { remove: 2, insert: "…" };
  return null;
}

/** The direction of the text, for lines without a letter of their own. */
export const textDirection = Facet.define<"ltr" | "rtl", "ltr" | "rtl">({ combine: (values) => values[0] ?? "ltr" });

/** The language of the text. */
export const textLanguage = Facet.define<string, string>({ combine: (values) => values[0] ?? "" });

/** With `pairs`, quotation marks typed on a selection go around it. */
export function smartTyping(pairs: boolean): Extension {
  return EditorView.inputHandler.of((view, from, to, text) => {
    const { state } = view;
    if (text.length !== 1 || view.composing || state.readOnly || state.selection.ranges.length > 1) return false;
    const line = state.doc.lineAt(from);
    const language = state.facet(textLanguage);
    const done = smart(text, line.text.slice(Math.max(0, from - line.from - 80), from - line.from), language);
    if (!done || inCode(state, from)) return false;
    if (from !== to && done.remove > 0) return false;
    if (from !== to && pairs) {
      const { double, single } = quotesOf(language);
      const [open, close] = text === '"' ? double : single;
      view.dispatch({
        changes: [
          { from, insert: open },
          { from: to, insert: close },
        ],
        selection: EditorSelection.range(from + open.length, to + open.length),
        userEvent: "input.type",
      });
      return true;
    }
    // The letter itself comes first, so that one step back brings it again.
    view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + 1 }, userEvent: "input.type" });
    view.dispatch({
      changes: { from: from - done.remove, to: from + 1, insert: done.insert },
      selection: { anchor: from - done.remove + done.insert.length },
      scrollIntoView: true,
      annotations: isolateHistory.of("full"),
      userEvent: "input.smart",
    });
    return true;
  });
}
