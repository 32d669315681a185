// What the text editor is made of, put together.

import { deleteMarkupBackward, insertNewlineContinueMarkupCommand } from "@codemirror/lang-markdown";
import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { codeFolding, foldGutter, foldKeymap } from "@codemirror/language";
import { EditorState, type Extension, Prec } from "@codemirror/state";
import { EditorView, dropCursor, highlightSpecialChars, keymap, lineNumbers, panels, tooltips } from "@codemirror/view";
import type { Say } from "../texts/catalogue";
import { cards } from "./cards";
import { type CompletionPort, completions } from "./completions";
import { findBar } from "./find/findBar";
import { focusOn, typewriter } from "./focusMode";
import { deeperItems, outerItems } from "./levels";
import { markdownGrammar } from "./markdownGrammar";
import { markdownStyle, mediaBase } from "./markdownStyle";
import { moreCursors } from "./moreCursors";
import { countingOn } from "./numbers";
import { coming, draggablePictures } from "./pictures";
import { type SpellingPort, spelling } from "./spelling";
import { tableEditing } from "./tables/tableEditing";
import { tableGrids } from "./tables/tableGrid";
import { autoPairs, smartTyping } from "./typing";

/** What the author may choose. */
export interface WritingOptions {
  lineNumbers: boolean;
  typewriter: boolean;
  focus: "off" | "sentence" | "paragraph";
  autoPairs: boolean;
  smartTyping: boolean;
  spelling: boolean;
  /** Tables are drawn as grids; else they are aligned text. */
  tableGrids: boolean;
  mediaBase: string;
}

export const plainOptions: WritingOptions = {
  lineNumbers: false,
  typewriter: false,
  focus: "off",
  autoPairs: true,
  smartTyping: false,
  spelling: true,
  tableGrids: true,
  mediaBase: "",
};

/** What is the same for every text. `panelPlace` takes the find bar. */
export function writingExtensions(panelPlace: HTMLElement): Extension {
  return [
    history(),
    highlightSpecialChars(),
    dropCursor(),
    EditorView.lineWrapping,
    // The caret stays clear of the edges, and of the bar that stands above the lower one.
    EditorView.scrollMargins.of(() => ({ top: 24, bottom: 96 })),
    markdownGrammar,
    markdownStyle,
    tableEditing,
    countingOn,
    moreCursors,
    coming,
    draggablePictures,
    cards,
    codeFolding(),
    panels({ topContainer: panelPlace }),
    // Beside the editor, so that no pane cuts them off, and within what the window is about.
    tooltips({ parent: panelPlace.closest("main") ?? panelPlace.ownerDocument.body }),
    Prec.high(
      keymap.of([
        // One empty item ends a list, as everywhere else.
        { key: "Enter", run: insertNewlineContinueMarkupCommand({ nonTightLists: false }) },
        { key: "Backspace", run: deleteMarkupBackward },
        // Tab leaves the editor, as everywhere; only in a list does it indent.
        { key: "Tab", run: deeperItems },
        { key: "Shift-Tab", run: outerItems },
      ]),
    ),
    keymap.of([...historyKeymap, ...foldKeymap, ...standardKeymap]),
  ];
}

/** What is said in the interface's language. */
export function wordedExtensions(say: Say, placeholderOf: (text: string) => Extension, port: CompletionPort): Extension {
  return [
    EditorView.contentAttributes.of({ "aria-label": say("article-text") }),
    placeholderOf(say("article-text-placeholder")),
    EditorState.phrases.of({ Table: say("table-name"), "Table help": say("table-help") }),
    EditorState.phrases.of({ "card-video": say("card-video"), "card-post": say("card-post"), "card-sound": say("card-sound") }),
    EditorState.phrases.of({ "folded code": say("fold-folded"), unfold: say("fold-unfold"), "Fold line": say("fold-fold"), "Unfold line": say("fold-unfold") }),
    findBar(say),
    completions(port, say),
  ];
}

/** What the author chose. */
export function chosenExtensions(options: WritingOptions, port: SpellingPort): Extension {
  return [
    mediaBase.of(options.mediaBase),
    options.lineNumbers ? [lineNumbers(), foldGutter({ openText: "⌄", closedText: "›" })] : [],
    options.typewriter ? typewriter : [],
    options.focus === "off" ? [] : focusOn(options.focus),
    // First the marks of the language: to pairs, a straight quotation mark is one that closes itself.
    options.smartTyping ? smartTyping(options.autoPairs) : [],
    options.autoPairs ? autoPairs : [],
    options.tableGrids ? tableGrids : [],
    // The dictionaries are Galley's own: the web view's know neither the languages of the text nor the author's words.
    options.spelling ? spelling(port) : [],
    EditorView.contentAttributes.of({ spellcheck: "false" }),
  ];
}
