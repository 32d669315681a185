//! Makes one file of a planned site, reading no more than that file needs.

use std::sync::{Mutex, OnceLock, PoisonError};

use model::{Article, ArticleId, ContentHash, Status};

use super::address::Address;
use super::contents::SiteProblem;
use super::feed_entries::FeedBodies;
use super::plan::{SitePlan, What};
use super::snapshot::Texts;
use super::{old_addresses, open_search, search, sitemap};
use crate::page::{SiteInput, page_in_site};
use crate::pictures::site::FOLDER;
use crate::pictures::{Pictures, SitePictures};
use crate::preflight::Problem;
use crate::resolver::Articles;
use crate::snapshot::ArticleSnapshot;
use crate::theme::{Theme, ThemeError};

/// A planned site with all that its files are made from.
pub struct Site<'a> {
    /// The plan.
    pub plan: SitePlan<'a>,
    /// Its pictures.
    pub pictures: SitePictures<'a>,
    pub(super) theme: &'a Theme,
    texts: &'a dyn Texts,
    words: OnceLock<Vec<String>>,
    pub(super) feed_bodies: FeedBodies,
}

/// A file that has been made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MadeFile {
    /// Its content.
    pub bytes: Vec<u8>,
    /// What it depends on that only its text tells.
    pub needs: Needs,
    /// The article whose page it is, or whose old address.
    pub article: Option<ArticleId>,
    /// What is not as it should be in that article.
    pub problems: Vec<Problem>,
    /// What it lacks because it could not be read just now.
    pub incomplete: Vec<SiteProblem>,
}

/// What a file depends on that only its text tells. Both in order, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Needs {
    /// The articles that its text links to.
    pub articles: Vec<ArticleId>,
    /// The pictures that it shows from beside it.
    pub media: Vec<ContentHash>,
}

/// Why a file could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// The theme fails, and will on other pages as well.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// An article could not be read.
    #[error("the article could not be read: {reason}")]
    Text {
        /// Which.
        article: ArticleId,
        /// What went wrong, for people.
        reason: String,
    },
}

/// Where other articles are, remembering which were asked for.
pub(super) struct Asked<'a> {
    pub(super) plan: &'a SitePlan<'a>,
    /// The way to the root; `None`: absolute addresses.
    pub(super) root: Option<String>,
    pub(super) asked: Mutex<Vec<ArticleId>>,
}

impl Articles for Asked<'_> {
    fn address(&self, id: &ArticleId) -> Option<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(id.clone());
        let address = self.plan.contents.address_of(id)?;
        match &self.root {
            Some(root) => Some(self.plan.contents.links.from(root, address)),
            None => self.plan.contents.links.absolute(address),
        }
    }
}

impl Asked<'_> {
    pub(super) fn ids(self) -> Vec<ArticleId> {
        let mut ids = self.asked.into_inner().unwrap_or_else(PoisonError::into_inner);
        ids.sort();
        ids.dedup();
        ids
    }
}

impl<'a> Site<'a> {
    /// A planned site.
    #[must_use]
    pub fn new(
        plan: SitePlan<'a>,
        theme: &'a Theme,
        texts: &'a dyn Texts,
        pictures: &'a dyn Pictures,
    ) -> Self {
        let feed_bodies = FeedBodies::new(plan.contents.snapshot.cards.len());
        Self {
            plan,
            pictures: SitePictures::new(pictures),
            theme,
            texts,
            words: OnceLock::new(),
            feed_bodies,
        }
    }

