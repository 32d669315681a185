// The numbers of a numbered list, which follow one another while items are moved, deleted or put on another level.

import { type ChangeSpec, EditorState, type Extension, type Text } from "@codemirror/state";

/** The beginning of a numbered item: what stands before the number, and the number. */
export const NUMBERED = /^(\s*(?:> ?)*\s*)(\d{1,9})[.)](?=\s)/;

interface Numbered {
  from: number;
  to: number;
  number: number;
}

/** The numbered items of the list that a line (from 1) begins an item of; none where it begins none. */
export function numbersAround(doc: Text, line: number): Numbered[] {
  const indent = line > doc.lines ? undefined : NUMBERED.exec(doc.line(line).text)?.[1];
  if (indent === undefined) return [];
  const belongs = (text: string): boolean =>
    text.startsWith(indent) && text.trim() !== "" && (NUMBERED.exec(text)?.[1] === indent || /^\s/.test(text.slice(indent.length)));
  let first = line;
  while (first > 1 && belongs(doc.line(first - 1).text)) first -= 1;
  const numbers: Numbered[] = [];
  for (let at = first; at <= doc.lines && belongs(doc.line(at).text); at += 1) {
    const { from, text } = doc.line(at);
    const match = NUMBERED.exec(text);
    const [, before = "", number = ""] = match ?? [];
    if (!match || before !== indent) continue;
    numbers.push({ from: from + before.length, to: from + before.length + number.length, number: Number(number) });
  }
  return numbers;
}

/** What makes numbers follow one another from a first one. */
export function countFrom(start: number, numbers: readonly Numbered[]): ChangeSpec[] {
  return numbers.flatMap(({ from, to, number }, index) =>
    number === start + index ? [] : [{ from, to, insert: String(start + index) }],
  );
}

/** What makes the numbers of the list around `position` follow one another, from the smallest. */
export function renumber(doc: Text, position: number): ChangeSpec[] {
  const numbers = numbersAround(doc, doc.lineAt(position).number);
  return countFrom(Math.min(...numbers.map(({ number }) => number)), numbers);
}

/** A list whose numbers follow one another goes on so where something is deleted of it. */
export const countingOn: Extension = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || !transaction.isUserEvent("delete")) return transaction;
  const before = transaction.startState.doc;
  let [from, to] = [before.length, 0];
  transaction.changes.iterChangedRanges((start, end) => {
    from = Math.min(from, start);
    to = Math.max(to, end);
  });
  const [first, last] = [before.lineAt(from), before.lineAt(to)];
  // What is deleted within the words of an item leaves its number alone.
  if (first.number === last.number && from - first.from >= (NUMBERED.exec(first.text)?.[0].length ?? 0)) return transaction;
  const whole = numbersAround(before, first.number);
  const numbers = whole.length > 0 ? whole : numbersAround(before, last.number);
  const start = numbers[0]?.number;
  if (start === undefined || countFrom(start, numbers).length > 0) return transaction;
  const now = transaction.newDoc;
  const line = now.lineAt(from).number;
  const here = numbersAround(now, line);
  const left = here.length > 0 ? here : numbersAround(now, line + 1);
  // Words without a mark may stand now between what is left and the items before it.
  const apart = (left[0]?.from ?? from) >= from ? numbers.filter((item) => item.to <= from).length : 0;
  const changes = countFrom(start + apart, left);
  return changes.length > 0 ? [transaction, { changes, sequential: true }] : transaction;
});
