//! The table of commands, and what is read from it.

use serde_json::Value;

use crate::*;

/// Passes the whole table to `$reader`. One row: documentation, name, request type, response type.
macro_rules! command_table {
    ($reader:ident) => {
        $reader! {
            /// Which library is open, or why none is.
            library_state(Nothing) -> LibraryState;
            /// Asks for a folder with the system's own dialog; `None` where the author cancelled.
            library_pick(Nothing) -> Option<Picked>;
            /// Opens the library in the picked folder instead of the present one.
            library_open(PickedRef) -> LibraryState;
            /// Makes a new, empty library in the picked folder and opens it.
            library_create(PickedRef) -> LibraryState;
            /// Verifies the database, its search index, its references and its media.
            library_check(Nothing) -> CheckReport;
            /// Ends a verification or repair that goes on.
            library_check_cancel(Nothing) -> Nothing;
            /// Mends what can be mended without touching a text, and verifies everything again.
            library_repair(Nothing) -> RepairReport;
            /// Where the window and its panes were.
            workspace_load(Nothing) -> Workspace;
            /// Keeps where the window and its panes are.
            workspace_save(Workspace) -> Nothing;
            /// Shows the window larger or smaller, from a quarter to five times its usual size.
            window_zoom(WindowZoom) -> Nothing;
            /// Says what the system's own dialogs are headed by from now on.
            window_dialogs(DialogWords) -> Nothing;
            /// Lets the window fill the screen, or be as large as it was.
            window_full_screen(WindowFullScreen) -> Nothing;
            /// Changes what the library says about its publication.
            publication_save(PublicationSave) -> Publication;
            /// The themes that can be chosen: the built-in ones and the author's own.
            theme_list(Nothing) -> Vec<ThemeSummary>;
            /// Writes a copy of a built-in theme into the library's folder of themes, to be changed.
            theme_copy(ThemeCopy) -> ThemeSummary;
            /// What is wrong with the theme in use, and with what was chosen among its options.
            theme_problems(Nothing) -> Vec<ThemeProblem>;

            /// One page of the articles on a shelf, newest first.
            article_list(ArticleListRequest) -> ArticleList;
            /// Finds articles by their words: newest first, with excerpts.
            article_search(ArticleSearchRequest) -> ArticleSearchResult;
            /// The same, the best first. Takes longer, and is ended by the next search of either kind.
            article_search_ranked(ArticleSearchRequest) -> ArticleSearchResult;
            /// Makes an article.
            article_create(ArticleCreate) -> Article;
            /// One article, whole.
            article_show(ArticleRef) -> Article;
            /// Replaces text and metadata of an article, if nobody saved it since `base_version`.
            article_save(ArticleSave) -> ArticleSaved;
            /// Moves articles to another status.
            article_set_status(ArticleSetStatus) -> Vec<ArticleSummary>;
            /// Makes a copy of an article, as a draft.
            article_duplicate(ArticleRef) -> Article;
            /// Moves articles to the trash.
            article_trash(ArticleRefs) -> Vec<ArticleSummary>;
            /// Brings articles back from the trash.
            article_restore(ArticleRefs) -> Vec<ArticleSummary>;

            /// Makes working copies live: that is what readers see from now on.
            article_publish(ArticleRefs) -> BulkDone;
            /// Throws away what was changed since the article was published; what goes is kept as a revision.
            article_discard(ArticleRef) -> ArticleSaved;
            /// What readers see of an article; `None` where it is not out.
            article_live(ArticleRef) -> Option<LiveVersion>;
            /// The page that readers see of an article, as a preview; `None` where it is not out.
            article_live_page(ArticleRef) -> Option<PreviewPage>;
            /// Changes many articles at once, all of them or none.
            article_bulk(ArticleBulk) -> BulkDone;
            /// What links to an article, and which of its links lead nowhere.
            article_links(ArticleRef) -> ArticleLinks;
            /// The comments that came with an article.
            article_comments(ArticleRef) -> Vec<Comment>;
            /// The lists that the author keeps.
            filter_list(Nothing) -> SavedFilters;
            /// Replaces the lists that the author keeps.
            filter_save(SavedFilters) -> Nothing;
            /// What was done last and can be undone, newest first.
            operation_list(OperationListRequest) -> Vec<Operation>;
            /// Undoes an operation; what was changed since is left as it is.
            operation_undo(OperationRef) -> OperationUndone;
            /// All tags, authors or sections.
            profile_list(ProfileListRequest) -> Vec<Profile>;
            /// Keeps what is said about a tag, an author or a section.
            profile_save(Profile) -> Nothing;
            /// Renames or merges a tag, an author or a section in every article.
            profile_rename(ProfileRename) -> BulkDone;
            /// Takes a tag, an author or a section off every article.
            profile_delete(ProfileRef) -> BulkDone;
            /// Removes for good what is in the trash.
            trash_empty(TrashEmpty) -> TrashEmptied;
            /// What the library does by itself.
            housekeeping_load(Nothing) -> Housekeeping;
            /// Changes what the library does by itself.
            housekeeping_save(Housekeeping) -> Nothing;
            /// What replacing a text across articles would change.
            replace_plan(ReplaceRequest) -> ReplacePlan;
            /// Replaces a text across articles, all chosen hits or none.
            replace_run(ReplaceRun) -> BulkDone;

            /// Opens an article for writing, with its preview.
            draft_open(ArticleRef) -> DraftOpened;
            /// Tells the engine what was typed; answers with what changes in the preview.
            draft_edit(DraftEdit) -> PreviewPatch;
            /// Gives the engine the whole text again, after it lost step with the editor.
            draft_reset(DraftReset) -> PreviewPage;
            /// Puts on disk what the engine was told; answers once it is there.
            draft_save(DraftSave) -> ArticleSaved;
            /// Leaves an article; what was saved stays as a revision.
            draft_close(ArticleRef) -> Nothing;

            // Writing.
            /// Counts of the open draft, and of what is selected in it.
            draft_statistics(DraftStatisticsRequest) -> DraftStatistics;
            /// What to look at before the open draft goes out, with fixes.
            draft_problems(ArticleRef) -> ArticleProblems;
            /// The same for an article as it is kept.
            article_problems(ArticleRef) -> ArticleProblems;
            /// The headings of the open draft, each with the stretch of its section, and the addresses that become cards.
            draft_outline(ArticleRef) -> DraftOutline;
            /// How a section moves; the window makes the changes.
            draft_move_section(SectionMove) -> TextEdit;
            /// What is misspelt in some lines of the open draft. A newer call cancels an older one of the same
            /// draft, which then answers with what it has.
            draft_spelling(SpellingRequest) -> SpellingReport;
            /// What a misspelt word may have meant, the likeliest first.
            spelling_suggest(SpellingWord) -> Vec<String>;
            /// Takes a word into the author's dictionary, which the library keeps.
            spelling_learn(SpellingWord) -> Nothing;
            /// Takes a word out of the author's dictionary again.
            spelling_forget(SpellingWord) -> Nothing;
            /// Lets a word pass until the library is closed.
            spelling_ignore(SpellingWord) -> Nothing;
            /// The dictionaries that were found, the languages chosen, and the author's own words.
            spelling_languages(Nothing) -> SpellingLanguages;
            /// Chooses languages that every text is checked in, besides its own.
            spelling_choose(SpellingChoice) -> SpellingLanguages;
            /// HTML from the clipboard as Markdown; pictures inside it become media.
            paste_html(PasteHtml) -> Pasted;
            /// Emoji whose names begin with, or hold, what was typed.
            emoji_find(EmojiQuery) -> Vec<Emoji>;
            /// Sets a goal of words, for an article or for every day.
            goal_save(GoalSave) -> Nothing;
            /// Goals, and what was written on a day and in this session.
            goal_state(GoalQuery) -> GoalState;

            /// The revisions of an article, newest first.
            revision_list(ArticleRef) -> Vec<RevisionSummary>;
            /// One revision, whole.
            revision_show(RevisionRef) -> Revision;
            /// Makes a revision the working copy again; what it replaces is kept as a revision.
            revision_restore(RevisionRestore) -> ArticleSaved;

            /// Keeps the working copy as a revision with a name.
            revision_keep(RevisionKeep) -> Vec<RevisionSummary>;
            /// Compares two revisions, or one with the working copy, word by word.
            revision_compare(RevisionCompare) -> Comparison;

            /// Asks for picture files with the system's own dialog.
            medium_pick(Nothing) -> Option<Picked>;
            /// Takes the picked file into the library.
            medium_add(PickedRef) -> Medium;
            /// Takes in content that was pasted or dropped.
            medium_add_content(MediumContent) -> Option<Medium>;
            /// Gives up a picture that is on its way: its parts are forgotten, its file is not read on.
            medium_cancel(MediumArrival) -> Nothing;
            /// One medium, by its hash.
            medium_show(MediumRef) -> Medium;

            /// One page of the media, newest first.
            medium_list(MediumListRequest) -> MediumList;
            /// Where a medium is used.
            medium_uses(MediumRef) -> MediumUses;
            /// Keeps what is said about a medium.
            medium_describe(MediumDescribe) -> Medium;
            /// Moves media that no article shows to the trash.
            medium_trash(MediumRefs) -> Nothing;
            /// Brings media back from the trash.
            medium_restore(MediumRefs) -> Nothing;
            /// Puts one medium in the place of another in every article.
            medium_replace(MediumReplace) -> BulkDone;

            /// Asks where an export goes with the system's own dialog.
            export_pick_target(ExportPickTarget) -> Option<Picked>;
            /// Exports an article to the picked place.
            export_article(ExportArticle) -> ExportReport;
            /// Asks for the folder that several articles go to, with the system's own dialog.
            export_pick_folder(Nothing) -> Option<Picked>;
            /// Exports several articles, or all of them, into the picked folder; tells how far it is by events.
            export_articles(ExportArticles) -> ExportReport;
            /// Ends the export of several articles that is at work; what it has written stays.
            export_cancel(Nothing) -> Nothing;
            /// Puts an article on the clipboard.
            export_copy(ExportCopy) -> ExportReport;
            /// Shows what a fragment or Markdown would be, before anything is written.
            export_look(ExportLook) -> ExportLooked;
            /// Shows the file of the last export in the system's file manager.
            export_reveal(PickedRef) -> Nothing;

            // The site.
            /// Asks with the system's own dialog for the folder that the site goes into.
            site_pick_target(Nothing) -> Option<Picked>;
            /// The folder of the last export of the site, if it is still there.
            site_target(Nothing) -> Option<Picked>;
            /// What an export of the site would change, and everything that is not as it should be.
            site_plan(SiteExport) -> SiteReport;
            /// Exports the site; tells how far it is by events.
            site_export(SiteExport) -> SiteReport;
            /// Ends the export that is at work before it changes anything.
            site_cancel(Nothing) -> Nothing;
            /// Shows the folder of a site in the system's file manager.
            site_reveal(PickedRef) -> Nothing;
            /// Serves an exported site as a host would, on this machine only; reloads what shows it when it changes.
            site_serve_start(PickedRef) -> SiteServed;
            /// Ends that.
            site_serve_stop(Nothing) -> Nothing;

            // Backups.
            /// How the library's backups stand.
            backup_state(Nothing) -> BackupState;
            /// Makes a backup now, into all folders that are set.
            backup_now(Nothing) -> Backup;
            /// Ends a backup or a restore that goes on.
            backup_cancel(Nothing) -> Nothing;
            /// The backups that can be restored, newest first; also of a library that cannot be opened.
            backup_list(Nothing) -> Vec<Backup>;
            /// The backups in a picked folder, newest first.
            backup_list_in(PickedRef) -> Vec<Backup>;
            /// Sets whether backups are made by themselves, and where they go besides the library's own folder.
            backup_settings_save(BackupSettings) -> BackupState;
            /// Makes the library of a backup anew in a picked, empty folder; never over a library.
            backup_restore(BackupRestore) -> BackupRestored;
            // The mirror: a folder of Markdown files in step with the library.
            /// How the mirror stands.
            mirror_state(Nothing) -> MirrorState;
            /// Asks for the folder of the mirror with the system's own dialog.
            mirror_pick(Nothing) -> Option<Picked>;
            /// Keeps the picked folder in step with the library from now on.
            mirror_start(PickedRef) -> MirrorState;
            /// Leaves the folder as it is from now on; nothing is removed.
            mirror_stop(Nothing) -> MirrorState;
            /// Brings both sides together now, and answers when that is done.
            mirror_sync_now(Nothing) -> MirrorReport;
            /// The texts that could not be merged.
            mirror_conflicts(Nothing) -> Vec<MirrorConflict>;
            /// Chooses between two texts; the one that is not chosen stays as a revision.
            mirror_resolve(MirrorResolve) -> MirrorState;
            /// Answers what the mirror asks about files that are gone.
            mirror_confirm(MirrorConfirm) -> MirrorReport;
            // Import.
            /// Asks for a file or a folder to import with the system's own dialog; `None` where the author cancelled.
            import_pick(ImportPick) -> Option<Picked>;
            /// Begins a dry run: what will come, what is there already, what has problems. Nothing is changed.
            import_plan(ImportRequest) -> ImportJob;
            /// Begins an import.
            import_run(ImportRequest) -> ImportJob;
            /// Stops an import or a dry run; what came in before stays.
            import_cancel(ImportJob) -> Nothing;
            /// What an import or a dry run did; `None` while it is under way.
            import_report(ImportJob) -> Option<ImportReport>;
            /// Asks where to keep a report with the system's own dialog, and writes it there; `None` where the author
            /// cancelled, else the path.
            import_save_report(ImportJob) -> Option<String>;
            /// Takes an import back whole: what it brought goes to the trash, what it changed is what it was.
            import_undo(ImportUndo) -> ImportUndone;

            /// What a link of the preview really leads to, for the hint that is shown before it opens.
            link_describe(LinkRef) -> LinkDescription;
            /// Opens a link in the system's browser, if its scheme is on the list.
            link_open(LinkRef) -> Nothing;
        }
    };
}
pub(crate) use command_table;

