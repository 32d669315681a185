// What an operation did, in words.

import type { BulkAction, Operation, Status } from "../../ipc/contract.gen";
import { t } from "../../texts/texts.svelte";

const BULK = /^(status|publish|trash|restore|add_tag|remove_tag|section)(?:: (.*))?$/s;

export function operationName({ kind, label }: Pick<Operation, "kind" | "label">): string {
  if (kind === "bulk") return bulkName(label) ?? t("operation-bulk", { label });
  if (kind === "undo") return t("operation-undo", { label: bulkName(label) ?? label });
  return t(`operation-${kind}`, { label });
}

/** What was done to many, which the library keeps as the action and what it was about; `null` for anything else. */
function bulkName(label: string): string | null {
  const found = BULK.exec(label);
  if (!found) return null;
  const [, action, about] = found;
  const what = t(`operation-bulk-${action as BulkAction}`);
  if (!about) return what;
  return `${what}: ${action === "status" ? t(`status-${about as Status}`) : about}`;
}
