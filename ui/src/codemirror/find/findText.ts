// Finding in a text: what is asked, where it is, and what it becomes. It runs beside the window, see `finder.ts`.

export interface FindQuery {
  search: string;
  replace: string;
  caseSensitive: boolean;
  wholeWord: boolean;
  regexp: boolean;
}

export interface Found {
  /** From and to of each match, one after the other. */
  ranges: number[];
  /** Whether there are more than were asked for. */
  more: boolean;
}

export interface Replacement {
  from: number;
  to: number;
  insert: string;
}

export const nothing: FindQuery = { search: "", replace: "", caseSensitive: false, wholeWord: false, regexp: false };

/** The query as a regular expression; `null` where it is none. */
export function patternOf(query: FindQuery): RegExp | null {
  if (query.search === "") return null;
  const source = query.regexp ? query.search : query.search.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const words = query.wholeWord ? `(?<![\\p{L}\\p{M}\\p{N}_])(?:${source})(?![\\p{L}\\p{M}\\p{N}_])` : source;
  const flags = query.caseSensitive ? "gmu" : "gimu";
  // What only the older grammar takes, such as `\-`, is taken too.
  for (const candidate of [flags, flags.replace("u", "")]) {
    try {
      return new RegExp(words, candidate);
    } catch {
      continue;
    }
  }
  return null;
}

export function findMatches(text: string, query: FindQuery, most: number): Found {
  const pattern = patternOf(query);
  const ranges: number[] = [];
  if (!pattern) return { ranges, more: false };
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (match[0] === "") pattern.lastIndex += 1;
    else if (ranges.length >= 2 * most) return { ranges, more: true };
    else ranges.push(match.index, match.index + match[0].length);
  }
  return { ranges, more: false };
}

/** What replacing makes of every match, or of the one that begins at `only`. */
export function replacements(text: string, query: FindQuery, only: number | null): Replacement[] {
  const pattern = patternOf(query);
  const made: Replacement[] = [];
  if (!pattern) return made;
  if (only !== null) pattern.lastIndex = only;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (match[0] === "") {
      pattern.lastIndex += 1;
      continue;
    }
    if (only !== null && match.index !== only) return made;
    const insert = query.regexp ? expand(query.replace, match) : query.replace;
    made.push({ from: match.index, to: match.index + match[0].length, insert });
    if (only !== null) return made;
  }
  return made;
}

/** `$1`, `$&`, `$<name>` as in ECMAScript; `\n` and `\t` besides. */
function expand(template: string, match: RegExpExecArray): string {
  return template.replace(/\$(?:(\$)|(&)|(\d{1,2})|<([^>]*)>)|\\([nt\\])/g, (whole, dollar, all, group, name, letter) => {
    if (dollar) return "$";
    if (all) return match[0];
    if (group) return Number(group) > 0 && Number(group) < match.length ? (match[Number(group)] ?? "") : String(whole);
    if (letter) return letter === "n" ? "\n" : letter === "t" ? "\t" : "\\";
    return match.groups?.[String(name)] ?? "";
  });
}
