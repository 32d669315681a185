//! The files of a plan, kind by kind, each with all that it depends on.

use model::ProfileKind;

use super::address::{Address, old_path};
use super::contents::{Month, SiteProblem};
use super::digest::{Digest, Fingerprint};
use super::plan::{
    ENTRIES_PER_FILE, FEED_LENGTH, FORM, FeedForm, PlannedFile, PlannedRedirect, SITEMAP_LIMIT, SitePlan,
    What, feed_address, month_folder, page_address,
};
use super::snapshot::Redirect;

/// What many files depend on alike.
pub(super) struct Prints {
    /// Program, theme and publication.
    pub(super) base: Digest,
    /// The same and what stands around every page.
    pub(super) chrome: Digest,
    /// What the search knows.
    pub(super) search: Digest,
}

impl Prints {
    pub(super) fn of(plan: &SitePlan<'_>, theme: Fingerprint) -> Self {
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
    pub(super) fn front(&self, plan: &SitePlan<'_>) -> Digest {
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
    pub(super) fn add(&mut self, address: Address, what: What, depends_on: Digest) {
        let fingerprint = depends_on.text(address.path()).finish();
        self.files.push(PlannedFile { address, what, fingerprint });
    }

    pub(super) fn articles(&mut self, prints: &Prints) {
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

    pub(super) fn redirects(&mut self, prints: &Prints) {
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
    pub(super) fn list(
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

    pub(super) fn lists(&mut self, prints: &Prints) {
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

    pub(super) fn search(&mut self, prints: &Prints) {
        for number in 0..self.word_files() {
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
    pub(super) fn for_programs(&mut self, prints: &Prints) {
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
