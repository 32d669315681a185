// What may fail, with its failure told.

import type { ApiError } from "../ipc/contract.gen";
import { notify } from "./notices";

/** Runs what may fail, and says so when it does. */
export async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : (error as ApiError).message;
    if (message) notify(message, "problem");
  }
}
