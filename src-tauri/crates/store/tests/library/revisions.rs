//! Revisions: when they are kept, what they cost, that they stay.

use model::{Cause, Metadata, Origin, RevisionId};
use store::{Error, Store};

use crate::support::*;

fn causes(store: &Store, id: &model::ArticleId) -> Vec<Cause> {
    store.revisions(id).expect("revisions").into_iter().map(|revision| revision.cause).collect()
}

#[test]
fn typing_leaves_revisions_only_at_pauses_and_everything_else_keeps_what_it_replaces() {
    let library = library();
    let store = &library.store;
    let id = library.add("T", "one").article.id;
    assert_eq!(causes(store, &id), [Cause::Created]);
    save(store, &id, 1, "one two", Origin::Window).expect("saved");
    save(store, &id, 2, "one two three", Origin::Window).expect("saved");
    assert_eq!(causes(store, &id), [Cause::Created]);
    assert!(store.close_article(&id, at(4)).expect("kept").is_some());
    assert!(store.close_article(&id, at(5)).expect("not kept twice").is_none());
    save(store, &id, 3, "typed", Origin::Window).expect("saved");
    save(store, &id, 4, "from a file", Origin::CommandLine).expect("saved");
    save(store, &id, 5, "from a file again", Origin::CommandLine).expect("saved");
    assert_eq!(causes(store, &id), [Cause::Replaced, Cause::Replaced, Cause::Pause, Cause::Created]);
    let bodies: Vec<_> = store
        .revisions(&id)
        .expect("revisions")
        .into_iter()
        .map(|one| store.revision(one.id).expect("whole").body)
        .collect();
    assert_eq!(bodies, ["from a file", "typed", "one two three", "one"]);
}

#[test]
fn a_text_that_is_emptied_by_typing_is_kept() {
    let library = library();
    let long = "word ".repeat(200);
    let id = library.add("T", "").article.id;
    save(&library.store, &id, 1, &long, Origin::Window).expect("saved");
    save(&library.store, &id, 2, "", Origin::Window).expect("saved");
    let newest = library.store.revisions(&id).expect("revisions").remove(0);
    assert_eq!(newest.cause, Cause::Replaced);
    assert_eq!(library.store.revision(newest.id).expect("whole").body, long);
}

#[test]
fn bringing_a_revision_back_can_be_undone() {
    let library = library();
    let store = &library.store;
    let old = Metadata { tags: vec!["old".into()], ..metadata("Old title") };
    let id = create_with(store, &old, "old text", Origin::Window).article.id;
    let first = store.revisions(&id).expect("revisions")[0].id;
    save(store, &id, 1, "new text", Origin::Window).expect("saved");
    save_metadata(store, &id, 2, &Metadata { slug: Some(slug("mine")), ..metadata("New title") })
        .expect("saved");
    let restored =
        store.restore_revision(&id, first, &derived("old text"), Origin::Window, at(5)).expect("restored");
    assert_eq!(restored.summary.version, 4);
    let article = store.article(&id).expect("read").article;
    assert_eq!((article.body.as_str(), article.metadata.title.as_str()), ("old text", "Old title"));
    assert_eq!((article.metadata.tags.join(","), article.slug.as_str()), ("old".into(), "mine"));
    assert_eq!(causes(store, &id), [Cause::Restored, Cause::Replaced, Cause::Created]);
    let kept = restored.kept.expect("what was replaced is kept");
    store.restore_revision(&id, kept, &derived("new text"), Origin::Window, at(6)).expect("restored");
    let article = store.article(&id).expect("read").article;
    assert_eq!((article.body.as_str(), article.metadata.title.as_str()), ("new text", "New title"));
    assert_sound(store);
}

#[test]
fn a_revision_of_another_article_is_not_brought_back() {
    let library = library();
    let [one, other] = ["a", "b"].map(|title| library.add(title, title).article.id);
    let foreign = library.store.revisions(&other).expect("revisions")[0].id;
    let outcome = library.store.restore_revision(&one, foreign, &derived(""), Origin::Window, at(1));
    assert!(matches!(outcome, Err(Error::NotFound { .. })));
    assert!(matches!(library.store.revision(RevisionId(999)), Err(Error::NotFound { .. })));
}

#[test]
fn revisions_cannot_be_changed_or_removed() {
    let library = library();
    library.add("T", "text");
    let connection = rusqlite::Connection::open(library.folder.path().join("library.db")).expect("opens");
    for sql in ["UPDATE revision SET title = 'x'", "DELETE FROM revision"] {
        let refused = connection.execute(sql, []).expect_err("the revision is protected");
        assert!(refused.to_string().contains("never"), "{refused}");
    }
}

/// A text of 6 KB as people write, changed a little: a sentence replaced, one added, one taken away.
fn edited(sentences: &mut Vec<String>, step: u64) {
    let mut state = step.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % limit as u64).expect("small")
    };
    const WORDS: [&str; 40] = [
        "river", "bridge", "lantern", "because", "over", "the", "and", "morning", "with", "hardly",
        "builder", "of", "stone", "in", "a", "letter", "was", "found", "between", "years", "quiet", "to",
        "market", "she", "wrote", "about", "long", "way", "home", "iron", "winter", "that", "it", "carried",
        "people", "every", "day", "under", "water", "light",
    ];
    let mut sentence = || (0..12).map(|_| WORDS[next(40)]).collect::<Vec<_>>().join(" ") + ".";
    let fresh = [sentence(), sentence()];
    while sentences.len() < 90 {
        let more = (0..12).map(|_| WORDS[next(40)]).collect::<Vec<_>>().join(" ") + ".";
        sentences.push(more);
    }
    let (replaced, added, removed) = (next(90), next(90), next(89));
    let [one, other] = fresh;
    sentences[replaced] = one;
    sentences.insert(added, other);
    sentences.remove(removed);
}

#[test]
fn a_thousand_revisions_of_an_ordinary_article_cost_less_than_a_megabyte() {
    let library = library();
    let mut sentences = Vec::new();
    edited(&mut sentences, 0);
    let id = library.add("T", &sentences.join("\n")).article.id;
    let size = || {
        let connection = rusqlite::Connection::open(library.folder.path().join("library.db")).expect("opens");
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("emptied");
        std::fs::metadata(library.folder.path().join("library.db")).expect("there").len()
    };
    let before = size();
    let mut texts = Vec::new();
    for step in 1..=1000 {
        edited(&mut sentences, step);
        texts.push(sentences.join("\n"));
        let version = i64::try_from(step).expect("small");
        save(&library.store, &id, version, texts.last().expect("a text"), Origin::Window).expect("saved");
        library.store.close_article(&id, at(version)).expect("kept").expect("a revision");
    }
    let grown = size() - before;
    println!("1,000 revisions of {} bytes: {grown} bytes", texts[500].len());
    assert!(grown <= 1024 * 1024, "{grown} bytes");
    let mut revisions = library.store.revisions(&id).expect("revisions");
    revisions.reverse();
    for (revision, text) in revisions[1..].iter().zip(&texts).step_by(37) {
        assert_eq!(library.store.revision(revision.id).expect("whole").body, *text);
    }
}
