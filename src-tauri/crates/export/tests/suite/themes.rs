//! A theme is data: it cannot read, run for ever, or let anything through unescaped.

use crate::support::{article, publication, snapshot};
use std::collections::BTreeMap;

use export::page::page;
use export::theme::{ThemeFiles, built_in_names};
use export::{NoPictures, PageInput, Theme, ThemeError};
use model::Language;

const ABOUT: &str = "title = \"T\"\ndescription = \"D\"\n";

fn theme_of(files: &[(&str, &str)]) -> Result<Theme, ThemeError> {
    Theme::from_files("t", &ThemeFiles::new(files.iter().copied()))
}

fn with_template(source: &str) -> Result<Theme, ThemeError> {
    theme_of(&[("theme.toml", ABOUT), ("style.css", ""), ("article.html", source)])
}

fn input<'a>(snapshot: &'a export::ArticleSnapshot, body: &'a str, theme: &'a Theme) -> PageInput<'a> {
    PageInput { snapshot, body, outline: &[], pictures: &NoPictures, theme, comments: &[] }
}

fn rendered(source: &str) -> Result<String, ThemeError> {
    let mut article = article("<b>bold</b>");
    article.metadata.tags = vec!["<i>tag</i>".into(), "two".into()];
    let snapshot = snapshot(article, publication(), "en");
    let theme = with_template(source)?;
    let input = input(&snapshot, "<p>body</p>", &theme);
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
    assert!(built_in_names().contains(&"news") && built_in_names().contains(&"essay"));
    for name in built_in_names() {
        let theme = Theme::built_in(name).expect("a built-in theme");
        assert!(!theme.about().title.is_empty() && !theme.about().description.is_empty());
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
        "{% for tag in page.tags %}{{ tag }}{{ tag.label }}{% endfor %}",
        "{% for tag in page.tags recursive %}{{ tag.label }}{% endfor %}",
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
    let theme = theme_of(&[
        ("theme.toml", ABOUT),
        ("style.css", ""),
        ("article.html", "{% include 'part.html' %}"),
        ("part.html", "\n{{ nothing }}"),
    ]);
    let theme = theme.expect("a theme");
    let snapshot = snapshot(article("x"), publication(), "en");
    let input = input(&snapshot, "", &theme);
    let error = page(&input).expect_err("an undefined value").to_string();
    assert!(error.contains("part.html, line 2"), "{error}");
    let about = theme_of(&[("theme.toml", "title = \"T\"\ndescription = 3\n"), ("article.html", "")]);
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
        let style = format!("b{{}}\n{style}");
        let error = theme_of(&[("theme.toml", ABOUT), ("style.css", &style), ("article.html", "")]);
        let error = error.map(|_| ()).expect_err(&style).to_string();
        assert!(error.contains("style.css, line 2"), "{error}");
    }
    let inside = "a{background:url(data:image/gif;base64,R0lGOD)}";
    theme_of(&[("theme.toml", ABOUT), ("style.css", inside), ("article.html", "")]).expect("a data: address");
}

