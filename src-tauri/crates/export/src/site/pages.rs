//! The pages of a site that are no articles.

use model::ProfileKind;
use serde::Serialize;

use super::address::Address;
use super::contents::folder_of;
use super::plan::{ENTRIES_PER_FILE, month_folder, page_address};
use super::render::Site;
use super::search;
use crate::dates;
use crate::head::{ListHead, of_list};
use crate::html::one_line;
use crate::page::values::{CardValues, Frame, LinkValues, card_values, frame, link_values};
use crate::page::{Card, Link, Media};
use crate::phrases::Phrases;
use crate::theme::ThemeError;

/// What a template sees as `page` on a page that is no article.
#[derive(Serialize)]
struct ListValues {
    #[serde(flatten)]
    frame: Frame,
    /// `front`, `list`, `terms`, `archive`, `year`, `search` or `missing`.
    kind: &'static str,
    title: String,
    description: String,
    breadcrumbs: Vec<LinkValues>,
    /// The articles of this page of the list.
    cards: Vec<CardValues>,
    /// The pinned articles, on the front page.
    pinned: Vec<CardValues>,
    /// Tags, authors, sections, or months.
    terms: Vec<TermValues>,
    /// What the terms are under: years.
    groups: Vec<GroupValues>,
    /// “Page 2”, where there are several.
    page_label: String,
    newer: Option<String>,
    older: Option<String>,
    /// Further ways into the site.
    ways: Vec<LinkValues>,
    archive: String,
    search_words: u32,
    search_entries: usize,
}

/// A name with its page and how much is there.
#[derive(Serialize)]
struct TermValues {
    label: String,
    url: String,
    count: String,
}

/// A year with its months, or a month with its articles.
#[derive(Serialize)]
struct GroupValues {
    label: String,
    url: String,
    terms: Vec<TermValues>,
    cards: Vec<CardValues>,
}

/// A page that is no article.
pub(super) struct ListPage {
    pub address: Address,
    kind: &'static str,
    template: &'static str,
    title: String,
    /// What search engines and windows show as its title, where it is not its title.
    head_title: Option<String>,
    description: String,
    way: Vec<(String, Address)>,
    cards: Vec<usize>,
    pinned: Vec<usize>,
    terms: Vec<TermValues>,
    groups: Vec<GroupValues>,
    /// The number of the page, and how many there are.
    page: (usize, usize),
    folder: String,
    term: Option<usize>,
    unlisted: bool,
}

impl ListPage {
    fn new(address: Address, kind: &'static str, template: &'static str, title: String) -> Self {
        Self {
            address,
            kind,
            template,
            title,
            head_title: None,
            description: String::new(),
            way: Vec::new(),
            cards: Vec::new(),
            pinned: Vec::new(),
            terms: Vec::new(),
            groups: Vec::new(),
            page: (1, 1),
            folder: String::new(),
            term: None,
            unlisted: false,
        }
    }
}

/// A page and the pictures that it shows.
pub(super) struct Made {
    pub html: String,
    pub media: Vec<model::ContentHash>,
}

