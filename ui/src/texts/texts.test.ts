import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LANGUAGES, format, isolated, languageFor, sourcesOf, type Language } from "./catalogue";
import { declare, readTexts } from "./declarations";

const read = (language: Language): ReturnType<typeof readTexts> => readTexts([...sourcesOf(language).values()].join("\n"));
const english = read("en").texts;

test("the types of the texts are those of the files", async () => {
  await expect(declare(english)).toMatchFileSnapshot("./keys.gen.ts");
});

test.each(LANGUAGES)("every text can be read: %s", (language) => {
  expect(read(language).wrong).toEqual([]);
});

test.each(LANGUAGES)("no text is missing, and none is left over: %s", (language) => {
  expect([...read(language).texts.keys()].sort()).toEqual([...english.keys()].sort());
});

test.each(LANGUAGES)("every text takes the same values: %s", (language) => {
  const names = (texts: typeof english): Record<string, string[]> =>
    Object.fromEntries([...texts].map(([key, values]) => [key, [...values.keys()].sort()]));
  expect(names(read(language).texts)).toEqual(names(english));
});

test("every text is used somewhere", () => {
  const used = usedKeys("src");
  expect([...english.keys()].filter((key) => !used.some((pattern) => pattern.test(key)))).toEqual([]);
});

test("no text is written in a component itself", () => {
  const found = sources("src/features", "src/parts", "src/App.svelte")
    .filter(([path]) => path.endsWith(".svelte"))
    .flatMap(([path, text]) => {
      const markup = text.replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, "");
      const words = [...markup.matchAll(/(?:aria-label|title|placeholder|alt)="([^"{:]*\p{L}{2}[^"{:]*)"/gu)];
      return words.map((match) => `${path}: ${match[1]}`);
    });
  expect(found).toEqual([]);
});

test("numbers and plurals follow the language", () => {
  expect(format("en", "article-words", { count: 1 })).toBe("1 word");
  expect(format("en", "article-words", { count: 1200 })).toBe("1,200 words");
  expect(format("fa", "article-words", { count: 1200 })).toBe("۱٬۲۰۰ واژه");
});

test("words of the other direction are kept apart", () => {
  expect(isolated("Title", "ltr")).toBe("Title");
  expect(isolated("باران", "ltr")).toBe("\u2068باران\u2069");
  expect(isolated("README", "rtl")).toBe("\u2068README\u2069");
});

test("the system's language is taken where the interface speaks it", () => {
  expect(languageFor(["de-DE", "fa-IR", "en"])).toBe("fa");
  expect(languageFor(["de"])).toBe("en");
});

function sources(...places: string[]): [path: string, text: string][] {
  const files = places.flatMap((place) =>
    /\.\w+$/.test(place)
      ? [place]
      : readdirSync(place, { recursive: true, encoding: "utf8" }).map((path) => join(place, path)),
  );
  return files
    .filter((path) => /\.(?:ts|svelte)$/.test(path) && !path.endsWith(".gen.ts") && !path.endsWith(".test.ts"))
    .map((path) => [path, readFileSync(path, "utf8")]);
}

/** What stands in quotation marks anywhere, with each hole of a template as a wildcard. */
function usedKeys(place: string): RegExp[] {
  const literals = sources(place).flatMap(([, text]) => text.match(/"[a-z][\w.-]*"|'[a-z][\w.-]*'|`[a-z][\w-]*-\$\{[^`]*`/g) ?? []);
  return [...new Set(literals)].map(
    (literal) => new RegExp(`^${literal.slice(1, -1).replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, "[\\w-]+")}$`),
  );
}
