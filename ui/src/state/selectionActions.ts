// Several articles at once: choosing them in the list, and what is done to them.

import { call } from "../ipc/call";
import type { BulkAction } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { changing } from "./changing";
import { editor } from "./editor.svelte";
import { library } from "./library.svelte";
import { offerUndo } from "./operationActions";
import { ports } from "./ports";
import { idsBetween, refresh, rowAt, rowOf } from "./rows";
import { leave } from "./writing";

let choices = 0;

export function clearSelection(): void {
  choices += 1;
  library.selected = new Set();
}

/** Adds a row to the selection, or takes it out; the open article is the first of it. */
export function toggleRow(index: number): void {
  const article = rowAt(index);
  if (!article) return;
  choices += 1;
  const next = new Set(library.selected);
  if (next.size === 0 && editor.id && rowOf(editor.id) >= 0) next.add(editor.id);
  if (!next.delete(article.id)) next.add(article.id);
  library.selected = next;
  library.active = index;
  library.anchor = index;
}

/** Selects from where the selection began to this row. */
export async function selectTo(index: number): Promise<void> {
  const last = library.rows - 1;
  if (last < 0) return;
  const to = Math.min(Math.max(0, index), last);
  if (library.selected.size === 0) library.anchor = library.active;
  library.active = to;
  await select(Math.min(library.anchor, to), Math.max(library.anchor, to) + 1);
}

export async function selectAll(): Promise<void> {
  await select(0, library.rows);
}

async function select(first: number, end: number): Promise<void> {
  choices += 1;
  const mine = choices;
  await attempt(async () => {
    const ids = await idsBetween(first, end);
    if (mine === choices) library.selected = new Set(ids);
  });
}

/** Does something to all that are selected. */
export async function changeSelected(action: BulkAction, value: string | null = null): Promise<void> {
  const ids = [...library.selected];
  if (ids.length === 0) return;
  await attempt(async () => {
    const goes = action === "trash" && editor.id !== null && library.selected.has(editor.id);
    if (goes && !(await leave())) return;
    const done = await changing(() => call("article_bulk", { ids, action, value }));
    const label = action === "status" && value ? t(`status-${value as "draft"}`) : (value ?? "");
    const count = done.items.length;
    const text =
      action === "section" && !value ? t("bulk-done-no-section", { count }) : t(`bulk-done-${action}`, { count, value: label });
    offerUndo(text, done.operation);
    if (action === "trash" || action === "restore") clearSelection();
    await refresh();
    if (goes) ports.preview?.clear();
  });
}
