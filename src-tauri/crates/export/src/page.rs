//! The page: one HTML file with everything in it, and the same page as the preview shows it.
//!
//! Both come from one template and one function. The preview differs in four things only: its policy, the
//! addresses of its pictures and links, the comments that mark where the body and its blocks begin, and the
//! line numbers that the body's renderer puts on its elements.

use serde::Serialize;

use crate::address;
use crate::dates;
use crate::head::{self, Head};
use crate::html::one_line;
use crate::phrases::{Around, Phrases};
use crate::pictures::{Pictures, embed, file_name};
use crate::preflight::{Problem, preflight};
use crate::resolver::{PageResolver, preview_link};
use crate::snapshot::ArticleSnapshot;
use crate::theme::{Theme, ThemeError};

/// Stands before the first block of the body in the preview.
pub const BODY_START: &str = "<!--galley:body-->";

/// Stands after the last block of the body in the preview.
pub const BODY_END: &str = "<!--/galley:body-->";

/// Stands before each block of the body in the preview.
pub const BLOCK: &str = "<!--b-->";

/// What a page is made from.
#[derive(Clone, Copy)]
pub struct PageInput<'a> {
    /// The article and its publication.
    pub snapshot: &'a ArticleSnapshot,
    /// The rendered and sanitised body, its pictures resolved by a [`crate::PageResolver`].
    pub body: &'a str,
    /// Where the lead picture is read from.
    pub pictures: &'a dyn Pictures,
    /// How it looks.
    pub theme: &'a Theme,
}

/// A page that stands alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The whole file.
    pub html: String,
    /// What it could not carry.
    pub problems: Vec<Problem>,
}

/// Makes the page of an article. The same input always gives the same bytes.
///
/// # Errors
/// [`ThemeError`] where the theme fails; a picture that cannot be had is a problem of the page.
pub fn page(input: &PageInput<'_>) -> Result<Page, ThemeError> {
    let mut problems = Vec::new();
    let lead = input.snapshot.article.metadata.lead.as_ref().and_then(|lead| {
        embed(input.pictures, &lead.medium)
            .map(|picture| (picture.src, Some((picture.width, picture.height))))
            .map_err(|reason| {
                problems.push(Problem::of_article(format!("The lead picture is left out: {reason}.")))
            })
            .ok()
    });
    let html = render(&Rendering {
        snapshot: input.snapshot,
        theme: input.theme,
        policy: None,
        lead,
        picture_url: picture_url(input.snapshot, input.pictures),
        link: &|url| url,
        body: input.body.to_owned(),
    })?;
    Ok(Page { html, problems })
}

/// Renders an article and makes its page, with all its problems.
///
/// # Errors
/// [`ThemeError`] where the theme fails.
pub fn page_of_article(
    snapshot: &ArticleSnapshot,
    pictures: &dyn Pictures,
    theme: &Theme,
) -> Result<Page, ThemeError> {
    let resolver = PageResolver::new(pictures, snapshot.base_url());
    let rendered = markup::render(&snapshot.article.body, &snapshot.render_options(false), &resolver);
    let mut page = page(&PageInput { snapshot, body: &rendered.html(), pictures, theme })?;
    page.problems.extend(preflight(snapshot, &rendered, &|hash| resolver.failure(hash)));
    Ok(page)
}

/// What the preview document is made from.
#[derive(Clone, Copy)]
pub struct ShellInput<'a> {
    /// The article and its publication.
    pub snapshot: &'a ArticleSnapshot,
    /// What is known about the lead picture.
    pub pictures: &'a dyn Pictures,
    /// What a medium's file name is appended to.
    pub media_base: &'a str,
    /// How it looks.
    pub theme: &'a Theme,
}

