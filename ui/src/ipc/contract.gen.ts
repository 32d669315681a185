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
message: string, 
/**
 * The same for a window that says it in its own language, where it has words for it.
 */
reason?: Reason, };
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
 * What readers see of it.
 */
live: LiveState, 
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
 * Something for many articles.
 */
export type ArticleBulk = { 
/**
 * Which.
 */
ids: Array<string>, 
/**
 * What.
 */
action: BulkAction, 
/**
 * The status, tag or section, where the action needs one.
 */
value: string | null, };
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
 * What a list is cut down to, beside its shelf; everything that is given has to hold.
 */
export type ArticleFilter = { 
/**
 * With this tag.
 */
tag: string | null, 
/**
 * By this author.
 */
author: string | null, 
/**
 * In this section.
 */
section: string | null, 
/**
 * In this language, a BCP 47 tag; its regions are included.
 */
language: string | null, 
/**
 * Posts only, or pages only.
 */
kind: Kind | null, 
/**
 * What readers see of it.
 */
live: LiveState | null, 
/**
 * With a link to an own article that leads nowhere.
 */
brokenLinks: boolean, };
/**
 * What an article leads to, and what leads to it.
 */
export type ArticleLinks = { 
/**
 * Articles that link here.
 */
backlinks: Array<ArticleSummary>, 
/**
 * Ids in the text that lead to no article, or into the trash.
 */
broken: Array<string>, };
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
 * What else it is cut down to.
 */
filter: ArticleFilter, 
/**
 * Its order.
 */
sort: Sort, 
/**
 * The order turned round.
 */
reverse: boolean, 
/**
 * How many to pass over.
 */
offset: number, 
/**
 * How many at the most (at most 1,000).
 */
limit: number, };
/**
 * The problems of an article.
 */
export type ArticleProblems = { 
/**
 * The number of the edit they are of; 0 for an article that is not open.
 */
number: number, 
/**
 * In the order of the text, those of the metadata first.
 */
problems: Array<WritingProblem>, };
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
 * What they are besides; the whole library where it is left out.
 */
filter?: ArticleFilter, 
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
 * The section.
 */
section: string | null, 
/**
 * A post, or a page beside the posts.
 */
kind: Kind, 
/**
 * What readers see of it.
 */
live: LiveState, 
/**
 * Words in the text.
 */
words: number, 
/**
 * RFC 3339: the date that readers see.
 */
publishedAt: string | null, 
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
 * A backup that can be restored.
 */
export type Backup = { 
/**
 * Names it in later calls.
 */
token: string, 
/**
 * When it was made, RFC 3339.
 */
takenAt: string, 
/**
 * How large its file is, in bytes, without pictures.
 */
size: number, 
/**
 * Where it stands.
 */
place: BackupPlace, 
/**
 * Its file, for people.
 */
file: string, };
/**
 * Where a backup stands.
 */
export type BackupPlace = "library" | "second" | "before_migration" | "picked";
/**
 * A backup, and where its library is made anew.
 */
export type BackupRestore = { 
/**
 * Token of the [`Backup`].
 */
backup: string, 
/**
 * Token of the picked folder, which has to be empty.
 */
folder: string, };
/**
 * A library that was made anew from a backup.
 */
export type BackupRestored = { 
/**
 * Its folder, for people; the token that it was picked with opens it.
 */
folder: string, 
/**
 * What the backup did not hold.
 */
problems: Array<string>, };
/**
 * How backups are made by themselves.
 */
export type BackupSettings = { 
/**
 * Whether they are made at all.
 */
enabled: boolean, 
/**
 * Whether they also go to a second folder.
 */
second: boolean, 
/**
 * Token of a newly picked second folder; where there is none, it stays the one it was.
 */
picked: string | null, };
/**
 * How the library's backups stand.
 */
export type BackupState = { 
/**
 * Whether they are made by themselves: hourly while something changed, and at close.
 */
enabled: boolean, 
/**
 * The second folder they go to, for people.
 */
secondFolder: string | null, 
/**
 * Whether one is being made right now.
 */
running: boolean, 
/**
 * The newest.
 */
last: Backup | null, 
/**
 * Why the last attempt failed: what happened and what to do. It is tried again by itself.
 */
problem: string | null, };
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
 * What is done to many articles.
 */
export type BulkAction = "status" | "publish" | "trash" | "restore" | "add_tag" | "remove_tag" | "section";
/**
 * What was done to many articles.
 */
export type BulkDone = { 
/**
 * The articles as they are now.
 */
items: Array<ArticleSummary>, 
/**
 * For undoing it.
 */
operation: number, };
/**
 * What a card leads to.
 */
export type CardKind = "video" | "post" | "sound";
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
 * A comment that came with an article from elsewhere.
 */
export type Comment = { 
/**
 * Its name where it came from.
 */
sourceId: string, 
/**
 * The comment it answers.
 */
parent: string | null, 
/**
 * Who wrote it.
 */
author: string, 
/**
 * Their address, or empty.
 */
url: string, 
/**
 * RFC 3339.
 */
at: string | null, 
/**
 * Plain text.
 */
text: string, };
/**
 * Two states of an article, compared.
 */
export type Comparison = { 
/**
 * The texts, line by line.
 */
rows: Array<DiffRow>, 
/**
 * Metadata that differ.
 */
fields: Array<FieldDiff>, 
/**
 * Words only in the second.
 */
wordsAdded: number, 
/**
 * Words only in the first.
 */
wordsRemoved: number, };
/**
 * What a copy puts on the clipboard.
 */
export type CopyForm = "rich_text" | "html_source";
/**
 * What was written on a day.
 */
export type DayWords = { 
/**
 * As `2026-01-31`.
 */
date: string, 
/**
 * How many words.
 */
words: number, };
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
 * What the system's own dialogs are headed by, in the language of the interface.
 */
export type DialogWords = { 
/**
 * Where a folder is chosen.
 */
folder: string, 
/**
 * Where a file is chosen to be imported.
 */
import: string, 
/**
 * Where a picture is chosen.
 */
picture: string, 
/**
 * The files among which it is.
 */
pictures: string, 
/**
 * Where a place is chosen to export to.
 */
save: string, };
/**
 * How two texts compare at one place.
 */
export type DiffKind = "same" | "changed" | "added" | "removed";
/**
 * A line of either text, or of both.
 */
export type DiffRow = { 
/**
 * How they compare.
 */
kind: DiffKind, 
/**
 * The line of the first text, from 1.
 */
fromLine: number | null, 
/**
 * The line of the second text, from 1.
 */
toLine: number | null, 
/**
 * The line of the first text.
 */
from: Array<DiffRun>, 
/**
 * The line of the second text.
 */
to: Array<DiffRun>, };
/**
 * A run of a line.
 */
export type DiffRun = { 
/**
 * The text.
 */
text: string, 
/**
 * Whether the other line does not have it.
 */
changed: boolean, };
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
 * The headings of the open draft, and what else stands out in it.
 */
export type DraftOutline = { 
/**
 * The number of the edit they are of.
 */
number: number, 
/**
 * In the order of the text.
 */
headings: Array<OutlineHeading>, 
/**
 * The addresses that the page shows as cards, likewise.
 */
cards: Array<OutlineCard>, };
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
 * The counts of the open draft.
 */
