//! What earlier exports wrote into a folder: only such files may be replaced without asking.
//!
//! The manifest is a text file in the folder itself, one line a file: the SHA-256 of its content as it was
//! written, two spaces, its name (the form of `sha256sum`). A file that somebody changed since is theirs. A file
//! of a site has more behind its name, after tabs: its fingerprint, its size, what its text needs, the article that
//! it is the page of, and what is not as it should be there, as JSON.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Read as _};

use cap_std::fs::Dir;
use model::{ArticleId, ContentHash};
use sha2::{Digest, Sha256};

use crate::plan::{Overwrite, PlannedFile};
use crate::preflight::Problem;
use crate::site::Fingerprint;
use crate::site::contents::SiteProblem;
use crate::site::render::Needs;
use crate::write::{GoOn, WriteError, Written, write_file, write_files};

/// The name of the manifest.
pub const NAME: &str = ".galley-manifest";

/// A manifest larger than this is not one of ours.
const LARGEST: u64 = 256 * 1024 * 1024;

/// What an export wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The SHA-256 of its content.
    pub hash: [u8; 32],
    /// Which export wrote it.
    pub origin: Origin,
}

/// Which export wrote a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// An export of articles by themselves.
    Page,
    /// An export of the site.
    Site(SiteOrigin),
}

/// What a file of a site was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteOrigin {
    /// What it depended on.
    pub fingerprint: Fingerprint,
    /// Its size in bytes.
    pub size: u64,
    /// What its text needs.
    pub needs: Needs,
    /// The article whose page it is, or whose old address.
    pub article: Option<ArticleId>,
    /// What is not as it should be in that article.
    pub problems: Vec<Problem>,
}

impl SiteOrigin {
    /// What is not as it should be in its article, as an export tells it.
    pub fn problems(&self) -> impl Iterator<Item = SiteProblem> + '_ {
        let problems = self.problems.iter().cloned();
        problems.map(|problem| SiteProblem { article: self.article.clone(), problem })
    }
}

/// The files that exports wrote into a folder, by path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest(BTreeMap<String, Entry>);

impl Manifest {
    /// Whether no export wrote anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was written at a path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Entry> {
        self.0.get(path)
    }

    /// Keeps what was written.
    pub fn insert(&mut self, path: String, entry: Entry) {
        self.0.insert(path, entry);
    }

    /// All of it, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Entry)> {
        self.0.iter()
    }

    /// The manifest as it is written.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity(self.0.len() * 160);
        for (path, entry) in &self.0 {
            write_hex(&mut text, &entry.hash);
            text.push_str("  ");
            text.push_str(path);
            if let Origin::Site(origin) = &entry.origin {
                text.push('\t');
                write_hex(&mut text, &origin.fingerprint.0);
                let _ = write!(text, "\t{}\t", origin.size);
                for id in &origin.needs.articles {
                    let _ = write!(text, "{id} ");
                }
                for hash in &origin.needs.media {
                    let _ = write!(text, "{hash} ");
                }
                write_article(&mut text, origin);
            }
            text.push('\n');
        }
        text
    }

    pub(crate) fn from_text(text: &str) -> Self {
        Self(text.lines().filter_map(read_line).collect())
    }
}

fn write_article(text: &mut String, origin: &SiteOrigin) {
    let Some(article) = &origin.article else { return };
    let _ = write!(text, "\t{article}");
    if !origin.problems.is_empty() {
        let problems: Vec<_> = origin.problems.iter().map(|found| (found.line, &found.message)).collect();
        // JSON escapes tabs and line ends.
        let _ = write!(text, "\t{}", serde_json::json!(problems));
    }
}

fn read_line(line: &str) -> Option<(String, Entry)> {
    let (hash, rest) = line.split_once("  ")?;
    let hash = read_hex::<32>(hash)?;
    let Some((path, rest)) = rest.split_once('\t') else {
        return Some((rest.to_owned(), Entry { hash, origin: Origin::Page }));
    };
    let mut fields = rest.split('\t');
    let fingerprint = Fingerprint(read_hex(fields.next()?)?);
    let size = fields.next()?.parse().ok()?;
    let mut needs = Needs::default();
    for name in fields.next()?.split_ascii_whitespace() {
        match (ArticleId::parse(name), ContentHash::parse(name)) {
            (Ok(id), _) => needs.articles.push(id),
            (_, Ok(hash)) => needs.media.push(hash),
            _ => return None,
        }
    }
    let article = fields.next().and_then(|id| ArticleId::parse(id).ok());
    let problems: Vec<(Option<u32>, String)> = match fields.next() {
        Some(json) => serde_json::from_str(json).ok()?,
        None => Vec::new(),
    };
    let problems = problems.into_iter().map(|(line, message)| Problem { line, message }).collect();
    let origin = Origin::Site(SiteOrigin { fingerprint, size, needs, article, problems });
    Some((path.to_owned(), Entry { hash, origin }))
}

fn write_hex(text: &mut String, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
}

fn read_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let value = |digit: u8| char::from(digit).to_digit(16);
        *byte = u8::try_from(value(pair[0])? * 16 + value(pair[1])?).ok()?;
    }
    Some(bytes)
}

