// What the author set in the window, each value with its default. Only what differs from its default is kept in the
// library, as JSON by name; what cannot be read is the default again.

import { LANGUAGES } from "../texts/texts.svelte";

/** A preference: its default, and what of anything stored is a value of it. */
interface Kind<T> {
  readonly initial: T;
  readonly read: (stored: unknown) => T | undefined;
}

function flag(initial: boolean): Kind<boolean> {
  return { initial, read: (stored) => (typeof stored === "boolean" ? stored : undefined) };
}

function oneOf<T extends string>(initial: T, ...others: T[]): Kind<T> {
  return { initial, read: (stored) => [initial, ...others].find((value) => value === stored) };
}

function within(initial: number, least: number, most: number): Kind<number> {
  const isInside = (stored: unknown): stored is number => typeof stored === "number" && stored >= least && stored <= most;
  return { initial, read: (stored) => (isInside(stored) ? stored : undefined) };
}

function mapOf(): Kind<Readonly<Record<string, string>>> {
  const isMap = (stored: unknown): stored is Record<string, string> =>
    typeof stored === "object" && stored !== null && Object.values(stored).every((value) => typeof value === "string");
  return { initial: {}, read: (stored) => (isMap(stored) ? stored : undefined) };
}

export const kinds = {
  /** The language of the interface. */
  language: oneOf<"system" | (typeof LANGUAGES)[number]>("system", ...LANGUAGES),
  /** How large everything is, in per cent. */
  zoom: within(100, 50, 300),
  /** The face the text is written in. */
  editorFont: oneOf("serif", "sans", "mono"),
  /** The size of the text, in per cent. */
  editorSize: within(100, 70, 220),
  /** The longest line, in letters of about average width. */
  editorWidth: within(72, 40, 160),
  lineNumbers: flag(false),
  /** The line that is written stays in the middle. */
  typewriter: flag(false),
  /** What is not being written is dimmed. */
  focus: oneOf("off", "sentence", "paragraph"),
  /** Closing marks are put with opening ones. */
  autoPairs: flag(true),
  /** Quotation marks and dashes become those of the language as they are typed. */
  smartTyping: flag(false),
  /** Text and page scroll together. */
  scrollTogether: flag(true),
  spelling: flag(true),
  /** The languages whose lack of a dictionary was told. */
  toldOfNoDictionary: mapOf(),
  /** Tables are drawn as grids; else they are aligned text. */
  tableGrids: flag(true),
  /** What the panel beside the text showed last. */
  panel: oneOf("details", "outline", "problems", "statistics"),
  /** How wide the page is shown. */
  device: oneOf("desktop", "tablet", "phone"),
  /** Whether the page is shown light or dark: as the window is, or otherwise. */
  pageAppearance: oneOf("window", "light", "dark"),
  /** Two versions are compared side by side. */
  compareBeside: flag(false),
  /** Keys of commands that differ from the usual ones, by command; empty: none. */
  shortcuts: mapOf(),
} as const satisfies Record<string, Kind<unknown>>;

export type PreferenceName = keyof typeof kinds;
export type Preferences = { -readonly [N in PreferenceName]: Value<(typeof kinds)[N]> };
type Value<K> = K extends Kind<infer T> ? T : never;

export const names = Object.keys(kinds) as PreferenceName[];

function initialValues(): Preferences {
  return Object.fromEntries(names.map((name) => [name, kinds[name].initial])) as Preferences;
}

export const preferences: Preferences = $state(initialValues());

/** Takes over what was kept. */
export function readPreferences(stored: Readonly<Record<string, string | undefined>>): void {
  for (const name of names) Object.assign(preferences, { [name]: valueIn(name, stored[name]) });
}

/** What is to be kept. */
export function writtenPreferences(): Record<string, string> {
  const changed = names.filter((name) => isChanged(name));
  return Object.fromEntries(changed.map((name) => [name, JSON.stringify(preferences[name])]));
}

export function isChanged(name: PreferenceName): boolean {
  return JSON.stringify(preferences[name]) !== JSON.stringify(kinds[name].initial);
}

function valueIn(name: PreferenceName, stored: string | undefined): unknown {
  if (stored === undefined) return kinds[name].initial;
  try {
    return kinds[name].read(JSON.parse(stored)) ?? kinds[name].initial;
  } catch {
    return kinds[name].initial;
  }
}
