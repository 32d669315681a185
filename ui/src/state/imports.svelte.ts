// What comes in from elsewhere.

import type { ImportFormat, ImportReport, Picked } from "../ipc/contract.gen";

class ImportsView {
  source = $state.raw<Picked | null>(null);
  /** `null`: told by its looks. */
  format = $state<ImportFormat | null>(null);
  /** What is being done. */
  doing = $state<"plan" | "import" | "undo" | null>(null);
  /** The job that is at work, or whose report is shown. */
  job = $state<string | null>(null);
  progress = $state.raw<{ done: number; total: number; pictures: number } | null>(null);
  report = $state.raw<ImportReport | null>(null);
  problem = $state<string | null>(null);
  /** Where the report was kept. */
  savedAt = $state<string | null>(null);
  /** What an undo did, in words. */
  undone = $state<string | null>(null);
}

export const imports = new ImportsView();
