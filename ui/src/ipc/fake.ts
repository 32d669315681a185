// A stand-in for the engine in a plain browser, for `vite dev` and screenshots. It is not part of what is built, and
// it knows just enough Markdown to look like a page.

import type { Article, ArticleSummary, Commands, Event, Metadata, PreviewBlock, Shelf, Status } from "./contract.gen";
import type { Transport } from "./call";
import { sample } from "./fakeSample";
import { services, themeOptions } from "./fakeServices";

type Handlers = { [N in keyof Commands]?: (request: Commands[N]["request"]) => Commands[N]["response"] };

const settings = new URLSearchParams(location.search);
const articles: Article[] = sample(Number(settings.get("articles") ?? 0));
const drafts = new Map<string, { body: string; blocks: PreviewBlock[]; metadata: Metadata }>();
let send: (event: Event) => void = () => {};
const publication = {
  version: 1,
  title: "The Slow Weather",
  tagline: "Notes on light, water and the year",
  baseUrl: "https://example.org/",
  language: "en",
  defaultAuthor: "Ada Example",
  links: [{ label: "Newsletter", url: "https://example.org/letter" }],
  theme: "plain",
  smartPunctuation: true,
  showComments: true,
  permalink: "{slug}/",
  postsPerPage: 10,
  logo: null,
  themeOptions: {},
  shareLinks: true,
  pinned: [],
};

const escape = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const inline = (text: string): string =>
  escape(text)
    .replace(/!\[([^\]]*)\]\((\S+)\)/g, '<span class="picture">$1</span>')
    .replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")
    .replace(/\*(.+?)\*/g, "<em>$1</em>")
    .replace(/`(.+?)`/g, "<code>$1</code>")
    .replace(/\[(.+?)\]\((.+?)\)/g, '<a href="galley-link://open?url=$2">$1</a>');

