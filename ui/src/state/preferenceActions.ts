// What the author does with the window's preferences: each is applied at once.

import { call } from "../ipc/call";
import { chooseLanguage, t } from "../texts/texts.svelte";
import { type PreferenceName, type Preferences, kinds, preferences } from "./preferences.svelte";
import { workspaceChanged } from "./workspace";
import { nextZoom } from "./zoom";

export function setPreference<N extends PreferenceName>(name: N, value: Preferences[N]): void {
  preferences[name] = value;
  if (name === "language") {
    chooseLanguage(preferences.language);
    headDialogs();
  }
  if (name === "zoom") showZoom();
  workspaceChanged();
}

/** Heads the system's own dialogs in the language of the interface. */
export function headDialogs(): void {
  const words = { folder: t("dialog-folder"), import: t("dialog-import"), picture: t("dialog-picture"), pictures: t("dialog-pictures"), save: t("dialog-save") };
  void call("window_dialogs", words).catch(() => {});
}

/** Shows the window as large as is wanted. */
export function showZoom(): void {
  void call("window_zoom", { percent: preferences.zoom }).catch(() => {});
}

/** A step larger or smaller, or back to the usual size. */
export function zoom(step: 1 | -1 | 0): void {
  setPreference("zoom", step === 0 ? kinds.zoom.initial : nextZoom(preferences.zoom, step));
}

export function resetPreference<N extends PreferenceName>(name: N): void {
  setPreference(name, kinds[name].initial as Preferences[N]);
}
