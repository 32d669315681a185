//! Search: what is found, in what order, and that no query is an error.

use model::{Metadata, Origin, Status};
use store::{Cancel, Store};

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
    // An article whose row in the index stands elsewhere than it says would never leave it.
    connection.execute_batch("UPDATE article SET search_turn = 3").expect("spoilt");
    assert_eq!(store.check(&store::unwatched).expect("a verification").problems.len(), 1);
    assert_eq!(store.repair(at(9), &store::unwatched).expect("a repair").mended.len(), 1);
    assert_sound(store);
    save(store, &id, 2, "again other", Origin::Window).expect("saved");
    assert_eq!((found(store, "findable").len(), found(store, "again").len()), (0, 1));
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

#[test]
fn of_old_articles_that_were_changed_those_that_still_match_come_first_where_nearly_all_match() {
    let library = library();
    let store = &library.store;
    let ids: Vec<_> =
        (0..2_000).map(|number| library.add(&number.to_string(), "common").article.id).collect();
    for index in 0..40 {
        let text = if index % 2 == 0 { "common again" } else { "another word" };
        save(store, &ids[index * 20], 1, text, Origin::Window).expect("saved");
    }
    for query in ["common", "com", "common OR other"] {
        let titles: Vec<_> =
            store.search(query, 3).expect("found").into_iter().map(|hit| hit.summary.title).collect();
        assert_eq!(titles, ["760", "720", "680"], "{query}");
    }
}

/// Words that share beginnings of every length, some in nearly every text and some in few.
const WORDS: [&str; 14] = [
    "a",
    "an",
    "and",
    "lamp",
    "lamps",
    "lampion",
    "lampionade",
    "lantern",
    "river",
    "riverside",
    "rivet",
    "the",
    "there",
    "x",
];

/// What a question of these words asks, told without any index.
fn holds(question: &str, text: &str, tag: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    question.split(" OR ").any(|alternative| {
        let pieces: Vec<&str> = alternative.split(' ').collect();
        let last = question.ends_with(alternative);
        pieces.iter().enumerate().all(|(index, piece)| {
            let (wanted, piece) = piece.strip_prefix('-').map_or((true, *piece), |rest| (false, rest));
            let beginning = wanted && last && index + 1 == pieces.len();
            let found = match piece.split_once(':') {
                Some((_, name)) => name == tag,
                None => words.iter().any(|word| *word == piece || (beginning && word.starts_with(piece))),
            };
            found == wanted
        })
    })
}

#[test]
fn what_is_found_is_what_reading_everything_finds_newest_first() {
    let library = library();
    let store = &library.store;
    let mut state = 7_u64;
    let mut chance = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % limit
    };
    let mut articles = Vec::new();
    for number in 0..500 {
        // Squared, so that words in front are frequent.
        let text: Vec<&str> = (0..6).map(|_| WORDS[chance(14) * chance(14) / 13]).collect();
        let tag = ["red", "blue"][chance(2)];
        let metadata = Metadata { tags: vec![tag.into()], ..metadata(&format!("{number}")) };
        let id = create_with(store, &metadata, &text.join(" "), Origin::Window).article.id;
        articles.push((id, number.to_string(), text.join(" "), tag));
    }
    // Old ones are changed, in their text or without it, and come first.
    for second in 0..250 {
        let place = chance(articles.len());
        let (id, title, mut text, tag) = articles.remove(place);
        let shown = store.article(&id).expect("read").article;
        if chance(4) == 0 {
            let status = if shown.status == Status::Ready { Status::Review } else { Status::Ready };
            store
                .set_status(std::slice::from_ref(&id), status, Origin::Window, at(100 + second))
                .expect("moved");
        } else {
            text = format!("{} again", WORDS[chance(14)]);
            save_at(store, &id, shown.version, &text, Origin::Window, at(100 + second)).expect("saved");
        }
        articles.push((id, title, text, tag));
    }
    assert_sound(store);
    let piece = |chance: &mut dyn FnMut(usize) -> usize| {
        let word = WORDS[chance(14)];
        match chance(8) {
            0 => format!("-{word}"),
            1 => "tag:red".to_owned(),
            2 => "-tag:blue".to_owned(),
            _ => word.to_owned(),
        }
    };
    for _ in 0..300 {
        let mut question = piece(&mut chance);
        for _ in 0..chance(3) {
            question += [" ", " ", " OR "][chance(3)];
            question += &piece(&mut chance);
        }
        // The last word may be the beginning of one.
        let cut = chance(4).min(question.len() - 1);
        if !question.ends_with("red")
            && !question.ends_with("blue")
            && !question[..question.len() - cut].ends_with([' ', '-'])
        {
            question.truncate(question.len() - cut);
        }
        if question.ends_with([' ', '-', 'O']) || question.ends_with(" OR") {
            continue;
        }
        let expected: Vec<&str> = articles
            .iter()
            .rev()
            .filter(|(_, _, text, tag)| holds(&question, text, tag))
            .map(|(_, title, ..)| title.as_str())
            .collect();
        let limit = 1 + chance(40);
        let found = store.search(&question, u32::try_from(limit).expect("few")).expect("found");
        let found: Vec<_> = found.into_iter().map(|hit| hit.summary.title).collect();
        assert_eq!(found, expected.iter().copied().take(limit).collect::<Vec<_>>(), "{question}");
        let mut all = store.search_ranked(&question, 1000, &Cancel::default()).expect("found");
        all.sort_by_key(|hit| hit.summary.title.clone());
        let mut expected: Vec<_> = expected.into_iter().map(str::to_owned).collect();
        expected.sort();
        let all: Vec<_> = all.into_iter().map(|hit| hit.summary.title).collect();
        assert_eq!(all, expected, "ranked: {question}");
    }
}

