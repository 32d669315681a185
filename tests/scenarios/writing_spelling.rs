//! Spelling: what is misspelt where, in which language, with which dictionary.

use serde_json::{Value, json};
use tests::AppTest;

/// The misspelt words of a text with the places they stand in.
fn misspelt(app: &AppTest, body: &str) -> Vec<String> {
    let id = app.new_article("Spelling", body)["id"].clone();
    let _ = app.ok("draft_open", json!({ "id": id }));
    let report = app.ok("draft_spelling", json!({ "id": id, "fromLine": 0, "toLine": 1000 }));
    words(body, &report)
}

fn words(body: &str, report: &Value) -> Vec<String> {
    let units: Vec<u16> = body.encode_utf16().collect();
    let list = report["words"].as_array().expect("words");
    list.iter()
        .map(|it| {
            let at =
                |name: &str| usize::try_from(it["range"][name].as_u64().expect("a place")).expect("small");
            let written = String::from_utf16(&units[at("from")..at("to")]).expect("whole characters");
            assert_eq!(it["word"], written.as_str());
            written
        })
        .collect()
}

/// Puts a dictionary beside the library, as an author would.
fn add_dictionary(app: &AppTest, name: &str, rules: &[u8], words: &[u8]) {
    let folder = app.library().join("dictionaries");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join(format!("{name}.aff")), rules).expect("rules");
    std::fs::write(folder.join(format!("{name}.dic")), words).expect("words");
}

#[test]
fn misspelt_words_are_found_with_their_places() {
    let app = AppTest::empty();
    let text =
        "😀 The brigde was lit. It isn't the gardner’s lamp.\n\n- A lamp on the hous\n\n> quoted wrods\n";
    assert_eq!(misspelt(&app, text), ["brigde", "gardner’s", "hous", "wrods"]);
}

#[test]
fn the_sample_shows_no_misspelt_word() {
    let app = AppTest::with_samples();
    for article in app.list("all") {
        let _ = app.ok("draft_open", json!({ "id": article["id"] }));
        let report =
            app.ok("draft_spelling", json!({ "id": article["id"], "fromLine": 0, "toLine": 10_000 }));
        assert_eq!(report["words"], json!([]), "in “{}”", article["title"]);
    }
}

#[test]
fn english_of_no_country_may_be_british_or_american_but_not_that_of_a_country() {
    let app = AppTest::empty();
    let text = "The harbour's colour is grey, the harbor's color is gray, its coluor is not.";
    assert_eq!(misspelt(&app, text), ["coluor"]);
    let _ = app.ok("spelling_choose", json!({ "languages": ["en-US"] }));
    assert_eq!(misspelt(&app, text), ["harbour's", "colour", "grey", "coluor"]);
}

#[test]
fn what_is_no_prose_is_not_checked() {
    let app = AppTest::empty();
    let text = "---\ntitle: Xqzzt\n---\n`xqzzt` and $xqzzt$, <https://example.org/xqzzt>, xqzzt@example.org, NATO, v2x.\n\n\
                ```\nxqzzt\n```\n\n[the link](https://example.org/xqzzt \"xqzzt\")\n\n[ref]: https://example.org/xqzzt\n";
    assert_eq!(misspelt(&app, text), Vec::<String>::new());
}

