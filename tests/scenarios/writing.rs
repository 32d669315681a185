//! What helps while writing: counts, the outline, goals, emoji.

use serde_json::{Value, json};
use tests::AppTest;
use tests::corpus::document;

fn open(app: &AppTest, title: &str, body: &str) -> Value {
    let id = app.new_article(title, body)["id"].clone();
    let _ = app.ok("draft_open", json!({ "id": id }));
    id
}

/// A text after changes from the engine, in UTF-16 code units.
fn changed(text: &str, changes: &Value) -> String {
    let mut units: Vec<u16> = text.encode_utf16().collect();
    for change in changes.as_array().expect("changes").iter().rev() {
        let at = |name: &str| usize::try_from(change[name].as_u64().expect("a place")).expect("small");
        let insert: Vec<u16> = change["insert"].as_str().expect("a text").encode_utf16().collect();
        units.splice(at("from")..at("to"), insert);
    }
    String::from_utf16(&units).expect("whole characters")
}

fn insert(app: &AppTest, id: &Value, number: u32, at: usize, text: &str) {
    let changes = json!([{ "from": at, "to": at, "insert": text }]);
    let _ = app.ok("draft_edit", json!({ "id": id, "number": number, "changes": changes }));
}

#[test]
fn counts_follow_what_is_typed_and_what_is_selected() {
    let app = AppTest::empty();
    let text = "## Not prose\n\nThe lamp was lit. Nobody knew who had done it!\n\n- one item\n";
    let id = open(&app, "Counts", text);
    let counts = app.ok("draft_statistics", json!({ "id": id }));
    assert_eq!(counts["number"], 0);
    assert_eq!(counts["language"], "en");
    assert_eq!(counts["whole"]["words"], 14);
    assert_eq!(counts["whole"]["sentences"], 3);
    assert_eq!(counts["whole"]["paragraphs"], 2);
    assert_eq!(counts["whole"]["longestSentence"], 6);
    assert_eq!(counts["whole"]["readingMinutes"], 1);
    assert_eq!(counts["whole"]["readability"]["formula"], "flesch");
    assert_eq!(counts["whole"]["readability"]["ease"], "very_easy");
    assert_eq!(counts["selection"], Value::Null);

    let from = text.find("Nobody").expect("the sentence");
    let selection = json!({ "from": from, "to": from + "Nobody knew who had done it!".len() });
    let counts = app.ok("draft_statistics", json!({ "id": id, "selection": selection }));
    assert_eq!(counts["selection"]["words"], 6);
    assert_eq!(counts["selection"]["characters"], 28);
    assert_eq!(counts["selection"]["charactersWithoutSpaces"], 23);

    insert(&app, &id, 1, from, "It was late. ");
    let counts = app.ok("draft_statistics", json!({ "id": id }));
    assert_eq!((&counts["number"], &counts["whole"]["sentences"]), (&json!(1), &json!(4)));
    assert_eq!(counts["whole"]["words"], 17);
}

#[test]
fn a_language_without_a_formula_has_no_readability() {
    let app = AppTest::empty();
    let id =
        open(&app, "باغ", "باغ‌های قدیمی شهر دوباره سبز شده‌اند. مردم هر غروب در سایهٔ درختان قدم می‌زنند.\n");
    let counts = app.ok("draft_statistics", json!({ "id": id }));
    assert_eq!(counts["language"], "fa");
    assert_eq!(counts["whole"]["sentences"], 2);
    assert_eq!(counts["whole"]["readability"], Value::Null);
}

#[test]
fn counts_of_a_long_text_are_those_of_a_fresh_one_after_edits() {
    let app = AppTest::empty();
    let text = document(5, 200_000);
    let id = open(&app, "Long", &text);
    let first = app.ok("draft_statistics", json!({ "id": id }))["whole"].clone();
    insert(&app, &id, 1, text.find("\n\n").expect("a paragraph"), " Five words are added here.");
    let edited = app.ok("draft_statistics", json!({ "id": id }))["whole"].clone();
    assert_eq!(edited["words"].as_u64(), first["words"].as_u64().map(|words| words + 5));
    let _ = app.ok("draft_close", json!({ "id": id }));
    let _ = app.ok("draft_open", json!({ "id": id }));
    assert_eq!(app.ok("draft_statistics", json!({ "id": id }))["whole"], edited);
}

#[test]
fn the_outline_names_the_addresses_that_the_page_shows_as_cards() {
    let app = AppTest::empty();
    let text = "😀 https://youtu.be/in-a-line\n\nhttps://youtu.be/alone\n\n<https://x.com/someone/status/20>\n\n\
                [named](https://youtu.be/named)\n\n> https://soundcloud.com/someone/something\n\nhttps://example.org/\n";
    let id = open(&app, "Cards", text);
    let units: Vec<u16> = text.encode_utf16().collect();
    let outline = app.ok("draft_outline", json!({ "id": id }));
    let cards: Vec<(String, &str, &str)> = outline["cards"]
        .as_array()
        .expect("cards")
        .iter()
        .map(|card| {
            let at = |name: &str| card["range"][name].as_u64().expect("a place") as usize;
            (
                String::from_utf16_lossy(&units[at("from")..at("to")]),
                card["kind"].as_str().expect("a kind"),
                card["service"].as_str().expect("a service"),
            )
        })
        .collect();
    assert_eq!(
        cards,
        [
            ("https://youtu.be/alone".to_owned(), "video", "YouTube"),
            ("<https://x.com/someone/status/20>".to_owned(), "post", "X"),
            ("https://soundcloud.com/someone/something".to_owned(), "sound", "SoundCloud"),
        ]
    );
}

