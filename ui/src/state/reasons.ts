// What the engine says behind an error, in the language of the interface.

import { sayReasonsBy } from "../ipc/apiError";
import type { Reason } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";

/** A reason in words. */
export function wordsFor(reason: Reason): string {
  if (reason.kind === "damaged" && reason.backup) return t("reason-damaged_with_backup", reason);
  const { kind, ...values } = reason;
  // The kinds and their values are the contract's; a test holds the texts to them.
  return (t as (key: string, values: object) => string)(`reason-${kind}`, values);
}

sayReasonsBy(wordsFor);
