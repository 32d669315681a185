//! Pictures of a mirror that are replaced, shared, or late: the texts that show them follow.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tests::AppTest;
use tests::pictures::png;

use crate::mirror::Mirrored;

/// The text of the article with this title.
fn body(app: &AppTest, title: &str) -> String {
    let list = app.list("all");
    let found = list.iter().find(|article| article["title"] == title);
    let Some(article) = found else { panic!("“{title}” is not there: {list:?}") };
    app.show(&article["id"])["body"].as_str().unwrap_or_default().trim().to_owned()
}

/// The medium of the library that has these bytes, as a text names it.
fn named(bytes: &[u8]) -> String {
    format!("media/{}.png", model::ContentHash::from_bytes(&Sha256::digest(bytes).into()))
}

/// A mirror in which two texts show one picture that lies beside them.
fn shared(mirrored: &Mirrored) {
    fs::write(mirrored.path("lamp.png"), png(1, 8, 8)).expect("written");
    for (name, title) in [("one.md", "One"), ("two.md", "Two")] {
        let text = format!("---\ntitle: {title}\nimage: lamp.png\n---\n\n{title}.\n\n![A lamp](lamp.png)\n");
        fs::write(mirrored.path(name), text).expect("written");
    }
}

#[test]
fn a_picture_that_is_replaced_beside_its_files_is_shown_by_every_article_that_shares_it() {
    let mirrored = Mirrored::with(&[]);
    shared(&mirrored);
    assert_eq!(mirrored.sync()["created"], 2);
    let (old, new) = (named(&png(1, 8, 8)), named(&png(2, 8, 8)));
    for title in ["One", "Two"] {
        assert_eq!(body(&mirrored.app, title), format!("{title}.\n\n![A lamp]({old})"));
    }
    let files = [mirrored.read("one.md"), mirrored.read("two.md")];

    // Another picture of the same size under the same name.
    fs::write(mirrored.path("lamp.png"), png(2, 8, 8)).expect("written");
    assert_eq!(mirrored.sync()["taken"], 2);
    for title in ["One", "Two"] {
        assert_eq!(body(&mirrored.app, title), format!("{title}.\n\n![A lamp]({new})"));
    }
    let article = mirrored.app.list("all")[0].clone();
    let lead = mirrored.app.show(&article["id"])["metadata"]["lead"].clone();
    assert!(lead.to_string().contains(new.trim_start_matches("media/").trim_end_matches(".png")), "{lead}");
    assert!(mirrored.bodies_of_revisions(&article["id"]).iter().any(|text| text.contains(&old)));
    assert_eq!([mirrored.read("one.md"), mirrored.read("two.md")], files, "the files said it already");
    assert_eq!(mirrored.sync()["taken"], 0, "it is no news twice");

    // A program that is started anew knows what it was, and sees what changed while nobody looked.
    fs::write(mirrored.path("lamp.png"), png(3, 8, 8)).expect("written");
    let later = AppTest::on(mirrored.app.library());
    assert_eq!(later.ok("mirror_sync_now", json!({}))["taken"], 2);
    assert!(body(&later, "Two").contains(&named(&png(3, 8, 8))));
    let again = AppTest::on(mirrored.app.library());
    assert_eq!(again.ok("mirror_sync_now", json!({}))["taken"], 0);
    // One that is gone takes nothing away.
    fs::remove_file(mirrored.path("lamp.png")).expect("removed");
    assert_eq!(again.ok("mirror_sync_now", json!({}))["taken"], 0);
}

#[test]
fn a_replaced_picture_and_words_written_here_are_put_together() {
    let mirrored = Mirrored::with(&[]);
    shared(&mirrored);
    let _ = mirrored.sync();
    let article = mirrored.app.list("all").into_iter().find(|it| it["title"] == "One").expect("it came in");
    let text = body(&mirrored.app, "One").replace("One.", "One, written here.");
    let _ = mirrored.app.ok(
        "article_save",
        json!({ "id": article["id"], "baseVersion": article["version"], "body": text, "origin": "window" }),
    );
    fs::write(mirrored.path("lamp.png"), png(2, 8, 8)).expect("written");
    assert_eq!(mirrored.sync()["merged"], 1);
    let new = named(&png(2, 8, 8));
    assert_eq!(body(&mirrored.app, "One"), format!("One, written here.\n\n![A lamp]({new})"));
    assert!(mirrored.path(&new).exists(), "{:?}", mirrored.names());
}

