// What is going on beside writing: notices, exports, and the dialog that is open.

import type { CopyForm, ExportReport, LinkDescription, Picked } from "../ipc/contract.gen";

export interface Notice {
  id: number;
  text: string;
  kind: "done" | "problem";
  action?: { label: string; run: () => void };
}

export type Dialog =
  | { kind: "publication" }
  | { kind: "export" }
  | { kind: "preferences" }
  | { kind: "palette" }
  | { kind: "open" }
  | { kind: "headings" }
  | { kind: "link"; url: string; description: LinkDescription }
  | { kind: "conflict"; mine: Side; other: Side }
  | { kind: "gone"; message: string }
  | { kind: "unsaved"; message: string };

/** One side of a conflict. */
export interface Side {
  title: string;
  at: string;
  words: number;
}

export interface ExportResult {
  report: ExportReport;
  /** Where it was written, unless it is on the clipboard. */
  target: Picked | null;
  copied: CopyForm | null;
}

class JobsView {
  notices = $state.raw<Notice[]>([]);
  dialog = $state.raw<Dialog | null>(null);
  exporting = $state(false);
  exported = $state.raw<ExportResult | null>(null);
  exportError = $state<string | null>(null);
}

export const jobs = new JobsView();
