//! The table of commands, answered: each row is one line into the module that does it.

use contract::*;

use crate::Engine;

impl Handler for Engine {
    fn library_state(&self, _: Nothing) -> Result<LibraryState, ApiError> {
        Ok(self.library_state_now())
    }
    fn library_pick(&self, _: Nothing) -> Result<Option<Picked>, ApiError> {
        Ok(self.pick_library())
    }
    fn library_open(&self, request: PickedRef) -> Result<LibraryState, ApiError> {
        self.open_library(&request)
    }
    fn library_create(&self, request: PickedRef) -> Result<LibraryState, ApiError> {
        self.create_library(&request)
    }
    fn library_check(&self, _: Nothing) -> Result<CheckReport, ApiError> {
        self.check_library_now()
    }
    fn workspace_load(&self, _: Nothing) -> Result<Workspace, ApiError> {
        self.load_workspace()
    }
    fn workspace_save(&self, request: Workspace) -> Result<Nothing, ApiError> {
        self.save_workspace(&request)
    }
    fn publication_save(&self, request: PublicationSave) -> Result<Publication, ApiError> {
        self.save_publication(request)
    }
    fn theme_list(&self, _: Nothing) -> Result<Vec<ThemeSummary>, ApiError> {
        self.themes()
    }
    fn theme_copy(&self, request: ThemeCopy) -> Result<ThemeSummary, ApiError> {
        self.copy_theme(&request)
    }
    fn theme_problems(&self, _: Nothing) -> Result<Vec<ThemeProblem>, ApiError> {
        Ok(self.library()?.theme_problems())
    }
    fn article_list(&self, request: ArticleListRequest) -> Result<ArticleList, ApiError> {
        self.list_articles(&request)
    }
    fn article_search(&self, request: ArticleSearchRequest) -> Result<ArticleSearchResult, ApiError> {
        self.search_articles(&request)
    }
    fn article_create(&self, request: ArticleCreate) -> Result<Article, ApiError> {
        self.create_article(request)
    }
    fn article_show(&self, request: ArticleRef) -> Result<Article, ApiError> {
        self.library()?.show_article(&crate::convert::article_id(&request.id)?)
    }
    fn article_save(&self, request: ArticleSave) -> Result<ArticleSaved, ApiError> {
        self.save_article(request)
    }
    fn article_set_status(&self, request: ArticleSetStatus) -> Result<Vec<ArticleSummary>, ApiError> {
        self.set_status(&request)
    }
    fn article_duplicate(&self, request: ArticleRef) -> Result<Article, ApiError> {
        self.duplicate_article(&request)
    }
    fn article_trash(&self, request: ArticleRefs) -> Result<Vec<ArticleSummary>, ApiError> {
        self.trash_articles(&request)
    }
    fn article_restore(&self, request: ArticleRefs) -> Result<Vec<ArticleSummary>, ApiError> {
        self.restore_articles(&request)
    }
    fn draft_open(&self, request: ArticleRef) -> Result<DraftOpened, ApiError> {
        self.open_draft(&request)
    }
    fn draft_edit(&self, request: DraftEdit) -> Result<PreviewPatch, ApiError> {
        self.edit_draft(request)
    }
    fn draft_reset(&self, request: DraftReset) -> Result<PreviewPage, ApiError> {
        self.reset_draft(request)
    }
    fn draft_save(&self, request: DraftSave) -> Result<ArticleSaved, ApiError> {
        self.save_draft(&request)
    }
    fn draft_close(&self, request: ArticleRef) -> Result<Nothing, ApiError> {
        self.close_draft(&request)
    }
    fn revision_list(&self, request: ArticleRef) -> Result<Vec<RevisionSummary>, ApiError> {
        self.list_revisions(&request)
    }
    fn revision_show(&self, request: RevisionRef) -> Result<Revision, ApiError> {
        self.show_revision(&request)
    }
    fn revision_restore(&self, request: RevisionRestore) -> Result<ArticleSaved, ApiError> {
        self.restore_revision(&request)
    }
    fn medium_pick(&self, _: Nothing) -> Result<Option<Picked>, ApiError> {
        Ok(self.desktop().pick_picture().map(|path| self.pick(path)))
    }
    fn medium_add(&self, request: PickedRef) -> Result<Medium, ApiError> {
        self.add_picked_medium(&request)
    }
    fn medium_add_content(&self, request: MediumContent) -> Result<Medium, ApiError> {
        self.add_medium_content(&request)
    }
    fn medium_show(&self, request: MediumRef) -> Result<Medium, ApiError> {
        self.show_medium(&request)
    }
    fn export_pick_target(&self, request: ExportPickTarget) -> Result<Option<Picked>, ApiError> {
        self.pick_export_target(&request)
    }
    fn export_article(&self, request: ExportArticle) -> Result<ExportReport, ApiError> {
        self.export_to_target(&request)
    }
    fn export_pick_folder(&self, _: Nothing) -> Result<Option<Picked>, ApiError> {
        Ok(self.desktop().pick_folder().map(|path| self.pick(path)))
    }
    fn export_articles(&self, request: ExportArticles) -> Result<ExportReport, ApiError> {
        self.export_several(&request)
    }
    fn export_copy(&self, request: ExportCopy) -> Result<ExportReport, ApiError> {
        self.copy_article(&request)
    }
    fn export_reveal(&self, request: PickedRef) -> Result<Nothing, ApiError> {
        self.reveal_export(&request)
    }
    fn link_describe(&self, request: LinkRef) -> Result<LinkDescription, ApiError> {
        self.describe_link(&request)
    }
    fn link_open(&self, request: LinkRef) -> Result<Nothing, ApiError> {
        self.open_link(&request)
    }
}
