//! What a template sees as `page`. Text is text here: the theme's engine escapes all of it.

use std::collections::BTreeMap;

use model::{CommentsPolicy, Kind, Language, Moment, Publication};
use serde::Serialize;

use super::byline::{BylinePart, byline};
use super::comments::{Remark, remarks};
use super::contents::{Entry, contents};
use super::share::{Share, share};
use super::{Card, Feed, Link, Media, Rendering, Surroundings, Translation};
use crate::html::one_line;
use crate::phrases::{Around, Phrases, Words};
use crate::pictures::Shown;
use crate::snapshot::ArticleSnapshot;
use crate::{address, dates};

/// What stands on every page, whatever is in the middle of it.
#[derive(Serialize)]
pub(crate) struct Frame {
    pub language: String,
    pub direction: &'static str,
    pub publication: PublicationValues,
    pub words: &'static Words,
    pub options: BTreeMap<String, String>,
    pub home: Option<String>,
    pub search: Option<String>,
    pub menu: Vec<LinkValues>,
    pub feeds: Vec<FeedValues>,
}

#[derive(Serialize)]
pub(super) struct PageValues {
    #[serde(flatten)]
    frame: Frame,
    /// `post` or `page`.
    kind: &'static str,
    title: String,
    subtitle: String,
    section: String,
    section_url: Option<String>,
    byline: Vec<BylinePart>,
    published: Option<Day>,
    updated: Option<Day>,
    reading_time: String,
    lead: Option<Picture>,
    contents: Vec<Entry>,
    original: Option<Original>,
    tags: Vec<LinkValues>,
    share: Vec<Share>,
    translations: Vec<TranslationValues>,
    breadcrumbs: Vec<LinkValues>,
    previous: Option<CardValues>,
    next: Option<CardValues>,
    related: Vec<CardValues>,
    comments: Vec<Remark>,
    phrases: PhraseValues,
}

/// A day, for people and for machines.
#[derive(Serialize)]
pub(crate) struct Day {
    machine: String,
    day: String,
}

impl Day {
    pub(crate) fn of(moment: Moment, phrases: &Phrases) -> Self {
        Self { machine: dates::machine(moment), day: phrases.day(moment) }
    }
}

/// A picture with everything that is said about it.
#[derive(Serialize)]
pub(crate) struct Picture {
    #[serde(flatten)]
    shown: Shown,
    sizes: String,
    alt: String,
    caption: String,
    credit: String,
}

