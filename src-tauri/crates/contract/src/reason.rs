//! What lies behind an error, for a window that says it in its own language.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What happened, and to what. The window has a text for each; whoever has none shows the error's message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// There is no library at that place.
    LibraryMissing {
        /// Where.
        path: String,
    },
    /// The folder holds no library, or one of another program.
    NotALibrary {
        /// Which folder.
        path: String,
    },
    /// A library was to be made where one is.
    AlreadyThere {
        /// Where.
        path: String,
    },
    /// A library was to be made in a folder with other things in it.
    NotEmpty {
        /// Which folder.
        path: String,
    },
    /// Something may not be read.
    Unreadable {
        /// What.
        path: String,
    },
    /// A library was written by a newer version.
    NewerVersion {
        /// Which.
        path: String,
    },
    /// The database is not what was written.
    Damaged {
        /// Which.
        path: String,
        /// The newest good backup, or nothing.
        backup: String,
    },
    /// The text of an article or a revision is not what was saved.
    TextDamaged,
    /// A picture is not what was added.
    PictureDamaged {
        /// Its file.
        name: String,
    },
    /// Another program holds the library.
    Busy {
        /// Which.
        path: String,
    },
    /// No space is left.
    Full {
        /// On the disk of what.
        path: String,
    },
    /// The disk failed.
    DiskFailed {
        /// With what.
        path: String,
    },
    /// The library was moved, removed or replaced while it was open.
    Gone {
        /// Which.
        path: String,
    },
    /// Somebody else saved since.
    Stale,
    /// An address belongs to another article.
    SlugTaken {
        /// The address.
        slug: String,
        /// One that is free.
        suggestion: String,
    },
    /// The article is not in the library.
    ArticleMissing,
    /// The picture is not in the library.
    PictureMissing,
    /// A file without content was to become a picture.
    PictureEmpty {
        /// Its name.
        name: String,
    },
    /// A picture has too many bytes.
    PictureTooLarge {
        /// Its name.
        name: String,
        /// The most that is taken, in megabytes.
        most: u32,
    },
    /// A file is no picture of a kind that is known.
    NotAPicture {
        /// Its name.
        name: String,
    },
    /// A picture is broken.
    PictureBroken {
        /// Its name.
        name: String,
    },
    /// A picture has too many pixels.
    PictureTooManyPixels {
        /// Its name.
        name: String,
        /// Across.
        width: u32,
        /// Down.
        height: u32,
        /// The most that is taken, in millions.
        most: u32,
    },
    /// A picture is shown somewhere and is not thrown away.
    PictureInUse {
        /// Its name.
        name: String,
    },
    /// What arrived of a picture does not go together.
    PictureTorn,
    /// A text is longer than an article can be.
    TextTooLong {
        /// The most that an article holds, in megabytes.
        most: u32,
    },
    /// A run was ended before it was finished.
    Stopped,
    /// A file is in the way.
    FileExists {
        /// Which.
        path: String,
    },
    /// A file could not be read.
    FileUnreadable {
        /// Which.
        path: String,
    },
    /// A folder was given for a file.
    IsAFolder {
        /// Which.
        path: String,
    },
    /// What was pasted is no text.
    PasteNoText,
    /// What was pasted is too long.
    PasteTooLong {
        /// How long, in megabytes.
        size: u32,
        /// The most that is taken, in megabytes.
        most: u32,
    },
    /// More than one word, or none, was to be learnt.
    NoSingleWord {
        /// What was given.
        word: String,
    },
    /// The program made a mistake.
    Mistake,
}
