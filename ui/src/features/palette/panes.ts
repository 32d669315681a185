// The panes of the window, and the way from one to the next with the keyboard.

import { focusText } from "../../state/actions";
import { settings } from "../../state/settings.svelte";

const ORDER = ["library", "list", "editor", "preview", "details"];

export function goToPane(where: "next" | "previous" | "search"): void {
  if (where === "search") {
    settings.navigation = true;
    requestAnimationFrame(() => {
      const field = document.getElementById("library-search");
      field?.focus();
      if (field instanceof HTMLInputElement) field.select();
    });
    return;
  }
  const panes = ORDER.map((name) => document.querySelector<HTMLElement>(`[data-pane="${name}"]`)).filter(
    (pane): pane is HTMLElement => pane !== null && pane.offsetParent !== null && !pane.closest("[inert]"),
  );
  const present = panes.findIndex((pane) => pane.contains(document.activeElement));
  const step = where === "next" ? 1 : -1;
  const index = present < 0 ? (step > 0 ? 0 : panes.length - 1) : (present + step + panes.length) % panes.length;
  const pane = panes[index];
  if (!pane) return;
  if (pane.dataset["pane"] === "editor") return focusText();
  const inside =
    pane.querySelector<HTMLElement>('[role="listbox"], nav [tabindex="0"]') ??
    pane.querySelector<HTMLElement>("select, input, textarea, button");
  const target = pane.tabIndex >= 0 ? pane : inside;
  target?.focus();
}
