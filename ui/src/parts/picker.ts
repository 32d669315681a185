/** One of the things a picker offers. */
export interface PickerItem {
  id: string;
  label: string;
  /** Stands at the end of the line: keys, a date. */
  detail?: string;
  /** How far it is indented. */
  level?: number;
}

/** The items all of whose words are in their label, in any case: first those that begin so, then those that have them in this order. */
export function matching<T extends PickerItem>(items: readonly T[], query: string): T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = items.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
  const [first = ""] = words;
  const phrase = words.join(" ");
  const rank = ({ label }: T): number => Number(startsWith(label, first)) * 2 + Number(label.toLowerCase().includes(phrase));
  return found.sort((a, b) => rank(b) - rank(a));
}

function startsWith(label: string, word: string): boolean {
  return word !== "" && label.toLowerCase().startsWith(word);
}
