// What the mirror cannot do or leaves alone, in the language of the interface.

import type { MirrorTrouble } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";

/** A trouble as the author reads it. What only the system can say stands behind it in the system's words. */
export function troubleSaid({ kind, about, message }: MirrorTrouble): string {
  switch (kind) {
    case "taken":
    case "unfit":
    case "not_watched":
    case "picture":
    case "text":
    case "article":
    case "failed":
      return t(`mirror-told-${kind}`, { message });
    default:
      return t(`mirror-trouble-${kind}`, { about });
  }
}
