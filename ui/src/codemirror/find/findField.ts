// What is being looked for in the text: the query, its matches, and the way from one to the next. Matches are found
// beside the window and arrive a moment later; until then the old ones move with the text.

import { type ChangeDesc, EditorSelection, type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, type PluginValue, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { type FindQuery, nothing, patternOf } from "./findText";
import { Finder } from "./finder";

/** Beyond this many matches none is counted. */
export const MOST = 9_999;
/** Milliseconds after a key in the text. */
const PAUSE = 120;

export interface FindState {
  query: FindQuery;
  /** From and to of each match, ascending. */
  ranges: readonly number[];
  more: boolean;
  /** Whether the matches are those of the query. */
  state: "found" | "looking" | "invalid" | "late";
}

const askFor = StateEffect.define<FindQuery>();
const answered = StateEffect.define<{ query: FindQuery; ranges: number[]; more: boolean; late: boolean }>();

const none: FindState = { query: nothing, ranges: [], more: false, state: "found" };

export const findField = StateField.define<FindState>({
  create: () => none,
  update(value, transaction) {
    let now = value;
    if (transaction.docChanged && now.ranges.length > 0) {
      now = { ...now, ranges: mapped(now.ranges, transaction.changes), state: "looking" };
    }
    for (const effect of transaction.effects) {
      if (effect.is(askFor)) {
        const state = effect.value.search === "" ? "found" : patternOf(effect.value) ? "looking" : "invalid";
        now = { ...now, query: effect.value, state, ...(state === "looking" ? {} : { ranges: [], more: false }) };
      } else if (effect.is(answered) && effect.value.query === now.query) {
        const { ranges, more, late } = effect.value;
        now = { query: now.query, ranges, more, state: late ? "late" : "found" };
      }
    }
    return now;
  },
});

/** Matches after a change; those that were replaced are gone. */
function mapped(ranges: readonly number[], changes: ChangeDesc): number[] {
  const left: number[] = [];
  for (let at = 0; at < ranges.length; at += 2) {
    const from = changes.mapPos(ranges[at] ?? 0, 1);
    const to = changes.mapPos(ranges[at + 1] ?? 0, -1);
    if (from < to) left.push(from, to);
  }
  return left;
}

const match = Decoration.mark({ class: "cm-searchMatch" });
const current = Decoration.mark({ class: "cm-searchMatch cm-searchMatch-selected" });

/** The first match that ends behind `place`. */
function indexFrom(ranges: readonly number[], place: number): number {
  let low = 0;
  let high = ranges.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[2 * middle + 1] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

class FindPlugin implements PluginValue {
  decorations: DecorationSet = Decoration.none;
  readonly #view: EditorView;
  readonly #finder = new Finder();
  #timer = 0;

  constructor(view: EditorView) {
    this.#view = view;
  }

  update(update: ViewUpdate): void {
    const before = update.startState.field(findField);
    const now = update.state.field(findField);
    if (now.query !== before.query) this.#look(0);
    else if (update.docChanged && now.query.search !== "") this.#look(PAUSE);
    if (now !== before || update.viewportChanged || update.selectionSet) this.decorations = this.#mark();
  }

  /** What replacing makes of all matches, or of the one at `only`. */
  replacements(only: number | null): Promise<{ from: number; to: number; insert: string }[] | null> {
    const { state } = this.#view;
    return this.#finder.replace(state.doc.toString(), state.field(findField).query, only);
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#finder.end();
  }

  #look(pause: number): void {
    clearTimeout(this.#timer);
    const { query, state } = this.#view.state.field(findField);
    if (query.search === "" || state === "invalid") return;
    this.#timer = window.setTimeout(() => {
      const { doc } = this.#view.state;
      void this.#finder.find(doc.toString(), query, MOST).then((found) => {
        // The text has changed meanwhile: it is looked through again already.
        if (found && doc !== this.#view.state.doc) return;
        const { ranges, more } = found ?? { ranges: [], more: false };
        this.#view.dispatch({ effects: answered.of({ query, ranges, more, late: found === null }) });
      });
    }, pause);
  }

  #mark(): DecorationSet {
    const { state, visibleRanges } = this.#view;
    const { ranges } = state.field(findField);
    const { from, to } = state.selection.main;
    const marks = visibleRanges.flatMap((visible) => {
      const inView = [];
      for (let at = indexFrom(ranges, visible.from); 2 * at < ranges.length; at += 1) {
        const start = ranges[2 * at] ?? 0;
        const end = ranges[2 * at + 1] ?? 0;
        if (start > visible.to) break;
        if (end > start) inView.push((start === from && end === to ? current : match).range(start, end));
      }
      return inView;
    });
    return Decoration.set(marks);
  }
}

const plugin = ViewPlugin.fromClass(FindPlugin, { decorations: (value) => value.decorations });

export const finding: Extension = [findField, plugin];

export function lookFor(view: EditorView, query: FindQuery): void {
  view.dispatch({ effects: askFor.of(query) });
}

/** The number of the match that is selected, from 1; 0: none is. */
export function currentMatch(view: EditorView): number {
  const { ranges } = view.state.field(findField);
  const { from, to } = view.state.selection.main;
  const at = indexFrom(ranges, from);
  return ranges[2 * at] === from && ranges[2 * at + 1] === to ? at + 1 : 0;
}

export function goToMatch(view: EditorView, step: 1 | -1): boolean {
  const { ranges } = view.state.field(findField);
  const count = ranges.length / 2;
  if (count === 0) return false;
  const { from, to } = view.state.selection.main;
  const behind = indexFrom(ranges, to);
  const ahead = step > 0 ? behind : indexFrom(ranges, from) - 1;
  const at = (ahead + count) % count;
  view.dispatch({
    selection: EditorSelection.range(ranges[2 * at] ?? 0, ranges[2 * at + 1] ?? 0),
    effects: EditorView.scrollIntoView(ranges[2 * at] ?? 0, { y: "center" }),
    userEvent: "select.search",
  });
  return true;
}

/** Replaces the selected match and goes to the next; where none is selected, goes to the next. */
export async function replaceMatch(view: EditorView): Promise<void> {
  if (view.state.readOnly) return;
  if (currentMatch(view) === 0) {
    goToMatch(view, 1);
    return;
  }
  const { doc } = view.state;
  const [made] = (await view.plugin(plugin)?.replacements(view.state.selection.main.from)) ?? [];
  if (!made || doc !== view.state.doc) return;
  view.dispatch({ changes: made, selection: { anchor: made.from + made.insert.length }, userEvent: "input.replace" });
  goToMatch(view, 1);
}

/** Replaces every match; answers how many, or `null` where the pattern takes too long. */
export async function replaceMatches(view: EditorView): Promise<number | null> {
  if (view.state.readOnly) return 0;
  const { doc } = view.state;
  const made = await view.plugin(plugin)?.replacements(null);
  if (!made || doc !== view.state.doc) return null;
  if (made.length > 0) view.dispatch({ changes: made, userEvent: "input.replace.all" });
  return made.length;
}
