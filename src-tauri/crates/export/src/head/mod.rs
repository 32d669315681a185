//! The contents of `head`: what programs read about a page. The same for every theme.

mod structured;

use std::fmt::Write as _;

use model::{Kind, Language, Publication};

use crate::dates;
use crate::html::{escape, one_line};
use crate::page::{ForPrograms, Surroundings};
use crate::snapshot::ArticleSnapshot;

/// The policy of the preview document: pictures from the library, styles of its own, nothing else.
pub const PREVIEW_POLICY: &str = "default-src 'none'; img-src media: http://media.localhost data:; style-src 'unsafe-inline'; font-src data:";

/// What the head of an article says that is not in the snapshot as it is.
pub(crate) struct Head<'a> {
    /// The title shown, never empty.
    pub title: &'a str,
    /// The Content-Security-Policy, in the preview. An exported page has none: the Nu HTML checker takes its
    /// structured data for a blocked script.
    pub policy: Option<&'a str>,
    /// The lead picture, where it has an absolute address.
    pub picture: Option<ForPrograms>,
    /// The publication's logo, where it has an absolute address.
    pub logo: Option<ForPrograms>,
    /// What schema.org calls an article of this theme.
    pub article_type: &'a str,
    /// What stands around the article.
    pub surroundings: &'a Surroundings,
    /// The theme's style sheet, where it is not a file of the site.
    pub style: &'a str,
}

/// Writes the contents of `head` for an article.
pub(crate) fn of_article(snapshot: &ArticleSnapshot, head: &Head<'_>) -> String {
    let metadata = &snapshot.article.metadata;
    let canonical = snapshot.canonical_in(head.surroundings.url.as_deref());
    let description = snapshot.description();
    let site = one_line(&snapshot.publication.title);
    let card_title = search_title(snapshot, head.title);
    let mut out = Lines::new(head.style.len() + 4_096);
    out.opening(head.policy, &document_title(&card_title, &site), &description);
    out.named("author", &snapshot.authors().join(", "));
    out.looks();
    out.addresses(canonical.as_deref(), head.surroundings);
    let is_post = metadata.kind == Kind::Post;
    out.property("og:type", if is_post { "article" } else { "website" });
    out.property("og:title", &card_title);
    out.property("og:description", &description);
    out.property("og:url", canonical.as_deref().unwrap_or_default());
    out.property("og:site_name", &site);
    out.property("og:locale", &dates::open_graph_locale(&snapshot.derived.language).unwrap_or_default());
    for translation in &head.surroundings.translations {
        if translation.language != snapshot.derived.language {
            let locale = dates::open_graph_locale(&translation.language).unwrap_or_default();
            out.property("og:locale:alternate", &locale);
        }
    }
    let alt = metadata.lead.as_ref().map(|lead| one_line(&lead.alt)).unwrap_or_default();
    if let Some(picture) = &head.picture {
        out.property("og:image", &picture.url);
        out.property("og:image:type", picture.media_type);
        if let Some((width, height)) = picture.size {
            out.property("og:image:width", &width.to_string());
            out.property("og:image:height", &height.to_string());
        }
        out.property("og:image:alt", &alt);
    }
    if is_post {
        if let Some(date) = metadata.published_at {
            out.property("article:published_time", &date.to_string());
        }
        if let Some(date) = metadata.revised_at {
            out.property("article:modified_time", &date.to_string());
        }
        for author in snapshot.authors() {
            out.property("article:author", &author);
        }
        out.property("article:section", &metadata.section.as_deref().map(one_line).unwrap_or_default());
        for tag in &metadata.tags {
            out.property("article:tag", &one_line(tag));
        }
    }
    out.named("twitter:card", if head.picture.is_some() { "summary_large_image" } else { "summary" });
    out.named("twitter:title", &card_title);
    out.named("twitter:description", &description);
    if let Some(picture) = &head.picture {
        out.named("twitter:image", &picture.url);
        out.named("twitter:image:alt", &alt);
    }
    out.structured(&structured::article(snapshot, head, canonical));
    if let Some(path) = structured::breadcrumbs(&head.surroundings.breadcrumbs) {
        out.structured(&path);
    }
    out.style(head.surroundings.style.as_deref(), head.style, "");
    out.finish()
}

/// The head of a page that is no article: a list, the front page, the search, the page for what is missing.
pub(crate) struct ListHead<'a> {
    /// The title shown, never empty.
    pub title: &'a str,
    /// What the page is about; may be empty.
    pub description: &'a str,
    /// The language of the page.
    pub language: &'a Language,
    /// The publication.
    pub publication: &'a Publication,
    /// What stands around it: style sheet, own address, feeds, translations, the way to it.
    pub surroundings: &'a Surroundings,
    /// Whether it is the front page, which says what the publication is.
    pub front: bool,
    /// Whether search engines are to pass it over.
    pub unlisted: bool,
    /// The pages of the list before and after this one.
    pub neighbours: (Option<&'a str>, Option<&'a str>),
    /// The Content-Security-Policy, where the page has one, and the nonce that it knows its own files by: a page
    /// that is looked at from a folder is of no origin, and `'self'` means nothing there.
    pub policy: Option<(&'a str, &'a str)>,
    /// Scripts of the site's own, by address: the search has one.
    pub scripts: &'a [String],
    /// The theme's style sheet, where it is not a file of the site.
    pub style: &'a str,
}

