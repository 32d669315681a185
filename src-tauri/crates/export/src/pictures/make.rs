//! Makes the files of a site's pictures, on all cores, with a bound on the memory that is in use at a time.

use std::collections::{BTreeSet, VecDeque};
use std::io::Cursor;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

use image::{DynamicImage, ImageReader, imageops::FilterType};
use model::{ContentHash, MediumKind};

use super::prepare::{encode, is_transparent, upright};
use super::variants::{Variant, Variants};
use super::{Pictures, strip};
use crate::site::digest::Digest;

/// Changes whenever pictures are written in another way.
pub const FORM: &str = "pictures 1";

/// The quality of WebP files, of 100: about that of the JPEGs beside them, at two thirds of their size.
const WEBP_QUALITY: f32 = 78.0;

/// How much memory pictures may take at a time, in bytes, as far as that is known beforehand. One picture that
/// is larger than all of it is made alone.
const MEMORY: u64 = 384 * 1024 * 1024;

/// Bytes in memory for a pixel: as read, turned or scaled, and a copy on its way to an encoder.
const BYTES_A_PIXEL: u64 = 12;

/// A file of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFile {
    /// Its name: that of its [`Variant`].
    pub name: String,
    /// Its bytes, without metadata except the colour profile.
    pub bytes: Vec<u8>,
}

/// Makes some of the files of a picture: those whose names `wanted` says yes to. Upright, and silent about where
/// and with what it was taken. The same bytes always give the same bytes.
///
/// # Errors
/// What is wrong with the picture, for people.
pub fn make(
    bytes: &[u8],
    variants: &Variants,
    wanted: &dyn Fn(&str) -> bool,
) -> Result<Vec<MadeFile>, String> {
    if !variants.all().any(|file| wanted(&file.name)) {
        return Ok(Vec::new());
    }
    let stripped = strip::without_metadata(bytes, variants.kind).ok_or("the file is damaged")?;
    if strip::is_animated(bytes, variants.kind) || variants.kind == MediumKind::Gif {
        let copy = |file: &Variant| MadeFile { name: file.name.clone(), bytes: stripped.clone() };
        return Ok(variants.all().filter(|file| wanted(&file.name)).map(copy).collect());
    }
    let (mut picture, profile, turned) = upright(bytes, variants.kind)?;
    let mut widest_first: Vec<&Variant> = variants.all().collect();
    widest_first.sort_by_key(|file| std::cmp::Reverse(file.width));
    let mut made = Vec::new();
    let mut is_original = !turned;
    for file in widest_first {
        // Each width is scaled from the next wider one, which is close enough and far quicker; also from one
        // that is not wanted now, so that a file is the same whichever others are there already.
        if (picture.width(), picture.height()) != (file.width, file.height) {
            picture = scaled(&picture, file.width, file.height);
            is_original = false;
        }
        if !wanted(&file.name) {
            continue;
        }
        let bytes = match file.kind {
            // Beside a picture in another format. One that is WebP itself keeps its bytes where it can.
            MediumKind::WebP if variants.kind != MediumKind::WebP => webp(&picture)?,
            kind => {
                let written = encode(&picture, kind, profile.as_deref())?;
                if is_original && stripped.len() <= written.len() { stripped.clone() } else { written }
            }
        };
        made.push(MadeFile { name: file.name.clone(), bytes });
    }
    Ok(made)
}

/// The name that a file made from a picture is kept under: another content, size or way of making it, another
/// name.
#[must_use]
pub fn kept_name(hash: &ContentHash, file: &Variant) -> String {
    let digest = Digest::of(FORM).text(hash.as_str()).text(&file.name);
    digest.number(file.width.into()).number(file.height.into()).finish().to_string()
}

/// Makes files as [`make`] does, but takes those that were made before from where they were kept, and keeps the
/// others. `hold` is asked before a picture is decoded, and holds what it answers until that is done.
fn make_or_take<T>(
    pictures: &dyn Pictures,
    variants: &Variants,
    wanted: &dyn Fn(&str) -> bool,
    hold: &dyn Fn(&[u8]) -> T,
) -> Made {
    let mut files = Vec::new();
    let mut missing = BTreeSet::new();
    for file in variants.all().filter(|file| wanted(&file.name)) {
        match pictures.made_before(&kept_name(&variants.hash, file)) {
            Some(bytes) => files.push(MadeFile { name: file.name.clone(), bytes }),
            None => {
                missing.insert(file.name.as_str());
            }
        }
    }
    if missing.is_empty() {
        return Ok(files);
    }
    let bytes = pictures.bytes(&variants.hash)?;
    let _held = hold(&bytes);
    let made = make(&bytes, variants, &|name| missing.contains(name))?;
    for file in &made {
        if let Some(variant) = variants.all().find(|variant| variant.name == file.name) {
            pictures.keep_made(&kept_name(&variants.hash, variant), &file.bytes);
        }
    }
    files.extend(made);
    Ok(files)
}

