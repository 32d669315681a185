// Written by `cargo xtask codegen` from src-tauri/crates/contract. Do not edit.

/**
 * What went wrong, in words for the author, with a code for what the window does about it.
 */
export type ApiError = { 
/**
 * What the window branches on.
 */
code: ErrorCode, 
/**
 * What happened, to what, and what to do.
 */
message: string, };
/**
 * Light or dark.
 */
export type Appearance = "system" | "light" | "dark";
/**
 * An article, whole.
 */
export type Article = { 
/**
 * Its name for ever.
 */
id: string, 
/**
 * The optimistic lock.
 */
version: number, 
/**
 * Where it stands.
 */
status: Status, 
/**
 * The text: Markdown with line feeds.
 */
body: string, 
/**
 * What is said about it.
 */
metadata: Metadata, 
/**
 * What was found out about it.
 */
derived: Derived, 
/**
 * RFC 3339.
 */
createdAt: string, 
/**
 * RFC 3339.
 */
updatedAt: string, 
/**
 * RFC 3339, if it is in the trash.
 */
trashedAt: string | null, };
/**
 * A new article.
 */
export type ArticleCreate = { 
/**
 * The text; front matter in it is not read here.
 */
body: string, 
/**
 * What is said about it.
 */
metadata: Metadata, 
/**
 * Where it stands; `None`: a draft.
 */
status: Status | null, 
/**
 * Through which door it comes.
 */
origin: Origin, };
/**
 * A part of a shelf.
 */
export type ArticleList = { 
/**
 * How many there are in all.
 */
total: number, 
/**
 * This part.
 */
items: Array<ArticleSummary>, };
/**
 * Which part of which shelf.
 */
export type ArticleListRequest = { 
/**
 * The shelf.
 */
shelf: Shelf, 
/**
 * Only with this tag.
 */
tag: string | null, 
/**
 * How many to pass over.
 */
offset: number, 
/**
 * How many at the most (at most 1,000).
 */
limit: number, };
/**
 * Which article.
 */
export type ArticleRef = { 
/**
 * Its id.
 */
id: string, };
/**
 * Which articles.
 */
export type ArticleRefs = { 
/**
 * Their ids.
 */
ids: Array<string>, };
/**
 * A whole replacement.
 */
export type ArticleSave = { 
/**
 * Which article.
 */
id: string, 
/**
 * The version the change is based on.
 */
baseVersion: number, 
/**
 * The text, if it changes.
 */
body: string | null, 
/**
 * All metadata, if any changes.
 */
metadata: Metadata | null, 
/**
 * The status, if it changes.
 */
status: Status | null, 
/**
 * Through which door it comes.
 */
origin: Origin, };
/**
 * What a save answers once it is on disk.
 */
export type ArticleSaved = { 
/**
 * The article as the list shows it; its version is the new one.
 */
summary: ArticleSummary, 
/**
 * What was found out about it.
 */
derived: Derived, 
/**
 * What was saved otherwise than asked (a slug that was taken), in words for the author.
 */
notices: Array<string>, };
/**
 * What to look for.
 */
export type ArticleSearchRequest = { 
/**
 * The words, as typed. Never an error: what is not understood is searched as words.
 */
query: string, 
/**
 * How many at the most (at most 1,000).
 */
limit: number, };
/**
 * What was found.
 */
export type ArticleSearchResult = { 
/**
 * The articles, newest first.
 */
hits: Array<SearchHit>, };
/**
 * Another status for articles.
 */
export type ArticleSetStatus = { 
/**
 * Which articles.
 */
ids: Array<string>, 
/**
 * The status.
 */
status: Status, };
/**
 * An article in a list.
 */
export type ArticleSummary = { 
/**
 * Its name for ever.
 */
id: string, 
/**
 * The optimistic lock.
 */
version: number, 
/**
 * Where it stands.
 */
status: Status, 
/**
 * The title; may be empty.
 */
title: string, 
/**
 * The excerpt in force.
 */
excerpt: string, 
/**
 * The address in force.
 */
slug: string, 
/**
 * The language in force.
 */
language: string, 
/**
 * The direction in force.
 */
direction: Direction, 
/**
 * File name of the lead picture's medium.
 */
lead: string | null, 
/**
 * Tags.
 */
tags: Array<string>, 
/**
 * Words in the text.
 */
words: number, 
/**
 * RFC 3339.
 */
publishedAt: string | null, 
/**
 * RFC 3339.
 */
updatedAt: string, 
/**
 * RFC 3339, if it is in the trash.
 */
trashedAt: string | null, };
/**
 * One change to the list of blocks.
 */
