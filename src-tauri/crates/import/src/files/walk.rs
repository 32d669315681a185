//! A folder and everything in it, but for links and what lies hidden.

use std::io::Read as _;

use cap_std::fs::{Dir, File};

use super::{Entry, MOST};
use crate::Problem;

/// How deep folders are followed.
const DEEPEST: usize = 64;

/// Folders that programs keep for themselves.
const LEFT_OUT: [&str; 3] = ["node_modules", "__MACOSX", "$RECYCLE.BIN"];

/// All files of a folder and of the folders in it.
pub(super) fn walk(dir: &Dir) -> (Vec<Entry>, Vec<Problem>) {
    let (mut entries, mut problems) = (Vec::new(), Vec::new());
    let mut links: Vec<String> = Vec::new();
    let mut open = vec![(String::new(), 0)];
    while let Some((folder, depth)) = open.pop() {
        let shown = if folder.is_empty() { "." } else { &folder };
        let unreadable = |error: std::io::Error| {
            Problem::new(shown, format!("the folder cannot be read: {error}; it was left out"))
        };
        let list = match dir.read_dir(shown) {
            Ok(list) => list,
            Err(error) => {
                problems.push(unreadable(error));
                continue;
            }
        };
        for entry in list {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    problems.push(unreadable(error));
                    continue;
                }
            };
            let Ok(name) = entry.file_name().into_string() else {
                problems.push(Problem::new(shown, "a file whose name is no text was left out"));
                continue;
            };
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            // Hidden files belong to programs; a name with a backslash means two files on two systems.
            if name.starts_with('.') || name.contains('\\') || LEFT_OUT.contains(&&*name) {
                continue;
            }
            match entry.file_type() {
                Ok(kind) if kind.is_symlink() => links.push(path),
                Ok(kind) if kind.is_dir() && depth < DEEPEST => open.push((path, depth + 1)),
                Ok(kind) if kind.is_dir() => {
                    problems.push(Problem::new(path, "it lies too deep and was left out"));
                }
                Ok(kind) if kind.is_file() && entries.len() < MOST => {
                    let size = entry.metadata().map_or(0, |metadata| metadata.len());
                    entries.push(Entry { path, size, index: 0 });
                }
                _ => {}
            }
        }
    }
    if entries.len() >= MOST {
        problems.push(Problem::new(".", format!("there are more than {MOST} files; the rest was left out")));
    }
    links.sort();
    for link in links.into_iter().take(20) {
        problems.push(Problem::new(link, "a symbolic link is not followed; it was left out"));
    }
    (entries, problems)
}

/// Opens a plain file below a folder, through no symbolic link.
pub(super) fn open(dir: &Dir, path: &str) -> Result<File, String> {
    let mut walked = String::new();
    for part in path.split('/') {
        if matches!(part, "" | "." | "..") {
            return Err("its address leads out of the folder; it was left out".to_owned());
        }
        if !walked.is_empty() {
            walked.push('/');
        }
        walked.push_str(part);
        let what = dir.symlink_metadata(&walked).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file beside the text".to_owned(),
            _ => format!("it cannot be read: {error}"),
        })?;
        if what.is_symlink() {
            return Err("a symbolic link is not followed; it was left out".to_owned());
        }
    }
    let file = dir.open(path).map_err(|error| format!("it cannot be read: {error}"))?;
    match file.metadata() {
        Ok(what) if what.is_file() => Ok(file),
        Ok(_) => Err("this is not a file; it was left out".to_owned()),
        Err(error) => Err(format!("it cannot be read: {error}")),
    }
}

/// A whole file below a folder, read through no symbolic link.
pub(crate) fn read(dir: &Dir, path: &str, limit: u64) -> Result<Vec<u8>, String> {
    let too_large = || format!("the file is larger than {} MB; it was left out", limit / (1024 * 1024));
    let file = open(dir, path)?;
    if file.metadata().map_or(0, |what| what.len()) > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| format!("it cannot be read: {error}"))?;
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
}
