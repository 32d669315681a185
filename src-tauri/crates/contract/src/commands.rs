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
            /// Where the window and its panes were.
            workspace_load(Nothing) -> Workspace;
            /// Keeps where the window and its panes are.
            workspace_save(Workspace) -> Nothing;
            /// Changes what the library says about its publication.
            publication_save(PublicationSave) -> Publication;
            /// The themes that can be chosen.
            theme_list(Nothing) -> Vec<ThemeSummary>;

            /// One page of the articles on a shelf, newest first.
            article_list(ArticleListRequest) -> ArticleList;
            /// Finds articles by their words: newest first, with excerpts.
            article_search(ArticleSearchRequest) -> ArticleSearchResult;
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
            medium_add_content(MediumContent) -> Medium;
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
            /// Puts an article on the clipboard.
            export_copy(ExportCopy) -> ExportReport;
            /// Shows the file of the last export in the system's file manager.
            export_reveal(PickedRef) -> Nothing;

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
