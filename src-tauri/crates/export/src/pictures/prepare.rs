//! Makes a picture fit for readers: upright, not larger than a page needs, and silent about its maker.

use std::io::Cursor;

use image::codecs::{jpeg::JpegEncoder, png::PngEncoder};
use image::metadata::Orientation;
use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits, imageops::FilterType,
};
use model::MediumKind;

use super::strip;

/// The widest a picture is kept, in pixels: twice the widest a theme shows.
const WIDEST: u32 = 1_600;

/// The most bytes a picture may have before it is written again.
const HEAVIEST: usize = 600 * 1024;

/// The most pixels that are read at all.
const MOST_PIXELS: u64 = 200_000_000;

/// The most memory a decoder may take, in bytes.
const MOST_MEMORY: u64 = 1 << 30;

/// The quality of JPEGs written here, of 100.
const QUALITY: u8 = 82;

/// A picture fit for readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// What it is now.
    pub kind: MediumKind,
    /// Its bytes, without metadata except the colour profile.
    pub bytes: Vec<u8>,
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
}

/// Makes a picture fit for readers. The same bytes always give the same bytes.
///
/// Upright and within bounds, a picture keeps its own coding and loses only its metadata. One that is lying on
/// its side, wider than 1,600 pixels or heavier than 600 KB is decoded, turned, scaled down and written again:
/// as PNG where it has transparency or that is light enough, else as JPEG. Moving pictures keep their coding.
///
/// # Errors
/// What is wrong with it, for people.
pub fn prepare(bytes: &[u8]) -> Result<Prepared, String> {
    let kind = MediumKind::from_content(bytes).ok_or("it is not a JPEG, PNG, GIF or WebP picture")?;
    let mut decoder = decoder(bytes, kind)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let (width, height) = decoder.dimensions();
    let stripped = strip::without_metadata(bytes, kind).ok_or("the file is damaged")?;
    let upright = orientation == Orientation::NoTransforms;
    if strip::is_animated(bytes, kind) || (upright && width <= WIDEST && stripped.len() <= HEAVIEST) {
        return Ok(Prepared { kind, bytes: stripped, width, height });
    }
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| unreadable(&error))?;
    picture.apply_orientation(orientation);
    let picture = scale_down(picture);
    let written = write_again(&picture, kind, profile.as_deref())?;
    let scaled = width > WIDEST && picture.width() <= WIDEST;
    if upright && !scaled && written.bytes.len() >= stripped.len() {
        return Ok(Prepared { kind, bytes: stripped, width, height });
    }
    Ok(written)
}

fn decoder(bytes: &[u8], kind: MediumKind) -> Result<impl ImageDecoder + '_, String> {
    let format = match kind {
        MediumKind::Jpeg => ImageFormat::Jpeg,
        MediumKind::Png => ImageFormat::Png,
        MediumKind::Gif => ImageFormat::Gif,
        MediumKind::WebP => ImageFormat::WebP,
    };
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| unreadable(&error))?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || pixels > MOST_PIXELS {
        return Err(format!("it has {width} × {height} pixels, and 200 million are the most that are read"));
    }
    Ok(decoder)
}

/// At most [`WIDEST`] wide. Halvings come first, so that the careful filter works on few pixels.
fn scale_down(picture: DynamicImage) -> DynamicImage {
    if picture.width() <= WIDEST {
        return picture;
    }
    let (width, height) = (picture.width(), picture.height());
    let target = u64::from(height) * u64::from(WIDEST) / u64::from(width);
    let target = u32::try_from(target).unwrap_or(1).max(1);
    let picture = if width >= WIDEST * 4 { picture.thumbnail_exact(WIDEST * 2, target * 2) } else { picture };
    picture.resize_exact(WIDEST, target, FilterType::Lanczos3)
}

/// A picture as people see it, with the colour profile it was written for, and whether it was turned.
pub(super) fn upright(
    bytes: &[u8],
    kind: MediumKind,
) -> Result<(DynamicImage, Option<Vec<u8>>, bool), String> {
    let mut decoder = decoder(bytes, kind)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| unreadable(&error))?;
    picture.apply_orientation(orientation);
    Ok((picture, profile, orientation != Orientation::NoTransforms))
}

/// A picture in one of the formats of a library, never moving.
pub(super) fn encode(
    picture: &DynamicImage,
    kind: MediumKind,
    profile: Option<&[u8]>,
) -> Result<Vec<u8>, String> {
    match kind {
        MediumKind::Jpeg => as_jpeg(picture, profile),
        MediumKind::Png | MediumKind::Gif => as_png(picture, is_transparent(picture), profile),
        MediumKind::WebP => return super::make::webp(picture),
    }
    .map_err(|error| unreadable(&error))
}

fn write_again(picture: &DynamicImage, was: MediumKind, profile: Option<&[u8]>) -> Result<Prepared, String> {
    let (width, height) = (picture.width(), picture.height());
    let done = |kind, bytes| Prepared { kind, bytes, width, height };
    let transparent = is_transparent(picture);
    if transparent || was != MediumKind::Jpeg {
        let bytes = as_png(picture, transparent, profile).map_err(|error| unreadable(&error))?;
        if transparent || (was != MediumKind::WebP && bytes.len() <= HEAVIEST) {
            return Ok(done(MediumKind::Png, bytes));
        }
    }
    let bytes = as_jpeg(picture, profile).map_err(|error| unreadable(&error))?;
    Ok(done(MediumKind::Jpeg, bytes))
}

fn as_png(picture: &DynamicImage, alpha: bool, profile: Option<&[u8]>) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    keep_profile(&mut encoder, profile, picture.color().has_color());
    let grey = !picture.color().has_color();
    match (grey, alpha) {
        (true, false) => picture.to_luma8().write_with_encoder(encoder)?,
        (true, true) => picture.to_luma_alpha8().write_with_encoder(encoder)?,
        (false, false) => picture.to_rgb8().write_with_encoder(encoder)?,
        (false, true) => picture.to_rgba8().write_with_encoder(encoder)?,
    }
    Ok(bytes)
}

fn as_jpeg(picture: &DynamicImage, profile: Option<&[u8]>) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    keep_profile(&mut encoder, profile, picture.color().has_color());
    if picture.color().has_color() {
        picture.to_rgb8().write_with_encoder(encoder)?;
    } else {
        picture.to_luma8().write_with_encoder(encoder)?;
    }
    Ok(bytes)
}

/// Keeps the colour profile where it is one for the colours written (ICC.1, bytes 16 to 19 of the header).
fn keep_profile(encoder: &mut impl ImageEncoder, profile: Option<&[u8]>, colour: bool) {
    let space: &[u8] = if colour { b"RGB " } else { b"GRAY" };
    if let Some(profile) = profile.filter(|profile| profile.get(16..20) == Some(space)) {
        // An encoder that cannot carry a profile writes the picture without one.
        let _ = encoder.set_icc_profile(profile.to_vec());
    }
}

pub(super) fn is_transparent(picture: &DynamicImage) -> bool {
    picture.color().has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel.0[3] < 255)
}

fn unreadable(error: &image::ImageError) -> String {
    match error {
        image::ImageError::Limits(_) => "it is too large to be read".to_owned(),
        _ => "the file is damaged, or of a kind that cannot be read".to_owned(),
    }
}
