//! Addresses within a site: where a file lies, what its address is, and how one page links to another.
//!
//! A path is safe on every file system: segments as [`crate::safe_name::safe_segment`] makes them, and no two
//! files whose names differ by case or normalisation only. Links are relative, so that a site works below any
//! address; where the publication has none they name `index.html`, so that it works from a folder as well.

use std::collections::HashSet;
use std::fmt::Write as _;

use model::article::Kind;
use model::{Language, Metadata, Slug};
use unicode_normalization::UnicodeNormalization as _;

use crate::address::percent_encode;
use crate::safe_name::safe_segment;

/// The file that stands for its folder.
pub const INDEX: &str = "index.html";

/// Where a file of the site lies, and its address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    path: String,
    encoded: String,
}

impl Address {
    /// The address of the file at a path: safe segments joined by slashes.
    #[must_use]
    pub fn new(path: impl Into<String>) -> Self {
        let path = path.into();
        let mut encoded = String::with_capacity(path.len());
        for (index, segment) in path.split('/').enumerate() {
            if index > 0 {
                encoded.push('/');
            }
            encoded.push_str(&percent_encode(segment));
        }
        Self { path, encoded }
    }

    /// The address of a folder by its `index.html`; empty for the site's own.
    #[must_use]
    pub fn folder(path: &str) -> Self {
        if path.is_empty() { Self::new(INDEX) } else { Self::new(format!("{path}/{INDEX}")) }
    }

    /// The path of the file, below the folder of the site.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The address below the site's base, percent-encoded: a folder's ends in a slash, the site's own is empty.
    #[must_use]
    pub fn url(&self) -> &str {
        match self.encoded.strip_suffix(INDEX) {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => &self.encoded,
        }
    }

    /// The way from here to the site's root: `../../`, or nothing.
    #[must_use]
    pub fn to_root(&self) -> String {
        "../".repeat(self.path.matches('/').count())
    }
}

/// How pages of a site link to one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    base: Option<String>,
}

impl Links {
    /// `base` is the publication's address with its slash, where it has one.
    #[must_use]
    pub fn new(base: Option<String>) -> Self {
        Self { base }
    }

    /// The publication's address with its slash.
    #[must_use]
    pub fn base(&self) -> Option<&str> {
        self.base.as_deref()
    }

    /// The path of the site's root on its host, with a slash at both ends; `/` where nobody knows.
    #[must_use]
    pub fn root_path(&self) -> String {
        let base = self.base.as_deref().and_then(|base| url::Url::parse(base).ok());
        base.map_or_else(|| "/".to_owned(), |base| base.path().to_owned())
    }

    /// The link to a file from a page that is `to_root` away from the root.
    #[must_use]
    pub fn from(&self, to_root: &str, to: &Address) -> String {
        let tail = if self.base.is_some() { to.url() } else { &to.encoded };
        if tail.is_empty() && to_root.is_empty() { "./".to_owned() } else { format!("{to_root}{tail}") }
    }

    /// The absolute address of a file.
    #[must_use]
    pub fn absolute(&self, to: &Address) -> Option<String> {
        self.base.as_ref().map(|base| format!("{base}{}", to.url()))
    }
}

/// What the placeholders of a pattern stand for. Empty: not known.
#[derive(Debug, Clone, Default)]
pub struct Placeholders<'a> {
    /// `{slug}`.
    pub slug: &'a str,
    /// `{year}`, `{month}` and `{day}`.
    pub date: Option<(i16, i8, i8)>,
    /// `{section}`.
    pub section: &'a str,
    /// `{lang}`.
    pub language: &'a str,
}

