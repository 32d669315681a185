//! What else stands in a file when one thing of it is written: byte for byte as it was.
#![allow(missing_docs)]

use markup::front_matter::{self, ArticleFile, FrontMatter};
use mirror::document::Document;
use model::{ArticleId, Moment, Status};

const ID: &str = "0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a";

const TOML: &str = r#"+++
# Where this came from
title = 'The Lamp' # working title
date = 2024-05-06T09:30:00Z
draft = true

mood   =   "calm"
# What it is about
tags = [
  "light", # why
  "night",
]
weight = 3

# Of the theme
[cover]
image = "a.jpg"
alt = "A lamp"

[params]
x = [1, 2]  # kept
+++

Text.
"#;

const YAML: &str = r#"---
# Where this came from
title: 'The Lamp' # working title
subtitle: "At night"
tags: [light, night] # why

# Of the theme
params:
  x: [1, 2]  # kept
---

Text.
"#;

fn article<'a>(front: &'a FrontMatter, body: &'a str) -> ArticleFile<'a> {
    ArticleFile {
        id: front.id.as_ref(),
        status: front.status,
        created_at: front.created_at,
        metadata: &front.metadata,
        lead: front.lead.as_ref(),
        body,
    }
}

/// A file after something that its article says has changed.
fn rewritten(file: &str, change: &dyn Fn(&mut FrontMatter)) -> String {
    let document = Document::read(file.as_bytes()).expect("text");
    let split = front_matter::split(document.text());
    let said = split.front.expect("front matter");
    let mut wanted = said.clone();
    change(&mut wanted);
    let bytes = document.rewritten(&article(&said, split.body), &article(&wanted, split.body));
    String::from_utf8(bytes).expect("text")
}

/// With line feeds, and as an editor on another system writes it.
fn check(file: &str, change: &dyn Fn(&mut FrontMatter), old: &str, new: &str) {
    assert!(file.contains(old), "{old}");
    let expected = file.replace(old, new);
    assert_eq!(rewritten(file, change), expected);
    let other = |text: &str| format!("\u{feff}{}", text.trim_end().replace('\n', "\r\n"));
    assert_eq!(rewritten(&other(file), change), other(&expected));
}

#[test]
fn toml_stays_toml_and_only_what_changed_is_written() {
    check(TOML, &|_| {}, "", "");
    check(
        TOML,
        &|front| front.id = ArticleId::parse(ID).ok(),
        "weight = 3\n",
        &format!("weight = 3\nid = \"{ID}\"\n"),
    );
    check(TOML, &|front| front.metadata.title = "The Night Lamp".into(), "The Lamp", "The Night Lamp");
    check(TOML, &|front| front.metadata.title = "It's".into(), "'The Lamp'", "\"It's\"");
    check(
        TOML,
        &|front| front.metadata.published_at = Moment::parse("2024-06-07T10:00:00Z"),
        "2024-05-06T09:30:00Z",
        "2024-06-07T10:00:00Z",
    );
    check(TOML, &|front| front.metadata.menu_order = Some(4), "weight = 3", "weight = 4");
}

#[test]
fn lists_tables_and_switches_of_toml_keep_their_form() {
    check(TOML, &|front| front.metadata.tags.push("sea".into()), "night\",\n", "night\",\n  \"sea\",\n");
    check(TOML, &|front| front.metadata.tags.clear(), "tags = [\n  \"light\", # why\n  \"night\",\n]\n", "");
    check(TOML, &|front| front.status = Some(Status::Published), "draft = true", "draft = false");
    check(
        TOML,
        &|front| {
            let _ = front.metadata.custom.insert("mood".into(), "bright".into());
        },
        "calm",
        "bright",
    );
    check(
        TOML,
        &|front| front.lead.as_mut().expect("a picture").alt = "A night lamp".into(),
        "A lamp",
        "A night lamp",
    );
}

#[test]
fn a_status_that_a_switch_cannot_say_is_said_in_a_word_and_the_file_stays_toml() {
    let written = rewritten(TOML, &|front| front.status = Some(Status::Ready));
    let expected =
        TOML.replace("draft = true\n", "").replace("weight = 3\n", "weight = 3\nstatus = \"ready\"\n");
    assert_eq!(written, expected);
}

#[test]
fn yaml_keeps_its_quotes_brackets_and_remarks() {
    check(YAML, &|_| {}, "", "");
    check(YAML, &|front| front.metadata.title = "The Night Lamp".into(), "The Lamp", "The Night Lamp");
    check(YAML, &|front| front.metadata.title = "A lamp: it's".into(), "The Lamp", "A lamp: it''s");
    check(YAML, &|front| front.metadata.subtitle = "By day".into(), "At night", "By day");
    check(YAML, &|front| front.metadata.tags.push("sea".into()), "light, night", "light, night, sea");
}