export type DraftStatistics = { 
/**
 * The number of the edit they are of.
 */
number: number, 
/**
 * The language they are counted by, a BCP 47 tag.
 */
language: string, 
/**
 * Of the whole text.
 */
whole: TextStatistics, 
/**
 * Of what is selected.
 */
selection: TextStatistics | null, };
/**
 * Of what to count.
 */
export type DraftStatisticsRequest = { 
/**
 * Which open article.
 */
id: string, 
/**
 * What is selected, counted as well.
 */
selection: TextRange | null, };
/**
 * An emoji.
 */
export type Emoji = { 
/**
 * Its short name, to be written between colons.
 */
shortcode: string, 
/**
 * The character itself.
 */
emoji: string, 
/**
 * Its name in Unicode (CLDR), in English.
 */
name: string, };
/**
 * The beginning of an emoji's name, with or without a colon before it.
 */
export type EmojiQuery = { 
/**
 * As typed.
 */
prefix: string, };
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
here: boolean, } | { "event": "articles_changed" } | { "event": "publication_changed", 
/**
 * Whether this very process did it.
 */
here: boolean, } | { "event": "site_progress", 
/**
 * What it is doing.
 */
stage: SiteStage, 
/**
 * How much of that is done.
 */
done: number, 
/**
 * How much of it there is.
 */
total: number, 
/**
 * How long it will still take, in seconds, as far as can be said.
 */
remaining: number | null, } | { "event": "theme_changed", 
/**
 * What is wrong with it now; the last good one stays in use.
 */
problem: ThemeProblem | null, } | { "event": "library_changed" } | { "event": "import_progress", 
/**
 * Which.
 */
job: string, 
/**
 * How many articles of the source are done.
 */
done: number, 
/**
 * How many there are; 0 while that is being found out.
 */
total: number, 
/**
 * How many pictures were taken into the library.
 */
pictures: number, 
/**
 * Whether it is over: its report is there.
 */
finished: boolean, } | { "event": "link_followed", 
/**
 * The address.
 */
url: string, } | { "event": "backup_changed" } | { "event": "backup_failed", 
/**
 * What happened, and what to do.
 */
message: string, } | { "event": "progress", 
/**
 * Which.
 */
run: LongRun, 
/**
 * How much is done.
 */
done: number, 
/**
 * Of how much.
 */
of: number, } | { "event": "medium_progress", 
/**
 * Which, by the token of its file.
 */
arrival: string, 
/**
 * Bytes.
 */
done: number, 
/**
 * Of how many.
 */
of: number, } | { "event": "mirror_changed", 
/**
 * How it stands now.
 */
state: MirrorState, } | { "event": "mirror_trashed", 
/**
 * The operation that brings them back.
 */
operation: number, 
/**
 * How many.
 */
articles: number, 
/**
 * What the first of them is called.
 */
title: string, } | { "event": "close_requested" };
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
target: string, 
/**
 * Where a fragment goes; plain where it is left out.
 */
profile?: ExportProfile, 
/**
 * Where a fragment's pictures are shown from; as the profile has it where it is left out.
 */
pictures?: ExportPictures, 
/**
 * Which state of it; the working copy where it is left out.
 */
version?: ExportVersion, 
/**
 * Whether the pictures beside Markdown keep what they say about where and when they were taken; no where it
 * is left out.
 */
originals?: boolean, };
/**
 * Which articles, as what, into which folder.
 */
export type ExportArticles = { 
/**
 * Which articles; none: all that are not in the trash.
 */
ids: Array<string>, 
/**
 * As what.
 */
form: ExportForm, 
/**
 * The token of the picked folder.
 */
target: string, 
/**
 * Where fragments go; plain where it is left out.
 */
profile?: ExportProfile, 
/**
 * Where the fragments' pictures are shown from; as the profile has it where it is left out.
 */
pictures?: ExportPictures, 
/**
 * Which state of it; the working copy where it is left out.
 */
version?: ExportVersion, 
/**
 * Whether the pictures beside Markdown keep what they say about where and when they were taken; no where it
 * is left out.
 */
originals?: boolean, };
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
form: CopyForm, 
/**
 * Where it goes; plain where it is left out.
 */
profile?: ExportProfile, 
/**
 * Which state of it; the working copy where it is left out.
 */
version?: ExportVersion, };
/**
 * What comes out.
 */
export type ExportForm = "page" | "fragment" | "markdown";
/**
 * Which article, as what, to be looked at before it goes out.
 */
export type ExportLook = { 
/**
 * Which article.
 */
id: string, 
/**
 * As what: a fragment or Markdown.
 */
form: ExportForm, 
/**
 * Where a fragment goes; plain where it is left out.
 */
profile?: ExportProfile, 
/**
 * Which version; the working copy where it is left out.
 */
version?: ExportVersion, };
/**
 * What would go out.
 */
export type ExportLooked = { 
/**
 * A page that shows it and loads nothing: a fragment as it looks, Markdown as it is written.
 */
html: string, 
/**
 * What is not as it should be.
 */
problems: Array<ExportProblem>, };
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
form: ExportForm, 
/**
 * Which state of it; the working copy where it is left out.
 */
version?: ExportVersion, };
/**
 * Where the pictures of a fragment are shown from.
 */
export type ExportPictures = "absolute" | "data" | "folder";
/**
 * Something in an article that an export could not carry as it is.
 */
export type ExportProblem = { 
/**
 * The id of the article it is about; `None`: the export as a whole.
 */
article: string | null, 
/**
 * Its title, or its address where it has none.
 */
title: string, 
/**
 * The line of the text, from 1, where it has one.
 */
line: number | null, 
/**
 * What, and what to do.
 */
message: string, };
/**
 * Where a fragment goes.
 */
export type ExportProfile = "plain" | "blogger" | "wordpress" | "wordpress_blocks" | "email";
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
problems: Array<ExportProblem>, 
/**
 * Whether the author stopped it: what is named was written before.
 */
stopped: boolean, };
/**
 * Which state of an article goes out, where the two differ.
 */
export type ExportVersion = "working" | "published";
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
 * A field of the metadata that differs.
 */
export type FieldDiff = { 
/**
 * Its name, as metadata have it on the wire.
 */
field: string, 
/**
 * The first, for people.
 */
from: string, 
/**
 * The second.
 */
to: string, };
/**
 * How far the author is.
 */
export type GoalQuery = { 
/**
 * The day where the author is, as `2026-01-31`.
 */
date: string, 
/**
 * Which article.
 */
article: string | null, };
/**
 * A goal, set or (with no words) lifted.
 */
export type GoalSave = { 
/**
 * Which article; `None`: the goal of every day.
 */
article: string | null, 
/**
 * How many words.
 */
words: number | null, };
/**
 * Goals, and what was written.
 */