function render(body: string): PreviewBlock[] {
  return (body.match(/(?:[^\n]*\S[^\n]*(?:\n|$))+\n*|\n+/g) ?? []).map((part) => {
    const lines = part.split("\n").length - 1;
    const text = part.trim();
    const heading = /^(#{1,4}) (.*)$/.exec(text);
    let html = `<p dir="auto" data-l="0">${inline(text)}</p>`;
    if (heading) html = `<h${heading[1]!.length + 1} data-l="0">${inline(heading[2]!)}</h${heading[1]!.length + 1}>`;
    else if (text.startsWith("> ")) html = `<blockquote data-l="0"><p>${inline(text.replace(/^> ?/gm, ""))}</p></blockquote>`;
    else if (text.startsWith("```")) html = `<pre data-l="0"><code>${escape(text.replace(/^```.*\n?|```$/gm, ""))}</code></pre>`;
    else if (/^[-*] /.test(text))
      html = `<ul data-l="0">${text.split(/^[-*] /m).slice(1).map((item, at) => `<li data-l="${at}">${inline(item)}</li>`).join("")}</ul>`;
    return { html, lines };
  });
}

const style = `:root{color-scheme:light dark;--ink:#222;--paper:#fffefb}@media (prefers-color-scheme:dark){:root{--ink:#e6e2da;--paper:#191817}}
body{margin:0;background:var(--paper);color:var(--ink);font:1.06rem/1.65 Charter,Georgia,serif}article{max-width:36rem;margin:0 auto;padding:2.5rem 1.25rem}
h1{font-size:2.2rem;line-height:1.15;margin:.3em 0}h2{margin:1.8em 0 .4em}.lead{margin:1.5rem 0}.lead img{inline-size:100%;border-radius:2px}.by,.lead figcaption{opacity:.7;font-family:system-ui;font-size:.85rem}
blockquote{margin-inline:0;padding-inline-start:1.2em;border-inline-start:3px solid currentColor;font-style:italic}pre{background:#8882;padding:1em;overflow:auto}a{color:inherit}`;

function page(id: string, blocks: PreviewBlock[], metadata: Metadata): string {
  const { lead } = metadata;
  const rtl = articles.find((article) => article.id === id)?.derived.direction === "rtl";
  return `<!doctype html><html lang="${rtl ? "fa" : "en"}" dir="${rtl ? "rtl" : "ltr"}"><head><meta charset="utf-8"><title>${escape(metadata.title)}</title><style>${style}</style></head><body><article><header><h1>${escape(metadata.title) || "Untitled"}</h1>${metadata.subtitle ? `<p class="sub">${escape(metadata.subtitle)}</p>` : ""}<p class="by">Written by ${escape(metadata.authors.join(", ") || publication.defaultAuthor)}</p>${lead ? `<figure class="lead"><img src="${lead.fileName}" alt="${escape(lead.alt)}"><figcaption>${escape(lead.caption)}</figcaption></figure>` : ""}</header><div class="body"><!--galley:body-->${blocks.map((block) => `<!--b-->${block.html}\n`).join("")}<!--/galley:body--></div></article></body></html>`;
}

function find(id: string): Article {
  const article = articles.find((candidate) => candidate.id === id);
  if (!article) throw { code: "not_found", message: "The article is not in the library." };
  return article;
}

function derive(article: Article): void {
  const words = article.body.split(/\s+/).filter(Boolean).length;
  const plain = article.body.replace(/[#>*`_[\]]/g, "").trim();
  const rtl = /[\u0600-\u06ff]/.test(plain.slice(0, 200));
  article.live = article.status === "published" ? "same" : "no";
  article.derived = {
    slug: article.metadata.slug ?? (article.metadata.title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-") || "untitled"),
    excerpt: article.metadata.excerpt ?? plain.replace(/\s+/g, " ").slice(0, 160),
    language: article.metadata.language ?? (rtl ? "fa" : "en"),
    direction: article.metadata.direction ?? (rtl ? "rtl" : "ltr"),
    words,
    readingMinutes: Math.max(1, Math.round(words / 230)),
  };
}

function summary(article: Article): ArticleSummary {
  const { id, version, status, metadata, derived, updatedAt, trashedAt } = article;
  const { slug, excerpt, language, direction, words } = derived;
  const { title, tags, publishedAt } = metadata;
  return { id, version, status, title, excerpt, slug, language, direction, lead: metadata.lead?.fileName ?? null, tags, section: metadata.section, kind: metadata.kind, live: status === "published" ? "same" : "no", words, publishedAt, createdAt: article.createdAt, updatedAt, trashedAt };
}

function on(shelf: Shelf): Article[] {
  return articles
    .filter((article) => (shelf === "trash" ? article.trashedAt : !article.trashedAt && (shelf === "all" || article.status === shelf)))
    .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
}

function changed(article: Article): void {
  article.version += 1;
  article.updatedAt = new Date().toISOString();
  derive(article);
  queueMicrotask(() => send({ event: "article_changed", id: article.id, version: article.version, origin: "window", here: true }));
}

const shelves: Shelf[] = ["all", "idea", "draft", "review", "ready", "scheduled", "published", "archived", "trash"];
const handlers: Handlers = {
  library_state: () => ({
    folder: "/home/author/Galley",
    mediaBase: "",
    problem: settings.has("problem") ? "The folder “/home/author/Galley” cannot be read: permission denied. Give yourself access to it, or choose another folder." : null,
    open: settings.has("problem") ? null : { publication, counts: shelves.map((shelf) => ({ shelf, count: on(shelf).length })), readOnly: settings.has("readonly") ? "The library was made by a newer Galley; it can be read here, not changed." : null },
  }),
  workspace_load: () => ({ article: settings.get("article") ?? articles[0]?.id ?? null, shelf: "all", libraryWidth: 216, listWidth: 300, previewShare: 0.5, caret: 0, topLine: 1, appearance: (settings.get("appearance") as "dark") ?? "system", detailsOpen: settings.has("details"), settings: { language: JSON.stringify(settings.get("language") ?? "system") } }),
  workspace_save: () => ({}),
  window_dialogs: () => ({}),
  theme_list: () =>
    [{ name: "plain", title: "Plain" }, { name: "broadsheet", title: "Broadsheet" }].map((theme) => ({ ...theme, description: "", author: "", own: false, problem: null, options: themeOptions })),
  publication_save: ({ publication: next }) => Object.assign(publication, next, { version: publication.version + 1 }),
  article_list: ({ shelf, offset, limit }) => ({ total: on(shelf).length, items: on(shelf).slice(offset, offset + limit).map(summary) }),
  article_search: ({ query, limit }) => ({
    hits: on("all")
      .filter((article) => `${article.metadata.title} ${article.body}`.toLowerCase().includes(query.toLowerCase()))
      .slice(0, limit)
      .map((article) => {
        const at = Math.max(0, article.body.toLowerCase().indexOf(query.toLowerCase()));
        return { article: summary(article), excerpt: [{ text: article.body.slice(Math.max(0, at - 30), at), matched: false }, { text: article.body.slice(at, at + query.length), matched: true }, { text: article.body.slice(at + query.length, at + 90), matched: false }] };
      }),
  }),
  article_create: ({ body, metadata, status }) => {
    const article: Article = { ...structuredClone(articles[0]!), id: crypto.randomUUID(), version: 0, body, metadata, status: status ?? "draft", createdAt: new Date().toISOString(), trashedAt: null };
    articles.push(article);
    changed(article);
    return structuredClone(article);
  },
  article_show: ({ id }) => structuredClone(find(id)),
  article_duplicate: ({ id }) => handlers.article_create!({ ...find(id), metadata: structuredClone(find(id).metadata), origin: "window" }),
  article_trash: ({ ids }) => ids.map((id) => ((find(id).trashedAt = new Date().toISOString()), changed(find(id)), summary(find(id)))),
  article_restore: ({ ids }) => ids.map((id) => ((find(id).trashedAt = null), changed(find(id)), summary(find(id)))),
  article_set_status: ({ ids, status }: { ids: string[]; status: Status }) => ids.map((id) => ((find(id).status = status), changed(find(id)), summary(find(id)))),
  draft_open: ({ id }) => {
    const article = structuredClone(find(id));
    const blocks = render(article.body);
    drafts.set(id, { body: article.body, blocks, metadata: article.metadata });
    return { article, page: { number: 0, html: page(id, blocks, article.metadata), lines: blocks.map((block) => block.lines) } };
  },
  draft_edit: ({ id, number, changes, metadata }) => {
    const draft = drafts.get(id)!;
    for (const { from, to, insert } of [...changes].reverse()) draft.body = draft.body.slice(0, from) + insert + draft.body.slice(to);
    const next = render(draft.body);
    let at = 0;
    while (at < next.length && at < draft.blocks.length && next[at]!.html === draft.blocks[at]!.html && next[at]!.lines === draft.blocks[at]!.lines) at += 1;
    let tail = 0;
    while (tail < Math.min(next.length, draft.blocks.length) - at && next.at(-1 - tail)!.html === draft.blocks.at(-1 - tail)!.html) tail += 1;
    const splice = { at, remove: draft.blocks.length - at - tail, insert: next.slice(at, next.length - tail) };
    draft.blocks = next;
    if (metadata) draft.metadata = metadata;
    return { number, splices: splice.remove || splice.insert.length ? [splice] : [], shell: metadata ? page(id, [], metadata) : null };
  },
  draft_reset: ({ id, body, metadata }) => {
    const blocks = render(body);
    drafts.set(id, { body, blocks, metadata });
    return { number: 0, html: page(id, blocks, metadata), lines: blocks.map((block) => block.lines) };
  },
  draft_save: ({ id, baseVersion }) => {
    const article = find(id);
    const failure = (globalThis as { failSaves?: unknown }).failSaves;
    if (failure) throw failure;
    if (baseVersion !== article.version) throw { code: "conflict", message: "The article was changed elsewhere." };
    Object.assign(article, { body: drafts.get(id)!.body, metadata: drafts.get(id)!.metadata });
    changed(article);
    return { summary: summary(article), derived: article.derived, notices: [] };
  },
  draft_close: () => ({}),
  library_pick: () => ({ token: "1", label: "/home/author/Other" }),
  export_pick_target: () => ({ token: "2", label: "/home/author/tides.html" }),
  export_article: () => ({ stopped: false, files: [{ path: "/home/author/tides.html", size: 48_213 }], problems: [{ article: "1", title: "The pull of the moon", line: 12, message: "The picture has no alternative text. Say what it shows." }] }),
  export_copy: () => ({ files: [], problems: [], stopped: false }),
  export_look: ({ id }) => ({ html: `<!DOCTYPE html><p>${id}</p>`, problems: [] }),
  export_reveal: () => ({}),
  link_describe: ({ url }) => ({ shown: url, allowed: /^(https?|mailto):/.test(url) }),
  link_open: () => ({}),
};
for (const article of articles) derive(article);
Object.assign(
  handlers,
  services((event) => send(event), () => articles),
);

export const transport: Transport = {
  async call(name, payload) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    const handler = handlers[name] as ((request: unknown) => never) | undefined;
    if (!handler) throw { code: "failed", message: `The stand-in does not know “${name}”.` };
    return await handler(structuredClone(payload));
  },
  async listen(handler) {
    send = handler;
    Object.assign(globalThis, { sendEvent: handler, fakeArticles: articles, fakeChanged: changed });
  },
  async close() {
    window.close();
  },
};
