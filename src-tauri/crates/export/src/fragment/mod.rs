//! The fragment: clean semantic HTML for pasting into a CMS or a newsletter, as each of them takes it.
//!
//! No page around it, no style, no class where an element says it; heading and footnote ids stay, because links
//! lead to them. A [`Profile`] changes that where a place takes less or wants more. What cannot be carried is a
//! problem, never a silent loss.

mod blocks;
mod classic;
mod clean;
mod email;
mod notes;
mod profile;
mod tree;

use std::collections::BTreeMap;

use markup::PictureSource;
use model::ContentHash;

use crate::address;
use crate::html::{escape, one_line};
use crate::phrases::Phrases;
use crate::pictures::Pictures;
use crate::preflight::{Problem, preflight};
use crate::resolver::{Articles, FragmentResolver, PicturesAs};
use crate::snapshot::ArticleSnapshot;

pub use profile::{Footnotes, Profile};

/// What a fragment is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FragmentOptions {
    /// Where it goes.
    pub profile: Profile,
    /// Where its pictures are shown from; `None`: as the profile has it.
    pub pictures: Option<PicturesAs>,
}

/// Renders an article and makes its fragment, with all its problems.
#[must_use]
pub fn fragment_of_article(
    snapshot: &ArticleSnapshot,
    pictures: &dyn Pictures,
    articles: &dyn Articles,
    options: FragmentOptions,
) -> Fragment {
    let profile = options.profile;
    let base_url = snapshot.base_url();
    let mut pictures_as = options.pictures.unwrap_or_else(|| profile.pictures());
    let homeless = pictures_as == PicturesAs::Addresses && base_url.is_none();
    if homeless {
        pictures_as = PicturesAs::Data;
    }
    let resolver = FragmentResolver::new(pictures, base_url, articles, pictures_as);
    let text = &snapshot.article.body;
    let render_options =
        markup::RenderOptions { heading_offset: profile.heading_offset(), ..snapshot.render_options(false) };
    let rendered = markup::render(text, &render_options, &resolver);
    let mut fragment = fragment(&FragmentInput {
        snapshot,
        body: &rendered.html(),
        plain_body: &markup::plain_text(text),
        resolver: &resolver,
        profile,
    });
    let shows = !rendered.pictures.is_empty() || snapshot.article.metadata.lead.is_some();
    if homeless && shows {
        fragment.problems.push(Problem::of_article(format!(
            "The publication has no address, so the pictures are inside the HTML, which {} may refuse; give the publication its address, or ask for the pictures in a folder.",
            profile.title()
        )));
    }
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
    /// Where it goes.
    pub profile: Profile,
}

/// HTML to paste, with plain text beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The HTML.
    pub html: String,
    /// The same as plain text.
    pub plain_text: String,
    /// Pictures that belong into the folder `media` beside it: names there, and which media they are.
    pub beside: BTreeMap<String, ContentHash>,
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
    let html = fit(input, &joined(html, "\n"), &mut problems);
    Fragment { html, plain_text: joined(plain, "\n\n"), beside: input.resolver.beside(), problems }
}

/// The fragment as its place takes it.
fn fit(input: &FragmentInput<'_>, html: &str, problems: &mut Vec<Problem>) -> String {
    if input.profile == Profile::Plain {
        return html.to_owned();
    }
    let mut nodes = tree::read(html);
    if input.profile.footnotes() == Footnotes::Numbered {
        nodes = notes::without_links(nodes);
    }
    let derived = &input.snapshot.derived;
    let mut losses = Losses::new(input.profile);
    let written = match input.profile {
        Profile::Plain | Profile::WordPress => classic::wordpress(nodes),
        Profile::Blogger => classic::blogger(nodes),
        Profile::WordPressBlocks => blocks::write(nodes),
        Profile::Email => email::write(nodes, derived.language.as_str(), derived.direction, &mut losses),
    };
    problems.extend(losses.problems());
    written
}

/// What a place cannot show, each told once.
struct Losses {
    profile: Profile,
    told: Vec<&'static str>,
}

impl Losses {
    fn new(profile: Profile) -> Self {
        Self { profile, told: Vec::new() }
    }

    /// Something was left out or made simpler: `what`, with what became of it.
    fn tell(&mut self, what: &'static str) {
        if !self.told.contains(&what) {
            self.told.push(what);
        }
    }

    fn problems(self) -> impl Iterator<Item = Problem> {
        let place = self.profile.title();
        self.told.into_iter().map(move |what| Problem::of_article(format!("For {place}, {what}.")))
    }
}

fn joined(parts: Vec<String>, with: &str) -> String {
    let mut text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(with);
    text.push('\n');
    text
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
