//! Media: pictures and other files, each stored once.

use crate::{ContentHash, Moment};

/// A picture or another file of the library, named by its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medium {
    /// The SHA-256 of its bytes.
    pub hash: ContentHash,
    /// What it is.
    pub kind: MediumKind,
    /// The name it came with, for people; never used as a path.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    /// Width and height in pixels, as shown (after the orientation in its EXIF data), for pictures.
    pub dimensions: Option<(u32, u32)>,
    /// What the picture shows, where a use does not say it.
    pub alt: String,
    /// The caption, where a use does not give one.
    pub caption: String,
    /// Who made it.
    pub credit: String,
    /// When it came into the library.
    pub added_at: Moment,
}

impl Medium {
    /// The name of its file in `media/`, and the end of the reference in a text: `media/<hash>.<extension>`.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}.{}", self.hash, self.kind.extension())
    }
}

/// The kinds of media a library takes in, told by their content, never by their name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediumKind {
    /// JPEG (ISO/IEC 10918-1).
    Jpeg,
    /// PNG (W3C).
    Png,
    /// GIF 87a or 89a.
    Gif,
    /// WebP (RFC 9649).
    WebP,
}

impl MediumKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Jpeg, Self::Png, Self::Gif, Self::WebP];

    /// The media type (RFC 6838).
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
        }
    }

    /// The file name extension, without its dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::WebP => "webp",
        }
    }

    /// The kind that a file with this extension has.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_ascii_lowercase();
        if extension == "jpeg" {
            return Some(Self::Jpeg);
        }
        Self::ALL.into_iter().find(|kind| kind.extension() == extension)
    }

    /// The kind by the first bytes of the content; twelve are enough.
    #[must_use]
    pub fn from_content(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(Self::Png),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            _ => None,
        }
    }
}

/// Reads the reference to a medium in a text, `media/<hash>.<extension>`; `None` for any other address.
#[must_use]
pub fn parse_reference(address: &str) -> Option<(ContentHash, MediumKind)> {
    let (hash, extension) = address.strip_prefix("media/")?.split_once('.')?;
    Some((ContentHash::parse(hash).ok()?, MediumKind::from_extension(extension)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_names_a_hash_and_a_kind_and_nothing_else() {
        let hash = "ab".repeat(32);
        assert!(parse_reference(&format!("media/{hash}.jpg")).is_some());
        for wrong in [
            format!("media/../{hash}.jpg"),
            format!("/media/{hash}.jpg"),
            format!("media/{hash}.svg"),
            format!("media/{hash}"),
            "https://example.org/a.jpg".into(),
        ] {
            assert!(parse_reference(&wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_file_is_known_by_its_content() {
        assert_eq!(MediumKind::from_content(b"\x89PNG\r\n\x1a\n...."), Some(MediumKind::Png));
        assert_eq!(MediumKind::from_content(b"<svg onload=alert(1)>"), None);
        assert_eq!(MediumKind::from_content(b""), None);
    }
}
