//! Which files a site has, and what each depends on. Pure: no disk, no clock.

use model::ProfileKind;

use super::address::Address;
use super::contents::{Contents, SiteProblem, Term};
use super::digest::{Digest, Fingerprint};
use super::files::Prints;
use super::render::style;
use super::snapshot::SiteSnapshot;
use crate::theme::Theme;

/// Changes whenever the program writes a file of a site in another way.
pub(super) const FORM: &str = concat!("galley ", env!("CARGO_PKG_VERSION"), ", site 3");

/// How many files the words of the search are divided into at the most.
const WORD_FILES: usize = 64;

/// How many articles there are to one file of words: a small site needs few.
const ARTICLES_PER_WORD_FILE: usize = 8;

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

    /// How many files the words of the search are divided into: a power of two, so that an article more seldom
    /// changes it.
    #[must_use]
    pub fn word_files(&self) -> u32 {
        let articles = self.contents.snapshot.cards.len();
        articles.div_ceil(ARTICLES_PER_WORD_FILE).next_power_of_two().clamp(1, WORD_FILES) as u32
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
