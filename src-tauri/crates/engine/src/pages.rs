//! Articles as pages: the same snapshot and theme for the preview, the page and the fragment.

use std::sync::Arc;
use std::time::SystemTime;

use contract::ApiError;
use export::snapshot::reading_minutes;
use export::{ArticleSnapshot, Articles, PictureFacts, Pictures, PreviewResolver};
use model::{ContentHash, Direction, Language, Metadata, Publication};

use crate::library::Library;

/// How many bytes of a picture say what kind of picture it is; colour profiles come before that.
const HEAD: u64 = 64 * 1024;

/// The library's pictures, for whoever makes pages.
pub(crate) struct LibraryPictures(pub(crate) Arc<Library>);

impl Pictures for LibraryPictures {
    fn facts(&self, hash: &ContentHash) -> Option<PictureFacts> {
        self.0.store().medium(hash).ok().map(|medium| PictureFacts::from(&medium))
    }

    fn bytes(&self, hash: &ContentHash) -> Result<Vec<u8>, String> {
        let medium = self.0.store().medium(hash).map_err(|error| error.to_string())?;
        let (_, bytes) =
            self.0.store().read_medium(&medium.file_name()).map_err(|error| error.to_string())?;
        Ok(bytes)
    }

    fn beginning(&self, hash: &ContentHash) -> Vec<u8> {
        let medium = self.0.store().medium(hash);
        medium
            .map_or_else(|_| Vec::new(), |medium| self.0.store().medium_beginning(&medium.file_name(), HEAD))
    }

    fn made_before(&self, name: &str) -> Option<Vec<u8>> {
        self.0.store().made_file(name, SystemTime::now())
    }

    fn keep_made(&self, name: &str, bytes: &[u8]) {
        // Where it cannot be kept, it is made again.
        let _ = self.0.store().keep_made_file(name, bytes);
    }
}

/// The library's published articles, for texts that link to them.
pub(crate) struct LibraryArticles(pub(crate) Arc<Library>);

impl Articles for LibraryArticles {
    fn address(&self, id: &model::ArticleId) -> Option<String> {
        let article = self.0.store().article(id).ok()?.article;
        if article.status != model::Status::Published || article.trashed_at.is_some() {
            return None;
        }
        let (metadata, publication) = (article.metadata.clone(), self.0.publication());
        let derived = export::Derived::of("", &metadata, publication.language.clone(), 0);
        let section = section_slug(&self.0, &metadata, &publication);
        ArticleSnapshot { article, publication, derived, section }.own_url()
    }
}

/// The slug that the publication gives an article's section, where addresses hold it.
pub(crate) fn section_slug(
    library: &Library,
    metadata: &Metadata,
    publication: &Publication,
) -> Option<model::Slug> {
    let section = metadata.section.as_deref().filter(|_| publication.permalink.contains("{section}"))?;
    let found = library.store().profiles(model::ProfileKind::Section).ok()?;
    let named =
        found.into_iter().find(|used| used.profile.name.to_lowercase() == section.trim().to_lowercase());
    named.map(|used| used.profile.slug)
}

/// A failing theme, in words.
pub(crate) fn theme_failed(error: &export::ThemeError) -> ApiError {
    ApiError::internal(format!(
        "The page could not be made: {error}. Choose another theme in the publication's settings."
    ))
}

/// An article at one moment, with what was found from its text.
pub(crate) fn snapshot(
    article: &model::Article,
    metadata: &Metadata,
    publication: &Publication,
    derived: &store::Derived,
    section: Option<model::Slug>,
) -> ArticleSnapshot {
    ArticleSnapshot {
        article: model::Article { metadata: metadata.clone(), ..article.clone() },
        publication: publication.clone(),
        derived: export::Derived {
            language: derived.language.clone(),
            direction: derived.direction,
            words: derived.words,
            reading_minutes: reading_minutes(derived.words, &derived.language),
            excerpt: derived.excerpt.clone(),
        },
        section,
    }
}

/// The page around the blocks of an open article, as the preview shows it.
pub(crate) struct PreviewFrame {
    media_base: String,
    pictures: Arc<LibraryPictures>,
    resolver: Arc<PreviewResolver>,
    language: Language,
    direction: Direction,
    /// What the page around the blocks was made from last, besides metadata and publication.
    minutes: u32,
    outline: Vec<markup::Heading>,
    shell: String,
}