#[derive(Serialize)]
struct Original {
    name: String,
    url: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct PublicationValues {
    title: String,
    tagline: String,
    url: Option<String>,
    language: String,
    direction: &'static str,
    links: Vec<LinkValues>,
    links_label: &'static str,
    words: &'static Words,
    logo: Option<Shown>,
}

/// A link with its words; the address is missing where there is no page for it.
#[derive(Serialize)]
pub(crate) struct LinkValues {
    label: String,
    url: Option<String>,
    current: bool,
}

#[derive(Serialize)]
pub(crate) struct FeedValues {
    title: String,
    url: String,
}

#[derive(Serialize)]
struct TranslationValues {
    language: String,
    direction: &'static str,
    name: String,
    title: String,
    url: String,
}

/// An article as other pages show it.
#[derive(Serialize)]
pub(crate) struct CardValues {
    title: String,
    url: String,
    excerpt: String,
    section: String,
    authors: String,
    published: Option<Day>,
    reading_time: String,
    language: String,
    direction: &'static str,
    picture: Option<Picture>,
}

#[derive(Serialize)]
struct PhraseValues {
    first_published: Around,
    updated: Around,
    tags: &'static str,
    footnotes: &'static str,
}

/// What stands on every page: the publication, the menu, the words of the page's language.
pub(crate) fn frame(
    publication: &Publication,
    (language, direction): (&Language, model::Direction),
    surroundings: &Surroundings,
    options: &BTreeMap<String, String>,
    media: &Media<'_>,
    base_url: Option<String>,
    link: &dyn Fn(String) -> String,
) -> Frame {
    let links = publication.links.iter().filter_map(|entry| {
        let url = address::followable(&entry.url)?;
        let label = one_line(&entry.label);
        let label = if label.is_empty() { url.clone() } else { label };
        Some(LinkValues { label, url: Some(link(url)), current: false })
    });
    let home_phrases = Phrases::for_language(&publication.language);
    Frame {
        language: language.as_str().to_owned(),
        direction: direction.as_str(),
        publication: PublicationValues {
            title: one_line(&publication.title),
            tagline: one_line(&publication.tagline),
            url: surroundings.home.clone().or_else(|| base_url.map(link)),
            language: publication.language.as_str().to_owned(),
            direction: publication.language.direction().as_str(),
            links: links.collect(),
            links_label: home_phrases.links(),
            words: home_phrases.words(),
            logo: publication.logo.as_ref().and_then(|logo| media.shown(logo, "The logo")),
        },
        words: Phrases::for_language(language).words(),
        options: options.clone(),
        home: surroundings.home.clone(),
        search: surroundings.search.clone(),
        menu: link_values(&surroundings.menu),
        feeds: surroundings.feeds.iter().map(feed_values).collect(),
    }
}

pub(super) fn of_article(rendering: &Rendering<'_>, phrases: &Phrases, title: String) -> PageValues {
    let snapshot = rendering.snapshot;
    let metadata = &snapshot.article.metadata;
    let around = rendering.surroundings;
    let theme = rendering.theme;
    let updated = metadata.revised_at.filter(|revised| {
        metadata
            .published_at
            .is_none_or(|published| *revised > published && !dates::same_day(*revised, published))
    });
    let card = |card: &Card| card_values(card, &theme.about().pictures.card, rendering.media);
    PageValues {
        frame: frame(
            &snapshot.publication,
            (&snapshot.derived.language, snapshot.derived.direction),
            around,
            theme.options(),
            rendering.media,
            snapshot.base_url(),
            rendering.link,
        ),
        kind: metadata.kind.as_str(),
        subtitle: one_line(&metadata.subtitle),
        section: metadata.section.as_deref().map(one_line).unwrap_or_default(),
        section_url: around.section.clone(),
        byline: match metadata.kind {
            Kind::Post => byline(phrases, &snapshot.authors(), &around.authors),
            // A page beside the articles is the publication's own, unless somebody signs it.
            Kind::Page => byline(phrases, &snapshot.named_authors(), &around.authors),
        },
        published: metadata.published_at.map(|moment| Day::of(moment, phrases)),
        updated: updated.map(|moment| Day::of(moment, phrases)),
        reading_time: match snapshot.derived.reading_minutes {
            0 => String::new(),
            minutes => phrases.reading_time(minutes),
        },
        lead: metadata.lead.as_ref().and_then(|lead| {
            let shown = rendering.media.shown(&lead.medium, "The lead picture")?;
            Some(Picture {
                shown,
                sizes: theme.about().pictures.lead.clone(),
                alt: one_line(&lead.alt),
                caption: one_line(&lead.caption),
                credit: one_line(&lead.credit),
            })
        }),
        contents: if metadata.table_of_contents {
            contents(rendering.outline, rendering.own_address)
        } else {
            Vec::new()
        },
        original: metadata.original.as_ref().filter(|original| !one_line(&original.name).is_empty()).map(
            |original| Original {
                name: one_line(&original.name),
                url: address::web_only(&original.url).map(rendering.link),
            },
        ),
        tags: tags(snapshot, around),
        share: shares(rendering, phrases, &title),
        translations: translations(&around.translations, &snapshot.derived.language),
        breadcrumbs: link_values(&around.breadcrumbs),
        previous: around.previous.as_ref().map(card),
        next: around.next.as_ref().map(card),
        related: around.related.iter().map(card).collect(),
        comments: match snapshot.publication.comments {
            CommentsPolicy::None => Vec::new(),
            CommentsPolicy::Static => remarks(rendering.comments, phrases, rendering.link),
        },
        phrases: PhraseValues {
            first_published: phrases.first_published(),
            updated: phrases.updated(),
            tags: phrases.tags(),
            footnotes: phrases.footnotes(),
        },
        title,
    }
}

fn tags(snapshot: &ArticleSnapshot, around: &Surroundings) -> Vec<LinkValues> {
    let names = snapshot.article.metadata.tags.iter().map(|tag| one_line(tag));
    names
        .filter(|tag| !tag.is_empty())
        .map(|tag| LinkValues { url: around.tags.get(&tag).cloned(), label: tag, current: false })
        .collect()
}

fn shares(rendering: &Rendering<'_>, phrases: &Phrases, title: &str) -> Vec<Share> {
    let snapshot = rendering.snapshot;
    let url = snapshot.canonical_in(rendering.surroundings.url.as_deref());
    match url {
        Some(url) if snapshot.publication.share_links && snapshot.article.metadata.kind == Kind::Post => {
            share(title, &url, &phrases.words().by_mail, rendering.link)
        }
        _ => Vec::new(),
    }
}

fn translations(translations: &[Translation], own: &Language) -> Vec<TranslationValues> {
    translations
        .iter()
        .filter(|translation| translation.language != *own)
        .map(|translation| TranslationValues {
            language: translation.language.as_str().to_owned(),
            direction: translation.language.direction().as_str(),
            name: dates::language_name(&translation.language),
            title: one_line(&translation.title),
            url: translation.url.clone(),
        })
        .collect()
}

/// An article as other pages show it, in the words of its own language.
pub(crate) fn card_values(card: &Card, sizes: &str, media: &Media<'_>) -> CardValues {
    let phrases = Phrases::for_language(&card.language);
    let title = one_line(&card.title);
    CardValues {
        title: if title.is_empty() { phrases.untitled().to_owned() } else { title },
        url: card.url.clone(),
        excerpt: one_line(&card.excerpt),
        section: one_line(&card.section),
        authors: if card.authors.is_empty() { String::new() } else { phrases.list(&card.authors) },
        published: card.published.map(|moment| Day::of(moment, &phrases)),
        reading_time: match card.reading_minutes {
            0 => String::new(),
            minutes => phrases.reading_time(minutes),
        },
        language: card.language.as_str().to_owned(),
        direction: card.direction.as_str(),
        picture: card.picture.as_ref().and_then(|lead| {
            let shown = media.shown(&lead.medium, "A picture")?;
            let (alt, sizes) = (one_line(&lead.alt), sizes.to_owned());
            Some(Picture { shown, sizes, alt, caption: String::new(), credit: String::new() })
        }),
    }
}

pub(crate) fn link_values(links: &[Link]) -> Vec<LinkValues> {
    links
        .iter()
        .map(|link| LinkValues {
            label: one_line(&link.label),
            url: Some(link.url.clone()),
            current: link.current,
        })
        .collect()
}

fn feed_values(feed: &Feed) -> FeedValues {
    FeedValues { title: one_line(&feed.title), url: feed.url.clone() }
}
