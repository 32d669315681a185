//! The folder on a real disk: what is read, what is written, and what never is.
#![allow(missing_docs)]

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use mirror::apply::Changes;
use mirror::folder::hash;
use mirror::scan::{Listing, Look, Memory, scan};
use mirror::{Error, Folder};
use tempfile::TempDir;

fn folder() -> (TempDir, Folder) {
    let place = tempfile::tempdir().expect("a folder");
    let folder = Folder::open(place.path()).expect("opened");
    folder.claim("one", Path::new("/nowhere"), |_, _| false).expect("claimed");
    (place, folder)
}

fn listing(folder: &Folder, memory: &mut Memory) -> Listing {
    scan(folder, memory, Look::Quick, &|_, _| false).expect("listed")
}

/// Writes a file that looks as if it had been written long ago.
fn settled(path: &Path, text: &str) {
    fs::write(path, text).expect("written");
    std::thread::sleep(mirror::scan::SETTLED_AFTER + Duration::from_millis(20));
}

#[test]
fn texts_are_found_wherever_they_lie_and_nothing_else_is() {
    let (place, folder) = folder();
    let root = place.path();
    for name in ["deep/er", ".git", "media", "node_modules"] {
        fs::create_dir_all(root.join(name)).expect("made");
    }
    for name in [
        "a.md",
        "B.MD",
        "deep/er/c.markdown",
        "d.txt",
        ".e.md",
        ".git/f.md",
        "g.md~",
        "node_modules/h.md",
        "md",
    ] {
        fs::write(root.join(name), name).expect("written");
    }
    std::thread::sleep(mirror::scan::SETTLED_AFTER + Duration::from_millis(20));
    let found = listing(&folder, &mut Memory::default());
    let names: Vec<&str> = found.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["B.MD", "a.md", "deep/er/c.markdown"]);
    assert_eq!(found.files[1].bytes, hash(b"a.md"));
    assert_eq!(found.unusable, []);
}

#[test]
fn a_file_that_was_written_a_moment_ago_is_waited_for_unless_it_is_known() {
    let (place, folder) = folder();
    fs::write(place.path().join("a.md"), "half").expect("written");
    let mut memory = Memory::default();
    let found = listing(&folder, &mut memory);
    assert!(found.files.is_empty() && found.unusable[0].reason.is_none(), "{found:?}");
    let agreed =
        scan(&folder, &mut memory, Look::Quick, &|name, bytes| name == "a.md" && *bytes == hash(b"half"));
    assert_eq!(agreed.expect("listed").files.len(), 1);
    settled(&place.path().join("a.md"), "whole");
    assert_eq!(listing(&folder, &mut memory).files[0].bytes, hash(b"whole"));
    // An empty file may be one that an editor is about to fill.
    settled(&place.path().join("a.md"), "");
    assert!(listing(&folder, &mut memory).files.is_empty());
}

#[test]
fn a_change_that_leaves_size_and_time_as_they_were_is_seen_by_a_thorough_look() {
    let (place, folder) = folder();
    let path = place.path().join("a.md");
    settled(&path, "one");
    let mut memory = Memory::default();
    assert_eq!(listing(&folder, &mut memory).files[0].bytes, hash(b"one"));
    let old = SystemTime::now() - Duration::from_secs(60);
    fs::write(&path, "two").expect("written");
    fs::File::options().write(true).open(&path).and_then(|file| file.set_modified(old)).expect("set back");
    std::thread::sleep(mirror::scan::SETTLED_AFTER + Duration::from_millis(20));
    let found = scan(&folder, &mut memory, Look::Thorough, &|_, _| false).expect("listed");
    assert_eq!(found.files[0].bytes, hash(b"two"));
}

