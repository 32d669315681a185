//! A library of each released schema, as that release wrote it: this program opens it and loses nothing.
//!
//! A fixture is made once, when its schema is released, and never again:
//! `cargo test -p store -- --ignored write_the_fixture`.

use std::path::{Path, PathBuf};

use model::{Cause, Metadata, Origin, Status};
use store::{Shelf, Store};

use crate::support::*;

fn fixture(schema: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/schema-{schema}.db.zst"))
}

/// The schemas that were released; those between two of them never left the workshop.
const RELEASED: [u32; 2] = [1, 4];

/// The newest schema that has a fixture.
const NEWEST: u32 = RELEASED[RELEASED.len() - 1];

#[test]
#[ignore = "writes the fixture of the newest schema, once"]
fn write_the_fixture() {
    assert!(!fixture(NEWEST).exists(), "a fixture is never written twice");
    let library = library();
    let store = &library.store;
    let full = Metadata {
        subtitle: "And what it crosses".into(),
        slug: Some(slug("the-bridge")),
        authors: vec!["Ada Verne".into()],
        tags: vec!["City".into(), "پل".into()],
        ..metadata("The Bridge")
    };
    let first = create_with(store, &full, "It was built in 1890.\n", Origin::Window).article.id;
    save(store, &first, 1, "It was built in 1891.\n", Origin::CommandLine).expect("saved");
    store.set_status(std::slice::from_ref(&first), Status::Published, Origin::Window, at(2)).expect("moved");
    save_metadata(store, &first, 3, &Metadata { slug: Some(slug("bridge")), ..full }).expect("saved");
    let second = library.add("پل قدیمی", "متن").article.id;
    store.trash(&[second], Origin::Window, at(4)).expect("trashed");
    assert!(save(store, &first, 1, "turned away", Origin::Mirror).is_err());
    store.add_medium(&png(1), "lamp.png", at(5)).expect("added");
    store.set_setting("workspace", "{}").expect("kept");
    let folder = library.close();
    let content = std::fs::read(folder.path().join("library.db")).expect("read");
    std::fs::write(fixture(NEWEST), zstd::bulk::compress(&content, 19).expect("compressed"))
        .expect("written");
}

#[test]
fn a_library_of_every_schema_opens_with_all_that_is_in_it() {
    for schema in RELEASED {
        let folder = tempfile::tempdir().expect("a folder");
        unpack(schema, folder.path());
        let store = Store::open(folder.path()).expect("opens").store;
        assert_sound(&store);
        let article = store.article_by_slug(&slug("the-bridge")).expect("found by its old address").article;
        assert_eq!((article.slug.as_str(), article.version), ("bridge", 4));
        assert_eq!((article.body.as_str(), article.status), ("It was built in 1891.\n", Status::Published));
        assert_eq!(article.metadata.tags, ["City", "پل"]);
        let revisions = store.revisions(&article.id).expect("revisions");
        let kept: Vec<_> = revisions
            .iter()
            .map(|revision| (revision.cause, store.revision(revision.id).expect("whole").body))
            .collect();
        assert_eq!(kept.last(), Some(&(Cause::Created, "It was built in 1890.\n".into())));
        assert!(kept.contains(&(Cause::Conflict, "turned away".into())));
        let live = store.live(&article.id).expect("read").expect("it is out, so it has a published version");
        assert_eq!(
            (live.body.as_str(), live.metadata.title.as_str()),
            ("It was built in 1891.\n", "The Bridge")
        );
        // In the first schema what was saved of a published article was what readers saw.
        let live = if schema == 1 { store::LiveState::Same } else { store::LiveState::Changed };
        assert_eq!(store.summary(&article.id).expect("read").live, live);
        assert_eq!(store.list(Shelf::Trash, 0, 9).expect("a page").1[0].title, "پل قدیمی");
        assert_eq!(store.search("1891", 9).expect("found").len(), 1);
        assert_eq!(store.setting("workspace").expect("read").as_deref(), Some("{}"));
        assert_eq!(store.read_medium(PICTURE).expect("read").1, png(1));
        save(&store, &article.id, 4, "goes on", Origin::Window).expect("saved");
    }
}

/// Puts the library of a schema into a folder.
pub fn unpack(schema: u32, folder: &Path) {
    let compressed = std::fs::read(fixture(schema)).expect("a fixture");
    let content = zstd::bulk::decompress(&compressed, 64 * 1024 * 1024).expect("decompressed");
    std::fs::write(folder.join("library.db"), content).expect("written");
    std::fs::create_dir(folder.join("media")).expect("made");
    std::fs::write(folder.join("media").join(PICTURE), png(1)).expect("written");
}

/// The picture of every fixture.
pub const PICTURE: &str = "b9c0824e4562b32745b9a8a231b542deb6eb7666dcb624ab595b205164611427.png";