/// Makes the preview document without its body: [`assemble`] puts the blocks in.
///
/// # Errors
/// [`ThemeError`] where the theme fails.
pub fn shell(input: &ShellInput<'_>) -> Result<String, ThemeError> {
    let lead = input.snapshot.article.metadata.lead.as_ref().and_then(|lead| {
        let facts = input.pictures.facts(&lead.medium)?;
        let src = format!("{}{}", input.media_base, file_name(&lead.medium, facts.kind));
        Some((src, facts.dimensions))
    });
    render(&Rendering {
        snapshot: input.snapshot,
        theme: input.theme,
        policy: Some(head::PREVIEW_POLICY),
        lead,
        picture_url: picture_url(input.snapshot, input.pictures),
        link: &|url| preview_link(&url),
        body: format!("{BODY_START}{BODY_END}"),
    })
}

/// Puts blocks into a [`shell`], each behind its [`BLOCK`] comment.
#[must_use]
pub fn assemble<B: AsRef<str>>(shell: &str, blocks: &[B]) -> String {
    let Some((before, after)) = shell.split_once(BODY_START) else { return shell.to_owned() };
    let length: usize = blocks.iter().map(|block| block.as_ref().len() + BLOCK.len() + 1).sum();
    let mut whole = String::with_capacity(shell.len() + length);
    whole.push_str(before);
    whole.push_str(BODY_START);
    for block in blocks {
        whole.push_str(BLOCK);
        whole.push_str(block.as_ref());
        whole.push('\n');
    }
    whole.push_str(after);
    whole
}

/// The values a template sees as `page`.
#[derive(Serialize)]
struct PageValues {
    language: String,
    direction: &'static str,
    title: String,
    subtitle: String,
    section: String,
    byline: Vec<BylinePart>,
    published: Option<Day>,
    updated: Option<Day>,
    reading_time: String,
    lead: Option<Lead>,
    original: Option<Original>,
    tags: Vec<String>,
    publication: PublicationValues,
    phrases: PhraseValues,
}

#[derive(Serialize)]
struct BylinePart {
    text: String,
    name: bool,
}

#[derive(Serialize)]
struct Day {
    machine: String,
    day: String,
}

#[derive(Serialize)]
struct Lead {
    src: String,
    width: Option<u32>,
    height: Option<u32>,
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
struct PublicationValues {
    title: String,
    tagline: String,
    url: Option<String>,
    language: String,
    direction: &'static str,
    links: Vec<LinkValues>,
    links_label: &'static str,
}

#[derive(Serialize)]
struct LinkValues {
    label: String,
    url: String,
}

#[derive(Serialize)]
struct PhraseValues {
    first_published: Around,
    updated: Around,
    tags: &'static str,
    footnotes: &'static str,
}

/// One rendering of the template, as a page or as the preview.
struct Rendering<'a> {
    snapshot: &'a ArticleSnapshot,
    theme: &'a Theme,
    policy: Option<&'static str>,
    lead: Option<(String, Option<(u32, u32)>)>,
    picture_url: Option<String>,
    link: &'a dyn Fn(String) -> String,
    body: String,
}

fn render(rendering: &Rendering<'_>) -> Result<String, ThemeError> {
    let snapshot = rendering.snapshot;
    let phrases = Phrases::for_language(&snapshot.derived.language);
    let title = match snapshot.title() {
        title if title.is_empty() => phrases.untitled().to_owned(),
        title => title,
    };
    let head = head::write(
        snapshot,
        &Head {
            title: &title,
            policy: rendering.policy,
            picture_url: rendering.picture_url.clone(),
            style: &format!("{}{}", markup::highlight_css(), rendering.theme.style()),
        },
    );
    let values = values(rendering, &phrases, title);
    let mut html = rendering.theme.render("article.html", &values, head, rendering.body.clone())?;
    if !html.ends_with('\n') {
        html.push('\n');
    }
    Ok(html)
}

