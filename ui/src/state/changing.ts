// What changes articles otherwise than by typing: the open one may be among them.

import { t } from "../texts/texts.svelte";
import { openDraft, reloadDraft } from "./writing";

/**
 * Runs `work` with everything saved before it, and takes over afterwards what the library has of the open article.
 * Fails, with nothing changed, where the open article cannot be saved first.
 */
export async function changing<T>(work: () => Promise<T>): Promise<T> {
  if (!openDraft()) return work();
  const answers: T[] = [];
  const done = await reloadDraft(async () => {
    answers.push(await work());
  });
  const [answer] = answers;
  if (!done || answers.length === 0) throw new Error(t("change-unsaved"));
  return answer as T;
}
