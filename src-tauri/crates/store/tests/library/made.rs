//! Files made from media: kept as long as there is room, and never taken for what they are not.

use std::time::{Duration, SystemTime};

use crate::support::*;

fn long_ago(days: u64) -> SystemTime {
    SystemTime::now() - Duration::from_secs(days * 24 * 60 * 60)
}

fn file_of(library: &Library, name: &str) -> std::path::PathBuf {
    library.folder.path().join("cache").join(&name[..2]).join(name)
}

#[test]
fn what_was_made_is_found_again_until_it_is_deleted() {
    let library = library();
    let store = &library.store;
    let now = SystemTime::now();
    assert_eq!(store.made_file("ab01", now), None);
    store.keep_made_file("ab01", b"small").expect("kept");
    assert_eq!(store.made_file("ab01", now).as_deref(), Some(&b"small"[..]));
    store.keep_made_file("ab01", b"other").expect("kept");
    assert_eq!(store.made_file("ab01", now).as_deref(), Some(&b"other"[..]));
    std::fs::remove_dir_all(library.folder.path().join("cache")).expect("removed");
    assert_eq!(store.made_file("ab01", now), None);
    store.keep_made_file("ab01", b"small").expect("kept once more");
    assert_eq!(store.made_file("ab01", now).as_deref(), Some(&b"small"[..]));
    assert_sound(store);
}

#[test]
fn what_is_not_what_was_kept_is_not_answered() {
    let library = library();
    let store = &library.store;
    let now = SystemTime::now();
    store.keep_made_file("ab02", b"whole").expect("kept");
    let whole = std::fs::read(file_of(&library, "ab02")).expect("read");
    let mut altered = whole.clone();
    altered[0] ^= 1;
    for broken in [&altered[..], &whole[..whole.len() - 1], b"", b"x"] {
        std::fs::write(file_of(&library, "ab02"), broken).expect("written");
        assert_eq!(store.made_file("ab02", now), None, "{broken:?}");
    }
    for name in ["", "a", "../library.db", "ab/../..", "AB\0"] {
        assert_eq!(store.made_file(name, now), None, "{name:?}");
        assert!(store.keep_made_file(name, b"x").is_err(), "{name:?}");
    }
}

#[test]
fn what_was_not_used_for_longest_goes_first() {
    let library = library();
    let store = &library.store;
    for (name, days) in [("aa00", 30), ("ab00", 20), ("ac00", 10)] {
        store.keep_made_file(name, &[7; 1_000]).expect("kept");
        let file = std::fs::OpenOptions::new().append(true).open(file_of(&library, name)).expect("opened");
        file.set_modified(long_ago(days)).expect("dated");
    }
    assert!(store.trim_made_files(10_000) > 3_000, "nothing goes while there is room");
    let now = SystemTime::now();
    assert!(store.made_file("aa00", now).is_some(), "used now");
    assert!(store.trim_made_files(2_500) <= 2_500);
    let left = ["aa00", "ab00", "ac00"].map(|name| store.made_file(name, now).is_some());
    assert_eq!(left, [true, false, true]);
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_folder_is_not_followed() {
    let library = library();
    let outside = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(outside.path(), library.folder.path().join("cache")).expect("a link");
    assert!(library.store.keep_made_file("ab03", b"x").is_err());
    assert_eq!(std::fs::read_dir(outside.path()).expect("read").count(), 0);
}
