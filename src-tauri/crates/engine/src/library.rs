//! The library that is open: its store, its publication, its theme.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use contract as wire;
use contract::{ApiError, ErrorCode, Event};

use crate::convert;
use crate::errors::ToApi as _;
use crate::goals::Session;
use crate::spelling::Spelling;
use crate::themes::{self, InUse};
use crate::{Claim, Engine, now, sample};

/// An open library.
pub(crate) struct Library {
    store: store::Store,
    folder: PathBuf,
    publication: RwLock<model::Publication>,
    theme: RwLock<InUse>,
    /// The newest change when it was opened: what came after is news.
    opened_at: i64,
    session: Session,
    spelling: Spelling,
}

/// The library that both programs use where no option names one: `GALLEY_LIBRARY`, else the folder `Galley`
/// among the author's documents, where people look for their own work.
#[must_use]
pub fn default_library() -> PathBuf {
    match std::env::var_os("GALLEY_LIBRARY") {
        Some(path) if !path.is_empty() => PathBuf::from(path),
        _ => {
            dirs::document_dir().or_else(dirs::home_dir).unwrap_or_else(|| PathBuf::from(".")).join("Galley")
        }
    }
}

/// The publication of a library that nobody has named yet.
pub(crate) fn new_publication() -> model::Publication {
    let language = model::Language::parse("en").expect("“en” is a language tag");
    model::Publication { version: 1, ..model::Publication::new("My publication", language) }
}

/// How the window stands when a library is opened for the first time.
pub(crate) fn new_workspace(article: Option<String>) -> wire::Workspace {
    wire::Workspace {
        article,
        shelf: wire::Shelf::All,
        library_width: 208.0,
        list_width: 304.0,
        preview_share: 0.5,
        caret: 0,
        top_line: 1,
        appearance: wire::Appearance::System,
        details_open: false,
        settings: BTreeMap::new(),
    }
}

impl Library {
    /// Opens a library. Where `create` is set and nothing is there yet, makes one with the sample articles.
    pub(crate) fn open_or_create(folder: &Path, create: bool) -> Result<Self, ApiError> {
        if create && is_vacant(folder) {
            return sample::create(folder);
        }
        Self::open(folder)
    }

    /// Opens a library that exists.
    pub(crate) fn open(folder: &Path) -> Result<Self, ApiError> {
        Self::from_store(store::Store::open(folder).to_api()?.store, folder)
    }

    /// Makes an empty library.
    pub(crate) fn create(folder: &Path, publication: &model::Publication) -> Result<Self, ApiError> {
        Self::from_store(store::Store::create(folder, publication).to_api()?, folder)
    }

    fn from_store(store: store::Store, folder: &Path) -> Result<Self, ApiError> {
        let publication = store.publication().to_api()?;
        let theme = InUse::of(folder, &publication);
        let opened_at = store.last_change().to_api()?;
        Ok(Self {
            opened_at,
            session: Session::default(),
            spelling: Spelling::default(),
            store,
            folder: folder.to_owned(),
            publication: RwLock::new(publication),
            theme: RwLock::new(theme),
        })
    }

    pub(crate) fn store(&self) -> &store::Store {
        &self.store
    }

    /// The number of the newest change when it was opened.
    pub(crate) fn opened_at(&self) -> i64 {
        self.opened_at
    }

    /// Its spelling.
    pub(crate) fn spelling(&self) -> &Spelling {
        &self.spelling
    }

    /// What was written since it was opened.
    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn publication(&self) -> model::Publication {
        self.publication.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn theme(&self) -> Arc<export::theme::Theme> {
        self.theme.read().unwrap_or_else(PoisonError::into_inner).theme()
    }

    /// The theme in use with what is wrong with it.
    pub(crate) fn theme_in_use(&self) -> &RwLock<InUse> {
        &self.theme
    }

    /// Reads the publication again, after it was saved here or elsewhere.
    pub(crate) fn reload_publication(&self) -> Result<(), ApiError> {
        let publication = self.store.publication().to_api()?;
        let theme = InUse::of(&self.folder, &publication);
        *self.theme.write().unwrap_or_else(PoisonError::into_inner) = theme;
        *self.publication.write().unwrap_or_else(PoisonError::into_inner) = publication;
        Ok(())
    }

    fn overview(&self) -> Result<wire::LibraryOverview, ApiError> {
        let counts = self.store.counts().to_api()?;
        Ok(wire::LibraryOverview {
            publication: convert::publication_to(&self.publication()),
            counts: convert::SHELVES
                .into_iter()
                .map(|shelf| wire::ShelfCount { shelf, count: counts.on(convert::shelf_from(shelf)) })
                .collect(),
            read_only: self.store.read_only().map(str::to_owned),
        })
    }
}

/// Whether nothing is there that could be a library or anything else: no folder, or an empty one.
fn is_vacant(folder: &Path) -> bool {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}

impl Engine {
    pub(crate) fn library_state_now(&self) -> wire::LibraryState {
        let folder = self.shared.place.read().unwrap_or_else(PoisonError::into_inner).folder.clone();
        let overview = self.library().and_then(|library| library.overview());
        let (open, problem) = match overview {
            Ok(overview) => (Some(overview), None),
            Err(error) => (None, Some(error.message)),
        };
        wire::LibraryState {
            folder: folder.display().to_string(),
            open,
            problem,
            media_base: self.shared.media_base.clone(),
        }
    }