export type BlockSplice = { 
/**
 * Index of the first block concerned.
 */
at: number, 
/**
 * How many blocks go.
 */
remove: number, 
/**
 * What comes in their place.
 */
insert: Array<PreviewBlock>, };
/**
 * Why a revision was taken.
 */
export type Cause = "created" | "pause" | "replaced" | "conflict" | "restored" | "kept" | "published";
/**
 * What a verification found.
 */
export type CheckReport = { 
/**
 * How many articles were read and found to be what was written.
 */
articles: number, 
/**
 * How many revisions.
 */
revisions: number, 
/**
 * How many media files.
 */
media: number, 
/**
 * What is wrong, each with what it is about. Empty: all is well.
 */
problems: Array<string>, };
/**
 * What a copy puts on the clipboard.
 */
export type CopyForm = "rich_text" | "html_source";
/**
 * What was found out about an article.
 */
export type Derived = { 
/**
 * The address in force.
 */
slug: string, 
/**
 * The excerpt in force.
 */
excerpt: string, 
/**
 * The language in force.
 */
language: string, 
/**
 * The direction in force.
 */
direction: Direction, 
/**
 * Words in the text.
 */
words: number, 
/**
 * Reading time in whole minutes, at least 1.
 */
readingMinutes: number, };
/**
 * The direction text runs in.
 */
export type Direction = "ltr" | "rtl";
/**
 * What was typed since the last edit.
 */
export type DraftEdit = { 
/**
 * Which article.
 */
id: string, 
/**
 * One more than that of the last edit.
 */
number: number, 
/**
 * Replacements in the text as it was, in ascending order, not overlapping.
 */
changes: Array<TextChange>, 
/**
 * All metadata, if any changed.
 */
metadata: Metadata | null, };
/**
 * An article opened for writing.
 */
export type DraftOpened = { 
/**
 * The article.
 */
article: Article, 
/**
 * Its preview.
 */
page: PreviewPage, };
/**
 * The whole text again.
 */
export type DraftReset = { 
/**
 * Which article.
 */
id: string, 
/**
 * The text.
 */
body: string, 
/**
 * All metadata.
 */
metadata: Metadata, };
/**
 * A save of the open article.
 */
export type DraftSave = { 
/**
 * Which article.
 */
id: string, 
/**
 * The number of the last edit that is to be saved.
 */
number: number, 
/**
 * The version the text is based on.
 */
baseVersion: number, };
/**
 * A code exists only where the window does something different because of it.
 */
export type ErrorCode = "invalid" | "not_found" | "conflict" | "out_of_step" | "read_only" | "not_saved" | "library_unavailable" | "failed";
/**
 * Something that has happened.
 */
export type Event = { "event": "article_changed", 
/**
 * Which.
 */
id: string, 
/**
 * Its version now.
 */
version: number, 
/**
 * Through which door.
 */
origin: Origin, 
/**
 * Whether this very process did it.
 */
here: boolean, } | { "event": "publication_changed", 
/**
 * Whether this very process did it.
 */
here: boolean, } | { "event": "library_changed" } | { "event": "link_followed", 
/**
 * The address.
 */
url: string, } | { "event": "mirror_changed", 
/**
 * How it stands now.
 */
state: MirrorState, } | { "event": "close_requested" };
/**
 * A run of an excerpt.
 */
export type ExcerptRun = { 
/**
 * The text.
 */
text: string, 
/**
 * Whether it matched.
 */
matched: boolean, };
/**
 * Which article, as what, where to.
 */
export type ExportArticle = { 
/**
 * Which article.
 */
id: string, 
/**
 * As what.
 */
form: ExportForm, 
/**
 * The token of the picked file.
 */
target: string, };
/**
 * Which article, as what.
 */
