//! Two programs on one library: what one changes, the other hears of.

use std::time::{Duration, Instant};

use contract::{Event, Origin};
use serde_json::json;
use tests::AppTest;

const LIMIT: Duration = Duration::from_secs(3);
const PROMISED: Duration = Duration::from_secs(1);

#[test]
fn a_change_from_elsewhere_is_heard_within_a_second() {
    let window = AppTest::empty();
    let other = AppTest::on(window.library());
    let article = window.new_article("Shared", "One.");
    let mut slowest = Duration::ZERO;
    for version in 1..=5_i64 {
        let since = Instant::now();
        let _ = other.ok(
            "article_save",
            json!({ "id": article["id"], "baseVersion": version, "body": format!("Text {version}."), "origin": "command_line" }),
        );
        let heard = window.wait_for_event(since, LIMIT, |event| {
            matches!(event, Event::ArticleChanged { id, version: now, here: false, origin: Origin::CommandLine }
                if *id == article["id"] && *now == version + 1)
        });
        slowest = slowest.max(heard.expect("the change is heard of"));
    }
    assert!(slowest <= PROMISED, "it took {slowest:?}");
    assert_eq!(window.show(&article["id"])["body"], "Text 5.");
}

#[test]
fn one_s_own_change_is_told_once_and_as_one_s_own() {
    let app = AppTest::empty();
    let article = app.new_article("Mine", "");
    let since = Instant::now();
    let _ = app.ok(
        "article_save",
        json!({ "id": article["id"], "baseVersion": 1, "body": "x", "origin": "window" }),
    );
    let _ = app.wait_for_event(since, LIMIT, |event| {
        matches!(event, Event::ArticleChanged { version: 2, here: true, .. })
    });
    std::thread::sleep(PROMISED);
    let told =
        app.events().iter().filter(|event| matches!(event, Event::ArticleChanged { version: 2, .. })).count();
    assert_eq!(told, 1, "{:?}", app.events());
}

#[test]
fn settings_from_elsewhere_are_heard_of() {
    let window = AppTest::empty();
    let other = AppTest::on(window.library());
    let mut publication = other.ok("library_state", json!({}))["open"]["publication"].clone();
    publication["title"] = json!("Renamed");
    let since = Instant::now();
    let _ = other.ok("publication_save", json!({ "publication": publication }));
    let heard = window
        .wait_for_event(since, LIMIT, |event| matches!(event, Event::PublicationChanged { here: false }));
    assert!(heard.is_some_and(|after| after <= PROMISED), "{heard:?}");
    assert_eq!(window.ok("library_state", json!({}))["open"]["publication"]["title"], "Renamed");
}

#[test]
fn two_that_write_at_once_lose_nothing() {
    let one = AppTest::empty();
    let library = one.library().to_path_buf();
    let mine = one.new_article("Mine", "");
    let yours = one.new_article("Yours", "");
    let save_often = |app: &AppTest, id: &serde_json::Value| {
        for version in 1..=40 {
            let body = format!("{version}");
            let _ = app.ok(
                "article_save",
                json!({ "id": id, "baseVersion": version, "body": body, "origin": "window" }),
            );
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| save_often(&one, &mine["id"]));
        scope.spawn(|| save_often(&AppTest::on(&library), &yours["id"]));
    });
    for article in [&mine, &yours] {
        assert_eq!(one.show(&article["id"])["body"], "40");
        assert_eq!(one.show(&article["id"])["version"], 41);
    }
    assert_eq!(one.ok("library_check", json!({}))["problems"], json!([]));
}
