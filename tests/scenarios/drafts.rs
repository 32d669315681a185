//! The open article: edits, the preview that follows them, and saving.

use contract::ErrorCode;
use serde_json::{Value, json};
use tests::AppTest;
use tests::corpus::{Chance, document};

/// The window's half of a draft: the text, the blocks and the page around them, kept in step by patches.
struct Reader<'a> {
    app: &'a AppTest,
    id: Value,
    number: u32,
    text: Vec<u16>,
    blocks: Vec<(String, u64)>,
    around: (String, String),
}

const START: &str = "<!--galley:body-->";
const END: &str = "<!--/galley:body-->";
const BLOCK: &str = "<!--b-->";

fn parts(html: &str) -> (Vec<String>, (String, String)) {
    let (before, rest) = html.split_once(START).expect("the body begins");
    let (body, after) = rest.split_once(END).expect("the body ends");
    let blocks = body.split(BLOCK).skip(1).map(|block| block.trim().to_owned()).collect();
    (blocks, (before.to_owned(), after.to_owned()))
}

/// What programs read about a page counts every word: it is left as it is while the author types.
fn without_linked_data((before, after): &(String, String)) -> (String, String) {
    let begin = before.find("<script type=\"application/ld+json\">").expect("linked data");
    let end = begin + before[begin..].find("</script>").expect("closed");
    (format!("{}{}", &before[..begin], &before[end..]), after.clone())
}

fn read(page: &Value) -> (Vec<(String, u64)>, (String, String)) {
    let (blocks, around) = parts(page["html"].as_str().expect("html"));
    let lines: Vec<u64> = page["lines"].as_array().expect("lines").iter().filter_map(Value::as_u64).collect();
    assert_eq!(blocks.len(), lines.len(), "as many line counts as blocks");
    (blocks.into_iter().zip(lines).collect(), around)
}

impl<'a> Reader<'a> {
    fn open(app: &'a AppTest, id: &Value) -> Self {
        let opened = app.ok("draft_open", json!({ "id": id }));
        let (blocks, around) = read(&opened["page"]);
        let text = opened["article"]["body"].as_str().expect("a body").encode_utf16().collect();
        Self { app, id: id.clone(), number: 0, text, blocks, around }
    }

    fn edit(&mut self, from: usize, to: usize, insert: &str) -> Value {
        self.number += 1;
        let patch = self.app.ok(
            "draft_edit",
            json!({ "id": self.id, "number": self.number, "changes": [{ "from": from, "to": to, "insert": insert }] }),
        );
        self.text.splice(from..to, insert.encode_utf16());
        self.apply(&patch);
        patch
    }

    fn apply(&mut self, patch: &Value) {
        assert_eq!(patch["number"], self.number);
        for splice in patch["splices"].as_array().expect("splices") {
            let at = usize::try_from(splice["at"].as_u64().expect("at")).expect("small");
            let remove = usize::try_from(splice["remove"].as_u64().expect("remove")).expect("small");
            let insert = splice["insert"].as_array().expect("insert").iter().map(|block| {
                (
                    block["html"].as_str().expect("html").trim().to_owned(),
                    block["lines"].as_u64().expect("lines"),
                )
            });
            self.blocks.splice(at..at + remove, insert);
        }
        if let Some(shell) = patch["shell"].as_str() {
            let (blocks, around) = parts(shell);
            assert!(blocks.is_empty(), "a shell carries no blocks");
            self.around = around;
        }
    }

    fn text(&self) -> String {
        String::from_utf16(&self.text).expect("whole characters")
    }

