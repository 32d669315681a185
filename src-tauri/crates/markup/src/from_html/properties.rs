//! What holds for every input: nothing readers see is lost, and nothing they do not see appears.

use proptest::prelude::*;

use super::dom::{Data, Id, Tree};
use super::{from_html, from_plain, kinds};
use crate::{AsWritten, RenderOptions, render};

/// The words a reader of an HTML text sees.
fn seen(html: &str) -> String {
    let tree = Tree::parse(html).expect("small enough");
    let mut text = String::new();
    see(&tree, Tree::ROOT, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn see(tree: &Tree, id: Id, text: &mut String) {
    let name = tree.name(id);
    if kinds::is_unseen(name) {
        return;
    }
    let edge = if kinds::is_block(name) || name == "br" { " " } else { "" };
    text.push_str(edge);
    if let Data::Text(more) = tree.data(id) {
        text.push_str(more);
    }
    tree.children(id).for_each(|child| see(tree, child, text));
    text.push_str(edge);
}

/// How many pictures an HTML text has, and the words of its links and of its headings.
fn structure(html: &str) -> (usize, Vec<String>, Vec<String>) {
    let tree = Tree::parse(html).expect("small enough");
    let elements = |wanted: &'static [&'static str]| {
        tree.within(Tree::ROOT).filter(|id| wanted.contains(&tree.name(*id))).collect::<Vec<_>>()
    };
    let texts = |ids: Vec<Id>| -> Vec<String> {
        let words = |id: Id| tree.text(id).split_whitespace().collect::<String>();
        ids.into_iter().map(words).filter(|words| !words.is_empty()).collect()
    };
    let links = texts(elements(&["a"]));
    let mut headings = elements(&["h1", "h3"]);
    // A heading that holds blocks, or stands within a cell, is none in Markdown.
    let odd = |id: &Id| {
        let holds = tree.within(*id).skip(1).any(|inner| kinds::is_block(tree.name(inner)));
        let mut up = std::iter::successors(tree.parent(*id), |up| tree.parent(*up));
        holds || up.any(|up| matches!(tree.name(up), "h1" | "h3" | "td" | "th" | "dd" | "figure"))
    };
    if headings.iter().any(odd) {
        headings.clear();
    }
    (elements(&["img"]).len(), vec![links.concat()], texts(headings))
}

fn rendered(markdown: &str) -> String {
    render(markdown, &RenderOptions::default(), &AsWritten).html()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Text made of what Markdown gives a meaning, in many places.
fn nasty() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "a",
        "b ",
        " c",
        "word",
        "é",
        "界",
        "：",
        "سلام",
        "\u{200c}",
        "1",
        "12",
        ".",
        ")",
        "(",
        "1. ",
        "10) ",
        "- ",
        "-",
        "--",
        "---",
        "+ ",
        "* ",
        "*",
        "**",
        "***",
        "_",
        "__",
        "~",
        "~~",
        "`",
        "``",
        "```",
        "# ",
        "#",
        "## ",
        " #",
        ">",
        "> ",
        "<",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<?",
        "<a href=x>",
        "&",
        "&amp;",
        "&#35;",
        "&copy;",
        "[",
        "]",
        "[^1]",
        "[^1]: x",
        "[x]: y",
        "[ ] ",
        "](",
        "![",
        "!",
        "\\",
        "\\\\",
        "|",
        "| a | b |",
        "|-|-|",
        ":",
        ": ",
        ":-",
        "=",
        "===",
        "$",
        "$$",
        "$x$",
        "$`x`$",
        "{",
        "}",
        "{#id}",
        "+++",
        "^",
        "==",
        "\"",
        "'",
        "...",
        "\u{a0}",
        "\t",
        "  ",
        "    ",
        "\n",
        "\n\n",
        "@",
        "/",
        "http:",
        "//",
        "https://e.example/",
        "www",
        ".x",
        "me@",
        "e.example",
        "title: x",
        "%%",
        ":::",
        "🙂",
        "\u{301}",
        "،",
        "«",
        "»",
        "’",
    ]);
    prop::collection::vec(bits, 0..24).prop_map(|bits| bits.concat())
}

/// HTML as a tree of elements around nasty text.
fn html() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => nasty().prop_map(|text| escaped(&text)),
        1 => Just("<br>".to_owned()),
        1 => Just("<hr>".to_owned()),
        1 => Just("<img src='a.png' alt=''>".to_owned()),
        1 => Just(" ".to_owned()),
    ];
    leaf.prop_recursive(6, 48, 6, |inner| {
        let wrap = prop::sample::select(vec![
            "p",
            "div",
            "b",
            "i",
            "em",
            "strong",
            "s",
            "u",
            "sup",
            "code",
            "a href='https://e.example/x'",
            "span",
            "span style='font-weight:bold'",
            "span dir=rtl",
            "blockquote",
            "ul><li",
            "ol><li",
            "ol start=5><li",
            "h1",
            "h3",
            "pre",
            "center",
            "section",
            "table><tr><td",
            "table><tr><th",
            "table><tr><th>h</th><th",
            "details><summary>s</summary",
            "figure",
            "font color=red",
            "li",
            "dl><dt>d</dt><dd",
            "p dir=rtl",
        ]);
        prop_oneof![
            (wrap, inner.clone()).prop_map(|(tag, inner)| {
                let ends: String = tag
                    .split('>')
                    .rev()
                    .map(|tag| {
                        tag.split(['<', ' '])
                            .rev()
                            .find(|name| !name.is_empty() && !name.contains('='))
                            .unwrap_or("")
                    })
                    .filter(|name| tag.starts_with(name) || tag.contains(&format!("<{name}")))
                    .filter(|name| !name.starts_with('/') && !matches!(*name, "h" | "s" | "d"))
                    .map(|name| format!("</{name}>"))
                    .collect();
                format!("<{tag}>{inner}{ends}")
            }),
            prop::collection::vec(inner, 1..6).prop_map(|parts| parts.concat()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases.max(600),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_plain_text_comes_through_as_the_same_text(text in nasty()) {
        let markdown = from_html(&escaped(&text)).expect("small");
        prop_assert_eq!(seen(&rendered(&markdown)), seen(&escaped(&text)), "through {:?}", markdown);
        let markdown = from_plain(&text);
        prop_assert_eq!(seen(&rendered(&markdown)), seen(&escaped(&text)), "through {:?}", markdown);
    }

    #[test]
    fn any_html_comes_through_with_the_same_text(html in html()) {
        let markdown = from_html(&html).expect("small");
        prop_assert_eq!(seen(&rendered(&markdown)), seen(&html), "\nfrom {}\nthrough {}", html, markdown);
        // Code in a block of its own has neither links nor headings in Markdown.
        if html.contains("<pre") {
            return Ok(());
        }
        let (mut result, source) = (structure(&rendered(&markdown)), structure(&html));
        if source.2.is_empty() {
            result.2.clear();
        }
        prop_assert_eq!(result, source, "\nfrom {}\nthrough {}", html, markdown);
    }

    #[test]
    fn any_characters_at_all_are_answered(text in any::<String>()) {
        let markdown = from_html(&text).expect("small");
        let _ = rendered(&markdown);
        prop_assert_eq!(seen(&rendered(&from_plain(&text.replace('\0', "")))), seen(&escaped(&text.replace('\0', ""))));
    }
}
