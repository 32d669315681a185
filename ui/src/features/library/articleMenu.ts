// What can be done with an article, or with all that are selected, as a menu.

import type { ArticleSummary, Status } from "../../ipc/contract.gen";
import type { MenuItem } from "../../parts/menuItem";
import {
  askToDelete,
  changeSelected,
  duplicateArticle,
  openArticle,
  restoreArticle,
  setStatus,
  showDialog,
  showHistory,
  togglePin,
  trashArticle,
} from "../../state/actions";
import { editor } from "../../state/editor.svelte";
import { library } from "../../state/library.svelte";
import { t } from "../../texts/texts.svelte";

export const statuses: Status[] = ["idea", "draft", "review", "ready", "scheduled", "published", "archived"];

type Subject = Pick<ArticleSummary, "id" | "title" | "status" | "trashedAt">;

export function articleMenu(article: Subject, readOnly: boolean, withOpen: boolean): MenuItem[] {
  const open: MenuItem[] = withOpen ? [{ label: t("action-open"), run: () => void openArticle(article.id) }] : [];
  if (article.trashedAt) {
    const restore = () => void restoreArticle(article.id);
    return [
      ...open,
      { label: t("action-restore"), icon: "restore", disabled: readOnly, run: restore },
      { label: t("trash-delete"), icon: "trash", disabled: readOnly, apart: true, run: () => askToDelete([article]) },
    ];
  }
  const pinned = library.open?.publication.pinned.includes(article.id) ?? false;
  return [
    ...open,
    {
      label: t("action-duplicate"),
      icon: "duplicate",
      disabled: readOnly,
      run: () => void duplicateArticle(article.id),
    },
    {
      label: t("history-open"),
      icon: "history",
      run: () =>
        void openArticle(article.id).then(() => {
          if (editor.id === article.id) void showHistory();
        }),
    },
    {
      label: pinned ? t("pinned-remove") : t("pinned-add"),
      icon: "pin",
      disabled: readOnly,
      run: () => void togglePin(article.id),
    },
    { label: t("action-trash"), icon: "trash", disabled: readOnly, run: () => void trashArticle(article) },
    ...statuses.map(
      (status, index): MenuItem => ({
        label: t(`status-${status}`),
        checked: article.status === status,
        disabled: readOnly,
        apart: index === 0,
        run: () => void setStatus(article.id, status),
      }),
    ),
  ];
}

/** What can be done with the selected articles. */
export function selectionMenu(inTrash: boolean): MenuItem[] {
  if (inTrash) {
    return [
      { label: t("action-restore"), icon: "restore", run: () => void changeSelected("restore") },
      {
        label: t("trash-delete"),
        icon: "trash",
        apart: true,
        run: () => askToDelete([...library.selected].map((id) => ({ id, title: "" }))),
      },
    ];
  }
  return [
    { label: t("live-publish"), icon: "published", run: () => void changeSelected("publish") },
    { label: t("bulk-add_tag"), icon: "tag", run: () => showDialog({ kind: "bulk", action: "add_tag" }) },
    { label: t("bulk-remove_tag"), run: () => showDialog({ kind: "bulk", action: "remove_tag" }) },
    { label: t("bulk-section"), icon: "folder", run: () => showDialog({ kind: "bulk", action: "section" }) },
    { label: t("bulk-export-pages"), icon: "export", run: () => showDialog({ kind: "export", form: "page", scope: "selected" }) },
    { label: t("bulk-export-markdown"), run: () => showDialog({ kind: "export", form: "markdown", scope: "selected" }) },
    { label: t("action-trash"), icon: "trash", run: () => void changeSelected("trash") },
    ...statuses.map(
      (status, index): MenuItem => ({
        label: t(`status-${status}`),
        icon: status,
        apart: index === 0,
        run: () => void changeSelected("status", status),
      }),
    ),
  ];
}