    /// Saves, opens afresh, and compares what the patches made with what is rendered whole.
    fn compare_with_whole(&mut self) {
        let version = self.app.show(&self.id)["version"].clone();
        let _ = self
            .app
            .ok("draft_save", json!({ "id": self.id, "number": self.number, "baseVersion": version }));
        let opened = self.app.ok("draft_open", json!({ "id": self.id }));
        assert_eq!(opened["article"]["body"], self.text());
        let (blocks, around) = read(&opened["page"]);
        for (index, (patched, whole)) in self.blocks.iter().zip(&blocks).enumerate() {
            assert_eq!(patched, whole, "block {index} of:\n{}", self.text());
        }
        assert_eq!(self.blocks.len(), blocks.len(), "{}", self.text());
        assert_eq!(
            without_linked_data(&self.around),
            without_linked_data(&around),
            "the page around the text"
        );
        self.number = 0;
    }
}

#[test]
fn the_preview_is_a_page_with_the_text_in_blocks() {
    let app = AppTest::empty();
    let article = app.new_article("Blocks", "One.\n\n## Two\n\n- three\n- four\n");
    let reader = Reader::open(&app, &article["id"]);
    assert!(reader.around.0.starts_with("<!doctype html>") || reader.around.0.starts_with("<!DOCTYPE html>"));
    assert!(reader.around.0.contains("Content-Security-Policy"), "the page brings no policy");
    assert!(reader.around.0.contains("Blocks"), "the title is above the text");
    assert_eq!(reader.blocks.len(), 3, "{:?}", reader.blocks);
    assert_eq!(reader.blocks.iter().map(|(_, lines)| lines).sum::<u64>(), 6);
    assert!(reader.blocks[1].0.contains("data-l=\"0\""), "{:?}", reader.blocks[1]);
}

#[test]
fn a_letter_typed_changes_one_block() {
    let app = AppTest::empty();
    let text = document(7, 100_000);
    let article = app.new_article("Long", &text);
    let mut reader = Reader::open(&app, &article["id"]);
    let blocks = reader.blocks.len();
    let middle = text.find(" the ").expect("a common word");
    let patch = reader.edit(middle, middle, "x");
    let changed: usize = patch["splices"]
        .as_array()
        .expect("splices")
        .iter()
        .map(|splice| splice["insert"].as_array().map_or(0, Vec::len))
        .sum();
    assert_eq!(changed, 1, "of {blocks}: {patch}");
    assert!(patch["shell"].is_null(), "the page around the text did not change");
}

#[test]
fn patches_make_what_is_rendered_whole() {
    let app = AppTest::empty();
    let start = "# A\n\nText[^1] with [a link][ref] and *emphasis*.\n\n> quote\n\n```\ncode\n```\n\n- one\n- two\n\n\
                 <details>\n\ninside\n\n</details>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: A note.\n[ref]: https://example.org\n";
    // The language is chosen: a guess may change with the text, and is made again only when an article is opened.
    let article = app.ok(
        "article_create",
        json!({ "body": start, "metadata": { "title": "Patched", "language": "en" }, "origin": "window" }),
    );
    let mut reader = Reader::open(&app, &article["id"]);
    let pieces = [
        "\n",
        "\n\n",
        "#",
        "## H\n",
        "- ",
        "1. ",
        "> ",
        "```\n",
        "    ",
        "[^1]",
        "[^2]: note\n",
        "[ref]",
        "*",
        "**",
        "<div>",
        "</div>",
        "|",
        "---\n",
        "é",
        "🙂",
        "سلام",
        "<!--",
        "-->",
        "$x$",
        "word ",
        "\t",
        "[ref]: /elsewhere\n",
    ];
    let mut chance = Chance::new(20_261);
    for step in 0..400 {
        let length = reader.text.len();
        let mut from = chance.below(length + 1);
        let mut to = (from + chance.below(6)).min(length);
        // Never between the halves of a character.
        let is_low = |unit: Option<&u16>| unit.is_some_and(|unit| (0xdc00..0xe000).contains(unit));
        from -= usize::from(is_low(reader.text.get(from)));
        to += usize::from(is_low(reader.text.get(to)));
        let insert = if chance.happens(70) { pieces[chance.below(pieces.len())] } else { "" };
        reader.edit(from, to.min(length), insert);
        if step % 10 == 9 {
            reader.compare_with_whole();
        }
    }
}

