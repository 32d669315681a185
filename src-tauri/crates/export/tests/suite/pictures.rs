//! Pictures leave the library upright, not larger than a page needs, and without what their maker did not mean
//! to tell.

use crate::support::picture;
use export::pictures::{discreet, prepare};
use image::{DynamicImage, GenericImageView, ImageFormat};
use model::MediumKind;

/// What stands for a place in the metadata of the test pictures.
pub const SECRET: &[u8] = b"52.5200N 13.4050E";

pub fn holds_secret(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|window| window == SECRET)
}

/// An EXIF block (TIFF, big-endian) with an orientation and the secret in its description.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    exif.extend([0x01, 0x0e, 0, 2, 0, 0, 0, SECRET.len() as u8, 0, 0, 0, 38]);
    exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    exif.extend([0, 0, 0, 0]);
    exif.extend(SECRET);
    exif
}

/// A JPEG with EXIF, XMP, IPTC and a comment, and something behind its end.
pub fn told_all(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8];
    let mut segment = |marker: u8, content: &[u8]| {
        bytes.extend([0xff, marker]);
        bytes.extend((content.len() as u16 + 2).to_be_bytes());
        bytes.extend(content);
    };
    segment(0xe1, &[b"Exif\0\0".as_slice(), &exif(orientation)].concat());
    segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0".as_slice(), SECRET].concat());
    segment(0xed, &[b"Photoshop 3.0\0".as_slice(), SECRET].concat());
    segment(0xfe, SECRET);
    segment(0xe5, SECRET);
    bytes.extend(&jpeg[2..]);
    bytes.extend(SECRET);
    bytes
}

pub fn decoded(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).expect("a picture that can be read")
}

#[test]
fn a_small_jpeg_keeps_its_coding_and_loses_its_metadata() {
    let plain = picture(320, 200, ImageFormat::Jpeg);
    let told = told_all(&plain, 1);
    assert!(holds_secret(&told));
    let prepared = prepare(&told).expect("prepared");
    assert_eq!((prepared.kind, prepared.width, prepared.height), (MediumKind::Jpeg, 320, 200));
    assert!(!holds_secret(&prepared.bytes));
    assert_eq!(decoded(&prepared.bytes), decoded(&plain), "the picture itself was changed");
}

#[test]
fn a_picture_lying_on_its_side_is_turned() {
    let told = told_all(&picture(320, 200, ImageFormat::Jpeg), 6);
    let prepared = prepare(&told).expect("prepared");
    assert_eq!((prepared.width, prepared.height), (200, 320));
    assert_eq!(decoded(&prepared.bytes).dimensions(), (200, 320));
    assert!(!holds_secret(&prepared.bytes));
}

#[test]
fn a_wide_picture_is_scaled_down_to_its_proportions() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let prepared = prepare(&picture(2_000, 250, format)).expect("prepared");
        assert_eq!((prepared.width, prepared.height), (1_600, 200), "{format:?}");
        assert_eq!(decoded(&prepared.bytes).dimensions(), (1_600, 200), "{format:?}");
        assert_eq!(MediumKind::from_content(&prepared.bytes), Some(prepared.kind), "{format:?}");
    }
}

#[test]
fn a_heavy_picture_becomes_lighter() {
    let mut seed = 1_u32;
    let noise = image::RgbImage::from_fn(800, 500, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        image::Rgb(seed.to_be_bytes()[..3].try_into().expect("three bytes"))
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    noise.write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    let bytes = bytes.into_inner();
    assert!(bytes.len() > 1_000_000);
    let prepared = prepare(&bytes).expect("prepared");
    assert_eq!(prepared.kind, MediumKind::Jpeg);
    assert!(prepared.bytes.len() < bytes.len() / 2);
}

#[test]
fn transparency_survives_scaling() {
    let clear = image::RgbaImage::from_fn(2_000, 100, |x, _| image::Rgba([200, 0, 0, (x % 256) as u8]));
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let mut bytes = std::io::Cursor::new(Vec::new());
        clear.write_to(&mut bytes, format).expect("a picture");
        let prepared = prepare(&bytes.into_inner()).expect("prepared");
        assert_eq!(prepared.kind, MediumKind::Png);
        assert!(decoded(&prepared.bytes).to_rgba8().pixels().any(|pixel| pixel.0[3] == 0));
    }
}

#[test]
fn a_png_loses_its_texts() {
    let png = picture(20, 10, ImageFormat::Png);
    // After the header chunk: a text chunk, an EXIF chunk. Their checksums are not looked at by most readers,
    // but must be right for ours.
    let mut told = png[..33].to_vec();
    for (kind, content) in
        [(b"tEXt", [b"Comment\0", SECRET].concat()), (b"eXIf", exif(1)), (b"zTXt", SECRET.to_vec())]
    {
        let chunk = img_parts::png::PngChunk::new(*kind, img_parts::Bytes::from(content));
        told.extend(chunk.encoder().bytes());
    }
    told.extend(&png[33..]);
    told.extend(SECRET);
    let prepared = prepare(&told).expect("prepared");
    assert!(!holds_secret(&prepared.bytes));
    assert_eq!(decoded(&prepared.bytes), decoded(&png));
}

