// What is said about an article of which only the title is known.

import type { Metadata } from "../ipc/contract.gen";

export function newMetadata(title = ""): Metadata {
  return {
    title,
    subtitle: "",
    slug: null,
    authors: [],
    excerpt: null,
    lead: null,
    tags: [],
    section: null,
    language: null,
    direction: null,
    publishedAt: null,
    revisedAt: null,
    original: null,
    canonicalUrl: null,
    searchTitle: null,
    searchDescription: null,
    kind: "post",
    menuOrder: null,
    translation: null,
    tableOfContents: false,
    custom: {},
  };
}
