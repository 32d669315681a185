//! The fragment: clean semantic HTML for pasting into a CMS.
//!
//! No page around it, no style, no class where an element says it; heading and footnote ids stay, because links
//! lead to them.

use model::ContentHash;

use crate::address;
use crate::html::{escape, one_line};
use crate::phrases::Phrases;
use crate::preflight::Problem;
use crate::resolver::{FragmentResolver, Picture};
use crate::snapshot::ArticleSnapshot;

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
            Picture::Shown { src, dimensions } => {
                html.push(figure(&src, dimensions, &lead.alt, &lead.caption, &lead.credit));
            }
            Picture::Remote | Picture::Missing => problems.push(left_out(input.resolver, &lead.medium)),
        }
    }
    html.push(input.body.trim_end().to_owned());
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
