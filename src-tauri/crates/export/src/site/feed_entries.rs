//! What feeds say of articles. The same articles stand in many feeds, each in three forms: their texts are made once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use model::{ArticleId, ContentHash};

use super::contents::SiteProblem;
use super::feeds::{self, Entry};
use super::plan::{FEED_LENGTH, FeedForm};
use super::render::{Asked, MadeFile, Needs, RenderError, Site};
use crate::html::{escape, one_line};
use crate::pictures::site::FOLDER;
use crate::resolver::SiteResolver;

/// How many bytes of texts are kept for the next feed; what comes after that is made each time.
const MOST_KEPT: usize = 32 * 1024 * 1024;

/// An article as every feed shows it.
#[derive(Debug)]
struct FeedBody {
    html: String,
    /// The same as text within XML.
    escaped: String,
    /// The address of its lead picture.
    picture: Option<String>,
    articles: Vec<ArticleId>,
    media: Vec<ContentHash>,
}

type Made = Result<Arc<FeedBody>, RenderError>;

/// The bodies that were made so far, by card.
pub(super) struct FeedBodies {
    made: Vec<OnceLock<Made>>,
    kept: AtomicUsize,
}

impl FeedBodies {
    pub(super) fn new(cards: usize) -> Self {
        Self { made: (0..cards).map(|_| OnceLock::new()).collect(), kept: AtomicUsize::new(0) }
    }
}

impl Site<'_> {
    pub(super) fn feed(&self, term: Option<usize>, form: FeedForm) -> Result<MadeFile, RenderError> {
        let contents = &self.plan.contents;
        let term = term.map(|index| &contents.terms[index]);
        let posts = term.map_or(&contents.posts, |term| &term.posts);
        let mut needs = Needs::default();
        let mut bodies = Vec::new();
        let mut incomplete = Vec::new();
        for card in posts.iter().take(FEED_LENGTH) {
            match self.feed_body(*card) {
                Ok(body) => bodies.push((*card, body)),
                Err(RenderError::Text { article, reason }) => {
                    incomplete.push(SiteProblem::unreadable(&article, &reason));
                }
                Err(error) => return Err(error),
            }
        }
        for (_, body) in &bodies {
            needs.articles.extend(body.articles.iter().cloned());
            needs.media.extend(body.media.iter().cloned());
        }
        needs.articles.sort();
        needs.articles.dedup();
        needs.media.sort();
        needs.media.dedup();
        let entries: Vec<Entry<'_>> = bodies
            .iter()
            .map(|(card, body)| Entry {
                card: *card,
                html: &body.html,
                escaped: &body.escaped,
                picture: body.picture.as_deref(),
            })
            .collect();
        let text = feeds::feed(&self.plan, term, form, &entries);
        Ok(MadeFile { bytes: text.into_bytes(), needs, incomplete, ..MadeFile::default() })
    }

    fn feed_body(&self, card: usize) -> Made {
        let FeedBodies { made, kept } = &self.feed_bodies;
        if made[card].get().is_none() && kept.load(Ordering::Relaxed) > MOST_KEPT {
            return self.make_feed_body(card);
        }
        let body = made[card].get_or_init(|| {
            let made = self.make_feed_body(card);
            kept.fetch_add(
                made.as_ref().map_or(0, |body| body.html.len() + body.escaped.len()),
                Ordering::Relaxed,
            );
            made
        });
        body.clone()
    }

    fn make_feed_body(&self, card: usize) -> Made {
        let contents = &self.plan.contents;
        let base = contents.links.base().unwrap_or_default().to_owned();
        let media_base = format!("{base}{FOLDER}");
        let articles = Asked { plan: &self.plan, root: None, asked: Mutex::default() };
        let (snapshot, _) = self.snapshot(card)?;
        let resolver = SiteResolver::new(&self.pictures, &media_base, Some(base), &articles);
        let rendered = markup::render(&snapshot.article.body, &snapshot.render_options(false), &resolver);
        let mut media = resolver.used();
        let own = contents.links.absolute(&contents.addresses[card]).unwrap_or_default();
        let lead = snapshot.article.metadata.lead.as_ref().and_then(|lead| {
            let shown = self.pictures.shown(&lead.medium, &media_base)?;
            media.push(lead.medium.clone());
            Some((lead, shown))
        });
        let mut html = String::new();
        if let Some((lead, shown)) = &lead {
            html = format!(
                "<p><img src=\"{}\" alt=\"{}\"></p>\n",
                escape(&shown.src),
                escape(&one_line(&lead.alt))
            );
        }
        html.push_str(&with_own_places(&rendered.html(), &own));
        let picture = lead.map(|(_, shown)| shown.src);
        drop(resolver);
        let escaped = escape(&html);
        Ok(Arc::new(FeedBody { html, escaped, picture, articles: articles.ids(), media }))
    }
}

/// Links to places of the page made absolute, because a feed is read elsewhere.
fn with_own_places(html: &str, own: &str) -> String {
    const LINK: &str = " href=\"#";
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        // The renderer escapes “>” in attributes.
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        out.push_str(&rest[..start]);
        out.push_str(&rest[start..end].replace(LINK, &format!(" href=\"{}#", escape(own))));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_are_made_absolute_and_not_what_reads_like_one() {
        assert_eq!(
            with_own_places("<p>a href=\"#x\" <a class=\"y\" href=\"#fn\">1</a>", "https://e.org/a/"),
            "<p>a href=\"#x\" <a class=\"y\" href=\"https://e.org/a/#fn\">1</a>"
        );
    }
}
