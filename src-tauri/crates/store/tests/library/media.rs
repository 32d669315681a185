//! Media: stored once, by content, inside their folder.

use model::MediumKind;
use store::Error;

use crate::support::*;

#[test]
fn a_picture_is_stored_once_under_the_hash_of_its_content() {
    let library = library();
    let store = &library.store;
    let medium = store.add_medium(&png(1), "lamp.png", at(0)).expect("added");
    assert_eq!((medium.kind, medium.dimensions), (MediumKind::Png, Some((1, 1))));
    let again = store.add_medium(&png(1), "other name.png", at(1)).expect("added");
    assert_eq!(again, medium);
    assert_eq!(store.medium(&medium.hash).expect("known"), medium);
    assert_eq!(store.read_medium(&medium.file_name()).expect("read"), (MediumKind::Png, png(1)));
    let files = std::fs::read_dir(library.folder.path().join("media")).expect("a folder").count();
    assert_eq!(files, 1);
    assert_sound(store);
}

#[test]
fn what_is_no_picture_is_refused_with_words() {
    let library = library();
    let huge = {
        // A PNG head that claims 20,000 × 20,000 pixels.
        let mut picture = png(1);
        picture[16..24].copy_from_slice(&[0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20]);
        let checksum = crc(&picture[12..29]);
        picture[29..33].copy_from_slice(&checksum.to_be_bytes());
        picture
    };
    for (content, words) in [
        (&b""[..], "empty"),
        (b"Just a text", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
        (&png(1)[..20], "broken"),
        (b"\x89PNG\r\n\x1a\n and then nothing of the kind", "broken"),
        (&huge, "pixels"),
    ] {
        match library.store.add_medium(content, "x.png", at(0)) {
            Err(Error::InvalidMedium { name, reason }) => {
                assert_eq!(name, "x.png");
                assert!(reason.to_string().contains(words), "{reason}");
            }
            other => panic!("{other:?}"),
        }
    }
    let outcome = library.store.add_medium_from(std::io::repeat(0xff), "endless.jpg", at(0));
    assert!(matches!(outcome, Err(Error::InvalidMedium { .. })));
    let files = std::fs::read_dir(library.folder.path().join("media")).expect("a folder").count();
    assert_eq!(files, 0);
}

/// CRC-32 (ISO/IEC 15948, Annex D).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 },
        )
    })
}

#[test]
fn a_picture_that_was_turned_has_the_size_it_is_shown_in() {
    use image::ImageEncoder as _;
    let mut picture = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new(&mut picture);
    // A TIFF head with one entry: orientation 6, turned by a quarter.
    let exif =
        [b"MM\0\x2a\0\0\0\x08\0\x01".as_slice(), &[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0], &[0, 0, 0, 0]]
            .concat();
    encoder.set_exif_metadata(exif).expect("metadata");
    encoder.write_image(&[0; 4 * 2 * 3], 4, 2, image::ExtendedColorType::Rgb8).expect("a picture");
    let medium = library().store.add_medium(&picture, "turned.jpg", at(0)).expect("added");
    assert_eq!(medium.dimensions, Some((2, 4)));
}

#[test]
fn nothing_outside_the_folder_of_media_is_read() {
    let library = library();
    let store = &library.store;
    std::fs::write(library.folder.path().join("secret.png"), "secret").expect("written");
    let hash = "ab".repeat(32);
    for name in [
        "../library.db".to_owned(),
        "../secret.png".into(),
        "secret.png".into(),
        format!("../{hash}.png"),
        format!("{hash}.png/../../secret.png"),
        format!("{hash}.jpeg"),
        format!("{}.png", hash.to_uppercase()),
        format!("{hash}.png"),
        String::new(),
        "/etc/hostname".into(),
    ] {
        assert!(matches!(store.read_medium(&name), Err(Error::NotFound { .. })), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_folder_of_media_is_no_medium() {
    let library = library();
    let content = png(3);
    let medium = library.store.add_medium(&content, "a.png", at(0)).expect("added");
    let path = library.folder.path().join("media").join(medium.file_name());
    let outside = library.folder.path().join("outside.png");
    std::fs::rename(&path, &outside).expect("moved");
    std::os::unix::fs::symlink(&outside, &path).expect("linked");
    assert!(matches!(library.store.read_medium(&medium.file_name()), Err(Error::NotFound { .. })));
    assert_eq!(library.store.check(&store::unwatched).expect("a verification").problems.len(), 1);
    library.store.add_medium(&content, "a.png", at(1)).expect("added again");
    assert!(path.symlink_metadata().expect("there").is_file());
    assert_sound(&library.store);
}

#[test]
fn an_altered_picture_is_noticed_and_mended_by_adding_it_again() {
    let library = library();
    let medium = library.store.add_medium(&png(9), "a.png", at(0)).expect("added");
    let path = library.folder.path().join("media").join(medium.file_name());
    let mut altered = png(9);
    altered[40] ^= 4;
    std::fs::write(&path, altered).expect("written");
    assert!(matches!(library.store.read_medium(&medium.file_name()), Err(Error::MediumDamaged(_))));
    assert_eq!(library.store.check(&store::unwatched).expect("a verification").problems.len(), 1);
    library.store.add_medium(&png(9), "a.png", at(1)).expect("added again");
    assert_sound(&library.store);
}
