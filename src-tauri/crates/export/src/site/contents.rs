//! What a site consists of: its articles in order and at their addresses, the lists they stand in, and which of
//! them belong together. Pure, and quick enough for ten thousand articles at every look.

use std::collections::{BTreeMap, HashMap};

use model::article::Kind;
use model::{ArticleId, ProfileKind, Slug};

use super::address::{Address, Links, Taken, path_of};
use super::digest::{Digest, Fingerprint};
use super::snapshot::{Card, SiteSnapshot};
use crate::html::one_line;
use crate::preflight::Problem;
use crate::snapshot::base_url_of;

/// How many articles are offered beside one.
const RELATED: usize = 3;

/// How far around an article in each of its lists related ones are looked for. A window, not the whole list: an
/// article that is added changes what stands on a few pages, not on all.
const WINDOW: usize = 6;

/// Folders that are the site's own, with all that is in them.
const FOLDERS: [&str; 7] = ["tags", "authors", "sections", "archive", "page", "search", "media"];

/// Files at the root that are the site's own.
const FILES: [&str; 11] = [
    "index.html",
    "404.html",
    "atom.xml",
    "rss.xml",
    "feed.json",
    "sitemap.xml",
    "robots.txt",
    "opensearch.xml",
    "_redirects",
    "assets",
    "sitemaps",
];

/// A problem of the site, or of one of its articles.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SiteProblem {
    /// Whose it is; `None`: the site's.
    pub article: Option<ArticleId>,
    /// What it is.
    pub problem: Problem,
}

impl SiteProblem {
    pub(crate) fn of_site(message: impl Into<String>) -> Self {
        Self { article: None, problem: Problem { line: None, message: message.into() } }
    }

    pub(crate) fn of_article(id: &ArticleId, message: impl Into<String>) -> Self {
        Self { article: Some(id.clone()), problem: Problem { line: None, message: message.into() } }
    }

    /// Of an article whose page stays as the last export left it.
    pub(crate) fn unreadable(id: &ArticleId, reason: &str) -> Self {
        Self::of_article(
            id,
            format!("This article could not be read, and its page was not made anew: {reason}"),
        )
    }
}

/// A tag, an author or a section with its articles.
#[derive(Debug, Clone)]
pub struct Term {
    /// Which of them.
    pub kind: ProfileKind,
    /// Its name, on one line.
    pub name: String,
    /// What is said about it.
    pub description: String,
    /// Its folder: `tags/craft`.
    pub folder: String,
    /// Its posts, newest first, as indices into the snapshot's cards.
    pub posts: Vec<usize>,
}

/// The posts of a month, newest first.
#[derive(Debug, Clone)]
pub struct Month {
    /// The year.
    pub year: i16,
    /// The month, from 1.
    pub month: i8,
    /// Its posts.
    pub posts: Vec<usize>,
}

/// The site's articles, in order and at their places.
#[derive(Debug)]
pub struct Contents<'a> {
    /// What it is made from.
    pub snapshot: &'a SiteSnapshot,
    /// How pages link to one another.
    pub links: Links,
    /// Where each card's page is.
    pub addresses: Vec<Address>,
    /// The posts, newest first.
    pub posts: Vec<usize>,
    /// The pages beside them, those of the menu first and in its order.
    pub pages: Vec<usize>,
    /// Tags, authors and sections, each kind by name.
    pub terms: Vec<Term>,
    /// The months with posts, newest first.
    pub months: Vec<Month>,
    /// What other pages show of each card.
    pub shown: Vec<Fingerprint>,
    /// What is not as it should be.
    pub problems: Vec<SiteProblem>,
    taken: Taken,
    rank: Vec<usize>,
    terms_of: Vec<Vec<usize>>,
    by_id: HashMap<&'a str, usize>,
    translations: HashMap<&'a str, Vec<usize>>,
    /// The slug of the section of each card that has one.
    sections: HashMap<usize, String>,
}

/// Where the pages of a kind of term are.
#[must_use]
pub fn folder_of(kind: ProfileKind) -> &'static str {
    match kind {
        ProfileKind::Tag => "tags",
        ProfileKind::Author => "authors",
        ProfileKind::Section => "sections",
    }
}

