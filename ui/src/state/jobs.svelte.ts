// What is going on beside writing: notices, exports, and the dialog that is open.

import type { BulkAction, CopyForm, ExportForm, ExportLooked, ExportReport, LinkDescription, MirrorConflict, Picked, ProfileKind } from "../ipc/contract.gen";

export interface Notice {
  id: number;
  text: string;
  kind: "done" | "problem";
  action?: { label: string; run: () => void };
  /** The operation it offers to undo. */
  operation?: number;
}

export type Dialog =
  | { kind: "publication" }
  | { kind: "export"; form?: ExportForm; scope?: ExportScope }
  | { kind: "preferences"; section?: "spelling" }
  | { kind: "palette" }
  | { kind: "open" }
  | { kind: "headings" }
  | { kind: "link"; url: string; description: LinkDescription }
  | { kind: "conflict"; mine: Side; other: Side }
  | { kind: "merge"; mine: string; theirs: string; version: number }
  | { kind: "history" }
  | { kind: "operations" }
  | { kind: "bulk"; action: BulkAction }
  | { kind: "keep_list" }
  | { kind: "profiles"; of: ProfileKind }
  | { kind: "pinned" }
  | { kind: "replace" }
  | { kind: "search_help" }
  | { kind: "trash" }
  | { kind: "media" }
  | { kind: "site" }
  | { kind: "import" }
  | { kind: "mirror" }
  | { kind: "mirror_conflict"; conflict: MirrorConflict }
  | { kind: "care" }
  | Question
  | { kind: "gone"; message: string }
  | { kind: "unsaved"; message: string };

/** Something that cannot be undone is asked about first. */
export interface Question {
  kind: "question";
  title: string;
  text: string;
  /** What the button says that does it. */
  answer: string;
  run: () => void;
}

/** One side of a conflict. */
export interface Side {
  title: string;
  at: string;
  words: number;
}

/** Which articles an export takes along. */
export type ExportScope = "article" | "selected" | "all";

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
  /** How far an export of several articles is. */
  exportProgress = $state.raw<{ done: number; total: number } | null>(null);
  exported = $state.raw<ExportResult | null>(null);
  exportError = $state<string | null>(null);
  /** What would go out, as the export dialog shows it. */
  looked = $state.raw<ExportLooked | null>(null);
}

export const jobs = new JobsView();
