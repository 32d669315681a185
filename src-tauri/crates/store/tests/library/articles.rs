//! Articles: made, saved, moved, listed.

use crate::support::*;
use model::{Cause, Metadata, Origin};
use store::Error;

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
        kind: model::Kind::Page,
        menu_order: Some(-3),
        translation: Some("steg".into()),
        table_of_contents: true,
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

#[test]
fn a_save_that_changes_nothing_moves_nothing_and_never_conflicts() {
    let library = library();
    let id = library.add("T", "one").article.id;
    save(&library.store, &id, 1, "two", Origin::Window).expect("saved");
    for base in [2, 1] {
        let saved = save(&library.store, &id, base, "two", Origin::CommandLine).expect("nothing to save");
        assert!(!saved.changed);
        assert_eq!(saved.summary.version, 2);
    }
    assert_eq!(library.store.revisions(&id).expect("revisions").len(), 1);
}

#[test]
fn two_threads_with_a_connection_each_lose_nothing() {
    let library = library();
    let ids: Vec<_> = (0..4).map(|number| library.add(&number.to_string(), "").article.id).collect();
    std::thread::scope(|scope| {
        for (number, id) in ids.iter().enumerate() {
            let store = library.open_again();
            scope.spawn(move || {
                for version in 1..=25 {
                    save(&store, id, version, &format!("{number} {version}"), Origin::Window).expect("saved");
                    store.article(id).expect("read");
                }
            });
        }
    });
    for (number, id) in ids.iter().enumerate() {
        let article = library.store.article(id).expect("read").article;
        assert_eq!((article.version, article.body), (26, format!("{number} 25")));
    }
    assert_sound(&library.store);
}

#[test]
fn of_two_who_save_the_same_version_one_is_turned_away_and_kept() {
    let library = library();
    let id = library.add("T", "").article.id;
    let stores = [library.open_again(), library.open_again()];
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let saves: Vec<_> = stores
            .iter()
            .enumerate()
            .map(|(number, store)| {
                let id = &id;
                scope.spawn(move || save(store, id, 1, &format!("text {number}"), Origin::Window))
            })
            .collect();
        saves.into_iter().map(|one| one.join().expect("no panic")).collect()
    });
    let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!((won.len(), lost.len()), (1, 1));
    let Some(Err(Error::Stale { kept: Some(kept), .. })) = lost.into_iter().next() else {
        panic!("no conflict")
    };
    let texts = [
        library.store.article(&id).expect("read").article.body,
        library.store.revision(kept).expect("kept").body,
    ];
    assert!(texts.contains(&"text 0".into()) && texts.contains(&"text 1".into()), "{texts:?}");
}

#[test]
fn a_text_of_ten_megabytes_is_saved_and_a_longer_one_than_there_is_room_for_is_refused() {
    let library = library();
    let long = "All work and no play. ".repeat(480_000);
    let id = library.add("Long", &long).article.id;
    save(&library.store, &id, 1, &long[1..], Origin::CommandLine).expect("saved");
    assert_eq!(library.store.article(&id).expect("read").article.body, long[1..]);
    let kept = library.store.revisions(&id).expect("revisions");
    assert_eq!(library.store.revision(kept[0].id).expect("kept").body.len(), long.len());
    let too_long = "x".repeat(store::LONGEST_TEXT + 1);
    assert!(matches!(save(&library.store, &id, 2, &too_long, Origin::Window), Err(Error::TooLong { .. })));
}

#[test]
fn an_id_that_comes_with_an_article_is_kept_and_used_once() {
    let library = library();
    let id = model::ArticleId::parse("0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a").expect("an id");
    let new = store::NewArticle {
        id: Some(id.clone()),
        body: "b",
        metadata: &metadata("t"),
        status: model::Status::Idea,
        derived: &derived("b"),
        origin: Origin::Import,
        now: at(0),
        operation: None,
    };
    assert_eq!(library.store.create_article(&new).expect("added").article.id, id);
    assert!(matches!(library.store.create_article(&new), Err(Error::IdTaken(taken)) if taken == id));
    assert!(matches!(library.store.create_articles(&[new]), Err(Error::IdTaken(_))));
}
