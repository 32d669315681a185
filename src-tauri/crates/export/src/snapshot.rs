//! What an export is made from: one article as it stood at one moment, and what follows from its text.

use markup::RenderOptions;
use model::{Article, Direction, Language, Metadata, Publication, Slug};

use crate::site::address::{Address, path_of};
use crate::{address, html::one_line};

/// The length of an excerpt taken from the text, in characters.
const EXCERPT: usize = 200;

/// As much of a text as its language is looked for in, in bytes.
const BEGINNING: usize = 32 * 1024;

/// An article, the publication it belongs to, and what was found from its text, read at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleSnapshot {
    /// The article.
    pub article: Article,
    /// The publication.
    pub publication: Publication,
    /// What was found from the text.
    pub derived: Derived,
    /// The slug of its section, where the publication gives one; else it follows from the section's name.
    pub section: Option<Slug>,
}

/// What follows from an article's text.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// The language in force: the chosen one, or the one found, or the publication's.
    pub language: Language,
    /// The direction in force.
    pub direction: Direction,
    /// How many words the body has.
    pub words: u32,
    /// How many minutes it takes to read, at least 1; 0 where there is no text.
    pub reading_minutes: u32,
    /// The excerpt in force: the written one, or one taken from the text.
    pub excerpt: String,
}

impl Derived {
    /// Finds it from the text, where the author has not chosen.
    #[must_use]
    pub fn from_text(body: &str, metadata: &Metadata, publication: &Publication) -> Self {
        let words = markup::statistics::words(&markup::plain_text(body));
        Self::of(body, metadata, language(body, metadata, publication), words)
    }

    /// The same where language and length are known already, as they are of a text that is being written.
    #[must_use]
    pub fn of(body: &str, metadata: &Metadata, language: Language, words: u32) -> Self {
        let written = metadata.excerpt.clone().filter(|excerpt| !excerpt.trim().is_empty());
        Self {
            direction: metadata.direction.unwrap_or_else(|| language.direction()),
            words,
            reading_minutes: reading_minutes(words, &language),
            excerpt: written.unwrap_or_else(|| markup::excerpt(body, EXCERPT)),
            language,
        }
    }
}

/// The language an article is in: the chosen one, else the one found from its text, else the publication's.
#[must_use]
pub fn language(body: &str, metadata: &Metadata, publication: &Publication) -> Language {
    let found = || {
        let beginning = &body[..body.floor_char_boundary(BEGINNING)];
        markup::language::detect(&markup::plain_text(beginning))
    };
    metadata.language.clone().or_else(found).unwrap_or_else(|| publication.language.clone())
}

/// How many minutes a text takes to read; none where there is no text.
#[must_use]
pub fn reading_minutes(words: u32, language: &Language) -> u32 {
    if words == 0 { 0 } else { markup::statistics::reading_minutes(words, Some(language)) }
}

impl ArticleSnapshot {
    /// A snapshot with everything found from the text.
    #[must_use]
    pub fn new(article: Article, publication: Publication) -> Self {
        let derived = Derived::from_text(&article.body, &article.metadata, &publication);
        Self { article, publication, derived, section: None }
    }

    /// How the body is rendered, for the page and the preview alike.
    #[must_use]
    pub fn render_options(&self, source_lines: bool) -> RenderOptions {
        render_options(&self.publication, &self.derived.language, self.derived.direction, source_lines)
    }

    /// Who wrote it: the authors named, or the publication's default author, or nobody.
    #[must_use]
    pub fn authors(&self) -> Vec<String> {
        authors_of(&self.article.metadata, &self.publication)
    }

    /// The authors that the article names itself.
    #[must_use]
    pub fn named_authors(&self) -> Vec<String> {
        named(&self.article.metadata)
    }

    /// The title on one line; may be empty.
    #[must_use]
    pub fn title(&self) -> String {
        one_line(&self.article.metadata.title)
    }

    /// The description for search engines and cards; may be empty.
    #[must_use]
    pub fn description(&self) -> String {
        let chosen = self.article.metadata.search_description.as_deref().map(one_line).unwrap_or_default();
        if chosen.is_empty() { one_line(&self.derived.excerpt) } else { chosen }
    }

    /// The publication's base address with its slash, where it has a usable one.
    #[must_use]
    pub fn base_url(&self) -> Option<String> {
        base_url_of(&self.publication)
    }

    /// The article's own address in the publication, where the base is known: the one that a site gives it.
    #[must_use]
    pub fn own_url(&self) -> Option<String> {
        let metadata = &self.article.metadata;
        let named = || metadata.section.as_deref().and_then(|name| Slug::from_text(&one_line(name)));
        let section = self.section.clone().or_else(named).map(|slug| slug.to_string()).unwrap_or_default();
        let pattern = &self.publication.permalink;
        let path = path_of(pattern, metadata, &self.article.slug, &self.derived.language, &section);
        Some(format!("{}{}", self.base_url()?, Address::new(path).url()))
    }

    /// The canonical address: the one the author gave, or its own, which a site says where there is one.
    #[must_use]
    pub fn canonical_in(&self, site: Option<&str>) -> Option<String> {
        let chosen = self.article.metadata.canonical_url.as_deref().and_then(address::web_only);
        chosen.or_else(|| site.map(str::to_owned)).or_else(|| self.own_url())
    }
}

/// Who wrote an article: the authors named, or the publication's default author, or nobody.
pub(crate) fn authors_of(metadata: &Metadata, publication: &Publication) -> Vec<String> {
    let named = named(metadata);
    if !named.is_empty() {
        return named;
    }
    let default = one_line(&publication.default_author);
    if default.is_empty() { Vec::new() } else { vec![default] }
}

fn named(metadata: &Metadata) -> Vec<String> {
    metadata.authors.iter().map(|name| one_line(name)).filter(|name| !name.is_empty()).collect()
}

/// A publication's base address with its slash, where it has a usable one.
pub(crate) fn base_url_of(publication: &Publication) -> Option<String> {
    let mut base = address::web_only(&publication.base_url)?;
    base.truncate(base.find(['?', '#']).unwrap_or(base.len()));
    if !base.ends_with('/') {
        base.push('/');
    }
    Some(base)
}

/// How the text of an article is rendered, wherever it is shown; `source_lines` for the preview only, which is a
/// frame of the window.
#[must_use]
pub fn render_options(
    publication: &Publication,
    language: &Language,
    direction: Direction,
    source_lines: bool,
) -> RenderOptions {
    RenderOptions {
        language: Some(language.clone()),
        direction: Some(direction),
        smart_punctuation: publication.smart_punctuation,
        // The page's one `h1` is the title.
        heading_offset: 1,
        own_address: if source_lines { crate::resolver::PREVIEW_PAGE } else { "" },
        source_lines,
    }
}