/// The path that a pattern gives an article. A pattern without `{slug}` gets it at its end; a segment in which
/// nothing is left is left out; what does not end in `.html` becomes a folder.
#[must_use]
pub fn expand(pattern: &str, values: &Placeholders<'_>) -> String {
    let mut pattern = pattern.trim().trim_matches('/').to_owned();
    if !pattern.contains("{slug}") {
        let joint = if pattern.is_empty() { "" } else { "/" };
        pattern = format!("{}{joint}{{slug}}", pattern.trim_end_matches(".html"));
    }
    let page = pattern.ends_with(".html");
    let pattern = pattern.strip_suffix(".html").unwrap_or(&pattern);
    let (year, month, day) = match values.date {
        Some((year, month, day)) => (format!("{year:04}"), format!("{month:02}"), format!("{day:02}")),
        None => Default::default(),
    };
    let language = values.language.to_ascii_lowercase();
    let mut segments: Vec<String> = pattern
        .split('/')
        .map(|segment| {
            let filled = segment
                .replace("{year}", &year)
                .replace("{month}", &month)
                .replace("{day}", &day)
                .replace("{section}", values.section)
                .replace("{lang}", &language)
                .replace("{slug}", values.slug);
            safe_segment(&filled)
        })
        .filter(|segment| !segment.is_empty())
        .collect();
    if page {
        if let Some(last) = segments.last_mut() {
            last.push_str(".html");
        }
    } else {
        segments.push(INDEX.to_owned());
    }
    segments.join("/")
}

/// The path that a publication's pattern gives an article; `section` is the slug of its section, empty for none.
#[must_use]
pub fn path_of(
    pattern: &str,
    metadata: &Metadata,
    slug: &Slug,
    language: &Language,
    section: &str,
) -> String {
    let date = metadata.published_at.map(|moment| {
        let zoned = moment.zoned();
        (zoned.year(), zoned.month(), zoned.day())
    });
    let values = Placeholders { slug: slug.as_str(), date, section, language: language.as_str() };
    let pattern = pattern.trim();
    match metadata.kind {
        Kind::Post => expand(pattern, &values),
        Kind::Page if pattern.ends_with(".html") => expand("{slug}.html", &values),
        Kind::Page => expand("{slug}/", &values),
    }
}

/// The path of an old address, if a file can stand there that answers for it: safe as it is, and HTML by its
/// name.
#[must_use]
pub fn old_path(written: &str) -> Option<String> {
    if written.contains(['?', '#', '\\']) {
        return None;
    }
    let decoded: String = decode(written)?.nfc().collect();
    let inner = decoded.trim_matches('/');
    let is_safe = |segment: &str| !segment.is_empty() && safe_segment(segment) == segment;
    let safe = inner.split('/').all(is_safe);
    let last = inner.rsplit('/').next().unwrap_or_default();
    match last.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()) {
        _ if !safe => None,
        Some(extension) if extension == "html" || extension == "htm" => Some(inner.to_owned()),
        // Served by its name, such a file would not be read as a page.
        Some(extension) if is_known_extension(&extension) => None,
        _ => Some(format!("{inner}/{INDEX}")),
    }
}

