//! Changes on both sides of a mirror: merged where they do not touch, both kept where they do.

use std::fs;
use std::time::{Duration, Instant};

use contract::Event;
use serde_json::{Value, json};

use crate::mirror::Mirrored;

#[test]
fn changes_on_both_sides_are_merged_where_they_do_not_touch() {
    let mirrored = Mirrored::with(&[("The Lamp", "First.\n\nSecond.\n\nThird.")]);
    let article = mirrored.only();
    mirrored.edit("the-lamp.md", |text| {
        text.replace("Third.", "Their third.").replace("status: draft", "status: review")
    });
    let _ = mirrored.app.ok(
        "article_save",
        json!({ "id": article["id"], "baseVersion": article["version"], "body": "Our first.\n\nSecond.\n\nThird.",
                "metadata": { "title": "The Night Lamp" }, "origin": "window" }),
    );
    assert_eq!(mirrored.sync()["merged"], 1);
    let merged = mirrored.only();
    assert_eq!(merged["body"], "Our first.\n\nSecond.\n\nTheir third.");
    assert_eq!(
        (&merged["metadata"]["title"], &merged["status"]),
        (&json!("The Night Lamp"), &json!("review"))
    );
    let file = fs::read_to_string(mirrored.path(&mirrored.names()[0])).expect("read");
    assert!(file.contains("Our first.\n\nSecond.\n\nTheir third.\n"), "{file}");
    assert_eq!(mirrored.app.ok("mirror_conflicts", json!({})), json!([]));
}

/// A conflict: the library says "Ours.", the file said "Theirs.".
fn conflict() -> (Mirrored, Value) {
    let mirrored = Mirrored::with(&[("The Lamp", "Text.")]);
    let article = mirrored.only();
    mirrored.edit("the-lamp.md", |text| text.replace("Text.", "Theirs."));
    let _ = mirrored.app.ok(
        "article_save",
        json!({ "id": article["id"], "baseVersion": article["version"], "body": "Ours.", "origin": "window" }),
    );
    let _ = mirrored.sync();
    let conflicts = mirrored.app.ok("mirror_conflicts", json!({}));
    assert_eq!(conflicts.as_array().map(Vec::len), Some(1), "{conflicts}");
    assert_eq!(
        (&conflicts[0]["mine"]["body"], &conflicts[0]["theirs"]["body"]),
        (&json!("Ours."), &json!("Theirs.\n"))
    );
    assert_eq!(conflicts[0]["copy"], false);
    assert_eq!(mirrored.app.ok("mirror_state", json!({}))["conflicts"], 1);
    (mirrored, conflicts[0].clone())
}

#[test]
fn changes_that_contradict_each_other_are_both_kept_until_the_author_chooses() {
    for (choice, body) in [("mine", "Ours."), ("theirs", "Theirs.\n"), ("edited", "Both."), ("both", "Ours.")]
    {
        let (mirrored, conflict) = conflict();
        assert!(mirrored.read("the-lamp.md").contains("Ours."));
        let id = conflict["article"].clone();
        let edited = if choice == "edited" { json!("Both.") } else { Value::Null };
        let _ = mirrored.app.ok(
            "mirror_resolve",
            json!({ "conflict": conflict["conflict"], "choice": choice, "body": edited }),
        );
        assert_eq!(mirrored.app.show(&id)["body"], body, "{choice}");
        let mut kept = mirrored.bodies_of_revisions(&id);
        kept.push(body.to_owned());
        for text in ["Ours.", "Theirs.\n"] {
            assert!(kept.contains(&text.to_owned()), "{choice}: {text} is lost: {kept:?}");
        }
        assert_eq!(mirrored.app.list("all").len(), if choice == "both" { 2 } else { 1 });
        assert_eq!(mirrored.app.ok("mirror_conflicts", json!({})), json!([]));
        let _ = mirrored.sync();
        assert!(mirrored.read("the-lamp.md").contains(body.trim()), "{choice}");
        let error = mirrored.app.err(
            "mirror_resolve",
            json!({ "conflict": conflict["conflict"], "choice": "mine", "body": null }),
        );
        assert!(error.message.contains("already"), "{error:?}");
    }
}

