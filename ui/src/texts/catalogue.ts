// The texts of the interface by language, as the Fluent files beside this one hold them.

import { FluentBundle, FluentResource } from "@fluent/bundle";
import type { Texts } from "./keys.gen";

/** The languages the interface speaks. The first one helps out where another lacks a text. */
export const LANGUAGES = ["en", "fa"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Says a text of the interface, for modules that do not know how the language is chosen. */
export type Say = <K extends keyof Texts>(key: K, ...values: Texts[K] extends null ? [] : [Texts[K]]) => string;

const files = import.meta.glob<string>("./*/*.ftl", { query: "?raw", import: "default", eager: true });
const bundles = new Map<Language, FluentBundle>();

/** The source of every file of a language, by its path. */
export function sourcesOf(language: Language): Map<string, string> {
  return new Map(Object.entries(files).filter(([path]) => path.startsWith(`./${language}/`)));
}

export function bundleOf(language: Language): FluentBundle {
  const known = bundles.get(language);
  if (known) return known;
  // Values are isolated where they need it, see `isolated`.
  const bundle = new FluentBundle(language, { useIsolating: false });
  for (const source of sourcesOf(language).values()) bundle.addResource(new FluentResource(source));
  bundles.set(language, bundle);
  return bundle;
}

/** The language to speak to someone whose system asks for these, best first. */
export function languageFor(asked: readonly string[]): Language {
  for (const tag of asked) {
    const language = LANGUAGES.find((known) => known === tag.toLowerCase().split("-")[0]);
    if (language) return language;
  }
  return LANGUAGES[0];
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LEFT_TO_RIGHT = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Devanagari}]/u;

/** Keeps words of the other direction from disturbing the sentence they are put into. */
export function isolated(value: string, direction: "ltr" | "rtl"): string {
  const other = direction === "ltr" ? RIGHT_TO_LEFT : LEFT_TO_RIGHT;
  return other.test(value) ? `\u2068${value}\u2069` : value;
}

/** One text; `key` is a message, or one of its attributes as `message.attribute`. */
export function format(language: Language, key: string, values: Record<string, string | number> = {}): string {
  const [message = "", attribute] = key.split(".");
  const direction = directionOf(language);
  const isolating = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? isolated(value, direction) : value]),
  );
  for (const candidate of [language, LANGUAGES[0]]) {
    const bundle = bundleOf(candidate);
    const found = bundle.getMessage(message);
    const pattern = attribute === undefined ? found?.value : found?.attributes[attribute];
    if (pattern) return bundle.formatPattern(pattern, isolating, []);
  }
  return key;
}

export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "fa" ? "rtl" : "ltr";
}
