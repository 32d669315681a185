// What the author does about a conflict: the open article was changed here and elsewhere. Both texts are kept.

import { call } from "../ipc/call";
import { t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { editor } from "./editor.svelte";
import { jobs } from "./jobs.svelte";
import { notify } from "./notices";
import { textOf } from "./openDraft";
import { ports } from "./ports";
import { refresh } from "./rows";
import { textDifference } from "./textDifference";
import { closeDialog } from "./windowActions";
import { abandon, openArticleDraft, openDraft } from "./writing";

export { askAboutConflict } from "./writing";

export async function keepMine(): Promise<void> {
  const draft = openDraft();
  if (!draft) return;
  closeDialog();
  await attempt(async () => {
    const other = await call("article_show", { id: draft.id });
    if (await draft.saver.overrule(other.version)) notify(t("conflict-kept-mine"));
  });
}

export async function takeOther(): Promise<void> {
  closeDialog();
  await attempt(async () => {
    await openDraft()?.takeOther();
    notify(t("conflict-took-other"));
  });
}

/** Shows both texts side by side. */
export async function showMerge(): Promise<void> {
  const draft = openDraft();
  if (!draft) return;
  await attempt(async () => {
    const other = await call("article_show", { id: draft.id });
    if (draft !== openDraft()) return;
    jobs.dialog = { kind: "merge", mine: draft.lane.text.toString(), theirs: other.body, version: other.version };
  });
}

/** What was made of both texts becomes the article; `version` is the library's that it takes account of. */
export async function saveMerged(text: string, version: number): Promise<void> {
  const draft = openDraft();
  if (!draft) return;
  closeDialog();
  await attempt(async () => {
    const port = ports.editor;
    port?.change(textDifference(port.state.doc, textOf(text)));
    if (await draft.saver.overrule(version)) notify(t("merge-saved"));
  });
}

/** The article was removed elsewhere: its text becomes a new one. */
export async function keepAsNew(): Promise<void> {
  const draft = openDraft();
  if (!draft) return;
  closeDialog();
  await attempt(async () => {
    const article = await call("article_create", {
      body: draft.lane.text.toString(),
      metadata: draft.lane.metadata,
      status: editor.status,
      origin: "window",
    });
    abandon();
    await openArticleDraft(article.id);
    await refresh();
  });
}
