// Articles for the stand-in engine.

import type { Article, Metadata, Status } from "./contract.gen";

const picture = (hue: number): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 90"><defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="hsl(${hue} 45% 72%)"/><stop offset="1" stop-color="hsl(${hue + 40} 40% 40%)"/></linearGradient></defs><path fill="url(#g)" d="M0 0h160v90H0z"/><path fill="hsl(${hue + 60} 30% 25%)" d="M0 66q40-18 80-4t80-6v34H0z"/></svg>`)}`;

const tides = `The tide table on the harbour wall is printed once a year, and **everyone reads it the same way**: with a finger.

## What the numbers say

High water comes about fifty minutes later each day. The rest is *local*: the shape of the bay, the wind of the last two days, the river after rain.

> A table is a promise made by the moon and kept by the shore.

- Springs follow the full and the new moon.
- Neaps follow the quarters.
- A low barometer lifts the water by a hand.

### Reading it at night

Take the time, add the [correction](https://example.org/tides) for the place, and look at the sky before you trust it. The command is short:

\`\`\`
tide --place harbour --day tomorrow
\`\`\`

## What the numbers leave out

They do not say how the light comes in under the clouds at half past six, nor how quiet the boats are when they sit on the mud. They do not say that the herons know the table by heart.

The wall is painted every spring. The finger marks are back by June.
`;

const persian = `باران که می‌آید، شهر آهسته‌تر راه می‌رود. ناودان‌ها با هم حرف می‌زنند و بوی خاک از حیاط بالا می‌آید.

## آبِ روی سنگ

سنگ‌فرشِ کوچه آینه می‌شود. **چراغ‌ها** دو بار دیده می‌شوند.

> هر باران نامه‌ای است که آسمان پس گرفته بود.
`;

const mixed = `Two words for the same wind: the sailors write *shamal*, the fishermen say شمال.

نام‌ها را کنار هم بنویسید، and the line keeps its direction.
`;

const list: [string, Status, string, number | null, string][] = [
  ["How to read a tide table", "draft", tides, 195, "2026-11-23T09:12:00Z"],
  ["باران در کوچه", "published", persian, 230, "2026-11-21T16:40:00Z"],
  ["Two names for one wind", "review", mixed, null, "2026-11-19T08:05:00Z"],
  ["The orchard ledger", "published", "A list of trees, kept by three families.\n\nThe pears come first.\n", 40, "2026-10-30T12:00:00Z"],
  ["Lamps before the storm", "ready", "Somebody always lights them too early.\n", 20, "2026-10-12T19:20:00Z"],
  ["Notes for a walk along the canal", "idea", "Locks, herons, the smell of wet rope.\n", null, "2026-09-02T07:30:00Z"],
  ["The year in ice", "archived", "Dates of the first and the last skating since the pond was dug.\n", 205, "2025-12-28T10:00:00Z"],
];

export function sample(more: number): Article[] {
  const articles = list.map(([title, status, body, hue, at], index) => article(String(index + 1), title, status, body, hue, at));
  for (let index = 0; index < more; index += 1) {
    const at = new Date(Date.UTC(2024, 0, 1) + index * 3_600_000).toISOString();
    articles.push(article(`more-${index}`, `Field note ${index + 1}`, "draft", `Note ${index + 1}: water, light, wind.\n`, null, at));
  }
  return articles;
}

function article(id: string, title: string, status: Status, body: string, hue: number | null, at: string): Article {
  const metadata: Metadata = {
    title,
    subtitle: id === "1" ? "A finger, a wall, and the moon" : "",
    slug: null,
    authors: id === "1" ? ["Ada Example"] : [],
    excerpt: null,
    lead: hue === null ? null : { medium: `m${hue}`, fileName: picture(hue), alt: id === "1" ? "A harbour at low water" : "", caption: "Low water, early", credit: "" },
    tags: id === "1" ? ["sea", "almanac"] : [],
    section: null,
    language: null,
    direction: null,
    publishedAt: status === "published" ? at : null,
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
  const derived = { slug: "", excerpt: "", language: "en", direction: "ltr" as const, words: 0, readingMinutes: 1 };
  return { id, version: 1, status, body, metadata, derived, live: "no", createdAt: at, updatedAt: at, trashedAt: null };
}
