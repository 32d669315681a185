//! A folder of Markdown files as the program that made it sees it: which files are articles, where they lie on
//! the site, what their names say, and where their links lead.

use std::collections::HashSet;
use std::io::Read as _;

use markup::from_html::percent_decoded;
use model::{ArticleId, Kind, Language, Slug, Status};

use super::address::{Addresses, Named};
use super::{dated_name, read_front};
use crate::files::{Entry, Files};
use crate::source::{Known, Outline, ending};
use crate::{Item, feed, habits, pictures};

/// The program a folder belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Generator {
    Hugo,
    Jekyll,
    Zola,
}

/// A folder as its program sees it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Site {
    /// `None`: notes, or files of nobody in particular.
    generator: Option<Generator>,
    /// The folder of the settings, with `/` at its end, or empty.
    root: String,
    base_url: String,
    title: String,
    /// How addresses are made.
    addresses: Addresses,
    /// The places of articles that have translations.
    translated: HashSet<String>,
}

impl Site {
    /// Looks for the settings of a program, and for folders that tell it.
    pub(crate) fn of(files: &Files) -> Self {
        if files.single {
            return Self::default();
        }
        let mut found: Vec<(usize, Generator, &Entry)> = Vec::new();
        for entry in &files.entries {
            let (folder, name) = entry.path.rsplit_once('/').unwrap_or(("", &entry.path));
            let depth = if folder.is_empty() { 0 } else { folder.split('/').count() };
            let generator = match name {
                "hugo.toml" | "hugo.yaml" | "hugo.yml" | "hugo.json" => Some(Generator::Hugo),
                "_config.yml" | "_config.yaml" => Some(Generator::Jekyll),
                "zola.toml" => Some(Generator::Zola),
                "config.toml" | "config.yaml" | "config.yml" => {
                    let text = settings(files, entry);
                    let has = |key: &str| text.lines().any(|line| line.trim_start().starts_with(key));
                    if has("base_url") {
                        Some(Generator::Zola)
                    } else if has("baseURL") || has("baseurl") || has("baseUrl") {
                        Some(Generator::Hugo)
                    } else {
                        None
                    }
                }
                _ => None,
            };
            if let Some(generator) = generator.filter(|_| depth <= 3) {
                found.push((depth, generator, entry));
            }
        }
        found.sort_by_key(|(depth, ..)| *depth);
        let Some((_, generator, entry)) = found.first() else {
            let posts = files.entries.iter().any(|entry| format!("/{}", entry.path).contains("/_posts/"));
            return Self { generator: posts.then_some(Generator::Jekyll), ..Self::default() };
        };
        let text = settings(files, entry);
        let value = |names: &[&str]| text.lines().find_map(|line| setting(line, names)).unwrap_or_default();
        // Hugo keeps its settings in a folder of their own, too: `config/_default/hugo.toml`.
        let folder = entry.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let folder = folder.split_once("config/").map_or(folder, |(before, _)| before);
        let folder = folder.trim_end_matches("config").trim_end_matches('/');
        let mut site = Self {
            generator: Some(*generator),
            root: if folder.is_empty() { String::new() } else { format!("{folder}/") },
            base_url: value(&["baseURL", "baseUrl", "base_url", "baseurl", "url"]),
            title: value(&["title"]),
            addresses: Addresses::of(files, entry, &text, &value),
            translated: HashSet::new(),
        };
        let translations =
            files.entries.iter().filter(|entry| super::ENDINGS.contains(&&*ending(&entry.path)));
        let translations = translations.filter(|entry| site.is_translation(&entry.path));
        site.translated = translations.map(|entry| site.key(&entry.path)).collect();
        site
    }

    /// Whether the name of a file says that it is a translation: `name.de.md`.
    pub(crate) fn is_translation(&self, path: &str) -> bool {
        self.place(path).2.is_some()
    }

    /// What an article and its translations have in common.
    fn key(&self, path: &str) -> String {
        let (folder, name, _) = self.place(path);
        format!("{folder}/{name}").trim_matches('/').to_owned()
    }

