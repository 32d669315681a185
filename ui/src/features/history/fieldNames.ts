// What the fields of the metadata are called, by their names on the wire.

import { type PlainKey, t } from "../../texts/texts.svelte";

const names: Record<string, PlainKey> = {
  title: "article-title",
  subtitle: "details-subtitle",
  slug: "details-slug",
  authors: "details-authors",
  excerpt: "details-excerpt",
  "lead.medium": "details-lead",
  "lead.alt": "field-lead-alt",
  "lead.caption": "field-lead-caption",
  "lead.credit": "field-lead-credit",
  tags: "details-tags",
  section: "details-section",
  language: "details-language",
  direction: "details-direction",
  publishedAt: "details-published",
  revisedAt: "details-revised",
  "original.name": "field-original-name",
  "original.url": "field-original-url",
  canonicalUrl: "details-canonical",
  searchTitle: "field-search-title",
  searchDescription: "field-search-description",
  kind: "details-kind",
  menuOrder: "details-menu-order",
  translation: "details-translation",
  tableOfContents: "details-contents",
  body: "article-text",
};

/** A field the author made keeps the author's name for it. */
export function fieldName(field: string): string {
  const name = names[field];
  return name ? t(name) : field.replace(/^custom\./, "");
}
