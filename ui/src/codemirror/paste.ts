// What is pasted: a table from a spreadsheet, an address on selected words, plain text on request, and HTML from
// anywhere, which the engine turns into Markdown.

import type { EditorState, TransactionSpec } from "@codemirror/state";
import { EditorSelection } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { insertTable } from "./tables/tableEditing";
import { tableAt } from "./tables/tableEditing";
import { cellText, tableFromTabs } from "./tables/tableModel";

/** HTML longer than this is pasted as the text it comes with. */
const MOST_HTML = 8_000_000;
/** Text longer than this, in UTF-16 code units, is a file and no passage: the editor would stand still over it. */
const MOST_TEXT = 20_000_000;

/** Why something is not pasted, or not as it came. */
export type PasteProblem = "too_long" | "binary" | "html_too_long";

export interface PasteEvents {
  /** Picture files were given at this place; answers whether they are taken. */
  picturesGiven(files: File[], at: number): boolean;
  /** HTML as Markdown; `null` where it cannot be had. */
  htmlAsMarkdown(html: string): Promise<string | null>;
  /** Something was not pasted, or not as it came. */
  pasteTroubled(problem: PasteProblem): void;
}

/** Takes what was pasted; answers whether it is taken. */
export function takePaste(view: EditorView, data: DataTransfer | null, events: PasteEvents): boolean {
  const { state } = view;
  if (!data || state.readOnly) return false;
  const text = data.getData("text/plain");
  const html = data.getData("text/html");
  if (takePictures(data, state.selection.main.head, events)) return true;
  const linked = linkOn(state, text);
  if (linked) {
    view.dispatch(linked);
    return true;
  }
  if (tableAt(state, state.selection.main.head)) {
    if (!/[\n|]/.test(text)) return false;
    view.dispatch(state.replaceSelection(cellText(text)), { userEvent: "input.paste" });
    return true;
  }
  const table = tableFromTabs(text);
  if (table) return insertTable(table)(view);
  if (html && !isPlain(html, text)) {
    if (html.length > MOST_HTML) {
      events.pasteTroubled("html_too_long");
      return false;
    }
    pasteHtml(view, html, text, events);
    return true;
  }
  return false;
}

/** Why a text is not pasted at all; `null` where it is. */
export function whyNotPasted(text: string): PasteProblem | null {
  if (text.length > MOST_TEXT) return "too_long";
  // No text has this character; files of programs do.
  return text.includes("\0") ? "binary" : null;
}

/** Takes pictures that were dropped or pasted. */
export function takePictures(data: DataTransfer | null, at: number, events: PasteEvents): boolean {
  const pictures = [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));
  // Text copied from a word processor often carries a picture of itself: then the text is meant.
  if (pictures.length === 0 || data?.getData("text/plain")) return false;
  return events.picturesGiven(pictures, at);
}

/** An address pasted on words makes a link of them. */
export function linkOn(state: EditorState, text: string): TransactionSpec | null {
  const address = text.trim();
  if (!/^(?:https?:\/\/|mailto:)\S+$/i.test(address)) return null;
  if (state.selection.ranges.some((range) => range.empty)) return null;
  const words = state.selection.ranges.map((range) => state.sliceDoc(range.from, range.to));
  if (words.some((word) => word.includes("\n") || /^https?:\/\//.test(word))) return null;
  const target = /[()\s]/.test(address) ? `<${address}>` : address;
  return {
    ...state.changeByRange((range) => {
      const insert = `[${state.sliceDoc(range.from, range.to)}](${target})`;
      return { changes: { from: range.from, to: range.to, insert }, range: EditorSelection.cursor(range.from + insert.length) };
    }),
    userEvent: "input.paste",
  };
}

/** Whether HTML says no more than its text does: an editor's copy of source, for instance. */
function isPlain(html: string, text: string): boolean {
  if (text === "") return false;
  return !/<(?:a|b|strong|i|em|u|s|h[1-6]|ul|ol|li|table|blockquote|img|p|br|code|pre|sup|sub|hr|figure|span[^>]+style)\b/i.test(html);
}

/** The Markdown comes a moment later; it goes where the caret was, wherever that is by then. */
function pasteHtml(view: EditorView, html: string, text: string, events: PasteEvents): void {
  const { from, to } = view.state.selection.main;
  const before = view.state.doc;
  void events.htmlAsMarkdown(html).then((markdown) => {
    const insert = markdown ?? text;
    const { main } = view.state.selection;
    const same = before === view.state.doc;
    const at = same ? { from, to } : { from: main.from, to: main.to };
    const shown = fitted(view.state, at.from, insert);
    view.dispatch({
      changes: { ...at, insert: shown },
      selection: { anchor: at.from + shown.length },
      scrollIntoView: true,
      userEvent: "input.paste",
    });
  });
}

/** Blocks that are pasted into a line stand apart from it; one paragraph goes into the line. */
export function fitted(state: EditorState, at: number, markdown: string): string {
  const text = markdown.replace(/\n+$/, "");
  const line = state.doc.lineAt(at);
  const isBlocks = /\n\n|^(?:#{1,6} |[-*+] |\d+[.)] |> |```|\|)/.test(text);
  if (!isBlocks || line.text.trim() === "") return text;
  return `${at > line.from ? "\n\n" : ""}${text}${at < line.to ? "\n\n" : ""}`;
}