#[test]
fn the_best_come_first_where_rank_is_asked_for() {
    let library = library();
    let store = &library.store;
    library.add("A tower", "There is a bridge in it, and much else that is said at some length.");
    library.add("The bridge", "Said once.");
    library.add("Stones", "bridge bridge bridge");
    for number in 0..5 {
        library.add(&format!("Other {number}"), "nothing of it");
    }
    let ranked = |query: &str| -> Vec<String> {
        let hits = store.search_ranked(query, 9, &Cancel::default()).expect("found");
        hits.into_iter().map(|hit| hit.summary.title).collect()
    };
    assert_eq!(ranked("bridge"), ["The bridge", "Stones", "A tower"]);
    assert_eq!(ranked("bridge -stones"), ["The bridge", "A tower"]);
    assert_eq!(ranked("status:ready"), Vec::<String>::new());
    assert_eq!(ranked("bridge status:draft").len(), 3);
    let cancelled = Cancel::default();
    cancelled.cancel();
    assert!(matches!(store.search_ranked("bridge", 9, &cancelled), Err(store::Error::Cancelled)));
    assert_eq!(ranked("bridge").len(), 3, "the connection goes on");
}

#[test]
fn titles_are_found_by_any_part_of_them_after_what_has_the_word() {
    let library = library();
    let store = &library.store;
    let id = library.add("Die Straßenlaternenordnung", "text").article.id;
    library.add("Other", "a laterne in the text");
    library.add("قدیمی‌ترین کتابخانه", "text");
    assert_eq!(found(store, "laterne"), ["Other", "Die Straßenlaternenordnung"]);
    assert_eq!(found(store, "strassenlat"), ["Die Straßenlaternenordnung"]);
    assert_eq!(found(store, "ordnung LATERNEN"), ["Die Straßenlaternenordnung"]);
    assert_eq!(found(store, "بخانه"), ["قدیمی‌ترین کتابخانه"]);
    assert_eq!(
        found(store, "laterne -other"),
        Vec::<String>::new(),
        "what is more than plain words is answered to the letter"
    );
    save_metadata(store, &id, 1, &metadata("Renamed")).expect("saved");
    assert_eq!(found(store, "ordnung"), Vec::<String>::new());
}

#[test]
fn articles_are_found_by_their_dates() {
    let library = library();
    let date = |text: &str| model::Moment::parse(text);
    for (title, day) in
        [("old", "2024-05-01T10:00:00Z"), ("middle", "2025-01-31T23:30:00Z"), ("new", "2025-06-01T00:00:00Z")]
    {
        let metadata = Metadata { published_at: date(day), ..metadata(title) };
        create_with(&library.store, &metadata, "text", Origin::Window);
    }
    for (query, expected) in [
        ("before:2025", vec!["old"]),
        ("after:2025-06", vec!["new"]),
        ("after:2025-01 before:2025-02", vec!["middle"]),
        ("text -after:2025-06-01", vec!["middle", "old"]),
    ] {
        assert_eq!(found(&library.store, query), expected, "{query}");
    }
}
