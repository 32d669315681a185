// What the author can do for the safety of the library: back it up, bring it back, check it, mend it.

import { call } from "../ipc/call";
import type { Backup } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { care, type CareRun } from "./care.svelte";
import { jobs } from "./jobs.svelte";
import { library } from "./library.svelte";
import { notify } from "./notices";
import { said } from "./said";
import { takeLibrary } from "./windowActions";
import { leave, openDraft } from "./writing";

/** Asks how the backups stand, and which there are. */
export async function loadBackups(): Promise<void> {
  await attempt(async () => {
    // Those of a library that cannot be opened can be listed all the same.
    if (library.open) care.backups = await call("backup_state", {});
    if (care.elsewhere === null) care.list = await call("backup_list", {});
  });
}

/** A backup began, was finished or failed. */
export function backupsChanged(): void {
  if (jobs.dialog?.kind === "care") void loadBackups();
}

/** A backup could not be made by itself. */
export function backupFailed(message: string): void {
  const show = { label: t("care-show"), run: () => void (jobs.dialog = { kind: "care" }) };
  notify(message, "problem", show);
  backupsChanged();
}

/** A long run tells how far it is. */
export function longRunProgressed(run: CareRun, done: number, total: number): void {
  if (run === care.run) care.progress = { done, total };
}

/** Turns the backups that are made by themselves on or off. */
export async function setBackupsEnabled(enabled: boolean): Promise<void> {
  await settle(enabled, care.backups?.secondFolder != null, null);
}

/** Asks for a second folder that backups go to. */
export async function pickSecondFolder(): Promise<void> {
  await attempt(async () => {
    const picked = await call("library_pick", {});
    if (picked) await settle(care.backups?.enabled ?? true, true, picked.token);
  });
}

export async function dropSecondFolder(): Promise<void> {
  await settle(care.backups?.enabled ?? true, false, null);
}

export async function backUpNow(): Promise<void> {
  await running("backup", async () => {
    await openDraft()?.saver.flush();
    const made = await call("backup_now", {});
    notify(t("care-backed-up", { file: made.file }));
  });
  await loadBackups();
}

/** Shows the backups of a folder that is picked, such as one on another disk. */
export async function listBackupsElsewhere(): Promise<void> {
  await attempt(async () => {
    const picked = await call("library_pick", {});
    if (!picked) return;
    care.list = await call("backup_list_in", { token: picked.token });
    care.elsewhere = picked.label;
  });
}

export async function listBackupsHere(): Promise<void> {
  care.elsewhere = null;
  await loadBackups();
}

/** Makes the library of a backup anew in an empty folder that is asked for; the present one stays as it is. */
export async function restoreBackup(backup: Backup): Promise<void> {
  await running("restore", async () => {
    const picked = await call("library_pick", {});
    if (!picked) return;
    const made = await call("backup_restore", { backup: backup.token, folder: picked.token });
    care.restored = { ...made, token: picked.token };
  });
}

/** Opens the library that was made anew. */
export async function openRestored(): Promise<void> {
  const token = care.restored?.token;
  if (!token) return;
  await attempt(async () => {
    if (!(await leave())) return;
    const state = await call("library_open", { token });
    jobs.dialog = null;
    await takeLibrary(state);
  });
}

export async function checkLibrary(): Promise<void> {
  await running("check", async () => {
    care.repaired = null;
    care.checked = null;
    care.checked = await call("library_check", {});
    if (jobs.dialog?.kind === "care") return;
    const { problems, articles, media } = care.checked;
    if (problems.length === 0) notify(t("library-checked", { articles, media }));
    else notify(t("library-check-problems", { count: problems.length, first: problems.slice(0, 3).join(" ") }), "problem");
  });
}

export async function repairLibrary(): Promise<void> {
  await running("repair", async () => {
    await openDraft()?.saver.flush();
    care.repaired = await call("library_repair", {});
    care.checked = null;
  });
}

/** Ends what is at work. */
export async function cancelCare(): Promise<void> {
  const checking = care.run === "check" || care.run === "repair";
  await attempt(() => (checking ? call("library_check_cancel", {}) : call("backup_cancel", {})));
}

async function settle(enabled: boolean, second: boolean, picked: string | null): Promise<void> {
  care.problem = null;
  try {
    care.backups = await call("backup_settings_save", { enabled, second, picked });
  } catch (error) {
    care.problem = said(error);
  }
}

async function running(run: CareRun, work: () => Promise<void>): Promise<void> {
  if (care.run) return;
  care.run = run;
  care.progress = null;
  care.problem = null;
  try {
    await work();
  } catch (error) {
    care.problem = said(error);
    if (jobs.dialog?.kind !== "care") notify(care.problem, "problem");
  } finally {
    care.run = null;
    care.progress = null;
  }
}