    /// Puts another library in the place of the present one, if it could be opened.
    fn move_to(&self, folder: PathBuf, library: Library, claim: Option<Claim>) -> wire::LibraryState {
        // What the window has not saved belongs to the library that is left.
        self.save_drafts();
        {
            let mut place = self.shared.place.write().unwrap_or_else(PoisonError::into_inner);
            place.folder = folder;
            place.library = Ok(Arc::new(library));
            if claim.is_some() {
                place.claim = claim;
            }
        }
        self.shared.drafts.clear();
        self.tell(Event::LibraryChanged);
        self.library_state_now()
    }

    pub(crate) fn open_library(&self, request: &wire::PickedRef) -> Result<wire::LibraryState, ApiError> {
        let folder = self.shared.picks.path(&request.token)?;
        let claim = self.claim(&folder)?;
        let library = Library::open(&folder)?;
        Ok(self.move_to(folder, library, claim))
    }

    pub(crate) fn create_library(&self, request: &wire::PickedRef) -> Result<wire::LibraryState, ApiError> {
        let folder = self.shared.picks.path(&request.token)?;
        let library = Library::create(&folder, &new_publication())?;
        let claim = self.claim(&folder)?;
        Ok(self.move_to(folder, library, claim))
    }

    /// The right to show another library; `None` where it is the one that is open.
    fn claim(&self, folder: &Path) -> Result<Option<Claim>, ApiError> {
        let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let held = {
            let place = self.shared.place.read().unwrap_or_else(PoisonError::into_inner);
            place.claim.is_some() && whole(&place.folder) == whole(folder)
        };
        if held {
            return Ok(None);
        }
        self.desktop()
            .claim_library(folder)
            .map(Some)
            .map_err(|message| ApiError::new(ErrorCode::Failed, message))
    }

    pub(crate) fn save_publication(
        &self,
        request: wire::PublicationSave,
    ) -> Result<wire::Publication, ApiError> {
        let library = self.library()?;
        let publication = convert::publication_from(request.publication)?;
        if publication.theme != library.publication().theme {
            themes::load(library.folder(), &publication.theme)
                .map_err(|error| ApiError::invalid(format!("The settings were not saved: {error}.")))?;
        }
        library
            .store()
            .save_publication(&publication, convert::origin_from(self.shared.origin), now())
            .to_api()?;
        library.reload_publication()?;
        self.tell(Event::PublicationChanged { here: true });
        Ok(convert::publication_to(&library.publication()))
    }

    pub(crate) fn load_workspace(&self) -> Result<wire::Workspace, ApiError> {
        let stored = self.library()?.store().setting("workspace").to_api()?;
        // A workspace of another version of the program is no reason to trouble anyone.
        Ok(stored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_else(|| new_workspace(None)))
    }

    /// Makes an empty library in a folder named outside the window.
    ///
    /// # Errors
    /// [`ErrorCode::Failed`] and its kin where the folder holds something else or cannot be written.
    pub fn create_empty(folder: &Path) -> Result<(), ApiError> {
        Library::create(folder, &new_publication()).map(|_| ())
    }

    /// The id of the article that a person names by its id, its address or an old address.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub fn find(&self, id_or_slug: &str) -> Result<String, ApiError> {
        let library = self.library()?;
        if let Ok(id) = model::ArticleId::parse(id_or_slug) {
            return library.store().article(&id).to_api().map(|stored| stored.article.id.to_string());
        }
        let unknown = || {
            ApiError::new(
                ErrorCode::NotFound,
                format!(
                    "There is no article “{id_or_slug}” in this library. `galley list` shows all of them."
                ),
            )
        };
        let slug = model::Slug::from_text(id_or_slug).ok_or_else(unknown)?;
        match library.store().article_by_slug(&slug) {
            Err(store::Error::NotFound { .. }) => Err(unknown()),
            found => Ok(found.to_api()?.article.id.to_string()),
        }
    }

    pub(crate) fn pick_library(&self) -> Option<wire::Picked> {
        self.desktop().pick_folder().map(|path| self.pick(path))
    }
}
