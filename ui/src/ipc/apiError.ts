// Failures of any kind as the error of the contract, in the language of the interface once it is there.

import type { ApiError, Reason } from "./contract.gen";

/** What lies behind an error in the language of the interface. The texts are read after the beginning. */
let inWords: ((reason: Reason) => string) | null = null;

/** Has the reasons of errors said in words from now on. */
export function sayReasonsBy(words: (reason: Reason) => string): void {
  inWords = words;
}

/** Any failure as the one error the window knows. */
export function asApiError(error: unknown): ApiError {
  if (typeof error === "object" && error !== null && "code" in error && "message" in error) {
    const known = error as ApiError;
    return known.reason && inWords ? { ...known, message: inWords(known.reason) } : known;
  }
  return { code: "failed", message: error instanceof Error ? error.message : String(error) };
}