#[test]
fn a_copy_that_another_program_left_is_a_conflict_and_no_article() {
    let mirrored = Mirrored::with(&[("The Lamp", "Text.")]);
    let copies =
        ["the-lamp.sync-conflict-20240506-093000-ABCDEFG.md", "the-lamp (Konfliktkopie von Laptop 2024).md"];
    for copy in copies {
        fs::write(mirrored.path(copy), mirrored.read("the-lamp.md").replace("Text.", copy)).expect("written");
    }
    assert_eq!(mirrored.sync()["created"], 0);
    let conflicts = mirrored.app.ok("mirror_conflicts", json!({}));
    let conflicts = conflicts.as_array().expect("a list");
    assert_eq!(conflicts.len(), 2, "{conflicts:?}");
    for (conflict, choice) in conflicts.iter().zip(["theirs", "mine"]) {
        assert_eq!((&conflict["copy"], &conflict["mine"]["body"]), (&json!(true), &json!("Text.")));
        let _ = mirrored.app.ok(
            "mirror_resolve",
            json!({ "conflict": conflict["conflict"], "choice": choice, "body": null }),
        );
    }
    let _ = mirrored.sync();
    assert_eq!(mirrored.names(), ["the-lamp.md"]);
    let article = mirrored.only();
    let mut texts = mirrored.bodies_of_revisions(&article["id"]);
    texts.push(article["body"].as_str().expect("a body").to_owned());
    for text in ["Text.", copies[0], copies[1]] {
        assert!(texts.iter().any(|kept| kept.trim() == text), "{text} is lost: {texts:?}");
    }
}

#[test]
fn a_numbered_copy_is_a_conflict_where_it_names_the_same_article_and_else_an_article() {
    let mirrored = Mirrored::with(&[("The Lamp", "Text.")]);
    let file = mirrored.read("the-lamp.md");
    // Google Drive keeps both sides of a conflict like this; authors number parts so too.
    fs::write(mirrored.path("the-lamp (1).md"), file.replace("Text.", "Theirs.")).expect("written");
    fs::write(mirrored.path("the-lamp (2).md"), "---\ntitle: Part two\n---\n\nOwn text.\n").expect("written");
    assert_eq!(mirrored.sync()["created"], 1);
    let conflicts = mirrored.app.ok("mirror_conflicts", json!({}));
    assert_eq!(conflicts.as_array().map(Vec::len), Some(1), "{conflicts}");
    assert_eq!(
        (&conflicts[0]["file"], &conflicts[0]["theirs"]["body"], &conflicts[0]["mine"]["body"]),
        (&json!("the-lamp (1).md"), &json!("Theirs.\n"), &json!("Text."))
    );
    let choice = json!({ "conflict": conflicts[0]["conflict"], "choice": "theirs", "body": null });
    let _ = mirrored.app.ok("mirror_resolve", choice);
    let _ = mirrored.sync();
    assert_eq!(mirrored.names(), ["the-lamp (2).md", "the-lamp.md"]);
    assert!(mirrored.read("the-lamp.md").contains("Theirs."));
    // Without its original it is the article under another name.
    fs::rename(mirrored.path("the-lamp.md"), mirrored.path("the-lamp (3).md")).expect("renamed");
    let report = mirrored.sync();
    assert_eq!((&report["created"], &report["trashed"]), (&json!(0), &json!(0)), "{report}");
    assert_eq!(mirrored.app.ok("mirror_conflicts", json!({})), json!([]));
}

#[test]
fn an_open_article_follows_its_file_and_what_was_typed_is_merged() {
    let mirrored = Mirrored::live(&[("The Lamp", "First.\n\nSecond.")]);
    let id = mirrored.only()["id"].clone();
    let _ = mirrored.app.ok("draft_open", json!({ "id": id }));
    let _ = mirrored.app.ok(
        "draft_edit",
        json!({ "id": id, "number": 1, "changes": [{ "from": 0, "to": 5, "insert": "Typed" }] }),
    );
    mirrored.app.forget_events();
    let since = Instant::now();
    mirrored.edit("the-lamp.md", |text| text.replace("Second.", "Outside."));
    let heard = mirrored.app.wait_for_event(since, Duration::from_secs(5), |event| {
        matches!(event, Event::ArticleChanged { id: of, here: false, origin: contract::Origin::Mirror, .. } if *of == id)
    });
    assert!(heard.is_some_and(|after| after < Duration::from_secs(3)), "{heard:?}");
    assert_eq!(mirrored.only()["body"], "Typed.\n\nOutside.");
    let _ = mirrored.sync();
    assert!(mirrored.read("the-lamp.md").ends_with("Typed.\n\nOutside.\n"));
}