#[test]
fn a_webp_loses_its_metadata_and_the_flags_that_announce_it() {
    let webp = picture(20, 10, ImageFormat::WebP);
    let mut parts = img_parts::webp::WebP::from_bytes(webp.clone().into()).expect("a picture");
    img_parts::ImageEXIF::set_exif(&mut parts, Some(exif(1).into()));
    let told = parts.encoder().bytes().to_vec();
    assert!(holds_secret(&told));
    let prepared = prepare(&told).expect("prepared");
    assert!(!holds_secret(&prepared.bytes));
    assert!(!prepared.bytes.windows(4).any(|window| window == b"EXIF"));
    assert_eq!(decoded(&prepared.bytes), decoded(&webp));
}

#[test]
fn a_moving_gif_keeps_moving_and_loses_its_comments() {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    for shade in [0, 255] {
        let frame = image::RgbaImage::from_pixel(2_000, 40, image::Rgba([shade, shade, 0, 255]));
        encoder.encode_frame(image::Frame::new(frame)).expect("a frame");
    }
    drop(encoder);
    let end = bytes.len() - 1;
    let mut told = bytes[..end].to_vec();
    told.extend([0x21, 0xfe, SECRET.len() as u8]);
    told.extend(SECRET);
    told.extend([0, 0x3b]);
    told.extend(SECRET);
    let prepared = prepare(&told).expect("prepared");
    assert_eq!(prepared.kind, MediumKind::Gif);
    assert_eq!(prepared.width, 2_000, "a moving picture is not scaled");
    assert_eq!(prepared.bytes, bytes);
}

#[test]
fn what_is_no_picture_is_an_error_and_not_a_panic() {
    let jpeg = picture(16, 16, ImageFormat::Jpeg);
    let png = picture(16, 16, ImageFormat::Png);
    let gif = picture(16, 16, ImageFormat::Gif);
    let webp = picture(16, 16, ImageFormat::WebP);
    for wrong in [
        b"".as_slice(),
        b"<svg onload=alert(1)>",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"RIFF....WEBP",
    ] {
        prepare(wrong).expect_err("no picture");
    }
    for whole in [jpeg, png, gif, webp] {
        for cut in (0..whole.len()).step_by(7) {
            // Cut short or with one byte changed it may be a picture or not; it must not be the end of us.
            let _ = prepare(&whole[..cut]);
            let mut changed = whole.clone();
            changed[cut] ^= 0x01;
            let _ = prepare(&changed);
        }
    }
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() {
    let mut png = picture(8, 8, ImageFormat::Png);
    png[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let header = img_parts::png::PngChunk::new(*b"IHDR", img_parts::Bytes::copy_from_slice(&png[16..29]));
    let mut bomb = png[..8].to_vec();
    bomb.extend(header.encoder().bytes());
    bomb.extend(&png[33..]);
    let reason = prepare(&bomb).expect_err("too large");
    assert!(reason.contains("large") || reason.contains("million"), "{reason}");
}

#[test]
fn the_same_picture_always_gives_the_same_bytes() {
    let bytes = picture(2_000, 200, ImageFormat::Jpeg);
    assert_eq!(prepare(&bytes), prepare(&bytes));
}

#[test]
fn a_picture_taken_along_loses_what_a_camera_noted_and_keeps_its_pixels_and_which_side_is_up() {
    use image::ImageDecoder as _;
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let plain = picture(40, 20, format);
        let kept = discreet(&plain).expect("a picture");
        assert!(
            matches!(kept, std::borrow::Cow::Borrowed(bytes) if bytes == plain),
            "{format:?} has nothing to lose"
        );
        for side in [1, 6] {
            let parts = img_parts::DynImage::from_bytes(plain.clone().into());
            let Ok(Some(mut parts)) = parts else { continue };
            img_parts::ImageEXIF::set_exif(&mut parts, Some(exif(side).into()));
            let told = parts.encoder().bytes();
            assert!(holds_secret(&told), "{format:?}");
            let kept = discreet(&told).expect("a picture");
            assert!(!holds_secret(&kept), "{format:?}, {side}");
            let reader = image::ImageReader::new(std::io::Cursor::new(kept.to_vec())).with_guessed_format();
            let mut decoder = reader.expect("a format").into_decoder().expect("a picture");
            assert_eq!(decoder.orientation().expect("known").to_exif(), side, "{format:?}");
            let pixels = image::DynamicImage::from_decoder(decoder).expect("pixels");
            assert_eq!(pixels, decoded(&plain), "{format:?}, {side}");
        }
    }
    assert_eq!(discreet(b"no picture"), None);
}
