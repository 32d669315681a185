// Failures of any kind as the error of the contract.

import type { ApiError } from "./contract.gen";

/** Any failure as the one error the window knows. */
export function asApiError(error: unknown): ApiError {
  if (typeof error === "object" && error !== null && "code" in error && "message" in error) {
    return error as ApiError;
  }
  return { code: "failed", message: error instanceof Error ? error.message : String(error) };
}
