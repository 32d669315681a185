//! The page: one HTML file with everything in it, the same page in a site, and the same as the preview shows it.
//!
//! All come from one template and one function. The preview differs from the page in four things only: its policy,
//! the addresses of its pictures and links, the comments that mark where the body and its blocks begin, and the
//! line numbers that the body's renderer puts on its elements. A page in a site differs in what stands around the
//! article ([`Surroundings`]) and in its pictures, which are files beside it.

mod byline;
mod comments;
mod contents;
mod media;
mod share;
mod surroundings;
pub(crate) mod values;

use markup::Heading;
use model::{Comment, ContentHash};

use crate::head::{self, Head};
use crate::phrases::Phrases;
use crate::pictures::{Pictures, SitePictures};
use crate::preflight::{Problem, preflight};
use crate::resolver::{Articles, PageResolver, SiteResolver, preview_link};
use crate::snapshot::ArticleSnapshot;
use crate::theme::{Theme, ThemeError};

pub(crate) use media::{ForPrograms, Media};
pub use surroundings::{Card, Feed, Link, Surroundings, Translation};

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
    /// The headings of the body, for the table of contents.
    pub outline: &'a [Heading],
    /// Where the lead picture is read from.
    pub pictures: &'a dyn Pictures,
    /// How it looks.
    pub theme: &'a Theme,
    /// What readers said about it elsewhere; shown where the publication shows comments.
    pub comments: &'a [Comment],
}

/// A finished page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The whole file.
    pub html: String,
    /// The pictures that it shows from beside it, in a site; none where they are inside it.
    pub media: Vec<ContentHash>,
    /// What it could not carry.
    pub problems: Vec<Problem>,
}

/// Makes the page of an article. The same input always gives the same bytes.
///
/// # Errors
/// [`ThemeError`] where the theme fails; a picture that cannot be had is a problem of the page.
pub fn page(input: &PageInput<'_>) -> Result<Page, ThemeError> {
    let media = Media::inside(input.pictures);
    let html = render(&Rendering {
        snapshot: input.snapshot,
        theme: input.theme,
        policy: None,
        media: &media,
        link: &|url| url,
        body: input.body.to_owned(),
        outline: input.outline,
        own_address: "",
        surroundings: &Surroundings::default(),
        comments: input.comments,
    })?;
    Ok(Page { html, media: Vec::new(), problems: media.problems() })
}

/// Renders an article and makes its page, with all its problems.
///
/// # Errors
/// [`ThemeError`] where the theme fails.
pub fn page_of_article(
    snapshot: &ArticleSnapshot,
    pictures: &dyn Pictures,
    articles: &dyn Articles,
    comments: &[Comment],
    theme: &Theme,
) -> Result<Page, ThemeError> {
    let resolver = PageResolver::new(pictures, snapshot.base_url(), articles);
    let rendered = markup::render(&snapshot.article.body, &snapshot.render_options(false), &resolver);
    let outline = &rendered.outline;
    let mut page = page(&PageInput { snapshot, body: &rendered.html(), outline, pictures, theme, comments })?;
    page.problems.extend(preflight(snapshot, &rendered, &|hash| resolver.failure(hash)));
    Ok(page)
}

/// What the page of an article in a site is made from.
#[derive(Clone, Copy)]
pub struct SiteInput<'a> {
    /// The article and its publication.
    pub snapshot: &'a ArticleSnapshot,
    /// What stands around it.
    pub surroundings: &'a Surroundings,
    /// The pictures of the site.
    pub pictures: &'a SitePictures<'a>,
    /// Where the site's pictures lie, from the page: ends in a slash.
    pub media_base: &'a str,
    /// Where other articles are, from the page.
    pub articles: &'a dyn Articles,
    /// What readers said about it elsewhere; shown where the publication shows comments.
    pub comments: &'a [Comment],
    /// How it looks.
    pub theme: &'a Theme,
}

