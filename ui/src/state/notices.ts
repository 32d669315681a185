// Short messages that come and go.

import { jobs, type Notice } from "./jobs.svelte";

/** Milliseconds: long enough to read, twice. */
const DONE = 5_000;
/** With something to press there is more to decide. */
const OFFER = 15_000;
const PROBLEM = 12_000;

let last = 0;

export function notify(text: string, kind: Notice["kind"] = "done", action?: Notice["action"]): void {
  last += 1;
  const id = last;
  jobs.notices = [...jobs.notices.slice(-3), { id, text, kind, ...(action && { action }) }];
  setTimeout(() => dismiss(id), action ? OFFER : kind === "done" ? DONE : PROBLEM);
}

export function dismiss(id: number): void {
  jobs.notices = jobs.notices.filter((notice) => notice.id !== id);
}
