// What the author can do with the mirror.

import { call } from "../ipc/call";
import type { MirrorAnswer, MirrorChoice, MirrorConflict, MirrorState } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { changing } from "./changing";
import { jobs } from "./jobs.svelte";
import { mirror } from "./mirror.svelte";
import { troubleSaid } from "./mirrorTroubles";
import { notify } from "./notices";
import { offerUndo } from "./operationActions";
import { said } from "./said";
import { openDraft } from "./writing";

export async function loadMirror(): Promise<void> {
  await attempt(async () => {
    mirror.state = await call("mirror_state", {});
    await loadConflicts();
  });
}

/** The mirror did something, or waits for something. */
export function mirrorChanged(state: MirrorState): void {
  const asked = mirror.state?.question != null;
  const troubled = mirror.state?.trouble != null;
  const before = mirror.state?.conflicts ?? 0;
  mirror.state = state;
  const shown = jobs.dialog?.kind === "mirror";
  if (shown && (state.conflicts !== before || state.conflicts > 0)) void loadConflicts().catch(() => {});
  if (shown) return;
  const show = { label: t("mirror-show"), run: () => void (jobs.dialog = { kind: "mirror" }) };
  if (state.trouble && !troubled) notify(troubleSaid(state.trouble), "problem", show);
  else if (state.question && !asked) notify(t("mirror-asks", { gone: state.question.gone, of: state.question.of }), "problem", show);
  else if (state.conflicts > before) notify(t("mirror-has-conflicts", { count: state.conflicts }), "problem", show);
}

/** Articles went to the trash because their files are gone; one step brings them back. */
export function mirrorTrashed(operation: number, count: number, title: string): void {
  offerUndo(t("mirror-trashed", { count, title: title || t("list-untitled") }), operation);
}

/** Asks for a folder, and keeps it in step from then on. */
export async function startMirror(): Promise<void> {
  await working(async () => {
    const picked = await call("mirror_pick", {});
    if (!picked) return;
    await openDraft()?.saver.flush();
    mirror.report = null;
    mirror.state = await call("mirror_start", { token: picked.token });
    await loadConflicts();
  });
}

export async function stopMirror(): Promise<void> {
  await working(async () => {
    mirror.state = await call("mirror_stop", {});
  });
}

export async function syncMirror(): Promise<void> {
  await working(async () => {
    mirror.report = await changing(() => call("mirror_sync_now", {}));
    mirror.state = mirror.report.state;
    await loadConflicts();
  });
}

/** Answers what is to be done about files that are gone. */
export async function answerMirror(answer: MirrorAnswer): Promise<void> {
  await working(async () => {
    mirror.report = await changing(() => call("mirror_confirm", { answer }));
    mirror.state = mirror.report.state;
    await loadConflicts();
  });
}

export function showMirrorConflict(conflict: MirrorConflict): void {
  jobs.dialog = { kind: "mirror_conflict", conflict };
}

/** Says which text it is to be; the other one stays as a version. */
export async function resolveMirror(conflict: string, choice: MirrorChoice, body: string | null = null): Promise<void> {
  jobs.dialog = { kind: "mirror" };
  await working(async () => {
    mirror.state = await changing(() => call("mirror_resolve", { conflict, choice, body }));
    await loadConflicts();
    notify(t("mirror-resolved"));
  });
}

async function loadConflicts(): Promise<void> {
  mirror.conflicts = (mirror.state?.conflicts ?? 0) > 0 ? await call("mirror_conflicts", {}) : [];
}

async function working(work: () => Promise<void>): Promise<void> {
  if (mirror.busy) return;
  mirror.busy = true;
  mirror.problem = null;
  try {
    await work();
  } catch (error) {
    // What is wrong with the folder, the mirror says itself.
    const state = await call("mirror_state", {}).catch(() => null);
    if (state) mirror.state = state;
    const trouble = state?.trouble ?? null;
    if (!trouble) mirror.problem = said(error);
    if (jobs.dialog?.kind !== "mirror") notify(trouble ? troubleSaid(trouble) : said(error), "problem");
  } finally {
    mirror.busy = false;
  }
}
