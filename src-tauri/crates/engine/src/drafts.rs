//! Open articles: the text as typed, its preview, and its way to the disk.
//!
//! The window's editor owns the text; the draft follows it edit by edit, so that the preview is made here and
//! a save needs no text from the window. A draft that is not on disk although nobody types any more (the
//! window's web process died) is saved by [`Drafts::rescue`].

mod pauses;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use contract as wire;
use contract::{ApiError, ErrorCode, Nothing};
use model::ArticleId;

use crate::convert::{self, article_id};
use crate::derive;
use crate::errors::ToApi as _;
use crate::library::Library;
use crate::pages::{self, Around, PreviewFrame};
use crate::{Engine, articles, lock, now};

/// How long the window may leave an edit unsaved before the engine saves it by itself.
const RESCUE_AFTER: Duration = Duration::from_secs(3);

/// How many blocks of a long text are read before whoever types has a turn: a few milliseconds' worth.
const BLOCKS_AT_ONCE: usize = 200;

/// A change of length after which the language is looked for again, in words.
const WORDS_UNTIL_NEW_LANGUAGE: u32 = 12;

/// The open articles.
#[derive(Default)]
pub(crate) struct Drafts {
    open: Mutex<HashMap<ArticleId, Arc<Mutex<Draft>>>>,
}

/// One open article.
struct Draft {
    /// The article as last read or saved; its body is the draft's document, not this one.
    article: model::Article,
    metadata: model::Metadata,
    document: markup::Document,
    /// The number of the last edit.
    number: u32,
    /// The number of the last edit that is on disk; `None` after a reset, until the first save.
    saved_number: Option<u32>,
    /// The number of the last edit that a save was turned away with, for a newer version on disk.
    refused_number: Option<u32>,
    /// The versions that this draft was opened at or wrote itself: a save based on any of them is no conflict.
    own_versions: Vec<i64>,
    last_saved: Option<store::Saved>,
    last_edit: Instant,
    /// The number of the last edit that a revision was kept for, after a pause.
    kept_number: Option<u32>,
    words_at_language: u32,
    frame: PreviewFrame,
}

/// An open article, looked at.
pub(crate) struct Look<'d> {
    /// The number of its last edit.
    pub(crate) number: u32,
    pub(crate) document: &'d markup::Document,
    pub(crate) metadata: &'d model::Metadata,
    pub(crate) frame: &'d PreviewFrame,
}

impl Drafts {
    fn get(&self, id: &ArticleId) -> Result<Arc<Mutex<Draft>>, ApiError> {
        lock(&self.open).get(id).cloned().ok_or_else(|| {
            ApiError::new(ErrorCode::OutOfStep, "The article is not open any more. It is opened again.")
        })
    }

    /// Looks at an open article; nobody types in it meanwhile, so `look` is brief.
    pub(crate) fn look<T>(&self, id: &str, look: impl FnOnce(&Look<'_>) -> T) -> Result<T, ApiError> {
        let draft = self.get(&article_id(id)?)?;
        let draft = lock(&draft);
        Ok(look(&Look {
            number: draft.number,
            document: &draft.document,
            metadata: &draft.metadata,
            frame: &draft.frame,
        }))
    }

    /// Reads an open article to its end, letting go of it now and then so that typing goes on.
    pub(crate) fn read(&self, id: &str) -> Result<(), ApiError> {
        while self.look(id, |draft| draft.document.read_ahead(BLOCKS_AT_ONCE))? {}
        Ok(())
    }

    /// The words of an open article.
    pub(crate) fn words(&self, id: &ArticleId) -> Option<u32> {
        self.get(id).ok().map(|draft| lock(&draft).document.words())
    }

    /// Lets go of a draft whose article was replaced under it; answers whether there was one.
    pub(crate) fn forget(&self, id: &ArticleId) -> bool {
        lock(&self.open).remove(id).is_some()
    }

    /// Takes note that this process itself moved an open article to another version without touching its text
    /// (another status, say): what is saved next is no conflict.
    pub(crate) fn moved(&self, id: &ArticleId, version: i64) {
        if let Ok(draft) = self.get(id) {
            let mut draft = lock(&draft);
            if draft.own_versions.last() == Some(&(version - 1)) {
                draft.own_versions.push(version);
            }
        }
    }

    /// Lets go of all drafts, for another library.
    pub(crate) fn clear(&self) {
        lock(&self.open).clear();
    }
}

impl Draft {
    fn new(library: &Arc<Library>, stored: store::StoredArticle, media_base: &str) -> Self {
        let store::StoredArticle { mut article, derived, .. } = stored;
        let body = std::mem::take(&mut article.body);
        let publication = library.publication();
        let frame = PreviewFrame::new(library, media_base, derived.language, derived.direction);
        let document = markup::Document::new(body, frame.options(&publication), frame.resolver());
        Self {
            metadata: article.metadata.clone(),
            number: 0,
            saved_number: Some(0),
            refused_number: None,
            own_versions: vec![article.version],
            last_saved: None,
            kept_number: Some(0),
            last_edit: Instant::now(),
            words_at_language: document.words(),
            article,
            document,
            frame,
        }
    }

