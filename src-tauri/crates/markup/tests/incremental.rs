//! Whatever is edited, a document equals one made from the text as it stands.

use std::sync::Arc;

use markup::{AsWritten, Block, Change, Document, RenderOptions, Splice, render};
use proptest::prelude::*;

/// Pieces of Markdown that reach into what stands around them.
const FRAGMENTS: &[&str] = &[
    "Some words.",
    "# Title\n",
    "## Title\n",
    "Title\n---\n",
    "Title\n===\n",
    "\n",
    "\n\n",
    "\n",
    "\n\n\n",
    " ",
    "  ",
    "    ",
    "\t",
    "- item",
    "- item\n",
    "* item\n",
    "+ a\n  b\n",
    "1. one\n",
    "2) two\n",
    "10. ten\n\n    more\n",
    "  - nested\n",
    "- [ ] task\n",
    "- [x] done\n",
    "-\n",
    "> quote\n",
    "> ",
    ">\n",
    "> - ",
    "> ```\n",
    "```\n",
    "```rust\nfn main() {}\n```\n",
    "~~~\n",
    "    code\n",
    "`code`",
    "``",
    "`",
    "$x$",
    "$$\nx^2\n$$\n",
    "$$",
    "***\n",
    "---\n",
    "- - -\n",
    "---",
    "<div>\n",
    "</div>\n",
    "<details>\n<summary>More</summary>\n\n",
    "\n\n</details>\n\n",
    "<b>",
    "</b>",
    "<span id=\"a\">",
    "<a name=title></a>",
    "<!--",
    "-->",
    "<!-- note -->\n",
    "<pre>\n",
    "</pre>\n",
    "<script>\n",
    "</script>\n",
    "<?php",
    "?>",
    "<![CDATA[",
    "]]>",
    "<p>\n",
    "<table>\n",
    "[a]: /url\n",
    "[a]: /other 'title'\n",
    "[b]:\n/url\n",
    "[B]: <x y>\n\"t\"\n",
    "> [a]: /quoted\n",
    "[a",
    "]: /x",
    "[a]",
    "[x][a]",
    "![a]",
    "[b][]",
    "[a]: ",
    "\n[c]: /c\n\n",
    "[c]",
    "[^1]",
    "[^1]: note\n",
    "[^1]:",
    "[^n]",
    "[^n]: a\n\n    b\n",
    "[^n]: see [^1]\n",
    "[^m]",
    "| a | b |\n|---|:-:|\n| 1 | 2 |\n",
    "|---|\n",
    "| a |\n",
    "a | b\n",
    "*em*",
    "**strong**",
    "~~gone~~",
    "*",
    "_",
    "**",
    "https://example.org/a",
    "<https://example.org>",
    "a@b.example",
    "[link](/to \"t\")",
    "![alt](media/a.png \"cap\")",
    "](",
    "[",
    "متن فارسی",
    "שלום",
    "日本語の文",
    "🙂",
    "👩‍👩‍👧",
    "é",
    "\u{2067}x\u{2069}",
    "\u{feff}",
    "\\",
    "\\\n",
    "&amp;",
    "&quot;",
    "+++\n",
    "title: x\n",
    "---\ntitle: x\n---\n",
    "\"quoted\"",
    "it's",
    "--",
    "...",
    "\r",
    "\0",
    "  \n",
    "<img src=x onerror=alert(1)>",
    "<h2>Raw</h2>\n",
    "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>\n",
];

fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => prop::sample::select(FRAGMENTS).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ]
}

fn markdown(longest: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(fragment(), 0..longest).prop_map(|parts| parts.concat())
}

/// An edit: places as fractions of the text, and what comes in.
fn edit() -> impl Strategy<Value = Vec<(u32, u32, String)>> {
    let one = (
        any::<u32>(),
        prop_oneof![4 => Just(0_u32), 3 => 0..4_u32, 1 => 0..40_u32],
        prop_oneof![1 => Just(String::new()), 3 => markdown(3)],
    );
    prop_oneof![6 => prop::collection::vec(one.clone(), 1), 1 => prop::collection::vec(one, 2..4)]
}

