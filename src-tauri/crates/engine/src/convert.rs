//! Between the wire and the model, both ways. The only place that knows both.

use contract as wire;
use contract::{ApiError, ErrorCode};
use model::{ArticleId, ContentHash, Language, Moment, RevisionId, Slug};

/// Reads an article id from the wire.
pub(crate) fn article_id(text: &str) -> Result<ArticleId, ApiError> {
    ArticleId::parse(text).map_err(|_| {
        ApiError::new(
            ErrorCode::NotFound,
            format!("There is no article “{text}”. An id looks like 0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a."),
        )
    })
}

/// Reads several.
pub(crate) fn article_ids(texts: &[String]) -> Result<Vec<ArticleId>, ApiError> {
    texts.iter().map(|text| article_id(text)).collect()
}

pub(crate) fn status_from(status: wire::Status) -> model::Status {
    match status {
        wire::Status::Idea => model::Status::Idea,
        wire::Status::Draft => model::Status::Draft,
        wire::Status::Review => model::Status::Review,
        wire::Status::Ready => model::Status::Ready,
        wire::Status::Scheduled => model::Status::Scheduled,
        wire::Status::Published => model::Status::Published,
        wire::Status::Archived => model::Status::Archived,
    }
}

pub(crate) fn status_to(status: model::Status) -> wire::Status {
    match status {
        model::Status::Idea => wire::Status::Idea,
        model::Status::Draft => wire::Status::Draft,
        model::Status::Review => wire::Status::Review,
        model::Status::Ready => wire::Status::Ready,
        model::Status::Scheduled => wire::Status::Scheduled,
        model::Status::Published => wire::Status::Published,
        model::Status::Archived => wire::Status::Archived,
    }
}

pub(crate) fn shelf_from(shelf: wire::Shelf) -> store::Shelf {
    match shelf {
        wire::Shelf::All => store::Shelf::All,
        wire::Shelf::Idea => store::Shelf::Status(model::Status::Idea),
        wire::Shelf::Draft => store::Shelf::Status(model::Status::Draft),
        wire::Shelf::Review => store::Shelf::Status(model::Status::Review),
        wire::Shelf::Ready => store::Shelf::Status(model::Status::Ready),
        wire::Shelf::Scheduled => store::Shelf::Status(model::Status::Scheduled),
        wire::Shelf::Published => store::Shelf::Status(model::Status::Published),
        wire::Shelf::Archived => store::Shelf::Status(model::Status::Archived),
        wire::Shelf::Trash => store::Shelf::Trash,
    }
}

/// Every shelf, in the order in which the library pane shows them.
pub(crate) const SHELVES: [wire::Shelf; 9] = [
    wire::Shelf::All,
    wire::Shelf::Idea,
    wire::Shelf::Draft,
    wire::Shelf::Review,
    wire::Shelf::Ready,
    wire::Shelf::Scheduled,
    wire::Shelf::Published,
    wire::Shelf::Archived,
    wire::Shelf::Trash,
];

pub(crate) fn direction_from(direction: wire::Direction) -> model::Direction {
    match direction {
        wire::Direction::Ltr => model::Direction::LeftToRight,
        wire::Direction::Rtl => model::Direction::RightToLeft,
    }
}

pub(crate) fn direction_to(direction: model::Direction) -> wire::Direction {
    match direction {
        model::Direction::LeftToRight => wire::Direction::Ltr,
        model::Direction::RightToLeft => wire::Direction::Rtl,
    }
}

pub(crate) fn kind_from(kind: wire::Kind) -> model::Kind {
    match kind {
        wire::Kind::Post => model::Kind::Post,
        wire::Kind::Page => model::Kind::Page,
    }
}

pub(crate) fn kind_to(kind: model::Kind) -> wire::Kind {
    match kind {
        model::Kind::Post => wire::Kind::Post,
        model::Kind::Page => wire::Kind::Page,
    }
}

pub(crate) fn origin_from(origin: wire::Origin) -> model::Origin {
    match origin {
        wire::Origin::Window => model::Origin::Window,
        wire::Origin::CommandLine => model::Origin::CommandLine,
        wire::Origin::Import => model::Origin::Import,
        wire::Origin::Mirror => model::Origin::Mirror,
        wire::Origin::Program => model::Origin::Program,
    }
}

