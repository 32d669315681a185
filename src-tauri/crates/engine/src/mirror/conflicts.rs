//! Texts that could not be merged: shown side by side, until the author has chosen.

use contract as wire;
use contract::{ApiError, ErrorCode};
use mirror::Folder;
use mirror::apply::Changes;
use model::{ArticleId, Origin, RevisionId};

use super::Place;
use super::text::{Altered, Reading, Text};
use crate::errors::ToApi as _;
use crate::library::Library;
use crate::{Engine, derive, lock, now};

/// Which conflict.
enum Which {
    /// A text that is kept as a revision of an article.
    Kept(ArticleId, RevisionId),
    /// A file that another program left.
    Copy(String),
}

impl Which {
    fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(':')?;
        match kind {
            "copy" => Some(Self::Copy(rest.to_owned())),
            "kept" => {
                let (article, revision) = rest.split_once(':')?;
                Some(Self::Kept(ArticleId::parse(article).ok()?, RevisionId(revision.parse().ok()?)))
            }
            _ => None,
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Kept(article, revision) => format!("kept:{article}:{revision}"),
            Self::Copy(file) => format!("copy:{file}"),
        }
    }
}

/// The other text of a conflict, and where it comes from.
struct Other {
    article: Option<ArticleId>,
    text: Text,
    file: String,
    /// The bytes of the copy, if it is one.
    copy: Option<model::ContentHash>,
}

impl Engine {
    pub(crate) fn list_mirror_conflicts(&self) -> Result<Vec<wire::MirrorConflict>, ApiError> {
        let library = self.library()?;
        let kept = library.store().mirror_conflicts().to_api()?;
        let copies = lock(&self.shared.mirror.status).copies.clone();
        let which = kept
            .into_iter()
            .map(|conflict| Which::Kept(conflict.article, conflict.revision))
            .chain(copies.into_iter().map(|(file, _)| Which::Copy(file)));
        let mut conflicts = Vec::new();
        for which in which {
            // One that was settled meanwhile, or whose copy is gone, is none any more.
            let Ok(other) = self.other_text(&library, &which) else { continue };
            let mine = match other.article.as_ref().map(|article| library.store().article(article)) {
                Some(Ok(stored)) => Text::of(&stored.article),
                _ => Text { body: String::new(), metadata: model::Metadata::default(), ..other.text.clone() },
            };
            let to_wire = |text: &Text| wire::MirrorText {
                body: text.body.clone(),
                metadata: library.metadata_to_wire(&text.metadata),
            };
            conflicts.push(wire::MirrorConflict {
                conflict: which.name(),
                article: other.article.as_ref().map(ToString::to_string),
                mine: to_wire(&mine),
                theirs: to_wire(&other.text),
                file: other.file,
                copy: other.copy.is_some(),
            });
        }
        Ok(conflicts)
    }

    fn other_text(&self, library: &Library, which: &Which) -> Result<Other, ApiError> {
        let unknown = || {
            ApiError::new(
                ErrorCode::NotFound,
                "This conflict was settled already, or its file is gone. Look at the list again.",
            )
        };
        match which {
            Which::Kept(article, revision) => {
                let conflicts = library.store().mirror_conflicts().to_api()?;
                let conflict = conflicts
                    .into_iter()
                    .find(|conflict| conflict.article == *article && conflict.revision == *revision)
                    .ok_or_else(unknown)?;
                let kept = library.store().revision(*revision).to_api()?;
                let status = library.store().article(article).to_api()?.article.status;
                let text = Text { metadata: kept.metadata, status, body: kept.body };
                Ok(Other { article: Some(article.clone()), text, file: conflict.file, copy: None })
            }
            Which::Copy(file) => {
                let copies = lock(&self.shared.mirror.status).copies.clone();
                let (_, article) = copies.into_iter().find(|(name, _)| name == file).ok_or_else(unknown)?;
                let folder = open_mirror(library)?;
                let contents = folder.read(file).to_api()?.ok_or_else(unknown)?;
                let reading = Reading::new(&contents.bytes, file)
                    .map_err(|error| ApiError::internal(format!("“{file}” cannot be read: {error}.")))?;
                let text = reading.settle(library, &folder, &Altered::new()).text;
                let article = article.filter(|article| library.store().article(article).is_ok());
                Ok(Other { article, text, file: file.clone(), copy: Some(contents.hash) })
            }
        }
    }

