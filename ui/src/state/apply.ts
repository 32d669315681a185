// What the engine tells without being asked, put into the state.

import { hear } from "../ipc/beginning";
import { call } from "../ipc/call";
import type { Event } from "../ipc/contract.gen";
import { close, followLink, publicationChanged, start, takeLibrary, themeChanged } from "./actions";
import { exportProgressed } from "./exportActions";
import { backupFailed, backupsChanged, longRunProgressed } from "./careActions";
import { editor } from "./editor.svelte";
import { importProgressed } from "./importActions";
import { mirrorChanged, mirrorTrashed } from "./mirrorActions";
import { pictureProgressed } from "./arrivals.svelte";
import "./reasons";
import { refreshSoon } from "./rows";
import { site } from "./site.svelte";
import { openDraft, reloadDraft } from "./writing";

/** Shows what is open, and what the engine tells from here on. */
export function connect(): void {
  hear(apply);
  void start();
}

export function apply(event: Event): void {
  switch (event.event) {
    case "article_changed":
      refreshSoon();
      if (!event.here && event.id === editor.id) void takeOutsideChange(event.version);
      return;
    case "articles_changed":
      refreshSoon();
      return;
    case "publication_changed":
      if (!event.here) publicationChanged();
      return;
    case "theme_changed":
      themeChanged(event.problem);
      return;
    case "library_changed":
      void call("library_state", {}).then(takeLibrary, () => {});
      return;
    case "site_progress": {
      const { stage, done, total, remaining } = event;
      if (site.doing) site.progress = { stage, done, total, remaining };
      return;
    }
    case "import_progress": {
      const { job, done, total, pictures, finished } = event;
      importProgressed(job, { done, total, pictures }, finished);
      return;
    }
    case "backup_changed":
      backupsChanged();
      return;
    case "backup_failed":
      backupFailed(event.message);
      return;
    case "progress":
      if (event.run === "export") exportProgressed(event.done, event.of);
      else longRunProgressed(event.run, event.done, event.of);
      return;
    case "medium_progress":
      pictureProgressed(event.arrival, event.done, event.of);
      return;
    case "mirror_changed":
      mirrorChanged(event.state);
      return;
    case "mirror_trashed":
      mirrorTrashed(event.operation, event.articles, event.title);
      return;
    case "link_followed":
      void followLink(event.url);
      return;
    case "close_requested":
      void close();
      return;
  }
}

/** The open article was changed through another door. With unsaved text here, the save meets it as a conflict. */
async function takeOutsideChange(version: number): Promise<void> {
  const draft = openDraft();
  if (!draft || draft.saver.version >= version || draft.saver.unsaved) return;
  await reloadDraft().catch(() => {});
}