impl<'a> Contents<'a> {
    /// Puts everything in its place.
    #[must_use]
    pub fn of(snapshot: &'a SiteSnapshot) -> Self {
        let cards = &snapshot.cards;
        let key = |index: &usize| {
            let card = &cards[*index];
            (std::cmp::Reverse(card.metadata.published_at), std::cmp::Reverse(card.id.as_str()))
        };
        let mut posts = Vec::with_capacity(cards.len());
        let mut pages = Vec::new();
        for (index, card) in cards.iter().enumerate() {
            match card.metadata.kind {
                Kind::Post => posts.push(index),
                Kind::Page => pages.push(index),
            }
        }
        posts.sort_unstable_by_key(key);
        pages.sort_unstable_by_key(|index| {
            let metadata = &cards[*index].metadata;
            (metadata.menu_order.is_none(), metadata.menu_order, &metadata.title, &cards[*index].id)
        });
        let mut rank = vec![usize::MAX; cards.len()];
        for (place, index) in posts.iter().enumerate() {
            rank[*index] = place;
        }
        let mut contents = Self {
            links: Links::new(base_url_of(&snapshot.publication)),
            snapshot,
            addresses: Vec::new(),
            pages,
            terms: Vec::new(),
            months: Vec::new(),
            shown: Vec::new(),
            problems: Vec::new(),
            taken: Taken::default(),
            rank,
            terms_of: vec![Vec::new(); cards.len()],
            by_id: cards.iter().enumerate().map(|(index, card)| (card.id.as_str(), index)).collect(),
            translations: HashMap::new(),
            sections: HashMap::new(),
            posts,
        };
        for kind in [ProfileKind::Tag, ProfileKind::Author, ProfileKind::Section] {
            contents.gather(kind);
        }
        for damaged in &snapshot.damaged {
            contents.problems.push(SiteProblem::unreadable(&damaged.id, &damaged.reason));
        }
        contents.place();
        contents.date();
        for (index, card) in cards.iter().enumerate() {
            if let Some(key) = card.metadata.translation.as_deref().filter(|key| !key.trim().is_empty()) {
                contents.translations.entry(key).or_default().push(index);
            }
        }
        contents.shown = (0..cards.len()).map(|index| contents.shown_of(index)).collect();
        contents
    }

    /// The card of an article, if it is live.
    #[must_use]
    pub fn index_of(&self, id: &ArticleId) -> Option<usize> {
        self.by_id.get(id.as_str()).copied()
    }