impl Site<'_> {
    /// The front page, or a later page of all articles.
    pub(super) fn posts(&self, page: usize) -> Result<Made, ThemeError> {
        let contents = &self.plan.contents;
        let publication = &contents.snapshot.publication;
        let words = self.phrases().words();
        let title = if page == 1 { words.latest.clone() } else { words.all_articles.clone() };
        let mut list = ListPage::new(page_address("", page), "front", "list.html", title);
        if page == 1 {
            list.pinned = contents.pinned();
            let name = one_line(&publication.title);
            list.head_title = Some(if name.is_empty() { words.home.clone() } else { name });
            list.description = one_line(&publication.tagline);
        } else {
            list.kind = "list";
        }
        self.page_of(&mut list, &contents.posts, "", page);
        self.finish(list)
    }

    /// A page of the articles of a tag, author or section.
    pub(super) fn term(&self, term: usize, page: usize) -> Result<Made, ThemeError> {
        let found = &self.plan.contents.terms[term];
        let address = page_address(&found.folder, page);
        let mut list = ListPage::new(address, "list", "list.html", found.name.clone());
        list.description = one_line(&found.description);
        list.term = Some(term);
        let folder = folder_of(found.kind);
        list.way.push((self.name_of(found.kind), Address::folder(folder)));
        self.page_of(&mut list, &found.posts, &found.folder, page);
        self.finish(list)
    }

    /// The articles of a month.
    pub(super) fn month(&self, month: usize, page: usize) -> Result<Made, ThemeError> {
        let found = &self.plan.contents.months[month];
        let folder = month_folder(found.year, found.month);
        let title = self.month_name(found.year, found.month);
        let mut list = ListPage::new(page_address(&folder, page), "list", "list.html", title);
        list.way.push((self.phrases().words().archive.clone(), Address::folder("archive")));
        list.way.push((self.year_name(found.year), Address::folder(&format!("archive/{:04}", found.year))));
        self.page_of(&mut list, &found.posts, &folder, page);
        self.finish(list)
    }

    fn page_of(&self, list: &mut ListPage, posts: &[usize], folder: &str, page: usize) {
        list.cards = self.plan.on_page(posts, page).to_vec();
        list.page = (page, self.plan.pages(posts.len()));
        list.folder = folder.to_owned();
    }

    /// All tags, authors or sections.
    pub(super) fn terms(&self, kind: ProfileKind) -> Result<Made, ThemeError> {
        let address = Address::folder(folder_of(kind));
        let root = address.to_root();
        let mut list = ListPage::new(address, "terms", "terms.html", self.name_of(kind));
        for (_, term) in self.plan.contents.terms_in(kind) {
            list.terms.push(self.entry(&term.name, &term.folder, term.posts.len(), &root));
        }
        self.finish(list)
    }

    /// All years and their months.
    pub(super) fn archive(&self) -> Result<Made, ThemeError> {
        let address = Address::folder("archive");
        let root = address.to_root();
        let archive = self.phrases().words().archive.clone();
        let mut list = ListPage::new(address, "archive", "archive.html", archive);
        for year in self.plan.contents.months.chunk_by(|one, other| one.year == other.year) {
            let number = year.first().map_or(0, |month| month.year);
            let months = year.iter().map(|month| {
                let label = self.month_name(month.year, month.month);
                self.entry(&label, &month_folder(month.year, month.month), month.posts.len(), &root)
            });
            let folder = Address::folder(&format!("archive/{number:04}"));
            list.groups.push(GroupValues {
                label: self.year_name(number),
                url: self.plan.contents.links.from(&root, &folder),
                terms: months.collect(),
                cards: Vec::new(),
            });
        }
        // Without a date an article is in no month, and in the archive all the same.
        list.cards = self.plan.contents.posts.iter().copied().filter(|post| self.is_undated(*post)).collect();
        self.finish(list)
    }

    fn is_undated(&self, card: usize) -> bool {
        self.plan.contents.card(card).metadata.published_at.is_none()
    }

    /// The months of a year with the titles of their articles.
    pub(super) fn year(&self, year: i16) -> Result<Made, ThemeError> {
        let address = Address::folder(&format!("archive/{year:04}"));
        let root = address.to_root();
        let mut list = ListPage::new(address, "year", "archive.html", self.year_name(year));
        list.way.push((self.phrases().words().archive.clone(), Address::folder("archive")));
        for month in self.plan.contents.months.iter().filter(|month| month.year == year) {
            let folder = Address::folder(&month_folder(month.year, month.month));
            let bare = |post: &usize| {
                let card = Card { picture: None, excerpt: String::new(), ..self.card(*post, &root) };
                card_values(&card, "", &Media::in_site(&self.pictures, ""))
            };
            list.groups.push(GroupValues {
                label: self.month_name(month.year, month.month),
                url: self.plan.contents.links.from(&root, &folder),
                terms: Vec::new(),
                cards: month.posts.iter().map(bare).collect(),
            });
        }
        self.finish(list)
    }

    /// The page of the search.
    pub(super) fn search(&self) -> Result<Made, ThemeError> {
        let title = self.phrases().words().search.clone();
        let mut list = ListPage::new(Address::folder("search"), "search", "search.html", title);
        list.unlisted = true;
        self.finish(list)
    }

    /// What stands where nothing is.
    pub(super) fn missing(&self) -> Result<Made, ThemeError> {
        let words = self.phrases().words();
        let title = words.not_found.clone();
        let mut list = ListPage::new(Address::new("404.html"), "missing", "missing.html", title);
        list.description = words.not_found_text.clone();
        list.unlisted = true;
        self.finish(list)
    }

    fn entry(&self, label: &str, folder: &str, count: usize, root: &str) -> TermValues {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        TermValues {
            label: label.to_owned(),
            url: self.plan.contents.links.from(root, &Address::folder(folder)),
            count: dates::number(count, &self.plan.contents.snapshot.publication.language),
        }
    }

    fn name_of(&self, kind: ProfileKind) -> String {
        let phrases = self.phrases();
        match kind {
            ProfileKind::Tag => phrases.tags().to_owned(),
            ProfileKind::Author => phrases.words().authors.clone(),
            ProfileKind::Section => phrases.words().sections.clone(),
        }
    }

    fn month_name(&self, year: i16, month: i8) -> String {
        dates::month(year, month, &self.plan.contents.snapshot.publication.language)
    }

    fn year_name(&self, year: i16) -> String {
        dates::year(year, &self.plan.contents.snapshot.publication.language)
    }

    fn phrases(&self) -> Phrases {
        Phrases::for_language(&self.plan.contents.snapshot.publication.language)
    }

    /// The whole page.
    fn finish(&self, list: ListPage) -> Result<Made, ThemeError> {
        let contents = &self.plan.contents;
        let publication = &contents.snapshot.publication;
        let phrases = self.phrases();
        let root = self.root(&list.address);
        let link = |to: &Address| contents.links.from(&root, to);
        let media_base = format!("{root}{}", crate::pictures::site::FOLDER);
        let media = Media::in_site(&self.pictures, &media_base);
        let mut around = self.around(&list.address, list.term);
        let first = Address::folder(&list.folder);
        let mut way = vec![(phrases.words().home.clone(), Address::folder(""))];
        way.extend(list.way);
        let is_front = list.kind == "front";
        if list.page.0 > 1 && !list.folder.is_empty() {
            way.push((list.title.clone(), first));
        }
        way.push((self.with_number(&list.title, list.page.0), list.address.clone()));
        if list.unlisted {
            around.url = None;
        } else if !is_front {
            around.breadcrumbs = self.absolute_way(&way, &list.address);
        }
        let (page, pages) = list.page;
        let newer = (page > 1).then(|| link(&page_address(&list.folder, page - 1)));
        let older = (page < pages).then(|| link(&page_address(&list.folder, page + 1)));
        let scripts: Vec<String> =
            if list.kind == "search" { vec!["search.js".to_owned()] } else { Vec::new() };
        let policy = (list.kind == "search").then(|| {
            let nonce = search::nonce(&self.plan);
            (search::policy(&nonce), nonce)
        });
        let head_title = self.with_number(list.head_title.as_deref().unwrap_or(&list.title), page);
        let head = of_list(&ListHead {
            title: &head_title,
            description: &list.description,
            language: &publication.language,
            publication,
            surroundings: &around,
            front: is_front,
            unlisted: list.unlisted,
            neighbours: (newer.as_deref(), older.as_deref()),
            scripts: &scripts,
            policy: policy.as_ref().map(|(policy, nonce)| (policy.as_str(), nonce.as_str())),
            style: "",
        });
        let sizes = &self.theme.about().pictures.card;
        let cards = |cards: &[usize]| -> Vec<CardValues> {
            cards.iter().map(|card| card_values(&self.card(*card, &root), sizes, &media)).collect()
        };
        let way =
            way.into_iter().map(|(label, to)| Link { label, url: link(&to), current: to == list.address });
        let ways = ProfileKind::ALL
            .into_iter()
            .filter(|kind| contents.terms_in(*kind).next().is_some())
            .map(|kind| (self.name_of(kind), Address::folder(folder_of(kind))))
            .chain([(phrases.words().archive.clone(), Address::folder("archive"))])
            .map(|(label, to)| Link { label, url: link(&to), current: to == list.address });
        let values = ListValues {
            kind: list.kind,
            title: list.title,
            description: list.description,
            breadcrumbs: if is_front || list.unlisted {
                Vec::new()
            } else {
                link_values(&way.collect::<Vec<_>>())
            },
            cards: cards(&list.cards),
            pinned: cards(&list.pinned),
            terms: list.terms,
            groups: list.groups,
            page_label: if pages > 1 { phrases.page_n(page) } else { String::new() },
            newer,
            older,
            ways: link_values(&ways.collect::<Vec<_>>()),
            archive: link(&Address::folder("archive")),
            search_words: self.plan.word_files(),
            search_entries: ENTRIES_PER_FILE,
            frame: frame(
                publication,
                (&publication.language, publication.language.direction()),
                &around,
                self.theme.options(),
                &media,
                contents.links.base().map(str::to_owned),
                &|url| url,
            ),
        };
        let mut html = self.theme.render(list.template, &values, head, String::new())?;
        if !html.ends_with('\n') {
            html.push('\n');
        }
        Ok(Made { html, media: media.used() })
    }

    fn with_number(&self, title: &str, page: usize) -> String {
        if page > 1 { format!("{title} – {}", self.phrases().page_n(page)) } else { title.to_owned() }
    }
}
