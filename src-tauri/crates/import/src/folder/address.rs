//! The addresses that Hugo, Jekyll and Zola give their articles: readers know them, so they lead here from then on.

use markup::front_matter;
use model::{Kind, Slug};
use serde_json::{Map, Value};

use super::fields::json_as_yaml;
use super::site::{Generator, settings};
use crate::Item;
use crate::files::{Entry, Files};
use crate::source::ending;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How a site makes addresses.
#[derive(Debug, Clone, Default)]
pub(super) struct Addresses {
    /// The pattern of Jekyll for what has none of its own.
    pattern: String,
    /// The patterns of Jekyll for parts of a site.
    defaults: Vec<Scoped>,
    /// The patterns of Hugo, by section.
    sections: Map<String, Value>,
    /// Whether Hugo makes files rather than folders.
    files: bool,
}

/// A pattern of Jekyll's for the files of a folder, of a kind, or both.
#[derive(Debug, Clone, Default)]
struct Scoped {
    /// The folder, without slashes around it; empty: everywhere. A part may be `*`.
    path: String,
    /// `posts`, `drafts`, `pages` or the name of a collection; empty: of every kind.
    kind: String,
    pattern: String,
}

impl Scoped {
    fn holds(&self, folder: &str, kind: &str) -> bool {
        let mut parts = folder.split('/');
        let inside = self.path.is_empty()
            || self
                .path
                .split('/')
                .all(|wanted| parts.next().is_some_and(|part| wanted == "*" || wanted == part));
        inside && (self.kind.is_empty() || self.kind == kind)
    }

    /// What goes before what: the longer path, then the one that names a kind.
    fn rank(&self) -> (usize, bool) {
        (self.path.split('/').filter(|part| !part.is_empty()).count(), !self.kind.is_empty())
    }
}

/// The patterns in Jekyll's `defaults` and `collections`.
fn scoped(text: &str, kind: &str) -> Vec<Scoped> {
    let word = |value: Option<&Value>| {
        let word = value.and_then(Value::as_str).unwrap_or_default();
        word.trim_matches('/').to_owned()
    };
    let collections = table(text, kind, Some("collections"));
    let mut found: Vec<Scoped> = collections
        .iter()
        .map(|(name, about)| {
            let chosen = about.get("permalink").and_then(Value::as_str);
            let pattern = chosen.unwrap_or("/:collection/:path:output_ext").to_owned();
            Scoped { path: String::new(), kind: name.clone(), pattern }
        })
        .collect();
    let Some(Value::Array(defaults)) = entry(text, kind, "defaults") else { return found };
    for default in &defaults {
        let (scope, values) = (default.get("scope"), default.get("values"));
        let pattern = values.and_then(|values| values.get("permalink")).and_then(Value::as_str);
        if let (Some(scope), Some(pattern)) = (scope, pattern) {
            let (path, kind) = (word(scope.get("path")), word(scope.get("type")));
            found.push(Scoped { path, kind, pattern: pattern.to_owned() });
        }
    }
    found
}

/// What Jekyll calls the files of a folder.
fn jekyll_kind(folder: &str) -> &str {
    folder.split('/').rev().find_map(|part| part.strip_prefix('_')).unwrap_or("pages")
}

/// Where an article lies and what its file is called.
pub(super) struct Named<'a> {
    /// Its folder, without slashes around it.
    pub(super) folder: &'a str,
    /// The name of its file, without date and ending.
    pub(super) file: &'a str,
    /// Whether its author chose the slug.
    pub(super) chosen: bool,
}

impl Addresses {
    /// Reads the settings of a program. `value` answers simple ones.
    pub(super) fn of(files: &Files, entry: &Entry, text: &str, value: &dyn Fn(&[&str]) -> String) -> Self {
        let mut sections = table(text, &ending(&entry.path), Some("permalinks"));
        // Hugo's settings may lie apart: `config/_default/permalinks.toml`.
        if let Some((folder, _)) = entry.path.rsplit_once('/') {
            for kind in ["toml", "yaml", "yml", "json"] {
                if let Some(apart) = files.find(&format!("{folder}/permalinks.{kind}")) {
                    sections.extend(table(&settings(files, apart), kind, None));
                }
            }
        }
        // Newer settings tell pages and lists of them apart.
        if let Some(Value::Object(pages)) = sections.remove("page") {
            sections.extend(pages);
        }
        Self {
            pattern: value(&["permalink"]),
            defaults: scoped(text, &ending(&entry.path)),
            sections,
            files: value(&["uglyURLs", "uglyurls", "uglyUrls"]) == "true",
        }
    }