fn is_known_extension(extension: &str) -> bool {
    (1..=5).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        if *first == b'%' {
            let hex = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

/// The places that are taken, as a file system sees them that knows no case and no normalisation forms.
#[derive(Debug, Default)]
pub struct Taken {
    files: HashSet<String>,
    folders: HashSet<String>,
}

impl Taken {
    /// Takes a place for a file; `false` where another file or folder has it.
    pub fn take(&mut self, path: &str) -> bool {
        let folded = fold(path);
        let folders = || folded.match_indices('/').map(|(at, _)| &folded[..at]);
        let clash = self.files.contains(&folded)
            || self.folders.contains(&folded)
            || folders().any(|folder| self.files.contains(folder));
        if clash {
            return false;
        }
        for folder in folders() {
            if !self.folders.contains(folder) {
                self.folders.insert(folder.to_owned());
            }
        }
        self.files.insert(folded)
    }

    /// Takes a folder with all that will ever be in it.
    pub fn take_folder(&mut self, path: &str) {
        self.files.insert(fold(path));
    }

    /// Takes this place or, where it is taken, the next free one with a number.
    pub fn take_free(&mut self, path: &str) -> String {
        let path = self.in_free_folders(path);
        if self.take(&path) {
            return path;
        }
        let (stem, end) = match path.strip_suffix(INDEX).and_then(|folder| folder.strip_suffix('/')) {
            Some(folder) => (folder, format!("/{INDEX}")),
            None => match path.rsplit_once('.') {
                Some((stem, extension)) => (stem, format!(".{extension}")),
                None => (path.as_str(), String::new()),
            },
        };
        let mut number = 2_u64;
        loop {
            let candidate = format!("{stem}-{number}{end}");
            if self.take(&candidate) {
                return candidate;
            }
            number += 1;
        }
    }

    /// The path, with a number at each of its folders that can hold nothing: no number at the end would help.
    fn in_free_folders(&self, path: &str) -> String {
        let Some((folders, name)) = path.rsplit_once('/') else { return path.to_owned() };
        let mut free = String::with_capacity(path.len());
        for folder in folders.split('/') {
            let start = free.len();
            free.push_str(folder);
            let mut number = 2_u64;
            while self.files.contains(&fold(&free)) {
                free.truncate(start);
                let _ = write!(free, "{folder}-{number}");
                number += 1;
            }
            free.push('/');
        }
        free + name
    }
}

fn fold(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    // Up and down again, so that letters with two small forms become one.
    path.to_uppercase().to_lowercase().nfd().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Placeholders<'static> {
        Placeholders { slug: "the-bridge", date: Some((2026, 3, 1)), section: "town", language: "en-GB" }
    }

    #[test]
    fn a_pattern_gives_each_article_its_place() {
        for (pattern, path) in [
            ("{slug}/", "the-bridge/index.html"),
            ("", "the-bridge/index.html"),
            ("/{year}/{month}/{slug}.html", "2026/03/the-bridge.html"),
            ("{lang}/{section}/{slug}", "en-gb/town/the-bridge/index.html"),
            ("blog", "blog/the-bridge/index.html"),
            ("../../{slug}", "the-bridge/index.html"),
            ("con/{slug}", "_con/the-bridge/index.html"),
        ] {
            assert_eq!(expand(pattern, &values()), path, "{pattern}");
        }
        let undated = Placeholders { date: None, section: "", ..values() };
        assert_eq!(expand("{year}/{section}/{slug}/", &undated), "the-bridge/index.html");
    }

    #[test]
    fn below_what_is_taken_whole_another_folder_is_found() {
        let mut taken = Taken::default();
        taken.take_folder("archive");
        assert!(taken.take("2026"));
        assert_eq!(taken.take_free("Archive/one/index.html"), "Archive-2/one/index.html");
        assert_eq!(taken.take_free("archive/one/index.html"), "archive-2/one-2/index.html");
        assert_eq!(taken.take_free("2026/index.html"), "2026-2/index.html");
    }

    #[test]
    fn links_are_relative_and_name_the_file_only_where_nothing_serves_it() {
        let article = Address::new("2026/باغ/index.html");
        let home = Address::folder("");
        let served = Links::new(Some("https://example.org/blog/".into()));
        assert_eq!(served.from(&home.to_root(), &article), "2026/%D8%A8%D8%A7%D8%BA/");
        assert_eq!(served.from(&article.to_root(), &home), "../../");
        assert_eq!(served.from("", &home), "./");
        assert_eq!(served.absolute(&home).as_deref(), Some("https://example.org/blog/"));
        let alone = Links::new(None);
        assert_eq!(alone.from(&article.to_root(), &home), "../../index.html");
        assert_eq!(alone.absolute(&home), None);
    }

    #[test]
    fn an_old_address_keeps_its_place_if_it_is_a_safe_one() {
        for (written, path) in [
            ("/2019/04/old.html", Some("2019/04/old.html")),
            ("/2019/old/", Some("2019/old/index.html")),
            ("%D8%A8%D8%A7%D8%BA", Some("باغ/index.html")),
            ("/../../etc/passwd", None),
            ("/%2e%2e/x", None),
            ("a//b", None),
            ("?p=12", None),
            ("old.php", None),
            ("CON/x", None),
            (".git/config", None),
            ("%ff", None),
            ("/", None),
        ] {
            assert_eq!(old_path(written).as_deref(), path, "{written}");
        }
    }

    #[test]
    fn no_two_files_share_a_place_on_any_file_system() {
        let mut taken = Taken::default();
        taken.take_folder("tags");
        assert_eq!(taken.take_free("tags/index.html"), "tags-2/index.html");
        assert_eq!(taken.take_free("Σας.html"), "Σας.html");
        assert_eq!(taken.take_free("ΣΑΣ.html"), "ΣΑΣ-2.html");
        assert_eq!(taken.take_free("caf\u{e9}/index.html"), "caf\u{e9}/index.html");
        assert_eq!(taken.take_free("CAFE\u{301}/index.html"), "CAFE\u{301}-2/index.html");
        assert_eq!(taken.take_free("a/b.html"), "a/b.html");
        assert_eq!(taken.take_free("A"), "A-2");
    }
}
