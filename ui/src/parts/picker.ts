/** One of the things a picker offers. */
export interface PickerItem {
  id: string;
  label: string;
  /** Stands at the end of the line: keys, a date. */
  detail?: string;
  /** How far it is indented. */
  level?: number;
}

/** The items all of whose words are in their label, in any case; those that begin with the query first. */
export function matching<T extends PickerItem>(items: readonly T[], query: string): T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = items.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
  const [first = ""] = words;
  return found.sort((a, b) => Number(startsWith(b.label, first)) - Number(startsWith(a.label, first)));
}

function startsWith(label: string, word: string): boolean {
  return word !== "" && label.toLowerCase().startsWith(word);
}
