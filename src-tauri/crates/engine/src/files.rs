//! Markdown files on their way in: read, with the pictures beside them taken into the library.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use contract as wire;
use contract::{ApiError, ErrorCode};

use crate::convert::{self, article_id};
use crate::errors::ToApi as _;
use crate::library::Library;
use crate::media::read_file;
use crate::{Engine, derive, now};

/// The largest text that is taken in.
const LARGEST_TEXT: u64 = 64 * 1024 * 1024;

/// Where a Markdown text comes from.
pub enum Source {
    /// A file; pictures beside it come along.
    File(PathBuf),
    /// Its bytes alone.
    Bytes(Vec<u8>),
}

/// An article that was added.
pub struct Added {
    /// The article as it stands in the library.
    pub article: wire::Article,
    /// What could not be taken over as it was.
    pub problems: Vec<String>,
}

/// An article that was replaced.
pub struct Replaced {
    /// What was saved.
    pub saved: wire::ArticleSaved,
    /// What could not be taken over as it was.
    pub problems: Vec<String>,
}

/// Where the pictures beside a text are read from: a path inside its folder to the picture's bytes.
pub(crate) type PictureFiles<'a> = dyn Fn(&import::PictureNeed) -> Result<Vec<u8>, String> + 'a;

impl Source {
    fn read(&self) -> Result<Vec<u8>, ApiError> {
        match self {
            Self::File(path) => read_file(path, LARGEST_TEXT),
            Self::Bytes(bytes) if bytes.len() as u64 > LARGEST_TEXT => {
                Err(ApiError::invalid("The text is larger than 64 MB, which is the most that is taken in."))
            }
            Self::Bytes(bytes) => Ok(bytes.clone()),
        }
    }

    fn name(&self) -> String {
        match self {
            Self::File(path) => {
                path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
            }
            Self::Bytes(_) => "standard input".into(),
        }
    }

    /// The text as an item, nothing taken into any library yet; and whether it says anything about itself.
    pub(crate) fn item(&self) -> Result<(import::Item, bool), ApiError> {
        let bytes = self.read()?;
        let text = std::str::from_utf8(&bytes).map_err(|error| self.not_text(&bytes, error.valid_up_to()))?;
        let told = markup::front_matter::split(text.trim_start_matches('\u{feff}')).front.is_some();
        Ok((import::folder::read(&bytes, &self.name()), told))
    }

    /// A single file that its author names is taken word for word or not at all; guessing is for imports.
    fn not_text(&self, bytes: &[u8], place: usize) -> ApiError {
        let line = bytes.iter().take(place).filter(|byte| **byte == b'\n').count() + 1;
        ApiError::invalid(format!(
            "{} is not UTF-8 text: line {line} has bytes that are no letters in it. Nothing was changed. Save it as UTF-8 in the program that wrote it, and try again.",
            self.name()
        ))
    }

    /// A picture that lies beside the text. What is not a plain file inside the text's own folder is not read.
    pub(crate) fn picture(&self, need: &import::PictureNeed) -> Result<Vec<u8>, String> {
        let Self::File(file) = self else { return Err("there is no folder beside standard input".into()) };
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = cap_std::fs::Dir::open_ambient_dir(folder, cap_std::ambient_authority())
            .map_err(|error| error.to_string())?;
        import::folder::open_picture(&folder, need).map_err(|problem| problem.message)
    }
}

/// A text with everything it needs in the library.
pub(crate) struct Settled {
    pub(crate) body: String,
    pub(crate) metadata: model::Metadata,
    pub(crate) problems: Vec<String>,
}

impl Library {
    /// Takes the pictures of an item into the library and puts their new addresses into the text.
    pub(crate) fn settle(&self, item: &import::Item, pictures: &PictureFiles<'_>) -> Settled {
        let mut problems: Vec<String> = item.problems.iter().map(ToString::to_string).collect();
        let mut take = |need: &import::PictureNeed| match self.take_picture(need, pictures) {
            Ok(medium) => Some(medium),
            Err(reason) => {
                problems
                    .push(format!("The picture “{}” was not taken into the library: {reason}", need.address));
                None
            }
        };
        let mut outside = Vec::new();
        let mut addresses = HashMap::new();
        for need in &item.pictures {
            if let Some(medium) = take(need) {
                addresses.insert(need.address.clone(), format!("media/{}", medium.file_name()));
            }
        }
        let mut metadata = item.metadata.clone();
        if let Some(lead) = &mut metadata.lead
            && self.store().medium(&lead.medium).is_err()
        {
            // Named by its hash, as Galley itself writes it: it may lie beside the text.
            let beside =
                model::MediumKind::ALL.map(|kind| format!("media/{}.{}", lead.medium, kind.extension()));
            let found = beside.into_iter().find_map(|path| {
                let need = import::PictureNeed { address: path.clone(), path };
                self.take_picture(&need, pictures).ok()
            });
            match found {
                // It may have left its library without what says where it was taken.
                Some(found) => lead.medium = found.hash,
                None => outside.push(format!(
                    "The lead picture “media/{}” is neither in the library nor beside the text.",
                    lead.medium
                )),
            }
        }
        if let Some(lead) = &item.lead {
            let need =
                lead.path.clone().map(|path| import::PictureNeed { address: lead.address.clone(), path });
            if need.is_none() {
                outside.push(format!(
                    "The lead picture “{}” lies outside the folder of the text and was not taken into the library. Its address is kept as the field “lead_picture”.",
                    lead.address
                ));
            }
            let medium = need.and_then(|need| take(&need)).map(|medium| medium.hash);
            match medium {
                Some(medium) => {
                    metadata.lead = Some(model::LeadPicture {
                        medium,
                        alt: lead.alt.clone(),
                        caption: lead.caption.clone(),
                        credit: lead.credit.clone(),
                    });
                }
                // Nothing that a file says is dropped: the address stays with the article.
                None => {
                    metadata.custom.insert("lead_picture".into(), lead.address.clone());
                }
            }
        }
        problems.extend(outside);
        Settled { body: import::rewrite_pictures(&item.body, &addresses), metadata, problems }
    }

