//! Pictures as an author takes them along: every pixel as it was, and nothing about where, when and with what it
//! was taken.

use std::borrow::Cow;
use std::io::Cursor;

use image::metadata::Orientation;
use image::{ImageDecoder as _, ImageReader};
use img_parts::{Bytes, ImageEXIF as _, png::Png, riff::RiffContent, webp::WebP};
use model::MediumKind;

use super::strip;

/// The picture without its metadata, but for the colour profile and which side is up; the very same bytes where it
/// has none. `None` where it cannot be taken apart.
#[must_use]
pub fn discreet(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let kind = MediumKind::from_content(bytes)?;
    let stripped = strip::without_metadata(bytes, kind)?;
    if stripped.len() == bytes.len() {
        return Some(Cow::Borrowed(bytes));
    }
    match orientation(bytes) {
        Orientation::NoTransforms => Some(Cow::Owned(stripped)),
        turned => with_exif(stripped, kind, &exif(turned)).map(Cow::Owned),
    }
}

fn orientation(bytes: &[u8]) -> Orientation {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok();
    let decoder = reader.and_then(|reader| reader.into_decoder().ok());
    decoder.and_then(|mut decoder| decoder.orientation().ok()).unwrap_or(Orientation::NoTransforms)
}

/// EXIF that says which side is up and nothing else (CIPA DC-008, 4.6.2 and tag 274).
fn exif(turned: Orientation) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([turned.to_exif(), 0, 0, 0]);
    exif.extend([0; 4]);
    exif
}

fn with_exif(bytes: Vec<u8>, kind: MediumKind, exif: &[u8]) -> Option<Vec<u8>> {
    match kind {
        MediumKind::Jpeg => {
            let mut segment = b"Exif\0\0".to_vec();
            segment.extend_from_slice(exif);
            let length = u16::try_from(segment.len() + 2).ok()?.to_be_bytes();
            let (start, rest) = bytes.split_at_checked(2)?;
            Some([start, &[0xff, 0xe1], &length, &segment, rest].concat())
        }
        MediumKind::Png => {
            let mut png = Png::from_bytes(Bytes::from(bytes)).ok()?;
            png.set_exif(Some(Bytes::copy_from_slice(exif)));
            Some(png.encoder().bytes().to_vec())
        }
        MediumKind::WebP => {
            let mut webp = WebP::from_bytes(Bytes::from(bytes)).ok()?;
            webp.set_exif(Some(Bytes::copy_from_slice(exif)));
            for chunk in webp.chunks_mut() {
                if chunk.id() == *b"VP8X"
                    && let RiffContent::Data(data) = chunk.content()
                {
                    let mut flags = data.to_vec();
                    *flags.first_mut()? |= 0b0000_1000;
                    *chunk.content_mut() = RiffContent::Data(Bytes::from(flags));
                }
            }
            Some(webp.encoder().bytes().to_vec())
        }
        MediumKind::Gif => Some(bytes),
    }
}
