//! What happens to a library from outside, and what its author is told.

use std::path::Path;

use model::Origin;
use rusqlite::Connection;
use store::{Error, Store, unwatched};

use crate::support::*;

fn database(folder: &Path) -> std::path::PathBuf {
    folder.join("library.db")
}

#[test]
fn a_folder_that_holds_no_library_is_told_apart_from_a_missing_one() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(matches!(Store::open(&folder.path().join("none")), Err(Error::Missing(_))));
    assert!(matches!(Store::open(folder.path()), Err(Error::NotALibrary(_))));
    std::fs::write(folder.path().join("notes.txt"), "mine").expect("written");
    assert!(matches!(Store::create(folder.path(), &publication()), Err(Error::NotEmpty(_))));
    assert!(matches!(Store::open(&folder.path().join("notes.txt")), Err(Error::NotALibrary(_))));
    assert!(matches!(
        Store::create(&folder.path().join("notes.txt"), &publication()),
        Err(Error::NotEmpty(_))
    ));
    Connection::open(database(folder.path()))
        .expect("opens")
        .execute_batch("CREATE TABLE a (b)")
        .expect("made");
    assert!(matches!(Store::open(folder.path()), Err(Error::NotALibrary(_))));
    assert!(matches!(
        Store::create(folder.path(), &publication()),
        Err(Error::AlreadyThere(_) | Error::NotEmpty(_))
    ));
    assert_eq!(std::fs::read_to_string(folder.path().join("notes.txt")).expect("there"), "mine");
}

#[test]
fn an_attempt_to_create_a_library_that_was_interrupted_is_completed_by_the_next() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(".galley-new-abc.db"), "half a database").expect("written");
    std::fs::create_dir(folder.path().join("media")).expect("made");
    let store = Store::create(folder.path(), &publication()).expect("a library");
    assert_sound(&store);
    assert!(!folder.path().join(".galley-new-abc.db").exists());
    drop(store);
    assert!(matches!(Store::create(folder.path(), &publication()), Err(Error::AlreadyThere(_))));
    let mut names: Vec<_> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    assert_eq!(names, ["backups", "library.db", "media", "themes"]);
}

#[cfg(unix)]
#[test]
fn a_database_that_was_removed_or_replaced_is_noticed_before_anything_is_called_saved() {
    let remove: fn(&Path) = |folder| {
        for name in ["library.db", "library.db-wal", "library.db-shm"] {
            let _ = std::fs::remove_file(folder.join(name));
        }
    };
    let remove_log: fn(&Path) =
        |folder| std::fs::remove_file(folder.join("library.db-wal")).expect("removed");
    let replace: fn(&Path) = |folder| {
        let other = tempfile::tempdir().expect("a folder");
        drop(Store::create(other.path(), &publication()).expect("a library"));
        std::fs::copy(other.path().join("library.db"), folder.join("other")).expect("copied");
        std::fs::rename(folder.join("other"), folder.join("library.db")).expect("replaced");
    };
    let overwrite: fn(&Path) = |folder| {
        let other = tempfile::tempdir().expect("a folder");
        let store = Store::create(other.path(), &publication()).expect("a library");
        for number in 0..50 {
            create(&store, &number.to_string(), &"filler ".repeat(500), Origin::Window);
        }
        drop(store);
        let content = std::fs::read(other.path().join("library.db")).expect("read");
        std::fs::write(folder.join("library.db"), content).expect("overwritten");
    };
    let truncate: fn(&Path) = |folder| {
        std::fs::OpenOptions::new()
            .write(true)
            .open(folder.join("library.db"))
            .expect("opens")
            .set_len(0)
            .expect("cut");
    };
    for (name, harm) in [
        ("remove", remove),
        ("remove the log", remove_log),
        ("replace", replace),
        ("overwrite", overwrite),
        ("truncate", truncate),
    ] {
        let library = library();
        let id = library.add("T", "one").article.id;
        save(&library.store, &id, 1, "two", Origin::Window).expect("saved");
        // Everything into the database file, so that the file matters.
        Connection::open(database(library.folder.path()))
            .expect("opens")
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .expect("emptied");
        save(&library.store, &id, 2, "three", Origin::Window).expect("saved");
        std::thread::sleep(std::time::Duration::from_millis(20));
        harm(library.folder.path());
        for _ in 0..2 {
            let outcome = save(&library.store, &id, 3, "four", Origin::Window);
            let noticed = matches!(outcome, Err(Error::Gone(_) | Error::Damaged { .. }));
            assert!(noticed, "{name}: {outcome:?}");
        }
    }
}

