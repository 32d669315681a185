// What the author does when replacing a text across articles.

import { call } from "../ipc/call";
import type { ReplaceArticle, ReplaceChoice, ReplaceRequest } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";
import { changing } from "./changing";
import { library, WHOLE_SHELF } from "./library.svelte";
import { offerUndo } from "./operationActions";
import { nameOfHit, replacing, type ReplaceQuestion } from "./replace.svelte";
import { refresh } from "./rows";
import { said } from "./said";
import { closeDialog } from "./windowActions";
import { openDraft } from "./writing";

/** Milliseconds after a key before the library is looked through. */
const PAUSE = 250;

let waiting: ReturnType<typeof setTimeout> | null = null;
let plans = 0;

/** What is looked for changed: the plan is made again, soon. */
export function askReplace(part: Partial<ReplaceQuestion>): void {
  replacing.question = { ...replacing.question, ...part };
  planSoon();
}

export function setReplaceScope(everywhere: boolean): void {
  replacing.everywhere = everywhere;
  planSoon();
}

/** Replaces a hit, or leaves it as it is. */
export function chooseHit(article: string, number: number, chosen: boolean): void {
  chooseAll([[article, number]], chosen);
}

/** Replaces all hits of an article, or none. */
export function chooseArticle(article: ReplaceArticle, chosen: boolean): void {
  chooseAll(
    article.hits.map((hit) => [article.id, hit.number]),
    chosen,
  );
}

function chooseAll(hits: [article: string, number: number][], chosen: boolean): void {
  const spared = new Set(replacing.spared);
  for (const [article, number] of hits) {
    if (chosen) spared.delete(nameOfHit(article, number));
    else spared.add(nameOfHit(article, number));
  }
  replacing.spared = spared;
}

export async function planReplace(): Promise<void> {
  if (waiting) clearTimeout(waiting);
  waiting = null;
  plans += 1;
  const mine = plans;
  replacing.problem = null;
  if (replacing.question.find === "") {
    replacing.plan = null;
    return;
  }
  const request = requestNow();
  replacing.busy = true;
  try {
    // What was just typed is looked through as well.
    await openDraft()?.saver.flush();
    const plan = await call("replace_plan", request);
    if (mine !== plans) return;
    replacing.plan = plan;
    replacing.request = request;
    replacing.spared = new Set();
  } catch (error) {
    if (mine !== plans) return;
    replacing.plan = null;
    replacing.problem = said(error);
  } finally {
    if (mine === plans) replacing.busy = false;
  }
}

export async function runReplace(): Promise<void> {
  const { plan, request, spared } = replacing;
  if (!plan || !request || replacing.busy) return;
  const chosen: ReplaceChoice[] = plan.articles
    .map(({ id, version, hits }) => ({
      id,
      version,
      hits: hits.map((hit) => hit.number).filter((number) => !spared.has(nameOfHit(id, number))),
    }))
    .filter((choice) => choice.hits.length > 0);
  const count = replacing.chosen;
  if (count === 0) return;
  replacing.busy = true;
  replacing.problem = null;
  try {
    const done = await changing(() => call("replace_run", { request, chosen }));
    replacing.plan = null;
    closeDialog();
    offerUndo(t("replace-done", { count, articles: done.items.length }), done.operation);
    await refresh();
  } catch (error) {
    replacing.problem = said(error);
  } finally {
    replacing.busy = false;
  }
}

function planSoon(): void {
  if (waiting) clearTimeout(waiting);
  waiting = setTimeout(() => void planReplace(), PAUSE);
}

function requestNow(): ReplaceRequest {
  const { question, everywhere } = replacing;
  return { ...question, shelf: everywhere ? "all" : library.shelf, filter: everywhere ? WHOLE_SHELF : library.filter };
}
