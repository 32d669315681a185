// What can be done with an article, as a menu.

import type { ArticleSummary, Status } from "../../ipc/contract.gen";
import type { MenuItem } from "../../parts/menuItem";
import { duplicateArticle, openArticle, restoreArticle, setStatus, trashArticle } from "../../state/actions";
import { texts } from "../../texts";

export const statuses: Status[] = ["idea", "draft", "review", "ready", "scheduled", "published", "archived"];

type Subject = Pick<ArticleSummary, "id" | "title" | "status" | "trashedAt">;

export function articleMenu(article: Subject, readOnly: boolean, withOpen: boolean): MenuItem[] {
  const open: MenuItem[] = withOpen ? [{ label: texts.actions.open, run: () => void openArticle(article.id) }] : [];
  if (article.trashedAt) {
    const restore = () => void restoreArticle(article.id);
    return [...open, { label: texts.actions.restore, icon: "restore", disabled: readOnly, run: restore }];
  }
  return [
    ...open,
    {
      label: texts.actions.duplicate,
      icon: "duplicate",
      disabled: readOnly,
      run: () => void duplicateArticle(article.id),
    },
    { label: texts.actions.trash, icon: "trash", disabled: readOnly, run: () => void trashArticle(article) },
    ...statuses.map(
      (status, index): MenuItem => ({
        label: texts.statuses[status],
        checked: article.status === status,
        disabled: readOnly,
        apart: index === 0,
        run: () => void setStatus(article.id, status),
      }),
    ),
  ];
}