pub(crate) fn origin_to(origin: model::Origin) -> wire::Origin {
    match origin {
        model::Origin::Window => wire::Origin::Window,
        model::Origin::CommandLine => wire::Origin::CommandLine,
        model::Origin::Import => wire::Origin::Import,
        model::Origin::Mirror => wire::Origin::Mirror,
        model::Origin::Program => wire::Origin::Program,
    }
}

pub(crate) fn cause_to(cause: model::Cause) -> wire::Cause {
    match cause {
        model::Cause::Created => wire::Cause::Created,
        model::Cause::Pause => wire::Cause::Pause,
        model::Cause::Replaced => wire::Cause::Replaced,
        model::Cause::Conflict => wire::Cause::Conflict,
        model::Cause::Restored => wire::Cause::Restored,
        model::Cause::Kept => wire::Cause::Kept,
        model::Cause::Published => wire::Cause::Published,
    }
}

/// A text of the wire that may be absent: what is only white space is absent.
fn present(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A list of names without blanks and repetitions, in order.
fn names(texts: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    texts
        .into_iter()
        .map(|text| one_line(&text))
        .filter(|text| !text.is_empty() && seen.insert(text.to_lowercase()))
        .collect()
}

/// A field of one line: line ends and other control characters become spaces.
fn one_line(text: &str) -> String {
    let text: String =
        text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    text.trim().to_owned()
}

fn moment(text: Option<String>, field: &str) -> Result<Option<Moment>, ApiError> {
    present(text)
        .map(|text| {
            Moment::parse(&text).ok_or_else(|| {
                ApiError::invalid(format!(
                    "“{text}” is not {field}. Write it as 2026-03-01 or 2026-03-01T09:30:00Z."
                ))
            })
        })
        .transpose()
}

pub(crate) fn live_to(live: store::LiveState) -> wire::LiveState {
    match live {
        store::LiveState::No => wire::LiveState::No,
        store::LiveState::Same => wire::LiveState::Same,
        store::LiveState::Changed => wire::LiveState::Changed,
    }
}

/// Reads metadata from the wire; what cannot be kept as it is, is refused with words.
pub(crate) fn metadata_from(metadata: wire::Metadata) -> Result<model::Metadata, ApiError> {
    let language = present(metadata.language)
        .map(|tag| {
            Language::parse(&tag).ok_or_else(|| {
                ApiError::invalid(format!("“{tag}” is not a language tag. Write it as en, fa or pt-BR."))
            })
        })
        .transpose()?;
    let lead = metadata
        .lead
        .map(|lead| {
            let medium = ContentHash::parse(&lead.medium).map_err(|_| {
                ApiError::invalid("The lead picture is not a picture of this library. Choose it again.")
            })?;
            Ok(model::LeadPicture {
                medium,
                alt: one_line(&lead.alt),
                caption: one_line(&lead.caption),
                credit: one_line(&lead.credit),
            })
        })
        .transpose()?;
    let original = metadata
        .original
        .map(|original| model::OriginalPublication {
            name: one_line(&original.name),
            url: one_line(&original.url),
        })
        .filter(|original| !original.name.is_empty() || !original.url.is_empty());
    Ok(model::Metadata {
        title: one_line(&metadata.title),
        subtitle: one_line(&metadata.subtitle),
        slug: metadata.slug.as_deref().and_then(Slug::from_text),
        authors: names(metadata.authors),
        excerpt: present(metadata.excerpt),
        lead,
        tags: names(metadata.tags),
        section: present(metadata.section),
        language,
        direction: metadata.direction.map(direction_from),
        published_at: moment(metadata.published_at, "a date of publication")?,
        revised_at: moment(metadata.revised_at, "a date of revision")?,
        original,
        canonical_url: present(metadata.canonical_url),
        search_title: present(metadata.search_title),
        search_description: present(metadata.search_description),
        kind: kind_from(metadata.kind),
        menu_order: metadata.menu_order,
        translation: present(metadata.translation),
        table_of_contents: metadata.table_of_contents,
        custom: metadata.custom,
    })
}

/// Metadata for the wire. `file_name` finds the file of the lead picture.
pub(crate) fn metadata_to(
    metadata: &model::Metadata,
    file_name: impl Fn(&ContentHash) -> Option<String>,
) -> wire::Metadata {
    wire::Metadata {
        title: metadata.title.clone(),
        subtitle: metadata.subtitle.clone(),
        slug: metadata.slug.as_ref().map(ToString::to_string),
        authors: metadata.authors.clone(),
        excerpt: metadata.excerpt.clone(),
        lead: metadata.lead.as_ref().map(|lead| wire::LeadPicture {
            medium: lead.medium.to_string(),
            file_name: file_name(&lead.medium).unwrap_or_default(),
            alt: lead.alt.clone(),
            caption: lead.caption.clone(),
            credit: lead.credit.clone(),
        }),
        tags: metadata.tags.clone(),
        section: metadata.section.clone(),
        language: metadata.language.as_ref().map(ToString::to_string),
        direction: metadata.direction.map(direction_to),
        published_at: metadata.published_at.map(|moment| moment.to_string()),
        revised_at: metadata.revised_at.map(|moment| moment.to_string()),
        original: metadata.original.as_ref().map(|original| wire::OriginalPublication {
            name: original.name.clone(),
            url: original.url.clone(),
        }),
        canonical_url: metadata.canonical_url.clone(),
        search_title: metadata.search_title.clone(),
        search_description: metadata.search_description.clone(),
        kind: kind_to(metadata.kind),
        menu_order: metadata.menu_order,
        translation: metadata.translation.clone(),
        table_of_contents: metadata.table_of_contents,
        custom: metadata.custom.clone(),
    }
}

pub(crate) fn publication_to(publication: &model::Publication) -> wire::Publication {
    wire::Publication {
        version: publication.version,
        title: publication.title.clone(),
        tagline: publication.tagline.clone(),
        base_url: publication.base_url.clone(),
        language: publication.language.to_string(),
        default_author: publication.default_author.clone(),
        links: publication
            .links
            .iter()
            .map(|link| wire::PublicationLink { label: link.label.clone(), url: link.url.clone() })
            .collect(),
        theme: publication.theme.clone(),
        smart_punctuation: publication.smart_punctuation,
        show_comments: publication.comments == model::CommentsPolicy::Static,
        permalink: publication.permalink.clone(),
        posts_per_page: publication.posts_per_page,
        logo: publication.logo.as_ref().map(ToString::to_string),
        theme_options: publication.theme_options.clone(),
        share_links: publication.share_links,
        pinned: publication.pinned.iter().map(ToString::to_string).collect(),
    }
}

/// An absolute web address, ending in a slash; an empty one stays empty.
fn base_url(text: &str) -> Result<String, ApiError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    let mut url = web_address(text).ok_or_else(|| {
        ApiError::invalid(format!(
            "“{text}” is not the address of a publication. Write it as https://example.org/."
        ))
    })?;
    url.set_query(None);
    url.set_fragment(None);
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url.into())
}

