// What may fail, with its failure told.

import { notify } from "./notices";
import { said } from "./said";

/** Runs what may fail, and says so when it does. */
export async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const message = said(error);
    if (message) notify(message, "problem");
  }
}