export type ExportCopy = { 
/**
 * Which article.
 */
id: string, 
/**
 * As what.
 */
form: CopyForm, };
/**
 * What comes out.
 */
export type ExportForm = "page" | "fragment";
/**
 * Which article, as what.
 */
export type ExportPickTarget = { 
/**
 * Which article.
 */
id: string, 
/**
 * As what.
 */
form: ExportForm, };
/**
 * Something in an article that an export could not carry as it is.
 */
export type ExportProblem = { 
/**
 * Which article.
 */
article: string, 
/**
 * The line of the text, from 1, where it has one.
 */
line: number | null, 
/**
 * What, and what to do.
 */
message: string, };
/**
 * What an export did.
 */
export type ExportReport = { 
/**
 * What was written, for people. Empty for the clipboard.
 */
files: Array<ExportedFile>, 
/**
 * What is not as it should be.
 */
problems: Array<ExportProblem>, };
/**
 * A file that was written.
 */
export type ExportedFile = { 
/**
 * Its path.
 */
path: string, 
/**
 * Its size.
 */
size: number, };
/**
 * What an article is on a site.
 */
export type Kind = "post" | "page";
/**
 * The picture at the head of an article.
 */
export type LeadPicture = { 
/**
 * The content hash of the medium.
 */
medium: string, 
/**
 * The medium's file name, for showing it; ignored in requests.
 */
fileName: string, 
/**
 * What it shows.
 */
alt: string, 
/**
 * The line under it.
 */
caption: string, 
/**
 * Who made it.
 */
credit: string, };
/**
 * The open library at a glance.
 */
export type LibraryOverview = { 
/**
 * What the library publishes.
 */
publication: Publication, 
/**
 * Articles by shelf.
 */
counts: Array<ShelfCount>, 
/**
 * Why nothing can be changed, if it cannot.
 */
readOnly: string | null, };
/**
 * Which library is open, or why none is.
 */
export type LibraryState = { 
/**
 * The folder, for people.
 */
folder: string, 
/**
 * The open library.
 */
open: LibraryOverview | null, 
/**
 * Why none is open: what happened, and what to do.
 */
problem: string | null, 
/**
 * Where pictures of the library are loaded from: put a medium's file name behind it.
 */
mediaBase: string, };
/**
 * Where a link leads.
 */
export type LinkDescription = { 
/**
 * The address in a form that cannot deceive: the host in punycode where it mixes scripts.
 */
shown: string, 
/**
 * Whether it may be opened.
 */
allowed: boolean, };
/**
 * Which link.
 */
export type LinkRef = { 
/**
 * The address as it stands in the preview.
 */
url: string, };
/**
 * A picture of the library.
 */
export type Medium = { 
/**
 * Its content hash.
 */
hash: string, 
/**
 * `<hash>.<extension>`: behind the media base it is an address, behind `media/` a reference in a text.
 */
fileName: string, 
/**
 * The name it came with.
 */
name: string, 
/**
 * Media type.
 */
mediaType: string, 
/**
 * Bytes.
 */
size: number, 
/**
 * Pixels.
 */
width: number | null, 
/**
 * Pixels.
 */
height: number | null, 
/**
 * What it shows.
 */
alt: string, 
/**
 * Caption.
 */
caption: string, 
/**
 * Who made it.
 */
credit: string, };
/**
 * Content that was pasted or dropped.
 */
export type MediumContent = { 
/**
 * The name it came with, or empty.
 */
name: string, 
/**
 * The bytes in Base64 (RFC 4648, section 4).
 */
content: string, };
/**
 * Which medium.
 */
export type MediumRef = { 
/**
 * Its content hash.
 */
hash: string, };
/**
 * What is said about an article. An empty field means "found from the text" or "none".
 */
