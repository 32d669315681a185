//! Media on the wire.

use crate::wire;

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
    }
}