/// One file of a picture, made now or before.
///
/// # Errors
/// What is wrong with the picture, for people.
pub fn one(pictures: &dyn Pictures, variants: &Variants, name: &str) -> Result<Vec<u8>, String> {
    let made = make_or_take(pictures, variants, &|wanted| wanted == name, &|_| ())?;
    made.into_iter().next().map(|file| file.bytes).ok_or_else(|| "it has no file of this name".to_owned())
}

/// Halvings come first where it is much smaller, so that the careful filter works on few pixels.
fn scaled(picture: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    if picture.width() >= width.saturating_mul(4) {
        return picture.thumbnail_exact(width * 2, height * 2).resize_exact(
            width,
            height,
            FilterType::Lanczos3,
        );
    }
    picture.resize_exact(width, height, FilterType::CatmullRom)
}

pub(super) fn webp(picture: &DynamicImage) -> Result<Vec<u8>, String> {
    let failed = |_| "it could not be written as WebP".to_owned();
    let (width, height) = (picture.width(), picture.height());
    let encoded = if is_transparent(picture) {
        let pixels = picture.to_rgba8();
        webp::Encoder::from_rgba(&pixels, width, height).encode_simple(false, WEBP_QUALITY)
    } else {
        let pixels = picture.to_rgb8();
        webp::Encoder::from_rgb(&pixels, width, height).encode_simple(false, WEBP_QUALITY)
    };
    encoded.map(|memory| memory.to_vec()).map_err(failed)
}

/// What became of one picture.
pub type Made = Result<Vec<MadeFile>, String>;

/// Makes the files of many pictures on as many threads as there are cores. `wanted` says which files are missing;
/// `done` is given each picture's files as they come, on the caller's thread, and says whether to go on.
pub fn make_all(
    pictures: &dyn Pictures,
    work: &[std::sync::Arc<Variants>],
    wanted: &(dyn Fn(&str) -> bool + Sync),
    done: &mut dyn FnMut(&ContentHash, Made) -> bool,
) {
    let queue: Mutex<VecDeque<&Variants>> = Mutex::new(
        work.iter().map(AsRef::as_ref).filter(|it| it.all().any(|file| wanted(&file.name))).collect(),
    );
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(lock(&queue).len().max(1));
    let budget = Budget::new(MEMORY);
    let stopped = AtomicBool::new(false);
    // A full channel holds the threads back: finished files wait for whoever writes them.
    let (sender, receiver) = std::sync::mpsc::sync_channel(threads);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let sender = sender.clone();
            let (queue, budget, stopped) = (&queue, &budget, &stopped);
            scope.spawn(move || {
                while !stopped.load(Ordering::Relaxed) {
                    let Some(next) = lock(queue).pop_front() else { break };
                    let made = make_or_take(pictures, next, wanted, &|bytes| budget.take(memory_for(bytes)));
                    if sender.send((next.hash.clone(), made)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for (hash, made) in receiver.iter() {
            if !stopped.load(Ordering::Relaxed) && !done(&hash, made) {
                stopped.store(true, Ordering::Relaxed);
            }
        }
    });
}

/// How much memory a picture will take once it is read.
fn memory_for(bytes: &[u8]) -> u64 {
    let size = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()
        .and_then(|reader| reader.into_dimensions().ok());
    size.map_or(0, |(width, height)| u64::from(width) * u64::from(height) * BYTES_A_PIXEL)
}

/// A sum that is handed out in parts; who asks for more than is left waits.
struct Budget {
    all: u64,
    left: Mutex<u64>,
    freed: Condvar,
}

struct Held<'a> {
    budget: &'a Budget,
    part: u64,
}

impl Budget {
    fn new(all: u64) -> Self {
        Self { all, left: Mutex::new(all), freed: Condvar::new() }
    }

    fn take(&self, part: u64) -> Held<'_> {
        let part = part.min(self.all);
        let mut left = lock(&self.left);
        while *left < part {
            left = self.freed.wait(left).unwrap_or_else(PoisonError::into_inner);
        }
        *left -= part;
        Held { budget: self, part }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        *lock(&self.budget.left) += self.part;
        self.budget.freed.notify_all();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
