// The site on its way out.

import type { Picked, SiteReport, SiteStage } from "../ipc/contract.gen";

export interface SiteProgress {
  stage: SiteStage;
  done: number;
  total: number;
  remaining: number | null;
}

class SiteView {
  /** Whether the folder of the last export was asked for. */
  known = $state(false);
  target = $state.raw<Picked | null>(null);
  /** What is being done. */
  doing = $state<"plan" | "export" | null>(null);
  progress = $state.raw<SiteProgress | null>(null);
  /** What the export would change, or changed. */
  result = $state.raw<{ report: SiteReport; plan: boolean } | null>(null);
  problem = $state<string | null>(null);
  /** Where the exported site can be looked at. */
  served = $state<string | null>(null);
}

export const site = new SiteView();
