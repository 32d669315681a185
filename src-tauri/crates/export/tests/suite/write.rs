//! Files are written whole or not at all, below one folder and nowhere else.

use std::fs;
use std::path::Path;

use cap_std::ambient_authority;
use cap_std::fs::Dir;
use export::write::{WriteError, write_file, write_files};
use export::{Overwrite, PlannedFile};

fn open(path: &Path) -> Dir {
    Dir::open_ambient_dir(path, ambient_authority()).expect("the folder opens")
}

fn planned(name: &str, text: &str) -> PlannedFile {
    PlannedFile { name: name.into(), bytes: text.into() }
}

fn names(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path).expect("the folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_file_is_written_and_nothing_else_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let written =
        write_file(&open(folder.path()), &planned("a.html", "one"), Overwrite::No).expect("written");
    assert_eq!((written.name.as_str(), written.size), ("a.html", 3));
    assert_eq!(fs::read_to_string(folder.path().join("a.html")).expect("the file"), "one");
    assert_eq!(names(folder.path()), ["a.html"]);
}

#[test]
fn a_file_that_is_there_is_replaced_only_when_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.html"), "old").expect("a file");
    let dir = open(folder.path());
    let refused = write_file(&dir, &planned("a.html", "new"), Overwrite::No);
    assert!(matches!(refused, Err(WriteError::Exists(name)) if name == "a.html"));
    assert_eq!(fs::read_to_string(folder.path().join("a.html")).expect("the file"), "old");
    write_file(&dir, &planned("a.html", "new"), Overwrite::Yes).expect("replaced");
    assert_eq!(fs::read_to_string(folder.path().join("a.html")).expect("the file"), "new");
    assert_eq!(names(folder.path()), ["a.html"]);
}

#[test]
fn no_name_leads_out_of_the_folder() {
    let outer = tempfile::tempdir().expect("a folder");
    let inner = outer.path().join("inner");
    fs::create_dir(&inner).expect("a folder");
    let dir = open(&inner);
    for name in ["../x", "/x", "a/b", "..", ".", "", "a\\b", "a\0b"] {
        let refused = write_file(&dir, &planned(name, "x"), Overwrite::Yes);
        assert!(matches!(refused, Err(WriteError::Name(_))), "{name:?} was taken");
    }
    assert_eq!(names(outer.path()), ["inner"]);
    assert!(names(&inner).is_empty());
}

#[test]
fn a_folder_in_the_place_is_not_touched() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("a.html")).expect("a folder");
    let refused = write_file(&open(folder.path()), &planned("a.html", "x"), Overwrite::Yes);
    assert!(matches!(refused, Err(WriteError::Name(_))));
    assert_eq!(names(folder.path()), ["a.html"]);
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_is_neither_followed_nor_replaced() {
    let outer = tempfile::tempdir().expect("a folder");
    let inner = outer.path().join("inner");
    fs::create_dir(&inner).expect("a folder");
    fs::write(outer.path().join("precious"), "kept").expect("a file");
    std::os::unix::fs::symlink("../precious", inner.join("a.html")).expect("a link");
    for overwrite in [Overwrite::No, Overwrite::Yes] {
        let refused = write_file(&open(&inner), &planned("a.html", "x"), overwrite);
        assert!(matches!(refused, Err(WriteError::Name(_))), "{refused:?}");
    }
    assert_eq!(fs::read_to_string(outer.path().join("precious")).expect("the file"), "kept");
    assert!(fs::symlink_metadata(inner.join("a.html")).expect("the link").is_symlink());
}

#[test]
fn several_files_stop_at_the_first_that_fails_and_say_which_were_written() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("b.html"), "old").expect("a file");
    let files = [planned("a.html", "1"), planned("b.html", "2"), planned("c.html", "3")];
    let (written, error) =
        write_files(&open(folder.path()), &files, Overwrite::No, &|| true).expect_err("b is there");
    assert_eq!(written.len(), 1);
    assert!(matches!(error, WriteError::Exists(_)));
    assert_eq!(names(folder.path()), ["a.html", "b.html"]);
}
