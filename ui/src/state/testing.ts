// Helpers of the tests: a seeded chance, random texts and changes, and an engine that keeps a text.

import { ChangeSet, type ChangeSpec, Text } from "@codemirror/state";
import type {
  ApiError,
  Article,
  ArticleSaved,
  DraftOpened,
  ErrorCode,
  Metadata,
  PreviewPage,
  PreviewPatch,
  TextChange,
} from "../ipc/contract.gen";
import { newMetadata } from "./newMetadata";

/** The same numbers for the same seed (mulberry32). */
export function chance(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const PIECES = ["a", "b ", "\n", "\n\n", "é", "سلام", "😀", "😁", "👩‍👩‍👧", "\ud83d", "\ude00", "# ", "**", "\u2028"];

export function randomText(next: (below: number) => number, pieces: number): string {
  return Array.from({ length: next(pieces + 1) }, () => PIECES[next(PIECES.length)]).join("");
}

/** A change at places that need not be whole characters, as an input method or a comparison of code units makes. */
export function randomChange(next: (below: number) => number, text: Text): ChangeSet {
  const changes: ChangeSpec[] = [];
  let at = 0;
  for (let count = next(3) + 1; count > 0 && at <= text.length; count -= 1) {
    const from = at + next(text.length - at + 1);
    const to = Math.min(text.length, from + next(4));
    changes.push({ from, to, insert: Text.of(randomText(next, 3).split("\n")) });
    at = to + 1 + next(3);
  }
  return ChangeSet.of(changes, text.length);
}

export function textOfString(text: string): Text {
  return Text.of(text.split("\n"));
}

/** What the engine makes of a list of replacements. Throws where one is out of order or splits a character. */
export function applied(text: string, changes: TextChange[]): string {
  let result = "";
  let at = 0;
  for (const { from, to, insert } of changes) {
    if (from < at || to < from || to > text.length) throw new Error("out of range or order");
    for (const place of [from, to]) {
      const pair = text.slice(place - 1, place + 1);
      if (place > 0 && /^[\ud800-\udbff][\udc00-\udfff]$/.test(pair)) throw new Error("inside a character");
    }
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

export function failure(code: ErrorCode, message = code as string): ApiError {
  return { code, message };
}

export function articleOf(id: string, version: number, body: string, metadata = newMetadata("Title")): Article {
  return {
    id,
    version,
    status: "draft",
    body,
    metadata,
    derived: { slug: "title", excerpt: "", language: "en", direction: "ltr", words: 0, readingMinutes: 1 },
    live: "no",
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-01-01T00:00:00Z",
    trashedAt: null,
  };
}

export function savedAs(article: Article): ArticleSaved {
  const { id, version, status, metadata, derived, updatedAt, trashedAt } = article;
  return {
    summary: {
      id,
      version,
      status,
      title: metadata.title,
      excerpt: derived.excerpt,
      slug: derived.slug,
      language: derived.language,
      direction: derived.direction,
      lead: null,
      tags: [],
      section: null,
      kind: "post",
      live: "no",
      words: 0,
      publishedAt: null,
      createdAt: article.createdAt,
      updatedAt,
      trashedAt,
    },
    derived,
    notices: [],
  };
}

/** An engine with one article, whose answers wait until `answer` lets them go. */
export class TestEngine {
  article: Article;
  draft: string;
  metadata: Metadata;
  number = 0;
  /** The calls in the order in which they came. */
  calls: string[] = [];
  /** The error the next calls of a name are answered with. */
  failing: Partial<Record<"edit" | "reset" | "save" | "open", ApiError>> = {};
  /** How many calls of edit, reset and open were on their way at once, at the most. */
  most = 0;
  #now = 0;
  #hold = false;
  #waiting: (() => void)[] = [];

  constructor(body: string, version = 1) {
    this.article = articleOf("a", version, body);
    this.draft = body;
    this.metadata = this.article.metadata;
  }

  /** Answers stay away until `release`. */
  hold(): void {
    this.#hold = true;
  }

  async release(): Promise<void> {
    this.#hold = false;
    for (const go of this.#waiting.splice(0)) go();
    await settle();
  }

  edit = (_id: string, number: number, changes: TextChange[], metadata: Metadata | null): Promise<PreviewPatch> =>
    this.#answer("edit", `edit ${number}`, () => {
      if (number !== this.number + 1) throw failure("out_of_step");
      this.draft = applied(this.draft, changes);
      if (metadata) this.metadata = metadata;
      this.number = number;
      return { number, splices: [], shell: null };
    });

  reset = (_id: string, body: string, metadata: Metadata): Promise<PreviewPage> =>
    this.#answer("reset", "reset", () => {
      this.draft = body;
      this.metadata = metadata;
      this.number = 0;
      return { number: 0, html: "", lines: [] };
    });

  save = (_id: string, number: number, baseVersion: number): Promise<ArticleSaved> =>
    this.#answer("save", `save ${number} on ${baseVersion}`, () => {
      if (number > this.number) throw failure("out_of_step");
      if (baseVersion !== this.article.version) throw failure("conflict");
      this.article = articleOf("a", baseVersion + 1, this.draft, this.metadata);
      return savedAs(this.article);
    });

  open = (): Promise<DraftOpened> =>
    this.#answer("open", "open", () => {
      this.draft = this.article.body;
      this.metadata = this.article.metadata;
      this.number = 0;
      return { article: this.article, page: { number: 0, html: "", lines: [] } };
    });

  close = async (): Promise<void> => {
    this.calls.push("close");
    if (this.draft !== this.article.body && this.number > 0) throw failure("conflict");
  };

  show = async (): Promise<Article> => this.article;

  /** Somebody else saves the article. */
  changeOutside(body: string): void {
    this.article = articleOf("a", this.article.version + 1, body);
  }

  async #answer<T>(name: "edit" | "reset" | "save" | "open", call: string, work: () => T): Promise<T> {
    this.calls.push(call);
    if (name !== "save") {
      this.#now += 1;
      this.most = Math.max(this.most, this.#now);
    }
    if (this.#hold) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else await Promise.resolve();
    if (name !== "save") this.#now -= 1;
    const error = this.failing[name];
    if (error) throw error;
    return work();
  }
}

/** Lets everything that only waits for promises go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}
