// When the open article is saved, and what the author is told about it. "Saved" is only ever said after the engine
// answered for the newest change. This module does not know the window; time comes from timers.

import type { ApiError, ArticleSaved } from "../ipc/contract.gen";

export type SaveState =
  | { kind: "saved" }
  | { kind: "saving" }
  | { kind: "failed"; message: string }
  | { kind: "conflict"; message: string }
  | { kind: "gone"; message: string }
  | { kind: "read_only"; message: string };

/** What the saver needs of the lane that carries the text to the engine. */
export interface Told {
  readonly made: number;
  readonly told: number;
  readonly number: number;
  settled(): Promise<void>;
  requireReset(): void;
}

export interface SaverHooks {
  /** Puts on disk what the engine was told. Rejects with an `ApiError`. */
  save(number: number, baseVersion: number): Promise<ArticleSaved>;
  changed(state: SaveState): void;
  saved(answer: ArticleSaved): void;
}

/** Milliseconds. */
export const PAUSE = 350;
/** However long the author types without a pause. */
export const LONGEST_WAIT = 2_000;
export const FIRST_RETRY = 1_000;
export const LONGEST_RETRY = 30_000;
/** How often a save is tried again at once after engine and editor lost step. */
const MOST_RESETS = 3;

export class Saver {
  version: number;
  state: SaveState = { kind: "saved" };

  readonly #lane: Told;
  readonly #hooks: SaverHooks;
  #savedUpTo: number;
  #pause: ReturnType<typeof setTimeout> | null = null;
  #unsavedSince: number | null = null;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #failures = 0;
  #attempt: Promise<boolean> | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(lane: Told, version: number, hooks: SaverHooks) {
    this.#lane = lane;
    this.version = version;
    this.#savedUpTo = lane.made;
    this.#hooks = hooks;
  }

  /** Whether something was changed that no save has answered for. */
  get unsaved(): boolean {
    return this.#savedUpTo < this.#lane.made;
  }

  /** Whether one of the first `count` changes is not saved. */
  unsavedBelow(count: number): boolean {
    return this.#savedUpTo < count;
  }

  /** Something was changed: it is saved after a pause. */
  touched(): void {
    if (this.#closed || this.#stopped()) return;
    if (this.#retry) return;
    this.#unsavedSince ??= Date.now();
    if (this.state.kind === "saved") this.#become({ kind: "saving" });
    const wait = Math.min(PAUSE, Math.max(0, this.#unsavedSince + LONGEST_WAIT - Date.now()));
    if (this.#pause) clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#once(), wait);
  }

  /** Saves what was changed until now; answers whether it is on disk. */
  async flush(): Promise<boolean> {
    const target = this.#lane.made;
    while (this.#savedUpTo < target) {
      if (this.#closed || this.#stopped()) return false;
      if (!(await this.#once())) return false;
    }
    return !this.#stopped();
  }

  /** Runs `work` while no save is on its way, so that it may move the version. Must not be nested. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Takes over that the library's article has this version, and that what was changed up to `upTo` is in it. */
  adopt(version: number, upTo: number): void {
    this.version = version;
    this.#savedUpTo = Math.max(this.#savedUpTo, upTo);
    this.#failures = 0;
    this.#clearTimers();
    if (this.state.kind === "read_only") return;
    if (this.unsaved) {
      this.#become({ kind: "saving" });
      this.touched();
    } else {
      this.#become({ kind: "saved" });
    }
  }

  /** The author keeps the text of this window: it is saved over the version that stands in the library. */
  async overrule(version: number): Promise<boolean> {
    this.version = version;
    this.#savedUpTo = Math.min(this.#savedUpTo, this.#lane.made - 1);
    this.#become({ kind: "saving" });
    return this.flush();
  }

  /** Nothing can be written: the author is told, and nothing is tried. */
  refuse(message: string): void {
    this.#clearTimers();
    this.#become({ kind: "read_only", message });
  }

  close(): void {
    this.#closed = true;
    this.#clearTimers();
  }

  #stopped(): boolean {
    return this.state.kind === "conflict" || this.state.kind === "read_only" || this.state.kind === "gone";
  }

  #once(): Promise<boolean> {
    this.#clearTimers();
    this.#attempt ??= this.exclusive(() => this.#save()).finally(() => {
      this.#attempt = null;
      if (this.unsaved && this.state.kind === "saving") this.touched();
    });
    return this.#attempt;
  }

  async #save(): Promise<boolean> {
    for (let resets = 0; ; resets += 1) {
      try {
        await this.#lane.settled();
        if (this.#stopped()) return false;
        const upTo = this.#lane.told;
        const answer = await this.#hooks.save(this.#lane.number, this.version);
        this.version = answer.summary.version;
        this.#savedUpTo = Math.max(this.#savedUpTo, upTo);
        this.#failures = 0;
        this.#hooks.saved(answer);
        if (!this.unsaved) this.#clearTimers();
        this.#become(this.unsaved ? { kind: "saving" } : { kind: "saved" });
        return true;
      } catch (error) {
        const failure = error as ApiError;
        if (failure.code === "out_of_step" && resets < MOST_RESETS) {
          this.#lane.requireReset();
          continue;
        }
        this.#fail(failure);
        return false;
      }
    }
  }

  #fail(error: ApiError): void {
    if (this.#closed) return;
    const { code, message } = error;
    if (code === "conflict") return this.#become({ kind: "conflict", message });
    if (code === "read_only") return this.#become({ kind: "read_only", message });
    if (code === "not_found") return this.#become({ kind: "gone", message });
    this.#become({ kind: "failed", message });
    // A request that is wrong is wrong every time: the next change tries again.
    if (code === "invalid") return;
    const wait = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** this.#failures);
    this.#failures += 1;
    this.#retry = setTimeout(() => void this.#once(), wait);
  }

  #become(state: SaveState): void {
    if (state.kind === "saved") this.#unsavedSince = null;
    this.state = state;
    this.#hooks.changed(state);
  }

  #clearTimers(): void {
    if (this.#pause) clearTimeout(this.#pause);
    if (this.#retry) clearTimeout(this.#retry);
    this.#pause = null;
    this.#retry = null;
    this.#unsavedSince = null;
  }
}
