//! The answer of the preview to one letter, beside comrak on the whole text.

use contract::{ArticleRef, DraftEdit, Handler, TextChange};
use serde_json::json;
use tests::AppTest;
use tests::corpus::{Chance, document};

use crate::figures::{Figures, Runs, Target};

pub fn measure(figures: &mut Figures) {
    figures.group("One letter typed, until the engine has answered with what changes in the preview");
    for (name, size, edits, whole, target) in [
        ("6 KB", 6_000, 400, 100, Target::Median(0.5)),
        ("100 KB", 100_000, 400, 50, Target::None),
        ("1 MB", 1_000_000, 200, 20, Target::Median(3.0)),
        ("10 MB", 10_000_000, 40, 5, Target::Median(25.0)),
    ] {
        let text = document(11, size);
        let app = AppTest::empty();
        let id = app.new_article("Measured", &text)["id"].as_str().unwrap_or_default().to_owned();
        let engine = app.engine();
        let mut open = Runs::default();
        let opened = open.time(|| engine.draft_open(ArticleRef { id: id.clone() }));
        assert!(opened.is_ok(), "the draft does not open: {opened:?}");

        let places = word_places(&text, edits);
        let (mut answers, mut as_json, mut comrak) = (Runs::default(), Runs::default(), Runs::default());
        let mut number = 0;
        for (turn, &at) in places.iter().enumerate() {
            // A letter comes, and goes again, so that the text stays what the yardstick reads.
            for (to, insert) in [(at, "x"), (at + 1, "")] {
                number += 1;
                if turn % 4 == 0 {
                    let edit = json!({ "id": id, "number": number, "changes": [{ "from": at, "to": to, "insert": insert }] });
                    let _ = as_json.time(|| app.ok("draft_edit", edit));
                } else {
                    let changes = vec![TextChange { from: at, to, insert: insert.to_owned() }];
                    let edit = DraftEdit { id: id.clone(), number, changes, metadata: None };
                    let answer = answers.time(|| engine.draft_edit(edit));
                    assert!(answer.is_ok(), "{answer:?}");
                }
            }
            if turn % (edits / whole).max(1) == 0 {
                comrak.time(|| markup::render_plain(&text));
            }
        }
        figures.add(
            &format!("{name}, answer"),
            &answers,
            &target,
            Some(("comrak on the whole text", &comrak)),
        );
        figures.add(&format!("{name}, answer as JSON"), &as_json, &Target::None, None);
        figures.add(&format!("{name}, opening the draft"), &open, &Target::None, None);
    }
}

/// Offsets within words all over a text of ASCII letters.
fn word_places(text: &str, count: usize) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut chance = Chance::new(5);
    let mut places = Vec::new();
    while places.len() < count {
        let at = 1 + chance.below(bytes.len() - 2);
        if bytes[at - 1].is_ascii_lowercase() && bytes[at].is_ascii_lowercase() {
            places.push(u32::try_from(at).unwrap_or(0));
        }
    }
    places
}