fn values(rendering: &Rendering<'_>, phrases: &Phrases, title: String) -> PageValues {
    let snapshot = rendering.snapshot;
    let metadata = &snapshot.article.metadata;
    let day = |moment| Day { machine: dates::machine(moment), day: phrases.day(moment) };
    let updated = metadata.revised_at.filter(|revised| {
        metadata
            .published_at
            .is_none_or(|published| *revised > published && !dates::same_day(*revised, published))
    });
    PageValues {
        language: snapshot.derived.language.as_str().to_owned(),
        direction: snapshot.derived.direction.as_str(),
        title,
        subtitle: one_line(&metadata.subtitle),
        section: metadata.section.as_deref().map(one_line).unwrap_or_default(),
        byline: byline(phrases, &snapshot.authors()),
        published: metadata.published_at.map(day),
        updated: updated.map(day),
        reading_time: match snapshot.derived.reading_minutes {
            0 => String::new(),
            minutes => phrases.reading_time(minutes),
        },
        lead: lead(rendering),
        original: metadata.original.as_ref().filter(|original| !one_line(&original.name).is_empty()).map(
            |original| Original {
                name: one_line(&original.name),
                url: address::web_only(&original.url).map(rendering.link),
            },
        ),
        tags: metadata.tags.iter().map(|tag| one_line(tag)).filter(|tag| !tag.is_empty()).collect(),
        publication: publication(rendering),
        phrases: PhraseValues {
            first_published: phrases.first_published(),
            updated: phrases.updated(),
            tags: phrases.tags(),
            footnotes: phrases.footnotes(),
        },
    }
}

fn lead(rendering: &Rendering<'_>) -> Option<Lead> {
    let (src, dimensions) = rendering.lead.clone()?;
    let lead = rendering.snapshot.article.metadata.lead.as_ref()?;
    Some(Lead {
        src,
        width: dimensions.map(|(width, _)| width),
        height: dimensions.map(|(_, height)| height),
        alt: one_line(&lead.alt),
        caption: one_line(&lead.caption),
        credit: one_line(&lead.credit),
    })
}

fn publication(rendering: &Rendering<'_>) -> PublicationValues {
    let publication = &rendering.snapshot.publication;
    let links = publication.links.iter().filter_map(|link| {
        let url = address::followable(&link.url)?;
        let label = one_line(&link.label);
        Some(LinkValues {
            label: if label.is_empty() { url.clone() } else { label },
            url: (rendering.link)(url),
        })
    });
    PublicationValues {
        title: one_line(&publication.title),
        tagline: one_line(&publication.tagline),
        url: rendering.snapshot.base_url().map(rendering.link),
        language: publication.language.as_str().to_owned(),
        direction: publication.language.direction().as_str(),
        links: links.collect(),
        links_label: Phrases::for_language(&publication.language).links(),
    }
}

/// "Written by A, B and C" in parts, so that a theme can set the names apart.
fn byline(phrases: &Phrases, authors: &[String]) -> Vec<BylinePart> {
    if authors.is_empty() {
        return Vec::new();
    }
    let around = phrases.written_by();
    let joined = phrases.list(authors);
    let mut parts = Vec::new();
    let mut say = |text: &str, name| {
        if !text.is_empty() {
            parts.push(BylinePart { text: text.to_owned(), name });
        }
    };
    say(&around.before, false);
    let mut rest = joined.as_str();
    for author in authors {
        // A list holds its items as they are and in order.
        let Some((between, after)) = rest.split_once(author.as_str()) else { break };
        say(between, false);
        say(author, true);
        rest = after;
    }
    say(rest, false);
    say(&around.after, false);
    parts
}

/// Where the lead picture will be found by programs, if the publication's address is known.
fn picture_url(snapshot: &ArticleSnapshot, pictures: &dyn Pictures) -> Option<String> {
    let lead = snapshot.article.metadata.lead.as_ref()?;
    let facts = pictures.facts(&lead.medium)?;
    address::below(&snapshot.base_url()?, &format!("media/{}", file_name(&lead.medium, facts.kind)))
}
