//! The files a picture becomes in a site: their sizes, their silence, and that none is made twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::pictures::{decoded, holds_secret, told_all};
use crate::support::{Album, hash, picture};
use export::pictures::make::{MadeFile, kept_name, make, make_all};
use export::pictures::site::name_in_site;
use export::pictures::variants::variants;
use export::pictures::{SitePictures, Variants};
use export::{NoPictures, Pictures};
use image::{GenericImageView as _, ImageFormat};
use model::{ContentHash, MediumKind};

/// Pictures whose sizes are known as they are shown, as a library knows them.
struct Upright(Album);

impl Pictures for Upright {
    fn facts(&self, hash: &ContentHash) -> Option<export::PictureFacts> {
        let mut facts = self.0.facts(hash)?;
        if holds_secret(&self.0.bytes(hash).ok()?) {
            facts.dimensions = facts.dimensions.map(|(width, height)| (height, width));
        }
        Some(facts)
    }

    fn bytes(&self, hash: &ContentHash) -> Result<Vec<u8>, String> {
        self.0.bytes(hash)
    }
}

fn planned(pictures: &dyn Pictures, mark: u8) -> Variants {
    variants(pictures, &hash(mark)).expect("a plan")
}

fn made(pictures: &dyn Pictures, variants: &Variants) -> Vec<MadeFile> {
    make(&pictures.bytes(&variants.hash).expect("bytes"), variants, &|_| true).expect("made")
}

#[test]
fn every_file_is_what_its_name_says() {
    let album = Album::default()
        .with(1, picture(1_900, 950, ImageFormat::Jpeg))
        .with(2, picture(700, 300, ImageFormat::Png))
        .with(3, picture(600, 300, ImageFormat::WebP));
    for (mark, count) in [(1, 6), (2, 4), (3, 1)] {
        let variants = planned(&album, mark);
        let files: BTreeMap<String, Vec<u8>> =
            made(&album, &variants).into_iter().map(|file| (file.name, file.bytes)).collect();
        assert_eq!(files.len(), count, "{:?}", files.keys());
        for variant in variants.all() {
            let bytes = &files[&variant.name];
            assert_eq!(MediumKind::from_content(bytes), Some(variant.kind), "{}", variant.name);
            assert_eq!(decoded(bytes).dimensions(), (variant.width, variant.height), "{}", variant.name);
        }
    }
}

#[test]
fn a_picture_lying_on_its_side_is_turned_and_says_nothing_of_its_place() {
    let album = Upright(Album::default().with(1, told_all(&picture(800, 500, ImageFormat::Jpeg), 6)));
    let variants = planned(&album, 1);
    assert_eq!(variants.widest().map_or((0, 0), |widest| (widest.width, widest.height)), (500, 800));
    for file in made(&album, &variants) {
        assert!(!holds_secret(&file.bytes), "{}", file.name);
        let (width, height) = decoded(&file.bytes).dimensions();
        assert!(width < height, "{} lies on its side", file.name);
    }
}

