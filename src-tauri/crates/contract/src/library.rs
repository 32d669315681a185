//! The library as a whole, its publication, and where the window was.

use std::collections::BTreeMap;

use crate::{Shelf, wire};

wire! {
    /// No arguments, or no answer.
    pub struct Nothing {}

    /// Something the author picked in a dialog. The window holds the token, never the path.
    pub struct Picked {
        /// Names the picked file or folder in later calls.
        pub token: String,
        /// What to show for it.
        pub label: String,
    }

    /// A picked file or folder.
    pub struct PickedRef {
        /// The token of [`Picked`].
        pub token: String,
    }

    /// How large the window shows everything.
    pub struct WindowZoom {
        /// In per cent of what is usual.
        pub percent: u16,
    }

    /// What the system's own dialogs are headed by, in the language of the interface.
    pub struct DialogWords {
        /// Where a folder is chosen.
        pub folder: String,
        /// Where a file is chosen to be imported.
        pub import: String,
        /// Where a picture is chosen.
        pub picture: String,
        /// The files among which it is.
        pub pictures: String,
        /// Where a place is chosen to export to.
        pub save: String,
    }

    /// Whether the window fills the screen.
    pub struct WindowFullScreen {
        /// Whether it does.
        pub on: bool,
    }

    /// Which library is open, or why none is.
    pub struct LibraryState {
        /// The folder, for people.
        pub folder: String,
        /// The open library.
        pub open: Option<LibraryOverview>,
        /// Why none is open: what happened, and what to do.
        pub problem: Option<String>,
        /// Where pictures of the library are loaded from: put a medium's file name behind it.
        pub media_base: String,
    }

    /// The open library at a glance.
    pub struct LibraryOverview {
        /// What the library publishes.
        pub publication: Publication,
        /// Articles by shelf.
        pub counts: Vec<ShelfCount>,
        /// Why nothing can be changed, if it cannot.
        pub read_only: Option<String>,
    }

    /// How many articles stand on a shelf.
    pub struct ShelfCount {
        /// The shelf.
        pub shelf: Shelf,
        /// How many.
        pub count: u32,
    }

    /// What the library publishes.
    pub struct Publication {
        /// The optimistic lock.
        #[ts(type = "number")]
        pub version: i64,
        /// The name.
        pub title: String,
        /// The line under the name.
        pub tagline: String,
        /// Where it is published, or empty.
        pub base_url: String,
        /// BCP 47 tag.
        pub language: String,
        /// Who writes, where an article names nobody.
        pub default_author: String,
        /// Channel, newsletter and the like.
        pub links: Vec<PublicationLink>,
        /// The theme's name.
        pub theme: String,
        /// Quotation marks and dashes by the language's rules.
        pub smart_punctuation: bool,
        /// Whether comments that came with articles are shown, as static text.
        #[serde(default)]
        pub show_comments: bool,
        /// The pattern of addresses on a site: `{slug}`, `{year}`, `{month}`, `{day}`, `{section}`, `{lang}`.
        pub permalink: String,
        /// Articles on one page of a list, 1 to 100.
        pub posts_per_page: u32,
        /// Content hash of the logo's medium.
        #[serde(default)]
        pub logo: Option<String>,
        /// What the author chose among the theme's options.
        #[serde(default)]
        pub theme_options: BTreeMap<String, String>,
        /// Whether articles carry links for sharing them.
        pub share_links: bool,
        /// Pinned ("popular") articles, in order.
        #[serde(default)]
        pub pinned: Vec<String>,
    }

    /// A link the publication shows on its pages.
    pub struct PublicationLink {
        /// What readers see.
        pub label: String,
        /// Where it leads.
        pub url: String,
    }

    /// A change of the publication.
    pub struct PublicationSave {
        /// All of it; its version is the one the change is based on.
        pub publication: Publication,
    }

    /// What a verification found.
    pub struct CheckReport {
        /// How many articles were read and found to be what was written.
        pub articles: u32,
        /// How many revisions.
        pub revisions: u32,
        /// How many media files.
        pub media: u32,
        /// What is wrong, each with what it is about. Empty: all is well.
        pub problems: Vec<String>,
    }

    /// Where the window was: kept in the library, so that it comes back there.
    pub struct Workspace {
        /// The open article.
        pub article: Option<String>,
        /// The shelf that is shown.
        pub shelf: Shelf,
        /// Width of the library pane, in CSS pixels.
        pub library_width: f64,
        /// Width of the list, in CSS pixels.
        pub list_width: f64,
        /// The preview's share of what is left, 0 to 1.
        pub preview_share: f64,
        /// The caret in the open article: UTF-16 offset.
        pub caret: u32,
        /// The first line shown in the editor, from 1.
        pub top_line: u32,
        /// Light, dark, or as the system has it.
        pub appearance: Appearance,
        /// Whether the metadata panel is open.
        pub details_open: bool,
        /// What the author set in the window, by name. Only the window knows what the values mean.
        #[serde(default)]
        pub settings: BTreeMap<String, String>,
    }
}

wire! {
    /// Light or dark.
    pub enum Appearance {
        /// As the system has it.
        System,
        /// Light.
        Light,
        /// Dark.
        Dark,
    }
}