/// Writes the contents of `head` for a page that is no article.
pub(crate) fn of_list(head: &ListHead<'_>) -> String {
    let site = one_line(&head.publication.title);
    let canonical = head.surroundings.url.as_deref();
    let mut out = Lines::new(head.style.len() + 2_048);
    out.opening(head.policy.map(|(policy, _)| policy), &document_title(head.title, &site), head.description);
    out.looks();
    if head.unlisted {
        out.named("robots", "noindex");
    }
    out.addresses(canonical, head.surroundings);
    for (rel, url) in [("prev", head.neighbours.0), ("next", head.neighbours.1)] {
        if let Some(url) = url {
            out.line(&format!("<link rel=\"{rel}\" href=\"{}\">", escape(url)));
        }
    }
    out.property("og:type", "website");
    out.property("og:title", head.title);
    out.property("og:description", head.description);
    out.property("og:url", canonical.unwrap_or_default());
    out.property("og:site_name", &site);
    out.property("og:locale", &dates::open_graph_locale(head.language).unwrap_or_default());
    out.named("twitter:card", "summary");
    if head.front {
        out.structured(&structured::publication(head.publication, canonical));
    }
    if let Some(path) = structured::breadcrumbs(&head.surroundings.breadcrumbs) {
        out.structured(&path);
    }
    let nonce = head.policy.map_or_else(String::new, |(_, nonce)| format!(" nonce=\"{}\"", escape(nonce)));
    out.style(head.surroundings.style.as_deref(), head.style, &nonce);
    for script in head.scripts {
        out.line(&format!("<script src=\"{}\"{nonce} defer></script>", escape(script)));
    }
    out.finish()
}

/// The title for search engines and cards: the chosen one, or the article's.
fn search_title(snapshot: &ArticleSnapshot, title: &str) -> String {
    let chosen = snapshot.article.metadata.search_title.as_deref().map(one_line).unwrap_or_default();
    if chosen.is_empty() { title.to_owned() } else { chosen }
}

fn document_title(title: &str, site: &str) -> String {
    if site.is_empty() || site == title { title.to_owned() } else { format!("{title} – {site}") }
}

struct Lines(String);

impl Lines {
    fn new(capacity: usize) -> Self {
        Self(String::with_capacity(capacity))
    }

    fn opening(&mut self, policy: Option<&str>, title: &str, description: &str) {
        if let Some(policy) = policy {
            self.line(&format!(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
                escape(policy)
            ));
        }
        self.line("<meta charset=\"utf-8\">");
        self.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        self.line(&format!("<title>{}</title>", escape(title)));
        self.named("description", description);
    }

    fn looks(&mut self) {
        self.line("<meta name=\"color-scheme\" content=\"light dark\">");
        self.line("<meta name=\"generator\" content=\"Galley\">");
    }

    /// The page's own address, its translations and the feeds.
    fn addresses(&mut self, canonical: Option<&str>, surroundings: &Surroundings) {
        if let Some(url) = canonical {
            self.line(&format!("<link rel=\"canonical\" href=\"{}\">", escape(url)));
        }
        for translation in &surroundings.translations {
            self.line(&format!(
                "<link rel=\"alternate\" hreflang=\"{}\" href=\"{}\">",
                escape(translation.language.as_str()),
                escape(&translation.url)
            ));
        }
        for feed in &surroundings.feeds {
            self.line(&format!(
                "<link rel=\"alternate\" type=\"{}\" title=\"{}\" href=\"{}\">",
                feed.media_type,
                escape(&one_line(&feed.title)),
                escape(&feed.url)
            ));
        }
    }

    /// Data for programs, as JSON-LD in which nothing can end the element.
    fn structured(&mut self, json: &str) {
        self.line(&format!("<script type=\"application/ld+json\">{json}</script>"));
    }

    fn style(&mut self, address: Option<&str>, style: &str, nonce: &str) {
        match address {
            Some(address) => {
                self.line(&format!("<link rel=\"stylesheet\" href=\"{}\"{nonce}>", escape(address)))
            }
            None => self.line(&format!("<style>\n{style}\n</style>")),
        }
    }

    fn finish(mut self) -> String {
        self.0.pop();
        self.0
    }

    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// A `meta` with a name; none where there is nothing to say.
    fn named(&mut self, name: &str, content: &str) {
        if !content.is_empty() {
            let _ = writeln!(self.0, "<meta name=\"{name}\" content=\"{}\">", escape(content));
        }
    }

    /// A `meta` with a property, as Open Graph wants it; none where there is nothing to say.
    fn property(&mut self, property: &str, content: &str) {
        if !content.is_empty() {
            let _ = writeln!(self.0, "<meta property=\"{property}\" content=\"{}\">", escape(content));
        }
    }
}