    /// The address the program gives an article.
    pub(super) fn of_article(&self, item: &Item, generator: Generator, named: &Named<'_>) -> Option<String> {
        match generator {
            Generator::Jekyll => self.of_jekyll(item, named),
            Generator::Hugo => self.of_hugo(item, named),
            Generator::Zola => {
                let slug = item.metadata.slug.as_ref()?.as_str();
                Some(joined(&[named.folder, slug], "/"))
            }
        }
    }

    fn of_hugo(&self, item: &Item, named: &Named<'_>) -> Option<String> {
        let slug = item.metadata.slug.as_ref()?.as_str();
        let end = if self.files { ".html" } else { "/" };
        let section = named.folder.split('/').next().unwrap_or_default();
        let key = if section.is_empty() { "/" } else { section };
        let Some(pattern) = self.sections.get(key).and_then(Value::as_str) else {
            return Some(joined(&[named.folder, slug], end));
        };
        let title = Slug::from_text(&item.metadata.title);
        let title = title.as_ref().map_or(slug, Slug::as_str);
        let own = if named.chosen { slug } else { title };
        let filled = dated(pattern, item)?
            .replace(":slugorcontentbasename", slug)
            .replace(":slugorfilename", slug)
            .replace(":contentbasename", named.file)
            .replace(":filename", named.file)
            .replace(":slug", own)
            .replace(":title", title)
            .replace(":sections[last]", named.folder.rsplit('/').next().unwrap_or_default())
            .replace(":sections[1:]", named.folder.split_once('/').map_or("", |(_, rest)| rest))
            .replace(":sections", named.folder)
            .replace(":section", section);
        finished(filled.trim_end_matches('/'), end)
    }

    fn of_jekyll(&self, item: &Item, named: &Named<'_>) -> Option<String> {
        let slug = item.metadata.slug.as_ref()?.as_str();
        let own = if named.chosen { slug } else { named.file };
        let kind = jekyll_kind(named.folder);
        let fitting = self.defaults.iter().filter(|scoped| scoped.holds(named.folder, kind));
        let chosen = fitting.max_by_key(|scoped| scoped.rank()).map(|scoped| &*scoped.pattern);
        if item.metadata.kind == Kind::Page && chosen.is_none() {
            // As Jekyll itself ends the addresses of pages.
            let end = match &*self.pattern {
                "pretty" => "/",
                "" | "date" | "ordinal" | "none" => ".html",
                pattern if pattern.ends_with('/') => "/",
                pattern if pattern.ends_with(":output_ext") => ".html",
                _ => "",
            };
            return Some(joined(&[named.folder, own], end));
        }
        let pattern = match chosen.unwrap_or(&self.pattern) {
            "" | "date" => "/:categories/:year/:month/:day/:title:output_ext",
            "pretty" => "/:categories/:year/:month/:day/:title/",
            "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
            "none" => "/:categories/:title:output_ext",
            chosen => chosen,
        };
        let metadata = &item.metadata;
        let several = metadata.custom.get("categories").map(|names| names.split(", ").collect::<Vec<_>>());
        let categories = several.unwrap_or_else(|| metadata.section.iter().map(String::as_str).collect());
        let slugs: Vec<String> =
            categories.iter().filter_map(|name| Slug::from_text(name).map(|slug| slug.to_string())).collect();
        let words: Vec<String> = categories.iter().map(|name| name.to_lowercase()).collect();
        let filled = dated(pattern, item)?
            .replace(":slugified_categories", &slugs.join("/"))
            .replace(":categories", &words.join("/"))
            .replace(":collection", kind)
            .replace(":path", &below(named, kind))
            .replace(":basename", named.file)
            .replace(":name", named.file)
            .replace(":title", own)
            .replace(":slug", slug)
            .replace(":output_ext", ".html");
        finished(&filled, "")
    }
}

