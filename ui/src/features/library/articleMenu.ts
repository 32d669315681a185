// What can be done with an article, as a menu.

import type { ArticleSummary, Status } from "../../ipc/contract.gen";
import type { MenuItem } from "../../parts/menuItem";
import { duplicateArticle, openArticle, restoreArticle, setStatus, trashArticle } from "../../state/actions";
import { t } from "../../texts/texts.svelte";

export const statuses: Status[] = ["idea", "draft", "review", "ready", "scheduled", "published", "archived"];

type Subject = Pick<ArticleSummary, "id" | "title" | "status" | "trashedAt">;

export function articleMenu(article: Subject, readOnly: boolean, withOpen: boolean): MenuItem[] {
  const open: MenuItem[] = withOpen ? [{ label: t("action-open"), run: () => void openArticle(article.id) }] : [];
  if (article.trashedAt) {
    const restore = () => void restoreArticle(article.id);
    return [...open, { label: t("action-restore"), icon: "restore", disabled: readOnly, run: restore }];
  }
  return [
    ...open,
    {
      label: t("action-duplicate"),
      icon: "duplicate",
      disabled: readOnly,
      run: () => void duplicateArticle(article.id),
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
