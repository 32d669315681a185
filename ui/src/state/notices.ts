// Short messages that come and go.

import { jobs, type Notice } from "./jobs.svelte";

/** Milliseconds: long enough to read, twice. */
const DONE = 5_000;
/** With something to press there is more to decide. */
const OFFER = 15_000;
const PROBLEM = 12_000;

let last = 0;

/** Notices that the author is at: they stay until they are left. */
const held = new Set<number>();
const overdue = new Set<number>();
/** Milliseconds after it was left. */
const LEFT = 2_000;

export function notify(text: string, kind: Notice["kind"] = "done", action?: Notice["action"], operation?: number): void {
  last += 1;
  const id = last;
  jobs.notices = [...jobs.notices.slice(-3), { id, text, kind, ...(action && { action }), ...(operation !== undefined && { operation }) }];
  setTimeout(() => pass(id), action ? OFFER : kind === "done" ? DONE : PROBLEM);
}

function pass(id: number): void {
  if (held.has(id)) overdue.add(id);
  else dismiss(id);
}

/** The pointer or the focus is on a notice. */
export function holdNotice(id: number): void {
  held.add(id);
}

export function letNotice(id: number): void {
  held.delete(id);
  if (overdue.delete(id)) setTimeout(() => pass(id), LEFT);
}

/** What it offered is done. */
export function dismissOffer(operation: number): void {
  jobs.notices = jobs.notices.filter((notice) => notice.operation !== operation);
}

export function dismiss(id: number): void {
  jobs.notices = jobs.notices.filter((notice) => notice.id !== id);
}
