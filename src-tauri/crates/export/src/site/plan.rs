//! Which files a site has, and what each depends on. Pure: no disk, no clock.

use model::ProfileKind;

use super::address::{Address, old_path};
use super::contents::{Contents, Month, SiteProblem, Term};
use super::digest::{Digest, Fingerprint};
use super::render::style;
use super::snapshot::{Redirect, SiteSnapshot};
use crate::theme::Theme;

/// Changes whenever the program writes a file of a site in another way.
const FORM: &str = concat!("galley ", env!("CARGO_PKG_VERSION"), ", site 1");

/// How many files the words of the search are divided into.
pub const WORD_FILES: u32 = 64;

/// How many articles the search names in one file.
pub const ENTRIES_PER_FILE: usize = 100;

/// How many addresses a sitemap may hold (sitemaps.org, protocol 0.9).
pub const SITEMAP_LIMIT: usize = 50_000;

/// How many articles a feed carries.
pub const FEED_LENGTH: usize = 20;

/// The form of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedForm {
    /// RFC 4287.
    Atom,
    /// RSS 2.0.
    Rss,
    /// JSON Feed 1.1.
    Json,
}

impl FeedForm {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Atom, Self::Rss, Self::Json];

    /// The name of its file.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Atom => "atom.xml",
            Self::Rss => "rss.xml",
            Self::Json => "feed.json",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Rss => "application/rss+xml",
            Self::Json => "application/feed+json",
        }
    }
}

/// What a file of a site is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// The style sheet.
    Style,
    /// A font of the theme.
    Font(usize),
    /// The script of the search.
    SearchScript,
    /// The page of an article, by its card.
    Article(usize),
    /// The page at an old address.
    Redirect(usize),
    /// A page of the articles of a tag, author or section.
    Term {
        /// Which, in [`Contents::terms`].
        term: usize,
        /// The page, from 1.
        page: usize,
    },
    /// All tags, authors or sections.
    Terms(ProfileKind),
    /// All years and months.
    Archive,
    /// The articles of a year.
    Year(i16),
    /// A page of the articles of a month.
    Month {
        /// Which, in [`Contents::months`].
        month: usize,
        /// The page, from 1.
        page: usize,
    },
    /// Some of the words that the search knows.
    SearchWords(u32),
    /// Some of the articles that the search finds.
    SearchEntries(usize),
    /// The page of the search.
    Search,
    /// A feed of everything, or of a term.
    Feed {
        /// Whose, in [`Contents::terms`]; `None`: the whole publication's.
        term: Option<usize>,
        /// In which form.
        form: FeedForm,
    },
    /// The description of the search for browsers.
    OpenSearch,
    /// What robots may read.
    Robots,
    /// A sitemap: the only one, or one of several.
    Sitemap(usize),
    /// The list of sitemaps, where there are several.
    SitemapIndex,
    /// The old addresses, for hosts that redirect by themselves.
    Redirects,
    /// What stands where nothing is.
    NotFound,
    /// A page of all articles; the first is the front page.
    Posts {
        /// The page, from 1.
        page: usize,
    },
}

/// A file of a site.
#[derive(Debug, Clone)]
pub struct PlannedFile {
    /// Where it lies.
    pub address: Address,
    /// What it is.
    pub what: What,
    /// All that it depends on, but for the pictures of its text and the articles that the text links to: those
    /// are known only when it has been rendered.
    pub fingerprint: Fingerprint,
}

/// An old address with its place and its goal.
#[derive(Debug, Clone)]
pub struct PlannedRedirect {
    /// The address as it was, below the base.
    pub old: String,
    /// Where it leads, by card.
    pub card: usize,
}

/// The files of a site, in the order in which they come into place: what others point to comes first.
#[derive(Debug)]
pub struct SitePlan<'a> {
    /// What the site consists of.
    pub contents: Contents<'a>,
    /// Its files.
    pub files: Vec<PlannedFile>,
    /// Its old addresses.
    pub redirects: Vec<PlannedRedirect>,
    /// Where the style sheet lies: its name changes with its content, so that no browser keeps an old one.
    pub style: Address,
}

