// What an import could not take over as it was, in the language of the interface.

import type { ImportTrouble } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";

/** A trouble as the author reads it. What only the source can say stands behind it in English. */
export function importTroubleSaid({ kind, subject, message }: ImportTrouble): string {
  switch (kind) {
    case "date":
    case "tag":
    case "block":
    case "layout":
    case "dead_link":
      return t(`import-trouble-${kind}`, { subject });
    case "changed_twice":
      return t("import-trouble-changed_twice");
    default:
      return t(`import-told-${kind}`, { message });
  }
}