#[test]
fn a_picture_that_comes_after_its_text_is_taken_when_it_is_there() {
    let mirrored = Mirrored::with(&[]);
    fs::write(mirrored.path("one.md"), "---\ntitle: One\n---\n\n![A lamp](late/lamp.png)\n")
        .expect("written");
    let report = mirrored.sync();
    assert_eq!(report["state"]["problems"][0]["kind"], "picture", "{report}");
    fs::create_dir(mirrored.path("late")).expect("made");
    fs::write(mirrored.path("late/lamp.png"), png(1, 8, 8)).expect("written");
    let report = mirrored.sync();
    assert_eq!((&report["taken"], &report["state"]["problems"]), (&json!(1), &json!([])), "{report}");
    assert_eq!(body(&mirrored.app, "One"), format!("![A lamp]({})", named(&png(1, 8, 8))));
}

#[test]
fn a_picture_that_the_mirror_wrote_may_be_replaced_too() {
    let mirrored = Mirrored::with(&[]);
    let file = mirrored.app.library().with_file_name("picture.png");
    fs::write(&file, png(1, 8, 8)).expect("written");
    let medium = mirrored.app.ok("medium_add", json!({ "token": mirrored.app.token(&file) }));
    let reference = format!("media/{}", medium["fileName"].as_str().expect("a name"));
    let ids: Vec<Value> = ["One", "Two"]
        .iter()
        .map(|title| mirrored.app.new_article(title, &format!("![A lamp]({reference})"))["id"].clone())
        .collect();
    let _ = mirrored.sync();
    assert!(mirrored.path(&reference).exists());
    let before = mirrored.read("one.md");

    fs::write(mirrored.path(&reference), png(2, 9, 9)).expect("written");
    assert_eq!(mirrored.sync()["taken"], 2);
    let new = named(&png(2, 9, 9));
    assert_eq!(
        (body(&mirrored.app, "One"), body(&mirrored.app, "Two")),
        (format!("![A lamp]({new})"), format!("![A lamp]({new})"))
    );
    assert_eq!(mirrored.read("one.md"), before);
    assert_eq!(mirrored.sync()["taken"], 0);

    // And once more, by whoever has it open still.
    fs::write(mirrored.path(&reference), png(3, 9, 9)).expect("written");
    assert_eq!(mirrored.sync()["taken"], 2);
    assert!(body(&mirrored.app, "One").contains(&named(&png(3, 9, 9))));

    // What is written here afterwards shows the same.
    let article = mirrored.app.show(&ids[0]);
    let text = format!("{}\n\nMore.", article["body"].as_str().expect("a body").trim());
    let _ = mirrored.app.ok(
        "article_save",
        json!({ "id": ids[0], "baseVersion": article["version"], "body": text, "origin": "window" }),
    );
    let _ = mirrored.sync();
    let written = mirrored.read("one.md");
    let shown = written.split("](").nth(1).and_then(|rest| rest.split(')').next()).expect("a picture");
    assert_eq!(fs::read(mirrored.path(shown)).expect("beside it"), png(3, 9, 9), "{written}");
    assert_eq!(mirrored.sync()["taken"], 0);
}

#[test]
fn a_replaced_picture_is_noticed_while_the_program_runs() {
    let mirrored = Mirrored::live(&[]);
    shared(&mirrored);
    let since = Instant::now();
    let wait_for = |what: &str, picture: &str| {
        while mirrored.app.list("all").len() < 2 || !body(&mirrored.app, "Two").contains(picture) {
            assert!(since.elapsed() < Duration::from_secs(15), "{what}");
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    wait_for("the texts", &named(&png(1, 8, 8)));
    // Saved by exchange, as image editors do.
    let aside = mirrored.path("lamp.png.tmp");
    fs::write(&aside, png(2, 8, 8)).expect("written");
    fs::rename(&aside, mirrored.path("lamp.png")).expect("renamed");
    let at = Instant::now();
    wait_for("another picture", &named(&png(2, 8, 8)));
    assert!(at.elapsed() < Duration::from_secs(3), "only a look at everything saw it: {:?}", at.elapsed());
}