/// A theme with an option of every kind.
fn with_options() -> Theme {
    let about = format!(
        "{ABOUT}
[options.accent]
label = \"Accent\"
type = \"colour\"
default = \"#8a1c1f #f2958f\"
on = \"#ffffff #151412\"

[options.type]
label = \"Type\"
type = \"type\"
default = \"system\"

[options.embed_fonts]
label = \"Inside\"
type = \"choice\"
default = \"no\"
choices = [[\"no\", \"No\"], [\"yes\", \"Yes\"]]
"
    );
    theme_of(&[("theme.toml", &about), ("style.css", "b{}"), ("article.html", "{{ page.options.type }}")])
        .expect("a theme")
}

fn chosen(options: &[(&str, &str)]) -> BTreeMap<String, String> {
    options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn english() -> Language {
    Language::parse("en").expect("a tag")
}

#[test]
fn an_option_that_cannot_be_used_is_a_problem_and_the_theme_keeps_its_own() {
    for (option, value) in [
        ("accent", "#ffff00"),
        ("accent", "red;}</style><script>alert(1)</script>"),
        ("accent", "#000 url(https://example.org/)"),
        ("type", "../../x"),
        ("embed_fonts", "perhaps"),
    ] {
        let (theme, problems) = with_options().with_options(&chosen(&[(option, value)]));
        assert_eq!(problems.len(), 1, "{option} = {value}");
        assert_eq!(problems[0].option, option);
        assert_eq!(theme.style_of_page(&english()), with_options().style_of_page(&english()), "{value}");
    }
    let (_, problems) = with_options().with_options(&chosen(&[("of_another_theme", "x"), ("accent", "")]));
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn options_reach_the_style_sheet_and_fonts_are_inside_only_where_that_is_asked_for() {
    let (theme, problems) =
        with_options().with_options(&chosen(&[("accent", "#004488"), ("type", "literata")]));
    assert!(problems.is_empty(), "{problems:?}");
    let style = theme.style_of_page(&english());
    assert!(style.contains("--accent: #004488;") && style.contains("\"Literata\""), "{style}");
    assert!(!style.contains("@font-face"), "fonts are inside unasked");
    let site = theme.style_of_site("fonts/");
    for font in theme.fonts() {
        assert!(site.contains(&format!("url(\"fonts/{}\")", font.file)), "{}", font.file);
        assert_eq!(&font.bytes[..4], b"wOF2", "{}", font.file);
    }
    let inside = chosen(&[("type", "literata"), ("embed_fonts", "yes")]);
    let (theme, _) = with_options().with_options(&inside);
    let english = theme.style_of_page(&english());
    let persian = theme.style_of_page(&Language::parse("fa").expect("a tag"));
    assert!(english.contains("src: url(\"data:font/woff2;base64,") && !english.contains("Vazirmatn"));
    assert!(persian.contains("\"Vazirmatn\""), "Persian has no letters");
}

#[test]
fn a_colour_that_cannot_be_read_is_a_mistake_of_the_theme_with_its_line() {
    let about = format!(
        "{ABOUT}\n[options.accent]\nlabel = \"A\"\ntype = \"colour\"\ndefault = \"#eee\"\non = \"#fff #000\"\n"
    );
    let error = theme_of(&[("theme.toml", &about), ("style.css", ""), ("article.html", "")]);
    let error = error.expect_err("too light").to_string();
    assert!(error.contains("theme.toml, line 4") && error.contains("4.5"), "{error}");
}

#[test]
fn a_theme_that_extends_another_has_what_it_lacks_itself() {
    let about = format!("{ABOUT}extends = \"news\"\n");
    let own = ".masthead{display:none}";
    let theme = theme_of(&[("theme.toml", &about), ("style.css", own)]).expect("a theme");
    let style = theme.style_of_page(&english());
    assert!(style.contains(".opening") && style.contains(own), "a style sheet is missing");
    assert!(theme.options().contains_key("accent"), "the options are missing");
    let unknown = theme_of(&[("theme.toml", &format!("{ABOUT}extends = \"x\"\n")), ("style.css", own)]);
    let error = unknown.expect_err("no such theme").to_string();
    assert!(error.contains("theme.toml, line 3"), "{error}");
}

#[test]
fn a_theme_is_read_below_its_folder_and_nowhere_else() {
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("secret.html"), "secret").expect("written");
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect(name);
    write("theme.toml", ABOUT);
    write("style.css", "");
    write("article.html", "{% include 'linked.html' %}");
    write("picture.png", "no text \u{0}");
    #[cfg(unix)]
    std::os::unix::fs::symlink(outside.path().join("secret.html"), folder.path().join("linked.html"))
        .expect("a link");
    let opened =
        cap_std::fs::Dir::open_ambient_dir(folder.path(), cap_std::ambient_authority()).expect("opened");
    let files = ThemeFiles::read("t", &opened).expect("read");
    let names: Vec<&str> = files.iter().map(|(path, _)| path).collect();
    assert_eq!(names, ["article.html", "style.css", "theme.toml"]);
    let theme = Theme::from_files("t", &files).expect("a theme");
    let snapshot = snapshot(article("x"), publication(), "en");
    let error = page(&input(&snapshot, "", &theme)).expect_err("a link leads out").to_string();
    assert!(error.contains("linked.html"), "{error}");
}
