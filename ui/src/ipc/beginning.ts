// What the window asks first. It is asked before the rest of the window's script has come, so that the answers are
// there when it has. It listens before it asks, so that nothing is missed between the two.

import { call, listenToEngine } from "./call";
import type { DraftOpened, Event, LibraryState, Workspace } from "./contract.gen";

export interface Beginning {
  library: LibraryState;
  /** Where the window was, and the article that was open in it. */
  workspace: Workspace | null;
  article: DraftOpened | null;
}

let handler: ((event: Event) => void) | null = null;
const unheard: Event[] = [];

/** Passes every event of the engine to `handle`, those included that came before there was a handler. */
export function hear(handle: (event: Event) => void): void {
  handler = handle;
  for (const event of unheard.splice(0)) handle(event);
}

async function begin(): Promise<Beginning> {
  const heard = listenToEngine((event) => (handler ? handler(event) : unheard.push(event)));
  // Without events the window still shows what is there.
  await heard.catch(() => {});
  const [library, workspace] = await Promise.all([
    call("library_state", {}),
    // Asked again where it is needed: a library that does not open has none.
    call("workspace_load", {}).catch(() => null),
  ]);
  const id = library.open && workspace?.article;
  return { library, workspace, article: id ? await call("draft_open", { id }).catch(() => null) : null };
}

const begun = begin();
// Whoever waits for it is told.
begun.catch(() => {});

/** Resolves once, with what the engine answered first; rejects with its `ApiError`. */
export function beginning(): Promise<Beginning> {
  return begun;
}
