//! Repairs, and what becomes of a library whose database is damaged.

use std::path::Path;

use model::{Metadata, Origin};
use rusqlite::Connection;
use store::{Error, Pace, Store, unwatched};

use crate::support::*;

/// A library that is backed up after `backed_up` of its articles, and closed.
fn backed_up(articles: usize, backed_up: usize) -> tempfile::TempDir {
    let library = library();
    for number in 0..articles {
        if number == backed_up {
            back_up(&library.store);
        }
        library.add(&format!("Article {number}"), &format!("text {number} {}", "filler ".repeat(400)));
    }
    library.close()
}

fn back_up(store: &Store) {
    let folder = Store::backup_folder(store.folder());
    store.back_up_into(&folder, at(1), Pace::Fast, &unwatched).expect("a backup");
}

fn database(folder: &Path) -> std::path::PathBuf {
    folder.join("library.db")
}

fn titles(folder: &Path) -> Vec<String> {
    let store = Store::open(folder).expect("the library opens").store;
    assert_sound(&store);
    let (_, page) = store.list(store::Shelf::All, 0, 1000).expect("a page");
    let mut titles: Vec<_> = page.into_iter().map(|summary| summary.title).collect();
    titles.sort();
    titles
}

fn damage_of(folder: &Path) -> Error {
    match Store::open(folder) {
        Err(error @ Error::Damaged { .. }) => error,
        Err(error) => panic!("another error: {error}"),
        Ok(opened) => {
            let report = opened.store.check(&unwatched).expect("a verification");
            assert!(report.damaged, "it is not damaged");
            Error::Damaged { path: database(folder), detail: report.problems.join(" "), backup: None }
        }
    }
}

#[test]
fn a_garbage_database_is_put_aside_and_the_newest_backup_takes_its_place() {
    let folder = backed_up(9, 6);
    let garbage = "This is not a database. ".repeat(1000);
    std::fs::write(database(folder.path()), &garbage).expect("written");
    let rescue = Store::rescue(folder.path(), damage_of(folder.path()), at(9)).expect("rescued");
    assert_eq!(titles(folder.path()), (0..6).map(|number| format!("Article {number}")).collect::<Vec<_>>());
    assert_eq!(std::fs::read_to_string(rescue.aside.join("library.db")).expect("kept"), garbage);
    assert!(rescue.taken_over.is_empty());
    assert!(rescue.lost[0].contains("after the backup"), "{:?}", rescue.lost);
}