export type Metadata = { 
/**
 * The title.
 */
title: string, 
/**
 * The line under the title.
 */
subtitle: string, 
/**
 * The chosen address; `None`: made from the title.
 */
slug: string | null, 
/**
 * Who wrote it.
 */
authors: Array<string>, 
/**
 * The excerpt as written; `None`: taken from the text.
 */
excerpt: string | null, 
/**
 * The lead picture.
 */
lead: LeadPicture | null, 
/**
 * Tags.
 */
tags: Array<string>, 
/**
 * The section.
 */
section: string | null, 
/**
 * BCP 47 tag; `None`: found from the text.
 */
language: string | null, 
/**
 * `None`: by the language.
 */
direction: Direction | null, 
/**
 * RFC 3339.
 */
publishedAt: string | null, 
/**
 * RFC 3339.
 */
revisedAt: string | null, 
/**
 * Where it was first published.
 */
original: OriginalPublication | null, 
/**
 * The canonical URL.
 */
canonicalUrl: string | null, 
/**
 * Title for search engines.
 */
searchTitle: string | null, 
/**
 * Description for search engines.
 */
searchDescription: string | null, 
/**
 * A post, or a page beside the posts.
 */
kind: Kind, 
/**
 * The place of a page in the menu; `None`: not in the menu.
 */
menuOrder: number | null, 
/**
 * A key shared by the articles that are translations of one another.
 */
translation: string | null, 
/**
 * Whether readers get a table of contents.
 */
tableOfContents: boolean, 
/**
 * Fields of the author's own.
 */
custom: { [key in string]: string }, };
/**
 * What is to be done about files that are gone.
 */
export type MirrorAnswer = "trash" | "write_again";
/**
 * Whose text it is to be.
 */
export type MirrorChoice = "mine" | "theirs" | "edited" | "both";
/**
 * The author's answer to a question.
 */
export type MirrorConfirm = { 
/**
 * What is to be done.
 */
answer: MirrorAnswer, };
/**
 * Two texts of one article that could not be merged.
 */
export type MirrorConflict = { 
/**
 * Names it in `mirror_resolve`.
 */
conflict: string, 
/**
 * The article; `None` where a copy is of none that is known.
 */
article: string | null, 
/**
 * The name of the file that the other text came from.
 */
file: string, 
/**
 * Whether it is a copy that another program left, and still lies in the folder.
 */
copy: boolean, 
/**
 * The text of the library.
 */
mine: MirrorText, 
/**
 * The other text.
 */
theirs: MirrorText, };
/**
 * What a mirror is doing.
 */
export type MirrorPhase = "off" | "syncing" | "in_step" | "offline" | "asks";
/**
 * So many files are gone that a mistake is likelier than a wish.
 */
export type MirrorQuestion = { 
/**
 * How many files are gone.
 */
gone: number, 
/**
 * Of how many.
 */
of: number, };
/**
 * What one round did.
 */
export type MirrorReport = { 
/**
 * How the mirror stands after it.
 */
state: MirrorState, 
/**
 * Articles that came of new files.
 */
created: number, 
/**
 * Articles that took a file's text.
 */
taken: number, 
/**
 * Articles into which changes of both sides were merged.
 */
merged: number, 
/**
 * Articles that went to the trash because their file is gone.
 */
trashed: number, 
/**
 * Articles that came back from the trash with a file that was changed.
 */
restored: number, 
/**
 * Files that were written.
 */
written: number, 
/**
 * Files that were given another name.
 */
renamed: number, 
/**
 * Files that were removed because their article is in the trash.
 */
removed: number, };
/**
 * The author's choice between two texts.
 */
export type MirrorResolve = { 
/**
 * Which conflict: see [`MirrorConflict`].
 */
conflict: string, 
/**
 * Which text becomes the article's. The other one stays as a revision.
 */
choice: MirrorChoice, 
/**
 * The text that the author put together, for [`MirrorChoice::Edited`].
 */
body: string | null, };
/**
 * How the mirror stands.
 */
export type MirrorState = { 
/**
 * The folder, for people; `None`: there never was one.
 */
folder: string | null, 
/**
 * What it is doing.
 */
phase: MirrorPhase, 
/**
 * Why it waits, or what it asks, in words.
 */
message: string | null, 
/**
 * What it asks, if it asks something: answered with `mirror_confirm`.
 */
question: MirrorQuestion | null, 
/**
 * How many texts wait for the author: see `mirror_conflicts`.
 */
conflicts: number, 
/**
 * Files that are left alone, each with its reason.
 */
problems: Array<string>, 
/**
 * Why changes show later than they could (the folder cannot be watched and is asked instead).
 */
notice: string | null, 
/**
 * When both sides last said the same: RFC 3339.
 */
inStepAt: string | null, };
/**
 * One of the two texts.
 */
