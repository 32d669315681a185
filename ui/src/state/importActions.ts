// What the author can do with articles from elsewhere: look at what would come, bring it in, take it back.

import { call } from "../ipc/call";
import type { ImportFormat, ImportRequest } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { changing } from "./changing";
import { imports } from "./imports.svelte";
import { jobs } from "./jobs.svelte";
import { notify } from "./notices";
import { refresh } from "./rows";
import { said } from "./said";
import { openDraft, reloadDraft } from "./writing";

/** Forgets the source and what was said of it. */
export function forgetImport(): void {
  Object.assign(imports, { source: null, format: null, doing: null, job: null, progress: null });
  Object.assign(imports, { report: null, problem: null, savedAt: null, undone: null });
}

/** Asks for a source, and looks at once at what would come. */
export async function pickImport(folder: boolean): Promise<void> {
  await attempt(async () => {
    const picked = await call("import_pick", { folder });
    if (!picked) return;
    forgetImport();
    imports.source = picked;
    await planImport();
  });
}

export async function chooseImportFormat(format: ImportFormat | null): Promise<void> {
  imports.format = format;
  await planImport();
}

/** Looks at what would come; nothing is changed. */
export async function planImport(): Promise<void> {
  await begin("plan", false);
}

export async function runImport(fetchPictures: boolean): Promise<void> {
  if (openDraft()?.saver.unsaved && !(await openDraft()?.saver.flush())) {
    imports.problem = t("change-unsaved");
    return;
  }
  await begin("import", fetchPictures);
}

export async function cancelImport(): Promise<void> {
  const job = imports.job;
  if (job) await attempt(() => call("import_cancel", { job }));
}

/** An import tells how far it is. */
export function importProgressed(job: string, progress: { done: number; total: number; pictures: number }, finished: boolean): void {
  if (job !== imports.job || !imports.doing) return;
  imports.progress = progress;
  if (finished) void takeReport(job);
}

export async function saveImportReport(): Promise<void> {
  const job = imports.job;
  if (!job) return;
  await attempt(async () => {
    imports.savedAt = (await call("import_save_report", { job })) ?? imports.savedAt;
  });
}

/** Takes back what the import that is shown brought. */
export async function undoImport(): Promise<void> {
  const operation = imports.report?.operation ?? null;
  if (operation === null || imports.doing) return;
  imports.doing = "undo";
  imports.problem = null;
  try {
    const { articles, left } = await changing(() => call("import_undo", { operation }));
    const kept = left.length > 0 ? ` ${t("operation-left", { count: left.length, first: left.slice(0, 3).join(", ") })}` : "";
    imports.undone = t("import-undone", { count: articles }) + kept;
    await refresh();
  } catch (error) {
    imports.problem = said(error);
  } finally {
    imports.doing = null;
  }
}

async function begin(doing: "plan" | "import", fetchPictures: boolean): Promise<void> {
  const source = imports.source;
  if (!source || imports.doing) return;
  Object.assign(imports, { doing, job: null, progress: null, report: null, problem: null, savedAt: null, undone: null });
  try {
    const request: ImportRequest = { token: source.token, from: imports.format, fetchPictures };
    const { job } = await (doing === "plan" ? call("import_plan", request) : call("import_run", request));
    imports.job = job;
    // It may have been over before its name was known here.
    await takeReport(job);
  } catch (error) {
    failed(error);
  }
}

async function takeReport(job: string): Promise<void> {
  try {
    const report = await call("import_report", { job });
    if (!report || job !== imports.job || !imports.doing) return;
    imports.doing = null;
    imports.progress = null;
    imports.report = report;
    if (report.dryRun) return;
    if (jobs.dialog?.kind !== "import") {
      const show = { label: t("import-show-report"), run: () => void (jobs.dialog = { kind: "import" }) };
      notify(t("import-done", { count: report.counts.new + report.counts.updated }), "done", show);
    }
    if (openDraft() && !openDraft()?.saver.unsaved) await reloadDraft().catch(() => {});
    await refresh();
  } catch (error) {
    if (job === imports.job) failed(error);
  }
}

function failed(error: unknown): void {
  imports.doing = null;
  imports.progress = null;
  imports.problem = said(error);
  if (jobs.dialog?.kind !== "import") notify(imports.problem, "problem");
}
