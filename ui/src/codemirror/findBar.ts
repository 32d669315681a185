// The find bar above the text: one line, a second one to replace. Plain elements, since CodeMirror owns the place.

import {
  SearchQuery,
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  replaceAll,
  replaceNext,
  setSearchQuery,
} from "@codemirror/search";
import { type EditorView, type Panel, type ViewUpdate, runScopeHandlers } from "@codemirror/view";
import type { Say } from "../texts/catalogue";

/** Beyond this many matches none is counted. */
const MOST = 999;

export function findBar(say: Say): (view: EditorView) => Panel {
  return (view) => {
    const dom = element("div", "find-bar");
    dom.setAttribute("role", "search");
    const find = field(say("find-find"));
    find.setAttribute("main-field", "true");
    const replace = field(say("find-replace"));
    const count = element("span", "count");
    count.setAttribute("aria-live", "polite");
    const options = {
      caseSensitive: toggle("Aa", say("find-match-case")),
      wholeWord: toggle("W", say("find-whole-words")),
      regexp: toggle(".*", say("find-pattern")),
    };

    const ask = (): SearchQuery =>
      new SearchQuery({
        search: find.value,
        replace: replace.value,
        caseSensitive: pressed(options.caseSensitive),
        wholeWord: pressed(options.wholeWord),
        regexp: pressed(options.regexp),
      });
    const commit = (): void => {
      const query = ask();
      if (!query.eq(getSearchQuery(view.state))) view.dispatch({ effects: setSearchQuery.of(query) });
    };
    const show = (): void => {
      const query = getSearchQuery(view.state);
      if (find.value !== query.search) find.value = query.search;
      if (replace.value !== query.replace) replace.value = query.replace;
      for (const name of ["caseSensitive", "wholeWord", "regexp"] as const) {
        options[name].setAttribute("aria-pressed", String(query[name]));
      }
      find.setAttribute("aria-invalid", String(query.search !== "" && !query.valid));
      count.textContent = query.search === "" || !query.valid ? "" : counted(view, query, say);
    };

    find.addEventListener("input", commit);
    replace.addEventListener("input", commit);
    for (const option of Object.values(options)) {
      option.addEventListener("click", () => {
        option.setAttribute("aria-pressed", String(!pressed(option)));
        commit();
      });
    }
    dom.addEventListener("keydown", (event) => {
      if (runScopeHandlers(view, event, "search-panel")) event.preventDefault();
      else if (event.key === "Enter" && !event.isComposing && event.target === find) {
        event.preventDefault();
        (event.shiftKey ? findPrevious : findNext)(view);
      } else if (event.key === "Enter" && !event.isComposing && event.target === replace) {
        event.preventDefault();
        replaceNext(view);
      }
    });

    const first = element("div", "line");
    first.append(
      find,
      count,
      button("↑", say("find-previous"), () => findPrevious(view)),
      button("↓", say("find-next"), () => findNext(view)),
      ...Object.values(options),
      button("×", say("find-close"), () => {
        closeSearchPanel(view);
        view.focus();
      }),
    );
    dom.append(first);
    if (!view.state.readOnly) {
      const second = element("div", "line");
      second.append(
        replace,
        worded(say("find-replace-one"), () => replaceNext(view)),
        worded(say("find-replace-all"), () => replaceAll(view)),
      );
      dom.append(second);
    }
    show();

    return {
      dom,
      top: true,
      mount: () => find.select(),
      update(update: ViewUpdate) {
        const asked = update.transactions.some((transaction) =>
          transaction.effects.some((effect) => effect.is(setSearchQuery)),
        );
        if (asked || update.docChanged || update.selectionSet) show();
      },
    };
  };
}

function counted(view: EditorView, query: SearchQuery, say: Say): string {
  const { from, to } = view.state.selection.main;
  let total = 0;
  let current = 0;
  const cursor = query.getCursor(view.state);
  for (let match = cursor.next(); !match.done; match = cursor.next()) {
    total += 1;
    if (match.value.from === from && match.value.to === to) current = total;
    if (total > MOST) break;
  }
  const of = total > MOST ? say("find-count-more", { count: MOST }) : say("find-count", { count: total });
  return current > 0 ? say("find-count-at", { at: current, of }) : of;
}

function pressed(option: HTMLElement): boolean {
  return option.getAttribute("aria-pressed") === "true";
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, className: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

function field(label: string): HTMLInputElement {
  const input = element("input", "input");
  input.type = "text";
  input.dir = "auto";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.placeholder = label;
  input.setAttribute("aria-label", label);
  return input;
}

function button(sign: string, label: string, run: () => void): HTMLButtonElement {
  const made = element("button", "quiet");
  made.type = "button";
  made.textContent = sign;
  made.title = label;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", run);
  return made;
}

function toggle(sign: string, label: string): HTMLButtonElement {
  const made = button(sign, label, () => {});
  made.setAttribute("aria-pressed", "false");
  return made;
}

function worded(label: string, run: () => void): HTMLButtonElement {
  const made = element("button", "button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", run);
  return made;
}
