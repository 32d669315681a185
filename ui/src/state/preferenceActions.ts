// What the author does with the window's preferences: each is applied at once.

import { chooseLanguage } from "../texts/texts.svelte";
import { type PreferenceName, type Preferences, kinds, preferences } from "./preferences.svelte";
import { workspaceChanged } from "./workspace";

export function setPreference<N extends PreferenceName>(name: N, value: Preferences[N]): void {
  preferences[name] = value;
  if (name === "language") chooseLanguage(preferences.language);
  workspaceChanged();
}

export function resetPreference<N extends PreferenceName>(name: N): void {
  setPreference(name, kinds[name].initial as Preferences[N]);
}
