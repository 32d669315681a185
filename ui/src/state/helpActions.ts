// What helps while writing, asked for a moment after the last change, and only where it is shown.

import type { PasteProblem } from "../codemirror/paste";
import type { CompletionPort } from "../codemirror/completions";
import { pictureAround } from "../codemirror/pictures";
import type { Misspelt } from "../codemirror/spelling";
import { tableAt } from "../codemirror/tables/tableEditing";
import { call } from "../ipc/call";
import type { ArticleSummary, WritingProblem } from "../ipc/contract.gen";
import { languageName, t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { editor } from "./editor.svelte";
import { help } from "./help.svelte";
import { jobs } from "./jobs.svelte";
import { library } from "./library.svelte";
import { notify } from "./notices";
import { ports } from "./ports";
import { setPreference } from "./preferenceActions";
import { preferences } from "./preferences.svelte";
import { newestArticles } from "./rows";
import { settings } from "./settings.svelte";
import { openDraft } from "./writing";

/** Milliseconds after a change. */
const PAUSE = 400;
/** Milliseconds after the caret has moved. */
const REST = 60;

let timer: ReturnType<typeof setTimeout> | null = null;
let resting: ReturnType<typeof setTimeout> | null = null;

/** The text, the caret or what is shown beside it has changed. */
export function helpSoon(pause = PAUSE): void {
  if (timer) clearTimeout(timer);
  timer = setTimeout(() => void refreshHelp(), pause);
}

/** Asks for what is shown. A failure leaves what was there: it is asked again after the next change. */
export async function refreshHelp(also?: "goals"): Promise<void> {
  const draft = openDraft();
  if (also === "goals") {
    await call("goal_state", { date: today(), article: draft?.id ?? null }).then((goals) => (help.goals = goals), () => {});
  }
  if (!draft) {
    help.statistics = null;
    help.problems = [];
    help.headings = [];
    return;
  }
  const { id } = draft;
  const panel = settings.detailsOpen ? settings.panel : null;
  const same = (): boolean => openDraft()?.id === id;
  const work: Promise<unknown>[] = [
    call("draft_outline", { id }).then(({ number, headings, cards }) => {
      if (!same()) return;
      help.headings = headings;
      // Of a text that was written on meanwhile they come again.
      if (draft.lane.matches(number)) ports.editor?.showCards(cards.map(({ range, kind, service }) => ({ ...range, kind, service })));
    }),
  ];
  if (panel === "statistics") {
    const selection = ports.editor?.state.selection.main;
    const range = selection && !selection.empty ? { from: selection.from, to: selection.to } : null;
    work.push(
      call("draft_statistics", { id, selection: range }).then((counts) => same() && (help.statistics = counts)),
      call("goal_state", { date: today(), article: id }).then((goals) => same() && (help.goals = goals)),
    );
  }
  if (panel === "problems") {
    work.push(call("draft_problems", { id }).then(({ problems }) => same() && (help.problems = problems)));
  }
  await Promise.allSettled(work);
}

/** The caret has moved: what is it in? */
export function caretRested(): void {
  if (resting) clearTimeout(resting);
  resting = setTimeout(() => {
    const port = ports.editor;
    if (!port || !editor.id) return;
    const { state, caret } = port;
    help.line = state.doc.lineAt(caret).number - 1;
    help.inTable = !state.readOnly && tableAt(state, caret) !== null;
    help.picture = state.readOnly ? null : pictureAround(state, caret);
    ports.preview?.markLine(help.line);
    if (settings.detailsOpen && settings.panel === "statistics") helpSoon();
  }, REST);
}

// ── Sections and problems ───────────────────────────────────────────────────────────────────────────────────────

export function goToHeading(index: number): void {
  const heading = help.headings[index];
  if (heading) ports.editor?.goToLine(heading.line + 1);
}

/** Moves a section with everything under its heading before another heading; beyond the last: to the end. */
export async function moveSection(from: number, to: number): Promise<void> {
  await attempt(async () => {
    const draft = openDraft();
    if (!draft || editor.locked) return;
    await draft.lane.settled();
    const edit = await call("draft_move_section", { id: draft.id, from, to });
    if (!draft.lane.matches(edit.number)) return;
    ports.editor?.change(edit.changes);
    await draft.lane.settled();
    await refreshHelp();
  });
}

export function showProblem(problem: WritingProblem): void {
  if (problem.range) ports.editor?.select(problem.range.from, problem.range.to);
  else if (problem.line !== null) ports.editor?.goToLine(problem.line + 1);
  else if (problem.field === "title") document.getElementById("article-title")?.focus();
  else settings.panel = "details";
}

/** Mends a problem. The text may have changed since it was found: then it is looked for anew. */
export async function fixProblem(problem: WritingProblem): Promise<void> {
  const draft = openDraft();
  if (!draft || !problem.fix || editor.locked) return;
  await attempt(async () => {
    await draft.lane.settled();
    const { number, problems } = await call("draft_problems", { id: draft.id });
    const now = problems.find(({ kind, subject, range }) => kind === problem.kind && subject === problem.subject && range?.from === problem.range?.from);
    if (draft.lane.matches(number) && now?.fix) ports.editor?.change(now.fix.changes);
    await draft.lane.settled();
    await refreshHelp();
  });
}

// ── Spelling ────────────────────────────────────────────────────────────────────────────────────────────────────

/** The misspelt words of some lines; `null` where the engine knows another text than the editor. */
export async function misspeltIn(fromLine: number, toLine: number): Promise<Misspelt[] | null> {
  const draft = openDraft();
  if (!draft || !preferences.spelling) return [];
  try {
    const report = await call("draft_spelling", { id: draft.id, fromLine, toLine });
    if (report.missing.length > 0) noDictionaryFor(report.missing);
    if (draft !== openDraft() || !draft.lane.matches(report.number)) return null;
    return report.words.map(({ range, word, language }) => ({ ...range, word, language }));
  } catch {
    return [];
  }
}

/** Tells, once for each language and library, that nothing is there to check it with. */
function noDictionaryFor(missing: string[]): void {
  help.missing = [...new Set([...help.missing, ...missing])];
  const languages = missing.filter((language) => !(language in preferences.toldOfNoDictionary));
  if (languages.length === 0) return;
  const told = Object.fromEntries(languages.map((language) => [language, today()]));
  setPreference("toldOfNoDictionary", { ...preferences.toldOfNoDictionary, ...told });
  notify(t("spelling-no-dictionary", { languages: languages.map((tag) => languageName(tag)).join(", ") }), "done", {
    label: t("spelling-open"),
    run: () => (jobs.dialog = { kind: "preferences", section: "spelling" }),
  });
}

/** Shows what the misspelt word at the caret, or at a point of the window, may have meant; answers whether there is one. */
export function suggestSpelling(point?: { x: number; y: number }): boolean {
  const found = ports.editor?.misspelt(point);
  if (!found) {
    if (!point) notify(t("spelling-none"));
    return false;
  }
  const { word, x, y } = found;
  void call("spelling_suggest", { word: word.word, language: word.language })
    .catch(() => [])
    .then((words) => (help.suggesting = { word, at: { x, y }, words: words.slice(0, 8) }));
  return true;
}

export function closeSuggestions(): void {
  help.suggesting = null;
}

export function replaceWord({ from, to }: Misspelt, insert: string): void {
  ports.editor?.change({ from, to, insert });
  ports.editor?.select(from + insert.length);
}

export async function learnWord(word: Misspelt): Promise<void> {
  await attempt(async () => {
    await call("spelling_learn", { word: word.word, language: word.language });
    ports.editor?.checkSpelling();
    notify(t("spelling-learned", { word: word.word }), "done", {
      label: t("action-undo"),
      run: () => void forgetWord(word.word, word.language),
    });
  });
}

export async function forgetWord(word: string, language: string | null): Promise<void> {
  await attempt(async () => {
    await call("spelling_forget", { word, language });
    ports.editor?.checkSpelling();
  });
}

export async function addWord(word: string): Promise<void> {
  await attempt(async () => {
    await call("spelling_learn", { word, language: null });
    ports.editor?.checkSpelling();
  });
}

export async function loadSpelling(): Promise<void> {
  await attempt(async () => {
    help.spelling = await call("spelling_languages", {});
  });
}

/** Languages that every text is checked in, besides its own. */
export async function chooseSpelling(languages: string[]): Promise<void> {
  await attempt(async () => {
    help.spelling = await call("spelling_choose", { languages });
    help.missing = [];
    ports.editor?.checkSpelling();
  });
}

export async function ignoreWord({ word, language }: Misspelt): Promise<void> {
  await attempt(async () => {
    await call("spelling_ignore", { word, language });
    ports.editor?.checkSpelling();
  });
}

// ── Goals ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Sets the goal of the open article or of every day; 0 lifts it. */
export async function setGoal(of: "article" | "day", words: number): Promise<void> {
  await attempt(async () => {
    await call("goal_save", { article: of === "article" ? editor.id : null, words: words > 0 ? words : null });
    await refreshHelp("goals");
  });
}

/** The day where the author is. */
export function today(now = new Date()): string {
  const pad = (part: number): string => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

// ── Completion and pasting ──────────────────────────────────────────────────────────────────────────────────────

export const completionHelp: Pick<CompletionPort, "emoji" | "articles"> = {
  emoji: async (prefix) => {
    const found = await call("emoji_find", { prefix }).catch(() => []);
    return found.map(({ shortcode, emoji }) => ({ name: shortcode, glyph: emoji }));
  },
  articles: async (query) => {
    const found = await articlesNamed(query);
    return found.filter(({ id }) => id !== editor.id).map(({ id, title }) => ({ id, title: title || t("list-untitled") }));
  },
};

/** The articles that a few words lead to: those with the words in their title first. Without words the newest. */
export async function articlesNamed(query: string): Promise<ArticleSummary[]> {
  try {
    if (query.trim() === "") return await newestArticles(40);
    const { hits } = await call("article_search", { query, limit: 40 });
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const named = ({ title }: ArticleSummary): boolean => words.every((word) => title.toLowerCase().includes(word));
    const found = hits.map(({ article }) => article);
    return [...found.filter(named), ...found.filter((article) => !named(article))];
  } catch {
    return [];
  }
}

/** HTML from the clipboard as Markdown; `null` where it cannot be had: then its text is pasted. */
export async function htmlAsMarkdown(html: string): Promise<string | null> {
  if (library.readOnly !== null) return null;
  try {
    const { markdown, remotePictures, problems } = await call("paste_html", { html });
    if (remotePictures.length > 0) notify(t("paste-remote-pictures", { count: remotePictures.length }));
    else if (problems.length > 0) notify(t("paste-problems", { count: problems.length }));
    return markdown;
  } catch {
    return null;
  }
}

/** Says why something was not pasted, or not as it came. */
export function pasteTroubled(problem: PasteProblem): void {
  notify(t(`paste-${problem}`), "problem");
}
