// How the library is cared for: its backups, and the check of what it holds.

import type { Backup, BackupRestored, BackupState, CheckReport, RepairReport } from "../ipc/contract.gen";

export type CareRun = "check" | "repair" | "backup" | "restore";

class CareView {
  backups = $state.raw<BackupState | null>(null);
  list = $state.raw<Backup[] | null>(null);
  /** What was started here and is at work. */
  run = $state<CareRun | null>(null);
  progress = $state.raw<{ done: number; total: number } | null>(null);
  checked = $state.raw<CheckReport | null>(null);
  repaired = $state.raw<RepairReport | null>(null);
  /** The library that was made anew; its token opens it. */
  restored = $state.raw<(BackupRestored & { token: string }) | null>(null);
  /** A folder whose backups are shown instead. */
  elsewhere = $state<string | null>(null);
  problem = $state<string | null>(null);

  /** Another library: nothing that was said here is about it. */
  forget(): void {
    this.backups = this.list = this.checked = this.repaired = this.restored = null;
    this.elsewhere = this.problem = null;
  }
}

export const care = new CareView();
