//! Media on the wire.

use crate::{ArticleSummary, wire};

wire! {
    /// Which medium.
    pub struct MediumRef {
        /// Its content hash.
        pub hash: String,
    }

    /// A picture of the library.
    pub struct Medium {
        /// Its content hash.
        pub hash: String,
        /// `<hash>.<extension>`: behind the media base it is an address, behind `media/` a reference in a text.
        pub file_name: String,
        /// The name it came with.
        pub name: String,
        /// Media type.
        pub media_type: String,
        /// Bytes.
        #[ts(type = "number")]
        pub size: u64,
        /// Pixels.
        pub width: Option<u32>,
        /// Pixels.
        pub height: Option<u32>,
        /// What it shows.
        pub alt: String,
        /// Caption.
        pub caption: String,
        /// Who made it.
        pub credit: String,
    }

    /// Content that was pasted or dropped.
    pub struct MediumContent {
        /// The name it came with, or empty.
        pub name: String,
        /// The bytes in Base64 (RFC 4648, section 4).
        pub content: String,
        /// Where the content is a part of a large picture: which one. Absent: it is all of it.
        #[serde(default)]
        pub part: Option<MediumPart>,
    }

    /// A part of a picture that comes in several, in their order.
    pub struct MediumPart {
        /// Which picture, by a name that the window makes up.
        pub arrival: String,
        /// How many bytes of it came before.
        #[ts(type = "number")]
        pub at: u64,
        /// How many bytes it has.
        #[ts(type = "number")]
        pub of: u64,
    }

    /// A picture that is on its way into the library: the name of its parts, or the token of its file.
    pub struct MediumArrival {
        /// Which.
        pub arrival: String,
    }
}

wire! {
    /// A part of the media.
    pub enum MediaShelf {
        /// All but the trash.
        All,
        /// What no article shows.
        Unused,
        /// The trash.
        Trash,
    }
}

wire! {
    /// Which media.
    pub struct MediumListRequest {
        /// The shelf.
        pub shelf: MediaShelf,
        /// Part of a name, description, caption or credit.
        #[serde(default)]
        pub query: String,
        /// How many to pass over.
        pub offset: u32,
        /// How many at the most (at most 1,000).
        pub limit: u32,
    }

    /// A part of the media.
    pub struct MediumList {
        /// How many there are in all.
        pub total: u32,
        /// This part.
        pub items: Vec<MediumUse>,
    }

    /// A medium and its uses.
    pub struct MediumUse {
        /// The medium.
        pub medium: Medium,
        /// How many articles show it.
        pub articles: u32,
        /// Whether an article or one of its revisions names it: then it does not go for good.
        pub needed: bool,
        /// RFC 3339, if it is in the trash.
        pub trashed_at: Option<String>,
    }

    /// Where a medium is used.
    pub struct MediumUses {
        /// Articles that show it now.
        pub articles: Vec<ArticleSummary>,
        /// Articles that only name it in a revision, or from the trash.
        pub earlier: Vec<ArticleSummary>,
    }

    /// What is said about a medium, for all uses that say nothing of their own.
    pub struct MediumDescribe {
        /// Its content hash.
        pub hash: String,
        /// What it shows.
        pub alt: String,
        /// Caption.
        pub caption: String,
        /// Who made it.
        pub credit: String,
    }

    /// Media to move.
    pub struct MediumRefs {
        /// Their content hashes.
        pub hashes: Vec<String>,
    }

    /// One medium in the place of another, in every article.
    pub struct MediumReplace {
        /// The content hash of the one.
        pub hash: String,
        /// The content hash of the other, which is in the library already.
        pub with: String,
    }
}
