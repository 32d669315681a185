// What the author does with tags, authors and sections: renaming, merging, describing, removing; and with what is pinned.

import { call } from "../ipc/call";
import type { Profile, ProfileKind, Publication } from "../ipc/contract.gen";
import { t } from "../texts/texts.svelte";
import { attempt } from "./attempt";
import { changing } from "./changing";
import { library } from "./library.svelte";
import { offerUndo } from "./operationActions";
import { profiles } from "./profiles.svelte";
import { refresh } from "./rows";
import { said } from "./said";
import { savePublication } from "./windowActions";

export async function loadProfiles(kind: ProfileKind): Promise<void> {
  await attempt(async () => {
    const list = await call("profile_list", { kind });
    profiles.lists = { ...profiles.lists, [kind]: list };
  });
}

/** Answers what is wrong, or `null` once it is done. A name that is there already makes one of the two. */
export async function renameProfile(kind: ProfileKind, name: string, newName: string): Promise<string | null> {
  return trying(async () => {
    const merged = profiles.of(kind).some((profile) => profile.name === newName);
    const done = await changing(() => call("profile_rename", { kind, name, newName }));
    const values = { name, newName, count: done.items.length };
    offerUndo(merged ? t("profile-merged", values) : t("profile-renamed", values), done.operation);
    if (library.filter[kind] === name) library.filter = { ...library.filter, [kind]: newName };
    await Promise.all([loadProfiles(kind), refresh()]);
  });
}

export async function describeProfile(profile: Profile): Promise<string | null> {
  return trying(async () => {
    await call("profile_save", profile);
    await loadProfiles(profile.kind);
  });
}

export async function removeProfile(kind: ProfileKind, name: string): Promise<void> {
  await attempt(async () => {
    const done = await changing(() => call("profile_delete", { kind, name }));
    offerUndo(t("profile-removed", { name, count: done.items.length }), done.operation);
    if (library.filter[kind] === name) library.filter = { ...library.filter, [kind]: null };
    await Promise.all([loadProfiles(kind), refresh()]);
  });
}

/** Pins an article, or takes its pin off. */
export async function togglePin(id: string): Promise<void> {
  const pinned = library.open?.publication.pinned ?? [];
  await savePinned(pinned.includes(id) ? pinned.filter((other) => other !== id) : [...pinned, id]);
}

/** Keeps which articles are pinned, in this order. */
export async function savePinned(pinned: string[]): Promise<void> {
  const publication = library.open?.publication;
  if (!publication) return;
  const changed: Publication = { ...publication, pinned };
  await attempt(async () => {
    const problem = await savePublication(changed);
    if (problem !== null) throw new Error(problem);
  });
}

/** The titles of articles, by id; what is no longer there is left out. */
export async function titlesOf(ids: readonly string[]): Promise<Map<string, string>> {
  const found = await Promise.all(
    ids.map(async (id): Promise<[string, string] | null> => {
      try {
        const article = await call("article_show", { id });
        return article.trashedAt ? null : [id, article.metadata.title || t("list-untitled")];
      } catch {
        return null;
      }
    }),
  );
  return new Map(found.filter((entry) => entry !== null));
}

async function trying(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return said(error);
  }
}