    fn take_picture(
        &self,
        need: &import::PictureNeed,
        pictures: &PictureFiles<'_>,
    ) -> Result<model::Medium, String> {
        self.keep_picture(&pictures(need)?, &need.path)
    }

    /// Takes a picture into the library. One that an export left the library as, without what says where it was
    /// taken, is known by its name, and what the library has stays.
    pub(crate) fn keep_picture(&self, content: &[u8], address: &str) -> Result<model::Medium, String> {
        let path = address.split(['?', '#']).next().unwrap_or(address);
        let name = path.rsplit('/').next().unwrap_or(path);
        if let Some((hash, _)) = model::medium::parse_reference(&format!("media/{name}"))
            && let Ok(known) = self.store().medium(&hash)
            && let Ok((_, original)) = self.store().read_medium(&known.file_name())
            && export::pictures::discreet(&original).is_some_and(|discreet| *discreet == *content)
        {
            return Ok(known);
        }
        self.store().add_medium(content, name, now()).map_err(|error| error.to_string())
    }

    /// Adds an item as an article.
    pub(crate) fn add_item(
        &self,
        item: &import::Item,
        pictures: &PictureFiles<'_>,
        title: Option<&str>,
        origin: model::Origin,
    ) -> Result<(store::StoredArticle, Vec<String>), ApiError> {
        let Settled { body, mut metadata, mut problems } = self.settle(item, pictures);
        if let Some(title) = title {
            metadata.title = title.trim().to_owned();
        }
        let id = item.id.clone().filter(|id| self.store().article(id).is_err());
        let add = |metadata: &model::Metadata| {
            self.store().create_article(&store::NewArticle {
                id: id.clone(),
                body: &body,
                metadata,
                status: item.status.unwrap_or(model::Status::Draft),
                derived: &derive::derive(&body, metadata, &self.publication()),
                origin,
                now: now(),
                operation: None,
            })
        };
        let saved = match add(&metadata) {
            Err(store::Error::SlugTaken { slug, suggestion }) => {
                problems.push(format!(
                    "The address “{slug}” belongs to another article; this one has been given “{suggestion}”."
                ));
                metadata.slug = Some(suggestion);
                add(&metadata).to_api()?
            }
            other => other.to_api()?,
        };
        Ok((saved, problems))
    }
}

impl Engine {
    /// Adds a Markdown text as an article: text, front matter, and the pictures beside it.
    ///
    /// # Errors
    /// Where the text cannot be read or the library not be written; then nothing was added.
    pub fn add_markdown(&self, source: Source, title: Option<&str>) -> Result<Added, ApiError> {
        let library = self.library()?;
        let (item, _) = source.item()?;
        let origin = self.shared.origin;
        let (stored, problems) =
            library.add_item(&item, &|need| source.picture(need), title, convert::origin_from(origin))?;
        self.changed(&stored.article.id, stored.article.version, origin);
        Ok(Added { article: library.article_to_wire(&stored.article, &stored.derived), problems })
    }

    /// Replaces an article's text, and its metadata where the text has front matter. Without a base version
    /// the present one is taken.
    ///
    /// # Errors
    /// [`ErrorCode::Conflict`] where somebody saved the article since the base version: the text is kept as a
    /// revision. Otherwise where the text cannot be read or the library not be written.
    pub fn replace_with_markdown(
        &self,
        id: &str,
        source: Source,
        base_version: Option<i64>,
    ) -> Result<Replaced, ApiError> {
        let library = self.library()?;
        let id = article_id(id)?;
        let (item, told) = source.item()?;
        let Settled { body, metadata, problems } = library.settle(&item, &|need| source.picture(need));
        let origin = self.shared.origin;
        loop {
            let present = library.store().article(&id).to_api()?.article;
            let kept = if told { &metadata } else { &present.metadata };
            let result = library.store().save_article(&store::SaveArticle {
                id: &id,
                base_version: base_version.unwrap_or(present.version),
                body: Some(&body),
                metadata: Some(kept),
                status: item.status.filter(|_| told),
                derived: &derive::derive(&body, kept, &library.publication()),
                origin: convert::origin_from(origin),
                now: now(),
                keep_revision: None,
                operation: None,
            });
            match result.to_api() {
                // Somebody saved between reading and writing; without a base version that is no conflict.
                Err(error) if error.code == ErrorCode::Conflict && base_version.is_none() => {}
                Err(error) => return Err(error),
                Ok(saved) => {
                    self.changed(&id, saved.summary.version, origin);
                    return Ok(Replaced { saved: library.saved_to_wire(&saved, Vec::new()), problems });
                }
            }
        }
    }
}

/// An article as a Markdown file, its pictures under the addresses they have in the library's folder.
pub(crate) fn write_markdown(library: &Library, article: &model::Article) -> String {
    let lead = article.metadata.lead.as_ref().and_then(|lead| {
        let medium = library.store().medium(&lead.medium).ok()?;
        Some(markup::front_matter::LeadReference {
            address: format!("media/{}", medium.file_name()),
            alt: lead.alt.clone(),
            caption: lead.caption.clone(),
            credit: lead.credit.clone(),
        })
    });
    markup::front_matter::write(&markup::front_matter::ArticleFile {
        id: Some(&article.id),
        status: Some(article.status),
        created_at: Some(article.created_at),
        metadata: &article.metadata,
        lead: lead.as_ref(),
        body: &article.body,
    })
}
