//! Shelves, counts, addresses, the log of changes.

use model::{Metadata, Origin, Slug, Status};
use store::{ChangeKind, Error, Shelf, Store};

use crate::support::*;

fn titles(store: &Store, shelf: Shelf) -> Vec<String> {
    let (total, page) = store.list(shelf, 0, 100).expect("a page");
    assert_eq!(total as usize, page.len());
    assert_eq!(total, store.counts().expect("counts").on(shelf));
    page.into_iter().map(|summary| summary.title).collect()
}

#[test]
fn shelves_list_what_stands_on_them_newest_first() {
    let library = library();
    let store = &library.store;
    let [a, b, c] = ["a", "b", "c"].map(|title| library.add(title, title).article.id);
    assert_eq!(titles(store, Shelf::All), ["c", "b", "a"]);
    save(store, &a, 1, "changed", Origin::Window).expect("saved");
    assert_eq!(titles(store, Shelf::All), ["a", "c", "b"]);
    store.set_status(&[b.clone(), c.clone()], Status::Ready, Origin::Window, at(9)).expect("moved");
    store.trash(std::slice::from_ref(&c), Origin::Window, at(10)).expect("trashed");
    assert_eq!(titles(store, Shelf::All), ["b", "a"]);
    assert_eq!(titles(store, Shelf::Status(Status::Ready)), ["b"]);
    assert_eq!(titles(store, Shelf::Trash), ["c"]);
    let back = store.restore(&[c], Origin::Window, at(11)).expect("restored");
    assert_eq!((back[0].status, back[0].version, back[0].trashed_at), (Status::Ready, 4, None));
    assert_eq!(titles(store, Shelf::Status(Status::Ready)), ["c", "b"]);
    assert_sound(store);
}

#[test]
fn the_newest_stands_first_even_when_the_clock_goes_back() {
    let library = library();
    let [a, _] = ["a", "b"].map(|title| library.add(title, title).article.id);
    save_at(&library.store, &a, 1, "later", Origin::Window, at(-40_000_000)).expect("saved");
    assert_eq!(titles(&library.store, Shelf::All), ["a", "b"]);
    assert_eq!(library.store.article(&a).expect("read").article.updated_at, at(-40_000_000));
}

#[test]
fn a_list_is_turned_page_by_page_and_asked_for_a_tag() {
    let library = library();
    for number in 0..25 {
        let tags = if number % 5 == 0 { vec!["Café".into()] } else { vec![] };
        let metadata = Metadata { title: number.to_string(), tags, ..Metadata::default() };
        create_with(&library.store, &metadata, "", Origin::Window);
    }
    let (total, page) = library.store.list(Shelf::All, 20, 10).expect("a page");
    assert_eq!(total, 25);
    assert_eq!(page.iter().map(|one| one.title.as_str()).collect::<Vec<_>>(), ["4", "3", "2", "1", "0"]);
    let (total, page) =
        list_tagged(&library.store, Shelf::Status(Status::Draft), "cafe", 1, 2).expect("a page");
    assert_eq!(total, 5);
    assert_eq!(page.iter().map(|one| one.title.as_str()).collect::<Vec<_>>(), ["15", "10"]);
    assert_eq!(page[0].tags, ["Café"]);
    assert_eq!(list_tagged(&library.store, Shelf::Trash, "cafe", 0, 9).expect("a page").0, 0);
}

#[test]
fn moving_several_articles_moves_all_of_them_or_none() {
    let library = library();
    let id = library.add("a", "").article.id;
    let unknown = model::ArticleId::parse("00000000-0000-7000-8000-000000000000").expect("an id");
    let outcome = library.store.trash(&[id.clone(), unknown], Origin::Window, at(1));
    assert!(matches!(outcome, Err(Error::NotFound { .. })));
    assert_eq!(library.store.article(&id).expect("read").article.trashed_at, None);
}

#[test]
fn a_copy_is_a_draft_with_an_address_of_its_own() {
    let library = library();
    let metadata = Metadata { slug: Some(slug("bridge")), tags: vec!["x".into()], ..metadata("The Bridge") };
    let id = create_with(&library.store, &metadata, "text", Origin::Window).article.id;
    library
        .store
        .set_status(std::slice::from_ref(&id), Status::Published, Origin::Window, at(1))
        .expect("moved");
    let copy = library.store.duplicate(&id, Origin::Window, at(2)).expect("a copy").article;
    assert_eq!((copy.body.as_str(), copy.status, copy.version), ("text", Status::Draft, 1));
    assert_eq!((copy.slug.as_str(), copy.metadata.slug), ("the-bridge", None));
    assert_eq!(copy.metadata.tags, ["x"]);
    assert_sound(&library.store);
}

