// The one gate to the engine: every command and every event passes here, typed by the generated contract.
// Nothing else in the window imports Tauri.

import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWindow } from "@tauri-apps/api/window";
import { asApiError } from "./apiError";
import { CHANNEL, type Commands, type Event } from "./contract.gen";

export type CommandName = keyof Commands;
export type Request<N extends CommandName> = Commands[N]["request"];
export type Response<N extends CommandName> = Commands[N]["response"];

/** What carries calls and events: the engine behind the window. */
export interface Transport {
  call<N extends CommandName>(name: N, payload: Request<N>): Promise<Response<N>>;
  listen(handler: (event: Event) => void): Promise<void>;
  close(): Promise<void>;
}

const desktop: Transport = {
  call: (name, payload) => invoke("call", { name, payload }),
  listen: async (handler) => {
    await listen<Event>(CHANNEL, (message) => handler(message.payload));
  },
  close: () => getCurrentWindow().destroy(),
};

/** In a plain browser under `vite dev` a small stand-in answers; it is not part of what is built. */
async function chooseTransport(): Promise<Transport> {
  if (import.meta.env.DEV && !("__TAURI_INTERNALS__" in globalThis)) {
    return (await import("./fake")).transport;
  }
  return desktop;
}

const chosen = chooseTransport();

/** Calls the engine. Rejects with an `ApiError` and nothing else. */
export async function call<N extends CommandName>(name: N, payload: Request<N>): Promise<Response<N>> {
  try {
    return await (await chosen).call(name, payload);
  } catch (error) {
    throw asApiError(error);
  }
}

/** Passes every event of the engine to `handler` for as long as the window lives. */
export async function listenToEngine(handler: (event: Event) => void): Promise<void> {
  await (await chosen).listen(handler);
}

/** Closes the window without asking again. */
export async function closeWindow(): Promise<void> {
  await (await chosen).close();
}
