// Asks the thread that finds, and gives up on a pattern that takes too long: the thread is ended then.

import type { FindQuery, Found, Replacement } from "./findText";
import type { FindRequest } from "./findWorker";

/** Milliseconds a pattern may take. */
const LONGEST = 1_500;

type Work = FindRequest["work"];

export class Finder {
  #worker: Worker | null = null;
  #number = 0;
  #waiting = new Map<number, (answer: unknown) => void>();

  /** `null`: the pattern takes too long. */
  find(text: string, query: FindQuery, most: number): Promise<Found | null> {
    return this.#ask(text, query, { kind: "find", most }) as Promise<Found | null>;
  }

  /** `null`: the pattern takes too long. */
  replace(text: string, query: FindQuery, only: number | null): Promise<Replacement[] | null> {
    return this.#ask(text, query, { kind: "replace", only }) as Promise<Replacement[] | null>;
  }

  end(): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const answer of this.#waiting.values()) answer(null);
    this.#waiting.clear();
  }

  #ask(text: string, query: FindQuery, work: Work): Promise<unknown> {
    const worker = (this.#worker ??= this.#start());
    this.#number += 1;
    const number = this.#number;
    return new Promise((resolve) => {
      const late = setTimeout(() => this.end(), LONGEST);
      this.#waiting.set(number, (answer) => {
        clearTimeout(late);
        resolve(answer);
      });
      worker.postMessage({ number, text, query, work } satisfies FindRequest);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL("./findWorker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<{ number: number; answer: unknown }>) => {
      this.#waiting.get(data.number)?.(data.answer);
      this.#waiting.delete(data.number);
    });
    return worker;
  }
}