impl SitePlan<'_> {
    /// What is not as it should be, before anything is rendered.
    #[must_use]
    pub fn problems(&self) -> &[SiteProblem] {
        &self.contents.problems
    }

    /// How many pages so many articles make.
    #[must_use]
    pub fn pages(&self, articles: usize) -> usize {
        articles.div_ceil(self.per_page()).max(1)
    }

    /// How many articles stand on a page of a list.
    #[must_use]
    pub fn per_page(&self) -> usize {
        self.contents.snapshot.publication.posts_per_page.clamp(1, 1_000) as usize
    }

    /// The articles of one page of a list.
    #[must_use]
    pub fn on_page<'l>(&self, list: &'l [usize], page: usize) -> &'l [usize] {
        let from = (page.saturating_sub(1) * self.per_page()).min(list.len());
        &list[from..(from + self.per_page()).min(list.len())]
    }
}

/// The address of a page of a list.
#[must_use]
pub fn page_address(folder: &str, page: usize) -> Address {
    match (folder, page) {
        (folder, 0 | 1) => Address::folder(folder),
        ("", page) => Address::folder(&format!("page/{page}")),
        (folder, page) => Address::folder(&format!("{folder}/page/{page}")),
    }
}

/// The address of a feed.
#[must_use]
pub fn feed_address(term: Option<&Term>, form: FeedForm) -> Address {
    match term {
        Some(term) => Address::new(format!("{}/{}", term.folder, form.file())),
        None => Address::new(form.file()),
    }
}

/// The folder of a month's list.
#[must_use]
pub fn month_folder(year: i16, month: i8) -> String {
    format!("archive/{year:04}/{month:02}")
}

/// Plans a site.
#[must_use]
pub fn plan<'a>(snapshot: &'a SiteSnapshot, theme: &Theme) -> SitePlan<'a> {
    let contents = Contents::of(snapshot);
    let style = Digest::of("style").text(&style(theme)).finish();
    let style_name = style.to_string();
    let mut plan = SitePlan {
        style: Address::new(format!("assets/style-{}.css", &style_name[..12])),
        contents,
        files: Vec::new(),
        redirects: Vec::new(),
    };
    let prints = Prints::of(&plan, theme.fingerprint());
    for (index, font) in theme.fonts().iter().enumerate() {
        let address = Address::new(format!("assets/fonts/{}", font.file));
        plan.add(address, What::Font(index), Digest::of(FORM).bytes(font.bytes));
    }
    plan.add(plan.style.clone(), What::Style, prints.base.clone().print(style));
    plan.add(
        Address::new("search/search.js"),
        What::SearchScript,
        Digest::of(FORM).text(super::search::SCRIPT),
    );
    plan.articles(&prints);
    plan.redirects(&prints);
    plan.lists(&prints);
    plan.search(&prints);
    plan.for_programs(&prints);
    plan.add(Address::new("404.html"), What::NotFound, prints.chrome.clone());
    let posts = plan.contents.posts.clone();
    plan.list("", &posts, &prints, &|page| What::Posts { page }, prints.front(&plan));
    plan
}

/// What many files depend on alike.
struct Prints {
    /// Program, theme and publication.
    base: Digest,
    /// The same and what stands around every page.
    chrome: Digest,
    /// What the search knows.
    search: Digest,
}

impl Prints {
    fn of(plan: &SitePlan<'_>, theme: Fingerprint) -> Self {
        let contents = &plan.contents;
        // The counter moves with every save, whatever was changed.
        let publication = model::Publication { version: 0, ..contents.snapshot.publication.clone() };
        let base = Digest::of(FORM).print(theme).text(&format!("{publication:?}"));
        let mut chrome = base.clone().number(contents.posts.len().min(1) as u64);
        for page in &contents.pages {
            chrome = chrome.print(contents.shown[*page]);
        }
        for (_, section) in contents.terms_in(ProfileKind::Section) {
            chrome = chrome.text(&section.name).text(&section.folder);
        }
        for kind in ProfileKind::ALL {
            chrome = chrome.number(contents.terms_in(kind).next().map_or(0, |_| 1));
        }
        let mut search = Digest::of(FORM).number(contents.posts.len() as u64);
        for card in contents.posts.iter().chain(&contents.pages) {
            search = search.print(contents.shown[*card]);
        }
        Self { base, chrome, search: Digest::of("search").print(search.finish()) }
    }

    /// What the front page depends on besides its list.
    fn front(&self, plan: &SitePlan<'_>) -> Digest {
        let mut digest = self.chrome.clone();
        for pinned in plan.contents.pinned() {
            digest = add_card(digest, plan, pinned);
        }
        digest
    }
}

fn add_card(digest: Digest, plan: &SitePlan<'_>, card: usize) -> Digest {
    digest.print(plan.contents.shown[card]).number(u64::from(plan.contents.minutes(card)))
}

