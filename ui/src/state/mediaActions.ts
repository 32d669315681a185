// What the author does with the media of the library.

import { call } from "../ipc/call";
import type { MediaShelf, Medium, MediumDescribe, MediumUse } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { changing } from "./changing";
import { jobs } from "./jobs.svelte";
import { media } from "./media.svelte";
import { notify } from "./notices";
import { offerUndo } from "./operationActions";
import { refreshSoon } from "./rows";
import { said as inWords } from "./said";
import { openDraft } from "./writing";

/** Media fetched with one call. */
const PART = 120;
/** Milliseconds after a key in the search box. */
const PAUSE = 120;

let lists = 0;
let fetching = false;
let waiting: ReturnType<typeof setTimeout> | null = null;

export async function listMedia(shelf: MediaShelf = media.shelf): Promise<void> {
  lists += 1;
  media.shelf = shelf;
  await fetchMedia(0, PART);
}

export function searchMedia(query: string): void {
  media.query = query;
  if (waiting) clearTimeout(waiting);
  waiting = setTimeout(() => void listMedia(), PAUSE);
}

/** The end of what was fetched comes into view: the next part is. */
export async function moreMedia(): Promise<void> {
  if (fetching || media.items.length >= media.total) return;
  await fetchMedia(media.items.length, PART);
}

export async function chooseMedium(hash: string | null): Promise<void> {
  media.chosen = hash;
  media.uses = null;
  if (hash === null) return;
  await attempt(async () => {
    const uses = await call("medium_uses", { hash });
    if (media.chosen === hash) media.uses = uses;
  });
}

/** Answers what is wrong, or `null` once it is kept. */
export async function describeMedium(said: MediumDescribe): Promise<string | null> {
  try {
    const medium = await call("medium_describe", said);
    media.items = media.items.map((item) => (item.medium.hash === medium.hash ? { ...item, medium } : item));
    // The page shows what is said about a picture, where the text says nothing of its own.
    openDraft()?.lane.requireReset();
    return null;
  } catch (error) {
    return inWords(error);
  }
}

/** Asks for a file and takes it into the library. */
export async function addMedium(): Promise<void> {
  await attempt(async () => {
    const picked = await call("medium_pick", {});
    if (!picked) return;
    const medium = await call("medium_add", { token: picked.token });
    media.query = "";
    await listMedia("all");
    await chooseMedium(medium.hash);
  });
}

/** Asks for a file and puts it in the place of a medium in every article. */
export async function replaceMedium({ medium }: MediumUse): Promise<void> {
  await attempt(async () => {
    const picked = await call("medium_pick", {});
    if (!picked) return;
    const other = await call("medium_add", { token: picked.token });
    if (other.hash === medium.hash) return notify(t("media-same-file"));
    const done = await changing(() => call("medium_replace", { hash: medium.hash, with: other.hash }));
    offerUndo(t("media-replaced", { name: medium.name, count: done.items.length }), done.operation);
    await listMedia();
    await chooseMedium(other.hash);
    refreshSoon();
  });
}

export async function trashMedium({ medium }: MediumUse): Promise<void> {
  await attempt(async () => {
    await call("medium_trash", { hashes: [medium.hash] });
    notify(t("media-trashed", { name: medium.name }), "done", {
      label: t("action-undo"),
      run: () => void restoreMedium(medium.hash, medium.name),
    });
    await listAfterMove(medium.hash);
  });
}

export async function restoreMedium(hash: string, name: string): Promise<void> {
  await attempt(async () => {
    await call("medium_restore", { hashes: [hash] });
    notify(t("media-restored", { name }));
    await listAfterMove(hash);
  });
}

/** Asks, and then removes for good what is in the trash of the media and named nowhere. */
export function askToEmptyMedia(): void {
  jobs.dialog = {
    kind: "question",
    title: t("media-empty-title"),
    text: t("media-empty-explain"),
    answer: t("trash-empty-do"),
    run: () =>
      void attempt(async () => {
        const gone = await call("trash_empty", { ids: [], media: true });
        notify(t("media-emptied", { count: gone.media }));
        jobs.dialog = { kind: "media" };
        await listMedia("trash");
      }),
  };
}

/** The neighbour takes the place of what moved to another shelf. */
async function listAfterMove(hash: string): Promise<void> {
  const at = media.items.findIndex((item) => item.medium.hash === hash);
  const next = media.items[at + 1] ?? media.items[at - 1];
  await listMedia();
  if (media.chosen === hash) await chooseMedium(next?.medium.hash ?? null);
}

async function fetchMedia(offset: number, limit: number): Promise<void> {
  const mine = lists;
  fetching = true;
  await attempt(async () => {
    const list = await call("medium_list", { shelf: media.shelf, query: media.query, offset, limit });
    if (mine !== lists) return;
    media.total = list.total;
    media.items = offset === 0 ? list.items : [...media.items, ...list.items];
    media.listed = true;
  });
  fetching = false;
}

/** Asks for a picture and takes it into the library, for something that is no article. */
export async function pickMedium(): Promise<Medium | null> {
  let medium: Medium | null = null;
  await attempt(async () => {
    const picked = await call("medium_pick", {});
    if (picked) medium = await call("medium_add", { token: picked.token });
  });
  return medium;
}

/** A medium by its hash; `null` where it is not there any more. */
export async function loadMedium(hash: string): Promise<Medium | null> {
  return call("medium_show", { hash }).catch(() => null);
}
