// What helps while writing: the counts, problems and headings of the open article, the goals, and what the caret is in.

import type { DraftStatistics, GoalState, OutlineHeading, SpellingLanguages, WritingProblem } from "../ipc/contract.gen";
import type { Misspelt } from "../codemirror/spelling";
import type { PictureAt } from "../codemirror/pictures";

class HelpView {
  statistics = $state.raw<DraftStatistics | null>(null);
  problems = $state.raw<WritingProblem[]>([]);
  headings = $state.raw<OutlineHeading[]>([]);
  goals = $state.raw<GoalState | null>(null);
  /** What spelling is checked with. */
  spelling = $state.raw<SpellingLanguages | null>(null);

  /** The caret's line, from 0. */
  line = $state(0);
  /** Whether the caret is in a table. */
  inTable = $state(false);
  /** The picture the caret is in. */
  picture = $state.raw<PictureAt | null>(null);
  /** The language of the misspelt words that have no dictionary. */
  missing = $state.raw<string[]>([]);

  /** What a misspelt word may have meant, while that is shown. */
  suggesting = $state.raw<{ word: Misspelt; at: { x: number; y: number }; words: string[] } | null>(null);

  /** The heading above the caret; −1 above the first. */
  get current(): number {
    return this.headings.findLastIndex((heading) => heading.line <= this.line);
  }

  /** The headings that lead to the caret, the highest first. */
  get path(): { heading: OutlineHeading; index: number }[] {
    const path: { heading: OutlineHeading; index: number }[] = [];
    let level = 7;
    for (let index = this.current; index >= 0; index -= 1) {
      const heading = this.headings[index];
      if (!heading || heading.level >= level) continue;
      path.unshift({ heading, index });
      level = heading.level;
    }
    return path;
  }
}

export const help = new HelpView();
