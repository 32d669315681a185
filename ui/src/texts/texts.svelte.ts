// Every word of the interface, in the language that is chosen, with numbers and dates as its readers write them. What
// a component takes from here changes by itself when the language does.

import { type Language, type Say, directionOf, format, languageFor } from "./catalogue";
import type { Texts } from "./keys.gen";

export type { Language } from "./catalogue";
export { LANGUAGES } from "./catalogue";

export type TextKey = keyof Texts;
/** The texts that need nothing put into them. */
export type PlainKey = { [K in TextKey]: Texts[K] extends null ? K : never }[TextKey];

const system = languageFor(typeof navigator === "undefined" ? ["en"] : navigator.languages);

class Locale {
  chosen = $state<Language | "system">("system");
  language = $derived<Language>(this.chosen === "system" ? system : this.chosen);
  direction = $derived(directionOf(this.language));
}

export const locale = new Locale();

export function chooseLanguage(language: Language | "system"): void {
  locale.chosen = language;
}

/** A text of the interface. */
export const t: Say = (key, ...values) => format(locale.language, key, values[0] ?? {});

export function number(value: number, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(locale.language, options).format(value);
}

/** A language tag in words. */
export function languageName(tag: string): string {
  if (!tag) return "";
  try {
    return new Intl.DisplayNames([locale.language], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** A language of the interface in that language. */
export function languageItself(language: Language): string {
  return new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
}

/** A moment as a list shows it: the time today, the day this year, else with the year. */
export function shortDate(moment: string, now = new Date()): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return "";
  const options: Intl.DateTimeFormatOptions =
    date.toDateString() === now.toDateString()
      ? { hour: "numeric", minute: "2-digit" }
      : date.getFullYear() === now.getFullYear()
        ? { day: "numeric", month: "short" }
        : { day: "numeric", month: "short", year: "numeric" };
  return new Intl.DateTimeFormat(locale.language, options).format(date);
}

/** A moment in full. */
export function longDate(moment: string): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return "";
  return new Intl.DateTimeFormat(locale.language, { dateStyle: "long", timeStyle: "short" }).format(date);
}

/** A number of bytes in words. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return t("size-bytes", { count: bytes });
  if (bytes < 1_000_000) return t("size-kilobytes", { count: Math.round(bytes / 1000) });
  return t("size-megabytes", { count: Math.round(bytes / 100_000) / 10 });
}