export type MirrorText = { 
/**
 * The text.
 */
body: string, 
/**
 * What is said about it.
 */
metadata: Metadata, };
/**
 * No arguments, or no answer.
 */
export type Nothing = Record<symbol, never>;
/**
 * Through which door a change came.
 */
export type Origin = "window" | "command_line" | "import" | "mirror" | "program";
/**
 * "First published by …".
 */
export type OriginalPublication = { 
/**
 * Who.
 */
name: string, 
/**
 * Where.
 */
url: string, };
/**
 * Something the author picked in a dialog. The window holds the token, never the path.
 */
export type Picked = { 
/**
 * Names the picked file or folder in later calls.
 */
token: string, 
/**
 * What to show for it.
 */
label: string, };
/**
 * A picked file or folder.
 */
export type PickedRef = { 
/**
 * The token of [`Picked`].
 */
token: string, };
/**
 * One block of the preview.
 */
export type PreviewBlock = { 
/**
 * Its HTML; elements carry `data-l`, their line counted from the block's first.
 */
html: string, 
/**
 * How many lines of the text it covers, blank lines after it included.
 */
lines: number, };
/**
 * The whole preview.
 */
export type PreviewPage = { 
/**
 * The number of the edit it shows; 0 for a draft just opened or reset.
 */
number: number, 
/**
 * A complete HTML document: the page as it will be published. Its blocks stand between the comments
 * `<!--galley:body-->` and `<!--/galley:body-->`, a comment `<!--b-->` before each.
 */
html: string, 
/**
 * How many lines of the text each block covers, from the first line to the last.
 */
lines: Array<number>, };
/**
 * What changes in the preview.
 */
export type PreviewPatch = { 
/**
 * The number of the edit it shows.
 */
number: number, 
/**
 * Changes to the list of blocks, to be made in this order.
 */
splices: Array<BlockSplice>, 
/**
 * The page around the blocks, where that changed: a complete document without blocks.
 */
shell: string | null, };
/**
 * What the library publishes.
 */
export type Publication = { 
/**
 * The optimistic lock.
 */
version: number, 
/**
 * The name.
 */
title: string, 
/**
 * The line under the name.
 */
tagline: string, 
/**
 * Where it is published, or empty.
 */
baseUrl: string, 
/**
 * BCP 47 tag.
 */
language: string, 
/**
 * Who writes, where an article names nobody.
 */
defaultAuthor: string, 
/**
 * Channel, newsletter and the like.
 */
links: Array<PublicationLink>, 
/**
 * The theme's name.
 */
theme: string, 
/**
 * Quotation marks and dashes by the language's rules.
 */
smartPunctuation: boolean, 
/**
 * Whether comments that came with articles are shown, as static text.
 */
showComments: boolean, 
/**
 * The pattern of addresses on a site: `{slug}`, `{year}`, `{month}`, `{day}`, `{section}`, `{lang}`.
 */
permalink: string, 
/**
 * Articles on one page of a list, 1 to 100.
 */
postsPerPage: number, 
/**
 * Content hash of the logo's medium.
 */
logo: string | null, 
/**
 * What the author chose among the theme's options.
 */
themeOptions: { [key in string]: string }, 
/**
 * Whether articles carry links for sharing them.
 */
shareLinks: boolean, 
/**
 * Pinned ("popular") articles, in order.
 */
pinned: Array<string>, };
/**
 * A link the publication shows on its pages.
 */
export type PublicationLink = { 
/**
 * What readers see.
 */
label: string, 
/**
 * Where it leads.
 */
url: string, };
/**
 * A change of the publication.
 */
export type PublicationSave = { 
/**
 * All of it; its version is the one the change is based on.
 */
publication: Publication, };
/**
 * A revision, whole.
 */