#[test]
fn only_the_lines_in_sight_are_checked() {
    let app = AppTest::empty();
    let text = "wrnog\n\nwrnog\n\nwrnog\n";
    let id = app.new_article("Lines", text)["id"].clone();
    let _ = app.ok("draft_open", json!({ "id": id }));
    let report = app.ok("draft_spelling", json!({ "id": id, "fromLine": 2, "toLine": 3 }));
    assert_eq!(report["number"], 0);
    assert_eq!(report["words"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["words"][0]["range"], json!({ "from": 7, "to": 12 }));
}

#[test]
fn a_misspelt_word_has_suggestions() {
    let app = AppTest::empty();
    let found = app.ok("spelling_suggest", json!({ "word": "brigde", "language": "en" }));
    assert!(found.as_array().expect("a list").contains(&json!("bridge")), "{found}");
    let found = app.ok("spelling_suggest", json!({ "word": "dont’", "language": "en-US" }));
    assert!(!found.to_string().contains('\''), "typographic marks stay: {found}");
    assert_eq!(app.ok("spelling_suggest", json!({ "word": "x", "language": "tlh" })), json!([]));
}

#[test]
fn words_are_learnt_forgotten_and_let_pass() {
    let app = AppTest::empty();
    let text = "The galleyslip and the Frobnitz's lamp.\n";
    assert_eq!(misspelt(&app, text), ["galleyslip", "Frobnitz's"]);
    let _ = app.ok("spelling_learn", json!({ "word": "galleyslip" }));
    let _ = app.ok("spelling_ignore", json!({ "word": "Frobnitz" }));
    assert_eq!(misspelt(&app, text), Vec::<String>::new());
    assert_eq!(app.ok("spelling_languages", json!({}))["personal"], json!(["galleyslip"]));

    let again = AppTest::on(app.library());
    assert_eq!(misspelt(&again, text), ["Frobnitz's"], "what was learnt is kept, what was let pass is not");
    let _ = again.ok("spelling_forget", json!({ "word": "galleyslip" }));
    assert_eq!(misspelt(&again, text), ["galleyslip", "Frobnitz's"]);
    assert!(app.err("spelling_learn", json!({ "word": "two words" })).message.contains("two words"));
}

#[test]
fn each_block_is_checked_in_its_language() {
    let app = AppTest::empty();
    // In Latin 1, as many of the system's dictionaries still are.
    let words = "7\nDie\nLampe\nauf\nder\nBr\u{fc}cke\nbrannte\ngestern\n";
    let words: Vec<u8> = words.chars().map(|it| u8::try_from(u32::from(it)).expect("Latin 1")).collect();
    add_dictionary(&app, "de_DE_test", b"SET ISO8859-1\n", &words);
    let german = "Die Lampe auf der Brücke brannte gestern Lampfe auf der Brücke, und die Lampe brannte.";
    let english =
        "The lamp on the bridge was lit again last night, and nobdy knew who had climbed up to do it.";
    let found = misspelt(&app, &format!("{german}\n\n{english}\n"));
    assert!(found.contains(&"Lampfe".to_owned()) && found.contains(&"nobdy".to_owned()), "{found:?}");
    assert!(!found.contains(&"Brücke".to_owned()) && !found.contains(&"bridge".to_owned()), "{found:?}");
    let languages = app.ok("spelling_languages", json!({}));
    let german =
        languages["dictionaries"].as_array().expect("a list").iter().find(|it| it["language"] == "de-DE");
    assert!(
        german.is_some_and(|it| it["folder"].as_str().is_some_and(|folder| folder.ends_with("dictionaries"))),
        "{languages}"
    );
}

#[test]
fn a_missing_dictionary_is_told_once_and_the_others_go_on() {
    let app = AppTest::empty();
    let persian = "باغ‌های قدیمی شهر دوباره سبز شده‌اند و مردم هر غروب در سایهٔ درختان قدم می‌زنند.";
    let text = format!(
        "The lamp on the brigde was lit again last night, and nobody knew who had done it.\n\n{persian}\n"
    );
    let id = app.new_article("Two languages", &text)["id"].clone();
    let _ = app.ok("draft_open", json!({ "id": id }));
    let ask = || app.ok("draft_spelling", json!({ "id": id, "fromLine": 0, "toLine": 9 }));
    let first = ask();
    assert_eq!(words(&text, &first), ["brigde"]);
    assert_eq!(first["missing"], json!(["fa"]));
    let second = ask();
    assert_eq!(words(&text, &second), ["brigde"]);
    assert_eq!(second["missing"], json!([]));
}

#[test]
fn a_dictionary_that_is_broken_is_as_good_as_missing() {
    let app = AppTest::empty();
    add_dictionary(&app, "fr_FR", b"SET ISCII-DEVANAGARI\n", b"garbage \xff\xfe");
    let french =
        "La lampe du pont s’est rallumée hier soir, et personne ne savait qui était monté jusque-là.";
    assert_eq!(misspelt(&app, french), Vec::<String>::new());
}

#[test]
fn a_chosen_language_counts_everywhere_and_decides_the_variant() {
    let app = AppTest::empty();
    add_dictionary(&app, "en_GB", b"SET UTF-8\n", "3\nThe\ncolour\nof\n".as_bytes());
    let _ = app.ok("spelling_choose", json!({ "languages": ["en-GB"] }));
    assert_eq!(misspelt(&app, "The colour of color.\n"), ["color"]);
    let chosen = app.ok("spelling_choose", json!({ "languages": [] }));
    assert_eq!(chosen["chosen"], json!([]));
    assert_eq!(misspelt(&app, "The colour of color.\n"), Vec::<String>::new());
    assert!(app.err("spelling_choose", json!({ "languages": ["not a tag"] })).message.contains("not a tag"));
}
