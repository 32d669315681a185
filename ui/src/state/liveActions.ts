// What the author can do to see the open article as readers see it.

import { call } from "../ipc/call";
import type { ExportVersion } from "../ipc/contract.gen";
import { attempt } from "./attempt";
import { editor } from "./editor.svelte";
import { preview } from "./preview.svelte";
import { settings } from "./settings.svelte";
import { setView } from "./windowActions";

let loads = 0;

/** Shows the page as it stands here, or as readers see it. */
export async function previewVersion(version: ExportVersion): Promise<void> {
  preview.version = version;
  if (version === "working") {
    preview.live = null;
    return;
  }
  preview.kind = "page";
  if (settings.view === "editor") setView("split");
  await loadLivePage();
}

/** Fetches the page that readers see, where that is shown; an answer that was overtaken is dropped. */
export async function loadLivePage(): Promise<void> {
  const { id } = editor;
  if (!id || preview.version === "working") return;
  loads += 1;
  const mine = loads;
  await attempt(async () => {
    const page = await call("article_live_page", { id });
    if (mine !== loads || id !== editor.id || preview.version === "working") return;
    preview.live = page;
    if (!page) preview.version = "working";
  });
}
