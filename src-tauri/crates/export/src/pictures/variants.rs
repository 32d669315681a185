//! The files a picture becomes in a site: up to three widths, in its own format and in WebP beside it.
//!
//! Which files and how they are called follows from the picture's hash and size alone, so that a plan needs no
//! pixels; a file whose name is in the folder already need not be made again.

use model::{ContentHash, MediumKind};

use super::Pictures;

/// The widths that are made, in pixels: a phone, a phone with a fine screen, twice the widest column.
pub const WIDTHS: [u32; 3] = [480, 960, 1_600];

/// A width is left out where the next one is hardly larger.
const HARDLY_LARGER: f64 = 1.25;

/// One file of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Its name: `<hash>-<width>.<extension>`, one safe segment.
    pub name: String,
    /// What it is.
    pub kind: MediumKind,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// The files of one picture, from narrow to wide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variants {
    /// Which picture.
    pub hash: ContentHash,
    /// What it is in the library.
    pub kind: MediumKind,
    /// In a format that every browser and every mail program shows; never empty.
    pub files: Vec<Variant>,
    /// The same in WebP; empty where the picture is one already, or moves.
    pub webp: Vec<Variant>,
}

impl Variants {
    /// All files.
    pub fn all(&self) -> impl Iterator<Item = &Variant> {
        self.files.iter().chain(&self.webp)
    }

    /// The widest file in the picture's own format: for those who choose among none.
    #[must_use]
    pub fn widest(&self) -> Option<&Variant> {
        self.files.last()
    }
}

/// The files of a picture; `None` where the library has none of this hash or does not know its size.
#[must_use]
pub fn variants(pictures: &dyn Pictures, hash: &ContentHash) -> Option<Variants> {
    let facts = pictures.facts(hash)?;
    let (width, height) = facts.dimensions?;
    let moves = match facts.kind {
        MediumKind::Jpeg => false,
        MediumKind::Gif => true,
        MediumKind::Png | MediumKind::WebP => pictures.moves(hash),
    };
    Some(plan_variants(hash, facts.kind, (width, height), moves))
}

/// The files of a picture of this kind and size. Pure.
#[must_use]
pub fn plan_variants(
    hash: &ContentHash,
    kind: MediumKind,
    (width, height): (u32, u32),
    moves: bool,
) -> Variants {
    let variant = |kind: MediumKind, wide: u32| Variant {
        name: format!("{}-{wide}.{}", short(hash), kind.extension()),
        kind,
        width: wide,
        height: scaled(height, wide, width),
    };
    let widths = if moves { vec![width] } else { widths(width) };
    let webp = match kind {
        MediumKind::Jpeg | MediumKind::Png if !moves => {
            widths.iter().map(|wide| variant(MediumKind::WebP, *wide)).collect()
        }
        _ => Vec::new(),
    };
    Variants {
        hash: hash.clone(),
        kind,
        files: widths.iter().map(|wide| variant(kind, *wide)).collect(),
        webp,
    }
}

/// At most three, none wider than the picture, from narrow to wide.
fn widths(width: u32) -> Vec<u32> {
    let widest = width.min(WIDTHS[WIDTHS.len() - 1]);
    let mut widths: Vec<u32> =
        WIDTHS.into_iter().filter(|narrow| f64::from(*narrow) * HARDLY_LARGER < f64::from(widest)).collect();
    widths.push(widest);
    widths
}

/// The height that goes with a width, at least 1.
pub(super) fn scaled(height: u32, to: u32, from: u32) -> u32 {
    let exact = (u64::from(height) * u64::from(to) + u64::from(from) / 2) / u64::from(from.max(1));
    u32::try_from(exact).unwrap_or(u32::MAX).max(1)
}

/// Ninety-six bits of the hash: nobody meets two pictures that share them, and pages stay short.
fn short(hash: &ContentHash) -> &str {
    &hash.as_str()[..24]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(width: u32, kind: MediumKind, moves: bool) -> (Vec<u32>, usize) {
        let hash = ContentHash::from_bytes(&[7; 32]);
        let variants = plan_variants(&hash, kind, (width, width / 2), moves);
        (variants.files.iter().map(|file| file.width).collect(), variants.webp.len())
    }

    #[test]
    fn a_picture_has_up_to_three_widths_and_is_never_enlarged() {
        assert_eq!(names(4_000, MediumKind::Jpeg, false), (vec![480, 960, 1_600], 3));
        assert_eq!(names(1_000, MediumKind::Jpeg, false), (vec![480, 1_000], 2));
        assert_eq!(names(500, MediumKind::Png, false), (vec![500], 1));
        assert_eq!(names(1, MediumKind::Png, false), (vec![1], 1));
        assert_eq!(names(2_000, MediumKind::WebP, false), (vec![480, 960, 1_600], 0));
        assert_eq!(names(2_000, MediumKind::Gif, true), (vec![2_000], 0));
        assert_eq!(names(2_000, MediumKind::Png, true), (vec![2_000], 0));
    }

    #[test]
    fn a_name_says_which_picture_and_how_wide() {
        let hash = ContentHash::from_bytes(&[0xab; 32]);
        let variants = plan_variants(&hash, MediumKind::Jpeg, (3_000, 1), false);
        assert_eq!(variants.files[0].name, "abababababababababababab-480.jpg");
        assert_eq!(variants.files[0].height, 1);
        assert_eq!(variants.webp[2].name, "abababababababababababab-1600.webp");
    }
}