/// Writes files into a folder that may hold earlier exports, while it is to go on. Nothing is written where one of
/// them would replace a file that no export wrote, unless that was asked for.
///
/// # Errors
/// [`WriteError::Exists`] before anything is written; another [`WriteError`] where the disk fails on the way,
/// with the files that were written before.
pub fn write_into(
    folder: &Dir,
    files: &[PlannedFile],
    overwrite: Overwrite,
    go_on: &GoOn<'_>,
) -> Result<Vec<Written>, (Vec<Written>, WriteError)> {
    let mut manifest = read(folder);
    for file in files {
        if overwrite == Overwrite::No && !is_ours(folder, &manifest, file) {
            return Err((Vec::new(), WriteError::Exists(file.name.clone())));
        }
    }
    // What was written before a failure is ours as well: another export replaces it without asking.
    let (written, failed) = match write_files(folder, files, Overwrite::Yes, go_on) {
        Ok(written) => (written, None),
        Err((written, error)) => (written, Some(error)),
    };
    for (file, _) in files.iter().zip(&written) {
        manifest.insert(file.name.clone(), Entry { hash: digest(&file.bytes), origin: Origin::Page });
    }
    let manifest = PlannedFile { name: NAME.to_owned(), bytes: manifest.to_text().into_bytes() };
    let noted = write_file(folder, &manifest, Overwrite::Yes);
    match failed.or(noted.err()) {
        None => Ok(written),
        Some(error) => Err((written, error)),
    }
}

/// Whether the place is free, holds the very same bytes, or what an earlier export left there.
fn is_ours(folder: &Dir, manifest: &Manifest, file: &PlannedFile) -> bool {
    match folder.symlink_metadata(&file.name) {
        Err(error) => error.kind() == io::ErrorKind::NotFound,
        Ok(found) if !found.is_file() => false,
        Ok(_) => folder.read(&file.name).is_ok_and(|bytes| {
            bytes == file.bytes || manifest.get(&file.name).is_some_and(|entry| entry.hash == digest(&bytes))
        }),
    }
}

/// The manifest of a folder; empty where there is none that can be read.
#[must_use]
pub fn read(folder: &Dir) -> Manifest {
    Manifest::from_text(&text(folder))
}

/// The manifest as it stands in a folder; empty where there is none that can be read.
pub(crate) fn text(folder: &Dir) -> String {
    let mut text = String::new();
    let plain = folder.symlink_metadata(NAME).is_ok_and(|found| found.is_file());
    let opened = if plain { folder.open(NAME).ok() } else { None };
    if let Some(file) = opened
        && file.take(LARGEST).read_to_string(&mut text).is_err()
    {
        text.clear();
    }
    text
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Dir) {
        let folder = tempfile::tempdir().expect("a folder");
        let opened = Dir::open_ambient_dir(folder.path(), cap_std::ambient_authority()).expect("opened");
        (folder, opened)
    }

    fn page(text: &str) -> [PlannedFile; 1] {
        [PlannedFile { name: "page.html".into(), bytes: text.into() }]
    }

    #[test]
    fn an_export_replaces_what_an_export_wrote() {
        let (path, folder) = folder();
        for text in ["one", "two"] {
            write_into(&folder, &page(text), Overwrite::No, &|| true).expect(text);
        }
        assert_eq!(std::fs::read_to_string(path.path().join("page.html")).expect("read"), "two");
    }

    #[test]
    fn a_file_that_somebody_wrote_or_changed_is_left_alone() {
        let (path, folder) = folder();
        let place = path.path().join("page.html");
        std::fs::write(&place, "theirs").expect("written");
        assert!(matches!(
            write_into(&folder, &page("ours"), Overwrite::No, &|| true),
            Err((_, WriteError::Exists(_)))
        ));
        assert_eq!(std::fs::read_to_string(&place).expect("read"), "theirs");
        write_into(&folder, &page("ours"), Overwrite::Yes, &|| true).expect("asked for");
        std::fs::write(&place, "ours, mended by hand").expect("written");
        assert!(matches!(
            write_into(&folder, &page("newer"), Overwrite::No, &|| true),
            Err((_, WriteError::Exists(_)))
        ));
        assert_eq!(std::fs::read_to_string(&place).expect("read"), "ours, mended by hand");
    }

    #[test]
    fn nothing_is_written_where_one_of_several_cannot_be() {
        let (path, folder) = folder();
        std::fs::write(path.path().join("b.html"), "theirs").expect("written");
        let files = ["a.html", "b.html"].map(|name| PlannedFile { name: name.into(), bytes: b"x".to_vec() });
        assert!(write_into(&folder, &files, Overwrite::No, &|| true).is_err());
        assert!(!path.path().join("a.html").exists());
    }

    #[test]
    fn what_was_written_before_an_export_was_stopped_is_replaced_by_the_next() {
        let (path, folder) = folder();
        let files = |text: &str| {
            ["a.html", "b.html"].map(|name| PlannedFile { name: name.into(), bytes: text.into() })
        };
        let left = std::cell::Cell::new(1);
        let written = write_into(&folder, &files("first"), Overwrite::No, &|| left.replace(0) > 0);
        assert_eq!(written.expect("stopped, not failed").len(), 1);
        assert!(!path.path().join("b.html").exists());
        write_into(&folder, &files("second"), Overwrite::No, &|| true).expect("the first was ours");
        assert_eq!(std::fs::read_to_string(path.path().join("a.html")).expect("read"), "second");
    }
}