    fn is_unsaved(&self) -> bool {
        self.saved_number != Some(self.number)
    }

    fn derived(&self) -> store::Derived {
        let language = self.frame.language().clone();
        derive::of_draft(self.document.text(), &self.metadata, language, self.document.words())
    }

    /// The whole preview, numbered.
    fn whole_page(&mut self, library: &Library) -> wire::PreviewPage {
        let (blocks, lines): (Vec<&str>, Vec<u32>) =
            self.document.blocks().map(|block| (block.html.as_str(), block.lines)).unzip();
        let shell = self.frame.shell(
            library,
            &Around {
                article: &self.article,
                metadata: &self.metadata,
                publication: &library.publication(),
                words: self.document.words(),
                outline: outline(&self.document, &self.metadata),
            },
        );
        wire::PreviewPage { number: self.number, html: export::page::assemble(&shell, &blocks), lines }
    }

    /// Finds the language again where the text has changed enough to have another one.
    fn follow_language(&mut self, library: &Library, always: bool) -> Vec<markup::Splice> {
        let words = self.document.words();
        if !always && words.abs_diff(self.words_at_language) < WORDS_UNTIL_NEW_LANGUAGE {
            return Vec::new();
        }
        self.words_at_language = words;
        let publication = library.publication();
        let (language, direction) = pages::language_of(self.document.text(), &self.metadata, &publication);
        if !self.frame.set_language(language, direction) {
            return Vec::new();
        }
        self.document.set_options(self.frame.options(&publication))
    }
}

/// The page of an article that nobody writes in, as a preview.
pub(crate) fn page_of(
    library: &Arc<Library>,
    stored: store::StoredArticle,
    media_base: &str,
) -> wire::PreviewPage {
    Draft::new(library, stored, media_base).whole_page(library)
}

/// The headings of a text whose readers get a table of contents.
fn outline(document: &markup::Document, metadata: &model::Metadata) -> Vec<markup::Heading> {
    if metadata.table_of_contents { document.outline() } else { Vec::new() }
}

fn splice_to_wire(splice: markup::Splice) -> wire::BlockSplice {
    wire::BlockSplice {
        at: u32::try_from(splice.at).unwrap_or(u32::MAX),
        remove: u32::try_from(splice.remove).unwrap_or(u32::MAX),
        insert: splice
            .insert
            .into_iter()
            .map(|block| wire::PreviewBlock { html: block.html.to_string(), lines: block.lines })
            .collect(),
    }
}

impl Engine {
    pub(crate) fn open_draft(&self, request: &wire::ArticleRef) -> Result<wire::DraftOpened, ApiError> {
        let library = self.library()?;
        let id = article_id(&request.id)?;
        if self.shared.drafts.get(&id).is_ok_and(|draft| lock(&draft).is_unsaved()) {
            // The window lost it (its web process died): nothing of what was typed may be lost with it. Where
            // somebody else saved meanwhile, the store keeps it as a revision, and the newer text is opened.
            match self.put_on_disk(&library, &id, None) {
                Err(error) if error.code != ErrorCode::Conflict => return Err(error),
                _ => {}
            }
        }
        let mut draft = Draft::new(&library, library.store().article(&id).to_api()?, &self.shared.media_base);
        let page = draft.whole_page(&library);
        let mut article = library.article_to_wire(&draft.article, &draft.derived());
        article.body = draft.document.text().to_owned();
        lock(&self.shared.drafts.open).insert(id, Arc::new(Mutex::new(draft)));
        Ok(wire::DraftOpened { article, page })
    }

