//! The fragment: clean semantic HTML for pasting into a CMS.
//!
//! No page around it, no style, no class where an element says it; heading and footnote ids stay, because links
//! lead to them.

mod clean;

use markup::PictureSource;
use model::ContentHash;

use crate::address;
use crate::html::{escape, one_line};
use crate::phrases::Phrases;
use crate::pictures::Pictures;
use crate::preflight::{Problem, preflight};
use crate::resolver::FragmentResolver;
use crate::snapshot::ArticleSnapshot;

/// Where the pictures of a fragment are shown from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PicturesAs {
    /// From inside the fragment.
    Data,
    /// From `media/` below the publication's base address; from inside where there is none.
    Addresses,
}

/// Renders an article and makes its fragment, with all its problems.
#[must_use]
pub fn fragment_of_article(
    snapshot: &ArticleSnapshot,
    pictures: &dyn Pictures,
    pictures_as: PicturesAs,
) -> Fragment {
    let base_url = snapshot.base_url();
    let resolver = match (pictures_as, base_url) {
        (PicturesAs::Addresses, Some(base_url)) => FragmentResolver::linking(pictures, base_url),
        (_, base_url) => FragmentResolver::embedding(pictures, base_url),
    };
    let text = &snapshot.article.body;
    let rendered = markup::render(text, &snapshot.render_options(false), &resolver);
    let mut fragment = fragment(&FragmentInput {
        snapshot,
        body: &rendered.html(),
        plain_body: &markup::plain_text(text),
        resolver: &resolver,
    });
    fragment.problems.extend(preflight(snapshot, &rendered, &|hash| resolver.failure(hash)));
    fragment
}

/// What a fragment is made from.
#[derive(Clone, Copy)]
pub struct FragmentInput<'a> {
    /// The article and its publication.
    pub snapshot: &'a ArticleSnapshot,
    /// The rendered and sanitised body, its pictures resolved by `resolver`.
    pub body: &'a str,
    /// The body as plain text, for where formatted text cannot be pasted.
    pub plain_body: &'a str,
    /// Where the lead picture is shown from.
    pub resolver: &'a FragmentResolver<'a>,
}

/// HTML to paste, with plain text beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The HTML.
    pub html: String,
    /// The same as plain text.
    pub plain_text: String,
    /// What it could not carry.
    pub problems: Vec<Problem>,
}

/// Makes the fragment of an article. The same input always gives the same bytes.
#[must_use]
pub fn fragment(input: &FragmentInput<'_>) -> Fragment {
    let metadata = &input.snapshot.article.metadata;
    let phrases = Phrases::for_language(&input.snapshot.derived.language);
    let mut problems = Vec::new();
    let mut html = Vec::new();
    let mut plain = Vec::new();
    let subtitle = one_line(&metadata.subtitle);
    if !subtitle.is_empty() {
        html.push(format!("<p><em>{}</em></p>", escape(&subtitle)));
        plain.push(subtitle);
    }
    if let Some(lead) = &metadata.lead {
        match input.resolver.by_hash(&lead.medium) {
            PictureSource::Shown { src, width, height } => {
                html.push(figure(&src, width.zip(height), &lead.alt, &lead.caption, &lead.credit));
            }
            PictureSource::Remote | PictureSource::Missing => {
                problems.push(left_out(input.resolver, &lead.medium))
            }
        }
    }
    html.push(clean::clean(input.body.trim_end()));
    plain.push(input.plain_body.trim_end().to_owned());
    if let Some(original) = &metadata.original {
        let name = one_line(&original.name);
        if !name.is_empty() {
            let around = phrases.first_published();
            let url = address::web_only(&original.url);
            let linked = match &url {
                Some(url) => format!("<a href=\"{}\">{}</a>", escape(url), escape(&name)),
                None => escape(&name),
            };
            html.push(format!("<p>{}{linked}{}</p>", escape(&around.before), escape(&around.after)));
            let url = url.map(|url| format!(" ({url})")).unwrap_or_default();
            plain.push(format!("{}{name}{}{url}", around.before, around.after));
        }
    }
    let joined = |parts: Vec<String>, with: &str| {
        let mut text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(with);
        text.push('\n');
        text
    };
    Fragment { html: joined(html, "\n"), plain_text: joined(plain, "\n\n"), problems }
}

fn figure(src: &str, dimensions: Option<(u32, u32)>, alt: &str, caption: &str, credit: &str) -> String {
    let size = dimensions
        .map(|(width, height)| format!(" width=\"{width}\" height=\"{height}\""))
        .unwrap_or_default();
    let (caption, credit) = (one_line(caption), one_line(credit));
    let words = match (caption.is_empty(), credit.is_empty()) {
        (true, true) => String::new(),
        (false, true) => escape(&caption),
        (true, false) => format!("<small>{}</small>", escape(&credit)),
        (false, false) => format!("{} <small>{}</small>", escape(&caption), escape(&credit)),
    };
    let caption = if words.is_empty() { words } else { format!("\n<figcaption>{words}</figcaption>") };
    format!(
        "<figure>\n<img src=\"{}\" alt=\"{}\"{size}>{caption}\n</figure>",
        escape(src),
        escape(&one_line(alt))
    )
}

fn left_out(resolver: &FragmentResolver<'_>, hash: &ContentHash) -> Problem {
    let reason = resolver.failure(hash).unwrap_or_else(|| "it is not in the library".to_owned());
    Problem::of_article(format!("The lead picture is left out: {reason}."))
}
