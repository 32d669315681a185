// The open article, but for its text, which the text editor owns.

import type { Derived, LiveState, Metadata, Status } from "../ipc/contract.gen";
import type { SaveState } from "./saver";

class EditorView {
  /** The open article. */
  id = $state<string | null>(null);
  /** The one that is being opened. */
  opening = $state<string | null>(null);
  status = $state<Status>("draft");
  metadata = $state.raw<Metadata | null>(null);
  derived = $state.raw<Derived | null>(null);
  /** What readers see of it. */
  live = $state<LiveState>("no");
  trashedAt = $state<string | null>(null);
  updatedAt = $state("");
  save = $state.raw<SaveState>({ kind: "saved" });

  /** Whether the text cannot be changed. */
  get locked(): boolean {
    return this.save.kind === "read_only" || this.trashedAt !== null;
  }
}

export const editor = new EditorView();
