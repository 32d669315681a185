// The pattern of addresses on the site. Plain functions.

const NAMES = /\{(?:year|month|day|section|lang)\}/g;

/** Whether the engine will take it: a slug, other known names, and nothing an address cannot hold. Empty: the usual. */
export function isPermalink(text: string): boolean {
  const pattern = text.trim().replace(/^\/+/, "");
  if (pattern === "") return true;
  if (!pattern.includes("{slug}")) return false;
  const rest = pattern.replace(NAMES, "").replaceAll("{slug}", "");
  return !/[\s{}\\?#%:"<>|*\p{Cc}]/u.test(rest) && !rest.split("/").some((part) => part === "." || part === "..");
}
