import { ChangeSet } from "@codemirror/state";
import { beforeEach, expect, test } from "vitest";
import type { ApiError, PreviewPage, PreviewPatch } from "../ipc/contract.gen";
import { EditLane } from "./editLane";
import { newMetadata } from "./newMetadata";
import { chance, failure, randomChange, settle, TestEngine, textOfString } from "./testing";
import { wireText } from "./wireChanges";

let engine: TestEngine;
let lane: EditLane;
let patches: PreviewPatch[];
let pages: PreviewPage[];
let failures: ApiError[];

function begin(body: string): void {
  engine = new TestEngine(body);
  patches = [];
  pages = [];
  failures = [];
  lane = new EditLane(
    textOfString(body),
    newMetadata("Title"),
    {
      edit: (number, changes, metadata) => engine.edit("a", number, changes, metadata),
      reset: (text, metadata) => engine.reset("a", text, metadata),
    },
    {
      patched: (patch) => patches.push(patch),
      replaced: (page) => pages.push(page),
      failed: (error) => failures.push(error),
    },
  );
}

function insert(at: number, text: string): void {
  const changes = ChangeSet.of({ from: at, insert: text }, lane.text.length);
  lane.record(changes, changes.apply(lane.text));
}

beforeEach(() => begin("hello"));

test("a change is sent at once, with the number after the last", async () => {
  insert(5, "!");
  expect(engine.calls).toEqual(["edit 1"]);
  await lane.settled();
  insert(6, "!");
  await lane.settled();
  expect(engine.calls).toEqual(["edit 1", "edit 2"]);
  expect(engine.draft).toBe("hello!!");
  expect(patches.map((patch) => patch.number)).toEqual([1, 2]);
});

test("what is typed while a call is on its way goes with the next one, as one change", async () => {
  engine.hold();
  insert(5, " ");
  for (const letter of "world") insert(lane.text.length, letter);
  expect(engine.calls).toEqual(["edit 1"]);
  await engine.release();
  expect(engine.calls).toEqual(["edit 1", "edit 2"]);
  expect(engine.draft).toBe("hello world");
});

test("changed metadata goes with the next call, and alone where no text changed", async () => {
  lane.describe(newMetadata("Other"));
  await lane.settled();
  expect(engine.metadata.title).toBe("Other");
  expect(engine.draft).toBe("hello");
  expect(engine.number).toBe(1);
});

test("out of step, the whole text is sent again and edits are counted anew", async () => {
  engine.number = 7;
  insert(0, "> ");
  await lane.settled();
  expect(engine.calls).toEqual(["edit 1", "reset"]);
  expect(engine.draft).toBe("> hello");
  expect(pages).toHaveLength(1);
  insert(0, "# ");
  await lane.settled();
  expect(engine.calls.at(-1)).toBe("edit 1");
  expect(engine.draft).toBe("# > hello");
});

test("an engine that stays out of step is not asked for ever", async () => {
  engine.failing.edit = failure("out_of_step");
  engine.failing.reset = failure("out_of_step");
  insert(0, "a");
  await expect(lane.settled()).rejects.toMatchObject({ code: "out_of_step" });
  expect(engine.calls.length).toBeLessThan(8);
});

test("a failure keeps every change, and the next attempt sends the whole text", async () => {
  engine.failing.edit = failure("failed");
  engine.failing.reset = failure("failed");
  insert(5, "1");
  await settle();
  expect(failures).toHaveLength(1);
  insert(6, "2");
  insert(7, "3");
  await settle();
  expect(engine.calls).toEqual(["edit 1"]);
  await expect(lane.settled()).rejects.toMatchObject({ code: "failed" });
  engine.failing = {};
  await lane.settled();
  expect(engine.draft).toBe("hello123");
  expect(lane.told).toBe(lane.made);
});

test("what the library has is put under what is being typed", async () => {
  engine.hold();
  const adopting = lane.exclusive(async () => {
    insert(5, " mine");
    return lane.adopt(textOfString("theirs\nhello"), newMetadata("Title"), "keep");
  });
  await engine.release();
  const change = await adopting;
  expect(change.apply(textOfString("hello mine")).toString()).toBe("theirs\nhello mine");
  expect(lane.text.toString()).toBe("theirs\nhello mine");
  engine.draft = "theirs\nhello";
  engine.number = 0;
  await lane.settled();
  expect(engine.draft).toBe("theirs\nhello mine");
});

test("taking the other text drops what was not sent", async () => {
  await lane.exclusive(async () => {
    insert(5, " mine");
    lane.adopt(textOfString("other"), newMetadata("Other"), "drop");
  });
  expect(lane.text.toString()).toBe("other");
  expect(lane.told).toBe(lane.made);
  await settle();
  expect(engine.calls).toEqual([]);
});

test("once closed, nothing is sent or waited for", async () => {
  engine.hold();
  insert(0, "a");
  insert(0, "b");
  lane.close();
  await engine.release();
  expect(patches).toEqual([]);
  expect(engine.calls).toEqual(["edit 1"]);
  await expect(lane.settled()).rejects.toBeDefined();
});

test("whatever is typed whenever, engine and editor end with the same text, one call at a time", async () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const next = chance(seed);
    begin("start\n\nof a text 😀");
    for (let step = 0; step < 40; step += 1) {
      const kind = next(10);
      if (kind < 6) {
        const change = randomChange(next, lane.text);
        lane.record(change, change.apply(lane.text));
      } else if (kind === 6) lane.describe(newMetadata(`Title ${step}`));
      else if (kind === 7) engine.hold();
      else if (kind === 8) await engine.release();
      else {
        engine.failing = next(3) === 0 ? { edit: failure(next(2) === 0 ? "out_of_step" : "failed") } : {};
        await Promise.resolve();
      }
    }
    engine.failing = {};
    await engine.release();
    await lane.settled();
    expect(engine.draft, `seed ${seed}`).toBe(wireText(lane.text));
    expect(engine.metadata.title).toBe(lane.metadata.title);
    expect(engine.most).toBeLessThanOrEqual(1);
  }
});
