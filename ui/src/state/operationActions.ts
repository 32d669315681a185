// Undoing what was done to many articles, or to one in one go.

import { call } from "../ipc/call";
import type { OperationKind } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { changing } from "./changing";
import { notify } from "./notices";
import { operations } from "./operations.svelte";
import { refresh } from "./rows";

/** How many operations are shown. */
const SHOWN = 100;

/** Says what was done, and offers to undo it. */
export function offerUndo(text: string, operation: number | null): void {
  if (operation === null) return notify(text);
  notify(text, "done", { label: t("action-undo"), run: () => void undoOperation(operation) });
}

/** The newest operation of a kind, where the call that made it does not say its number. */
export async function newestOperation(kind: OperationKind): Promise<number | null> {
  const [newest] = await call("operation_list", { limit: 1 });
  return newest?.kind === kind ? newest.operation : null;
}

export async function undoOperation(operation: number): Promise<void> {
  await attempt(async () => {
    const undone = await changing(() => call("operation_undo", { operation }));
    const left = undone.left.map((article) => article.title || t("list-untitled"));
    const text = t("operation-undone", { count: undone.articles.length });
    const kept = left.length > 0 ? ` ${t("operation-left", { count: left.length, first: left.slice(0, 3).join(", ") })}` : "";
    notify(text + kept, left.length > 0 ? "problem" : "done", {
      label: t("operation-redo"),
      run: () => void undoOperation(undone.operation),
    });
    await refresh();
    if (operations.list) await loadOperations();
  });
}

export async function loadOperations(): Promise<void> {
  await attempt(async () => {
    operations.list = await call("operation_list", { limit: SHOWN });
  });
}