export type GoalState = { 
/**
 * The goal of the article.
 */
articleGoal: number | null, 
/**
 * The words of the article, as it is open or as it is kept; 0 where none was asked for.
 */
articleWords: number, 
/**
 * The goal of every day.
 */
dayGoal: number | null, 
/**
 * Words written on the day: added less taken away, in all articles; not below 0.
 */
dayWords: number, 
/**
 * The same since this library was opened.
 */
sessionWords: number, 
/**
 * The days something was written on, oldest first, at most a year of them.
 */
days: Array<DayWords>, };
/**
 * What the library does by itself.
 */
export type Housekeeping = { 
/**
 * After how many days in the trash articles and pictures go for good; `None`: never by themselves.
 */
trashDays: number | null, };
/**
 * How many.
 */
export type ImportCounts = { 
/**
 * Articles that come in.
 */
new: number, 
/**
 * Articles that follow a change there.
 */
updated: number, 
/**
 * Articles that are the same.
 */
unchanged: number, 
/**
 * Articles that were changed here and there.
 */
conflicts: number, 
/**
 * Articles that come back from the trash.
 */
restored: number, 
/**
 * Articles that stay in the trash here.
 */
inTrash: number, 
/**
 * Articles that are left out on purpose.
 */
leftOut: number, 
/**
 * Articles that cannot be read.
 */
failed: number, 
/**
 * Pictures that were taken into the library.
 */
pictures: number, 
/**
 * Pictures that lie on other computers and stay there.
 */
remotePictures: number, 
/**
 * Comments that come along.
 */
comments: number, 
/**
 * Articles with problems.
 */
withProblems: number, };
/**
 * A field of articles of the source.
 */
export type ImportField = { 
/**
 * Its name.
 */
name: string, 
/**
 * How many articles have it.
 */
articles: number, };
/**
 * What a source is in.
 */
export type ImportFormat = "markdown" | "wordpress" | "blogger" | "html";
/**
 * One article of a source.
 */
export type ImportItem = { 
/**
 * What it is called.
 */
title: string, 
/**
 * What becomes of it.
 */
state: ImportState, 
/**
 * Where it will stand here.
 */
status: Status | null, 
/**
 * Its date of publication.
 */
date: string | null, 
/**
 * The article here, once there is one.
 */
article: string | null, 
/**
 * What could not be taken over as it was.
 */
problems: Array<ImportTrouble>, };
/**
 * An import, or a dry run of one, that is under way or done.
 */
export type ImportJob = { 
/**
 * Its name.
 */
job: string, };
/**
 * What to choose with the system's own dialog.
 */
export type ImportPick = { 
/**
 * A folder rather than a file.
 */
folder: boolean, };
/**
 * A picture on another computer.
 */
export type ImportPicture = { 
/**
 * Its address.
 */
address: string, 
/**
 * What the article is called that shows it.
 */
article: string, };
/**
 * Something wrong with a source as a whole.
 */
export type ImportProblem = { 
/**
 * What it is about.
 */
about: string, 
/**
 * What, and what became of it.
 */
trouble: ImportTrouble, };
/**
 * What an import did, or would do.
 */
export type ImportReport = { 
/**
 * Which source.
 */
source: string, 
/**
 * Its format.
 */
format: ImportFormat, 
/**
 * Whether nothing was changed.
 */
dryRun: boolean, 
/**
 * Whether the author stopped it: what came in before stays.
 */
cancelled: boolean, 
/**
 * The operation that an undo takes back; `None` where nothing was changed.
 */
operation: number | null, 
/**
 * How many articles of each state.
 */
counts: ImportCounts, 
/**
 * The articles, those with problems first; the first few thousand.
 */
items: Array<ImportItem>, 
/**
 * What is wrong with the source as a whole.
 */
problems: Array<ImportProblem>, 
/**
 * Fields that Galley has no place for, kept as custom fields.
 */
customFields: Array<ImportField>, 
/**
 * Fields that the other program and its plugins keep for themselves, and that are left out.
 */
leftFields: Array<ImportField>, 
/**
 * Pictures that lie on other computers; the first few thousand.
 */
remotePictures: Array<ImportPicture>, };
/**
 * What to import.
 */
export type ImportRequest = { 
/**
 * The token of the picked file or folder.
 */
token: string, 
/**
 * Its format; `None`: told by its looks.
 */
from: ImportFormat | null, 
/**
 * Whether pictures on other computers are fetched.
 */
fetchPictures: boolean, };
/**
 * What becomes, or became, of one article of a source.
 */
export type ImportState = "new" | "updated" | "unchanged" | "conflict" | "restored" | "in_trash" | "left_out" | "failed";
/**
 * Something that could not be taken over as it was.
 */
export type ImportTrouble = { 
/**
 * What kind of thing: the window says it in its own language.
 */
kind: ImportTroubleKind, 
/**
 * What it names (a date as it is written, a shortcode, a link); empty where that is nothing.
 */
subject: string, 
/**
 * What it is, and what became of it, in English.
 */
message: string, };
/**
 * What could not be taken over as it was.
 */
export type ImportTroubleKind = "unreadable" | "encoding" | "date" | "tag" | "block" | "layout" | "dead_link" | "comments" | "picture" | "lost" | "address" | "changed_twice" | "left_out";
/**
 * Which import to undo.
 */
export type ImportUndo = { 
/**
 * The operation its report names; `None`: the last import.
 */
operation: number | null, };
/**
 * What an undo did.
 */
export type ImportUndone = { 
/**
 * How many articles are again what they were, or in the trash.
 */
articles: number, 
/**
 * Articles that were changed since and stay as they are: their titles.
 */
left: Array<string>, };
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
 * What readers see of an article.
 */
export type LiveState = "no" | "same" | "changed";
/**
 * What readers see of an article.
 */
export type LiveVersion = { 
/**
 * The revision that is live.
 */
revision: RevisionSummary, 
/**
 * The text.
 */
body: string, 
/**
 * What is said about it.
 */
metadata: Metadata, 
/**
 * RFC 3339: since when.
 */
since: string, };
/**
 * A long run that tells how far it is.
 */
export type LongRun = "check" | "repair" | "backup" | "restore" | "export";
/**
 * A part of the media.
 */
export type MediaShelf = "all" | "unused" | "trash";
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
 * A picture that is on its way into the library: the name of its parts, or the token of its file.
 */
export type MediumArrival = { 
/**
 * Which.
 */
arrival: string, };
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
content: string, 
/**
 * Where the content is a part of a large picture: which one. Absent: it is all of it.
 */
part: MediumPart | null, };
/**
 * What is said about a medium, for all uses that say nothing of their own.
 */