export type Revision = { 
/**
 * What the list shows of it.
 */
summary: RevisionSummary, 
/**
 * The text.
 */
body: string, 
/**
 * What was said about it.
 */
metadata: Metadata, };
/**
 * Which revision.
 */
export type RevisionRef = { 
/**
 * Its number.
 */
revision: number, };
/**
 * A revision to bring back.
 */
export type RevisionRestore = { 
/**
 * Which article.
 */
id: string, 
/**
 * Which revision of it.
 */
revision: number, 
/**
 * Through which door.
 */
origin: Origin, };
/**
 * A revision in a list.
 */
export type RevisionSummary = { 
/**
 * Its number.
 */
revision: number, 
/**
 * The version it was taken at.
 */
version: number, 
/**
 * Why.
 */
cause: Cause, 
/**
 * Through which door the text had come.
 */
origin: Origin, 
/**
 * The name the author gave it.
 */
name: string | null, 
/**
 * RFC 3339.
 */
takenAt: string, 
/**
 * The title then.
 */
title: string, 
/**
 * Words then.
 */
words: number, };
/**
 * One article that was found.
 */
export type SearchHit = { 
/**
 * The article.
 */
article: ArticleSummary, 
/**
 * A part of the text, in runs that did or did not match.
 */
excerpt: Array<ExcerptRun>, };
/**
 * A shelf of the library: everything that is not in the trash, one status, or the trash.
 */
export type Shelf = "all" | "idea" | "draft" | "review" | "ready" | "scheduled" | "published" | "archived" | "trash";
/**
 * How many articles stand on a shelf.
 */
export type ShelfCount = { 
/**
 * The shelf.
 */
shelf: Shelf, 
/**
 * How many.
 */
count: number, };
/**
 * Where an article stands.
 */
export type Status = "idea" | "draft" | "review" | "ready" | "scheduled" | "published" | "archived";
/**
 * One replacement, in UTF-16 code units of the text before the edit.
 */
export type TextChange = { 
/**
 * Start.
 */
from: number, 
/**
 * End.
 */
to: number, 
/**
 * What stands there now.
 */
insert: string, };
/**
 * A theme that can be chosen.
 */
export type ThemeSummary = { 
/**
 * What the publication stores.
 */
name: string, 
/**
 * What people read.
 */
title: string, };
/**
 * Where the window was: kept in the library, so that it comes back there.
 */
export type Workspace = { 
/**
 * The open article.
 */
article: string | null, 
/**
 * The shelf that is shown.
 */
shelf: Shelf, 
/**
 * Width of the library pane, in CSS pixels.
 */
libraryWidth: number, 
/**
 * Width of the list, in CSS pixels.
 */
listWidth: number, 
/**
 * The preview's share of what is left, 0 to 1.
 */
previewShare: number, 
/**
 * The caret in the open article: UTF-16 offset.
 */
caret: number, 
/**
 * The first line shown in the editor, from 1.
 */
topLine: number, 
/**
 * Light, dark, or as the system has it.
 */
appearance: Appearance, 
/**
 * Whether the metadata panel is open.
 */
detailsOpen: boolean, };

