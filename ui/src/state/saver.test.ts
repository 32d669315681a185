import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ArticleSaved } from "../ipc/contract.gen";
import { FIRST_RETRY, LONGEST_RETRY, LONGEST_WAIT, PAUSE, Saver, type SaveState } from "./saver";
import { articleOf, failure, savedAs } from "./testing";

class Lane {
  made = 0;
  told = 0;
  number = 0;
  resets = 0;
  async settled(): Promise<void> {
    this.told = this.made;
    this.number = this.made;
  }
  requireReset(): void {
    this.resets += 1;
  }
}

let lane: Lane;
let saver: Saver;
let states: string[];
let save: ReturnType<typeof vi.fn<(number: number, baseVersion: number) => Promise<ArticleSaved>>>;

function type(): void {
  lane.made += 1;
  saver.touched();
}

const said = (state: SaveState): string => ("message" in state ? `${state.kind}: ${state.message}` : state.kind);

beforeEach(() => {
  vi.useFakeTimers();
  lane = new Lane();
  states = [];
  save = vi.fn(async (_number: number, baseVersion: number) => savedAs(articleOf("a", baseVersion + 1, "")));
  saver = new Saver(lane, 1, { save, changed: (state) => states.push(said(state)), saved: () => {} });
});

afterEach(() => vi.useRealTimers());

test("the text is saved after a pause, and only then said to be", async () => {
  type();
  expect(states).toEqual(["saving"]);
  await vi.advanceTimersByTimeAsync(PAUSE - 1);
  expect(save).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(save).toHaveBeenCalledWith(1, 1);
  expect(states).toEqual(["saving", "saved"]);
  expect(saver.version).toBe(2);
});

test("a pause is at most half a second less what the disk needs", () => {
  expect(PAUSE).toBeLessThanOrEqual(400);
});

test("each key begins the pause anew, but typing without a pause is saved all the same", async () => {
  for (let key = 0; key < 40; key += 1) {
    type();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(save.mock.calls.length).toBeGreaterThanOrEqual(1);
  expect(save.mock.calls.length).toBeLessThanOrEqual(Math.ceil(4000 / LONGEST_WAIT) + 1);
});

test("what is typed while a save is on its way is not said to be saved", async () => {
  let answer: (saved: ArticleSaved) => void = () => {};
  save.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
  type();
  await vi.advanceTimersByTimeAsync(PAUSE);
  type();
  answer(savedAs(articleOf("a", 2, "")));
  await vi.advanceTimersByTimeAsync(0);
  expect(states.at(-1)).toBe("saving");
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(save).toHaveBeenLastCalledWith(2, 2);
  expect(states.at(-1)).toBe("saved");
});

test("leaving the text saves at once", async () => {
  type();
  expect(await saver.flush()).toBe(true);
  expect(save).toHaveBeenCalledTimes(1);
  expect(saver.unsaved).toBe(false);
  await vi.advanceTimersByTimeAsync(10 * PAUSE);
  expect(save).toHaveBeenCalledTimes(1);
});

test("with nothing changed nothing is written", async () => {
  expect(await saver.flush()).toBe(true);
  expect(save).not.toHaveBeenCalled();
});

test("a save that fails is tried again, ever more rarely, and says so until it succeeds", async () => {
  save.mockRejectedValue(failure("not_saved", "The disk is full."));
  type();
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(states.at(-1)).toBe("failed: The disk is full.");
  await vi.advanceTimersByTimeAsync(FIRST_RETRY);
  expect(save).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(FIRST_RETRY);
  expect(save).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(FIRST_RETRY);
  expect(save).toHaveBeenCalledTimes(3);
  for (let wait = 0; wait < 20; wait += 1) await vi.advanceTimersByTimeAsync(LONGEST_RETRY);
  const before = save.mock.calls.length;
  await vi.advanceTimersByTimeAsync(LONGEST_RETRY);
  expect(save).toHaveBeenCalledTimes(before + 1);
  expect(states).not.toContain("saved");
  save.mockImplementation(async (_number, base) => savedAs(articleOf("a", base + 1, "")));
  await vi.advanceTimersByTimeAsync(LONGEST_RETRY);
  expect(states.at(-1)).toBe("saved");
});

test("typing on while saving fails does not hurry the next attempt, asking for it does", async () => {
  save.mockRejectedValueOnce(failure("failed"));
  type();
  await vi.advanceTimersByTimeAsync(PAUSE);
  type();
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(save).toHaveBeenCalledTimes(1);
  expect(await saver.flush()).toBe(true);
  expect(save).toHaveBeenCalledTimes(2);
  expect(states.at(-1)).toBe("saved");
});

test("a request that is wrong is tried again with the next change only", async () => {
  save.mockRejectedValueOnce(failure("invalid", "The article is too long."));
  type();
  await vi.advanceTimersByTimeAsync(PAUSE + 10 * LONGEST_RETRY);
  expect(save).toHaveBeenCalledTimes(1);
  type();
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(save).toHaveBeenCalledTimes(2);
  expect(states.at(-1)).toBe("saved");
});

test("a conflict stops saving until the author chooses", async () => {
  save.mockRejectedValueOnce(failure("conflict"));
  type();
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(saver.state.kind).toBe("conflict");
  type();
  await vi.advanceTimersByTimeAsync(10 * PAUSE);
  expect(await saver.flush()).toBe(false);
  expect(save).toHaveBeenCalledTimes(1);
  expect(await saver.overrule(9)).toBe(true);
  expect(save).toHaveBeenLastCalledWith(2, 9);
  expect(saver.version).toBe(10);
  expect(states.at(-1)).toBe("saved");
});

test("taking the other version after a conflict leaves nothing to save", async () => {
  save.mockRejectedValueOnce(failure("conflict"));
  type();
  await vi.advanceTimersByTimeAsync(PAUSE);
  saver.adopt(5, lane.made);
  expect(saver.state.kind).toBe("saved");
  expect(saver.version).toBe(5);
  type();
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(save).toHaveBeenLastCalledWith(2, 5);
});

test("a read-only library is not written to", async () => {
  saver.refuse("The library is read-only.");
  type();
  await vi.advanceTimersByTimeAsync(10 * PAUSE);
  expect(save).not.toHaveBeenCalled();
  expect(states).toEqual(["read_only: The library is read-only."]);
});

test("out of step, the whole text is sent and the save repeated, but not for ever", async () => {
  save.mockRejectedValueOnce(failure("out_of_step"));
  type();
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(lane.resets).toBe(1);
  expect(states.at(-1)).toBe("saved");
  save.mockRejectedValue(failure("out_of_step"));
  type();
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(saver.state.kind).toBe("failed");
  expect(lane.resets).toBeLessThan(10);
});

test("saves and other changes of the version take turns", async () => {
  const order: string[] = [];
  save.mockImplementation(async (_number, base) => {
    order.push(`save on ${base}`);
    return savedAs(articleOf("a", base + 1, ""));
  });
  const other = saver.exclusive(async () => {
    order.push("begin");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    saver.adopt(7, 0);
    order.push("end");
  });
  type();
  await vi.advanceTimersByTimeAsync(2000);
  await other;
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(order).toEqual(["begin", "end", "save on 7"]);
});
