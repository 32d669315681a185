//! What is done between saves so that none of them takes long: the log is emptied, the search index merged.

use model::Origin;
use rusqlite::Connection;

use crate::support::*;

/// How many pages are in the log, and how many of them not in the database yet.
fn log(library: &Library) -> (i64, i64) {
    let connection = Connection::open(library.folder.path().join("library.db")).expect("opens");
    connection
        .query_row("PRAGMA wal_checkpoint(NOOP)", [], |row| {
            Ok((row.get(1)?, row.get::<_, i64>(1)? - row.get::<_, i64>(2)?))
        })
        .expect("looked")
}

/// How many parts the search index has.
fn parts(library: &Library) -> i64 {
    let connection = Connection::open(library.folder.path().join("library.db")).expect("opens");
    connection
        .query_row("SELECT count(DISTINCT segid) FROM search_idx", [], |row| row.get(0))
        .expect("counted")
}

/// A text of its own, so long that a few dozen fill the log.
fn text(number: usize) -> String {
    (0..3_000).map(|word| format!("w{} ", (word * 7_919 + number * 104_729) % 40_000)).collect()
}

#[test]
fn the_log_is_emptied_between_saves_and_not_within_them() {
    let library = library();
    library.store.tend().expect("tended");
    library.store.tend().expect("tended");
    let id = library.add("T", &text(0)).article.id;
    let mut longest = 0;
    for version in 1..=40 {
        save(&library.store, &id, version, &text(version as usize), Origin::Window).expect("saved");
        longest = longest.max(log(&library).1);
    }
    assert!(longest > 1_000, "a save emptied the log itself: {longest}");
    library.store.tend().expect("tended");
    assert_eq!(log(&library).1, 0, "the log was not emptied");
    // What comes next begins at the log's start again, so that it does not grow for ever.
    let before = log(&library).0;
    save(&library.store, &id, 41, "short", Origin::Window).expect("saved");
    assert!(log(&library).0 < before / 2, "the log goes on growing");
    assert_sound(&library.store);
    let found = library.store.article(&id).expect("read").article;
    assert_eq!(found.body, "short");
}

#[test]
fn the_search_index_is_merged_when_nobody_writes_and_finds_the_same() {
    let library = library();
    library.store.tend().expect("tended");
    let id = library.add("T", &text(0)).article.id;
    let mut most = 0;
    for version in 1..=12 {
        save(&library.store, &id, version, &text(version as usize), Origin::Window).expect("saved");
        most = most.max(parts(&library));
    }
    assert!(most > 8, "saves merged the index themselves: {most} parts");
    for _ in 0..200 {
        library.store.tend().expect("tended");
    }
    assert!(parts(&library) < 4, "{} parts are left", parts(&library));
    assert_sound(&library.store);
    let word = text(12).split(' ').next().expect("a word").to_owned();
    assert_eq!(library.store.search(&word, 5).expect("found").len(), 1);
    // And then there is nothing left to write.
    let before = library.store.data_version().expect("a version");
    for _ in 0..5 {
        library.store.tend().expect("tended");
    }
    assert_eq!(library.store.data_version().expect("a version"), before, "it writes although nothing is due");
}

#[test]
fn a_library_that_nobody_tends_empties_its_log_within_saves() {
    let library = library();
    let id = library.add("T", &text(0)).article.id;
    for version in 1..=60 {
        save(&library.store, &id, version, &text(version as usize), Origin::Window).expect("saved");
        assert!(log(&library).1 < 2_500, "the log grows: {:?}", log(&library));
    }
}

#[test]
fn looking_after_a_library_that_was_taken_away_makes_no_new_one() {
    let library = library();
    let id = library.add("T", "one").article.id;
    library.store.tend().expect("tended");
    let away = library.folder.path().join("away");
    std::fs::create_dir(&away).expect("made");
    for name in ["library.db", "library.db-wal", "library.db-shm"] {
        std::fs::rename(library.folder.path().join(name), away.join(name)).expect("moved");
    }
    for _ in 0..3 {
        let _ = library.store.tend();
    }
    assert!(!library.folder.path().join("library.db").exists());
    for name in ["library.db", "library.db-wal", "library.db-shm"] {
        std::fs::rename(away.join(name), library.folder.path().join(name)).expect("moved");
    }
    save(&library.store, &id, 1, "two", Origin::Window).expect("saved");
    library.store.tend().expect("tended");
    assert_sound(&library.store);
}
