// Undoing what was done to many articles, or to one in one go.

import { call } from "../ipc/call";
import type { OperationKind } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { changing } from "./changing";
import { dismissOffer, notify } from "./notices";
import { operations } from "./operations.svelte";
import { refresh } from "./rows";

/** How many operations are shown. */
const SHOWN = 100;

/** Says what was done, and offers to undo it. */
export function offerUndo(text: string, operation: number | null, undone?: () => void): void {
  if (operation === null) return notify(text);
  const run = (): void => void undoOperation(operation).then(undone);
  notify(text, "done", { label: t("action-undo"), run }, operation);
}

/** How far back the last operation that can be undone is looked for. */
const LOOKED_AT = 100;

/** Undoes what was done last; once more: what was done before that. */
export async function undoLast(): Promise<void> {
  await attempt(async () => {
    const list = await call("operation_list", { limit: LOOKED_AT });
    const last = list.find((operation) => !operation.undone && operation.kind !== "undo");
    if (last) await undoOperation(last.operation);
    else notify(t("operation-none"));
  });
}

/** The newest operation of a kind, where the call that made it does not say its number. */
export async function newestOperation(kind: OperationKind): Promise<number | null> {
  const [newest] = await call("operation_list", { limit: 1 });
  return newest?.kind === kind ? newest.operation : null;
}

export async function undoOperation(operation: number): Promise<void> {
  await attempt(async () => {
    const undone = await changing(() => call("operation_undo", { operation }));
    dismissOffer(operation);
    const left = undone.left.map((article) => article.title || t("list-untitled"));
    const text = t("operation-undone", { count: undone.articles.length });
    const kept = left.length > 0 ? ` ${t("operation-left", { count: left.length, first: left.slice(0, 3).join(", ") })}` : "";
    const redo = { label: t("operation-redo"), run: () => void undoOperation(undone.operation) };
    notify(text + kept, left.length > 0 ? "problem" : "done", redo, undone.operation);
    await refresh();
    if (operations.list) await loadOperations();
  });
}

export async function loadOperations(): Promise<void> {
  await attempt(async () => {
    operations.list = await call("operation_list", { limit: SHOWN });
  });
}
