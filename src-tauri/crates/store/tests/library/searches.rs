//! Search: what is found, in what order, and that no query is an error.

use model::{Metadata, Origin, Status};
use store::Store;

use crate::support::*;

fn found(store: &Store, query: &str) -> Vec<String> {
    store
        .search(query, 100)
        .expect("a search is never an error")
        .into_iter()
        .map(|hit| hit.summary.title)
        .collect()
}

#[test]
fn articles_are_found_by_every_part_of_them() {
    let library = library();
    let metadata = Metadata {
        subtitle: "subtitleword".into(),
        authors: vec!["Ada Verne".into()],
        tags: vec!["tagword".into()],
        lead: Some(model::LeadPicture {
            medium: model::ContentHash::from_bytes(&[1; 32]),
            alt: "altword".into(),
            caption: "captionword".into(),
            credit: "creditword".into(),
        }),
        ..metadata("titleword")
    };
    create_with(&library.store, &metadata, "bodyword", Origin::Window);
    for word in
        ["titleword", "subtitleword", "verne", "tagword", "altword", "captionword", "creditword", "bodyword"]
    {
        assert_eq!(found(&library.store, word), ["titleword"], "{word}");
    }
}

#[test]
fn letters_are_folded_in_texts_and_in_queries() {
    let library = library();
    let store = &library.store;
    library.add("fr", "La crème brûlée à l’École");
    library.add("fa", "کتاب‌های قدیمیِ مدرسه، سال ۱۴۰۴");
    library.add("ar", "الكِتَابُ في المَدْرَسَةِ");
    library.add("ja", "東京の夜は静かです");
    for (query, title) in [
        ("creme BRULEE", "fr"),
        ("ecole", "fr"),
        ("كتاب", "fa"),
        ("کتابهای", ""),
        ("کتاب های", "fa"),
        ("قديمي", "fa"),
        ("1404", "fa"),
        ("الکتاب", "ar"),
        ("المدرسه", "ar"),
        ("京の", "ja"),
        ("夜は静", "ja"),
        ("の京", ""),
    ] {
        let expected: Vec<&str> = Some(title).into_iter().filter(|title| !title.is_empty()).collect();
        assert_eq!(found(store, query), expected, "{query}");
    }
}

#[test]
fn questions_are_put_together() {
    let library = library();
    let store = &library.store;
    let tagged =
        Metadata { tags: vec!["City Life".into()], authors: vec!["Ada Verne".into()], ..metadata("one") };
    create_with(store, &tagged, "the old bridge", Origin::Window);
    library.add("two", "the bridge is old, a lamp");
    let id = library.add("old three", "a tower").article.id;
    store.set_status(&[id], Status::Ready, Origin::Window, at(3)).expect("moved");
    for (query, expected) in [
        ("old", vec!["old three", "two", "one"]),
        ("old bri", vec!["two", "one"]),
        ("bri old", vec![]),
        ("\"old bridge\"", vec!["one"]),
        ("bridge -lamp", vec!["one"]),
        ("-lamp", vec!["old three", "one"]),
        ("lamp OR tower", vec!["old three", "two"]),
        ("in:title old", vec!["old three"]),
        ("tag:\"city life\"", vec!["one"]),
        ("bridge -tag:\"city life\"", vec!["two"]),
        ("status:ready OR tag:\"city life\"", vec!["old three", "one"]),
        ("author:verne", vec!["one"]),
        ("lang:en tower", vec!["old three"]),
        ("lang:fa", vec![]),
    ] {
        assert_eq!(found(store, query), expected, "{query}");
    }
}

#[test]
fn no_query_is_an_error() {
    let library = library();
    library.add("near", "AND OR NOT * ( ) col:umn");
    for query in [
        "",
        "\"",
        "'",
        "*",
        "(",
        ")",
        "NEAR(a b)",
        "AND",
        "OR",
        "NOT",
        "a AND",
        "col:umn",
        "-",
        "- -",
        "a\0b",
        "^a",
        "{title}:a",
        "a*b",
        "tag:",
        "status:x",
        "in:body a",
        "\u{202e}",
        "\"a\"\"b\"",
        "' OR 1=1 --",
        "+a",
        "a OR",
    ] {
        found(&library.store, query);
    }
    found(&library.store, &"word ".repeat(3000));
    found(&library.store, &"a OR ".repeat(1200));
    assert_eq!(found(&library.store, "col:umn"), ["near"]);
}

#[test]
fn what_is_in_the_trash_or_was_replaced_is_not_found() {
    let library = library();
    let store = &library.store;
    let id = library.add("T", "before").article.id;
    save(store, &id, 1, "after", Origin::Window).expect("saved");
    assert_eq!((found(store, "before"), found(store, "after")), (vec![], vec!["T".into()]));
    store.trash(std::slice::from_ref(&id), Origin::Window, at(2)).expect("trashed");
    assert_eq!(found(store, "after"), Vec::<String>::new());
    store.restore(&[id], Origin::Window, at(3)).expect("restored");
    assert_eq!(found(store, "after"), ["T"]);
}

#[test]
fn an_excerpt_shows_the_words_where_they_stand_as_they_were_written() {
    let library = library();
    library.add("T", &format!("{} a Crème brûlée! {}", "before ".repeat(100), "after ".repeat(100)));
    let hit = library.store.search("creme brulee", 1).expect("found").remove(0);
    let matched: Vec<_> = hit.excerpt.iter().filter(|run| run.matched).map(|run| run.text.as_str()).collect();
    assert_eq!(matched, ["Crème", "brûlée"]);
}

#[test]
fn a_spoiled_search_index_is_noticed_and_made_anew() {
    let library = library();
    let store = &library.store;
    let id = library.add("T", "findable text").article.id;
    let connection = rusqlite::Connection::open(library.folder.path().join("library.db")).expect("opens");
    connection
        .execute_batch("DELETE FROM search; DELETE FROM article_tag; UPDATE shelf SET articles = 7")
        .expect("spoilt");
    assert_eq!(store.check(&store::unwatched).expect("a verification").problems.len(), 2);
    assert_eq!(store.repair(at(9), &store::unwatched).expect("a repair").mended.len(), 2);
    assert_sound(store);
    assert_eq!(found(store, "findable"), ["T"]);
    save(store, &id, 1, "other", Origin::Window).expect("saved");
    assert_sound(store);
}

#[test]
fn the_newest_come_first_also_where_very_many_match() {
    let library = library();
    let store = &library.store;
    let mut ids: Vec<_> =
        (0..700).map(|number| library.add(&number.to_string(), "common").article.id).collect();
    // Old articles that were changed last come first; what is in the trash does not come.
    for (position, index) in [3, 5, 9, 650, 0].into_iter().enumerate() {
        let text = format!("common again {position}");
        save(store, &ids[index], 1, &text, Origin::Window).expect("saved");
    }
    save(store, &ids[1], 1, "another word", Origin::Window).expect("saved");
    store.trash(&ids.split_off(699), Origin::Window, at(5)).expect("trashed");
    let expected = ["0", "650", "9", "5", "3", "698", "697"];
    for query in [
        "common",
        "common ",
        "com",
        "c",
        "\"common\"",
        "common OR other",
        "common -nothing",
        "tag:x OR common",
    ] {
        let titles: Vec<_> =
            store.search(query, 7).expect("found").into_iter().map(|hit| hit.summary.title).collect();
        assert_eq!(titles, expected, "{query}");
    }
    assert_eq!(store.search("common", 1000).expect("found").len(), 698);
    assert_eq!(store.search("common", 0).expect("found").len(), 0);
}
