//! What stands around the pages of a site: menu, feeds, the ways to and from an article.

use model::{Kind, ProfileKind};

use super::address::Address;
use super::contents::{Term, folder_of};
use super::plan::{FeedForm, feed_address};
use super::render::Site;
use crate::html::one_line;
use crate::page::{Card, Feed, Link, Surroundings, Translation};
use crate::phrases::Phrases;

/// How many sections the menu names; a publication with more has them on a page of their own.
const SECTIONS_IN_MENU: usize = 8;

impl Site<'_> {
    /// The way to the root of the site from a page; from that of the host for what is missing, which is served in
    /// any folder.
    pub(super) fn root(&self, address: &Address) -> String {
        if address.path() == "404.html" {
            return self.plan.contents.links.root_path();
        }
        address.to_root()
    }

    /// What stands around every page at an address.
    pub(super) fn around(&self, address: &Address, term: Option<usize>) -> Surroundings {
        let plan = &self.plan;
        let contents = &plan.contents;
        let root = self.root(address);
        let link = |to: &Address| contents.links.from(&root, to);
        let phrases = Phrases::for_language(&contents.snapshot.publication.language);
        let mut menu = Vec::new();
        let mut add = |label: &str, to: &Address| {
            menu.push(Link { label: label.to_owned(), url: link(to), current: to == address });
        };
        let sections: Vec<&Term> = contents.terms_in(ProfileKind::Section).map(|(_, term)| term).collect();
        for section in sections.iter().take(SECTIONS_IN_MENU) {
            add(&section.name, &Address::folder(&section.folder));
        }
        if sections.len() > SECTIONS_IN_MENU {
            add(&phrases.words().sections, &Address::folder(folder_of(ProfileKind::Section)));
        }
        add(&phrases.words().archive, &Address::folder("archive"));
        for page in &contents.pages {
            if contents.card(*page).metadata.menu_order.is_some() {
                add(&self.title_of(*page), &contents.addresses[*page]);
            }
        }
        let mut feeds = Vec::new();
        if contents.links.base().is_some() {
            let name = one_line(&contents.snapshot.publication.title);
            for (term, of) in [(term, true), (None, false)] {
                let term = term.map(|term| &contents.terms[term]);
                if of && term.is_none_or(|term| term.kind != ProfileKind::Tag) {
                    continue;
                }
                for (form, called) in FeedForm::ALL.into_iter().zip(["Atom", "RSS", "JSON"]) {
                    let title = match term {
                        Some(term) => format!("{} ({called})", term.name),
                        None if name.is_empty() => called.to_owned(),
                        None => format!("{name} ({called})"),
                    };
                    let media_type = form.media_type();
                    feeds.push(Feed { title, url: link(&feed_address(term, form)), media_type });
                }
            }
        }
        Surroundings {
            style: Some(link(&plan.style)),
            url: contents.links.absolute(address),
            home: Some(link(&Address::folder(""))),
            search: Some(link(&Address::folder("search"))),
            menu,
            feeds,
            ..Surroundings::default()
        }
    }

    /// What stands around an article.
    pub(super) fn around_article(&self, card: usize) -> Surroundings {
        let contents = &self.plan.contents;
        let address = &contents.addresses[card];
        let root = address.to_root();
        let link = |to: &Address| contents.links.from(&root, to);
        let mut around = self.around(address, None);
        let (previous, next) = contents.neighbours(card);
        around.previous = previous.map(|other| self.card(other, &root));
        around.next = next.map(|other| self.card(other, &root));
        around.related = contents.related(card).into_iter().map(|other| self.card(other, &root)).collect();
        let mut section = None;
        for term in contents.terms_of(card) {
            let term = &contents.terms[*term];
            let url = link(&Address::folder(&term.folder));
            match term.kind {
                ProfileKind::Tag => {
                    // By the name that the article gives it, which may differ in case.
                    let names = contents.card(card).metadata.tags.iter().map(|tag| one_line(tag));
                    let own =
                        names.into_iter().filter(|name| name.to_lowercase() == term.name.to_lowercase());
                    around.tags.extend(own.map(|name| (name, url.clone())));
                }
                ProfileKind::Author => {
                    let names = contents.authors(card).into_iter();
                    let own = names.filter(|name| name.to_lowercase() == term.name.to_lowercase());
                    around.authors.extend(own.map(|name| (name, url.clone())));
                }
                ProfileKind::Section => {
                    section = Some(term);
                    around.section = Some(url);
                }
            }
        }
        around.translations = contents
            .translations_of(card)
            .into_iter()
            .map(|other| {
                let to = &contents.addresses[other];
                Translation {
                    language: contents.card(other).language.clone(),
                    url: contents.links.absolute(to).unwrap_or_else(|| link(to)),
                    title: self.title_of(other),
                }
            })
            .collect();
        if contents.links.base().is_some() {
            let phrases = Phrases::for_language(&contents.snapshot.publication.language);
            let mut way = vec![(phrases.words().home.clone(), Address::folder(""))];
            way.extend(section.map(|term| (term.name.clone(), Address::folder(&term.folder))));
            way.push((self.title_of(card), address.clone()));
            around.breadcrumbs = self.absolute_way(&way, address);
        }
        around
    }

    pub(super) fn absolute_way(&self, way: &[(String, Address)], own: &Address) -> Vec<Link> {
        let absolute = |to: &Address| self.plan.contents.links.absolute(to);
        way.iter()
            .filter_map(|(label, to)| {
                Some(Link { label: label.clone(), url: absolute(to)?, current: to == own })
            })
            .collect()
    }

    /// An article as other pages show it.
    pub(super) fn card(&self, card: usize, root: &str) -> Card {
        let contents = &self.plan.contents;
        let found = contents.card(card);
        let metadata = &found.metadata;
        Card {
            title: metadata.title.clone(),
            url: contents.links.from(root, &contents.addresses[card]),
            excerpt: found.excerpt.clone(),
            section: metadata.section.clone().unwrap_or_default(),
            authors: if metadata.kind == Kind::Post { contents.authors(card) } else { Vec::new() },
            published: metadata.published_at,
            reading_minutes: contents.minutes(card),
            language: found.language.clone(),
            direction: found.direction,
            picture: metadata.lead.clone(),
        }
    }

    fn title_of(&self, card: usize) -> String {
        let card = self.plan.contents.card(card);
        match one_line(&card.metadata.title) {
            title if title.is_empty() => Phrases::for_language(&card.language).untitled().to_owned(),
            title => title,
        }
    }
}
