// What the author can do with an article on its way out, and with the links in it.

import { call } from "../ipc/call";
import type { CopyForm, ExportForm, ExportPictures, ExportProfile, ExportReport, ExportVersion, Picked } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { editor } from "./editor.svelte";
import { type ExportScope, jobs } from "./jobs.svelte";
import { library } from "./library.svelte";
import { notify } from "./notices";
import { said } from "./said";
import { closeDialog } from "./windowActions";
import { openDraft } from "./writing";

/** How often it was asked what would go out. */
let looks = 0;

/** How an export is made. */
export interface ExportWishes {
  /** Where a fragment goes. */
  profile: ExportProfile;
  /** Where a fragment's pictures are shown from; `null`: as the place has it. */
  pictures: ExportPictures | null;
  /** Whether pictures beside Markdown keep what they say about where they were taken. */
  originals: boolean;
}

export async function exportAs(
  form: ExportForm,
  scope: ExportScope = "article",
  version: ExportVersion = "working",
  wishes?: ExportWishes,
): Promise<void> {
  const id = editor.id;
  if (jobs.exporting || (!id && scope === "article")) return;
  const how = wishesFor(form, wishes);
  await exporting(async () => {
    if (scope === "article" && id) {
      const target = await call("export_pick_target", { id, form, version });
      if (!target) return;
      const report = await call("export_article", { id, form, version, target: target.token, ...how });
      jobs.exported = { report, target, copied: null };
      return;
    }
    const target = await call("export_pick_folder", {});
    if (!target) return;
    const ids = scope === "selected" ? [...library.selected] : [];
    jobs.exportProgress = { done: 0, total: 0 };
    const report = await call("export_articles", { ids, form, version, target: target.token, ...how });
    jobs.exported = { report, target, copied: null };
    if (jobs.dialog?.kind !== "export") tellExported(report, target);
  });
}

export function exportProgressed(done: number, total: number): void {
  if (jobs.exportProgress) jobs.exportProgress = { done, total };
}

export async function cancelExport(): Promise<void> {
  await attempt(() => call("export_cancel", {}));
}

/** Says what became of an export whose dialog was closed meanwhile. */
function tellExported({ files, problems, stopped }: ExportReport, target: Picked): void {
  const [first] = problems;
  const count = files.length;
  const show = { label: t("export-reveal"), run: () => void revealExport() };
  notify(t(stopped ? "bulk-export-stopped" : "bulk-exported", { count, folder: target.label }), "done", show);
  if (first) notify(t("bulk-export-problems", { count: problems.length, first: first.message }), "problem");
}

/** What of the wishes the form knows. */
function wishesFor(form: ExportForm, wishes?: ExportWishes) {
  if (!wishes) return {};
  const { profile, pictures, originals } = wishes;
  if (form === "fragment") return pictures ? { profile, pictures } : { profile };
  return form === "markdown" ? { originals } : {};
}

export async function copyAs(
  form: CopyForm,
  profile: ExportProfile = "plain",
  version: ExportVersion = "working",
): Promise<void> {
  const id = editor.id;
  if (!id || jobs.exporting) return;
  await exporting(async () => {
    const report = await call("export_copy", { id, form, profile, version });
    jobs.exported = { report, target: null, copied: form };
    if (jobs.dialog?.kind === "export") return;
    notify(form === "rich_text" ? t("export-copied-rich") : t("export-copied-html"));
  });
}

/** Shows what would go out; an answer that another question has overtaken is dropped. */
export async function lookAtExport(form: ExportForm, profile: ExportProfile, version: ExportVersion): Promise<void> {
  const id = editor.id;
  const asked = ++looks;
  jobs.looked = null;
  if (!id) return;
  await attempt(async () => {
    if (openDraft()?.saver.unsaved) await openDraft()?.saver.flush();
    const looked = await call("export_look", { id, form, profile, version });
    if (asked === looks) jobs.looked = looked;
  });
}

export async function revealExport(): Promise<void> {
  const token = jobs.exported?.target?.token;
  if (token) await attempt(() => call("export_reveal", { token }));
}

export async function followLink(url: string): Promise<void> {
  await attempt(async () => {
    jobs.dialog = { kind: "link", url, description: await call("link_describe", { url }) };
  });
}

export async function openLink(url: string): Promise<void> {
  closeDialog();
  await attempt(() => call("link_open", { url }));
}

export async function copyLink(address: string): Promise<void> {
  if (jobs.dialog?.kind === "link") closeDialog();
  await attempt(async () => {
    await navigator.clipboard.writeText(address);
    notify(t("link-copied"));
  });
}

async function exporting(work: () => Promise<void>): Promise<void> {
  jobs.exporting = true;
  jobs.exported = null;
  jobs.exportError = null;
  try {
    if (openDraft()?.saver.unsaved && !(await openDraft()?.saver.flush())) throw { code: "failed", message: t("export-unsaved") };
    await work();
  } catch (error) {
    const message = said(error);
    if (jobs.dialog?.kind === "export") jobs.exportError = message;
    else notify(message, "problem");
  } finally {
    jobs.exporting = false;
    jobs.exportProgress = null;
  }
}
