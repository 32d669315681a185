//! A theme is data: it cannot read, run for ever, or let anything through unescaped.

use crate::support::{article, publication, snapshot};
use export::page::page;
use export::{NoPictures, PageInput, Theme, ThemeError, theme};

const ABOUT: &str = "title = \"T\"\ndescription = \"D\"\n";

fn with_template(source: &str) -> Result<Theme, ThemeError> {
    Theme::from_files("t", ABOUT, "", [("article.html", source)])
}

fn rendered(source: &str) -> Result<String, ThemeError> {
    let mut article = article("<b>bold</b>");
    article.metadata.tags = vec!["<i>tag</i>".into(), "two".into()];
    let snapshot = snapshot(article, publication(), "en");
    let theme = with_template(source)?;
    let input = PageInput { snapshot: &snapshot, body: "<p>body</p>", pictures: &NoPictures, theme: &theme };
    page(&input).map(|page| page.html)
}

fn failed(source: &str) -> (String, Option<usize>) {
    match rendered(source) {
        Err(ThemeError::File { file, line, .. }) => (file, line),
        other => panic!("{source} gave {other:?}"),
    }
}

#[test]
fn every_built_in_theme_is_whole() {
    let listed = theme::list().expect("the built-in themes");
    assert!(listed.iter().any(|theme| theme.name == "news"));
    for theme in listed {
        Theme::built_in(&theme.name).expect("a built-in theme");
        assert!(!theme.about.title.is_empty() && !theme.about.description.is_empty());
    }
    let unknown = Theme::built_in("../news").expect_err("no such theme").to_string();
    assert!(unknown.contains("news"), "{unknown}");
}

#[test]
fn nothing_a_template_does_lets_a_title_through_unescaped() {
    for source in [
        "{{ page.title }}",
        "{% autoescape false %}{{ page.title }}{% endautoescape %}",
        "{% autoescape false %}{% set x %}{{ page.title }}{% endset %}{{ x }}{% endautoescape %}",
        "{{ '<u>' ~ page.title ~ '</u>' }}",
        "{% set x = page.title %}{{ x }}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(page.title) }}",
        "{{ page.title|upper }}",
        "{{ page.tags }}",
        "{{ page }}",
        "{{ body ~ page.title }}",
        "{% for tag in page.tags %}{{ tag }}{% endfor %}",
    ] {
        let html = rendered(source).expect(source);
        for forbidden in ["<b>", "<B>", "<i>", "<u>"] {
            assert!(!html.contains(forbidden), "{source} gave {html}");
        }
    }
}

#[test]
fn the_body_stands_as_it_is() {
    assert_eq!(rendered("{{ body }}").expect("a page"), "<p>body</p>\n");
}

#[test]
fn filters_that_mark_text_as_safe_do_not_exist() {
    for filter in ["safe", "safe_html", "escape", "tojson", "urlize", "format"] {
        failed(&format!("{{{{ page.title|{filter} }}}}"));
    }
}

#[test]
fn a_template_cannot_read_files() {
    for name in ["../x", "/etc/passwd", "theme.toml", "C:/x", "article.html/../../x"] {
        failed(&format!("{{% include '{name}' %}}"));
    }
}

#[test]
fn a_template_that_never_ends_is_stopped() {
    for source in [
        "{% for a in [1,2,3,4,5,6,7,8,9,10] %}".repeat(9) + "x" + &"{% endfor %}".repeat(9),
        "{% include 'article.html' %}".to_owned(),
        "{% macro m(x) %}{{ m(x) }}{% endmacro %}{{ m(1) }}".to_owned(),
    ] {
        failed(&source);
    }
}

#[test]
fn an_error_names_the_file_and_the_line() {
    assert_eq!(failed("a\nb {{ page.nothing }}"), ("article.html".into(), Some(2)));
    assert_eq!(failed("a\n\n{% if %}"), ("article.html".into(), Some(3)));
    let parts = [("article.html", "{% include 'part.html' %}"), ("part.html", "\n{{ nothing }}")];
    let theme = Theme::from_files("t", ABOUT, "", parts).expect("a theme");
    let snapshot = snapshot(article("x"), publication(), "en");
    let input = PageInput { snapshot: &snapshot, body: "", pictures: &NoPictures, theme: &theme };
    let error = page(&input).expect_err("an undefined value").to_string();
    assert!(error.contains("part.html, line 2"), "{error}");
    let about = Theme::from_files("t", "title = \"T\"\ndescription = 3\n", "", [("article.html", "")]);
    let error = about.expect_err("not a text").to_string();
    assert!(error.contains("theme.toml, line 2"), "{error}");
}

#[test]
fn a_style_sheet_cannot_leave_its_element_or_load_anything() {
    for style in [
        "a{}</style><script>",
        "@import 'x';",
        "@IMPORT url(x)",
        "a{background:url(https://example.org/x.png)}",
        "a{background:URL( 'x.png' )}",
        "a{background:image-set('x.png' 1x)}",
        "a{background:u\\72l(x)}",
        "<!--",
    ] {
        let error = Theme::from_files("t", ABOUT, &format!("b{{}}\n{style}"), [("article.html", "")]);
        let error = error.map(|_| ()).expect_err(style).to_string();
        assert!(error.contains("style.css, line 2"), "{error}");
    }
    let inside = "a{background:url(data:image/gif;base64,R0lGOD)}";
    Theme::from_files("t", ABOUT, inside, [("article.html", "")]).expect("a data: address");
}