#[test]
fn webp_is_lighter_than_what_it_stands_beside() {
    let noisy = image::RgbImage::from_fn(1_200, 800, |x, y| {
        let wave = ((f64::from(x) / 37.0).sin() * (f64::from(y) / 53.0).cos() * 90.0) as i32;
        image::Rgb([(128 + wave) as u8, ((x * 7 + y * 3) % 255) as u8, ((x ^ y) % 200) as u8])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    noisy.write_to(&mut bytes, ImageFormat::Jpeg).expect("a picture");
    let album = Album::default().with(1, bytes.into_inner());
    let files = made(&album, &planned(&album, 1));
    let weight = |extension: &str| -> usize {
        files.iter().filter(|file| file.name.ends_with(extension)).map(|file| file.bytes.len()).sum()
    };
    assert!(weight(".webp") < weight(".jpg"), "{} and {}", weight(".webp"), weight(".jpg"));
}

#[test]
fn the_same_picture_always_gives_the_same_files() {
    let album = Album::default().with(1, picture(1_000, 600, ImageFormat::Jpeg));
    assert_eq!(made(&album, &planned(&album, 1)), made(&album, &planned(&album, 1)));
}

#[test]
fn a_file_is_the_same_whichever_others_are_there_already() {
    let album = Album::default().with(1, picture(1_900, 950, ImageFormat::Jpeg));
    let variants = planned(&album, 1);
    let bytes = album.bytes(&hash(1)).expect("bytes");
    for file in made(&album, &variants) {
        let alone = make(&bytes, &variants, &|name| name == file.name).expect("made");
        assert!(alone == [file.clone()], "{} differs when it is made alone", file.name);
    }
}

/// Pictures with a place where what was made from them is kept.
#[derive(Default)]
struct Keeping {
    album: Album,
    kept: Mutex<BTreeMap<String, Vec<u8>>>,
    read: AtomicUsize,
}

impl Pictures for Keeping {
    fn facts(&self, hash: &ContentHash) -> Option<export::PictureFacts> {
        self.album.facts(hash)
    }

    fn bytes(&self, hash: &ContentHash) -> Result<Vec<u8>, String> {
        self.read.fetch_add(1, Ordering::Relaxed);
        self.album.bytes(hash)
    }

    fn made_before(&self, name: &str) -> Option<Vec<u8>> {
        self.kept.lock().expect("a lock").get(name).cloned()
    }

    fn keep_made(&self, name: &str, bytes: &[u8]) {
        self.kept.lock().expect("a lock").insert(name.to_owned(), bytes.to_vec());
    }
}

fn all_files(pictures: &dyn Pictures, work: &[Arc<Variants>]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    make_all(pictures, work, &|_| true, &mut |_, made| {
        files.extend(made.expect("made").into_iter().map(|file| (file.name, file.bytes)));
        true
    });
    files
}

#[test]
fn what_was_made_once_is_taken_from_where_it_was_kept() {
    let album = Album::default()
        .with(1, picture(1_000, 600, ImageFormat::Jpeg))
        .with(2, picture(1_000, 700, ImageFormat::Jpeg));
    let pictures = Keeping { album, ..Keeping::default() };
    let work = [1, 2].map(|mark| Arc::new(planned(&pictures, mark)));
    let first = all_files(&pictures, &work);
    assert_eq!((first.len(), pictures.read.load(Ordering::Relaxed)), (8, 2));
    assert_eq!(all_files(&pictures, &work), first);
    assert_eq!(pictures.read.load(Ordering::Relaxed), 2, "a picture was made a second time");
    // What is lost is made anew, and is what it was.
    let lost = kept_name(&hash(2), &work[1].files[0]);
    assert!(pictures.kept.lock().expect("a lock").remove(&lost).is_some());
    assert_eq!(all_files(&pictures, &work), first);
    assert_eq!(pictures.read.load(Ordering::Relaxed), 3);
}

#[test]
fn a_moving_picture_is_one_file_and_keeps_moving() {
    let mut gif = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
    for shade in [0, 255] {
        let frame = image::RgbaImage::from_pixel(900, 300, image::Rgba([shade, 0, 0, 255]));
        encoder.encode_frame(image::Frame::new(frame)).expect("a frame");
    }
    drop(encoder);
    let album = Album::default().with(1, gif);
    let variants = planned(&album, 1);
    assert_eq!((variants.files.len(), variants.webp.len()), (1, 0));
    assert!(album.moves(&hash(1)));
    let files = made(&album, &variants);
    let frames = image::AnimationDecoder::into_frames(
        image::codecs::gif::GifDecoder::new(std::io::Cursor::new(&files[0].bytes)).expect("a GIF"),
    );
    assert_eq!(frames.count(), 2);
}

/// Pictures of which nobody may read more than the beginning.
struct Beginnings(Album);

impl Pictures for Beginnings {
    fn facts(&self, hash: &ContentHash) -> Option<export::PictureFacts> {
        self.0.facts(hash)
    }

    fn bytes(&self, _: &ContentHash) -> Result<Vec<u8>, String> {
        panic!("it was read whole")
    }

    fn beginning(&self, hash: &ContentHash) -> Vec<u8> {
        let bytes = self.0.bytes(hash).expect("bytes");
        bytes[..bytes.len().min(80)].to_vec()
    }
}

#[test]
fn whether_a_picture_moves_is_told_by_its_beginning() {
    let png = picture(700, 300, ImageFormat::Png);
    let frames = img_parts::png::PngChunk::new(*b"acTL", vec![0, 0, 0, 2, 0, 0, 0, 0].into());
    let moving_png = [&png[..33], &frames.encoder().bytes(), &png[33..]].concat();
    let webp = picture(700, 300, ImageFormat::WebP);
    let extended =
        |flags: u8| [b"VP8X\x0a\0\0\0".as_slice(), &[flags, 0, 0, 0, 187, 2, 0, 43, 1, 0]].concat();
    let with = |flags: u8| {
        let mut file = [&webp[..12], &extended(flags), &webp[12..]].concat();
        let length = u32::try_from(file.len() - 8).expect("short").to_le_bytes();
        file[4..8].copy_from_slice(&length);
        file
    };
    let album = Album::default()
        .with(1, png)
        .with(2, moving_png)
        .with(3, webp.clone())
        .with(4, with(0b10))
        .with(5, with(0))
        .with(6, picture(700, 300, ImageFormat::Jpeg));
    let pictures = Beginnings(album);
    let moves = [1, 2, 3, 4, 5, 6].map(|mark| pictures.moves(&hash(mark)));
    assert_eq!(moves, [false, true, false, true, false, false]);
}

#[test]
fn only_what_is_missing_is_made_and_a_second_time_nothing() {
    let album = Album::default()
        .with(1, picture(1_000, 600, ImageFormat::Jpeg))
        .with(2, picture(600, 600, ImageFormat::Png))
        .with(3, b"no picture".to_vec());
    let mut work: Vec<Arc<Variants>> = [1, 2].map(|mark| Arc::new(planned(&album, mark))).to_vec();
    let broken = Variants { hash: hash(3), ..planned(&album, 1) };
    work.push(Arc::new(broken));
    let mut there = BTreeSet::new();
    let mut failed = 0;
    make_all(&album, &work, &|_| true, &mut |_, made| {
        match made {
            Ok(files) => there.extend(files.into_iter().map(|file| file.name)),
            Err(_) => failed += 1,
        }
        true
    });
    let names: BTreeSet<String> =
        work[..2].iter().flat_map(|it| it.all().map(|file| file.name.clone())).collect();
    assert_eq!(failed, 1, "one broken picture stops nothing");
    assert!(names.is_subset(&there));
    let mut again = 0;
    make_all(&album, &work, &|name| !names.contains(name), &mut |_, _| {
        again += 1;
        true
    });
    assert_eq!(again, 0, "a file was made a second time");
}

#[test]
fn making_stops_when_it_is_told_to() {
    let mut album = Album::default();
    for mark in 1..=12 {
        album = album.with(mark, picture(500, 300, ImageFormat::Jpeg));
    }
    let work: Vec<Arc<Variants>> = (1..=12).map(|mark| Arc::new(planned(&album, mark))).collect();
    let mut seen = 0;
    make_all(&album, &work, &|_| true, &mut |_, _| {
        seen += 1;
        false
    });
    assert_eq!(seen, 1);
}

#[test]
fn html_gets_the_files_of_our_pictures_and_of_no_others() {
    let album = Album::default().with(1, picture(1_000, 500, ImageFormat::Jpeg));
    let site = SitePictures::new(&album);
    let shown = site.shown(&hash(1), "../media/").expect("shown");
    let html = format!(
        "<p>&lt;img src=\"{0}\"</p><img src=\"{0}\" alt=\"a &gt; b\" loading=\"lazy\"><img src=\"other.jpg\" alt=\"\">",
        shown.src
    );
    let name = |width: u32, extension: &str| format!("{}-{width}.{extension}", &hash(1).as_str()[..24]);
    assert_eq!(
        site.responsive(&html, &[hash(1)], "../media/", "50vw"),
        format!(
            "<p>&lt;img src=\"{src}\"</p><picture><source type=\"image/webp\" srcset=\"../media/{} 480w, ../media/{} 1000w\" sizes=\"50vw\"><img src=\"{src}\" alt=\"a &gt; b\" loading=\"lazy\" srcset=\"../media/{} 480w, {src} 1000w\" sizes=\"50vw\"></picture><img src=\"other.jpg\" alt=\"\">",
            name(480, "webp"),
            name(1000, "webp"),
            name(480, "jpg"),
            src = shown.src,
        )
    );
    assert_eq!(name_in_site(&album, &hash(1)), Some(name(1000, "jpg")));
    assert_eq!(name_in_site(&NoPictures, &hash(1)), None);
}