    /// Whether a file is an article of the site, and not a part of its theme or its notes for programmers.
    pub(crate) fn is_article(&self, path: &str) -> bool {
        let Some(generator) = self.generator else { return true };
        let Some(inside) = path.strip_prefix(&*self.root) else { return false };
        match generator {
            Generator::Hugo | Generator::Zola => inside.starts_with("content/"),
            Generator::Jekyll => {
                let folder = inside.split('/').next().unwrap_or_default();
                let parts = ["_includes", "_layouts", "_sass", "_site", "vendor", "_data"];
                let notes = ["README.md", "LICENSE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
                !parts.contains(&folder) && !notes.contains(&inside)
            }
        }
    }

    /// Whether a file is the head of a section rather than an article.
    pub(crate) fn is_section(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or_default();
        name.starts_with("_index.") && matches!(self.generator, Some(Generator::Hugo | Generator::Zola))
    }

    /// The path of a file below the folder of texts.
    fn inside<'p>(&self, path: &'p str) -> &'p str {
        let path = path.strip_prefix(&*self.root).unwrap_or(path);
        match self.generator {
            Some(Generator::Hugo | Generator::Zola) => path.strip_prefix("content/").unwrap_or(path),
            _ => path,
        }
    }

    /// The folder and the name of an article, its language apart; a bundle (`name/index.md`) is named by its folder.
    fn place(&self, path: &str) -> (String, String, Option<Language>) {
        let inside = self.inside(path);
        let stem = inside.rsplit_once('.').map_or(inside, |(stem, _)| stem);
        let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        let translated = matches!(self.generator, Some(Generator::Hugo | Generator::Zola));
        let (name, language) = match name.rsplit_once('.').filter(|_| translated) {
            Some((name, code)) if (2..=5).contains(&code.len()) => match Language::parse(code) {
                Some(language) => (name, Some(language)),
                None => (name, None),
            },
            _ => (name, None),
        };
        if matches!(name, "index" | "_index") && !folder.is_empty() && self.generator.is_some() {
            let (folder, name) = folder.rsplit_once('/').unwrap_or(("", folder));
            return (folder.to_owned(), name.to_owned(), language);
        }
        (folder.to_owned(), name.to_owned(), language)
    }

    /// What the name and the place of a file say of its article.
    pub(super) fn complete(&self, item: &mut Item, path: &str, addressed: bool, text: &[u8]) {
        let (folder, name, language) = self.place(path);
        let dated = dated_name(&format!("{name}.md"));
        if let Some((date, _)) = &dated {
            item.metadata.published_at = item.metadata.published_at.or(Some(*date));
        }
        let bare = if dated.is_some() { name[11..].to_owned() } else { name.clone() };
        let chosen = item.metadata.slug.is_some();
        let own = Slug::from_text(&bare);
        let like_a_slug = own.as_ref().is_some_and(|slug| slug.as_str() == bare);
        if item.metadata.slug.is_none() && (self.generator.is_some() || like_a_slug || dated.is_some()) {
            item.metadata.slug = own;
        }
        let key = self.key(path);
        if self.translated.contains(&key) {
            item.metadata.translation.get_or_insert(key);
        }
        let abroad = language.as_ref().map(|language| format!("/{language}")).unwrap_or_default();
        if let Some(language) = language {
            item.metadata.language.get_or_insert(language);
        }
        let Some(generator) = self.generator else { return };
        let drafts = format!("/{path}").contains("/_drafts/");
        item.status = item.status.or(Some(if drafts { Status::Draft } else { Status::Published }));
        if drafts {
            item.status = Some(Status::Draft);
        }
        let apart = match generator {
            Generator::Hugo | Generator::Zola => folder.is_empty() || self.is_section(path),
            Generator::Jekyll => !folder.split('/').any(|part| part.starts_with('_')),
        };
        if apart {
            item.metadata.kind = Kind::Page;
        } else if item.metadata.kind == Kind::Post {
            // The weight of a post orders lists; only pages stand in a menu.
            if let Some(order) = item.metadata.menu_order.take() {
                item.keep("weight", order.to_string());
            }
        }
        if generator == Generator::Jekyll {
            super::fields::part_words(item, &String::from_utf8_lossy(text));
        }
        let named = Named { folder: folder.trim_matches('/'), file: &bare, chosen };
        if !addressed && let Some(address) = self.addresses.of_article(item, generator, &named) {
            item.addresses.insert(0, abroad + &address);
        }
    }

    /// What a file without a title is called.
    pub(super) fn title_of_file(&self, path: &str) -> String {
        let (_, name, _) = self.place(path);
        let name = if dated_name(&format!("{name}.md")).is_some() { &name[11..] } else { &name };
        if self.generator.is_none() {
            return name.to_owned();
        }
        let words = name.replace(['-', '_'], " ");
        let mut characters = words.trim().chars();
        characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
    }
}

/// The settings of a program.
pub(super) fn settings(files: &Files, entry: &Entry) -> String {
    files.read(entry, 1024 * 1024).map(|bytes| crate::decode(&bytes).text).unwrap_or_default()
}

/// The value of a setting at the left edge of a file, in YAML or TOML.
fn setting(line: &str, names: &[&str]) -> Option<String> {
    let (key, value) = line.split_once([':', '='])?;
    names.contains(&key.trim_end()).then_some(())?;
    let value = value.trim();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''));
    let value = match quote {
        Some(quote) => value[1..].split(quote).next().unwrap_or_default(),
        None => value.split(" #").next().unwrap_or_default().trim(),
    };
    (!value.is_empty()).then(|| value.to_owned())
}

/// The name of an article in the source: its own id where it comes from Galley, else its place in the folder, so
/// that a folder and an archive of it say the same.
pub(crate) fn source_id(files: &Files, path: &str, id: Option<&ArticleId>) -> String {
    match id {
        Some(id) => format!("galley:{id}"),
        None if files.is_archive() => format!("file:{path}"),
        None => format!("file:{}/{path}", files.name),
    }
}

