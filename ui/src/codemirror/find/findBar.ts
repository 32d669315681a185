// The find bar above the text: one line, a second one to replace. Plain elements, since CodeMirror owns the place.

import { type EditorState, type Extension, Prec, StateEffect, StateField } from "@codemirror/state";
import { EditorView, type Panel, type ViewUpdate, keymap, showPanel } from "@codemirror/view";
import type { Say } from "../../texts/catalogue";
import { MOST, currentMatch, findField, finding, goToMatch, lookFor, replaceMatch, replaceMatches } from "./findField";
import type { FindQuery } from "./findText";

const setOpen = StateEffect.define<boolean>();

export function findBarIsOpen(state: EditorState): boolean {
  return state.field(openField, false) ?? false;
}

const openField = StateField.define<boolean>({
  create: () => false,
  update: (open, transaction) => {
    for (const effect of transaction.effects) if (effect.is(setOpen)) return effect.value;
    return open;
  },
});

/** Finding, with its bar; `say` gives its words. */
export function findBar(say: Say): Extension {
  const panel = (view: EditorView): Panel => makePanel(view, say);
  return [
    openField,
    showPanel.from(openField, (open) => (open ? panel : null)),
    finding,
    Prec.high(
      keymap.of([
        { key: "F3", run: (view) => goToMatch(view, 1), shift: (view) => goToMatch(view, -1) },
        { key: "Mod-g", run: (view) => goToMatch(view, 1), shift: (view) => goToMatch(view, -1), preventDefault: true },
      ]),
    ),
  ];
}

/** Opens the bar with what is selected, or goes to it. */
export function openFindBar(view: EditorView): void {
  const { main } = view.state.selection;
  const selected = view.state.sliceDoc(main.from, main.to);
  const before = view.state.field(findField).query;
  if (selected !== "" && selected.length < 200 && !selected.includes("\n") && !before.regexp) {
    lookFor(view, { ...before, search: selected });
  }
  if (!findBarIsOpen(view.state)) view.dispatch({ effects: setOpen.of(true) });
  const field = view.dom.ownerDocument.querySelector<HTMLInputElement>(".find-bar input");
  field?.focus();
  field?.select();
}

export function closeFindBar(view: EditorView): void {
  if (!findBarIsOpen(view.state)) return;
  view.dispatch({ effects: setOpen.of(false) });
  lookFor(view, { ...view.state.field(findField).query, search: "" });
  view.focus();
}

function makePanel(view: EditorView, say: Say): Panel {
  const dom = element("div", "find-bar");
  dom.setAttribute("role", "search");
  const find = field(say("find-find"));
  const replace = field(say("find-replace"));
  const count = element("span", "count");
  count.setAttribute("aria-live", "polite");
  const options = {
    caseSensitive: toggle("Aa", say("find-match-case")),
    wholeWord: toggle("W", say("find-whole-words")),
    regexp: toggle(".*", say("find-pattern")),
  };

  const ask = (): FindQuery => ({
    search: find.value,
    replace: replace.value,
    caseSensitive: pressed(options.caseSensitive),
    wholeWord: pressed(options.wholeWord),
    regexp: pressed(options.regexp),
  });
  const commit = (): void => lookFor(view, ask());
  const show = (): void => {
    const { query, state } = view.state.field(findField);
    if (find.value !== query.search) find.value = query.search;
    if (replace.value !== query.replace) replace.value = query.replace;
    for (const name of ["caseSensitive", "wholeWord", "regexp"] as const) {
      options[name].setAttribute("aria-pressed", String(query[name]));
    }
    find.setAttribute("aria-invalid", String(state === "invalid" || state === "late"));
    count.textContent = told(view, say);
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
    const done = (run: () => unknown): void => {
      event.preventDefault();
      run();
    };
    if (event.isComposing) return;
    if (event.key === "Escape") done(() => closeFindBar(view));
    else if (event.key === "F3") done(() => goToMatch(view, event.shiftKey ? -1 : 1));
    else if (event.key === "Enter" && event.target === find) done(() => goToMatch(view, event.shiftKey ? -1 : 1));
    else if (event.key === "Enter" && event.target === replace) done(() => replaceMatch(view));
  });

  const first = element("div", "line");
  first.append(
    find,
    count,
    button("↑", say("find-previous"), () => goToMatch(view, -1)),
    button("↓", say("find-next"), () => goToMatch(view, 1)),
    ...Object.values(options),
    button("×", say("find-close"), () => closeFindBar(view)),
  );
  dom.append(first);
  if (!view.state.readOnly) {
    const second = element("div", "line");
    second.append(
      replace,
      worded(say("find-replace-one"), () => void replaceMatch(view)),
      worded(say("find-replace-all"), () => {
        void replaceMatches(view).then((made) => {
          count.textContent = made === null ? say("find-late") : say("find-replaced", { count: made });
        });
      }),
    );
    dom.append(second);
  }
  show();

  return {
    dom,
    top: true,
    update(update: ViewUpdate) {
      if (update.startState.field(findField) !== update.state.field(findField) || update.selectionSet) show();
    },
  };
}

function told(view: EditorView, say: Say): string {
  const { query, ranges, more, state } = view.state.field(findField);
  if (query.search === "") return "";
  if (state === "invalid") return say("find-invalid");
  if (state === "late") return say("find-late");
  if (state === "looking" && ranges.length === 0) return "";
  const total = ranges.length / 2;
  const of = more ? say("find-count-more", { count: MOST }) : say("find-count", { count: total });
  const at = currentMatch(view);
  return at > 0 ? say("find-count-at", { at, of }) : of;
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