export type MediumDescribe = { 
/**
 * Its content hash.
 */
hash: string, 
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
 * A part of the media.
 */
export type MediumList = { 
/**
 * How many there are in all.
 */
total: number, 
/**
 * This part.
 */
items: Array<MediumUse>, };
/**
 * Which media.
 */
export type MediumListRequest = { 
/**
 * The shelf.
 */
shelf: MediaShelf, 
/**
 * Part of a name, description, caption or credit.
 */
query: string, 
/**
 * How many to pass over.
 */
offset: number, 
/**
 * How many at the most (at most 1,000).
 */
limit: number, };
/**
 * A part of a picture that comes in several, in their order.
 */
export type MediumPart = { 
/**
 * Which picture, by a name that the window makes up.
 */
arrival: string, 
/**
 * How many bytes of it came before.
 */
at: number, 
/**
 * How many bytes it has.
 */
of: number, };
/**
 * Which medium.
 */
export type MediumRef = { 
/**
 * Its content hash.
 */
hash: string, };
/**
 * Media to move.
 */
export type MediumRefs = { 
/**
 * Their content hashes.
 */
hashes: Array<string>, };
/**
 * One medium in the place of another, in every article.
 */
export type MediumReplace = { 
/**
 * The content hash of the one.
 */
hash: string, 
/**
 * The content hash of the other, which is in the library already.
 */
with: string, };
/**
 * A medium and its uses.
 */
export type MediumUse = { 
/**
 * The medium.
 */
medium: Medium, 
/**
 * How many articles show it.
 */
articles: number, 
/**
 * Whether an article or one of its revisions names it: then it does not go for good.
 */
needed: boolean, 
/**
 * RFC 3339, if it is in the trash.
 */
trashedAt: string | null, };
/**
 * Where a medium is used.
 */
export type MediumUses = { 
/**
 * Articles that show it now.
 */
articles: Array<ArticleSummary>, 
/**
 * Articles that only name it in a revision, or from the trash.
 */
earlier: Array<ArticleSummary>, };
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
 * Why the folder cannot be used, if it cannot.
 */
trouble: MirrorTrouble | null, 
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
problems: Array<MirrorTrouble>, 
/**
 * Why changes show later than they could (the folder cannot be watched and is asked instead).
 */
notice: MirrorTrouble | null, 
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
 * Something that the mirror cannot do, or leaves as it is.
 */
export type MirrorTrouble = { 
/**
 * What it is: the window says it in its own language.
 */
kind: MirrorTroubleKind, 
/**
 * The file or folder it is about.
 */
about: string, 
/**
 * What happened, to what, and what to do, in English.
 */
message: string, };
/**
 * What the mirror cannot do, or leaves as it is.
 */
export type MirrorTroubleKind = "offline" | "not_the_mirror" | "taken" | "unfit" | "full" | "read_only" | "not_watched" | "link" | "second_name" | "not_a_file" | "too_large" | "not_text" | "name" | "picture" | "text" | "slug_taken" | "article" | "failed";
/**
 * A word that no dictionary of its languages knows.
 */
export type MisspeltWord = { 
/**
 * Where it stands.
 */
range: TextRange, 
/**
 * The word.
 */
word: string, 
/**
 * The language it was taken for, a BCP 47 tag; suggestions are asked for with it.
 */
language: string, };
/**
 * No arguments, or no answer.
 */
export type Nothing = Record<symbol, never>;
/**
 * Something that was done and can be undone.
 */
export type Operation = { 
/**
 * Its number.
 */
operation: number, 
/**
 * What kind of thing.
 */
kind: OperationKind, 
/**
 * What it was about: a title, a file name, what was looked for.
 */
label: string, 
/**
 * Through which door.
 */
origin: Origin, 
/**
 * RFC 3339.
 */
at: string, 
/**
 * Whether it was undone.
 */
undone: boolean, 
/**
 * How many articles it changed.
 */
articles: number, };
/**
 * What kind of thing was done.
 */
export type OperationKind = "bulk" | "replace" | "import" | "mirror" | "discard" | "restore" | "profile" | "medium" | "undo";
/**
 * How many operations.
 */
export type OperationListRequest = { 
/**
 * At the most.
 */
limit: number, };
/**
 * Which operation.
 */
export type OperationRef = { 
/**
 * Its number.
 */
operation: number, };
/**
 * What an undo did.
 */
export type OperationUndone = { 
/**
 * For undoing the undo.
 */
operation: number, 
/**
 * The articles that are again what they were; what the operation had made is in the trash.
 */
articles: Array<string>, 
/**
 * Articles that were changed since and left as they are.
 */
left: Array<ArticleSummary>, };
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
 * The address of a video, a post or a sound on a line of its own.
 */
export type OutlineCard = { 
/**
 * Where it stands.
 */
range: TextRange, 
/**
 * What is there.
 */
kind: CardKind, 
/**
 * The name of the service.
 */
service: string, };
/**
 * A heading and what stands under it.
 */
export type OutlineHeading = { 
/**
 * The id of its element in the page: a link to `#id` leads to it.
 */
id: string, 
/**
 * Its level in the page, 1 to 6.
 */
level: number, 
/**
 * Its text without marks.
 */
text: string, 
/**
 * Its line, counted from 0.
 */
line: number, 
/**
 * From the start of its line to the next heading that is not below it, or to the end of the text
 * (before definitions of notes and links there).
 */
section: TextRange, };
/**
 * HTML from the clipboard.
 */
export type PasteHtml = { 
/**
 * As the clipboard holds it.
 */
html: string, };
/**
 * The same as Markdown.
 */
export type Pasted = { 
/**
 * The Markdown, without a line feed at its end.
 */
markdown: string, 
/**
 * Addresses of pictures on other computers; they stay links until the author asks for them.
 */
remotePictures: Array<string>, 
/**
 * What could not be taken over, in English.
 */
problems: Array<string>, };
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
 * A size in pixels.
 */
export type Pixels = { 
/**
 * Across.
 */
width: number, 
/**
 * Down.
 */
height: number, };
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
 * What of an article's metadata a problem is about.
 */
export type ProblemField = "title" | "excerpt" | "description" | "lead";
/**
 * What would mend a problem: one click.
 */
export type ProblemFix = { 
/**
 * What it does.
 */
kind: ProblemFixKind, 
/**
 * The level that a heading is raised to.
 */
level: number | null, 
/**
 * The changes, in ascending order, not overlapping.
 */
changes: Array<TextChange>, };
/**
 * What a fix does.
 */
export type ProblemFixKind = "remove_heading" | "raise_heading" | "leave_text" | "show_address" | "mark_address";
/**
 * A tag, an author or a section.
 */
export type Profile = { 
/**
 * Of which kind it is.
 */
kind: ProfileKind, 
/**
 * The name, as articles give it.
 */
name: string, 
/**
 * Its address.
 */
slug: string, 
/**
 * A few words about it.
 */
description: string, 
/**
 * How many articles carry it; ignored in requests.
 */
articles: number, };
/**
 * What is told apart by name.
 */
export type ProfileKind = "tag" | "author" | "section";
/**
 * Which kind.
 */
export type ProfileListRequest = { 
/**
 * Tags, authors or sections.
 */
kind: ProfileKind, };
/**
 * Which tag, author or section.
 */
export type ProfileRef = { 
/**
 * Of which kind.
 */
kind: ProfileKind, 
/**
 * The name.
 */
name: string, };
/**
 * Another name, in every article. Where it is there already, the two become one.
 */
export type ProfileRename = { 
/**
 * Of which kind.
 */
kind: ProfileKind, 
/**
 * The name now.
 */
name: string, 
/**
 * The new name.
 */
newName: string, };
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
 * How easily a text is read.
 */
export type Readability = { 
/**
 * By which formula.
 */
formula: ReadabilityFormula, 
/**
 * The formula's own figure: for LIX more is harder, for the others more is easier.
 */
score: number, 
/**
 * What that means.
 */
ease: ReadingEase, };
/**
 * A formula of readability.
 */
export type ReadabilityFormula = "flesch" | "amstad" | "fernandez_huerta" | "kandel_moles" | "gulpease" | "lix";
/**
 * How easily a text is read, in words.
 */
export type ReadingEase = "very_easy" | "easy" | "medium" | "difficult" | "very_difficult";
/**
 * What happened, and to what. The window has a text for each; whoever has none shows the error's message.
 */
export type Reason = { "kind": "library_missing", 
/**
 * Where.
 */
path: string, } | { "kind": "not_a_library", 
/**
 * Which folder.
 */
path: string, } | { "kind": "already_there", 
/**
 * Where.
 */
path: string, } | { "kind": "not_empty", 
/**
 * Which folder.
 */
path: string, } | { "kind": "unreadable", 
/**
 * What.
 */
path: string, } | { "kind": "newer_version", 
/**
 * Which.
 */
path: string, } | { "kind": "damaged", 
/**
 * Which.
 */
path: string, 
/**
 * The newest good backup, or nothing.
 */
backup: string, } | { "kind": "text_damaged" } | { "kind": "picture_damaged", 
/**
 * Its file.
 */
name: string, } | { "kind": "busy", 
/**
 * Which.
 */
path: string, } | { "kind": "full", 
/**
 * On the disk of what.
 */
path: string, } | { "kind": "disk_failed", 
/**
 * With what.
 */
path: string, } | { "kind": "gone", 
/**
 * Which.
 */
path: string, } | { "kind": "stale" } | { "kind": "slug_taken", 
/**
 * The address.
 */
slug: string, 
/**
 * One that is free.
 */
suggestion: string, } | { "kind": "article_missing" } | { "kind": "picture_missing" } | { "kind": "picture_empty", 
/**
 * Its name.
 */
name: string, } | { "kind": "picture_too_large", 
/**
 * Its name.
 */
name: string, 
/**
 * The most that is taken, in megabytes.
 */
most: number, } | { "kind": "not_a_picture", 
/**
 * Its name.
 */
name: string, } | { "kind": "picture_broken", 
/**
 * Its name.
 */
name: string, } | { "kind": "picture_too_many_pixels", 
/**
 * Its name.
 */
name: string, 
/**
 * Across.
 */
width: number, 
/**
 * Down.
 */
height: number, 
/**
 * The most that is taken, in millions.
 */
most: number, } | { "kind": "picture_in_use", 
/**
 * Its name.
 */
name: string, } | { "kind": "picture_torn" } | { "kind": "text_too_long", 
/**
 * The most that an article holds, in megabytes.
 */
most: number, } | { "kind": "stopped" } | { "kind": "file_exists", 
/**
 * Which.
 */
path: string, } | { "kind": "file_unreadable", 
/**
 * Which.
 */
path: string, } | { "kind": "is_a_folder", 
/**
 * Which.
 */
path: string, } | { "kind": "paste_no_text" } | { "kind": "paste_too_long", 
/**
 * How long, in megabytes.
 */
size: number, 
/**
 * The most that is taken, in megabytes.
 */
most: number, } | { "kind": "no_single_word", 
/**
 * What was given.
 */
word: string, } | { "kind": "mistake" };
/**
 * What a repair did.
 */
export type RepairReport = { 
/**
 * What was mended.
 */
mended: Array<string>, 
/**
 * What is still wrong, each with what can be done.
 */
problems: Array<string>, };
/**
 * The hits in one article.
 */
export type ReplaceArticle = { 
/**
 * Which.
 */
id: string, 
/**
 * The version that was looked through.
 */
version: number, 
/**
 * Its title.
 */
title: string, 
/**
 * The hits, in order.
 */
hits: Array<ReplaceHit>, };
/**
 * The hits to replace in one article.
 */
export type ReplaceChoice = { 
/**
 * Which article.
 */
id: string, 
/**
 * The version that was looked through; where it has moved, nothing is replaced anywhere.
 */
version: number, 
/**
 * The numbers of the hits.
 */
hits: Array<number>, };
/**
 * One hit.
 */
export type ReplaceHit = { 
/**
 * Its number in the article, from 0.
 */
number: number, 
/**
 * The field of the metadata, or `body`.
 */
field: string, 
/**
 * The line of the text, from 1.
 */
line: number, 
/**
 * What stands before it, on its line.
 */
before: string, 
/**
 * What is replaced.
 */
matched: string, 
/**
 * What stands behind it, on its line.
 */
after: string, 
/**
 * What would stand in its place.
 */
replacement: string, };
/**
 * What a replacement would change.
 */
export type ReplacePlan = { 
/**
 * The articles with hits.
 */
articles: Array<ReplaceArticle>, 
/**
 * How many hits there are in all.
 */
total: number, 
/**
 * Whether there are more than are shown; then only what is shown is replaced.
 */
truncated: boolean, };
/**
 * What is to be replaced by what.
 */
export type ReplaceRequest = { 
/**
 * What to look for: plain text, or a regular expression.
 */
find: string, 
/**
 * What to put in its place; in a regular expression `$1` is its first group.
 */
replace: string, 
/**
 * Whether `find` is a regular expression.
 */
regex: boolean, 
/**
 * Whether capital and small letters differ.
 */
matchCase: boolean, 
/**
 * Whether only whole words count.
 */
wholeWords: boolean, 
/**
 * Whether titles, subtitles and excerpts are looked through as well.
 */
inMetadata: boolean, 
/**
 * In which shelf.
 */
shelf: Shelf, 
/**
 * What the shelf is cut down to.
 */
filter: ArticleFilter, };
/**
 * A replacement to carry out.
 */
export type ReplaceRun = { 
/**
 * What by what.
 */
request: ReplaceRequest, 
/**
 * Which hits of which articles, as they were planned.
 */
chosen: Array<ReplaceChoice>, };
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
 * Two states of an article to compare. `None` is the working copy.
 */
export type RevisionCompare = { 
/**
 * Which article.
 */
id: string, 
/**
 * The first, older one.
 */
from: number | null, 
/**
 * The second, newer one.
 */
to: number | null, };
/**
 * A revision to keep by hand.
 */
export type RevisionKeep = { 
/**
 * Which article.
 */
id: string, 
/**
 * A name for it.
 */
name: string, };
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
words: number, 
/**
 * Words that came since the revision before.
 */
wordsAdded: number | null, 
/**
 * Words that went since the revision before.
 */
wordsRemoved: number | null, };
/**
 * A list that the author keeps under a name.
 */
