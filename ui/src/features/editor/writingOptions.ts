// The preferences as the text editor takes them.

import type { WritingOptions } from "../../codemirror/extensions";
import { library } from "../../state/library.svelte";
import { preferences } from "../../state/preferences.svelte";

export function writingOptions(): WritingOptions {
  const { lineNumbers, typewriter, focus, autoPairs, smartTyping, spelling, tableGrids } = preferences;
  return { lineNumbers, typewriter, focus, autoPairs, smartTyping, spelling, tableGrids, mediaBase: library.mediaBase };
}