#[test]
fn an_address_made_from_the_title_follows_it_until_the_article_is_out() {
    let library = library();
    let store = &library.store;
    let id = library.add("First thoughts", "").article.id;
    let address = || store.article(&id).expect("read").article.slug.to_string();
    assert_eq!(address(), "first-thoughts");
    save_metadata(store, &id, 1, &metadata("پل قدیمی")).expect("saved");
    assert_eq!(address(), "پل-قدیمی");
    store.set_status(std::slice::from_ref(&id), Status::Published, Origin::Window, at(3)).expect("moved");
    save_metadata(store, &id, 3, &metadata("Another title")).expect("saved");
    assert_eq!(address(), "پل-قدیمی");
    save_metadata(store, &id, 4, &Metadata { slug: Some(slug("bridge")), ..metadata("Another title") })
        .expect("saved");
    assert_eq!(address(), "bridge");
    for old in ["bridge", "پل-قدیمی"] {
        assert_eq!(store.article_by_slug(&slug(old)).expect("found").article.id, id);
    }
    assert!(store.article_by_slug(&slug("first-thoughts")).is_err());
}

#[test]
fn no_two_articles_share_an_address_now_or_before() {
    let library = library();
    let store = &library.store;
    let first = library.add("Same", "").article;
    let second = library.add("Same", "").article;
    assert_eq!((first.slug.as_str(), second.slug.as_str()), ("same", "same-2"));
    assert_eq!(library.add("!!!", "").article.slug.as_str(), "untitled");
    assert_eq!(library.add("", "").article.slug.as_str(), "untitled-2");
    let taken = Metadata { slug: Some(slug("same")), ..metadata("Same") };
    match save_metadata(store, &second.id, 1, &taken) {
        Err(Error::SlugTaken { slug, suggestion }) => {
            assert_eq!((slug.as_str(), suggestion.as_str()), ("same", "same-2"));
        }
        other => panic!("{other:?}"),
    }
    // An address that was out keeps leading to its article.
    store
        .set_status(std::slice::from_ref(&first.id), Status::Published, Origin::Window, at(1))
        .expect("moved");
    save_metadata(store, &first.id, 2, &Metadata { slug: Some(slug("new")), ..metadata("Same") })
        .expect("saved");
    assert!(matches!(save_metadata(store, &second.id, 1, &taken), Err(Error::SlugTaken { .. })));
    save_metadata(store, &first.id, 3, &taken).expect("its own old address is free for it");
    assert_eq!(store.article_by_slug(&slug("new")).expect("found").article.id, first.id);
    assert_sound(store);
}

#[test]
fn hundreds_of_untitled_articles_each_get_an_address() {
    let library = library();
    for _ in 0..200 {
        library.add("", "");
    }
    let (_, page) = library.store.list(Shelf::All, 0, 500).expect("a page");
    let slugs: std::collections::BTreeSet<Slug> = page.into_iter().map(|one| one.slug).collect();
    assert_eq!(slugs.len(), 200);
}

#[test]
fn another_process_notices_what_was_written() {
    let library = library();
    let other = library.open_again();
    let before = other.data_version().expect("a version");
    let seq = other.last_change().expect("a number");
    assert_eq!(other.data_version().expect("a version"), before);
    let id = library.add("a", "").article.id;
    save(&library.store, &id, 1, "b", Origin::CommandLine).expect("saved");
    assert_ne!(other.data_version().expect("a version"), before);
    let changes = other.changes_since(seq).expect("changes");
    let told: Vec<_> =
        changes.changes.iter().map(|one| (one.kind, one.version, one.origin, one.here)).collect();
    assert_eq!(
        told,
        [(ChangeKind::Created, 1, Origin::Window, false), (ChangeKind::Saved, 2, Origin::CommandLine, false)]
    );
    assert!(changes.changes.iter().all(|one| one.article.as_ref() == Some(&id)));
    assert!(library.store.changes_since(seq).expect("changes").changes.iter().all(|one| one.here));
    assert!(!changes.gap);
    assert_eq!(other.changes_since(changes.last).expect("changes").changes, []);
}

#[test]
fn the_publication_is_saved_over_the_version_it_was_read_at() {
    let library = library();
    let store = &library.store;
    let mut publication = store.publication().expect("read");
    assert_eq!(publication.version, 1);
    publication.title = "Another".into();
    let saved = store.save_publication(&publication, Origin::Window, at(1)).expect("saved");
    assert_eq!((saved.version, saved.title.as_str()), (2, "Another"));
    assert_eq!(store.save_publication(&saved, Origin::Window, at(2)).expect("same").version, 2);
    publication.title = "Third".into();
    let stale = store.save_publication(&publication, Origin::Window, at(2));
    assert!(matches!(stale, Err(Error::Stale { current: 2, kept: None })));
    store.set_setting("workspace", "{}").expect("kept");
    assert_eq!(library.open_again().setting("workspace").expect("read").as_deref(), Some("{}"));
    assert_eq!(library.open_again().publication().expect("read").title, "Another");
}