#[test]
fn a_section_is_moved_by_changes_that_the_window_makes() {
    let app = AppTest::empty();
    let text = "Intro 😀\n\n## One\n\na\n\n### Below\n\nb\n\n## Two\n\nc\n";
    let id = open(&app, "Sections", text);
    let outline = app.ok("draft_outline", json!({ "id": id }));
    let headings: Vec<(&str, u64, u64)> = outline["headings"]
        .as_array()
        .expect("headings")
        .iter()
        .map(|it| {
            (
                it["text"].as_str().expect("a text"),
                it["line"].as_u64().expect("a line"),
                it["section"]["from"].as_u64().expect("a place"),
            )
        })
        .collect();
    assert_eq!(headings, [("One", 2, 10), ("Below", 6, 21), ("Two", 10, 35)]);
    assert_eq!(outline["headings"][0]["id"], "one");
    assert_eq!(outline["headings"][0]["section"]["to"], 35);

    let moved = app.ok("draft_move_section", json!({ "id": id, "from": 2, "to": 0 }));
    assert_eq!(moved["number"], 0);
    assert_eq!(
        changed(text, &moved["changes"]),
        "Intro 😀\n\n## Two\n\nc\n\n## One\n\na\n\n### Below\n\nb\n\n"
    );
    let nowhere = app.ok("draft_move_section", json!({ "id": id, "from": 0, "to": 1 }));
    assert_eq!(nowhere["changes"], json!([]), "a section does not move into itself");
    let wrong = app.ok("draft_move_section", json!({ "id": id, "from": 77, "to": 1 }));
    assert_eq!(wrong["changes"], json!([]));
}

#[test]
fn what_is_written_counts_for_the_day_and_for_the_goals() {
    let app = AppTest::empty();
    let id = open(&app, "Goals", "One two three.\n");
    let _ = app.ok("goal_save", json!({ "article": id, "words": 500 }));
    let _ = app.ok("goal_save", json!({ "words": 20 }));
    let state = |date: &str| app.ok("goal_state", json!({ "date": date, "article": id }));
    let before = state("2026-03-01");
    assert_eq!((&before["articleGoal"], &before["dayGoal"]), (&json!(500), &json!(20)));
    assert_eq!((&before["articleWords"], &before["dayWords"]), (&json!(3), &json!(0)));

    insert(&app, &id, 1, 0, "Four more words here. ");
    let day = state("2026-03-01");
    assert_eq!(
        (&day["articleWords"], &day["dayWords"], &day["sessionWords"]),
        (&json!(7), &json!(4), &json!(4))
    );
    insert(&app, &id, 2, 0, "Next day. ");
    let next = state("2026-03-02");
    assert_eq!((&next["dayWords"], &next["sessionWords"]), (&json!(2), &json!(6)));
    assert_eq!(
        next["days"],
        json!([{ "date": "2026-03-01", "words": 4 }, { "date": "2026-03-02", "words": 2 }])
    );

    // Taking words away counts as well, and no day falls below nothing.
    let changes = json!([{ "from": 0, "to": 30, "insert": "" }]);
    let _ = app.ok("draft_edit", json!({ "id": id, "number": 3, "changes": changes }));
    assert_eq!(state("2026-03-02")["dayWords"], 0);

    let _ = app.ok("draft_save", json!({ "id": id, "number": 3, "baseVersion": app.show(&id)["version"] }));
    let again = AppTest::on(app.library());
    let kept = again.ok("goal_state", json!({ "date": "2026-03-01", "article": id }));
    assert_eq!(
        (&kept["dayWords"], &kept["articleGoal"], &kept["sessionWords"]),
        (&json!(4), &json!(500), &json!(0))
    );
    let _ = again.ok("goal_save", json!({ "article": id }));
    assert_eq!(
        again.ok("goal_state", json!({ "date": "2026-03-01", "article": id }))["articleGoal"],
        Value::Null
    );
    assert!(again.err("goal_state", json!({ "date": "yesterday" })).message.contains("yesterday"));
}

#[test]
fn emoji_are_found_by_the_beginning_of_a_name() {
    let app = AppTest::empty();
    let find = |prefix: &str| {
        let found = app.ok("emoji_find", json!({ "prefix": prefix }));
        let list = found.as_array().expect("a list").clone();
        list.iter()
            .map(|it| {
                (
                    it["shortcode"].as_str().expect("a name").to_owned(),
                    it["emoji"].as_str().expect("an emoji").to_owned(),
                )
            })
            .collect::<Vec<_>>()
    };
    let smiles = find(":smil");
    assert!(smiles.contains(&("smile".to_owned(), "😄".to_owned())), "{smiles:?}");
    assert!(smiles[..5].iter().all(|(name, _)| name.starts_with("smil")), "{smiles:?}");
    assert_eq!(find("+1")[0].1, "👍");
    assert!(find("flag_no_such").is_empty());
    assert!((10..=24).contains(&find("").len()));
}
