// Tags, authors and sections, as far as they were asked for.

import type { Profile, ProfileKind } from "../ipc/contract.gen";

class ProfilesView {
  lists = $state.raw<Partial<Record<ProfileKind, Profile[]>>>({});

  of(kind: ProfileKind): Profile[] {
    return this.lists[kind] ?? [];
  }
}

export const profiles = new ProfilesView();
