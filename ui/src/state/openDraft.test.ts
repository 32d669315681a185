import { ChangeSet, type Text } from "@codemirror/state";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { OpenDraft, textOf } from "./openDraft";
import { PAUSE, type SaveState } from "./saver";
import { articleOf, failure, TestEngine } from "./testing";

let engine: TestEngine;
let draft: OpenDraft;
let editorText: Text;
let state: SaveState;

beforeEach(() => {
  vi.useFakeTimers();
  engine = new TestEngine("one\ntwo\n");
  editorText = textOf("one\ntwo\n");
  state = { kind: "saved" };
  draft = new OpenDraft({ article: articleOf("a", 1, "one\ntwo\n"), page: { number: 0, html: "", lines: [] } }, engine, {
    patched: () => {},
    replaced: () => {},
    saved: () => {},
    saveStateChanged: (now) => (state = now),
    reloaded: (_opened, change) => (editorText = change.apply(editorText)),
  });
});

afterEach(() => vi.useRealTimers());

function type(at: number, text: string): void {
  const change = ChangeSet.of({ from: at, insert: text }, editorText.length);
  editorText = change.apply(editorText);
  draft.record(change, editorText);
}

test("what is typed is on disk after a pause", async () => {
  type(0, "zero\n");
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(engine.article.body).toBe("zero\none\ntwo\n");
  expect(state.kind).toBe("saved");
});

test("a change from outside is taken over without a save", async () => {
  engine.changeOutside("one\nTWO\n");
  expect(await draft.around(async () => {})).toBe(true);
  expect(editorText.toString()).toBe("one\nTWO\n");
  expect(draft.saver.version).toBe(2);
  await vi.advanceTimersByTimeAsync(10 * PAUSE);
  expect(engine.calls).toEqual(["close", "open"]);
});

test("what is typed while the library's article is read stays, and is saved on top of it", async () => {
  engine.changeOutside("one\nTWO\n");
  engine.hold();
  const taking = draft.around(async () => {});
  await vi.advanceTimersByTimeAsync(0);
  type(0, "mine ");
  await engine.release();
  expect(await taking).toBe(true);
  expect(editorText.toString()).toBe("mine one\nTWO\n");
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(engine.article.body).toBe("mine one\nTWO\n");
  expect(state.kind).toBe("saved");
});

test("unsaved text is on disk before the status is changed, and the new version is known after", async () => {
  type(0, "new ");
  const changing = draft.around(async () => {
    expect(engine.article.body).toBe("new one\ntwo\n");
    engine.article = { ...engine.article, status: "ready", version: engine.article.version + 1 };
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(await changing).toBe(true);
  expect(draft.saver.version).toBe(3);
  type(0, "more ");
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(engine.article.body).toBe("more new one\ntwo\n");
  expect(state.kind).toBe("saved");
});

test("in a conflict neither text is written over the other, and each can be chosen", async () => {
  type(0, "mine ");
  engine.changeOutside("theirs\n");
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(state.kind).toBe("conflict");
  expect(engine.article.body).toBe("theirs\n");
  expect(editorText.toString()).toBe("mine one\ntwo\n");
  await draft.takeOther();
  expect(editorText.toString()).toBe("theirs\n");
  expect(state.kind).toBe("saved");
  type(0, "after ");
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(engine.article.body).toBe("after theirs\n");
});

test("in a conflict the text of this window can be kept", async () => {
  type(0, "mine ");
  engine.changeOutside("theirs\n");
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(await draft.saver.overrule(engine.article.version)).toBe(true);
  expect(engine.article.body).toBe("mine one\ntwo\n");
});

test("while the engine cannot take the text, the author is told, and nothing is dropped", async () => {
  engine.failing = { edit: failure("failed", "The engine stopped."), reset: failure("failed", "The engine stopped.") };
  type(0, "a");
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(state).toEqual({ kind: "failed", message: "The engine stopped." });
  type(1, "b");
  engine.failing = {};
  await vi.advanceTimersByTimeAsync(5_000);
  expect(state.kind).toBe("saved");
  expect(engine.article.body).toBe("abone\ntwo\n");
});