    pub(crate) fn edit_draft(&self, request: wire::DraftEdit) -> Result<wire::PreviewPatch, ApiError> {
        let library = self.library()?;
        let draft = self.shared.drafts.get(&article_id(&request.id)?)?;
        let metadata = request.metadata.map(convert::metadata_from).transpose()?;
        let mut draft = lock(&draft);
        if request.number != draft.number + 1 {
            return Err(ApiError::new(
                ErrorCode::OutOfStep,
                "An edit went missing. The whole text is sent again.",
            ));
        }
        let changes: Vec<markup::Change> = request
            .changes
            .into_iter()
            .map(|change| markup::Change {
                from: change.from as usize,
                to: change.to as usize,
                insert: change.insert,
            })
            .collect();
        let words_before = draft.document.words();
        let mut splices = draft.document.edit(&changes).map_err(|_| {
            ApiError::new(ErrorCode::OutOfStep, "An edit did not fit. The whole text is sent again.")
        })?;
        library.session().count(words_before, draft.document.words());
        draft.number = request.number;
        draft.last_edit = Instant::now();
        let said_otherwise = metadata.is_some();
        let language_before = draft.frame.language().clone();
        if let Some(metadata) = metadata {
            draft.metadata = metadata;
        }
        splices.extend(draft.follow_language(&library, said_otherwise));
        let draft = &mut *draft;
        let around = Around {
            article: &draft.article,
            metadata: &draft.metadata,
            publication: &library.publication(),
            words: draft.document.words(),
            outline: outline(&draft.document, &draft.metadata),
        };
        // Another language shows in the words around the text, and comes with splices of its own.
        let look = said_otherwise || draft.frame.language() != &language_before;
        let shell = draft.frame.changed_shell(&library, &around, look);
        Ok(wire::PreviewPatch {
            number: draft.number,
            splices: splices.into_iter().map(splice_to_wire).collect(),
            shell,
        })
    }

    pub(crate) fn reset_draft(&self, request: wire::DraftReset) -> Result<wire::PreviewPage, ApiError> {
        let library = self.library()?;
        let id = article_id(&request.id)?;
        let metadata = convert::metadata_from(request.metadata)?;
        let mut stored = library.store().article(&id).to_api()?;
        stored.article.body = articles::normal_text(request.body);
        let mut fresh = Draft::new(&library, stored, &self.shared.media_base);
        fresh.metadata = metadata;
        fresh.follow_language(&library, true);
        // What the window shows may be newer than the disk.
        fresh.saved_number = None;
        if let Ok(previous) = self.shared.drafts.get(&id) {
            let previous = lock(&previous);
            fresh.own_versions.clone_from(&previous.own_versions);
            library.session().count(previous.document.words(), fresh.document.words());
        }
        let page = fresh.whole_page(&library);
        lock(&self.shared.drafts.open).insert(id, Arc::new(Mutex::new(fresh)));
        Ok(page)
    }

    pub(crate) fn save_draft(&self, request: &wire::DraftSave) -> Result<wire::ArticleSaved, ApiError> {
        let library = self.library()?;
        let id = article_id(&request.id)?;
        let draft = self.shared.drafts.get(&id)?;
        if request.number > lock(&draft).number {
            return Err(ApiError::new(
                ErrorCode::OutOfStep,
                "An edit went missing. The whole text is sent again.",
            ));
        }
        let (saved, notices) = self.put_on_disk(&library, &id, Some(request.base_version))?;
        Ok(library.saved_to_wire(&saved, notices))
    }

