//! Articles: made, saved, moved, listed.

mod support;

use model::{Cause, Metadata, Origin, Status};
use store::{ChangeKind, Error, Shelf};
use support::*;

#[test]
fn an_article_comes_back_as_it_was_saved_also_after_reopening() {
    let library = library();
    let made = library.add("The Bridge", "It was built in 1890.\n");
    let full = Metadata {
        title: "Der “Steg” — \u{2067}پل\u{2069}".into(),
        subtitle: "x\0y".into(),
        authors: vec!["Ada Verne".into(), "Ben Okri-Lind".into()],
        excerpt: Some(String::new()),
        lead: Some(model::LeadPicture {
            medium: model::ContentHash::from_bytes(&[7; 32]),
            alt: "a bridge".into(),
            caption: "The bridge".into(),
            credit: "by us".into(),
        }),
        tags: vec!["City".into(), "river".into()],
        section: Some("Places".into()),
        language: model::Language::parse("fa"),
        direction: Some(model::Direction::RightToLeft),
        published_at: Some(at(7).at_offset(-570)),
        revised_at: Some(at(8)),
        original: Some(model::OriginalPublication {
            name: "The Post".into(),
            url: "https://post.example/".into(),
        }),
        canonical_url: Some("https://a.example/b".into()),
        search_title: Some("s".into()),
        search_description: Some("d".into()),
        custom: [("k".to_owned(), "v".to_owned())].into(),
        slug: Some(slug("the-steg")),
    };
    let saved = save_metadata(&library.store, &made.article.id, 1, &full).expect("saved");
    assert_eq!(saved.summary.version, 2);
    let folder = library.close();
    let store = store::Store::open(folder.path()).expect("opens").store;
    let read = store.article(&made.article.id).expect("read").article;
    assert_eq!(read.metadata, full);
    assert_eq!(read.body, "It was built in 1890.\n");
    assert_eq!((read.version, read.slug.as_str()), (2, "the-steg"));
    assert_sound(&store);
}

#[test]
fn a_stale_save_overwrites_nothing_and_keeps_what_it_brought() {
    let library = library();
    let id = library.add("T", "one").article.id;
    save(&library.store, &id, 1, "two", Origin::Window).expect("saved");
    for _ in 0..2 {
        let Err(Error::Stale { current, kept: Some(kept) }) =
            save(&library.store, &id, 1, "other two", Origin::CommandLine)
        else {
            panic!("a stale save was accepted");
        };
        assert_eq!(current, 2);
        let kept = library.store.revision(kept).expect("the revision");
        assert_eq!((kept.body.as_str(), kept.cause), ("other two", Cause::Conflict));
    }
    assert_eq!(library.store.article(&id).expect("read").article.body, "two");
    let conflicts = library.store.revisions(&id).expect("revisions");
    assert_eq!(conflicts.iter().filter(|revision| revision.cause == Cause::Conflict).count(), 1);
    assert_sound(&library.store);
}