#[cfg(unix)]
#[test]
fn links_and_files_with_two_names_are_told_and_never_followed() {
    let (place, folder) = folder();
    let outside = tempfile::tempdir().expect("a folder");
    let secret = outside.path().join("secret.md");
    fs::write(&secret, "secret").expect("written");
    let root = place.path();
    std::os::unix::fs::symlink(&secret, root.join("link.md")).expect("linked");
    std::os::unix::fs::symlink(outside.path(), root.join("folder")).expect("linked");
    fs::hard_link(&secret, root.join("twin.md")).expect("linked");
    std::thread::sleep(mirror::scan::SETTLED_AFTER + Duration::from_millis(20));
    let found = listing(&folder, &mut Memory::default());
    assert_eq!(found.files, []);
    let told: Vec<String> =
        found.unusable.iter().filter_map(|file| Some(file.reason.as_ref()?.to_string())).collect();
    assert_eq!(told.len(), 2, "{found:?}");
    assert!(told[0].contains("symbolic link") && told[1].contains("second name"), "{told:?}");
    let mut changes = Changes::new(&folder);
    for name in ["link.md", "twin.md", "folder/new.md", "../out.md", "folder/secret.md"] {
        let bytes = hash(b"secret");
        assert!(changes.write(name, None, b"x").is_err(), "{name}");
        assert!(changes.write(name, Some(&bytes), b"x").is_err(), "{name}");
        assert!(changes.remove(name, &bytes).is_err(), "{name}");
        assert!(changes.rename(name, "new.md", &bytes).is_err(), "{name}");
    }
    settled(&root.join("plain.md"), "plain");
    assert!(changes.rename("plain.md", "folder/plain.md", &hash(b"plain")).is_err());
    assert_eq!(fs::read_to_string(&secret).expect("still there"), "secret");
    assert_eq!(fs::read_dir(outside.path()).expect("listed").count(), 1);
}

#[test]
fn a_file_is_written_only_in_place_of_what_was_seen() {
    let (place, folder) = folder();
    let path = place.path().join("sub/a.md");
    let mut changes = Changes::new(&folder);
    changes.write("sub/a.md", None, b"one").expect("written");
    assert_eq!(fs::read(&path).expect("there"), b"one");
    assert_eq!(changes.write("sub/a.md", None, b"two"), Err(Error::Changed("sub/a.md".into())));
    let wrong = changes.write("sub/a.md", Some(&hash(b"other")), b"two");
    assert_eq!(wrong, Err(Error::Changed("sub/a.md".into())));
    assert_eq!(fs::read(&path).expect("there"), b"one");
    changes.write("sub/a.md", Some(&hash(b"one")), b"two").expect("written");
    assert_eq!(fs::read(&path).expect("there"), b"two");
    assert!(changes.remove("sub/a.md", &hash(b"one")).is_err());
    changes.rename("sub/a.md", "b.md", &hash(b"two")).expect("renamed");
    changes.remove("b.md", &hash(b"two")).expect("removed");
    changes.finish().expect("durable");
    let left: Vec<_> = fs::read_dir(place.path().join(".galley"))
        .expect("listed")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("unfinished"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn what_is_written_keeps_the_permissions_of_what_was_there() {
    use std::os::unix::fs::PermissionsExt as _;
    let (place, folder) = folder();
    let path = place.path().join("a.md");
    fs::write(&path, "one").expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
    Changes::new(&folder).write("a.md", Some(&hash(b"one")), b"two").expect("written");
    assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_change_in_the_very_last_moment_is_never_written_over() {
    let (place, folder) = folder();
    let path = place.path().join("a.md");
    let mut lost = 0;
    for round in 0..300_u32 {
        let before = format!("before {round}");
        fs::write(&path, &before).expect("written");
        let theirs = format!("theirs {round}");
        std::thread::scope(|scope| {
            let other = scope.spawn(|| {
                let aside = place.path().join("theirs.tmp");
                fs::write(&aside, &theirs).expect("written");
                fs::rename(&aside, &path).expect("renamed");
            });
            let ours = Changes::new(&folder).write("a.md", Some(&hash(before.as_bytes())), b"ours");
            other.join().expect("ended");
            let now = fs::read_to_string(&path).expect("there");
            // Either it came after ours, or ours was turned away; it never is gone.
            lost += u32::from(now != theirs && cfg!(target_os = "linux"));
            let _ = ours;
        });
    }
    assert_eq!(lost, 0);
}

#[test]
fn a_folder_belongs_to_one_library_of_a_computer_and_not_to_an_empty_mount_point() {
    let (place, folder) = folder();
    assert!(folder.is_claimed_by("one") && !folder.is_claimed_by("two"));
    let taken =
        folder.claim("two", Path::new("/elsewhere"), |name, at| name == "one" && at == Path::new("/nowhere"));
    assert!(matches!(taken, Err(Error::Taken { .. })), "{taken:?}");
    // The mark came along with the files from another computer.
    folder.claim("two", Path::new("/elsewhere"), |_, _| false).expect("claimed");
    folder.release("one").expect("released");
    assert!(!folder.is_claimed_by("one"));
    let inside = place.path().join("library");
    fs::create_dir(&inside).expect("made");
    assert!(matches!(folder.claim("three", &inside, |_, _| false), Err(Error::Unfit { .. })));
    assert!(matches!(Folder::open(&place.path().join("gone")), Err(Error::Offline { .. })));
}