/// What the page around the blocks is made from.
pub(crate) struct Around<'a> {
    pub(crate) article: &'a model::Article,
    pub(crate) metadata: &'a Metadata,
    pub(crate) publication: &'a Publication,
    pub(crate) words: u32,
    /// The headings, where readers get a table of contents; none otherwise.
    pub(crate) outline: Vec<markup::Heading>,
}

impl PreviewFrame {
    pub(crate) fn new(
        library: &Arc<Library>,
        media_base: &str,
        language: Language,
        direction: Direction,
    ) -> Self {
        let pictures = Arc::new(LibraryPictures(library.clone()));
        let base_url = Some(library.publication().base_url).filter(|base| !base.is_empty());
        let resolver = Arc::new(PreviewResolver::new(pictures.clone(), media_base.to_owned(), base_url));
        Self {
            media_base: media_base.to_owned(),
            pictures,
            resolver,
            language,
            direction,
            minutes: 0,
            outline: Vec::new(),
            shell: String::new(),
        }
    }

    pub(crate) fn options(&self, publication: &Publication) -> markup::RenderOptions {
        export::snapshot::render_options(publication, &self.language, self.direction, true)
    }

    pub(crate) fn resolver(&self) -> Arc<PreviewResolver> {
        self.resolver.clone()
    }

    pub(crate) fn language(&self) -> &Language {
        &self.language
    }

    /// Takes another language and direction; `false` where they are the same as before.
    pub(crate) fn set_language(&mut self, language: Language, direction: Direction) -> bool {
        let changed = language != self.language || direction != self.direction;
        self.language = language;
        self.direction = direction;
        changed
    }

    /// The page around the blocks. A theme that fails leaves a page that says so, not an empty frame.
    pub(crate) fn shell(&mut self, library: &Library, around: &Around<'_>) -> String {
        self.minutes = reading_minutes(around.words, &self.language);
        self.outline.clone_from(&around.outline);
        let snapshot = ArticleSnapshot {
            article: model::Article { metadata: around.metadata.clone(), ..around.article.clone() },
            publication: around.publication.clone(),
            // What only programs read in a page (the number of words, an excerpt from the text) changes with
            // every word and is left out, so that the page around the text stays as it is while one types.
            derived: export::Derived {
                language: self.language.clone(),
                direction: self.direction,
                words: 0,
                reading_minutes: self.minutes,
                excerpt: around.metadata.excerpt.clone().unwrap_or_default(),
            },
            section: section_slug(library, around.metadata, around.publication),
        };
        let shell = export::page::shell(&export::ShellInput {
            snapshot: &snapshot,
            outline: &around.outline,
            comments: &library.store().comments(&around.article.id).unwrap_or_default(),
            pictures: self.pictures.as_ref(),
            media_base: &self.media_base,
            theme: &library.theme(),
        });
        self.shell = shell.unwrap_or_else(|error| {
            format!(
                "<!DOCTYPE html><html lang=\"en\"><head><title>Preview</title></head><body><p>{}</p>{}{}</body></html>",
                theme_failed(&error).message.replace('&', "&amp;").replace('<', "&lt;"),
                export::page::BODY_START,
                export::page::BODY_END,
            )
        });
        self.shell.clone()
    }

    /// The page around the blocks, if it is not what was shown last. `look` is false where nothing but the
    /// text changed, and then only the reading time and the table of contents can differ.
    pub(crate) fn changed_shell(
        &mut self,
        library: &Library,
        around: &Around<'_>,
        look: bool,
    ) -> Option<String> {
        let minutes = reading_minutes(around.words, &self.language);
        let same_headings = around.outline.iter().map(heading).eq(self.outline.iter().map(heading));
        if !look && minutes == self.minutes && same_headings {
            return None;
        }
        let before = std::mem::take(&mut self.shell);
        let now = self.shell(library, around);
        (now != before).then_some(now)
    }
}

/// What of a heading shows in a table of contents: not its line.
fn heading(heading: &markup::Heading) -> (u8, &str, &str) {
    (heading.level, &heading.text, &heading.id)
}

/// What is found out about a text as it is being written.
pub(crate) fn language_of(
    text: &str,
    metadata: &Metadata,
    publication: &Publication,
) -> (Language, Direction) {
    let language = export::snapshot::language(text, metadata, publication);
    let direction = metadata.direction.unwrap_or_else(|| language.direction());
    (language, direction)
}
