// What was done last and can be undone.

import type { Operation } from "../ipc/contract.gen";

class OperationsView {
  /** Newest first; `null` until they were asked for. */
  list = $state.raw<Operation[] | null>(null);
}

export const operations = new OperationsView();
