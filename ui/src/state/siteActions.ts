// What the author can do with the whole site: plan it, write it, look at it.

import { call } from "../ipc/call";
import { t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { jobs } from "./jobs.svelte";
import { notify } from "./notices";
import { said } from "./said";
import { site } from "./site.svelte";

/** How the site is to be written. */
export interface SiteWishes {
  /** Empty: the publication's own. */
  baseUrl: string;
  overwrite: boolean;
}

/** Finds the folder of the last export again. */
export async function loadSite(): Promise<void> {
  if (site.known) return;
  await attempt(async () => {
    site.target = await call("site_target", {});
  });
  site.known = true;
}

/** Another library has another site. */
export function forgetSite(): void {
  Object.assign(site, { known: false, target: null, result: null, problem: null, progress: null, served: null });
}

export async function pickSiteTarget(): Promise<void> {
  await attempt(async () => {
    const picked = await call("site_pick_target", {});
    if (!picked) return;
    if (site.served) await stopServing();
    site.target = picked;
    site.result = null;
    site.problem = null;
  });
}

/** Says what an export would change. */
export async function planSite(wishes: SiteWishes): Promise<void> {
  await work("plan", wishes);
}

export async function exportSite(wishes: SiteWishes): Promise<void> {
  await work("export", wishes);
}

export async function cancelSite(): Promise<void> {
  await attempt(() => call("site_cancel", {}));
}

export async function revealSite(): Promise<void> {
  const token = site.target?.token;
  if (token) await attempt(() => call("site_reveal", { token }));
}

/** Shows the exported site in the browser, as a host would serve it. */
export async function lookAtSite(): Promise<void> {
  const token = site.target?.token;
  if (!token) return;
  await attempt(async () => {
    site.served ??= (await call("site_serve_start", { token })).url;
    await call("link_open", { url: site.served });
  });
}

export async function stopServing(): Promise<void> {
  await attempt(() => call("site_serve_stop", {}));
  site.served = null;
}

async function work(doing: "plan" | "export", { baseUrl, overwrite }: SiteWishes): Promise<void> {
  const target = site.target;
  if (!target || site.doing) return;
  site.doing = doing;
  site.progress = null;
  site.problem = null;
  site.result = null;
  try {
    const request = { target: target.token, baseUrl: baseUrl.trim() || null, overwrite };
    const report = await (doing === "plan" ? call("site_plan", request) : call("site_export", request));
    site.result = { report, plan: doing === "plan" };
    if (jobs.dialog?.kind !== "site" && doing === "export") {
      const show = { label: t("site-show-report"), run: () => void (jobs.dialog = { kind: "site" }) };
      notify(t("site-done", { count: report.problems.length }), "done", show);
    }
  } catch (error) {
    site.problem = said(error);
    if (jobs.dialog?.kind !== "site") notify(site.problem, "problem");
  } finally {
    site.doing = null;
    site.progress = null;
  }
}