impl SitePlan<'_> {
    fn add(&mut self, address: Address, what: What, depends_on: Digest) {
        let fingerprint = depends_on.text(address.path()).finish();
        self.files.push(PlannedFile { address, what, fingerprint });
    }

    fn articles(&mut self, prints: &Prints) {
        let cards: Vec<usize> =
            self.contents.pages.iter().chain(self.contents.posts.iter().rev()).copied().collect();
        let this = &*self;
        // Half of all planning is here.
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
        let planned: Vec<PlannedFile> = std::thread::scope(|scope| {
            let parts: Vec<_> = cards
                .chunks(cards.len().div_ceil(threads).max(256))
                .map(|part| {
                    scope.spawn(move || part.iter().map(|card| this.article(*card, prints)).collect())
                })
                .collect();
            parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|_| Vec::new())).collect()
        });
        self.files.extend(planned);
    }

    fn article(&self, card: usize, prints: &Prints) -> PlannedFile {
        let contents = &self.contents;
        let (previous, next) = contents.neighbours(card);
        let mut digest = prints
            .chrome
            .clone()
            .bytes(&contents.card(card).content)
            .number(u64::from(contents.card(card).words))
            .print(contents.shown[card]);
        for other in [previous, next] {
            digest = match other {
                Some(other) => add_card(digest.number(1), self, other),
                None => digest.number(0),
            };
        }
        for other in contents.related(card).into_iter().chain(contents.translations_of(card)) {
            digest = add_card(digest, self, other);
        }
        for term in contents.terms_of(card) {
            let term = &contents.terms[*term];
            digest = digest.text(&term.name).text(&term.folder);
        }
        let address = contents.addresses[card].clone();
        let fingerprint = digest.text(address.path()).finish();
        PlannedFile { address, what: What::Article(card), fingerprint }
    }

    fn redirects(&mut self, prints: &Prints) {
        let mut wanted = self.contents.snapshot.redirects.clone();
        for (slug, article) in &self.contents.snapshot.old_slugs {
            if let Some(card) = self.contents.index_of(article) {
                let path = self.contents.path_with(card, slug);
                let path = path.strip_suffix(super::address::INDEX).unwrap_or(&path).to_owned();
                wanted.push(Redirect { path, article: article.clone() });
            }
        }
        wanted.sort();
        wanted.dedup();
        for redirect in wanted {
            let Some(card) = self.contents.index_of(&redirect.article) else { continue };
            let old = redirect.path.trim().trim_start_matches('/').to_owned();
            if old.is_empty() || Address::new(&*old) == self.contents.addresses[card] {
                continue;
            }
            let index = self.redirects.len();
            match old_path(&old) {
                Some(path) if self.contents.take(&path) => {
                    let digest = prints.base.clone().print(self.contents.shown[card]);
                    self.add(Address::new(path), What::Redirect(index), digest);
                }
                // Something stands there now, and that is what readers find.
                Some(_) => continue,
                None => {}
            }
            self.redirects.push(PlannedRedirect { old, card });
        }
    }

    /// One list, page by page.
    fn list(
        &mut self,
        folder: &str,
        posts: &[usize],
        prints: &Prints,
        what: &dyn Fn(usize) -> What,
        first: Digest,
    ) {
        let pages = self.pages(posts.len());
        for page in 1..=pages {
            let mut digest = if page == 1 { first.clone() } else { prints.chrome.clone() };
            digest = digest.number(page as u64).number(pages as u64);
            for card in self.on_page(posts, page) {
                digest = add_card(digest, self, *card);
            }
            self.add(page_address(folder, page), what(page), digest);
        }
    }

    fn lists(&mut self, prints: &Prints) {
        let terms = std::mem::take(&mut self.contents.terms);
        for (index, term) in terms.iter().enumerate() {
            let chrome = prints.chrome.clone().text(&term.name).text(&term.description);
            let named =
                Prints { chrome: chrome.clone(), base: prints.base.clone(), search: prints.search.clone() };
            self.list(&term.folder, &term.posts, &named, &|page| What::Term { term: index, page }, chrome);
        }
        for kind in ProfileKind::ALL {
            let mut digest = prints.chrome.clone();
            let mut any = false;
            for term in terms.iter().filter(|term| term.kind == kind) {
                digest = digest.text(&term.name).text(&term.folder).number(term.posts.len() as u64);
                any = true;
            }
            if any {
                self.add(Address::folder(super::contents::folder_of(kind)), What::Terms(kind), digest);
            }
        }
        self.contents.terms = terms;
        let months = std::mem::take(&mut self.contents.months);
        let mut archive = prints.chrome.clone();
        for (index, month) in months.iter().enumerate() {
            let Month { year, month: number, ref posts } = *month;
            archive = archive.number(u64::from(year.cast_unsigned())).number(number.cast_unsigned().into());
            archive = archive.number(posts.len() as u64);
            let folder = month_folder(year, number);
            self.list(
                &folder,
                posts,
                prints,
                &|page| What::Month { month: index, page },
                prints.chrome.clone(),
            );
        }
        self.add(Address::folder("archive"), What::Archive, archive);
        for year in months.chunk_by(|one, other| one.year == other.year) {
            let mut digest = prints.chrome.clone();
            for month in year {
                digest = digest.number(month.month.cast_unsigned().into());
                for post in &month.posts {
                    digest = digest.print(self.contents.shown[*post]);
                }
            }
            if let Some(first) = year.first() {
                self.add(
                    Address::folder(&format!("archive/{:04}", first.year)),
                    What::Year(first.year),
                    digest,
                );
            }
        }
        self.contents.months = months;
    }

    fn search(&mut self, prints: &Prints) {
        for number in 0..WORD_FILES {
            let address = Address::new(format!("search/words-{number}.json"));
            self.add(address, What::SearchWords(number), prints.search.clone());
        }
        let entries = self.contents.searchable();
        for (number, cards) in entries.chunks(ENTRIES_PER_FILE).enumerate() {
            let mut digest = Digest::of(FORM).number(u64::from(self.contents.links.base().is_some()));
            for card in cards {
                digest = digest.print(self.contents.shown[*card]);
            }
            let address = Address::new(format!("search/entries-{number}.json"));
            self.add(address, What::SearchEntries(number), digest);
        }
        let digest = prints.chrome.clone().number(entries.len() as u64);
        self.add(Address::folder("search"), What::Search, digest);
    }

    /// Feeds, sitemap and the like: they need absolute addresses.
    fn for_programs(&mut self, prints: &Prints) {
        self.add(Address::new("robots.txt"), What::Robots, prints.base.clone());
        if !self.redirects.is_empty() {
            let mut digest = prints.base.clone();
            for redirect in &self.redirects {
                digest = digest.text(&redirect.old).text(self.contents.addresses[redirect.card].path());
            }
            self.add(Address::new("_redirects"), What::Redirects, digest);
        }
        if self.contents.links.base().is_none() {
            self.contents.problems.push(SiteProblem::of_site(
                "The publication has no address yet, so that feeds, sitemap and canonical addresses are left out. \
                 Set the address under which the site will be found.",
            ));
            return;
        }
        let scopes: Vec<Option<usize>> = std::iter::once(None)
            .chain(self.contents.terms_in(ProfileKind::Tag).map(|(index, _)| Some(index)))
            .collect();
        for scope in scopes {
            let term = scope.map(|index| &self.contents.terms[index]);
            let posts = term.map_or(&self.contents.posts, |term| &term.posts);
            let mut digest = prints.base.clone().text(term.map_or("", |term| &term.name));
            for post in posts.iter().take(FEED_LENGTH) {
                digest = digest.print(self.contents.shown[*post]).bytes(&self.contents.card(*post).content);
            }
            let addresses = FeedForm::ALL.map(|form| (form, feed_address(term, form)));
            for (form, address) in addresses {
                self.add(address, What::Feed { term: scope, form }, digest.clone());
            }
        }
        self.add(Address::new("opensearch.xml"), What::OpenSearch, prints.base.clone());
        let mut digest = prints.search.clone().print(prints.base.clone().finish());
        for term in &self.contents.terms {
            digest = digest.text(&term.folder).number(term.posts.len() as u64);
        }
        for card in 0..self.contents.snapshot.cards.len() {
            if let Some(key) = &self.contents.card(card).metadata.translation {
                digest = digest.text(key);
            }
        }
        let listed = super::sitemap::length(self);
        match listed.div_ceil(SITEMAP_LIMIT) {
            0 | 1 => self.add(Address::new("sitemap.xml"), What::Sitemap(0), digest),
            parts => {
                for part in 0..parts {
                    let address = Address::new(format!("sitemaps/{}.xml", part + 1));
                    self.add(address, What::Sitemap(part), digest.clone());
                }
                self.add(Address::new("sitemap.xml"), What::SitemapIndex, digest);
            }
        }
    }
}
