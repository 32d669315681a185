//! Where a fragment goes, and what that place takes.

use crate::resolver::PicturesAs;

/// A place that fragments are pasted into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Profile {
    /// Any: clean semantic HTML.
    #[default]
    Plain,
    /// Blogger's editor, in its HTML view.
    Blogger,
    /// WordPress's classic editor, in its text view, and everything that takes its HTML.
    WordPress,
    /// WordPress's block editor, in its code view.
    WordPressBlocks,
    /// A newsletter: mail programs.
    Email,
}

/// How notes stand in a fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Footnotes {
    /// Numbers lead to notes and back.
    Linked,
    /// Numbers and notes without links: the place rewrites or drops links within a page.
    Numbered,
}

impl Profile {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Plain, Self::Blogger, Self::WordPress, Self::WordPressBlocks, Self::Email];

    /// The word for it on the command line and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Blogger => "blogger",
            Self::WordPress => "wordpress",
            Self::WordPressBlocks => "wordpress-blocks",
            Self::Email => "email",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Plain => "plain HTML",
            Self::Blogger => "Blogger",
            Self::WordPress => "WordPress",
            Self::WordPressBlocks => "WordPress blocks",
            Self::Email => "e-mail",
        }
    }

    /// How many levels headings are lowered: the place writes the title itself, as a heading of the first level.
    #[must_use]
    pub fn heading_offset(self) -> u8 {
        match self {
            // Blogger's own themes write a post's title as an `h3` in lists and an `h2` alone.
            Self::Blogger => 2,
            Self::Plain | Self::WordPress | Self::WordPressBlocks | Self::Email => 1,
        }
    }

    /// Where pictures are shown from, unless somebody says otherwise.
    #[must_use]
    pub fn pictures(self) -> PicturesAs {
        match self {
            Self::Plain => PicturesAs::Data,
            Self::Blogger | Self::WordPress | Self::WordPressBlocks | Self::Email => PicturesAs::Addresses,
        }
    }

    /// How notes stand.
    #[must_use]
    pub fn footnotes(self) -> Footnotes {
        match self {
            Self::Plain | Self::WordPress | Self::WordPressBlocks => Footnotes::Linked,
            Self::Blogger | Self::Email => Footnotes::Numbered,
        }
    }
}