/// An absolute http or https address with a host.
pub(crate) fn web_address(text: &str) -> Option<url::Url> {
    let url = url::Url::parse(text.trim()).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

/// A pattern of addresses: every article needs one of its own, so the slug has to be in it.
fn permalink(text: &str) -> Result<String, ApiError> {
    let text = text.trim().trim_start_matches('/');
    if text.is_empty() {
        return Ok(model::Publication::PERMALINK.to_owned());
    }
    let mut rest = text.to_owned();
    for name in ["{year}", "{month}", "{day}", "{section}", "{lang}"] {
        rest = rest.replace(name, "");
    }
    let has_slug = rest.contains("{slug}");
    let rest = rest.replace("{slug}", "");
    let plain = rest.split('/').all(|part| part != "." && part != "..")
        && !rest.contains(|it: char| {
            it.is_control()
                || it.is_whitespace()
                || matches!(it, '{' | '}' | '\\' | '?' | '#' | '%' | ':' | '"' | '<' | '>' | '|' | '*')
        });
    if has_slug && plain {
        return Ok(text.to_owned());
    }
    Err(ApiError::invalid(format!(
        "“{text}” cannot be the pattern of addresses. Write letters, slashes and {{slug}}, and where you like \
         {{year}}, {{month}}, {{day}}, {{section}} and {{lang}}: for example {{year}}/{{month}}/{{slug}}/."
    )))
}

/// Reads the publication from the wire.
pub(crate) fn publication_from(publication: wire::Publication) -> Result<model::Publication, ApiError> {
    let language = Language::parse(&publication.language).ok_or_else(|| {
        ApiError::invalid(format!(
            "“{}” is not a language tag. Write it as en, fa or pt-BR.",
            publication.language
        ))
    })?;
    let mut links = Vec::new();
    for link in publication.links {
        let (label, address) = (one_line(&link.label), one_line(&link.url));
        if label.is_empty() && address.is_empty() {
            continue;
        }
        if web_address(&address).is_none() {
            return Err(ApiError::invalid(format!(
                "The link “{label}” leads to “{address}”, which is not a web address. Write it as https://example.org/."
            )));
        }
        let label = if label.is_empty() { address.clone() } else { label };
        links.push(model::PublicationLink { label, url: address });
    }
    Ok(model::Publication {
        version: publication.version,
        title: one_line(&publication.title),
        tagline: one_line(&publication.tagline),
        base_url: base_url(&publication.base_url)?,
        language,
        default_author: one_line(&publication.default_author),
        links,
        theme: publication.theme,
        smart_punctuation: publication.smart_punctuation,
        comments: if publication.show_comments {
            model::CommentsPolicy::Static
        } else {
            model::CommentsPolicy::None
        },
        pinned: article_ids(&publication.pinned)?,
        permalink: permalink(&publication.permalink)?,
        posts_per_page: publication.posts_per_page.clamp(1, 100),
        logo: publication
            .logo
            .map(|hash| ContentHash::parse(&hash))
            .transpose()
            .map_err(|_| ApiError::invalid("The logo is not a picture of this library. Choose it again."))?,
        theme_options: publication.theme_options,
        share_links: publication.share_links,
    })
}

pub(crate) fn summary_to(summary: &store::Summary) -> wire::ArticleSummary {
    wire::ArticleSummary {
        id: summary.id.to_string(),
        version: summary.version,
        status: status_to(summary.status),
        title: summary.title.clone(),
        excerpt: summary.excerpt.clone(),
        slug: summary.slug.to_string(),
        language: summary.language.to_string(),
        direction: direction_to(summary.direction),
        lead: summary.lead.clone(),
        tags: summary.tags.clone(),
        section: summary.section.clone(),
        kind: kind_to(summary.kind),
        live: live_to(summary.live),
        words: summary.words,
        published_at: summary.published_at.map(|moment| moment.to_string()),
        created_at: summary.created_at.to_string(),
        updated_at: summary.updated_at.to_string(),
        trashed_at: summary.trashed_at.map(|moment| moment.to_string()),
    }
}

pub(crate) fn medium_to(medium: &model::Medium) -> wire::Medium {
    wire::Medium {
        hash: medium.hash.to_string(),
        file_name: medium.file_name(),
        name: medium.name.clone(),
        media_type: medium.kind.media_type().to_owned(),
        size: medium.size,
        width: medium.dimensions.map(|(width, _)| width),
        height: medium.dimensions.map(|(_, height)| height),
        alt: medium.alt.clone(),
        caption: medium.caption.clone(),
        credit: medium.credit.clone(),
    }
}

pub(crate) fn revision_to(revision: &store::RevisionSummary) -> wire::RevisionSummary {
    wire::RevisionSummary {
        revision: revision.id.0,
        version: revision.version,
        cause: cause_to(revision.cause),
        origin: origin_to(revision.origin),
        name: revision.name.clone(),
        taken_at: revision.taken_at.to_string(),
        title: revision.title.clone(),
        words: revision.words,
        words_added: revision.changed.map(|(added, _)| added),
        words_removed: revision.changed.map(|(_, removed)| removed),
    }
}

/// What a list would show of a whole revision.
pub(crate) fn whole_revision_to(revision: &model::Revision, words: u32) -> wire::RevisionSummary {
    wire::RevisionSummary {
        revision: revision.id.0,
        version: revision.version,
        cause: cause_to(revision.cause),
        origin: origin_to(revision.origin),
        name: revision.name.clone(),
        taken_at: revision.taken_at.to_string(),
        title: revision.metadata.title.clone(),
        words,
        words_added: None,
        words_removed: None,
    }
}

/// The number of a revision as the wire has it.
pub(crate) fn revision_id(number: i64) -> RevisionId {
    RevisionId(number)
}
