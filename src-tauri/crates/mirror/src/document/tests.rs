use markup::front_matter::{self, FrontMatter};
use model::{ArticleId, Status};

use super::*;

const ID: &str = "0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a";

/// A file with a change made to what it says, as the mirror writes it.
fn rewritten(file: &str, change: impl FnOnce(&mut FrontMatter, &mut String)) -> String {
    let document = Document::read(file.as_bytes()).expect("text");
    let split = front_matter::split(document.text());
    let said = split.front.unwrap_or_default();
    let (mut wanted, mut body) = (said.clone(), split.body.to_owned());
    change(&mut wanted, &mut body);
    let bytes = document.rewritten(&article_of(&said, split.body), &article_of(&wanted, &body));
    String::from_utf8(bytes).expect("text")
}

fn check(file: &str, change: impl FnOnce(&mut FrontMatter, &mut String), expected: &str) {
    assert_eq!(rewritten(file, change), expected);
}

const FOREIGN: &str = "---\n# Where this came from\ntitle: 'The Lamp' # working title\nlayout: post\n\n# who reads it\nreview:\n  by: [ann, bo]   # both\n  # not yet\n  due: 2024-05-06\nlang: de\nkeywords: light, night\nweight: 3\n---\n\n\nText.\n";

#[test]
fn a_file_whose_article_says_the_same_keeps_every_byte() {
    for file in
        [FOREIGN, "Text without anything.", "\u{feff}---\r\ntitle: A\r\n---\r\nText\r\n", "", "a\rb\r"]
    {
        check(file, |_, _| {}, file);
    }
}

#[test]
fn only_the_entry_that_changed_is_written_anew_in_its_place_and_by_its_own_name() {
    check(
        FOREIGN,
        |front, _| front.metadata.title = "The Night Lamp".into(),
        &FOREIGN.replace("The Lamp", "The Night Lamp"),
    );
    check(
        FOREIGN,
        |front, _| front.metadata.language = model::Language::parse("en"),
        &FOREIGN.replace("lang: de", "lang: en"),
    );
    check(
        FOREIGN,
        |front, _| front.metadata.tags.push("sea".into()),
        &FOREIGN.replace("keywords: light, night\n", "keywords:\n  - light\n  - night\n  - sea\n"),
    );
    check(FOREIGN, |front, _| front.metadata.tags.clear(), &FOREIGN.replace("keywords: light, night\n", ""));
    check(
        FOREIGN,
        |front, _| front.status = Some(Status::Ready),
        &FOREIGN.replace("weight: 3\n", "weight: 3\nstatus: ready\n"),
    );
}

#[test]
fn another_text_leaves_the_head_as_it_is_and_the_end_of_the_last_line_too() {
    check(FOREIGN, |_, body| *body = "\nOther.".into(), &FOREIGN.replace("\nText.\n", "\nOther.\n"));
    check("Text", |_, body| *body = "Other\n\n".into(), "Other");
    check(
        "\u{feff}---\r\ntitle: A\r\n---\r\n\r\nText\r\nmore\r\n",
        |_, body| *body = "One\ntwo".into(),
        "\u{feff}---\r\ntitle: A\r\n---\r\n\r\nOne\r\ntwo\r\n",
    );
}

#[test]
fn a_file_without_front_matter_is_given_just_what_it_needs() {
    check(
        "# The Lamp\n\nText.\n",
        |front, _| front.id = ArticleId::parse(ID).ok(),
        &format!("---\nid: \"{ID}\"\n---\n\n# The Lamp\n\nText.\n"),
    );
}

#[test]
fn values_of_several_lines_and_names_in_quotes_survive() {
    let file = "---\ntext: |\n  one\n\n  # not a comment\n  two\n\"odd: name\": yes\nempty:\nlist:\n- a\n- b\nfolded: >-\n  x\n  y\n---\nBody\n";
    check(
        file,
        |front, _| front.metadata.subtitle = "New".into(),
        &file.replace("  y\n---", "  y\nsubtitle: New\n---"),
    );
}

#[test]
fn a_status_that_stands_there_twice_goes_without_its_neighbours() {
    let toml = "+++\n# Where this came from\ndraft = true # not yet\nstatus = \"draft\"\nmood = 'calm' # really\n+++\nText\n";
    check(
        toml,
        |front, _| {
            front.status = None;
            front.metadata.custom.clear();
            let _ = front.metadata.custom.insert("mood".into(), "calm".into());
        },
        "+++\n# Where this came from\nmood = 'calm' # really\n+++\nText\n",
    );
    let yaml = "---\n# Where this came from\ndraft: true # not yet\nstatus: draft\nmood: 'calm' # really\n---\nText\n";
    let written = rewritten(yaml, |front, _| front.status = None);
    assert_eq!(
        written,
        "---\n# Where this came from\nmood: 'calm' # really\ncustom:\n  status: draft\n---\nText\n"
    );
}

#[test]
fn what_is_no_text_is_told_with_its_line() {
    assert_eq!(Document::read(b"a\nb\xe9\n"), Err(NotText { line: 2 }));
    assert_eq!(Document::read(b"a\nb\n\0"), Err(NotText { line: 3 }));
}

mod any_file {
    use proptest::prelude::*;

    use super::*;

    fn line() -> impl Strategy<Value = String> {
        prop::sample::select(vec![
            "title: Lamp",
            "title: 'It''s'",
            "tags: [a, b]",
            "tags:",
            "- c",
            "  - d",
            "# remark",
            "",
            "mood: calm # really",
            "nested:",
            "  deep: 1",
            "  deeper:",
            "    - x",
            "text: |",
            "  indented # text",
            "status: draft",
            "draft: true",
            "categories: [One, two]",
            "date: 2024-05-06",
            "custom:",
            "  title: inner",
            "lead:",
            "  address: a.jpg",
            "\"quoted: key\": v",
            "id: 0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a",
        ])
        .prop_map(str::to_owned)
    }