#[test]
fn several_changes_at_once_count_from_the_text_before() {
    let app = AppTest::empty();
    let article = app.new_article("Several", "one 🙂 two three");
    let mut reader = Reader::open(&app, &article["id"]);
    reader.number = 1;
    let patch = app.ok(
        "draft_edit",
        json!({ "id": article["id"], "number": 1, "changes": [
            { "from": 0, "to": 3, "insert": "1" }, { "from": 7, "to": 10, "insert": "2" }, { "from": 11, "to": 16, "insert": "3" }] }),
    );
    reader.apply(&patch);
    reader.text = "1 🙂 2 3".encode_utf16().collect();
    reader.compare_with_whole();
}

#[test]
fn an_edit_out_of_step_is_refused_and_a_reset_sets_it_right() {
    let app = AppTest::empty();
    let article = app.new_article("Steps", "Start.");
    let id = &article["id"];
    let _ = Reader::open(&app, id);
    let edit = |number: u32, from: u32, to: u32| json!({ "id": id, "number": number, "changes": [{ "from": from, "to": to, "insert": "x" }] });
    for wrong in [edit(2, 0, 0), edit(1, 5, 99), edit(1, 4, 2)] {
        assert_eq!(app.err("draft_edit", wrong.clone()).code, ErrorCode::OutOfStep, "{wrong}");
    }
    let page =
        app.ok("draft_reset", json!({ "id": id, "body": "Start again.", "metadata": { "title": "Steps" } }));
    assert_eq!(page["number"], 0);
    assert!(page["html"].as_str().is_some_and(|html| html.contains("Start again.")));
    let _ = app.ok("draft_edit", edit(1, 0, 0));
    let _ = app.ok("draft_save", json!({ "id": id, "number": 1, "baseVersion": 1 }));
    assert_eq!(app.show(id)["body"], "xStart again.");
}

#[test]
fn a_draft_that_is_not_open_is_out_of_step() {
    let app = AppTest::empty();
    let article = app.new_article("Closed", "x");
    let edit = json!({ "id": article["id"], "number": 1, "changes": [] });
    assert_eq!(app.err("draft_edit", edit.clone()).code, ErrorCode::OutOfStep);
    let _ = app.ok("draft_open", json!({ "id": article["id"] }));
    let _ = app.ok("draft_close", json!({ "id": article["id"] }));
    assert_eq!(app.err("draft_edit", edit).code, ErrorCode::OutOfStep);
}

#[test]
fn a_change_of_the_title_changes_the_page_around_the_text_and_is_saved_with_it() {
    let app = AppTest::empty();
    let article = app.new_article("Old title", "Text.");
    let id = &article["id"];
    let mut reader = Reader::open(&app, id);
    reader.number = 1;
    let patch = app.ok(
        "draft_edit",
        json!({ "id": id, "number": 1, "changes": [], "metadata": { "title": "New title", "subtitle": "Below it" } }),
    );
    assert!(
        patch["shell"]
            .as_str()
            .is_some_and(|shell| shell.contains("New title") && shell.contains("Below it"))
    );
    assert_eq!(patch["splices"], json!([]));
    reader.apply(&patch);
    reader.compare_with_whole();
    assert_eq!(app.show(id)["metadata"]["title"], "New title");
}

#[test]
fn a_new_language_renders_the_text_again() {
    let app = AppTest::empty();
    let article = app.new_article("Quotes", "She said \"yes\".");
    let mut reader = Reader::open(&app, &article["id"]);
    reader.number = 1;
    let patch = app.ok(
        "draft_edit",
        json!({ "id": article["id"], "number": 1, "changes": [], "metadata": { "title": "Quotes", "language": "de" } }),
    );
    reader.apply(&patch);
    assert!(reader.blocks[0].0.contains("„yes“"), "{:?}", reader.blocks);
    reader.compare_with_whole();
}

