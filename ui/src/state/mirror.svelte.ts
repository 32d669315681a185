// The folder of Markdown files that is kept in step with the library.

import type { MirrorConflict, MirrorReport, MirrorState } from "../ipc/contract.gen";

class MirrorView {
  /** How it stands; `null` until that was asked for. */
  state = $state.raw<MirrorState | null>(null);
  conflicts = $state.raw<MirrorConflict[]>([]);
  /** What the last round that was asked for did. */
  report = $state.raw<MirrorReport | null>(null);
  busy = $state(false);
  problem = $state<string | null>(null);

  /** Another library has another mirror. */
  forget(): void {
    this.state = this.report = null;
    this.conflicts = [];
    this.problem = null;
  }
}

export const mirror = new MirrorView();
