// What leaves the library for good, and when.

import { call } from "../ipc/call";
import type { ArticleSummary, Housekeeping } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { editor } from "./editor.svelte";
import { jobs } from "./jobs.svelte";
import { library } from "./library.svelte";
import { notify } from "./notices";
import { ports } from "./ports";
import { refresh } from "./rows";
import { said } from "./said";
import { clearSelection } from "./selectionActions";
import { leave } from "./writing";

/** Asks, and then removes for good every article in the trash, and the pictures there that nothing names. */
export function askToEmptyTrash(): void {
  const count = library.countOf("trash");
  jobs.dialog = {
    kind: "question",
    title: t("trash-empty-title"),
    text: t("trash-empty-explain", { count }),
    answer: t("trash-empty-do"),
    run: () => void empty(null, true),
  };
}

/** Asks, and then removes these articles for good. */
export function askToDelete(articles: readonly Pick<ArticleSummary, "id" | "title">[]): void {
  const [first] = articles;
  if (!first) return;
  const count = articles.length;
  jobs.dialog = {
    kind: "question",
    title: count === 1 ? t("trash-delete-one", { title: first.title || t("list-untitled") }) : t("trash-delete-many", { count }),
    text: t("trash-delete-explain"),
    answer: t("trash-delete-do"),
    run: () => void empty(articles.map((article) => article.id), false),
  };
}

async function empty(ids: string[] | null, media: boolean): Promise<void> {
  jobs.dialog = null;
  await attempt(async () => {
    const goes = editor.trashedAt !== null && (ids === null || ids.includes(editor.id ?? ""));
    if (goes && !(await leave())) return;
    const gone = await call("trash_empty", { ids, media });
    notify(media ? t("trash-emptied", { articles: gone.articles, media: gone.media }) : t("trash-deleted", { count: gone.articles }));
    clearSelection();
    await refresh();
    if (goes) ports.preview?.clear();
  });
}

export async function loadHousekeeping(): Promise<Housekeeping> {
  return call("housekeeping_load", {});
}

/** Answers what is wrong, or `null` once it is kept. */
export async function saveHousekeeping(housekeeping: Housekeeping): Promise<string | null> {
  try {
    await call("housekeeping_save", housekeeping);
    notify(t("trash-settings-saved"));
    return null;
  } catch (error) {
    return said(error);
  }
}