#[test]
fn a_library_that_is_put_back_is_written_again() {
    let library = library();
    let id = library.add("T", "one").article.id;
    let away = library.folder.path().join("away");
    std::fs::create_dir(&away).expect("made");
    let names = ["library.db", "library.db-wal", "library.db-shm"];
    for name in names {
        std::fs::rename(library.folder.path().join(name), away.join(name)).expect("moved");
    }
    assert!(matches!(save(&library.store, &id, 1, "two", Origin::Window), Err(Error::Gone(_))));
    assert!(matches!(library.store.data_version(), Err(Error::Gone(_))));
    for name in names {
        std::fs::rename(away.join(name), library.folder.path().join(name)).expect("moved");
    }
    save(&library.store, &id, 1, "two", Origin::Window).expect("saved");
    assert_sound(&library.store);
}

#[test]
fn a_library_from_a_newer_version_is_opened_for_reading() {
    let library = library();
    let id = library.add("T", "one").article.id;
    let folder = library.close();
    let connection = Connection::open(database(folder.path())).expect("opens");
    connection
        .execute_batch(
            "ALTER TABLE article ADD COLUMN mood TEXT; CREATE TABLE moods (a); PRAGMA user_version = 999",
        )
        .expect("changed");
    drop(connection);
    let store = Store::open(folder.path()).expect("opens").store;
    assert!(store.read_only().expect("a reason").contains("schema 999"));
    assert_eq!(store.article(&id).expect("read").article.body, "one");
    assert_eq!(store.search("one", 9).expect("found").len(), 1);
    assert!(matches!(save(&store, &id, 1, "two", Origin::Window), Err(Error::ReadOnly(_))));
    assert!(matches!(store.add_medium(&png(1), "a", at(1)), Err(Error::ReadOnly(_))));
    assert!(matches!(store.set_setting("a", "b"), Err(Error::ReadOnly(_))));
}

#[test]
fn a_database_with_a_trigger_or_view_that_is_not_ours_is_not_opened_and_nothing_in_it_runs() {
    for (sql, name) in [
        ("CREATE TRIGGER evil AFTER UPDATE ON article BEGIN UPDATE setting SET value = 'owned'; END", "evil"),
        ("CREATE TRIGGER sqlite_x AFTER INSERT ON change BEGIN DELETE FROM tag; END", ""),
        ("CREATE VIEW evil AS SELECT 1", "evil"),
        ("DROP TRIGGER revision_unchanged", "revision_unchanged"),
        ("DROP TABLE setting; CREATE VIEW setting AS SELECT 'a' AS key, 'b' AS value", "setting"),
        ("DROP INDEX tag_folded; CREATE INDEX tag_folded ON tag (abs(folded))", "tag_folded"),
    ] {
        let library = library();
        library.add("T", "one");
        library.store.set_setting("a", "b").expect("kept");
        let folder = library.close();
        let connection = Connection::open(database(folder.path())).expect("opens");
        let done = connection.execute_batch(sql);
        drop(connection);
        if done.is_err() {
            continue;
        }
        match Store::open(folder.path()) {
            Err(Error::Damaged { detail, .. }) => assert!(detail.contains(name), "{detail}"),
            other => panic!("{sql}: {other:?}"),
        }
        // A newer version's library may hold what we do not know, but no view in place of a table.
        let connection = Connection::open(database(folder.path())).expect("opens");
        connection.execute_batch("PRAGMA user_version = 999").expect("set");
        drop(connection);
        if let Ok(opened) = Store::open(folder.path()) {
            assert!(opened.store.read_only().is_some());
            assert!(name != "setting", "a view was taken for a table");
        }
    }
}

#[test]
fn garbage_and_cut_off_databases_are_left_alone_and_the_newest_good_backup_is_named() {
    let library = library();
    for number in 0..20 {
        library.add(&number.to_string(), &"some words to fill a page ".repeat(50));
    }
    let backups = library.folder.path().join("backups");
    let good = backups.join("good.galley");
    library.store.backup(&good, &unwatched).expect("a backup");
    std::thread::sleep(std::time::Duration::from_millis(20));
    std::fs::write(backups.join("newer-but-bad.galley"), "nonsense").expect("written");
    let folder = library.close();
    let whole = std::fs::read(database(folder.path())).expect("read");
    let pages = whole.len() / 4096;
    let mut spoilt: Vec<Vec<u8>> = (0..pages).map(|page| whole[..page * 4096].to_vec()).collect();
    spoilt.extend([
        b"garbage".to_vec(),
        vec![0; 8192],
        whole[..50].to_vec(),
        whole[..whole.len() - 1000].to_vec(),
    ]);
    for content in spoilt {
        std::fs::write(database(folder.path()), &content).expect("written");
        match Store::open(folder.path()) {
            Err(Error::Damaged { backup, .. }) => {
                assert_eq!(backup.as_ref(), Some(&good), "{} bytes", content.len())
            }
            other => panic!("{} bytes: {other:?}", content.len()),
        }
        assert_eq!(std::fs::read(database(folder.path())).expect("still there"), content);
    }
}