export type SavedFilter = { 
/**
 * The name; one library has none twice.
 */
name: string, 
/**
 * The shelf.
 */
shelf: Shelf, 
/**
 * What it is cut down to.
 */
filter: ArticleFilter, 
/**
 * Its order.
 */
sort: Sort, 
/**
 * The order turned round.
 */
reverse: boolean, };
/**
 * All lists that are kept, in the author's order.
 */
export type SavedFilters = { 
/**
 * The lists.
 */
filters: Array<SavedFilter>, };
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
 * A section that is to move, with everything under its heading.
 */
export type SectionMove = { 
/**
 * Which open article.
 */
id: string, 
/**
 * Which heading of the outline, counted from 0.
 */
from: number, 
/**
 * Before which heading of the outline; as many as there are headings: to the end.
 */
to: number, };
/**
 * How much a problem matters.
 */
export type Severity = "error" | "warning" | "hint";
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
 * Where the site goes, and how.
 */
export type SiteExport = { 
/**
 * The token of the picked folder.
 */
target: string, 
/**
 * The address to use in place of the publication's.
 */
baseUrl: string | null, 
/**
 * Whether files that no export wrote, or that somebody changed since, may be replaced.
 */
overwrite: boolean, };
/**
 * Something that is not as it should be in a site.
 */