    pub(crate) fn resolve_mirror_conflict(
        &self,
        request: &wire::MirrorResolve,
    ) -> Result<wire::MirrorState, ApiError> {
        let library = self.library()?;
        let which = Which::parse(&request.conflict)
            .ok_or_else(|| ApiError::invalid("This names no conflict of the mirror."))?;
        let other = self.other_text(&library, &which)?;
        match (request.choice, &other.article) {
            (wire::MirrorChoice::Both, _) | (wire::MirrorChoice::Theirs, None) => {
                self.make_own_article(&library, &other)?;
            }
            (wire::MirrorChoice::Theirs, Some(article)) => {
                self.replace_text(&library, article, &other.text)?;
            }
            (wire::MirrorChoice::Edited, Some(article)) => {
                let body = request.body.clone().map(crate::articles::normal_text).ok_or_else(|| {
                    ApiError::invalid("The text that was put together is missing. Nothing was changed.")
                })?;
                self.keep_as_revision(&library, article, &other)?;
                let present = Text::of(&library.store().article(article).to_api()?.article);
                self.replace_text(&library, article, &Text { body, ..present })?;
            }
            (wire::MirrorChoice::Mine, Some(article)) => {
                self.keep_as_revision(&library, article, &other)?;
            }
            (wire::MirrorChoice::Mine | wire::MirrorChoice::Edited, None) => {
                return Err(ApiError::invalid(
                    "The library has no article that this is a copy of. Take it in as an article of its own.",
                ));
            }
        }
        self.put_away(&library, &which, &other)?;
        self.mirror_state_now()
    }

    /// Makes the other text an article of its own.
    fn make_own_article(&self, library: &Library, other: &Other) -> Result<(), ApiError> {
        let metadata = model::Metadata { slug: None, ..other.text.metadata.clone() };
        let made = library
            .store()
            .create_article(&store::NewArticle {
                id: None,
                body: &other.text.body,
                metadata: &metadata,
                status: model::Status::Draft,
                derived: &derive::derive(&other.text.body, &metadata, &library.publication()),
                origin: Origin::Mirror,
                now: now(),
                operation: None,
            })
            .to_api()?;
        self.tell_mirrored(&made.article.id, made.article.version);
        Ok(())
    }

    /// Gives the article a text; the one it had is kept as a revision, because it comes through another door.
    fn replace_text(&self, library: &Library, article: &ArticleId, text: &Text) -> Result<(), ApiError> {
        // One that cannot be saved stays open, and meets the change as a conflict.
        let _ = self.settle_draft(library, article);
        let present = library.store().article(article).to_api()?.article;
        let mut metadata = text.metadata.clone();
        metadata.slug.clone_from(&present.metadata.slug);
        let saved = library
            .store()
            .save_article(&store::SaveArticle {
                id: article,
                base_version: present.version,
                body: Some(&text.body),
                metadata: Some(&metadata),
                status: None,
                derived: &derive::derive(&text.body, &metadata, &library.publication()),
                origin: Origin::Mirror,
                now: now(),
                keep_revision: None,
                operation: None,
            })
            .to_api()?;
        self.tell_mirrored(article, saved.summary.version);
        Ok(())
    }

    /// Keeps the text of a copy with its article, before the copy is put away.
    fn keep_as_revision(
        &self,
        library: &Library,
        article: &ArticleId,
        other: &Other,
    ) -> Result<(), ApiError> {
        if other.copy.is_none() {
            return Ok(());
        }
        let text = &other.text;
        let step = store::MirrorStep {
            change: store::MirrorChange::Conflict(store::SaveArticle {
                id: article,
                base_version: 0,
                body: Some(&text.body),
                metadata: Some(&text.metadata),
                status: None,
                derived: &derive::derive(&text.body, &text.metadata, &library.publication()),
                origin: Origin::Mirror,
                now: now(),
                keep_revision: None,
                operation: None,
            }),
            agree: store::MirrorAgree::Keep,
        };
        for taken in library.store().mirror_take(&[step], &other.file, now()).to_api()?.steps {
            taken.to_api()?;
        }
        Ok(())
    }

    /// Takes a conflict off the list, and a copy out of the folder: its text is safe in the library.
    fn put_away(&self, library: &Library, which: &Which, other: &Other) -> Result<(), ApiError> {
        match (which, &other.copy) {
            (Which::Kept(article, revision), _) => {
                library.store().mirror_settle(article, *revision).to_api()?;
            }
            (Which::Copy(file), Some(bytes)) => {
                let folder = open_mirror(library)?;
                let mut changes = Changes::new(&folder);
                changes.remove(file, bytes).to_api()?;
                changes.finish().to_api()?;
                self.note_mirror(library, |status| status.copies.retain(|(name, _)| name != file));
            }
            (Which::Copy(_), None) => {}
        }
        Ok(())
    }
}

fn open_mirror(library: &Library) -> Result<Folder, ApiError> {
    let place: Option<Place> = library.mirror_place()?;
    let place = place.ok_or_else(super::no_mirror)?;
    Folder::open(&place.folder).to_api()
}
