// Where in a text a search hit is. Plain functions.

import type { ExcerptRun } from "../ipc/contract.gen";

export interface Place {
  from: number;
  to: number;
}

/** Letters that readers of Arabic script take for the same. */
const SAME: Record<string, string> = { "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ؤ": "و", "أ": "ا", "إ": "ا", "آ": "ا" };

/** The text without case, diacritics and the like, and for each of its letters where it was. */
function folded(text: string): { letters: string; at: number[] } {
  let letters = "";
  const at: number[] = [];
  let offset = 0;
  for (const character of text) {
    const plain = (SAME[character] ?? character).normalize("NFKD").replace(/[\p{M}\u0640\u200c]/gu, "").toLowerCase();
    for (const letter of plain) {
      for (let unit = 0; unit < letter.length; unit += 1) at.push(offset);
      letters += SAME[letter] ?? letter;
    }
    offset += character.length;
  }
  at.push(offset);
  return { letters, at };
}

/**
 * The place in `text` that an excerpt was taken from: its first match, as near as can be to the words around it.
 * `null` where the match is not in the text, but in the title, say.
 */
export function placeOfHit(text: string, excerpt: readonly ExcerptRun[]): Place | null {
  const index = excerpt.findIndex((run) => run.matched);
  const match = excerpt[index];
  if (!match) return null;
  const wanted = folded(match.text).letters;
  if (wanted === "") return null;
  const { letters, at } = folded(text);
  const before = folded(excerpt[index - 1]?.text ?? "").letters;
  const after = folded(excerpt[index + 1]?.text ?? "").letters;
  let best: { start: number; alike: number } | null = null;
  for (let start = letters.indexOf(wanted); start >= 0; start = letters.indexOf(wanted, start + 1)) {
    const alike = endAlike(letters, start, before) + startAlike(letters, start + wanted.length, after);
    if (!best || alike > best.alike) best = { start, alike };
  }
  if (!best) return null;
  return { from: at[best.start] ?? 0, to: at[best.start + wanted.length] ?? text.length };
}

/** How many letters of `part`, from its end, stand before `index`. */
function endAlike(letters: string, index: number, part: string): number {
  let count = 0;
  while (count < part.length && count < index && letters[index - 1 - count] === part[part.length - 1 - count]) count += 1;
  return count;
}

/** How many letters of `part`, from its start, stand at `index`. */
function startAlike(letters: string, index: number, part: string): number {
  let count = 0;
  while (count < part.length && letters[index + count] === part[count]) count += 1;
  return count;
}
