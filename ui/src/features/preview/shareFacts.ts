// What a search engine or a social network takes from the page to show it.

import type { Derived, Metadata, Publication } from "../../ipc/contract.gen";

export interface ShareFacts {
  title: string;
  description: string;
  /** The address in words, from the host on. */
  host: string;
  path: string[];
  site: string;
  /** The file of the lead picture. */
  picture: string | null;
  alt: string;
}

/** Search engines cut about here (in letters). */
export const TITLE = 60;
export const DESCRIPTION = 160;

export function shareFacts(metadata: Metadata, derived: Derived | null, publication: Publication): ShareFacts {
  const address = addressOf(metadata, derived, publication);
  return {
    title: metadata.searchTitle || metadata.title,
    description: metadata.searchDescription || metadata.excerpt || derived?.excerpt || "",
    host: address?.host ?? "",
    path: address ? decodeURI(address.pathname).split("/").filter(Boolean) : [],
    site: publication.title,
    picture: metadata.lead?.fileName ?? null,
    alt: metadata.lead?.alt ?? "",
  };
}

/** A text as far as others show it, cut at a word. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.lastIndexOf(" ", most);
  return `${text.slice(0, end > most / 2 ? end : most)}…`;
}

function addressOf(metadata: Metadata, derived: Derived | null, publication: Publication): URL | null {
  try {
    if (metadata.canonicalUrl) return new URL(metadata.canonicalUrl);
    return new URL(derived?.slug ?? "", publication.baseUrl);
  } catch {
    return null;
  }
}
