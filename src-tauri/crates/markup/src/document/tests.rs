use std::sync::Arc;

use model::Language;

use crate::statistics::{Ease, Formula};
use crate::{AsWritten, Change, Document, MarkKind, RenderOptions};

fn document(text: &str) -> Document {
    let options = RenderOptions { smart_punctuation: true, heading_offset: 1, ..RenderOptions::default() };
    Document::new(text.to_owned(), options, Arc::new(AsWritten))
}

fn in_language(text: &str, language: &str) -> Document {
    let options = RenderOptions { language: Language::parse(language), ..RenderOptions::default() };
    Document::new(text.to_owned(), options, Arc::new(AsWritten))
}

fn slice(text: &str, range: &std::ops::Range<usize>) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    String::from_utf16(&units[range.clone()]).expect("whole characters")
}

#[test]
fn links_pictures_and_headings_are_found_where_they_are_written() {
    let text = "---\ntitle: 😀\n---\n# Ünder 😀\n\nSee [a *b*](x \"t\"), ![alt](y.png), <https://example.org/a>, \
                https://example.org/b and [c][d].\n\n> ## Quoted\n> - item [e](f)\n\n[d]: z\n\n\
                | a |\n|---|\n| [g](h) |\n\nText [](i) [j]() www.example.org.\n";
    let marks = document(text).marks();
    let shown: Vec<(String, String)> = marks
        .iter()
        .map(|mark| {
            (mark.range.as_ref().map(|range| slice(text, range)).unwrap_or_default(), mark.address.clone())
        })
        .collect();
    let expected = [
        ("# Ünder 😀", ""),
        ("[a *b*](x \"t\")", "x"),
        ("![alt](y.png)", "y.png"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("https://example.org/b", "https://example.org/b"),
        ("[c][d]", "z"),
        ("## Quoted", ""),
        ("[e](f)", "f"),
        ("[g](h)", "h"),
        ("[](i)", "i"),
        ("[j]()", ""),
        ("www.example.org", "http://www.example.org"),
    ];
    assert_eq!(shown, expected.map(|(source, address)| (source.to_owned(), address.to_owned())));
    assert!(marks.iter().all(|mark| slice(text, mark.range.as_ref().expect("a place")) == mark.source));
    assert_eq!(marks[3].kind, MarkKind::Autolink);
    assert_eq!(marks[4].kind, MarkKind::BareLink);
    assert_eq!(marks[0].line, 3);
    assert!(matches!(marks[6].kind, MarkKind::Heading { level: 2, nested: true, .. }));
}

#[test]
fn words_are_found_where_they_are_written_and_code_and_addresses_have_none() {
    let text = "---\ntitle: Frnt\n---\nOne 😀 tow, `code` and **bold** un**der**line.\n\n```\nblock\n```\n\n\
                > quoted\n> more &amp; lines\\* here\n\n- item with https://example.org/path and a@example.org\n\n\
                <b>raw</b> text $x+y$ v2 3rd snake_case e.g. don't l’eau\n\n| cell |\n|---|\n| low |\n";
    let passages = document(text).passages(0..100);
    let words: Vec<String> = passages
        .iter()
        .flat_map(|passage| &passage.words)
        .map(|word| {
            assert_eq!(slice(text, &word.range), word.text);
            word.text.clone()
        })
        .collect();
    let expected = "One tow and bold quoted more lines here item with and raw text don't l’eau cell low";
    assert_eq!(words.join(" "), expected);
}

#[test]
fn only_the_blocks_of_the_lines_are_looked_at() {
    let text = "first\n\nsecond\n\nthird\n";
    let passages = document(text).passages(2..3);
    assert_eq!(passages.len(), 1);
    assert_eq!(passages[0].words[0].text, "second");
    assert!(document(text).passages(90..100).is_empty());
}

#[test]
fn a_section_reaches_to_the_next_heading_that_is_not_below_it() {
    let text = "Intro\n\n## One 😀\n\na\n\n### Deep\n\nb\n\n> ## Quoted\n\n## Two\n\nc\n\n[^1]: note\n";
    let sections = document(text).sections();
    let shown: Vec<(u8, String)> =
        sections.iter().map(|section| (section.heading.level, slice(text, &section.range))).collect();
    assert_eq!(shown[0].1, "## One 😀\n\na\n\n### Deep\n\nb\n\n> ## Quoted\n\n");
    assert_eq!(shown[1].1, "### Deep\n\nb\n\n> ## Quoted\n\n");
    assert_eq!(shown[2].1, "");
    assert_eq!(shown[3].1, "## Two\n\nc\n\n");
}

/// The text after a section moved.
fn moved(text: &str, from: usize, to: usize) -> String {
    let mut document = document(text);
    let changes: Vec<Change> = document.move_section(from, to);
    document.edit(&changes).expect("changes that fit");
    document.text().to_owned()
}

#[test]
fn a_section_moves_with_everything_under_it_and_a_blank_line_around_it() {
    let text = "# A\n\na\n\n# B\n\nb 😀\n\n# C\n\nc";
    assert_eq!(moved(text, 2, 0), "# C\n\nc\n\n# A\n\na\n\n# B\n\nb 😀\n\n");
    assert_eq!(moved(text, 0, 2), "# B\n\nb 😀\n\n# A\n\na\n\n# C\n\nc");
    assert_eq!(moved(text, 0, 3), "# B\n\nb 😀\n\n# C\n\nc\n\n# A\n\na\n");
    for (from, to) in [(0, 0), (0, 1), (2, 3), (9, 0)] {
        assert_eq!(moved(text, from, to), text, "{from} to {to}");
    }
    assert_eq!(
        moved("## A\n\n### B\n\nb\n\n## C\n\nc\n", 0, 1),
        "## A\n\n### B\n\nb\n\n## C\n\nc\n",
        "into itself"
    );
    assert_eq!(
        moved("# A\na\n# B\nb\n\n[^1]: n\n", 0, 2),
        "# B\nb\n\n# A\na\n\n[^1]: n\n",
        "before the notes"
    );
}

#[test]
fn a_text_is_counted_as_its_reader_reads_it() {
    let text = "---\ntitle: not counted\n---\n## A heading\n\nOne sentence here. Another one, with a [link](https://example.org/x)!\n\n\
                - an item\n- 3.14 is a number. Yes.\n\n> Quoted?\n\n```rust\nfn code() {}\n```\n\n| a | b |\n|---|---|\n| c | d |\n";
    let counts = document(text).statistics();
    assert_eq!(counts.paragraphs, 4);
    assert_eq!(counts.sentences, 6);
    assert_eq!(counts.longest_sentence, 5);
    assert_eq!(counts.prose_words, 3 + 5 + 2 + 4 + 1 + 1);
    assert_eq!(counts.words, document(text).words());
    let emoji = document("e\u{301} 👨‍👩‍👧 x").statistics();
    assert_eq!((emoji.characters, emoji.characters_without_spaces), (5, 3));
    assert_eq!(document("").statistics(), crate::statistics::Statistics::default());
    assert_eq!(document("باغ سبز است. شهر زیباست؟ بله!").statistics().sentences, 3);
    assert_eq!(document("今日は。元気？").statistics().sentences, 2);
}

#[test]
fn a_selection_is_counted_by_itself() {
    let text = "😀 One two. **Three** four.\n\nFive.\n";
    let counts = document(text).statistics_of(3..27);
    assert_eq!((counts.words, counts.sentences), (4, 2));
    assert_eq!(document(text).statistics_of(0..9_999).words, 0, "beyond the end");
}

#[test]
fn readability_follows_the_formula_of_the_language() {
    let flesch = in_language("The cat sat on the mat.", "en").statistics();
    let found = flesch.readability(Language::parse("en").as_ref()).expect("English has a formula");
    // Six words, six syllables, one sentence: Flesch’s own arithmetic.
    assert!((found.score - (206.835 - 1.015 * 6.0 - 84.6)).abs() < 0.01, "{found:?}");
    assert_eq!((found.formula, found.ease), (Formula::Flesch, Ease::VeryEasy));
    for (language, formula, text) in [
        ("de", Formula::Amstad, "Die Katze saß auf der Matte."),
        ("es", Formula::FernandezHuerta, "El gato está en la casa."),
        ("fr", Formula::KandelMoles, "Le chat est sur la table."),
        ("it", Formula::Gulpease, "Il gatto dorme sul tappeto."),
        ("sv", Formula::Lix, "Katten satt på mattan."),
    ] {
        let language = Language::parse(language);
        let found = in_language(text, language.as_ref().map_or("", |it| it.as_str())).statistics();
        let found = found.readability(language.as_ref()).expect("a formula");
        assert_eq!(found.formula, formula);
        assert!(found.ease <= Ease::Easy, "{text}: {found:?}");
    }
    for language in ["fa", "ar", "zh", "ja"] {
        let language = Language::parse(language);
        assert_eq!(flesch.readability(language.as_ref()), None);
    }
    let hard = "Notwithstanding institutional considerations, interdisciplinary collaboration necessitates \
                comprehensive administrative harmonisation of heterogeneous organisational responsibilities.";
    let hard = in_language(hard, "en").statistics().readability(None).expect("English");
    assert_eq!(hard.ease, Ease::VeryDifficult);
}

#[test]
fn a_long_text_is_read_bit_by_bit() {
    let document = document(&"One two three.\n\n".repeat(100));
    assert!(document.read_ahead(60));
    assert!(!document.read_ahead(60));
    assert_eq!(document.statistics().sentences, 100);
}

#[test]
fn a_definition_that_is_typed_concerns_only_the_blocks_that_use_it() {
    let plain = "Words and [a link](x).\n\n".repeat(100);
    let text = format!("{plain}Here [home] is.\n\n{plain}[home]: https://example.org/a\n");
    let mut document = document(&text);
    assert!(!document.read_ahead(1_000));
    let at = text.find("org/a").expect("the address") + 4;
    let splices =
        document.edit(&[Change { from: at, to: at, insert: "b".to_owned() }]).expect("a change that fits");
    let inserted: Vec<&str> =
        splices.iter().flat_map(|splice| &splice.insert).map(|block| block.html.as_str()).collect();
    assert!(
        inserted.contains(&"<p>Here <a href=\"https://example.org/ba\">home</a> is.</p>"),
        "{inserted:?}"
    );
    assert!(!document.read_ahead(5), "the other blocks are as they were");
}
