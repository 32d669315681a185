//! What a window starts from.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use super::display::Display;
use super::driver::{Browser, Driven};
use super::galley::{FIND, GalleyWindow};
use crate::program::{Galley, program, temporary_folder};

/// What a window starts from: a library (not there at first) and a home of its own.
pub struct Setup {
    folder: TempDir,
}

impl Default for Setup {
    fn default() -> Self {
        Self::new()
    }
}

impl Setup {
    /// Nothing yet: the first start makes the sample library.
    #[must_use]
    pub fn new() -> Self {
        Self { folder: temporary_folder() }
    }

    /// The library's folder.
    #[must_use]
    pub fn library(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    /// A folder for what is exported and the like.
    #[must_use]
    pub fn outside(&self) -> PathBuf {
        let folder = self.folder.path().join("outside");
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        folder
    }

    /// The command `galley` on the same library.
    #[must_use]
    pub fn galley(&self) -> Galley {
        Galley::on(&self.library())
    }

    /// Makes the library with these articles, by title and text.
    pub fn library_with(&self, articles: &[(&str, &str)]) {
        let _ = self.galley().run(&["init"]).exits(0);
        for (title, text) in articles {
            let _ = self.galley().run(&["new", "--title", title, "--file", &self.file(text)]).exits(0);
        }
    }

    /// Writes a file outside the library and answers its path.
    #[must_use]
    pub fn file(&self, text: &str) -> String {
        let path = self.folder.path().join("text.md");
        std::fs::write(&path, text).expect("a file can be written");
        path.to_string_lossy().into_owned()
    }

    /// The titles in the library, newest first, as the command line lists them.
    #[must_use]
    pub fn titles_in_library(&self) -> Vec<String> {
        let listed = self.galley().run(&["--json", "list"]).exits(0).json();
        let titles = listed.as_array().into_iter().flatten().filter_map(|article| article["title"].as_str());
        titles.map(str::to_owned).collect()
    }

    /// The article with this title, as the command line shows it.
    #[track_caller]
    #[must_use]
    pub fn article(&self, title: &str) -> Value {
        let listed = self.galley().run(&["--json", "list"]).exits(0).json();
        let found = listed.as_array().into_iter().flatten().find(|article| article["title"] == title);
        let Some(id) = found.and_then(|article| article["id"].as_str()) else {
            panic!("“{title}” is not in the library: {listed}")
        };
        self.galley().run(&["show", id, "--as", "json"]).exits(0).json()
    }

    /// The text of the article with this title, without white space at its end.
    #[track_caller]
    #[must_use]
    pub fn body_of(&self, title: &str) -> String {
        self.article(title)["body"].as_str().unwrap_or_default().trim_end().to_owned()
    }

    /// Opens the window.
    #[must_use]
    pub fn open(&self, display: &Display) -> GalleyWindow {
        self.open_with(display, &[])
    }

    /// Opens the window with more in its environment.
    #[must_use]
    pub fn open_with(&self, display: &Display, environment: &[(&str, &str)]) -> GalleyWindow {
        let window = self.open_anything_with(display, environment);
        window.until(
            "the window is there",
            &format!("{FIND} return named('listbox,grid', 'Articles')[0]"),
            &[],
        );
        window
    }

    /// Opens the window on a library that may not open.
    #[must_use]
    pub fn open_anything(&self, display: &Display) -> GalleyWindow {
        self.open_anything_with(display, &[])
    }

    /// The same with more in its environment.
    #[must_use]
    pub fn open_anything_with(&self, display: &Display, environment: &[(&str, &str)]) -> GalleyWindow {
        let mut all = vec![("GALLEY_LIBRARY".to_owned(), self.library().to_string_lossy().into_owned())];
        all.extend(environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let home = self.folder.path().join("home");
        GalleyWindow::new(Browser::open(display, &Driven::Program(&program("galley-desktop")), &home, &all))
    }

    /// Opens WebKit's own small browser, for what was exported.
    #[must_use]
    pub fn plain_browser(&self, display: &Display) -> Browser {
        Browser::open(display, &Driven::Plain, &self.folder.path().join("browser"), &[])
    }

    /// The same for a reader who prefers dark pages.
    #[must_use]
    pub fn dark_browser(&self, display: &Display) -> Browser {
        let theme = [("GTK_THEME".to_owned(), "Adwaita:dark".to_owned())];
        Browser::open(display, &Driven::Plain, &self.folder.path().join("dark-browser"), &theme)
    }

    /// The folder that everything is in.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}