#[test]
fn a_save_names_the_edit_it_holds() {
    let app = AppTest::empty();
    let article = app.new_article("Numbers", "");
    let mut reader = Reader::open(&app, &article["id"]);
    reader.edit(0, 0, "a");
    assert_eq!(
        app.err("draft_save", json!({ "id": article["id"], "number": 9, "baseVersion": 1 })).code,
        ErrorCode::OutOfStep
    );
    let saved = app.ok("draft_save", json!({ "id": article["id"], "number": 1, "baseVersion": 1 }));
    assert_eq!(saved["summary"]["version"], 2);
    assert_eq!(AppTest::on(app.library()).show(&article["id"])["body"], "a");
}

#[test]
fn leaving_an_article_keeps_a_revision_of_what_was_written() {
    let app = AppTest::empty();
    let article = app.new_article("Left", "Before.");
    let mut reader = Reader::open(&app, &article["id"]);
    reader.edit(7, 7, " After.");
    let _ = app.ok("draft_save", json!({ "id": article["id"], "number": 1, "baseVersion": 1 }));
    let _ = app.ok("draft_close", json!({ "id": article["id"] }));
    let newest = app.ok("revision_list", json!({ "id": article["id"] }))[0].clone();
    let revision = app.ok("revision_show", json!({ "revision": newest["revision"] }));
    assert_eq!(revision["body"], "Before. After.");
}

#[test]
fn a_paste_of_ten_megabytes_is_previewed_and_saved() {
    let app = AppTest::empty();
    let article = app.new_article("Paste", "Before.\n");
    let mut reader = Reader::open(&app, &article["id"]);
    let text = document(3, 10_000_000);
    reader.edit(8, 8, &text);
    let _ = app.ok("draft_save", json!({ "id": article["id"], "number": 1, "baseVersion": 1 }));
    let kept = app.show(&article["id"])["body"].as_str().map(str::len);
    assert_eq!(kept, Some(text.len() + 8));
}

#[test]
fn a_draft_that_is_opened_again_shows_what_others_saved_meanwhile() {
    let app = AppTest::empty();
    let article = app.new_article("Overtaken", "Before.");
    let id = &article["id"];
    let _ = app.ok("draft_open", json!({ "id": id }));
    let outside = |version: u32, body: &str| {
        let save = json!({ "id": id, "baseVersion": version, "body": body, "origin": "command_line" });
        let _ = AppTest::on(app.library()).ok("article_save", save);
    };
    outside(1, "From outside.");
    assert_eq!(app.ok("draft_open", json!({ "id": id }))["article"]["body"], "From outside.");
    let conflicts = |count: usize| {
        let revisions = app.ok("revision_list", json!({ "id": id }));
        let found =
            revisions.as_array().expect("a list").iter().filter(|one| one["cause"] == "conflict").count();
        assert_eq!(found, count, "{revisions}");
    };
    conflicts(0);
    // With something typed, both texts are kept.
    let insert = json!([{ "from": 0, "to": 0, "insert": "Typed. " }]);
    let _ = app.ok("draft_edit", json!({ "id": id, "number": 1, "changes": insert }));
    outside(2, "From outside again.");
    assert_eq!(app.ok("draft_open", json!({ "id": id }))["article"]["body"], "From outside again.");
    conflicts(1);
}

#[test]
fn links_to_notes_lead_within_the_preview_and_within_the_page() {
    let app = AppTest::empty();
    let article = app.new_article("Notes", "Text.[^1] [Place](#x)\n\n[^1]: Note.\n");
    let opened = app.ok("draft_open", json!({ "id": article["id"] }));
    let preview = opened["page"]["html"].as_str().expect("a page");
    // The frame has no address of its own: a bare `#` would be read from the window's.
    for address in ["about:srcdoc#fn-1", "about:srcdoc#fnref-1", "about:srcdoc#x"] {
        assert!(preview.contains(&format!("href=\"{address}\"")), "{address} is missing");
    }
    let (page, _) = app.export(&article["id"], "page");
    assert!(page.contains("href=\"#fn-1\"") && !page.contains("about:"), "{page}");
}