    /// Saves what the draft holds, in one transaction; the draft can be edited meanwhile.
    ///
    /// `base` is the version the window believes in; `None` where the engine saves by itself.
    fn put_on_disk(
        &self,
        library: &Library,
        id: &ArticleId,
        base: Option<i64>,
    ) -> Result<(store::Saved, Vec<String>), ApiError> {
        let draft = self.shared.drafts.get(id)?;
        let (body, mut metadata, number, base_version, language, words) = {
            let draft = lock(&draft);
            let latest = draft.own_versions.last().copied().unwrap_or_default();
            let base = base.unwrap_or(latest);
            let own = draft.own_versions.contains(&base);
            if let Some(saved) = draft.last_saved.as_ref().filter(|_| own && !draft.is_unsaved()) {
                return Ok((saved.clone(), Vec::new()));
            }
            (
                draft.document.text().to_owned(),
                draft.metadata.clone(),
                draft.number,
                if own { latest } else { base },
                draft.frame.language().clone(),
                draft.document.words(),
            )
        };
        // The language that the preview shows is the one that is stored: a short text has none of its own.
        let derived = derive::of_draft(&body, &metadata, language, words);
        let mut notices = Vec::new();
        let origin = self.shared.origin;
        let saved = loop {
            let result = library.store().save_article(&store::SaveArticle {
                id,
                base_version,
                body: Some(&body),
                metadata: Some(&metadata),
                status: None,
                derived: &derived,
                origin: convert::origin_from(origin),
                now: now(),
                keep_revision: None,
                operation: None,
            });
            match result {
                // The text is worth more than its address: it is saved, and the address is told apart.
                Err(store::Error::SlugTaken { slug, suggestion }) if notices.is_empty() => {
                    notices.push(format!(
                        "The address “{slug}” belongs to another article, so this one keeps its own. “{suggestion}” is free."
                    ));
                    metadata.slug.clone_from(&lock(&draft).article.metadata.slug);
                }
                Err(error) => {
                    let mut draft = lock(&draft);
                    draft.last_edit = Instant::now();
                    if matches!(error, store::Error::Stale { .. }) {
                        draft.refused_number = Some(number);
                    }
                    return Err(error).to_api();
                }
                Ok(saved) => break saved,
            }
        };
        let mut draft = lock(&draft);
        draft.saved_number = Some(number);
        if draft.own_versions.last() != Some(&saved.summary.version) {
            draft.own_versions.push(saved.summary.version);
        }
        draft.article.slug = saved.summary.slug.clone();
        draft.article.metadata = metadata;
        draft.article.version = saved.summary.version;
        draft.last_saved = Some(saved.clone());
        drop(draft);
        self.changed(id, saved.summary.version, origin);
        Ok((saved, notices))
    }

    /// Puts on disk what the open draft of an article holds, if there is one that is not saved.
    pub(crate) fn settle_draft(&self, library: &Library, id: &ArticleId) -> Result<(), ApiError> {
        let unsaved = self.shared.drafts.get(id).is_ok_and(|draft| lock(&draft).is_unsaved());
        if unsaved {
            self.put_on_disk(library, id, None)?;
        }
        Ok(())
    }

    /// The same for every open draft.
    pub(crate) fn settle_all_drafts(&self, library: &Library) -> Result<(), ApiError> {
        let open: Vec<ArticleId> = lock(&self.shared.drafts.open).keys().cloned().collect();
        self.settle_drafts(library, &open)
    }

    pub(crate) fn close_draft(&self, request: &wire::ArticleRef) -> Result<Nothing, ApiError> {
        let library = self.library()?;
        let id = article_id(&request.id)?;
        if let Ok(draft) = self.shared.drafts.get(&id) {
            let unsaved = lock(&draft).is_unsaved();
            if unsaved {
                self.put_on_disk(&library, &id, None)?;
            }
            self.shared.drafts.forget(&id);
            library.store().close_article(&id, now()).to_api()?;
        }
        Ok(Nothing {})
    }

    /// Whether an article is open at another version than this.
    pub(crate) fn is_open_at_another(&self, id: &ArticleId, version: i64) -> bool {
        self.shared.drafts.get(id).is_ok_and(|draft| !lock(&draft).own_versions.contains(&version))
    }

    /// Saves every draft that the window has left unsaved for too long. Called about once a second.
    pub(crate) fn rescue_drafts(&self) {
        self.save_drafts_after(RESCUE_AFTER);
    }

    /// Saves every draft that is not on disk, before its library is left.
    pub(crate) fn save_drafts(&self) {
        self.save_drafts_after(Duration::ZERO);
    }

    fn save_drafts_after(&self, silence: Duration) {
        let Ok(library) = self.library() else { return };
        let waiting: Vec<ArticleId> = lock(&self.shared.drafts.open)
            .iter()
            .filter(|(_, draft)| {
                draft.try_lock().is_ok_and(|draft| {
                    draft.is_unsaved()
                        && draft.refused_number != Some(draft.number)
                        && draft.last_edit.elapsed() >= silence
                })
            })
            .map(|(id, _)| id.clone())
            .collect();
        for id in waiting {
            // A failure is told to the window at its own next save; the draft stays and is tried again.
            let _ = self.put_on_disk(&library, &id, None);
        }
    }
}