export type SiteProblem = { 
/**
 * The id of the article it is about; `None`: the site.
 */
article: string | null, 
/**
 * Its title, or its address where it has none; empty for the site.
 */
title: string, 
/**
 * The line of the text, from 1, where it has one.
 */
line: number | null, 
/**
 * What, and what to do.
 */
message: string, };
/**
 * What an export of the site did, or would do.
 */
export type SiteReport = { 
/**
 * Files that were not there.
 */
added: Array<ExportedFile>, 
/**
 * Files that are others now.
 */
changed: Array<ExportedFile>, 
/**
 * Paths of files that are gone.
 */
removed: Array<string>, 
/**
 * How many files stayed as they were.
 */
unchanged: number, 
/**
 * Bytes of all files of the site.
 */
size: number, 
/**
 * How long it took, in milliseconds.
 */
milliseconds: number, 
/**
 * The titles of scheduled articles whose time had come.
 */
published: Array<string>, 
/**
 * The front page, as an address that can be opened: below the publication's, or empty.
 */
url: string, 
/**
 * What is not as it should be.
 */
problems: Array<SiteProblem>, };
/**
 * A site that can be looked at.
 */
export type SiteServed = { 
/**
 * Its address, on this machine only.
 */
url: string, };
/**
 * What an export of the site is doing.
 */
export type SiteStage = "comparing" | "pages" | "pictures" | "placing";
/**
 * The order of a list.
 */
export type Sort = "changed" | "published" | "created" | "title";
/**
 * Languages that every text is checked in, besides its own. The first of a language decides its variant:
 * with `en-GB`, English is checked as in Britain.
 */
export type SpellingChoice = { 
/**
 * BCP 47 tags.
 */
languages: Array<string>, };
/**
 * A dictionary.
 */
export type SpellingDictionary = { 
/**
 * BCP 47 tag.
 */
language: string, 
/**
 * Where it comes from: a folder, or empty for the one that comes with Galley.
 */
folder: string, };
/**
 * What spelling is checked with.
 */
export type SpellingLanguages = { 
/**
 * The dictionaries found.
 */
dictionaries: Array<SpellingDictionary>, 
/**
 * Languages that every text is checked in, besides its own: the author's choice.
 */
chosen: Array<string>, 
/**
 * The author's own words, sorted.
 */
personal: Array<string>, };
/**
 * What is misspelt in the lines that were asked for.
 */
export type SpellingReport = { 
/**
 * The number of the edit it is of.
 */
number: number, 
/**
 * In the order of the text.
 */
words: Array<MisspeltWord>, 
/**
 * Languages of these lines without a dictionary, each told once for each open library.
 */
missing: Array<string>, };
/**
 * Which lines to spell-check.
 */
export type SpellingRequest = { 
/**
 * Which open article.
 */
id: string, 
/**
 * The first line, counted from 0.
 */
fromLine: number, 
/**
 * The line after the last.
 */
toLine: number, };
/**
 * A word and its language.
 */
export type SpellingWord = { 
/**
 * The word.
 */
word: string, 
/**
 * A BCP 47 tag.
 */
language: string | null, };
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
 * Changes that the window is to make to the text of the open draft.
 */
export type TextEdit = { 
/**
 * The number of the edit of the draft that the changes fit.
 */
number: number, 
/**
 * In ascending order, not overlapping; empty where there is nothing to do.
 */
changes: Array<TextChange>, };
/**
 * A stretch of a text, in UTF-16 code units.
 */
export type TextRange = { 
/**
 * Start.
 */
from: number, 
/**
 * End.
 */
to: number, };
/**
 * Counts of what a reader reads: marks, addresses, front matter and comments are not counted.
 */
export type TextStatistics = { 
/**
 * Words (UAX #29).
 */
words: number, 
/**
 * Characters as people count them (grapheme clusters).
 */
characters: number, 
/**
 * The same without white space.
 */
charactersWithoutSpaces: number, 
/**
 * Sentences (UAX #29) of paragraphs, lists and quotes; headings, code and tables have none.
 */
sentences: number, 
/**
 * Paragraphs, list items counted as such.
 */
paragraphs: number, 
/**
 * Words of a sentence on average; 0 where there is none.
 */
wordsPerSentence: number, 
/**
 * The words of the longest sentence.
 */
longestSentence: number, 
/**
 * Minutes of reading by the language's pace; 0 for no words.
 */
readingMinutes: number, 
/**
 * How easily it is read, where there is a formula for the language and a sentence to apply it to.
 */
readability: Readability | null, };
/**
 * One of several.
 */
export type ThemeChoice = { 
/**
 * What the publication stores.
 */
value: string, 
/**
 * What people read.
 */
label: string, };
/**
 * A copy of a theme to change.
 */
export type ThemeCopy = { 
/**
 * The built-in theme.
 */
from: string, 
/**
 * The name of the copy and of its folder: letters, digits, hyphens.
 */
name: string, };
/**
 * Something a publication may choose.
 */
export type ThemeOption = { 
/**
 * What the publication stores it under.
 */
name: string, 
/**
 * What people read.
 */
label: string, 
/**
 * Among what.
 */
kind: ThemeOptionKind, 
/**
 * What holds until somebody chooses. A colour is two: for light pages, a space, for dark pages.
 */
default: string, 
/**
 * What can be chosen; empty for a colour.
 */
choices: Array<ThemeChoice>, };
/**
 * Among what a publication chooses.
 */
export type ThemeOptionKind = "colour" | "type" | "choice";
/**
 * Something wrong with the theme in use, or with what was chosen among its options.
 */
export type ThemeProblem = { 
/**
 * The file of the theme, where it is in one.
 */
file: string | null, 
/**
 * The line in it, from 1.
 */
line: number | null, 
/**
 * The option that cannot be used.
 */
option: string | null, 
/**
 * What, and what to do.
 */
message: string, };
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
title: string, 
/**
 * One sentence about it.
 */
description: string, 
/**
 * Who made it; may be empty.
 */
author: string, 
/**
 * Whether it is the author's own, from the library's folder.
 */
own: boolean, 
/**
 * Why it cannot be used now.
 */
problem: string | null, 
/**
 * What a publication may choose.
 */
options: Array<ThemeOption>, };
/**
 * What left the trash.
 */
export type TrashEmptied = { 
/**
 * How many articles.
 */
articles: number, 
/**
 * How many pictures.
 */
media: number, };
/**
 * What leaves the trash for good.
 */
