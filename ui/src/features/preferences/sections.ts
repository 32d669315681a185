// The sections of the window of preferences. A section is one small component, and the names of its rows: by these
// it is found.

import type { Component } from "svelte";
import type { PlainKey } from "../../texts/texts.svelte";
import AppearanceSection from "./AppearanceSection.svelte";
import EditorSection from "./EditorSection.svelte";
import ShortcutsSection from "./ShortcutsSection.svelte";
import SpellingSection from "./SpellingSection.svelte";
import TypingSection from "./TypingSection.svelte";
import WritingSection from "./WritingSection.svelte";

type SectionOf<Key> = Key extends `preferences-${infer Id}` ? Id : never;

export interface Section {
  id: SectionOf<PlainKey>;
  /** Every row, by the text it is named with. */
  rows: readonly PlainKey[];
  /** May show only the rows that have the words of `search`. */
  component: Component<Record<string, never>>;
}

export const sections: readonly Section[] = [
  {
    id: "appearance",
    rows: ["preference-appearance", "preference-language", "preference-zoom", "preference-page-appearance", "preference-device"],
    component: AppearanceSection,
  },
  {
    id: "editor",
    rows: ["preference-font", "preference-size", "preference-width", "preference-line-numbers", "preference-table-grids"],
    component: EditorSection,
  },
  {
    id: "writing",
    rows: ["preference-focus", "preference-typewriter", "preference-scroll-together", "preference-daily-goal"],
    component: WritingSection,
  },
  { id: "typing", rows: ["preference-auto-pairs", "preference-smart-typing"], component: TypingSection },
  {
    id: "spelling",
    rows: ["preference-spelling", "preference-spelling-languages", "preference-dictionary"],
    component: SpellingSection,
  },
  { id: "shortcuts", rows: ["preference-shortcuts"], component: ShortcutsSection },
];
