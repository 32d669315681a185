//! Takes metadata off pictures without decoding them: EXIF (with the place it was taken), XMP, IPTC, comments,
//! and whatever is appended. Colour profiles and what a decoder needs stay.

use img_parts::{Bytes, jpeg::Jpeg, png::Png, riff::RiffContent, webp::WebP};
use model::MediumKind;

/// The picture without its metadata; `None` where it cannot be taken apart.
pub fn without_metadata(bytes: &[u8], kind: MediumKind) -> Option<Vec<u8>> {
    match kind {
        MediumKind::Jpeg => jpeg(bytes),
        MediumKind::Png => png(bytes),
        MediumKind::Gif => gif(bytes).map(|(bytes, _)| bytes),
        MediumKind::WebP => webp(bytes),
    }
}

/// Whether the picture moves.
pub fn is_animated(bytes: &[u8], kind: MediumKind) -> bool {
    match kind {
        MediumKind::Jpeg => false,
        MediumKind::Png => Png::from_bytes(Bytes::copy_from_slice(bytes))
            .is_ok_and(|png| png.chunk_by_type(*b"acTL").is_some()),
        MediumKind::Gif => gif(bytes).is_some_and(|(_, frames)| frames > 1),
        MediumKind::WebP => WebP::from_bytes(Bytes::copy_from_slice(bytes))
            .is_ok_and(|webp| webp.chunk_by_id(*b"ANIM").is_some()),
    }
}

/// What the beginning of a picture says about that; `None` where it has not come to it.
pub fn says_it_moves(beginning: &[u8], kind: MediumKind) -> Option<bool> {
    match kind {
        MediumKind::Jpeg => Some(false),
        MediumKind::Gif => None,
        // The chunk that announces frames comes before the first data (W3C PNG, 5.6).
        MediumKind::Png => {
            let mut rest = beginning.get(8..)?;
            loop {
                match rest.get(4..8)? {
                    b"acTL" => return Some(true),
                    b"IDAT" => return Some(false),
                    _ => {
                        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?);
                        rest = rest.get(usize::try_from(length).ok()?.checked_add(12)?..)?;
                    }
                }
            }
        }
        // A flag in the first chunk, which is there in every picture that moves (RFC 9649, 2.7).
        MediumKind::WebP => match beginning.get(12..16)? {
            b"VP8X" => Some(beginning.get(20)? & 0b10 != 0),
            _ => Some(false),
        },
    }
}

/// JPEG (ISO/IEC 10918-1): application segments go, but for JFIF, Adobe's colour transform and the ICC profile.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    jpeg.segments_mut().retain(|segment| keeps_segment(segment.marker(), segment.contents()));
    let mut header = Vec::with_capacity(bytes.len());
    let scan = jpeg.segments_mut().pop()?;
    header.extend_from_slice(&[0xff, 0xd8]);
    for segment in jpeg.segments() {
        header.extend_from_slice(&segment.clone().encoder().bytes());
    }
    // The last segment is the start of scan, followed by everything else in the file.
    let rest = scan.encoder().bytes();
    copy_scans(&rest, &mut header)?;
    Some(header)
}

fn keeps_segment(marker: u8, contents: &[u8]) -> bool {
    match marker {
        0xe0 => contents.starts_with(b"JFIF\0"),
        0xe2 => contents.starts_with(b"ICC_PROFILE\0"),
        0xee => contents.starts_with(b"Adobe"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

/// Copies from the first start of scan to the end of the image, and not a byte more.
fn copy_scans(rest: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let mut at = 0;
    while at + 1 < rest.len() {
        let marker = rest[at + 1];
        if rest[at] != 0xff {
            out.push(rest[at]);
            at += 1;
            continue;
        }
        match marker {
            0xd9 => {
                out.extend_from_slice(&[0xff, 0xd9]);
                return Some(());
            }
            // A stuffed byte, a restart, a fill byte.
            0x00 | 0xd0..=0xd7 => {
                out.extend_from_slice(&rest[at..at + 2]);
                at += 2;
            }
            0xff => at += 1,
            _ => {
                let length = usize::from(u16::from_be_bytes([*rest.get(at + 2)?, *rest.get(at + 3)?]));
                let segment = rest.get(at..at + 2 + length)?;
                if keeps_segment(marker, segment.get(4..)?) {
                    out.extend_from_slice(segment);
                }
                at += segment.len();
            }
        }
    }
    // A file cut short is still shown by every browser; it gets its end.
    out.extend_from_slice(&[0xff, 0xd9]);
    Some(())
}

/// PNG (W3C): the critical chunks and those that say how colours and frames are meant stay.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: [&[u8; 4]; 14] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT",
        b"acTL", b"fcTL", b"fdAT",
    ];
    let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    png.chunks_mut().retain(|chunk| KEPT.contains(&&chunk.kind()));
    Some(png.encoder().bytes().to_vec())
}

/// WebP (RFC 9649): EXIF, XMP and unknown chunks go, and the flags that announce them.
fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
    let mut webp = WebP::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    webp.chunks_mut().retain(|chunk| KEPT.contains(&&chunk.id()));
    for chunk in webp.chunks_mut() {
        if chunk.id() == *b"VP8X"
            && let RiffContent::Data(data) = chunk.content()
        {
            let mut flags = data.to_vec();
            *flags.first_mut()? &= !0b0000_1100;
            *chunk.content_mut() = RiffContent::Data(Bytes::from(flags));
        }
    }
    Some(webp.encoder().bytes().to_vec())
}

/// GIF 89a: comments, plain text and application data go, but for the number of repetitions. With the number
/// of frames.
fn gif(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut at = 13;
    let packed = *bytes.get(10)?;
    if packed & 0x80 != 0 {
        at += 3 << ((packed & 7) + 1);
    }
    let mut out = bytes.get(..at)?.to_vec();
    let mut frames = 0;
    loop {
        let start = at;
        match bytes.get(at) {
            // An image: descriptor, maybe a colour table, code size, data.
            Some(0x2c) => {
                let packed = *bytes.get(at + 9)?;
                at += 10;
                if packed & 0x80 != 0 {
                    at += 3 << ((packed & 7) + 1);
                }
                at = skip_blocks(bytes, at + 1)?;
                out.extend_from_slice(bytes.get(start..at)?);
                frames += 1;
            }
            Some(0x21) => {
                let label = *bytes.get(at + 1)?;
                at = skip_blocks(bytes, at + 2)?;
                let extension = bytes.get(start..at)?;
                let repeats =
                    extension.get(3..14).is_some_and(|name| matches!(name, b"NETSCAPE2.0" | b"ANIMEXTS1.0"));
                if label == 0xf9 || (label == 0xff && repeats) {
                    out.extend_from_slice(extension);
                }
            }
            // The end, or a file cut short.
            Some(0x3b) | None => {
                out.push(0x3b);
                return (frames > 0).then_some((out, frames));
            }
            Some(_) => return None,
        }
    }
}

/// The position after a run of data sub-blocks.
fn skip_blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