#[test]
fn what_a_truncated_database_still_holds_is_taken_over_and_what_is_lost_is_listed() {
    let whole = backed_up(40, 10);
    let content = std::fs::read(database(whole.path())).expect("read");
    let (mut taken_over, mut listed) = (0, 0);
    for pages in [content.len() / 4096 - 1, content.len() / 4096 * 3 / 4, content.len() / 4096 / 2, 3] {
        let folder = tempfile::tempdir().expect("a folder");
        copy(whole.path(), folder.path());
        std::fs::write(database(folder.path()), &content[..pages * 4096]).expect("cut");
        let rescue = Store::rescue(folder.path(), damage_of(folder.path()), at(9)).expect("rescued");
        let titles = titles(folder.path());
        for number in 0..10 {
            assert!(titles.contains(&format!("Article {number}")), "{number} was in the backup");
        }
        for title in &rescue.taken_over {
            assert!(titles.contains(title), "{title}");
        }
        assert_eq!(titles.len(), 10 + rescue.taken_over.len());
        assert!(titles.len() == 40 || !rescue.lost.is_empty(), "what is lost is not listed");
        taken_over += rescue.taken_over.len();
        listed += rescue.lost.len();
    }
    assert!(taken_over > 20 && listed > 0, "{taken_over} taken over, {listed} listed");
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("listed").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir_all(&target).expect("made");
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

#[test]
fn without_a_good_backup_a_damaged_database_is_left_as_it_is() {
    let library = library();
    library.add("T", "text");
    let folder = library.close();
    std::fs::write(database(folder.path()), "garbage").expect("written");
    std::fs::write(folder.path().join("backups/backup-000001-2026-01-01T000000Z.galley"), "no backup")
        .expect("written");
    let outcome = Store::rescue(folder.path(), damage_of(folder.path()), at(9));
    assert!(matches!(outcome, Err(Error::Damaged { .. })));
    assert_eq!(std::fs::read_to_string(database(folder.path())).expect("there"), "garbage");
    assert_eq!(std::fs::read_dir(folder.path()).expect("listed").count(), 4, "something was added");
}

#[test]
fn pictures_are_brought_back_put_aside_and_found_again() {
    let library = library();
    library.add("T", "text");
    let media: Vec<_> = (0..4)
        .map(|number| library.store.add_medium(&png(number), "a.png", at(0)).expect("added").file_name())
        .collect();
    back_up(&library.store);
    let folder = library.folder.path().join("media");
    std::fs::remove_file(folder.join(&media[0])).expect("removed");
    std::fs::write(folder.join(&media[1]), "altered").expect("altered");
    let forget = Connection::open(database(library.folder.path())).expect("opens");
    let kept: Vec<String> = media[3..].to_vec();
    forget
        .execute("DELETE FROM medium WHERE hex(hash) = ?1", [kept[0][..64].to_uppercase()])
        .expect("forgotten");
    assert_eq!(library.store.check(&unwatched).expect("a verification").problems.len(), 2);
    let mended = library.store.repair(at(9), &unwatched).expect("a repair").mended;
    assert_eq!(mended.len(), 4, "{mended:?}");
    assert_sound(&library.store);
    for (number, name) in media.iter().enumerate() {
        let number = u8::try_from(number).expect("few");
        assert_eq!(library.store.read_medium(name).expect("read").1, png(number), "{name}");
    }
    let aside = folder.join(format!("damaged-1-{}", media[1]));
    assert_eq!(std::fs::read_to_string(aside).expect("kept"), "altered");
    assert_eq!(library.store.repair(at(9), &unwatched).expect("a repair").mended, Vec::<String>::new());
}

#[test]
fn a_library_of_the_first_schema_is_backed_up_with_its_pictures_before_it_is_migrated() {
    let folder = tempfile::tempdir().expect("a folder");
    crate::fixtures::unpack(1, folder.path());
    let opened = Store::open(folder.path()).expect("opens");
    let migrated = opened.migrated.expect("it was of an older schema");
    assert_eq!(migrated.from, 1);
    drop(opened.store);
    // The backup is of the old schema, whole, and comes back as a library of today.
    let backup = Connection::open(&migrated.backup).expect("opens");
    let version: i64 = backup.query_row("PRAGMA user_version", [], |row| row.get(0)).expect("a version");
    assert_eq!(version, 1);
    let target = folder.path().join("restored");
    let restored = Store::restore_backup(&migrated.backup, &target, &unwatched).expect("restored");
    assert_eq!(restored.problems, Vec::<String>::new());
    assert_eq!(restored.store.read_medium(crate::fixtures::PICTURE).expect("read").1, png(1));
    assert_eq!(titles(&target), ["The Bridge"]);
    assert_sound(&restored.store);
}

#[test]
fn an_altered_text_is_not_taken_for_a_newer_one() {
    let library = library();
    let id = library.add("T", "first").article.id;
    for number in 0..30 {
        library.add(&number.to_string(), &"filler ".repeat(300));
    }
    back_up(&library.store);
    save(&library.store, &id, 1, "second", Origin::Window).expect("saved");
    let folder = library.close();
    let connection = Connection::open(database(folder.path())).expect("opens");
    connection.execute("UPDATE content SET body = 'forged' WHERE body = 'second'", []).expect("altered");
    drop(connection);
    let error = Error::Damaged { path: database(folder.path()), detail: "told so".into(), backup: None };
    let rescue = Store::rescue(folder.path(), error, at(9)).expect("rescued");
    assert!(rescue.lost[0].contains("“T”"), "{rescue:?}");
    let store = Store::open(folder.path()).expect("opens").store;
    assert_eq!(store.article(&id).expect("read").article.body, "first");
}

#[test]
fn names_that_find_articles_are_made_anew() {
    let library = library();
    let tagged = Metadata { tags: vec!["City".into()], ..metadata("T") };
    create_with(&library.store, &tagged, "text", Origin::Window);
    let connection = Connection::open(database(library.folder.path())).expect("opens");
    connection
        .execute_batch("DELETE FROM article_tag; INSERT INTO title_part (title_part) VALUES ('delete-all')")
        .expect("spoilt");
    assert!(!library.store.repair(at(9), &unwatched).expect("a repair").mended.is_empty());
    assert_sound(&library.store);
    assert_eq!(library.store.search("tag:city", 9).expect("found").len(), 1);
}
