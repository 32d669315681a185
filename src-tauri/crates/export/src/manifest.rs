//! What earlier exports wrote into a folder: only such files may be replaced without asking.
//!
//! The manifest is a text file in the folder itself, one line a file: the SHA-256 of its content as it was
//! written, two spaces, its name (the form of `sha256sum`). A file that somebody changed since is theirs.

use std::collections::BTreeMap;
use std::io::{self, Read as _};

use cap_std::fs::Dir;
use sha2::{Digest, Sha256};

use crate::plan::{Overwrite, PlannedFile};
use crate::write::{WriteError, Written, write_file};

/// The name of the manifest.
pub const NAME: &str = ".galley-manifest";

/// A manifest larger than this is not one of ours.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Writes files into a folder that may hold earlier exports. Nothing is written where one of them would replace
/// a file that no export wrote, unless that was asked for.
///
/// # Errors
/// [`WriteError::Exists`] before anything is written; another [`WriteError`] where the disk fails on the way,
/// with the files that were written before.
pub fn write_into(
    folder: &Dir,
    files: &[PlannedFile],
    overwrite: Overwrite,
) -> Result<Vec<Written>, (Vec<Written>, WriteError)> {
    let mut manifest = read(folder);
    for file in files {
        if overwrite == Overwrite::No && !is_ours(folder, &manifest, file) {
            return Err((Vec::new(), WriteError::Exists(file.name.clone())));
        }
    }
    let mut written = Vec::new();
    for file in files {
        match write_file(folder, file, Overwrite::Yes) {
            Ok(done) => written.push(done),
            Err(error) => return Err((written, error)),
        }
        manifest.insert(file.name.clone(), digest(&file.bytes));
    }
    let lines: String = manifest.iter().map(|(name, hash)| format!("{hash}  {name}\n")).collect();
    let manifest = PlannedFile { name: NAME.to_owned(), bytes: lines.into_bytes() };
    match write_file(folder, &manifest, Overwrite::Yes) {
        Ok(_) => Ok(written),
        Err(error) => Err((written, error)),
    }
}

/// Whether the place is free, holds the very same bytes, or what an earlier export left there.
fn is_ours(folder: &Dir, manifest: &BTreeMap<String, String>, file: &PlannedFile) -> bool {
    match folder.symlink_metadata(&file.name) {
        Err(error) => error.kind() == io::ErrorKind::NotFound,
        Ok(found) if !found.is_file() => false,
        Ok(_) => folder.read(&file.name).is_ok_and(|bytes| {
            bytes == file.bytes || manifest.get(&file.name).is_some_and(|hash| *hash == digest(&bytes))
        }),
    }
}

/// The manifest of a folder; empty where there is none that can be read.
fn read(folder: &Dir) -> BTreeMap<String, String> {
    let mut text = String::new();
    let plain = folder.symlink_metadata(NAME).is_ok_and(|found| found.is_file());
    let opened = if plain { folder.open(NAME).ok() } else { None };
    if let Some(file) = opened
        && file.take(LARGEST).read_to_string(&mut text).is_err()
    {
        text.clear();
    }
    text.lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(hash, name)| (name.to_owned(), hash.to_owned()))
        .collect()
}

fn digest(bytes: &[u8]) -> String {
    model::ContentHash::from_bytes(&Sha256::digest(bytes).into()).to_string()
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
            write_into(&folder, &page(text), Overwrite::No).expect(text);
        }
        assert_eq!(std::fs::read_to_string(path.path().join("page.html")).expect("read"), "two");
    }

    #[test]
    fn a_file_that_somebody_wrote_or_changed_is_left_alone() {
        let (path, folder) = folder();
        let place = path.path().join("page.html");
        std::fs::write(&place, "theirs").expect("written");
        assert!(matches!(write_into(&folder, &page("ours"), Overwrite::No), Err((_, WriteError::Exists(_)))));
        assert_eq!(std::fs::read_to_string(&place).expect("read"), "theirs");
        write_into(&folder, &page("ours"), Overwrite::Yes).expect("asked for");
        std::fs::write(&place, "ours, mended by hand").expect("written");
        assert!(matches!(
            write_into(&folder, &page("newer"), Overwrite::No),
            Err((_, WriteError::Exists(_)))
        ));
        assert_eq!(std::fs::read_to_string(&place).expect("read"), "ours, mended by hand");
    }

    #[test]
    fn nothing_is_written_where_one_of_several_cannot_be() {
        let (path, folder) = folder();
        std::fs::write(path.path().join("b.html"), "theirs").expect("written");
        let files = ["a.html", "b.html"].map(|name| PlannedFile { name: name.into(), bytes: b"x".to_vec() });
        assert!(write_into(&folder, &files, Overwrite::No).is_err());
        assert!(!path.path().join("a.html").exists());
    }
}