/// The place of a file below the folder of its collection; of a page, its folder.
fn below(named: &Named<'_>, kind: &str) -> String {
    if kind == "pages" {
        return named.folder.to_owned();
    }
    let (_, inside) = named.folder.split_once(&format!("_{kind}")).unwrap_or(("", ""));
    format!("{inside}/{}", named.file).trim_matches('/').to_owned()
}

/// A pattern with the parts of the date in it; `None` where it asks for a date and there is none.
fn dated(pattern: &str, item: &Item) -> Option<String> {
    const PARTS: [&str; 13] = [
        ":year",
        ":monthname",
        ":month",
        ":day",
        ":yearday",
        ":y_day",
        ":short_year",
        ":i_month",
        ":i_day",
        ":hour",
        ":minute",
        ":second",
        ":short_month",
    ];
    if !PARTS.iter().any(|part| pattern.contains(part)) {
        return Some(pattern.to_owned());
    }
    let date = item.metadata.published_at?.to_string();
    let part = |range: std::ops::Range<usize>| date.get(range);
    let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
    let number = |text: &str| text.trim_start_matches('0').to_owned();
    let name = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    let days = day_of_year(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    // Longer names first, where one begins like another.
    let filled = pattern
        .replace(":yearday", &days.to_string())
        .replace(":year", year)
        .replace(":short_year", &year[2..])
        .replace(":y_day", &format!("{days:03}"))
        .replace(":monthname", &name.to_lowercase())
        .replace(":short_month", &name[..3])
        .replace(":month", month)
        .replace(":i_month", &number(month))
        .replace(":i_day", &number(day))
        .replace(":day", day)
        .replace(":hour", part(11..13)?)
        .replace(":minute", part(14..16)?)
        .replace(":second", part(17..19).unwrap_or("00"));
    Some(filled)
}

fn day_of_year(year: u32, month: usize, day: u32) -> u32 {
    const BEFORE: [u32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    BEFORE.get(month.saturating_sub(1)).copied().unwrap_or(0) + day + u32::from(leap && month > 2)
}

fn joined(parts: &[&str], end: &str) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    format!("/{}{end}", parts.join("/"))
}

/// A filled pattern as an address; `None` where it asks for something that is not known here.
fn finished(filled: &str, end: &str) -> Option<String> {
    let parts: Vec<&str> = filled.split('/').filter(|part| !part.is_empty()).collect();
    let end = if filled.ends_with('/') { "/" } else { end };
    (!filled.contains(':') && !parts.is_empty()).then(|| format!("/{}{end}", parts.join("/")))
}

/// A table of the settings: the part under a key, or all of it.
fn table(text: &str, kind: &str, key: Option<&str>) -> Map<String, Value> {
    // Settings are written like the front matter of an article, and read like it.
    let fenced = match kind {
        "toml" => format!("+++\n{text}\n+++\n"),
        "json" => json_as_yaml(text).unwrap_or_default(),
        _ => format!("---\n{}\n---\n", text.trim_start_matches("---").trim()),
    };
    let front = front_matter::split(&fenced).front.unwrap_or_default();
    let custom = front.metadata.custom;
    let Some(key) = key else {
        return custom.into_iter().map(|(key, value)| (key, Value::String(value))).collect();
    };
    match custom.get(key).and_then(|value| serde_json::from_str(value).ok()) {
        Some(Value::Object(table)) => table,
        _ => Map::new(),
    }
}

/// What the settings say under a key.
fn entry(text: &str, kind: &str, key: &str) -> Option<Value> {
    table(text, kind, None)
        .get(key)
        .and_then(Value::as_str)
        .and_then(|value| serde_json::from_str(value).ok())
}

#[cfg(test)]
mod tests {
    use model::Moment;

    use super::*;

    fn item() -> Item {
        let mut item = Item::default();
        item.metadata.title = "The Lamp & Co".to_owned();
        item.metadata.slug = Slug::from_text("lamp");
        item.metadata.section = Some("Night Light".to_owned());
        item.metadata.published_at = Moment::parse("2024-03-06T07:08:09Z");
        item
    }

    #[test]
    fn addresses_of_hugo_follow_its_table_of_permalinks() {
        for (settings, kind) in [
            (
                "title = \"x\"\n[permalinks]\nposts = \"/:year/:monthname/:slugorfilename/\"\nnotes = '/n/:title'\n",
                "toml",
            ),
            (
                "title: x\npermalinks:\n  page:\n    posts: /:year/:monthname/:slugorfilename/\n    notes: /n/:title\n",
                "yaml",
            ),
            (
                "{\n\"permalinks\": {\"posts\": \"/:year/:monthname/:slugorfilename/\", \"notes\": \"/n/:title\"}\n}\n",
                "json",
            ),
        ] {
            let mut addresses =
                Addresses { sections: table(settings, kind, Some("permalinks")), ..Addresses::default() };
            if let Some(Value::Object(pages)) = addresses.sections.remove("page") {
                addresses.sections.extend(pages);
            }
            let of = |folder| {
                let named = Named { folder, file: "lamp", chosen: false };
                addresses.of_article(&item(), Generator::Hugo, &named)
            };
            assert_eq!(of("posts/old").as_deref(), Some("/2024/march/lamp/"), "{kind}");
            assert_eq!(of("notes").as_deref(), Some("/n/the-lamp-co/"), "{kind}");
            assert_eq!(of("other").as_deref(), Some("/other/lamp/"), "{kind}");
        }
    }

    #[test]
    fn addresses_of_jekyll_follow_the_permalinks_of_parts_of_a_site() {
        let settings = "title: x\npermalink: pretty\ncollections:\n  recipes:\n    output: true\n  songs:\n    permalink: /sung/:name/\n\
            defaults:\n  - scope:\n      path: \"\"\n      type: posts\n    values:\n      layout: post\n      permalink: /blog/:title/\n  \
            - scope: {path: news/_posts}\n    values: {permalink: \"/news/:year/:title:output_ext\"}\n  \
            - scope:\n      path: work\n      type: pages\n    values:\n      permalink: /done/:basename/\n";
        let addresses = Addresses {
            pattern: "pretty".to_owned(),
            defaults: scoped(settings, "yml"),
            ..Addresses::default()
        };
        for (folder, kind, address) in [
            ("_posts", Kind::Post, "/blog/Lamp/"),
            ("news/_posts", Kind::Post, "/news/2024/Lamp.html"),
            ("work", Kind::Page, "/done/Lamp/"),
            ("other", Kind::Page, "/other/Lamp/"),
            ("_recipes/sweet", Kind::Post, "/recipes/sweet/Lamp.html"),
            ("_songs", Kind::Post, "/sung/Lamp/"),
            ("_drafts", Kind::Post, "/night light/2024/03/06/Lamp/"),
        ] {
            let mut item = item();
            item.metadata.kind = kind;
            let named = Named { folder, file: "Lamp", chosen: false };
            let made = addresses.of_article(&item, Generator::Jekyll, &named);
            assert_eq!(made.as_deref(), Some(address), "{folder}");
        }
    }

    #[test]
    fn addresses_of_jekyll_follow_its_permalink() {
        for (pattern, address) in [
            ("", "/night light/2024/03/06/Lamp.html"),
            ("pretty", "/night light/2024/03/06/Lamp/"),
            ("ordinal", "/night light/2024/066/Lamp.html"),
            ("none", "/night light/Lamp.html"),
            ("/:slugified_categories/:short_year/:i_month-:i_day/:title", "/night-light/24/3-6/Lamp"),
            ("/blog/:year/:title:output_ext", "/blog/2024/Lamp.html"),
        ] {
            let addresses = Addresses { pattern: pattern.to_owned(), ..Addresses::default() };
            let named = Named { folder: "_posts", file: "Lamp", chosen: false };
            let made = addresses.of_article(&item(), Generator::Jekyll, &named);
            assert_eq!(made.as_deref(), Some(address), "{pattern}");
        }
        let mut undated = item();
        undated.metadata.published_at = None;
        let named = Named { folder: "_posts", file: "Lamp", chosen: false };
        assert_eq!(Addresses::default().of_article(&undated, Generator::Jekyll, &named), None);
        let addresses = Addresses { pattern: "/:what/:title/".to_owned(), ..Addresses::default() };
        assert_eq!(
            addresses.of_article(&item(), Generator::Jekyll, &named),
            None,
            "nobody knows what that is"
        );
    }
}
