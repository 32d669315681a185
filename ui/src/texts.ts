// Every word of the interface, in one place, so that it can be had in other languages.

import type { Shelf, Status } from "./ipc/contract.gen";

const numbers = new Intl.NumberFormat("en");

function counted(count: number, one: string, many: string): string {
  return `${numbers.format(count)} ${count === 1 ? one : many}`;
}

export const texts = {
  language: "en",
  direction: "ltr",
  program: "Galley",

  shelves: {
    all: "All",
    idea: "Ideas",
    draft: "Drafts",
    review: "In review",
    ready: "Ready",
    scheduled: "Scheduled",
    published: "Published",
    archived: "Archived",
    trash: "Trash",
  } satisfies Record<Shelf, string>,

  statuses: {
    idea: "Idea",
    draft: "Draft",
    review: "In review",
    ready: "Ready",
    scheduled: "Scheduled",
    published: "Published",
    archived: "Archived",
  } satisfies Record<Status, string>,

  library: {
    name: "Library",
    shelves: "Shelves",
    newArticle: "New article",
    settings: "Publication settings",
    more: "Library",
    openOther: "Open another library…",
    createNew: "Create a library…",
    check: "Check the library",
    untitledPublication: "Untitled publication",
    show: "Show library and list",
    hide: "Hide library and list",
    readOnly: (why: string) => why,
    checked: (articles: number, media: number) =>
      `All is well: ${counted(articles, "article", "articles")} and ${counted(media, "picture", "pictures")} read and verified.`,
    checkProblems: (problems: string[]) => `The check found ${counted(problems.length, "problem", "problems")}: ${problems.slice(0, 3).join(" ")}`,
  },

  list: {
    name: "Articles",
    search: "Search all articles",
    clearSearch: "Clear the search",
    untitled: "Untitled",
    found: (count: number) => (count === 0 ? "Nothing found" : `${numbers.format(count)} found`),
    count: (count: number) => counted(count, "article", "articles"),
    nothingFound: "No article has these words",
    nothingFoundHint: "Fewer words, or the beginning of a word, find more.",
    empty: {
      all: ["Nothing here yet", "Start with a first article; it is saved as you write."],
      idea: ["No ideas waiting", "Set an article’s status to Idea to keep a thought for later."],
      draft: ["No drafts", "What you begin is a draft until you say otherwise."],
      review: ["Nothing in review", "Articles that someone else is reading stand here."],
      ready: ["Nothing ready", "Finished articles wait here until they are published."],
      scheduled: ["Nothing scheduled", "Articles that go out on a date to come stand here."],
      published: ["Nothing published yet", "Set an article’s status to Published once it is out."],
      archived: ["Nothing archived", "Articles you keep but no longer show stand here."],
      trash: ["The trash is empty", "What you delete waits here and can be brought back."],
    } satisfies Record<Shelf, [string, string]>,
    loading: "Loading…",
  },

  article: {
    title: "Title",
    titlePlaceholder: "Untitled",
    text: "Article text",
    textPlaceholder: "Write…",
    toolbar: "Formatting",
    heading: "Heading",
    strong: "Bold",
    emphasis: "Italic",
    link: "Link",
    quote: "Quotation",
    list: "List",
    picture: "Picture…",
    find: "Find in this article",
    words: (count: number) => counted(count, "word", "words"),
    minutes: (count: number) => `${numbers.format(count)} min read`,
    view: "View",
    viewSplit: "Text and page",
    viewEditor: "Text only",
    viewPreview: "Page only",
    details: "Details",
    export: "Export",
    more: "More",
    none: "No article is open",
    noneHint: "Choose one from the list, or start a new one.",
    inTrash: "This article is in the trash. Restore it to go on writing.",
  },

  preview: {
    name: "Preview",
    region: "Page, scrolled with the arrow keys",
    wide: "Show the page at full width",
    narrow: "Show the page as on a telephone",
  },

  save: {
    name: "Saving",
    saved: "Saved",
    saving: "Saving…",
    failed: (message: string) => `Not saved: ${message}`,
    conflict: "Not saved: the article was also changed elsewhere.",
    resolve: "Choose…",
    retry: "Try again",
    readOnly: (message: string) => `Read only: ${message}`,
    staysOpen: (title: string, message: string) => `“${title}” stays open until it is saved. ${message}`,
  },

  actions: {
    open: "Open",
    duplicate: "Duplicate",
    trash: "Move to trash",
    restore: "Restore",
    status: "Status",
    statusTo: (status: string) => `Set to ${status}`,
    trashed: (title: string) => `“${title}” is in the trash.`,
    restored: (title: string) => `“${title}” is back.`,
    duplicated: (title: string) => `A copy of “${title}” was made.`,
    undo: "Undo",
    cancel: "Cancel",
    close: "Close",
    save: "Save",
    remove: "Remove",
    dismiss: "Dismiss",
  },

  details: {
    name: "Details",
    close: "Close details",
    status: "Status",
    about: "About",
    subtitle: "Subtitle",
    excerpt: "Excerpt",
    excerptTaken: "Taken from the text until you write one.",
    excerptWritten: "Written by you.",
    useText: "Take it from the text",
    lead: "Lead picture",
    leadEmpty: "Choose a picture, or paste or drop one here",
    leadChoose: "Choose a picture…",
    leadReplace: "Replace…",
    leadRemove: "Remove",
    alt: "Alternative text",
    altHint: "Say what the picture shows, for those who do not see it.",
    caption: "Caption",
    credit: "Credit",
    people: "Authors and subjects",
    authors: "Authors",
    authorsDefault: (name: string) => (name ? `${name} (default)` : "Add a name"),
    tags: "Tags",
    tagsHint: "Add a tag",
    section: "Section",
    removeChip: (name: string) => `Remove ${name}`,
    address: "Address",
    slug: "Slug",
    slugFromTitle: "Made from the title.",
    slugReset: "Make it from the title",
    canonical: "Canonical URL",
    canonicalHint: "Only where the article’s first home is another address.",
    languageGroup: "Language",
    language: "Language",
    languageFound: (language: string) => `Found from the text: ${language}`,
    languageAuto: "Found from the text",
    languageOther: "Other…",
    languageTag: "Language tag",
    languageTagHint: "A BCP 47 tag such as pt-BR.",
    languageBad: "This is not a language tag. Write it like “en” or “pt-BR”.",
    direction: "Direction",
    directionAuto: "By the language",
    ltr: "Left to right",
    rtl: "Right to left",
    dates: "Dates",
    published: "Published",
    revised: "Revised",
    clear: "Clear",
    original: "First published by",
    originalName: "Publication",
    originalUrl: "Address",
    badUrl: "This is not a web address. It begins with https:// or http://.",
  },

  publication: {
    title: "Publication settings",
    name: "Publication title",
    tagline: "Tagline",
    baseUrl: "Base URL",
    baseUrlHint: "Where the publication lives, such as https://example.org/. Leave it empty while there is none.",
    language: "Language",
    defaultAuthor: "Default author",
    defaultAuthorHint: "Named where an article names nobody.",
    links: "Links",
    linksHint: "A channel, a newsletter: shown on every page.",
    linkLabel: "Label",
    linkUrl: "Address",
    addLink: "Add a link",
    moveUp: (label: string) => `Move ${label || "link"} up`,
    moveDown: (label: string) => `Move ${label || "link"} down`,
    removeLink: (label: string) => `Remove ${label || "link"}`,
    theme: "Theme",
    smartPunctuation: "Smart punctuation",
    smartPunctuationHint: "Quotation marks and dashes by the rules of the language.",
    appearance: "Appearance of this window",
    appearances: { system: "As the system", light: "Light", dark: "Dark" },
    saved: "The publication’s settings are saved.",
    linkIncomplete: "A link needs a label and a web address.",
  },

  export: {
    title: "Export",
    form: "What comes out",
    page: "Page",
    pageHint: "One HTML file with its style and pictures inside, ready to upload.",
    fragment: "Fragment",
    fragmentHint: "Clean HTML of the article alone, to paste into a CMS.",
    saveAs: "Save as…",
    copyRich: "Copy as rich text",
    copyHtml: "Copy HTML",
    reveal: "Show in folder",
    written: (path: string, size: string) => `Saved to ${path} (${size}).`,
    copiedRich: "The article is on the clipboard as rich text.",
    copiedHtml: "The article’s HTML is on the clipboard.",
    problems: (count: number) => counted(count, "thing to look at", "things to look at"),
    line: (line: number) => `Line ${numbers.format(line)}`,
    unsaved: "Nothing was exported, because the text could not be saved first.",
  },

  link: {
    title: "Open this link in the browser?",
    refused: "This link is not opened: only web and mail addresses are.",
    open: "Open in browser",
    copy: "Copy",
    copied: "The address is on the clipboard.",
  },

  conflict: {
    title: "This article was also changed elsewhere",
    explain: "Both texts are kept in the history. Which one do you want to go on with?",
    mine: "In this window",
    other: "In the library",
    keepMine: "Keep mine",
    takeOther: "Take the other",
    later: "Decide later",
    words: (count: number) => counted(count, "word", "words"),
    now: "not yet saved",
    keptMine: "Your text is saved; the other one is in the history.",
    tookOther: "The other text is open; yours is in the history.",
  },

  gone: {
    title: "This article is no longer in the library",
    explain: "The text is still in this window. Keep it as a new article so that it is not lost.",
    keep: "Keep as a new article",
  },

  unsaved: {
    title: "The text is not saved",
    explain: "What you wrote since the last save would be lost.",
    retry: "Try again",
    closeAnyway: "Close without saving",
  },

  problem: {
    title: "The library cannot be opened",
    choose: "Choose another folder…",
    create: "Create a library here…",
    retry: "Try again",
  },

  panes: {
    library: "Width of the library",
    list: "Width of the list",
    preview: "Share of the preview",
  },

  palette: {
    title: "Commands",
    search: "Search commands",
    none: "No such command",
  },

  commands: {
    newArticle: "New article",
    save: "Save now",
    find: "Find in this article",
    search: "Search all articles",
    viewSplit: "Show text and page",
    viewEditor: "Show text only",
    viewPreview: "Show page only",
    details: "Show or hide details",
    navigation: "Show or hide library and list",
    settings: "Publication settings",
    export: "Export…",
    copyRich: "Copy the article as rich text",
    copyHtml: "Copy the article’s HTML",
    palette: "All commands",
    nextPane: "Go to the next pane",
    previousPane: "Go to the previous pane",
    duplicate: "Duplicate the article",
    trash: "Move the article to the trash",
    light: "Light appearance",
    dark: "Dark appearance",
    system: "Appearance as the system has it",
    openLibrary: "Open another library…",
    createLibrary: "Create a library…",
    picture: "Insert a picture…",
  },

  find: {
    find: "Find",
    replace: "Replace with",
    next: "Next match",
    previous: "Previous match",
    matchCase: "Match case",
    wholeWords: "Whole words",
    pattern: "Regular expression",
    replaceOne: "Replace",
    replaceAll: "Replace all",
    close: "Close the find bar",
    count: (at: number, of: string) => (of === "0" ? "None" : at > 0 ? `${numbers.format(at)} of ${of}` : of),
  },
};

/** A language tag in words. */
export function languageName(tag: string): string {
  if (!tag) return "";
  try {
    return new Intl.DisplayNames([texts.language], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** A moment as a list shows it: the time today, the day this year, else with the year. */
export function shortDate(moment: string, now = new Date()): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return "";
  const options: Intl.DateTimeFormatOptions =
    date.toDateString() === now.toDateString()
      ? { hour: "numeric", minute: "2-digit" }
      : date.getFullYear() === now.getFullYear()
        ? { day: "numeric", month: "short" }
        : { day: "numeric", month: "short", year: "numeric" };
  return new Intl.DateTimeFormat(texts.language, options).format(date);
}

/** A moment in full. */
export function longDate(moment: string): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return "";
  return new Intl.DateTimeFormat(texts.language, { dateStyle: "long", timeStyle: "short" }).format(date);
}

/** A number of bytes in words. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${numbers.format(bytes)} B`;
  if (bytes < 1_000_000) return `${numbers.format(Math.round(bytes / 1000))} KB`;
  return `${numbers.format(Math.round(bytes / 100_000) / 10)} MB`;
}
