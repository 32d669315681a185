import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { articleSource, emojiSource, insertSource } from "./completions";

const at = (text: string): CompletionContext => new CompletionContext(EditorState.create({ doc: text }), text.length, false);

const port = {
  emoji: async (query: string) => [{ name: query, glyph: "🌊" }],
  articles: async () => [{ id: "7", title: "Tides [old]" }],
  insertions: () => [
    { label: "Heading", words: "title h2", detail: "##", run: () => true },
    { label: "سرفصل", words: "", detail: "##", run: () => true },
  ],
};

test("an emoji is offered by its name, where a word begins", async () => {
  expect((await emojiSource(port)(at("to the :wave")))?.options[0]).toMatchObject({ label: "🌊", detail: "wave" });
  expect(await emojiSource(port)(at("at 12:30"))).toBeNull();
  expect(await emojiSource(port)(at("https://example"))).toBeNull();
  expect(await emojiSource(port)(at("a :)"))).toBeNull();
});

test("own articles are offered behind two brackets", async () => {
  const found = await articleSource(port)(at("see [[ti"));
  expect(found?.from).toBe(4);
  expect(found?.options[0]?.label).toBe("Tides [old]");
  expect(await articleSource(port)(at("see [ti"))).toBeNull();
});

test("the insert menu opens at the start of a line only, in any script", async () => {
  expect((await insertSource(port)(at("text\n/h2")))?.options).toHaveLength(1);
  expect((await insertSource(port)(at("/سر")))?.options[0]?.label).toBe("سرفصل");
  expect((await insertSource(port)(at("/")))?.options).toHaveLength(2);
  expect(await insertSource(port)(at("and/or"))).toBeNull();
  expect(await insertSource(port)(at("/etc/x"))).toBeNull();
});
