//! The guide to making a theme, followed word by word.

use std::fmt::Write as _;

use serde_json::{Value, json};
use tests::program::temporary_folder;
use tests::{AppTest, site};

const GUIDE: &str = include_str!("../../src-tauri/crates/export/themes/GUIDE.md");

/// The blocks of code in a language, in their order.
fn blocks(language: &str) -> Vec<&'static str> {
    let open = format!("```{language}\n");
    GUIDE.split(open.as_str()).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

/// The rows of the tables below a line of the guide, up to the next heading: names, and the names in what is said.
fn rows(after: &str) -> Vec<(Vec<&'static str>, Vec<&'static str>)> {
    fn names(cell: &'static str) -> Vec<&'static str> {
        cell.split('`').skip(1).step_by(2).collect()
    }
    let (_, rest) = GUIDE.split_once(after).expect("the guide has this line");
    let table = rest.trim_start().split("\n\n").next().unwrap_or_default();
    let cells = table.lines().skip(2).filter_map(|row| row.trim_matches('|').split_once('|'));
    // What stands in brackets behind a name is a value that it may have.
    let only = |cell: &'static str| names(cell.split('(').next().unwrap_or_default());
    cells.map(|(named, said)| (only(named), names(said))).collect()
}

/// Writes a theme as an author does and chooses it; what Galley has against it.
fn choose(app: &AppTest, name: &str, files: &[(&str, &str)]) -> Value {
    for (file, text) in files {
        let path = app.library().join("themes").join(name).join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    let mut publication = app.ok("library_state", json!({}))["open"]["publication"].clone();
    publication["theme"] = json!(name);
    let _ = app.ok("publication_save", json!({ "publication": publication }));
    let listed = app.ok("theme_list", json!({}));
    let own =
        listed.as_array().into_iter().flatten().find(|theme| theme["name"] == name).expect("it is listed");
    json!([own["problem"], app.ok("theme_problems", json!({}))])
}

#[test]
fn the_theme_of_two_files_works_as_it_stands_there() {
    let app = AppTest::with_samples();
    let (about, style) = (blocks("toml")[0], blocks("css")[0]);
    let problems = choose(&app, "green-news", &[("theme.toml", about), ("style.css", style)]);
    assert_eq!(problems, json!([null, []]));
    let folder = temporary_folder();
    let _ = site::export(&app, folder.path());
    let files = site::files(folder.path());
    let (_, sheet) = files.iter().find(|(path, _)| path.ends_with(".css")).expect("a style sheet");
    let sheet = String::from_utf8_lossy(sheet);
    assert!(sheet.contains("#1d6133"), "the colour is not there");
    assert!(sheet.rfind("#1d6133") > sheet.rfind("--accent: light-dark"), "its own sheet comes last");
    assert!(files.contains_key("archive/index.html"), "it has the pages of the theme that it goes on from");
}

#[test]
fn a_theme_made_from_nothing_finds_every_value_that_is_named_there() {
    let app = AppTest::with_samples();
    let mut values = String::new();
    let mut count = 0;
    let everywhere = rows("In every template there is `page`:\n");
    for (names, inside) in everywhere.iter().chain(&rows("In `article.html` also:\n")) {
        for name in names {
            let _ = write!(values, "{{% if page.{name} %}}");
            if ["publication", "lead", "original", "words", "phrases", "published", "updated"].contains(name)
            {
                let said =
                    inside.iter().filter(|said| said.chars().all(|it| it.is_ascii_lowercase() || it == '_'));
                for inner in said
                    .filter(|said| !["before", "after", "label", "url"].contains(said) || *name != "phrases")
                {
                    if *name == "publication" && *inner == "label" {
                        continue;
                    }
                    let _ = write!(values, "{{% if page.{name}.{inner} %}}{{% endif %}}");
                    count += 1;
                }
            }
            values.push_str("{% endif %}\n");
            count += 1;
        }
    }
    assert!(count > 60, "the tables were not found: {count}");
    let card =
        GUIDE.split_once("A **card** has ").and_then(|(_, rest)| rest.split('.').next()).expect("cards");
    values.push_str("{% for card in page.related %}");
    for name in card.split('`').skip(1).step_by(2) {
        let _ = write!(values, "{{% if card.{name} %}}{{% endif %}}");
    }
    values.push_str("{% endfor %}");
    let lists =
        GUIDE.split_once("In the templates of lists there are ").and_then(|(_, rest)| rest.split('.').next());
    let mut of_lists = String::new();
    for name in lists.expect("lists").split('`').skip(1).step_by(2) {
        let _ = write!(of_lists, "{{% if page.{name} %}}{{% endif %}}");
    }
    let page = |values: &str, text: &str| {
        format!(
            "<!doctype html>\n<html lang=\"{{{{ page.language }}}}\" dir=\"{{{{ page.direction }}}}\" \
             class=\"{{{{ page.options.layout }}}}\">\n<head>\n{{{{ head }}}}\n</head>\n<body>\n<main>\n\
             <h1>{{{{ page.title }}}}</h1>\n{values}\n{text}\n</main>\n</body>\n</html>\n"
        )
    };
    // As the guide puts the lead picture in, and the type.
    let lead = "{% if page.lead %}{% set picture = page.lead %}{% set eager = true %}{% include \"picture.html\" %}{% endif %}";
    assert!(GUIDE.contains(&lead[18..lead.len() - 11]), "the guide says it in other words");
    let article = page(&values, &format!("{lead}\n{{{{ body }}}}"));
    let list = page(
        &of_lists,
        "{% for card in page.cards %}<a href=\"{{ card.url }}\">{{ card.title }}</a>{% endfor %}",
    );
    let type_line = "font-family: var(--serif-face, Georgia), Georgia, serif";
    assert!(GUIDE.contains(type_line));
    let problems = choose(
        &app,
        "from-nothing",
        &[
            ("theme.toml", blocks("toml")[1]),
            ("article.html", &article),
            ("list.html", &list),
            ("style/page.css", &format!("body {{ {type_line}; color: var(--accent); }}\n")),
            ("style/text.css", "p { margin-block: 1em; }\n"),
        ],
    );
    assert_eq!(problems, json!([null, []]));
    let folder = temporary_folder();
    let report = site::export(&app, folder.path());
    assert_eq!(app.ok("theme_problems", json!({})), json!([]), "{report}");
    let harbour = site::text(folder.path(), "the-harbour-light/index.html");
    assert!(harbour.contains("class=\"narrow\"") && harbour.contains("<img src="), "{harbour}");
    // What it has no template for looks as a theme that comes with Galley makes it, and nothing is missing.
    for path in ["index.html", "archive/index.html", "tags/index.html", "search/index.html", "404.html"] {
        assert!(site::text(folder.path(), path).contains("<h1>"), "{path}");
    }
}
