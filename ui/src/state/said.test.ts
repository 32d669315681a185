import { expect, test } from "vitest";
import type { ErrorCode } from "../ipc/contract.gen";
import { format } from "../texts/catalogue";
import { said } from "./said";

const CODES: ErrorCode[] = ["invalid", "not_found", "conflict", "out_of_step", "read_only", "not_saved", "library_unavailable", "failed"];

test("a failure is said as the engine says it, where that is the language of the interface", () => {
  expect(said({ code: "not_saved", message: "The disk is full. Make room." })).toBe("The disk is full. Make room.");
  expect(said(new Error("No answer."))).toBe("No answer.");
  expect(said({ code: "failed", message: "" })).toBe("");
});

test("in Persian every kind of failure is named in Persian, with what the engine says behind it", () => {
  const all = CODES.map((code) => format("fa", `error-${code}`, { message: "The disk is full." }));
  for (const text of all) expect(text).toMatch(/^[\u0600-\u06ff].*\u2068The disk is full\.\u2069/u);
  expect(new Set(all).size).toBe(CODES.length);
});