#[test]
fn no_flipped_bit_changes_a_text_silently() {
    let library = library();
    let mut texts = Vec::new();
    for number in 0..12 {
        let body = format!("{number} {}", "the quick brown fox jumps over it ".repeat(60));
        let id = library.add(&format!("Title {number}"), &body).article.id;
        let next = body.replacen("fox", "cat", 3);
        save(&library.store, &id, 1, &next, Origin::CommandLine).expect("saved");
        texts.push((id, format!("Title {number}"), [body, next]));
    }
    let folder = library.close();
    let path = database(folder.path());
    let whole = std::fs::read(&path).expect("read");
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut noticed = 0;
    for _ in 0..400 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let mut flipped = whole.clone();
        let bit = usize::try_from(state % (whole.len() as u64 * 8)).expect("small");
        flipped[bit / 8] ^= 1 << (bit % 8);
        std::fs::write(&path, flipped).expect("written");
        let Ok(opened) = Store::open(folder.path()) else {
            noticed += 1;
            continue;
        };
        let store = opened.store;
        for (id, title, [first, second]) in &texts {
            match store.article(id) {
                Ok(read) => {
                    assert_eq!(
                        (&read.article.metadata.title, &read.article.body),
                        (title, second),
                        "bit {bit}"
                    );
                }
                Err(_) => noticed += 1,
            }
            for revision in store.revisions(id).unwrap_or_default() {
                if let Ok(read) = store.revision(revision.id) {
                    assert!(read.body == *first || read.body == *second, "bit {bit}");
                }
            }
        }
        if let Ok((_, page)) = store.list(store::Shelf::All, 0, 100) {
            for summary in page.iter().filter(|summary| !summary.damaged) {
                let known = texts.iter().find(|(id, ..)| *id == summary.id);
                assert_eq!(known.map(|(_, title, _)| title), Some(&summary.title), "bit {bit}");
            }
        }
        drop(store);
        // The log of the opened library is emptied into the file; what is flipped next starts from the whole.
    }
    assert!(noticed > 20, "only {noticed} were noticed: the flips hit nothing");
}

#[test]
fn an_altered_text_is_not_shown_and_a_good_revision_is_offered() {
    let library = library();
    let id = library.add("T", "the first text").article.id;
    save(&library.store, &id, 1, "the second text", Origin::CommandLine).expect("saved");
    let connection = Connection::open(database(library.folder.path())).expect("opens");
    connection.execute("UPDATE content SET body = replace(body, 'second', 'altered')", []).expect("altered");
    let Err(Error::ArticleDamaged { good: Some(good), .. }) = library.store.article(&id) else {
        panic!("an altered text was shown")
    };
    assert_eq!(library.store.check(&store::unwatched).expect("a verification").problems.len(), 1);
    let partial = save(&library.store, &id, 2, "third", Origin::Window);
    assert!(matches!(partial, Err(Error::ArticleDamaged { .. })));
    library.store.restore_revision(&id, good, &derived(""), Origin::Window, at(9)).expect("restored");
    assert_eq!(library.store.article(&id).expect("read").article.body, "the first text");
    assert_sound(&library.store);

    connection.execute("UPDATE article SET title = 'altered'", []).expect("altered");
    let (_, page) = library.store.list(store::Shelf::All, 0, 9).expect("a page");
    assert!(page[0].damaged && page[0].title.starts_with('⚠'));
}

#[test]
fn a_library_locked_by_another_program_is_busy_and_nothing_is_lost() {
    let library = library();
    let id = library.add("T", "one").article.id;
    let other = Connection::open(database(library.folder.path())).expect("opens");
    other.execute_batch("BEGIN IMMEDIATE").expect("locked");
    assert!(matches!(save(&library.store, &id, 1, "two", Origin::Window), Err(Error::Busy(_))));
    assert_eq!(library.store.article(&id).expect("reading goes on").article.body, "one");
    other.execute_batch("COMMIT").expect("unlocked");
    save(&library.store, &id, 1, "two", Origin::Window).expect("saved");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_once_there_is_space_saving_goes_on() {
    let place = tempfile::tempdir().expect("a folder");
    let mounted = std::process::Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"])
        .arg(place.path())
        .output()
        .is_ok_and(|output| output.status.success());
    if !mounted {
        println!("SKIPPED: a small disk cannot be mounted here");
        return;
    }
    let folder = place.path().join("library");
    let outcome = std::panic::catch_unwind(|| {
        let store = Store::create(&folder, &publication()).expect("a library");
        let id = create(&store, "T", "one", Origin::Window).article.id;
        let mut version = 1;
        let mut texts = vec!["one".to_owned()];
        let mut state = 1_u64;
        let error = loop {
            // Noise, so that nothing compresses.
            let text: String = (0..2000)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    char::from(b'a' + u8::try_from((state >> 40) % 26).expect("a letter"))
                })
                .collect();
            match save(&store, &id, version, &text, Origin::CommandLine) {
                Ok(_) => {
                    version += 1;
                    texts.push(text);
                }
                Err(error) => break error,
            }
        };
        assert!(matches!(error, Error::Full(_) | Error::Io { .. }), "{error}");
        assert_eq!(store.article(&id).expect("read").article.body, *texts.last().expect("a text"));
        let resized = std::process::Command::new("mount")
            .args(["-o", "remount,size=8m"])
            .arg(place.path())
            .status()
            .expect("mount runs");
        assert!(resized.success());
        save(&store, &id, version, "there is space again", Origin::CommandLine).expect("saved");
        let kept: Vec<_> = store
            .revisions(&id)
            .expect("revisions")
            .iter()
            .map(|revision| store.revision(revision.id).expect("whole").body)
            .collect();
        assert!(texts.iter().all(|text| kept.contains(text)), "an acknowledged text is not in any revision");
        assert_sound(&store);
    });
    std::process::Command::new("umount").arg(place.path()).status().expect("umount runs");
    outcome.expect("the library stands a full disk");
}

