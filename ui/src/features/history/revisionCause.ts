// Why a revision was taken, in words.

import type { RevisionSummary } from "../../ipc/contract.gen";
import { t } from "../../texts/texts.svelte";

/** Typing is what is meant where nothing else is said; another door is named. */
export function causeOf(revision: Pick<RevisionSummary, "cause" | "origin">): string {
  const cause = t(`cause-${revision.cause}`);
  return revision.origin === "window" ? cause : t("cause-through", { cause, origin: t(`origin-${revision.origin}`) });
}