/** Every command: what it takes and what it answers. */
export interface Commands {
  /** Which library is open, or why none is. */
  library_state: { request: Nothing; response: LibraryState };
  /** Asks for a folder with the system's own dialog; `None` where the author cancelled. */
  library_pick: { request: Nothing; response: Picked | null };
  /** Opens the library in the picked folder instead of the present one. */
  library_open: { request: PickedRef; response: LibraryState };
  /** Makes a new, empty library in the picked folder and opens it. */
  library_create: { request: PickedRef; response: LibraryState };
  /** Verifies the database, its search index, its references and its media. */
  library_check: { request: Nothing; response: CheckReport };
  /** Where the window and its panes were. */
  workspace_load: { request: Nothing; response: Workspace };
  /** Keeps where the window and its panes are. */
  workspace_save: { request: Workspace; response: Nothing };
  /** Changes what the library says about its publication. */
  publication_save: { request: PublicationSave; response: Publication };
  /** The themes that can be chosen. */
  theme_list: { request: Nothing; response: Array<ThemeSummary> };
  /** One page of the articles on a shelf, newest first. */
  article_list: { request: ArticleListRequest; response: ArticleList };
  /** Finds articles by their words: newest first, with excerpts. */
  article_search: { request: ArticleSearchRequest; response: ArticleSearchResult };
  /** Makes an article. */
  article_create: { request: ArticleCreate; response: Article };
  /** One article, whole. */
  article_show: { request: ArticleRef; response: Article };
  /** Replaces text and metadata of an article, if nobody saved it since `base_version`. */
  article_save: { request: ArticleSave; response: ArticleSaved };
  /** Moves articles to another status. */
  article_set_status: { request: ArticleSetStatus; response: Array<ArticleSummary> };
  /** Makes a copy of an article, as a draft. */
  article_duplicate: { request: ArticleRef; response: Article };
  /** Moves articles to the trash. */
  article_trash: { request: ArticleRefs; response: Array<ArticleSummary> };
  /** Brings articles back from the trash. */
  article_restore: { request: ArticleRefs; response: Array<ArticleSummary> };
  /** Opens an article for writing, with its preview. */
  draft_open: { request: ArticleRef; response: DraftOpened };
  /** Tells the engine what was typed; answers with what changes in the preview. */
  draft_edit: { request: DraftEdit; response: PreviewPatch };
  /** Gives the engine the whole text again, after it lost step with the editor. */
  draft_reset: { request: DraftReset; response: PreviewPage };
  /** Puts on disk what the engine was told; answers once it is there. */
  draft_save: { request: DraftSave; response: ArticleSaved };
  /** Leaves an article; what was saved stays as a revision. */
  draft_close: { request: ArticleRef; response: Nothing };
  /** The revisions of an article, newest first. */
  revision_list: { request: ArticleRef; response: Array<RevisionSummary> };
  /** One revision, whole. */
  revision_show: { request: RevisionRef; response: Revision };
  /** Makes a revision the working copy again; what it replaces is kept as a revision. */
  revision_restore: { request: RevisionRestore; response: ArticleSaved };
  /** Asks for picture files with the system's own dialog. */
  medium_pick: { request: Nothing; response: Picked | null };
  /** Takes the picked file into the library. */
  medium_add: { request: PickedRef; response: Medium };
  /** Takes in content that was pasted or dropped. */
  medium_add_content: { request: MediumContent; response: Medium };
  /** One medium, by its hash. */
  medium_show: { request: MediumRef; response: Medium };
  /** Asks where an export goes with the system's own dialog. */
  export_pick_target: { request: ExportPickTarget; response: Picked | null };
  /** Exports an article to the picked place. */
  export_article: { request: ExportArticle; response: ExportReport };
  /** Puts an article on the clipboard. */
  export_copy: { request: ExportCopy; response: ExportReport };
  /** Shows the file of the last export in the system's file manager. */
  export_reveal: { request: PickedRef; response: Nothing };
  /** How the mirror stands. */
  mirror_state: { request: Nothing; response: MirrorState };
  /** Asks for the folder of the mirror with the system's own dialog. */
  mirror_pick: { request: Nothing; response: Picked | null };
  /** Keeps the picked folder in step with the library from now on. */
  mirror_start: { request: PickedRef; response: MirrorState };
  /** Leaves the folder as it is from now on; nothing is removed. */
  mirror_stop: { request: Nothing; response: MirrorState };
  /** Brings both sides together now, and answers when that is done. */
  mirror_sync_now: { request: Nothing; response: MirrorReport };
  /** The texts that could not be merged. */
  mirror_conflicts: { request: Nothing; response: Array<MirrorConflict> };
  /** Chooses between two texts; the one that is not chosen stays as a revision. */
  mirror_resolve: { request: MirrorResolve; response: MirrorState };
  /** Answers what the mirror asks about files that are gone. */
  mirror_confirm: { request: MirrorConfirm; response: MirrorReport };
  /** What a link of the preview really leads to, for the hint that is shown before it opens. */
  link_describe: { request: LinkRef; response: LinkDescription };
  /** Opens a link in the system's browser, if its scheme is on the list. */
  link_open: { request: LinkRef; response: Nothing };
}

/** The channel that carries every event. */
export const CHANNEL = "galley";
