// What the author can do with the versions of the open article: publish, compare, keep, restore, discard.

import { call } from "../ipc/call";
import type { RevisionSummary } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { changing } from "./changing";
import { editor } from "./editor.svelte";
import { history, type StateOfArticle } from "./history.svelte";
import { jobs } from "./jobs.svelte";
import { notify } from "./notices";
import { newestOperation, offerUndo } from "./operationActions";
import { refresh } from "./rows";
import { said } from "./said";
import { closeDialog } from "./windowActions";
import { openDraft } from "./writing";

let comparisons = 0;

function title(): string {
  return editor.metadata?.title || t("list-untitled");
}

export async function publishArticle(): Promise<void> {
  const { id, live } = editor;
  if (!id) return;
  await attempt(async () => {
    const done = await changing(() => call("article_publish", { ids: [id] }));
    const text = live === "changed" ? t("live-changes-published", { title: title() }) : t("live-published", { title: title() });
    offerUndo(text, done.operation);
    await refresh();
  });
}

/** Goes back to what readers see; what was changed since is kept as a revision. */
export async function discardChanges(): Promise<void> {
  const { id } = editor;
  if (!id) return;
  await attempt(async () => {
    await changing(() => call("article_discard", { id }));
    offerUndo(t("live-discarded", { title: title() }), await newestOperation("discard"));
    await refresh();
  });
}

/** Shows the history: the last change, or what readers do not see yet. */
export async function showHistory(what: "last" | "live" | "keep" = "last"): Promise<void> {
  const { id } = editor;
  if (!id) return;
  history.revisions = null;
  history.comparison = null;
  history.problem = null;
  history.live = null;
  history.naming = what === "keep";
  jobs.dialog = { kind: "history" };
  try {
    await openDraft()?.saver.flush();
    const revisions = await loadRevisions(id);
    // The newest is often the text as it stands: then the one before it says more.
    const version = openDraft()?.saver.version ?? 0;
    const older = revisions.find((revision) => revision.version < version) ?? revisions[0];
    await compareStates(what === "live" && history.live !== null ? history.live : (older?.revision ?? null), null);
  } catch (error) {
    history.problem = said(error);
  }
}

/** Compares two states of the open article; an answer that was overtaken is dropped. */
export async function compareStates(from: StateOfArticle, to: StateOfArticle): Promise<void> {
  const { id } = editor;
  if (!id) return;
  comparisons += 1;
  const mine = comparisons;
  history.from = from;
  history.to = to;
  history.problem = null;
  try {
    const comparison = await call("revision_compare", { id, from, to });
    if (mine === comparisons) history.comparison = comparison;
  } catch (error) {
    if (mine !== comparisons) return;
    history.comparison = null;
    history.problem = said(error);
  }
}

export async function keepVersion(name: string): Promise<void> {
  const { id } = editor;
  if (!id) return;
  await attempt(async () => {
    await openDraft()?.saver.flush();
    history.revisions = await call("revision_keep", { id, name });
    history.naming = false;
    notify(t("history-kept", { name }));
  });
}

export async function restoreRevision(revision: number, when: string): Promise<void> {
  const { id } = editor;
  if (!id) return;
  closeDialog();
  await attempt(async () => {
    await changing(() => call("revision_restore", { id, revision, origin: "window" }));
    offerUndo(t("history-restored", { when }), await newestOperation("restore"));
    await refresh();
  });
}

async function loadRevisions(id: string): Promise<RevisionSummary[]> {
  const [revisions, live] = await Promise.all([call("revision_list", { id }), call("article_live", { id })]);
  history.revisions = revisions;
  history.live = live?.revision.revision ?? null;
  return revisions;
}