    /// Makes a file.
    ///
    /// # Errors
    /// [`RenderError`]: the theme fails, or a text cannot be read.
    pub fn render(&self, what: What, address: &Address) -> Result<MadeFile, RenderError> {
        let page = |made: super::pages::Made| {
            let mut media = made.media;
            media.sort();
            media.dedup();
            let needs = Needs { articles: Vec::new(), media };
            MadeFile { bytes: made.html.into_bytes(), needs, ..MadeFile::default() }
        };
        let text = |text: String| MadeFile { bytes: text.into_bytes(), ..MadeFile::default() };
        let plan = &self.plan;
        Ok(match what {
            What::Style => text(style(self.theme)),
            What::Font(index) => {
                let bytes = self.theme.fonts().get(index).map(|font| font.bytes.to_vec());
                MadeFile { bytes: bytes.unwrap_or_default(), ..MadeFile::default() }
            }
            What::SearchScript => text(search::SCRIPT.to_owned()),
            What::Article(card) => self.article(card)?,
            What::Redirect(index) => {
                let redirect = &plan.redirects[index];
                let article = Some(plan.contents.card(redirect.card).id.clone());
                MadeFile { article, ..text(old_addresses::page(plan, redirect, address)) }
            }
            What::Term { term, page: number } => page(self.term(term, number)?),
            What::Terms(kind) => page(self.terms(kind)?),
            What::Archive => page(self.archive()?),
            What::Year(year) => page(self.year(year)?),
            What::Month { month, page: number } => page(self.month(month, number)?),
            What::SearchWords(number) => {
                let all = self.words.get_or_init(|| search::words(plan));
                text(all.get(number as usize).cloned().unwrap_or_default())
            }
            What::SearchEntries(number) => text(search::entries(plan, number)),
            What::Search => page(self.search()?),
            What::Feed { term, form } => self.feed(term, form)?,
            What::OpenSearch => text(open_search::description(plan)),
            What::Robots => text(sitemap::robots(plan)),
            What::Sitemap(part) => text(sitemap::sitemap(plan, part, &self.pictures)),
            What::SitemapIndex => text(sitemap::index(plan)),
            What::Redirects => text(old_addresses::list(plan)),
            What::NotFound => page(self.missing()?),
            What::Posts { page: number } => page(self.posts(number)?),
        })
    }

    /// The article as pages are made of, with its text.
    pub(super) fn snapshot(
        &self,
        card: usize,
    ) -> Result<(ArticleSnapshot, Vec<model::Comment>), RenderError> {
        let contents = &self.plan.contents;
        let card_index = card;
        let card = contents.card(card);
        let live = self
            .texts
            .live(&card.id)
            .map_err(|reason| RenderError::Text { article: card.id.clone(), reason })?;
        let moment = card.metadata.published_at.unwrap_or_else(|| model::Moment::from_milliseconds(0));
        let snapshot = ArticleSnapshot {
            article: Article {
                id: card.id.clone(),
                version: 1,
                status: Status::Published,
                slug: card.slug.clone(),
                body: live.body,
                metadata: card.metadata.clone(),
                created_at: moment,
                updated_at: moment,
                trashed_at: None,
            },
            publication: contents.snapshot.publication.clone(),
            derived: crate::snapshot::Derived {
                language: card.language.clone(),
                direction: card.direction,
                words: card.words,
                reading_minutes: contents.minutes(card_index),
                excerpt: card.excerpt.clone(),
            },
            // The site says itself where the article is.
            section: None,
        };
        Ok((snapshot, live.comments))
    }

    fn article(&self, card: usize) -> Result<MadeFile, RenderError> {
        let (snapshot, comments) = self.snapshot(card)?;
        let root = self.plan.contents.addresses[card].to_root();
        let articles = Asked { plan: &self.plan, root: Some(root.clone()), asked: Mutex::default() };
        let page = page_in_site(&SiteInput {
            snapshot: &snapshot,
            surroundings: &self.around_article(card),
            pictures: &self.pictures,
            media_base: &format!("{root}{FOLDER}"),
            articles: &articles,
            comments: &comments,
            theme: self.theme,
        })?;
        Ok(MadeFile {
            bytes: page.html.into_bytes(),
            needs: Needs { articles: articles.ids(), media: page.media },
            article: Some(snapshot.article.id.clone()),
            problems: page.problems,
            incomplete: Vec::new(),
        })
    }
}

/// The style sheet of a site, its fonts beside it.
#[must_use]
pub fn style(theme: &Theme) -> String {
    let mut style = theme.style_of_site("fonts/");
    style.push('\n');
    style
}
