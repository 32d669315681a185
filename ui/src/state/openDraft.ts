// The article that is open for writing: its text on the way to the engine, and its saving, in one place.

import { Text, type ChangeSet } from "@codemirror/state";
import type {
  Article,
  ArticleSaved,
  DraftOpened,
  Metadata,
  PreviewPage,
  PreviewPatch,
  TextChange,
} from "../ipc/contract.gen";
import { EditLane } from "./editLane";
import { Saver, type SaveState } from "./saver";

/** The calls an open draft makes. */
export interface DraftEngine {
  edit(id: string, number: number, changes: TextChange[], metadata: Metadata | null): Promise<PreviewPatch>;
  reset(id: string, body: string, metadata: Metadata): Promise<PreviewPage>;
  save(id: string, number: number, baseVersion: number): Promise<ArticleSaved>;
  open(id: string): Promise<DraftOpened>;
  close(id: string): Promise<unknown>;
  /** The article as it stands in the library. */
  show(id: string): Promise<Article>;
}

/** Who is told what became of it. */
export interface DraftWatcher {
  patched(patch: PreviewPatch): void;
  replaced(page: PreviewPage): void;
  saveStateChanged(state: SaveState): void;
  saved(answer: ArticleSaved): void;
  /** The library's article was taken over; the editor must make `change` at once. */
  reloaded(opened: DraftOpened, change: ChangeSet): void;
}

export class OpenDraft {
  readonly id: string;
  readonly lane: EditLane;
  readonly saver: Saver;
  readonly #engine: DraftEngine;
  readonly #watcher: DraftWatcher;
  #closed = false;

  constructor(opened: DraftOpened, engine: DraftEngine, watcher: DraftWatcher) {
    const { article } = opened;
    this.id = article.id;
    this.#engine = engine;
    this.#watcher = watcher;
    this.lane = new EditLane(
      textOf(article.body),
      article.metadata,
      {
        edit: (number, changes, metadata) => engine.edit(article.id, number, changes, metadata),
        reset: (body, metadata) => engine.reset(article.id, body, metadata),
      },
      {
        patched: (patch) => watcher.patched(patch),
        replaced: (page) => watcher.replaced(page),
        // The saver meets the same error when it waits for the lane, and tells the author.
        failed: () => this.saver.touched(),
      },
    );
    this.saver = new Saver(this.lane, article.version, {
      save: (number, baseVersion) => engine.save(article.id, number, baseVersion),
      changed: (state) => {
        if (!this.#closed) watcher.saveStateChanged(state);
      },
      saved: (answer) => {
        if (!this.#closed) watcher.saved(answer);
      },
    });
  }

  /** The text was changed in the editor. */
  record(changes: ChangeSet, text: Text): void {
    this.lane.record(changes, text);
    this.saver.touched();
  }

  /** Something that is said about the article was changed. */
  describe(metadata: Metadata): void {
    this.lane.describe(metadata);
    this.saver.touched();
  }

  /**
   * Runs `work`, which may move the version of the article in the library, with everything saved before it and
   * nothing sent during it; then takes over what the library has. What is typed meanwhile is kept on top.
   * Answers false where the text could not be saved first.
   */
  async around(work: () => Promise<void>): Promise<boolean> {
    for (;;) {
      if (this.saver.state.kind !== "read_only" && !(await this.saver.flush())) return false;
      const done = await this.saver.exclusive(() =>
        this.lane.exclusive(async () => {
          if (this.saver.unsavedBelow(this.lane.told)) return false;
          await work();
          await this.#openAgain();
          return true;
        }),
      );
      if (done) return true;
    }
  }

  /** Takes over the article as it stands in the library, without what was not saved here. */
  async takeOther(): Promise<void> {
    await this.saver.exclusive(() =>
      this.lane.exclusive(async () => {
        const article = await this.#engine.show(this.id);
        const page = await this.#engine.reset(this.id, article.body, article.metadata);
        if (this.#closed) return;
        const change = this.lane.adopt(textOf(article.body), article.metadata, "drop");
        this.#watcher.reloaded({ article, page }, change);
        // The engine's draft is based on the article's version from here on, as this one is.
        const { summary } = await this.#engine.save(this.id, page.number, article.version);
        this.saver.adopt(summary.version, this.lane.told);
      }),
    );
  }

  close(): void {
    this.#closed = true;
    this.lane.close();
    this.saver.close();
  }

  /** Opens the article anew: everything here is on disk, so the engine's draft holds nothing else. */
  async #openAgain(): Promise<void> {
    await this.#engine.close(this.id);
    const opened = await this.#engine.open(this.id);
    if (this.#closed) return;
    const change = this.lane.adopt(textOf(opened.article.body), opened.article.metadata, "keep");
    this.#watcher.reloaded(opened, change);
    this.saver.adopt(opened.article.version, this.lane.told);
  }
}

/** A body as the editor holds it. */
export function textOf(body: string): Text {
  return Text.of(body.split(/\r\n?|\n/));
}