export type TrashEmpty = { 
/**
 * These articles; `None`: all.
 */
ids: Array<string> | null, 
/**
 * Whether pictures in the trash that nothing names go too.
 */
media: boolean, };
/**
 * Whether the window fills the screen.
 */
export type WindowFullScreen = { 
/**
 * Whether it does.
 */
on: boolean, };
/**
 * How large the window shows everything.
 */
export type WindowZoom = { 
/**
 * In per cent of what is usual.
 */
percent: number, };
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
detailsOpen: boolean, 
/**
 * What the author set in the window, by name. Only the window knows what the values mean.
 */
settings: { [key in string]: string }, };
/**
 * A problem of an article.
 */
export type WritingProblem = { 
/**
 * What is wrong.
 */
kind: WritingProblemKind, 
/**
 * How much it matters.
 */
severity: Severity, 
/**
 * What is wrong and what to do, in English.
 */
message: string, 
/**
 * What it is about, see the kinds.
 */
subject: string | null, 
/**
 * Figures that belong to it: the letters of an overlong title or description, the levels that a heading
 * jumps, the megabytes of a picture.
 */
count: number | null, 
/**
 * How much of that there is to be at most.
 */
most: number | null, 
/**
 * Of a picture: its pixels across and down.
 */
pixels: Pixels | null, 
/**
 * The part of the metadata it is in.
 */
field: ProblemField | null, 
/**
 * The line of the text it is in, counted from 0.
 */
line: number | null, 
/**
 * Where exactly.
 */
range: TextRange | null, 
/**
 * What would mend it.
 */
fix: ProblemFix | null, };
/**
 * What is wrong. The window says it in its own language; `subject` names the concerned thing.
 */