/// The changes an edit makes, in UTF-16 code units, ascending and apart.
fn changes(text: &str, edit: &[(u32, u32, String)]) -> Vec<Change> {
    let mut stops = vec![0];
    for character in text.chars() {
        stops.push(stops[stops.len() - 1] + character.len_utf16());
    }
    let mut places: Vec<(usize, usize, String)> = edit
        .iter()
        .map(|(at, length, insert)| {
            let from = *at as usize % stops.len();
            (from, (from + *length as usize).min(stops.len() - 1), insert.clone())
        })
        .collect();
    places.sort_by_key(|place| place.0);
    let mut changes: Vec<Change> = Vec::new();
    for (from, to, insert) in places {
        let change = Change { from: stops[from], to: stops[to], insert };
        if changes.last().is_none_or(|last| last.to <= change.from) {
            changes.push(change);
        }
    }
    changes
}

fn apply(blocks: &mut Vec<Block>, splices: Vec<Splice>) {
    for splice in splices {
        blocks.splice(splice.at..splice.at + splice.remove, splice.insert);
    }
}

fn options() -> RenderOptions {
    RenderOptions {
        smart_punctuation: true,
        heading_offset: 1,
        source_lines: true,
        ..RenderOptions::default()
    }
}

fn document(text: &str) -> Document {
    Document::new(text.to_owned(), options(), Arc::new(AsWritten))
}

fn check(text: &str, edits: &[Vec<(u32, u32, String)>]) -> Result<(), TestCaseError> {
    let mut document = document(text);
    let mut blocks: Vec<Block> = document.blocks().cloned().collect();
    for edit in edits {
        let before = document.text().to_owned();
        let changes = changes(&before, edit);
        apply(&mut blocks, document.edit(&changes).expect("changes that fit"));
        let whole = render(document.text(), &options(), &AsWritten);
        prop_assert_eq!(&document.rendered(), &whole, "{:?} → {:?}", before, document.text());
        prop_assert_eq!(&blocks, &whole.blocks, "the splices: {:?} → {:?}", before, document.text());
        prop_assert_eq!(document.words(), whole.words);
        prop_assert_eq!(document.outline(), whole.outline);
        let fresh = self::document(document.text());
        prop_assert_eq!(document.statistics(), fresh.statistics());
        prop_assert_eq!(document.marks(), fresh.marks());
        prop_assert_eq!(document.sections(), fresh.sections());
        prop_assert_eq!(document.passages(0..9), fresh.passages(0..9));
        let lines: u32 = whole.blocks.iter().map(|block| block.lines).sum();
        prop_assert_eq!(lines as usize, document.text().split_inclusive('\n').count());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 3_000, ..ProptestConfig::default() })]

    #[test]
    fn a_document_equals_one_made_from_its_text_after_every_edit(
        text in markdown(24),
        edits in prop::collection::vec(edit(), 1..6),
    ) {
        check(&text, &edits)?;
    }

    #[test]
    fn a_long_document_equals_one_made_from_its_text_after_every_edit(
        parts in prop::collection::vec(markdown(5), 5..30),
        edits in prop::collection::vec(edit(), 1..8),
    ) {
        check(&parts.join("\n\n"), &edits)?;
    }

    #[test]
    fn any_text_is_rendered(text in "\\PC{0,80}|(?s).{0,80}") {
        let whole = render(&text, &options(), &AsWritten);
        prop_assert_eq!(document(&text).rendered(), whole);
    }
}

#[test]
fn a_change_that_does_not_fit_is_refused_and_changes_nothing() {
    let mut document = document("a🙂b");
    for (from, to) in [(0, 5), (2, 2), (0, 2), (3, 1), (9, 9)] {
        let change = Change { from, to, insert: "x".into() };
        assert!(document.edit(&[change]).is_err(), "{from}..{to}");
    }
    let crossing =
        [Change { from: 1, to: 3, insert: "x".into() }, Change { from: 0, to: 1, insert: "y".into() }];
    assert!(document.edit(&crossing).is_err());
    assert_eq!(document.text(), "a🙂b");
    let both =
        [Change { from: 0, to: 1, insert: "xyz".into() }, Change { from: 3, to: 4, insert: String::new() }];
    assert_eq!(document.edit(&both).expect("changes that fit").len(), 1);
    assert_eq!(document.text(), "xyz🙂");
}
