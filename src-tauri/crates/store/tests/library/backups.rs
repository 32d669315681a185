//! Backups: whole, verified, restored into a new place only.

use model::Origin;
use store::{Error, Store, unwatched};

use crate::support::*;

#[test]
fn a_backup_holds_everything_and_comes_back_in_a_new_folder() {
    let library = library();
    let id = library.add("T", "one").article.id;
    save(&library.store, &id, 1, "two", Origin::CommandLine).expect("saved");
    let medium = library.store.add_medium(&png(1), "a.png", at(0)).expect("added");
    let place = tempfile::tempdir().expect("a folder");
    let file = place.path().join("lantern.galley");
    let report = library.store.backup(&file, &unwatched).expect("a backup");
    assert_eq!((report.articles, report.revisions, report.media), (1, 1, 1));
    assert_eq!(report.problems, Vec::<String>::new());
    assert_eq!(std::fs::read_dir(place.path()).expect("a folder").count(), 1, "something was left beside it");
    assert!(matches!(library.store.backup(&file, &unwatched), Err(Error::FileExists(_))));

    let folder = place.path().join("deep").join("restored");
    let restored = Store::restore_backup(&file, &folder, &unwatched).expect("restored").store;
    assert_eq!(restored.article(&id).expect("read"), library.store.article(&id).expect("read"));
    assert_eq!(restored.revisions(&id).expect("revisions"), library.store.revisions(&id).expect("revisions"));
    assert_eq!(restored.read_medium(&medium.file_name()).expect("read").1, png(1));
    assert_eq!(restored.publication().expect("read"), library.store.publication().expect("read"));
    assert_sound(&restored);
    save(&restored, &id, 2, "goes on", Origin::Window).expect("saved");
    assert!(matches!(Store::restore_backup(&file, &folder, &unwatched), Err(Error::AlreadyThere(_))));
    assert!(matches!(Store::restore_backup(&file, place.path(), &unwatched), Err(Error::NotEmpty(_))));
    assert!(matches!(Store::open(place.path()), Err(Error::NotALibrary(_))));
}

#[test]
fn a_backup_is_one_state_while_others_write() {
    let library = library();
    let ids: Vec<_> = (0..20).map(|number| library.add(&number.to_string(), "0").article.id).collect();
    let stop = std::sync::atomic::AtomicBool::new(false);
    let place = tempfile::tempdir().expect("a folder");
    std::thread::scope(|scope| {
        let store = library.open_again();
        let (ids, stop) = (&ids, &stop);
        scope.spawn(move || {
            let mut version = 1;
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                for id in ids {
                    save(&store, id, version, &version.to_string(), Origin::Window).expect("saved");
                }
                version += 1;
            }
        });
        for number in 0..5 {
            let file = place.path().join(number.to_string());
            library.store.backup(&file, &unwatched).expect("a backup");
            let restored = Store::restore_backup(&file, &place.path().join(format!("r{number}")), &unwatched)
                .expect("restored");
            let versions: Vec<_> =
                ids.iter().map(|id| restored.store.article(id).expect("read").article.version).collect();
            let (first, last) = (versions[0], versions[19]);
            assert!(versions.is_sorted_by(|a, b| a >= b) && first - last <= 1, "{versions:?}");
            assert_sound(&restored.store);
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

#[test]
fn a_picture_that_is_missing_does_not_keep_the_texts_from_being_saved() {
    let library = library();
    library.add("T", "one");
    let medium = library.store.add_medium(&png(1), "a.png", at(0)).expect("added");
    std::fs::remove_file(library.folder.path().join("media").join(medium.file_name())).expect("removed");
    let place = tempfile::tempdir().expect("a folder");
    let report = library.store.backup(&place.path().join("b"), &unwatched).expect("a backup");
    assert_eq!((report.articles, report.media, report.problems.len()), (1, 0, 1));
}

#[test]
fn a_spoiled_backup_is_not_restored() {
    let library = library();
    for number in 0..30 {
        library.add(&number.to_string(), &"some words to fill a page ".repeat(40));
    }
    let place = tempfile::tempdir().expect("a folder");
    let file = place.path().join("b");
    library.store.backup(&file, &unwatched).expect("a backup");
    let whole = std::fs::read(&file).expect("read");
    let folder = place.path().join("restored");
    for spoilt in [&whole[..whole.len() / 2], &whole[..100], b"not a backup at all", b""] {
        std::fs::write(&file, spoilt).expect("written");
        assert!(Store::restore_backup(&file, &folder, &unwatched).is_err());
        assert!(!folder.join("library.db").exists());
    }
    assert!(matches!(
        Store::restore_backup(&place.path().join("none"), &folder, &unwatched),
        Err(Error::Missing(_))
    ));
    // A library is no backup.
    let closed = library.close();
    let outcome = Store::restore_backup(&closed.path().join("library.db"), &folder, &unwatched);
    assert!(matches!(outcome, Err(Error::NotALibrary(_))));
}
