//! The files of a theme: those in the program, or a folder of the author's.

use std::collections::BTreeMap;
use std::io::Read as _;

use cap_std::fs::Dir;

use super::{ThemeError, at_file};

/// What a theme says about itself stands in this file.
pub const ABOUT: &str = "theme.toml";

/// The largest file of a theme that is read, in bytes.
const LARGEST: u64 = 512 * 1024;

/// The most files that are read.
const MOST: usize = 100;

/// How deep folders are looked into.
const DEEPEST: usize = 3;

/// A built-in theme: its name and its files by path.
pub struct Embedded {
    /// Its name.
    pub name: &'static str,
    /// Its files: path in the theme, and text.
    pub files: &'static [(&'static str, &'static str)],
}

/// A built-in theme from the files of its own; those that are the same in all of them lie in `themes/shared`.
macro_rules! embedded {
    ($name:literal: $($file:literal),* $(,)?) => {
        embedded!(
            $name: $($file),*;
            "article.html", "opening.html", "closing.html", "contents.html", "picture.html", "cards.html",
            "comments.html", "list.html", "list-opening.html", "terms.html", "archive.html", "search.html",
            "missing.html", "ways.html", "style/text.css", "style/around.css", "style/listing.css",
            "style/print.css"
        )
    };
    ($name:literal: $($file:literal),*; $($shared:literal),*) => {
        Embedded {
            name: $name,
            files: &[
                $(($file, include_str!(concat!("../../themes/", $name, "/", $file))),)*
                $(($shared, include_str!(concat!("../../themes/shared/", $shared)))),*
            ],
        }
    };
}

/// The themes in the program.
pub const BUILT_IN: &[Embedded] = &[
    embedded!(
        "news":
        "theme.toml",
        "masthead.html",
        "colophon.html",
        "style/page.css",
        "style/opening.css",
        "style/closing.css",
        "style/lists.css",
    ),
    embedded!(
        "essay":
        "theme.toml",
        "masthead.html",
        "colophon.html",
        "style/page.css",
        "style/essay.css",
        "style/lists.css",
    ),
];

/// The names of the built-in themes.
#[must_use]
pub fn built_in_names() -> Vec<&'static str> {
    BUILT_IN.iter().map(|theme| theme.name).collect()
}

/// The files of a theme: text by path, with `/`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemeFiles(BTreeMap<String, String>);

impl ThemeFiles {
    /// Files by path.
    #[must_use]
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let owned = |(path, text): (&str, &str)| (path.to_owned(), text.to_owned());
        Self(files.into_iter().map(owned).collect())
    }

    /// The files of a built-in theme.
    #[must_use]
    pub fn built_in(name: &str) -> Option<Self> {
        let theme = BUILT_IN.iter().find(|theme| theme.name == name)?;
        Some(Self::new(theme.files.iter().copied()))
    }

    /// Reads the files of a theme from its folder: `theme.toml`, templates and style sheets. Whatever else lies
    /// there is left alone, and so are links: nothing outside the folder is ever read.
    ///
    /// # Errors
    /// [`ThemeError::File`] where a file cannot be read, is too large or is no UTF-8 text.
    pub fn read(name: &str, folder: &Dir) -> Result<Self, ThemeError> {
        let mut files = BTreeMap::new();
        read_folder(name, folder, "", 0, &mut files)?;
        Ok(Self(files))
    }

    /// The text of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// All files: path and text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The templates: path and text.
    pub(super) fn templates(&self) -> impl Iterator<Item = (&str, &str)> {
        self.iter().filter(|(path, _)| path.ends_with(".html"))
    }

    /// The first line of a file on which a word stands, from 1.
    pub(super) fn line_of(&self, path: &str, word: &str) -> Option<usize> {
        let at = self.get(path)?.lines().position(|line| line.contains(word))?;
        Some(at + 1)
    }
}

fn read_folder(
    theme: &str,
    folder: &Dir,
    below: &str,
    depth: usize,
    files: &mut BTreeMap<String, String>,
) -> Result<(), ThemeError> {
    let failed = |path: &str, error: std::io::Error| {
        at_file(
            theme,
            if path.is_empty() { ABOUT } else { path },
            None,
            &format!("it cannot be read: {error}"),
        )
    };
    for entry in folder.entries().map_err(|error| failed(below, error))? {
        let entry = entry.map_err(|error| failed(below, error))?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = format!("{below}{name}");
        let kind = entry.file_type().map_err(|error| failed(&path, error))?;
        if kind.is_dir() && depth < DEEPEST && !name.starts_with('.') {
            let inside = entry.open_dir().map_err(|error| failed(&path, error))?;
            read_folder(theme, &inside, &format!("{path}/"), depth + 1, files)?;
        } else if kind.is_file() && is_theme_file(&path) {
            if files.len() == MOST {
                return Err(at_file(theme, &path, None, "a theme has at most 100 files"));
            }
            let file = entry.open().map_err(|error| failed(&path, error))?;
            let mut text = String::new();
            let read = file.take(LARGEST + 1).read_to_string(&mut text);
            read.map_err(|error| failed(&path, error))?;
            if text.len() as u64 > LARGEST {
                return Err(at_file(theme, &path, None, "it is larger than 512 KB"));
            }
            files.insert(path, text);
        }
    }
    Ok(())
}

fn is_theme_file(path: &str) -> bool {
    path == ABOUT || [".html", ".css"].iter().any(|extension| path.ends_with(extension))
}