/// The first pass over one file: where it lies and what it is called.
pub(crate) fn outline(files: &Files, entry: &Entry, site: &Site, outline: &mut Outline) {
    if outline.title.is_empty() {
        outline.title = if site.title.is_empty() { files.name.clone() } else { site.title.clone() };
        outline.links.add_host(&site.base_url);
    }
    let path = &entry.path;
    let head = files.read_with(entry, |reader| {
        let mut head = Vec::new();
        reader.take(256 * 1024).read_to_end(&mut head).map(|_| head)
    });
    // What cannot be read is told by the second pass.
    let Ok(Ok(head)) = head else { return };
    let (mut item, _) = read_front(&head, path);
    let source = outline.links.add_source(&source_id(files, path, item.id.as_ref()));
    let addressed = super::fields::lift(&mut item, path);
    site.complete(&mut item, path, addressed, &head);
    for address in &item.addresses {
        outline.links.add(address, source);
    }
    outline.links.add_path(path, source);
    let stem = path.rsplit_once('.').map_or(&**path, |(stem, _)| stem);
    let bundle = stem.strip_suffix("/index").or_else(|| stem.strip_suffix("/_index"));
    let place = bundle.unwrap_or(stem);
    outline.links.add_path(place, source);
    outline.links.add_path(site.inside(path), source);
    outline.links.add_path(site.inside(place), source);
    outline.links.add_note(place.rsplit('/').next().unwrap_or(place), source);
    if let Some(aliases) = item.metadata.custom.get("aliases") {
        let names: Vec<String> = serde_json::from_str(aliases).unwrap_or_else(|_| vec![aliases.clone()]);
        names.iter().for_each(|name| outline.links.add_note(name, source));
    }
}

/// Where the links of one file lead.
pub(super) struct Places<'a> {
    pub(super) outline: &'a Outline,
    pub(super) known: &'a dyn Known,
    pub(super) site: &'a Site,
    pub(super) path: &'a str,
    /// The address of the article itself.
    pub(super) address: Option<String>,
}

impl Places<'_> {
    fn to(&self, source: Option<&str>) -> Option<String> {
        self.known.article(source?).map(|id| format!("article:{id}"))
    }

    fn by_path(&self, path: &str) -> Option<String> {
        let path = path.trim_end_matches('/');
        self.to(self.outline.links.by_path(path))
    }

    /// The article an address in the text leads to, and the place in it.
    pub(super) fn by_address(&self, address: &str) -> Option<String> {
        let article = self.article_at(address)?;
        let place = address.split_once('#').map_or("", |(_, place)| place);
        let whole =
            !place.is_empty() && !place.contains(|it: char| it.is_whitespace() || "()<>".contains(it));
        Some(if whole { format!("{article}#{place}") } else { article })
    }

    fn article_at(&self, address: &str) -> Option<String> {
        let plain = address.split(['#', '?']).next().unwrap_or_default();
        if plain.is_empty() || plain.starts_with("article:") {
            return None;
        }
        if let Some(path) = plain.strip_prefix("@/") {
            return self.by_path(&format!("{}content/{path}", self.site.root)).or_else(|| self.by_path(path));
        }
        if feed::web(plain).is_some() || plain.starts_with('/') {
            let below = || plain.strip_prefix('/').and_then(|path| self.by_path(path));
            return self.to(self.outline.links.by_address(address)).or_else(below);
        }
        if plain.contains(':') {
            return None;
        }
        let beside =
            pictures::inside(plain.trim_end_matches('/'), self.path).and_then(|path| self.by_path(&path));
        let below = || {
            let own = self.address.as_deref()?;
            let folder =
                if own.ends_with('/') { own.to_owned() } else { own.rsplit_once('/')?.0.to_owned() + "/" };
            let joined = pictures::inside(plain.trim_end_matches('/'), folder.trim_start_matches('/'))?;
            self.to(self.outline.links.by_address(&format!("/{joined}")))
        };
        beside.or_else(below)
    }
}

impl habits::Places for Places<'_> {
    fn article(&self, name: &str) -> Option<String> {
        let name = percent_decoded(name).unwrap_or_else(|| name.to_owned());
        let name = name.trim().trim_start_matches('/');
        let bare = name.strip_suffix(".md").unwrap_or(name);
        let dated = || {
            let posts = ["_posts/", "_drafts/"].map(|folder| format!("{}{folder}{bare}", self.site.root));
            posts.into_iter().find_map(|path| self.by_path(&path))
        };
        self.by_path(name)
            .or_else(|| pictures::inside(name, self.path).and_then(|path| self.by_path(&path)))
            .or_else(|| self.by_path(bare))
            .or_else(dated)
            .or_else(|| self.to(self.outline.links.by_note(bare)))
    }

    fn has_notes(&self) -> bool {
        self.site.generator.is_none()
    }
}