macro_rules! read_handler {
    ($($(#[$doc:meta])* $name:ident($request:ty) -> $response:ty;)*) => {
        /// What the engine does for each command. The program does not compile while one is missing.
        pub trait Handler {
            $($(#[$doc])*
            ///
            /// # Errors
            /// An [`ApiError`] that says what happened, to what, and what to do.
            fn $name(&self, request: $request) -> Result<$response, ApiError>;)*
        }

        /// The names of all commands, in the order of the table.
        pub const COMMANDS: &[&str] = &[$(stringify!($name)),*];

        /// Carries out one command: arguments in, answer out, both as JSON.
        ///
        /// # Errors
        /// What the command answers, or [`ErrorCode::Invalid`] for an unknown name or arguments that do not fit.
        pub fn dispatch(handler: &impl Handler, name: &str, arguments: Value) -> Result<Value, ApiError> {
            match name {
                $(stringify!($name) => {
                    let request = serde_json::from_value::<$request>(arguments)
                        .map_err(|error| ApiError::invalid(format!("The call “{name}” does not fit: {error}.")))?;
                    let response = handler.$name(request)?;
                    serde_json::to_value(response)
                        .map_err(|error| ApiError::internal(format!("The answer to “{name}” could not be written: {error}.")))
                })*
                _ => Err(ApiError::invalid(format!("There is no command “{name}”."))),
            }
        }
    };
}
command_table!(read_handler);