export type WritingProblemKind = "missing_title" | "long_title" | "missing_excerpt" | "long_description" | "missing_lead" | "missing_alt" | "missing_picture" | "remote_picture" | "oversized_picture" | "broken_link" | "missing_target" | "unpublished_target" | "missing_anchor" | "empty_link" | "bare_url" | "heading_jump" | "duplicate_heading" | "empty_heading" | "left_out" | "unreadable_formula" | "too_deep" | "too_large" | "unreadable_fields";

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
  /** Ends a verification or repair that goes on. */
  library_check_cancel: { request: Nothing; response: Nothing };
  /** Mends what can be mended without touching a text, and verifies everything again. */
  library_repair: { request: Nothing; response: RepairReport };
  /** Where the window and its panes were. */
  workspace_load: { request: Nothing; response: Workspace };
  /** Keeps where the window and its panes are. */
  workspace_save: { request: Workspace; response: Nothing };
  /** Shows the window larger or smaller, from a quarter to five times its usual size. */
  window_zoom: { request: WindowZoom; response: Nothing };
  /** Says what the system's own dialogs are headed by from now on. */
  window_dialogs: { request: DialogWords; response: Nothing };
  /** Lets the window fill the screen, or be as large as it was. */
  window_full_screen: { request: WindowFullScreen; response: Nothing };
  /** Changes what the library says about its publication. */
  publication_save: { request: PublicationSave; response: Publication };
  /** The themes that can be chosen: the built-in ones and the author's own. */
  theme_list: { request: Nothing; response: Array<ThemeSummary> };
  /** Writes a copy of a built-in theme into the library's folder of themes, to be changed. */
  theme_copy: { request: ThemeCopy; response: ThemeSummary };
  /** What is wrong with the theme in use, and with what was chosen among its options. */
  theme_problems: { request: Nothing; response: Array<ThemeProblem> };
  /** One page of the articles on a shelf, newest first. */
  article_list: { request: ArticleListRequest; response: ArticleList };
  /** Finds articles by their words: newest first, with excerpts. */
  article_search: { request: ArticleSearchRequest; response: ArticleSearchResult };
  /** The same, the best first. Takes longer, and is ended by the next search of either kind. */
  article_search_ranked: { request: ArticleSearchRequest; response: ArticleSearchResult };
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
  /** Makes working copies live: that is what readers see from now on. */
  article_publish: { request: ArticleRefs; response: BulkDone };
  /** Throws away what was changed since the article was published; what goes is kept as a revision. */
  article_discard: { request: ArticleRef; response: ArticleSaved };
  /** What readers see of an article; `None` where it is not out. */
  article_live: { request: ArticleRef; response: LiveVersion | null };
  /** The page that readers see of an article, as a preview; `None` where it is not out. */
  article_live_page: { request: ArticleRef; response: PreviewPage | null };
  /** Changes many articles at once, all of them or none. */
  article_bulk: { request: ArticleBulk; response: BulkDone };
  /** What links to an article, and which of its links lead nowhere. */
  article_links: { request: ArticleRef; response: ArticleLinks };
  /** The comments that came with an article. */
  article_comments: { request: ArticleRef; response: Array<Comment> };
  /** The lists that the author keeps. */
  filter_list: { request: Nothing; response: SavedFilters };
  /** Replaces the lists that the author keeps. */
  filter_save: { request: SavedFilters; response: Nothing };
  /** What was done last and can be undone, newest first. */
  operation_list: { request: OperationListRequest; response: Array<Operation> };
  /** Undoes an operation; what was changed since is left as it is. */
  operation_undo: { request: OperationRef; response: OperationUndone };
  /** All tags, authors or sections. */
  profile_list: { request: ProfileListRequest; response: Array<Profile> };
  /** Keeps what is said about a tag, an author or a section. */
  profile_save: { request: Profile; response: Nothing };
  /** Renames or merges a tag, an author or a section in every article. */
  profile_rename: { request: ProfileRename; response: BulkDone };
  /** Takes a tag, an author or a section off every article. */
  profile_delete: { request: ProfileRef; response: BulkDone };
  /** Removes for good what is in the trash. */
  trash_empty: { request: TrashEmpty; response: TrashEmptied };
  /** What the library does by itself. */
  housekeeping_load: { request: Nothing; response: Housekeeping };
  /** Changes what the library does by itself. */
  housekeeping_save: { request: Housekeeping; response: Nothing };
  /** What replacing a text across articles would change. */
  replace_plan: { request: ReplaceRequest; response: ReplacePlan };
  /** Replaces a text across articles, all chosen hits or none. */
  replace_run: { request: ReplaceRun; response: BulkDone };
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
  /** Counts of the open draft, and of what is selected in it. */
  draft_statistics: { request: DraftStatisticsRequest; response: DraftStatistics };
  /** What to look at before the open draft goes out, with fixes. */
  draft_problems: { request: ArticleRef; response: ArticleProblems };
  /** The same for an article as it is kept. */
  article_problems: { request: ArticleRef; response: ArticleProblems };
  /** The headings of the open draft, each with the stretch of its section, and the addresses that become cards. */
  draft_outline: { request: ArticleRef; response: DraftOutline };
  /** How a section moves; the window makes the changes. */
  draft_move_section: { request: SectionMove; response: TextEdit };
  /** What is misspelt in some lines of the open draft. A newer call cancels an older one of the same draft, which then answers with what it has. */
  draft_spelling: { request: SpellingRequest; response: SpellingReport };
  /** What a misspelt word may have meant, the likeliest first. */
  spelling_suggest: { request: SpellingWord; response: Array<string> };
  /** Takes a word into the author's dictionary, which the library keeps. */
  spelling_learn: { request: SpellingWord; response: Nothing };
  /** Takes a word out of the author's dictionary again. */
  spelling_forget: { request: SpellingWord; response: Nothing };
  /** Lets a word pass until the library is closed. */
  spelling_ignore: { request: SpellingWord; response: Nothing };
  /** The dictionaries that were found, the languages chosen, and the author's own words. */
  spelling_languages: { request: Nothing; response: SpellingLanguages };
  /** Chooses languages that every text is checked in, besides its own. */
  spelling_choose: { request: SpellingChoice; response: SpellingLanguages };
  /** HTML from the clipboard as Markdown; pictures inside it become media. */
  paste_html: { request: PasteHtml; response: Pasted };
  /** Emoji whose names begin with, or hold, what was typed. */
  emoji_find: { request: EmojiQuery; response: Array<Emoji> };
  /** Sets a goal of words, for an article or for every day. */
  goal_save: { request: GoalSave; response: Nothing };
  /** Goals, and what was written on a day and in this session. */
  goal_state: { request: GoalQuery; response: GoalState };
  /** The revisions of an article, newest first. */
  revision_list: { request: ArticleRef; response: Array<RevisionSummary> };
  /** One revision, whole. */
  revision_show: { request: RevisionRef; response: Revision };
  /** Makes a revision the working copy again; what it replaces is kept as a revision. */
  revision_restore: { request: RevisionRestore; response: ArticleSaved };
  /** Keeps the working copy as a revision with a name. */
  revision_keep: { request: RevisionKeep; response: Array<RevisionSummary> };
  /** Compares two revisions, or one with the working copy, word by word. */
  revision_compare: { request: RevisionCompare; response: Comparison };
  /** Asks for picture files with the system's own dialog. */
  medium_pick: { request: Nothing; response: Picked | null };
  /** Takes the picked file into the library. */
  medium_add: { request: PickedRef; response: Medium };
  /** Takes in content that was pasted or dropped. */
  medium_add_content: { request: MediumContent; response: Medium | null };
  /** Gives up a picture that is on its way: its parts are forgotten, its file is not read on. */
  medium_cancel: { request: MediumArrival; response: Nothing };
  /** One medium, by its hash. */
  medium_show: { request: MediumRef; response: Medium };
  /** One page of the media, newest first. */
  medium_list: { request: MediumListRequest; response: MediumList };
  /** Where a medium is used. */
  medium_uses: { request: MediumRef; response: MediumUses };
  /** Keeps what is said about a medium. */
  medium_describe: { request: MediumDescribe; response: Medium };
  /** Moves media that no article shows to the trash. */
  medium_trash: { request: MediumRefs; response: Nothing };
  /** Brings media back from the trash. */
  medium_restore: { request: MediumRefs; response: Nothing };
  /** Puts one medium in the place of another in every article. */
  medium_replace: { request: MediumReplace; response: BulkDone };
  /** Asks where an export goes with the system's own dialog. */
  export_pick_target: { request: ExportPickTarget; response: Picked | null };
  /** Exports an article to the picked place. */
  export_article: { request: ExportArticle; response: ExportReport };
  /** Asks for the folder that several articles go to, with the system's own dialog. */
  export_pick_folder: { request: Nothing; response: Picked | null };
  /** Exports several articles, or all of them, into the picked folder; tells how far it is by events. */
  export_articles: { request: ExportArticles; response: ExportReport };
  /** Ends the export of several articles that is at work; what it has written stays. */
  export_cancel: { request: Nothing; response: Nothing };
  /** Puts an article on the clipboard. */
  export_copy: { request: ExportCopy; response: ExportReport };
  /** Shows what a fragment or Markdown would be, before anything is written. */
  export_look: { request: ExportLook; response: ExportLooked };
  /** Shows the file of the last export in the system's file manager. */
  export_reveal: { request: PickedRef; response: Nothing };
  /** Asks with the system's own dialog for the folder that the site goes into. */
  site_pick_target: { request: Nothing; response: Picked | null };
  /** The folder of the last export of the site, if it is still there. */
  site_target: { request: Nothing; response: Picked | null };
  /** What an export of the site would change, and everything that is not as it should be. */
  site_plan: { request: SiteExport; response: SiteReport };
  /** Exports the site; tells how far it is by events. */
  site_export: { request: SiteExport; response: SiteReport };
  /** Ends the export that is at work before it changes anything. */
  site_cancel: { request: Nothing; response: Nothing };
  /** Shows the folder of a site in the system's file manager. */
  site_reveal: { request: PickedRef; response: Nothing };
  /** Serves an exported site as a host would, on this machine only; reloads what shows it when it changes. */
  site_serve_start: { request: PickedRef; response: SiteServed };
  /** Ends that. */
  site_serve_stop: { request: Nothing; response: Nothing };
  /** How the library's backups stand. */
  backup_state: { request: Nothing; response: BackupState };
  /** Makes a backup now, into all folders that are set. */
  backup_now: { request: Nothing; response: Backup };
  /** Ends a backup or a restore that goes on. */
  backup_cancel: { request: Nothing; response: Nothing };
  /** The backups that can be restored, newest first; also of a library that cannot be opened. */
  backup_list: { request: Nothing; response: Array<Backup> };
  /** The backups in a picked folder, newest first. */
  backup_list_in: { request: PickedRef; response: Array<Backup> };
  /** Sets whether backups are made by themselves, and where they go besides the library's own folder. */
  backup_settings_save: { request: BackupSettings; response: BackupState };
  /** Makes the library of a backup anew in a picked, empty folder; never over a library. */
  backup_restore: { request: BackupRestore; response: BackupRestored };
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
  /** Asks for a file or a folder to import with the system's own dialog; `None` where the author cancelled. */
  import_pick: { request: ImportPick; response: Picked | null };
  /** Begins a dry run: what will come, what is there already, what has problems. Nothing is changed. */
  import_plan: { request: ImportRequest; response: ImportJob };
  /** Begins an import. */
  import_run: { request: ImportRequest; response: ImportJob };
  /** Stops an import or a dry run; what came in before stays. */
  import_cancel: { request: ImportJob; response: Nothing };
  /** What an import or a dry run did; `None` while it is under way. */
  import_report: { request: ImportJob; response: ImportReport | null };
  /** Asks where to keep a report with the system's own dialog, and writes it there; `None` where the author cancelled, else the path. */
  import_save_report: { request: ImportJob; response: string | null };
  /** Takes an import back whole: what it brought goes to the trash, what it changed is what it was. */
  import_undo: { request: ImportUndo; response: ImportUndone };
  /** What a link of the preview really leads to, for the hint that is shown before it opens. */
  link_describe: { request: LinkRef; response: LinkDescription };
  /** Opens a link in the system's browser, if its scheme is on the list. */
  link_open: { request: LinkRef; response: Nothing };
}

/** The channel that carries every event. */
export const CHANNEL = "galley";
