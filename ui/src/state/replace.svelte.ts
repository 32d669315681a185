// Replacing a text across articles: what is looked for, and what would change.

import type { ReplaceArticle, ReplacePlan, ReplaceRequest } from "../ipc/contract.gen";

/** The choices of the author, as they are typed; the scope is the list as it is shown. */
export type ReplaceQuestion = Pick<
  ReplaceRequest,
  "find" | "replace" | "regex" | "matchCase" | "wholeWords" | "inMetadata"
>;

class ReplaceView {
  question = $state.raw<ReplaceQuestion>({
    find: "",
    replace: "",
    regex: false,
    matchCase: false,
    wholeWords: false,
    inMetadata: false,
  });
  /** Whether all articles are meant, not only the list that is shown. */
  everywhere = $state(true);
  /** `null` until it was asked for. */
  plan = $state.raw<ReplacePlan | null>(null);
  /** The request that the plan answers. */
  request = $state.raw<ReplaceRequest | null>(null);
  problem = $state<string | null>(null);
  busy = $state(false);
  /** Hits that are to stay as they are, as `article/number`. */
  spared = $state.raw<ReadonlySet<string>>(new Set());

  get chosen(): number {
    return this.plan ? chosenIn(this.plan.articles, this.spared) : 0;
  }
}

export function nameOfHit(article: string, number: number): string {
  return `${article}/${number}`;
}

/** How many hits of these articles are to be replaced. */
export function chosenIn(articles: readonly ReplaceArticle[], spared: ReadonlySet<string>): number {
  return articles.reduce(
    (sum, article) => sum + article.hits.filter((hit) => !spared.has(nameOfHit(article.id, hit.number))).length,
    0,
  );
}

export const replacing = new ReplaceView();
