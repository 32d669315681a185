// What the author types into the fields of an article, made ready or refused. Plain functions.

/** A web address as it is kept, or `null` where it is none. An address without its scheme is taken as https. */
export function webAddress(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === "" || /\s/.test(trimmed)) return null;
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(trimmed) && !/^[^/:]+:\d/.test(trimmed) ? trimmed : `https://${trimmed}`;
  let url: URL;
  try {
    url = new URL(withScheme);
  } catch {
    return null;
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  if (!/^https?:\/\//i.test(withScheme)) return null;
  const local = url.hostname === "localhost" || url.hostname.startsWith("[");
  if (!local && !/[^.]\.[^.]/.test(url.hostname)) return null;
  return withScheme;
}

/** A slug while it is typed: lower case, one hyphen between words. The engine has the last word. */
export function slugDraft(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "-")
    .replace(/^-+/, "");
}

/** Words of a list that grows as chips: trimmed, without empty ones and repetitions. */
export function withChip(chips: readonly string[], text: string): string[] {
  const next = [...chips];
  for (const part of text.split(/[,،;\n]/u)) {
    const word = part.trim().replace(/\s+/g, " ");
    if (word && !next.some((chip) => chip.toLowerCase() === word.toLowerCase())) next.push(word);
  }
  return next;
}

/** What a date field shows for an RFC 3339 moment: the wall clock of its author, or here where it was written in UTC. */
export function dateField(moment: string | null): string {
  if (!moment) return "";
  if (!moment.endsWith("Z")) return moment.slice(0, 16);
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? "" : `${localDate(date)}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The moment a date field means: at the offset `before` was written in, or the one that holds here on that day. */
export function momentOf(field: string, before: string | null): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(field)) return null;
  const offset = before && /([+-]\d{2}:\d{2})$/.exec(before)?.[1];
  return `${field.slice(0, 16)}:00${offset ?? offsetHere(new Date(field))}`;
}

function offsetHere(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const sign = minutes < 0 ? "-" : "+";
  return `${sign}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

function localDate(date: Date): string {
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
