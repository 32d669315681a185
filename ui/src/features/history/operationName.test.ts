import { expect, test } from "vitest";
import { operationName } from "./operationName";

test("what was done to many is named by what was done and to what", () => {
  expect(operationName({ kind: "bulk", label: "trash: Tides" })).toBe("Moved to the trash: Tides");
  expect(operationName({ kind: "bulk", label: "status: review" })).toBe("Status: In review");
  expect(operationName({ kind: "bulk", label: "section" })).toBe("Section");
  expect(operationName({ kind: "undo", label: "add_tag: sea" })).toBe("Undid: Tag added: sea");
});

test("what is no such label is shown as it is", () => {
  expect(operationName({ kind: "bulk", label: "sea" })).toBe("Changed many: sea");
  expect(operationName({ kind: "undo", label: "Tides" })).toBe("Undid: Tides");
  expect(operationName({ kind: "replace", label: "status" })).toBe("Replaced: status");
});