/// Renders an article and makes its page in a site, with all its problems. The files of its pictures are made
/// apart from it: see [`crate::pictures::make`].
///
/// # Errors
/// [`ThemeError`] where the theme fails.
pub fn page_in_site(input: &SiteInput<'_>) -> Result<Page, ThemeError> {
    let snapshot = input.snapshot;
    let resolver = SiteResolver::new(input.pictures, input.media_base, snapshot.base_url(), input.articles);
    let rendered = markup::render(&snapshot.article.body, &snapshot.render_options(false), &resolver);
    let used = resolver.used();
    let sizes = &input.theme.about().pictures.text;
    let body = input.pictures.responsive(&rendered.html(), &used, input.media_base, sizes);
    let media = Media::in_site(input.pictures, input.media_base);
    let html = render(&Rendering {
        snapshot,
        theme: input.theme,
        policy: None,
        media: &media,
        link: &|url| url,
        body,
        outline: &rendered.outline,
        own_address: "",
        surroundings: input.surroundings,
        comments: input.comments,
    })?;
    let mut problems = media.problems();
    problems.extend(preflight(snapshot, &rendered, &|_| None));
    let mut shown = used;
    shown.extend(media.used());
    shown.sort();
    shown.dedup();
    Ok(Page { html, media: shown, problems })
}

/// What the preview document is made from.
#[derive(Clone, Copy)]
pub struct ShellInput<'a> {
    /// The article and its publication.
    pub snapshot: &'a ArticleSnapshot,
    /// The headings of the body, for the table of contents.
    pub outline: &'a [Heading],
    /// What is known about the lead picture.
    pub pictures: &'a dyn Pictures,
    /// What a medium's file name is appended to.
    pub media_base: &'a str,
    /// How it looks.
    pub theme: &'a Theme,
    /// What readers said about it elsewhere; shown where the publication shows comments.
    pub comments: &'a [Comment],
}

/// Makes the preview document without its body: [`assemble`] puts the blocks in.
///
/// # Errors
/// [`ThemeError`] where the theme fails.
pub fn shell(input: &ShellInput<'_>) -> Result<String, ThemeError> {
    render(&Rendering {
        snapshot: input.snapshot,
        theme: input.theme,
        policy: Some(head::PREVIEW_POLICY),
        media: &Media::of_library(input.pictures, input.media_base),
        link: &|url| preview_link(&url),
        body: format!("{BODY_START}{BODY_END}"),
        outline: input.outline,
        own_address: crate::resolver::PREVIEW_PAGE,
        surroundings: &Surroundings::default(),
        comments: input.comments,
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

/// One rendering of the template, as a page, in a site or as the preview.
pub(crate) struct Rendering<'a> {
    snapshot: &'a ArticleSnapshot,
    theme: &'a Theme,
    policy: Option<&'static str>,
    media: &'a Media<'a>,
    link: &'a dyn Fn(String) -> String,
    body: String,
    outline: &'a [Heading],
    /// What stands before the `#` of a link to a place of the page.
    own_address: &'static str,
    surroundings: &'a Surroundings,
    comments: &'a [Comment],
}

fn render(rendering: &Rendering<'_>) -> Result<String, ThemeError> {
    let snapshot = rendering.snapshot;
    let phrases = Phrases::for_language(&snapshot.derived.language);
    let title = match snapshot.title() {
        title if title.is_empty() => phrases.untitled().to_owned(),
        title => title,
    };
    let style = match &rendering.surroundings.style {
        Some(_) => String::new(),
        None => rendering.theme.style_of_page(&snapshot.derived.language),
    };
    let head = head::of_article(
        snapshot,
        &Head {
            title: &title,
            policy: rendering.policy,
            picture: rendering.media.for_programs(snapshot),
            logo: rendering.media.logo_for_programs(snapshot),
            article_type: &rendering.theme.about().article_type,
            surroundings: rendering.surroundings,
            style: &style,
        },
    );
    let values = values::of_article(rendering, &phrases, title);
    let mut html = rendering.theme.render("article.html", &values, head, rendering.body.clone())?;
    if !html.ends_with('\n') {
        html.push('\n');
    }
    Ok(html)
}
