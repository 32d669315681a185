// What went wrong, in the language of the interface: what kind of failure it is, and what the engine says of it.

import { asApiError } from "../ipc/apiError";
import { t } from "../texts/texts.svelte";

/** A failure as the author reads it; nothing where there is nothing to say, as after a dialog that was closed. */
export function said(error: unknown): string {
  const { code, message } = asApiError(error);
  return message === "" ? "" : t(`error-${code}`, { message });
}