    /// Lines of TOML that may stand in any order, each at most once.
    const TOML: [&str; 14] = [
        "title = 'Lamp' # working",
        "tags = [\"a\", 'b']",
        "keywords = \"c, d\"",
        "# remark",
        "",
        "draft = true",
        "status = \"draft\"",
        "date = 2024-05-06",
        "categories = [\"One\", \"two\"]",
        "weight = 3",
        "params.deep = { x = [1, 2] }",
        "lead = { src = \"a.jpg\", alt = \"A\" }",
        "custom = { title = \"inner\", n = 1 }",
        "[extra] # table\nmood = \"calm\"",
    ];

    /// The same in YAML.
    const YAML: [&str; 14] = [
        "title: 'Lamp' # working",
        "tags: [a, 'b']",
        "keywords: c, d",
        "# remark",
        "",
        "draft: true",
        "status: draft",
        "date: 2024-05-06",
        "categories: [One, two]",
        "weight: 3",
        "params: {deep: {x: [1, 2]}}",
        "lead: {src: a.jpg, alt: A}",
        "custom: {title: inner, n: 1}",
        "extra: # table\n  mood: calm",
    ];

    /// What becomes of an article.
    #[derive(Debug, Clone)]
    struct Wish {
        title: &'static str,
        tags: Option<Vec<String>>,
        status: Option<Status>,
        order: Option<i32>,
        alt: String,
    }

    impl Wish {
        fn grant(&self, front: &mut FrontMatter) {
            front.metadata.title = self.title.to_owned();
            front.metadata.menu_order = self.order;
            if let Some(tags) = &self.tags {
                front.metadata.tags.clone_from(tags);
                front.metadata.tags.sort();
                front.metadata.tags.dedup();
            }
            front.status = self.status;
            if let Some(lead) = &mut front.lead {
                lead.alt.clone_from(&self.alt);
            }
        }
    }

    fn wish() -> impl Strategy<Value = Wish> {
        let titles = vec!["", "Other", "a: b # c", "It's", "two\nlines", "\\"];
        (
            prop::sample::select(titles),
            prop::option::of(prop::collection::vec("[a-z]{1,3}", 0..3)),
            prop::option::of(prop::sample::select(Status::ALL.to_vec())),
            prop::option::of(any::<i32>()),
            "[a-z']{0,4}",
        )
            .prop_map(|(title, tags, status, order, alt)| Wish { title, tags, status, order, alt })
    }

    /// Gives a file what is wished, and looks whether it says that, in its own form, with its own remarks.
    fn check_wish(mark: &str, lines: &[&str], wish: &Wish) -> Result<(), TestCaseError> {
        let file = format!("{mark}\n{}\n{mark}\n\nText\n", lines.join("\n"));
        let written = rewritten(&file, |front, _| wish.grant(front));
        let mut wanted = front_matter::split(&file).front.expect("front matter");
        wish.grant(&mut wanted);
        let read = front_matter::split(&written);
        prop_assert!(written.starts_with(mark), "{}\n{}", file, written);
        prop_assert_eq!(
            entries(&article_of(&read.front.unwrap_or_default(), "")),
            entries(&article_of(&wanted, "")),
            "{}\n{}",
            file,
            written
        );
        let own = |line: &&&str| line.starts_with('#') || line.starts_with("params");
        for kept in lines.iter().filter(own) {
            prop_assert!(written.contains(*kept), "{}\n{}", file, written);
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn stays_toml_and_says_what_it_should(
            lines in prop::sample::subsequence(TOML.to_vec(), 1..=TOML.len()),
            wish in wish(),
        ) {
            check_wish("+++", &lines, &wish)?;
        }

        #[test]
        fn stays_yaml_and_says_what_it_should(
            lines in prop::sample::subsequence(YAML.to_vec(), 1..=YAML.len()),
            wish in wish(),
        ) {
            check_wish("---", &lines, &wish)?;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn says_what_it_should_after_it_was_rewritten(
            lines in prop::collection::vec(line(), 0..9),
            title in prop::sample::select(vec!["", "Other", "a: b # c", "yes"]),
            tags in prop::option::of(prop::collection::vec("[a-z]{1,3}", 0..3)),
            body in prop::sample::select(vec!["", "Text.", "One\n\nTwo\n\n", "---\nnot: front\n---\n"]),
        ) {
            // An article has no tag twice.
            let tags = tags.map(|mut tags: Vec<String>| {
                tags.sort();
                tags.dedup();
                tags
            });
            let file = format!("---\n{}\n---\n\nText\n", lines.join("\n"));
            let written = rewritten(&file, |front, text| {
                front.metadata.title = title.to_owned();
                if let Some(tags) = &tags {
                    front.metadata.tags.clone_from(tags);
                }
                *text = body.to_owned();
            });
            let before = front_matter::split(&file);
            let after = front_matter::split(&written);
            let mut wanted = before.front.clone().unwrap_or_default();
            wanted.metadata.title = title.to_owned();
            if let Some(tags) = tags {
                wanted.metadata.tags = tags;
            }
            let read = after.front.unwrap_or_default();
            prop_assert_eq!(
                entries(&article_of(&read, "")),
                entries(&article_of(&wanted, "")),
                "{}\n{}", file, written
            );
            prop_assert_eq!(trimmed(after.body), trimmed(body), "{}", written);
        }
    }
}
