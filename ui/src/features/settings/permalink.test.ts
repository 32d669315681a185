import { expect, test } from "vitest";
import { isPermalink } from "./permalink";

test("a pattern names the slug and what it knows", () => {
  for (const good of ["", "{slug}/", "/{year}/{month}/{slug}.html", "نوشته/{slug}/"]) expect(isPermalink(good), good).toBe(true);
  for (const bad of ["{year}/", "{slug}/{tag}/", "a b/{slug}", "../{slug}", "{slug}?x"]) expect(isPermalink(bad), bad).toBe(false);
});