const FOLDER: &str = "GALLEY_TEST_READ_ONLY_FOLDER";

/// Not a test: what a user without rights does in the test below.
#[test]
#[ignore = "runs in a child process of its own"]
fn read_without_rights() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let store = Store::open(Path::new(&folder)).unwrap_or_else(|error| panic!("{error}")).store;
    let reason = store.read_only().expect("it cannot be written").to_owned();
    let (_, page) = store.list(store::Shelf::All, 0, 1).expect("a page");
    let id = page[0].id.clone();
    let article = store.article(&id).expect("read").article;
    let outcome = save(&store, &id, article.version, "written", Origin::CommandLine);
    assert!(matches!(outcome, Err(Error::ReadOnly(_))), "{outcome:?}");
    assert!(matches!(store.add_medium(&png(1), "a", at(1)), Err(Error::ReadOnly(_))));
    assert_eq!(store.search(article.body.as_str(), 1).expect("found").len(), 1);
    assert_sound(&store);
    println!("read “{}”, {reason}", article.body);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_opened_for_reading_with_the_newest_save() {
    use std::os::unix::fs::PermissionsExt as _;
    let read = |folder: &Path| {
        let allow =
            |mode| std::fs::set_permissions(folder, std::fs::Permissions::from_mode(mode)).expect("allowed");
        allow(0o555);
        let program = folder.join("..").join("program");
        std::fs::copy(std::env::current_exe().expect("this program"), &program).expect("copied");
        let output = std::process::Command::new("setpriv")
            .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
            .arg(&program)
            .args(["faults::read_without_rights", "--exact", "--ignored", "--nocapture"])
            .env(FOLDER, folder)
            .output();
        allow(0o755);
        output.map(|output| {
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
        })
    };
    let place = tempfile::tempdir().expect("a folder");
    std::fs::set_permissions(place.path(), std::fs::Permissions::from_mode(0o755)).expect("allowed");
    let folder = place.path().join("library");
    let store = Store::create(&folder, &publication()).expect("a library");
    let id = create(&store, "T", "first", Origin::Window).article.id;
    drop(store);
    let Ok(said) = read(&folder) else {
        println!("SKIPPED: there is no setpriv, or it may not be used here");
        return;
    };
    if said.contains("setpriv:") {
        println!("SKIPPED: {said}");
        return;
    }
    assert!(said.contains("read “first”, you may not write in"), "{said}");
    // A newer save that stands in the log only, the log's owner gone or there.
    let store = Store::open(&folder).expect("opens").store;
    save(&store, &id, 1, "second", Origin::Window).expect("saved");
    let said = read(&folder).expect("read");
    assert!(said.contains("read “second”, you may not write in"), "{said}");
    let left = place.path().join("left");
    std::fs::create_dir(&left).expect("made");
    for name in ["library.db", "library.db-wal"] {
        std::fs::copy(folder.join(name), left.join(name)).expect("copied");
    }
    let said = read(&left).expect("read");
    assert!(said.contains("read “second”, you may not write in"), "{said}");
    // A library of an older version, which cannot be brought up to date where it lies.
    let old = place.path().join("old");
    std::fs::create_dir(&old).expect("made");
    crate::fixtures::unpack(1, &old);
    let before = std::fs::read(database(&old)).expect("read");
    let said = read(&old).expect("read");
    assert!(
        said.contains("read “It was built in 1891.") && said.contains("older version of Galley"),
        "{said}"
    );
    assert_eq!(std::fs::read(database(&old)).expect("read"), before, "it was changed");
}
