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
    fn library_check_cancel(&self, _: Nothing) -> Result<Nothing, ApiError> {
        self.cancel_check()
    }
    fn library_repair(&self, _: Nothing) -> Result<RepairReport, ApiError> {
        self.repair_library()
    }
    fn workspace_load(&self, _: Nothing) -> Result<Workspace, ApiError> {
        self.load_workspace()
    }
    fn workspace_save(&self, request: Workspace) -> Result<Nothing, ApiError> {
        self.save_workspace(&request)
    }
    fn window_full_screen(&self, request: WindowFullScreen) -> Result<Nothing, ApiError> {
        self.desktop().fill_screen(request.on);
        Ok(Nothing {})
    }
    fn window_zoom(&self, request: WindowZoom) -> Result<Nothing, ApiError> {
        self.desktop().zoom(f64::from(request.percent.clamp(25, 500)) / 100.0);
        Ok(Nothing {})
    }
    fn window_dialogs(&self, request: DialogWords) -> Result<Nothing, ApiError> {
        self.desktop().head_dialogs(request);
        Ok(Nothing {})
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
    fn article_search_ranked(&self, request: ArticleSearchRequest) -> Result<ArticleSearchResult, ApiError> {
        self.search_ranked(&request)
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
    fn article_publish(&self, request: ArticleRefs) -> Result<BulkDone, ApiError> {
        self.publish_articles(&request)
    }
    fn article_discard(&self, request: ArticleRef) -> Result<ArticleSaved, ApiError> {
        self.discard_changes(&request)
    }
    fn article_live(&self, request: ArticleRef) -> Result<Option<LiveVersion>, ApiError> {
        self.live_version(&request)
    }
    fn article_live_page(&self, request: ArticleRef) -> Result<Option<PreviewPage>, ApiError> {
        self.live_page(&request)
    }
    fn article_bulk(&self, request: ArticleBulk) -> Result<BulkDone, ApiError> {
        self.change_many(&request)
    }
    fn article_links(&self, request: ArticleRef) -> Result<ArticleLinks, ApiError> {
        self.article_links(&request)
    }
    fn article_comments(&self, request: ArticleRef) -> Result<Vec<Comment>, ApiError> {
        self.article_comments(&request)
    }
    fn filter_list(&self, _: Nothing) -> Result<SavedFilters, ApiError> {
        self.list_filters()
    }
    fn filter_save(&self, request: SavedFilters) -> Result<Nothing, ApiError> {
        self.save_filters(&request)
    }
    fn operation_list(&self, request: OperationListRequest) -> Result<Vec<Operation>, ApiError> {
        self.list_operations(&request)
    }
    fn operation_undo(&self, request: OperationRef) -> Result<OperationUndone, ApiError> {
        self.undo_operation(&request)
    }
    fn profile_list(&self, request: ProfileListRequest) -> Result<Vec<Profile>, ApiError> {
        self.list_profiles(&request)
    }
    fn profile_save(&self, request: Profile) -> Result<Nothing, ApiError> {
        self.save_profile(request)
    }
    fn profile_rename(&self, request: ProfileRename) -> Result<BulkDone, ApiError> {
        self.rename_profile(&request)
    }
    fn profile_delete(&self, request: ProfileRef) -> Result<BulkDone, ApiError> {
        self.delete_profile(&request)
    }
    fn trash_empty(&self, request: TrashEmpty) -> Result<TrashEmptied, ApiError> {
        self.empty_trash(&request)
    }
    fn housekeeping_load(&self, _: Nothing) -> Result<Housekeeping, ApiError> {
        self.housekeeping()
    }
    fn housekeeping_save(&self, request: Housekeeping) -> Result<Nothing, ApiError> {
        self.save_housekeeping(&request)
    }
    fn replace_plan(&self, request: ReplaceRequest) -> Result<ReplacePlan, ApiError> {
        self.plan_replace(&request)
    }
    fn replace_run(&self, request: ReplaceRun) -> Result<BulkDone, ApiError> {
        self.run_replace(&request)
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
    fn draft_statistics(&self, request: DraftStatisticsRequest) -> Result<DraftStatistics, ApiError> {
        self.draft_counts(&request)
    }
    fn draft_problems(&self, request: ArticleRef) -> Result<ArticleProblems, ApiError> {
        self.problems_of_draft(&request)
    }
    fn article_problems(&self, request: ArticleRef) -> Result<ArticleProblems, ApiError> {
        self.problems_of_article(&request)
    }
    fn draft_outline(&self, request: ArticleRef) -> Result<DraftOutline, ApiError> {
        self.outline_of_draft(&request)
    }
    fn draft_move_section(&self, request: SectionMove) -> Result<TextEdit, ApiError> {
        self.move_section(&request)
    }
    fn draft_spelling(&self, request: SpellingRequest) -> Result<SpellingReport, ApiError> {
        self.spelling_of_draft(&request)
    }
    fn spelling_suggest(&self, request: SpellingWord) -> Result<Vec<String>, ApiError> {
        self.suggest_spelling(&request)
    }
    fn spelling_learn(&self, request: SpellingWord) -> Result<Nothing, ApiError> {
        self.learn_word(&request)
    }
    fn spelling_forget(&self, request: SpellingWord) -> Result<Nothing, ApiError> {
        self.forget_word(&request)
    }
    fn spelling_ignore(&self, request: SpellingWord) -> Result<Nothing, ApiError> {
        self.ignore_word(&request)
    }
    fn spelling_languages(&self, _: Nothing) -> Result<SpellingLanguages, ApiError> {
        self.spelling_state()
    }
    fn spelling_choose(&self, request: SpellingChoice) -> Result<SpellingLanguages, ApiError> {
        self.choose_languages(request)
    }
    fn paste_html(&self, request: PasteHtml) -> Result<Pasted, ApiError> {
        self.paste(&request)
    }
    fn emoji_find(&self, request: EmojiQuery) -> Result<Vec<Emoji>, ApiError> {
        Ok(crate::emoji::find(&request))
    }
    fn goal_save(&self, request: GoalSave) -> Result<Nothing, ApiError> {
        self.save_goal(&request)
    }
    fn goal_state(&self, request: GoalQuery) -> Result<GoalState, ApiError> {
        self.goal_state_on(&request)
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
    fn revision_keep(&self, request: RevisionKeep) -> Result<Vec<RevisionSummary>, ApiError> {
        self.keep_revision(&request)
    }
    fn revision_compare(&self, request: RevisionCompare) -> Result<Comparison, ApiError> {
        self.compare_revisions(&request)
    }
    fn medium_pick(&self, _: Nothing) -> Result<Option<Picked>, ApiError> {
        Ok(self.desktop().pick_picture().map(|path| self.pick(path)))
    }
    fn medium_add(&self, request: PickedRef) -> Result<Medium, ApiError> {
        self.add_picked_medium(&request)
    }
    fn medium_add_content(&self, request: MediumContent) -> Result<Option<Medium>, ApiError> {
        self.add_medium_content(&request)
    }
    fn medium_cancel(&self, request: MediumArrival) -> Result<Nothing, ApiError> {
        Ok(self.cancel_medium(&request))
    }
    fn medium_show(&self, request: MediumRef) -> Result<Medium, ApiError> {
        self.show_medium(&request)
    }
    fn medium_list(&self, request: MediumListRequest) -> Result<MediumList, ApiError> {
        self.list_media(&request)
    }
    fn medium_uses(&self, request: MediumRef) -> Result<MediumUses, ApiError> {
        self.medium_uses(&request)
    }
    fn medium_describe(&self, request: MediumDescribe) -> Result<Medium, ApiError> {
        self.describe_medium(&request)
    }
    fn medium_trash(&self, request: MediumRefs) -> Result<Nothing, ApiError> {
        self.move_media(&request, true)
    }
    fn medium_restore(&self, request: MediumRefs) -> Result<Nothing, ApiError> {
        self.move_media(&request, false)
    }
    fn medium_replace(&self, request: MediumReplace) -> Result<BulkDone, ApiError> {
        self.replace_medium(&request)
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
    fn export_cancel(&self, _: Nothing) -> Result<Nothing, ApiError> {
        Ok(self.cancel_export())
    }
    fn export_look(&self, request: ExportLook) -> Result<ExportLooked, ApiError> {
        self.look_at_export(&request)
    }

    fn export_copy(&self, request: ExportCopy) -> Result<ExportReport, ApiError> {
        self.copy_article(&request)
    }
    fn export_reveal(&self, request: PickedRef) -> Result<Nothing, ApiError> {
        self.reveal_export(&request)
    }
    fn site_pick_target(&self, _: Nothing) -> Result<Option<Picked>, ApiError> {
        Ok(self.desktop().pick_folder().map(|path| self.pick(path)))
    }
    fn site_target(&self, _: Nothing) -> Result<Option<Picked>, ApiError> {
        self.last_site_target()
    }
    fn site_plan(&self, request: SiteExport) -> Result<SiteReport, ApiError> {
        self.plan_site(&request)
    }
    fn site_export(&self, request: SiteExport) -> Result<SiteReport, ApiError> {
        self.export_site(&request)
    }
    fn site_cancel(&self, _: Nothing) -> Result<Nothing, ApiError> {
        Ok(self.cancel_site())
    }
    fn site_reveal(&self, request: PickedRef) -> Result<Nothing, ApiError> {
        self.reveal_export(&request)
    }
    fn site_serve_start(&self, request: PickedRef) -> Result<SiteServed, ApiError> {
        self.start_serving_site(&request)
    }
    fn site_serve_stop(&self, _: Nothing) -> Result<Nothing, ApiError> {
        Ok(self.stop_serving_site())
    }
    fn backup_state(&self, _: Nothing) -> Result<BackupState, ApiError> {
        self.backup_state_now()
    }
    fn backup_now(&self, _: Nothing) -> Result<Backup, ApiError> {
        self.back_up_now()
    }
    fn backup_cancel(&self, _: Nothing) -> Result<Nothing, ApiError> {
        self.cancel_backup()
    }
    fn backup_list(&self, _: Nothing) -> Result<Vec<Backup>, ApiError> {
        self.list_backups()
    }
    fn backup_list_in(&self, request: PickedRef) -> Result<Vec<Backup>, ApiError> {
        self.list_backups_in(&request)
    }
    fn backup_settings_save(&self, request: BackupSettings) -> Result<BackupState, ApiError> {
        self.save_backup_settings(&request)
    }
    fn backup_restore(&self, request: BackupRestore) -> Result<BackupRestored, ApiError> {
        self.restore_listed_backup(&request)
    }
    fn mirror_state(&self, _: Nothing) -> Result<MirrorState, ApiError> {
        self.mirror_state_now()
    }
    fn mirror_pick(&self, _: Nothing) -> Result<Option<Picked>, ApiError> {
        Ok(self.desktop().pick_folder().map(|path| self.pick(path)))
    }
    fn mirror_start(&self, request: PickedRef) -> Result<MirrorState, ApiError> {
        self.start_mirror(&request)
    }
    fn mirror_stop(&self, _: Nothing) -> Result<MirrorState, ApiError> {
        self.stop_mirror()
    }
    fn mirror_sync_now(&self, _: Nothing) -> Result<MirrorReport, ApiError> {
        self.sync_mirror(None)
    }
    fn mirror_conflicts(&self, _: Nothing) -> Result<Vec<MirrorConflict>, ApiError> {
        self.list_mirror_conflicts()
    }
    fn mirror_resolve(&self, request: MirrorResolve) -> Result<MirrorState, ApiError> {
        self.resolve_mirror_conflict(&request)
    }
    fn mirror_confirm(&self, request: MirrorConfirm) -> Result<MirrorReport, ApiError> {
        self.sync_mirror(Some(request.answer))
    }
    fn import_pick(&self, request: ImportPick) -> Result<Option<Picked>, ApiError> {
        Ok(self.pick_import(&request))
    }
    fn import_plan(&self, request: ImportRequest) -> Result<ImportJob, ApiError> {
        self.start_import(&request, true)
    }
    fn import_run(&self, request: ImportRequest) -> Result<ImportJob, ApiError> {
        self.start_import(&request, false)
    }
    fn import_cancel(&self, request: ImportJob) -> Result<Nothing, ApiError> {
        self.cancel_import(&request)
    }
    fn import_report(&self, request: ImportJob) -> Result<Option<ImportReport>, ApiError> {
        self.report_of_import(&request)
    }
    fn import_save_report(&self, request: ImportJob) -> Result<Option<String>, ApiError> {
        self.save_import_report(&request)
    }
    fn import_undo(&self, request: ImportUndo) -> Result<ImportUndone, ApiError> {
        self.undo_import(request.operation)
    }
    fn link_describe(&self, request: LinkRef) -> Result<LinkDescription, ApiError> {
        self.describe_link(&request)
    }
    fn link_open(&self, request: LinkRef) -> Result<Nothing, ApiError> {
        self.open_link(&request)
    }
}