    /// A card.
    #[must_use]
    pub fn card(&self, index: usize) -> &'a Card {
        &self.snapshot.cards[index]
    }

    /// What an article is called in a report: its title, else its slug; empty where it is not of the site.
    #[must_use]
    pub fn name_of(&self, id: &ArticleId) -> String {
        if let Some(index) = self.index_of(id) {
            let card = self.card(index);
            let title = card.metadata.title.trim();
            return if title.is_empty() { card.slug.to_string() } else { title.to_owned() };
        }
        let damaged = self.snapshot.damaged.iter().find(|damaged| damaged.id == *id);
        damaged.map(|damaged| damaged.title.clone()).unwrap_or_default()
    }

    /// The address of an article, if it is live.
    #[must_use]
    pub fn address_of(&self, id: &ArticleId) -> Option<&Address> {
        self.index_of(id).map(|index| &self.addresses[index])
    }

    /// The terms of a card, by their index in [`Contents::terms`]: tags, then authors, then section.
    #[must_use]
    pub fn terms_of(&self, card: usize) -> &[usize] {
        &self.terms_of[card]
    }

    /// The terms of a kind, by name, with their indices.
    pub fn terms_in(&self, kind: ProfileKind) -> impl Iterator<Item = (usize, &Term)> {
        self.terms.iter().enumerate().filter(move |(_, term)| term.kind == kind)
    }

    /// The posts before and after one in time.
    #[must_use]
    pub fn neighbours(&self, card: usize) -> (Option<usize>, Option<usize>) {
        match self.rank[card] {
            usize::MAX => (None, None),
            rank => (
                self.posts.get(rank + 1).copied(),
                rank.checked_sub(1).and_then(|newer| self.posts.get(newer)).copied(),
            ),
        }
    }

    /// The same article in other languages, itself included, by language; empty where there is no other.
    #[must_use]
    pub fn translations_of(&self, card: usize) -> Vec<usize> {
        let key = self.card(card).metadata.translation.as_deref();
        let Some(all) = key.and_then(|key| self.translations.get(key)) else { return Vec::new() };
        // One per language: hreflang knows no two.
        let mut by_language: BTreeMap<&str, usize> = BTreeMap::new();
        for index in all {
            let other = by_language.entry(self.card(*index).language.as_str()).or_insert(*index);
            if *index == card || (*other != card && self.card(*index).id < self.card(*other).id) {
                *other = *index;
            }
        }
        let own_language = by_language.get(self.card(card).language.as_str()) == Some(&card);
        if by_language.len() < 2 || !own_language { Vec::new() } else { by_language.into_values().collect() }
    }

    /// Posts on the same matter: those that share the most, rarer terms counting more, and among them the
    /// nearest in time.
    #[must_use]
    pub fn related(&self, card: usize) -> Vec<usize> {
        let rank = self.rank[card];
        if rank == usize::MAX {
            return Vec::new();
        }
        let mut found: Vec<(usize, u64)> = Vec::with_capacity(64);
        for term in &self.terms_of[card] {
            let term = &self.terms[*term];
            if term.kind == ProfileKind::Author {
                continue;
            }
            // Fixed point, because sums of floats depend on their order.
            let weight = 1_000_000 / (2 + u64::from(term.posts.len().max(1).ilog2()));
            let at = term.posts.binary_search_by_key(&rank, |post| self.rank[*post]).unwrap_or_else(|at| at);
            let window = at.saturating_sub(WINDOW)..(at + WINDOW + 1).min(term.posts.len());
            for post in &term.posts[window] {
                if *post == card {
                    continue;
                }
                match found.iter_mut().find(|(other, _)| other == post) {
                    Some((_, score)) => *score += weight,
                    None => found.push((*post, weight)),
                }
            }
        }
        let nearness = |post: usize| (self.rank[post].abs_diff(rank), self.rank[post]);
        found.sort_unstable_by_key(|(post, score)| (std::cmp::Reverse(*score), nearness(*post)));
        found.into_iter().take(RELATED).map(|(post, _)| post).collect()
    }

    /// The pinned posts, in the author's order.
    #[must_use]
    pub fn pinned(&self) -> Vec<usize> {
        self.snapshot.publication.pinned.iter().filter_map(|id| self.index_of(id)).collect()
    }

    /// What the search finds, oldest first, so that what is added comes at the end: pages, then posts.
    #[must_use]
    pub fn searchable(&self) -> Vec<usize> {
        self.pages.iter().chain(self.posts.iter().rev()).copied().collect()
    }

    /// How long a card's article takes to read, in minutes; 0 where it has no text.
    #[must_use]
    pub fn minutes(&self, card: usize) -> u32 {
        let Card { words, language, .. } = self.card(card);
        if *words == 0 { 0 } else { markup::statistics::reading_minutes(*words, Some(language)) }
    }

    /// Takes a place for an old address; `false` where something stands there now.
    pub(crate) fn take(&mut self, path: &str) -> bool {
        self.taken.take(path)
    }

    /// Who wrote an article, on one line each.
    pub(crate) fn authors(&self, card: usize) -> Vec<String> {
        crate::snapshot::authors_of(&self.card(card).metadata, &self.snapshot.publication)
    }

    fn names(&self, card: usize, kind: ProfileKind) -> Vec<String> {
        let metadata = &self.card(card).metadata;
        match kind {
            ProfileKind::Tag => metadata.tags.iter().map(|tag| one_line(tag)).collect(),
            ProfileKind::Author => self.authors(card),
            ProfileKind::Section => metadata.section.iter().map(|section| one_line(section)).collect(),
        }
    }

    /// Gathers the terms of a kind from the posts, and gives each its folder.
    fn gather(&mut self, kind: ProfileKind) {
        // Names that differ by case only are one; the first by name gives the form.
        let mut folded: HashMap<String, String> = HashMap::new();
        let mut gathered: BTreeMap<String, (String, Vec<usize>)> = BTreeMap::new();
        for post in &self.posts {
            for name in self.names(*post, kind) {
                if name.is_empty() {
                    continue;
                }
                let key = folded.entry(name.clone()).or_insert_with(|| name.to_lowercase()).clone();
                let (form, posts) = gathered.entry(key).or_insert_with(|| (name.clone(), Vec::new()));
                if name < *form {
                    *form = name;
                }
                if posts.last() != Some(post) {
                    posts.push(*post);
                }
            }
        }
        let profiles: HashMap<String, &model::Profile> = self
            .snapshot
            .profiles
            .iter()
            .filter(|profile| profile.kind == kind)
            .map(|profile| (one_line(&profile.name).to_lowercase(), profile))
            .collect();
        let mut taken = Taken::default();
        let mut chosen: Vec<(String, (String, Vec<usize>))> = gathered.into_iter().collect();
        // An address that the author gave comes before one that is found.
        chosen.sort_by_key(|(key, _)| !profiles.contains_key(key));
        let mut terms: Vec<Term> = chosen
            .into_iter()
            .map(|(key, (form, posts))| {
                let profile = profiles.get(&key);
                let slug = profile.map(|profile| profile.slug.clone()).or_else(|| Slug::from_text(&form));
                let stem = slug.map_or_else(|| "other".to_owned(), |slug| slug.to_string());
                Term {
                    kind,
                    name: profile.map_or(form, |profile| one_line(&profile.name)),
                    description: profile.map(|profile| profile.description.clone()).unwrap_or_default(),
                    folder: format!("{}/{}", folder_of(kind), taken.take_free(&stem)),
                    posts,
                }
            })
            .collect();
        terms.sort_by(|one, other| {
            (one.name.to_lowercase(), &one.name).cmp(&(other.name.to_lowercase(), &other.name))
        });
        for term in terms {
            let index = self.terms.len();
            for post in &term.posts {
                self.terms_of[*post].push(index);
            }
            self.terms.push(term);
        }
    }

    /// Gives each article its place, the oldest first: who was there keeps its address.
    fn place(&mut self) {
        for folder in FOLDERS {
            self.taken.take_folder(folder);
        }
        for file in FILES {
            self.taken.take_folder(file);
        }
        self.sections = self
            .terms
            .iter()
            .filter(|term| term.kind == ProfileKind::Section)
            .flat_map(|term| {
                let slug = term.folder.rsplit('/').next().unwrap_or_default().to_owned();
                term.posts.iter().map(move |post| (*post, slug.clone()))
            })
            .collect();
        let pattern = self.snapshot.publication.permalink.clone();
        if !pattern.trim().is_empty() && !pattern.contains("{slug}") {
            self.problems.push(SiteProblem::of_site(format!(
                "The pattern of addresses, “{pattern}”, does not hold {{slug}}; it was put at the end."
            )));
        }
        let mut addresses = vec![None; self.snapshot.cards.len()];
        let order: Vec<usize> = self.pages.iter().copied().chain(self.posts.iter().rev().copied()).collect();
        for index in order {
            let card = self.card(index);
            let wanted = self.path_with(index, &card.slug);
            let given = self.taken.take_free(&wanted);
            if given != wanted {
                self.problems.push(SiteProblem::of_article(
                    &card.id,
                    format!(
                        "The address “{wanted}” is taken by the site itself or by another article; this one is \
                         at “{given}”. Choose another address to change that."
                    ),
                ));
            }
            addresses[index] = Some(Address::new(given));
        }
        self.addresses =
            addresses.into_iter().map(|address| address.unwrap_or_else(|| Address::folder(""))).collect();
    }

    /// The path that the publication's pattern gives an article with this slug.
    pub(crate) fn path_with(&self, index: usize, slug: &Slug) -> String {
        let card = self.card(index);
        let section = self.sections.get(&index).map_or("", String::as_str);
        path_of(&self.snapshot.publication.permalink, &card.metadata, slug, &card.language, section)
    }

    fn date(&mut self) {
        for post in &self.posts {
            let Some(moment) = self.card(*post).metadata.published_at else { continue };
            let zoned = moment.zoned();
            let (year, month) = (zoned.year(), zoned.month());
            match self.months.iter_mut().rev().find(|known| (known.year, known.month) == (year, month)) {
                Some(known) => known.posts.push(*post),
                None => self.months.push(Month { year, month, posts: vec![*post] }),
            }
        }
        // Offsets may put two neighbours into months in the wrong order.
        self.months.sort_by_key(|month| std::cmp::Reverse((month.year, month.month)));
    }

    /// Everything that another page may show of a card, but for its reading time, which moves with its text.
    fn shown_of(&self, index: usize) -> Fingerprint {
        let card = self.card(index);
        let metadata = &card.metadata;
        let mut digest = Digest::of("card")
            .text(card.id.as_str())
            .text(self.addresses[index].path())
            .text(&metadata.title)
            .text(&metadata.subtitle)
            .text(&card.excerpt)
            .text(card.language.as_str())
            .text(card.direction.as_str())
            .text(metadata.section.as_deref().unwrap_or("\0"));
        for moment in [metadata.published_at, metadata.revised_at] {
            let (at, offset) = moment.map_or((i64::MIN, 0), |at| (at.milliseconds(), at.offset_minutes()));
            digest = digest.number(at.cast_unsigned()).number(u64::from(offset.cast_unsigned()));
        }
        if let Some(lead) = &metadata.lead {
            digest = digest.text(lead.medium.as_str()).text(&lead.alt).text(&lead.caption).text(&lead.credit);
        }
        for names in [&metadata.authors, &metadata.tags] {
            digest = digest.number(names.len() as u64);
            for name in names {
                digest = digest.text(name);
            }
        }
        digest.finish()
    }
}
