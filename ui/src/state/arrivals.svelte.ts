// Pictures on their way into the library. Large ones come in parts, so that the author sees how far they are and can
// give them up.

import { call } from "../ipc/call";
import type { Medium } from "../ipc/contract.gen";

/** Bytes that are sent at once. */
const PART = 1024 * 1024;
/** Milliseconds until the author is told: what is quicker needs no words. */
const SHOWN_AFTER = 300;

export interface Arrival {
  id: string;
  name: string;
  done: number;
  /** 0 while nobody knows. */
  of: number;
  shown: boolean;
  givenUp: boolean;
}

class Arrivals {
  list = $state.raw<readonly Arrival[]>([]);
}

export const arrivals = new Arrivals();

function change(id: string, part: Partial<Arrival>): void {
  arrivals.list = arrivals.list.map((arrival) => (arrival.id === id ? { ...arrival, ...part } : arrival));
}

function isGivenUp(id: string): boolean {
  return arrivals.list.some((arrival) => arrival.id === id && arrival.givenUp);
}

/** Tells the author, if it takes long, that a picture is coming; answers what it came to, `null` if it was given up. */
async function coming(id: string, name: string, of: number, work: () => Promise<Medium | null>): Promise<Medium | null> {
  arrivals.list = [...arrivals.list, { id, name, done: 0, of, shown: false, givenUp: false }];
  const timer = setTimeout(() => change(id, { shown: true }), SHOWN_AFTER);
  try {
    return await work();
  } catch (error) {
    // What the engine says of having been stopped, the author knows.
    if (isGivenUp(id)) return null;
    throw error;
  } finally {
    clearTimeout(timer);
    arrivals.list = arrivals.list.filter((arrival) => arrival.id !== id);
  }
}

/** Takes a file that was pasted or dropped into the library. */
export function takeFile(file: File): Promise<Medium | null> {
  const id = crypto.randomUUID();
  const { name, size } = file;
  return coming(id, name, size, async () => {
    for (let at = 0; ; at += PART) {
      const content = await base64(file.slice(at, at + PART));
      if (isGivenUp(id)) return null;
      const part = size > PART ? { arrival: id, at, of: size } : null;
      const medium = await call("medium_add_content", { name, content, part });
      if (medium) return isGivenUp(id) ? null : medium;
      change(id, { done: at + PART });
    }
  });
}

/** Takes a file that was picked into the library. */
export function takePicked(token: string, label: string): Promise<Medium | null> {
  const name = label.split(/[\\/]/).at(-1) ?? label;
  return coming(token, name, 0, () => call("medium_add", { token }));
}

/** The engine has read so much of a picked file. */
export function pictureProgressed(id: string, done: number, of: number): void {
  change(id, { done, of });
}

/** Gives up a picture, or all that are coming. */
export function giveUpPicture(id?: string): void {
  for (const arrival of arrivals.list) {
    if (id !== undefined && arrival.id !== id) continue;
    change(arrival.id, { givenUp: true });
    void call("medium_cancel", { arrival: arrival.id }).catch(() => {});
  }
}

function base64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = String(reader.result);
      resolve(url.slice(url.indexOf(",") + 1));
    };
    reader.onerror = () => reject(reader.error ?? new Error());
    reader.readAsDataURL(blob);
  });
}
