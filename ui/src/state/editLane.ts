// What was typed on its way to the engine. The editor owns the text; the engine holds a copy of it. Changes are
// composed into one pending change, one call is on its way at a time, and calls carry ascending numbers, so the two
// copies are equal whenever nothing is pending. This module does not know the window.

import { ChangeSet, type Text } from "@codemirror/state";
import type { ApiError, Metadata, PreviewPage, PreviewPatch, TextChange } from "../ipc/contract.gen";
import { textDifference } from "./textDifference";
import { wireChanges, wireText } from "./wireChanges";

/** What the lane asks of the engine. Rejections are `ApiError`s. */
export interface LaneEngine {
  edit(number: number, changes: TextChange[], metadata: Metadata | null): Promise<PreviewPatch>;
  reset(body: string, metadata: Metadata): Promise<PreviewPage>;
}

/** Who is told what the preview shows now. */
export interface LaneWatcher {
  patched(patch: PreviewPatch): void;
  replaced(page: PreviewPage): void;
  failed(error: ApiError): void;
}

/** How often the whole text is sent again at once before the lane waits for the next attempt. */
const MOST_RESETS = 2;

export class EditLane {
  /** How many changes were recorded, and up to which of them the engine has answered. */
  made = 0;
  told = 0;
  /** The number of the last edit the engine has answered. */
  number = 0;

  readonly #engine: LaneEngine;
  readonly #watcher: LaneWatcher;
  #known: Text;
  #text: Text;
  #metadata: Metadata;
  #pending: ChangeSet | null = null;
  #metadataPending = false;
  #resetNeeded = false;
  #failed = false;
  #running: Promise<ApiError | null> | null = null;
  #gate: Promise<void> | null = null;
  #closed = false;

  constructor(text: Text, metadata: Metadata, engine: LaneEngine, watcher: LaneWatcher) {
    this.#known = text;
    this.#text = text;
    this.#metadata = metadata;
    this.#engine = engine;
    this.#watcher = watcher;
  }

  /** The text as the editor has it. */
  get text(): Text {
    return this.#text;
  }

  /** What is said about the article, as the window has it. */
  get metadata(): Metadata {
    return this.#metadata;
  }

  /** Whether what the engine says of its edit `number` is said of the text as the editor has it. */
  matches(number: number): boolean {
    return number === this.number && this.told === this.made && !this.#resetNeeded;
  }

  /** Takes over a change of the text; `text` is what it led to. */
  record(changes: ChangeSet, text: Text): void {
    this.#pending = this.#pending ? this.#pending.compose(changes) : changes;
    this.#text = text;
    this.made += 1;
    if (!this.#failed) this.#start();
  }

  /** Takes over changed metadata. */
  describe(metadata: Metadata): void {
    this.#metadata = metadata;
    this.#metadataPending = true;
    this.made += 1;
    if (!this.#failed) this.#start();
  }

  /** Resolves once the engine has answered everything recorded before this call; rejects when it cannot take it. */
  async settled(): Promise<void> {
    const target = this.made;
    while (this.told < target || this.#resetNeeded) {
      if (this.#closed) throw { code: "failed", message: "" } satisfies ApiError;
      if (this.#gate) {
        await this.#gate;
        continue;
      }
      const error = await (this.#running ?? this.#start());
      if (error) throw error;
    }
  }

  /** Has the whole text sent again with the next call. */
  requireReset(): void {
    this.#resetNeeded = true;
    if (!this.#failed) this.#start();
  }

  /** Runs `work` while nothing is on its way to the engine. Must not be nested, nor wait for `settled`. */
  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    while (this.#gate) await this.#gate;
    let open = (): void => {};
    this.#gate = new Promise((resolve) => (open = resolve));
    try {
      while (this.#running) await this.#running;
      return await work();
    } finally {
      this.#gate = null;
      open();
      if (!this.#failed) this.#start();
    }
  }

  /**
   * Takes over that the engine now holds `text`, its edits counted from 0 again. What is pending is kept on top of it,
   * or dropped. Answers the change that the editor must make. Only inside `exclusive`.
   */
  adopt(text: Text, metadata: Metadata, pending: "keep" | "drop"): ChangeSet {
    this.number = 0;
    this.#resetNeeded = false;
    this.#failed = false;
    if (pending === "drop" || !this.#pending) {
      const change = textDifference(this.#text, text);
      this.#pending = null;
      this.#known = text;
      this.#text = text;
      if (pending === "drop" || !this.#metadataPending) {
        this.#metadata = metadata;
        this.#metadataPending = false;
        this.told = this.made;
      }
      return change;
    }
    const outside = textDifference(this.#known, text);
    const change = outside.map(this.#pending);
    this.#pending = this.#pending.map(outside, true);
    this.#known = text;
    this.#text = change.apply(this.#text);
    if (!this.#metadataPending) this.#metadata = metadata;
    return change;
  }

  /** Nothing is sent or passed on any more. */
  close(): void {
    this.#closed = true;
  }

  #start(): Promise<ApiError | null> {
    if (this.#running) return this.#running;
    if (this.#gate || this.#closed) return Promise.resolve(null);
    const running = this.#work().finally(() => {
      this.#running = null;
    });
    this.#running = running;
    return running;
  }

  async #work(): Promise<ApiError | null> {
    let resets = 0;
    while (!this.#gate && !this.#closed && (this.#resetNeeded || this.#pending || this.#metadataPending)) {
      const whole = this.#resetNeeded;
      const error = whole ? await this.#sendWhole() : await this.#sendPending();
      if (whole) resets += 1;
      if (!error) {
        this.#failed = false;
        continue;
      }
      this.#resetNeeded = true;
      if (error.code === "out_of_step" && resets < MOST_RESETS) continue;
      this.#failed = true;
      if (!this.#closed) this.#watcher.failed(error);
      return error;
    }
    return null;
  }

  async #sendPending(): Promise<ApiError | null> {
    const sent = this.#pending;
    const text = this.#text;
    const metadata = this.#metadataPending ? this.#metadata : null;
    const upTo = this.made;
    const number = this.number + 1;
    const changes = sent ? wireChanges(sent, this.#known, text) : [];
    this.#pending = null;
    this.#metadataPending = false;
    try {
      const patch = await this.#engine.edit(number, changes, metadata);
      this.#acknowledge(text, number, upTo);
      if (!this.#closed && patch.number === number) this.#watcher.patched(patch);
      return null;
    } catch (error) {
      this.#takeBack(sent, metadata !== null);
      return error as ApiError;
    }
  }

  async #sendWhole(): Promise<ApiError | null> {
    const sent = this.#pending;
    const describing = this.#metadataPending;
    const text = this.#text;
    const upTo = this.made;
    this.#pending = null;
    this.#metadataPending = false;
    this.#resetNeeded = false;
    try {
      const page = await this.#engine.reset(wireText(text), this.#metadata);
      this.#acknowledge(text, page.number, upTo);
      if (!this.#closed) this.#watcher.replaced(page);
      return null;
    } catch (error) {
      this.#takeBack(sent, describing);
      return error as ApiError;
    }
  }

  #acknowledge(text: Text, number: number, upTo: number): void {
    this.#known = text;
    this.number = number;
    this.told = upTo;
  }

  #takeBack(sent: ChangeSet | null, describing: boolean): void {
    if (sent) this.#pending = this.#pending ? sent.compose(this.#pending) : sent;
    if (describing) this.#metadataPending = true;
  }
}
