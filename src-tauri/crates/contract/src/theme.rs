//! Themes on the wire: what can be chosen, and what is wrong with the one in use.

use crate::wire;

wire! {
    /// A theme that can be chosen.
    pub struct ThemeSummary {
        /// What the publication stores.
        pub name: String,
        /// What people read.
        pub title: String,
        /// One sentence about it.
        pub description: String,
        /// Who made it; may be empty.
        pub author: String,
        /// Whether it is the author's own, from the library's folder.
        pub own: bool,
        /// Why it cannot be used now.
        pub problem: Option<String>,
        /// What a publication may choose.
        pub options: Vec<ThemeOption>,
    }

    /// Something a publication may choose.
    pub struct ThemeOption {
        /// What the publication stores it under.
        pub name: String,
        /// What people read.
        pub label: String,
        /// Among what.
        pub kind: ThemeOptionKind,
        /// What holds until somebody chooses. A colour is two: for light pages, a space, for dark pages.
        pub default: String,
        /// What can be chosen; empty for a colour.
        pub choices: Vec<ThemeChoice>,
    }

    /// One of several.
    pub struct ThemeChoice {
        /// What the publication stores.
        pub value: String,
        /// What people read.
        pub label: String,
    }

    /// A copy of a theme to change.
    pub struct ThemeCopy {
        /// The built-in theme.
        pub from: String,
        /// The name of the copy and of its folder: letters, digits, hyphens.
        pub name: String,
    }

    /// Something wrong with the theme in use, or with what was chosen among its options.
    pub struct ThemeProblem {
        /// The file of the theme, where it is in one.
        pub file: Option<String>,
        /// The line in it, from 1.
        pub line: Option<u32>,
        /// The option that cannot be used.
        pub option: Option<String>,
        /// What, and what to do.
        pub message: String,
    }
}

wire! {
    /// Among what a publication chooses.
    pub enum ThemeOptionKind {
        /// A colour, or one for light and one for dark pages.
        Colour,
        /// A type pair.
        Type,
        /// One of several.
        Choice,
    }
}
