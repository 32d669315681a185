use proptest::prelude::*;

use super::*;

#[test]
fn yaml_front_matter_is_read_as_other_programs_write_it() {
    let text = "---\ntitle: \"A: b\"\nauthor: Ada North, Bo Quill\ntags: [river, lamps]\ndate: 2026-03-01\n\
                description: Short.\ncover:\n  src: img/a.jpg\n  alt: A lamp\ndraft: true\nlang: en_GB\n\
                first_published: {name: The Weekly, url: 'https://weekly.example/1'}\nmood: calm\nrating: 007\n---\n\nBody";
    let split = split(text);
    let front = split.front.expect("front matter");
    assert_eq!(split.body, "Body");
    assert_eq!(front.metadata.title, "A: b");
    assert_eq!(front.metadata.authors, ["Ada North", "Bo Quill"]);
    assert_eq!(front.metadata.tags, ["river", "lamps"]);
    assert_eq!(front.metadata.published_at, Moment::parse("2026-03-01"));
    assert_eq!(front.metadata.excerpt.as_deref(), Some("Short."));
    assert_eq!(
        front.lead.as_ref().map(|lead| (lead.address.as_str(), lead.alt.as_str())),
        Some(("img/a.jpg", "A lamp"))
    );
    assert_eq!(front.status, Some(Status::Draft));
    assert_eq!(front.metadata.language.as_ref().map(model::Language::as_str), Some("en-GB"));
    assert_eq!(front.metadata.original.as_ref().map(|it| it.name.as_str()), Some("The Weekly"));
    assert_eq!(front.metadata.custom["mood"], "calm");
    assert_eq!(front.metadata.custom["rating"], "007");
}

#[test]
fn toml_front_matter_is_read_too() {
    let split = split(
        "+++\ntitle = \"A\"\ntags = [\"x\", \"y\"]\ndate = 2026-03-01T09:30:00Z\ndraft = false\n+++\nBody\n",
    );
    let front = split.front.expect("front matter");
    assert_eq!((front.metadata.title.as_str(), split.body), ("A", "Body\n"));
    assert_eq!(front.metadata.tags, ["x", "y"]);
    assert_eq!(front.metadata.published_at, Moment::parse("2026-03-01T09:30:00Z"));
    assert_eq!(front.status, Some(Status::Published));
}

#[test]
fn what_cannot_be_read_stays_text_and_is_a_problem() {
    for text in [
        "---\ntitle: [\n---\nBody",
        "---\na: *b\n---\n",
        "+++\ntitle = \n+++\nBody",
        "---\na: 1\na: 2\n---\n",
    ] {
        let split = split(text);
        assert_eq!((split.front, split.body, split.problems.len()), (None, text, 1), "{text}");
    }
    for text in [
        "---\n\nA rule above some text\n\n---\n",
        "---\n",
        "---\ntitle: never closed",
        "--- \nx",
        "text\n---\na: b\n---\n",
        "",
    ] {
        let split = split(text);
        assert_eq!((split.front, split.body, split.problems.len()), (None, text, 0), "{text}");
    }
}

#[test]
fn fields_without_a_place_are_kept_as_custom_fields() {
    let split = split(
        "---\nstatus: odd\ndate: soon\nlist: [a, {b: c}]\ncover: {src: a.jpg, size: 3}\nnothing:\n---\n",
    );
    let custom = split.front.expect("front matter").metadata.custom;
    assert_eq!(custom["status"], "odd");
    assert_eq!(custom["date"], "soon");
    assert_eq!(custom["list"], "[\"a\", {\"b\": \"c\"}]");
    assert_eq!(custom["cover"], "{\"src\": \"a.jpg\", \"size\": \"3\"}");
    assert_eq!(custom.len(), 4);
    assert_eq!(split.problems.len(), 1);
}

#[test]
fn deep_and_endless_front_matter_is_refused_in_time() {
    for text in [
        format!("---\na: {}\n---\n", "[".repeat(50_000)),
        format!("---\n{}\n---\n", "- ".repeat(50_000)),
        format!("---\n{}\n---\n", "a: &a [*a, *a]\n".repeat(100)),
        format!("---\na: {}\n---\n", "x".repeat(LONGEST)),
        format!("+++\na = {}\n+++\n", "[".repeat(50_000)),
    ] {
        assert_eq!(split(&text).front, None);
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}( [a-z]{1,8}){0,3}",
        "\\PC{0,12}",
        "(?s).{0,8}",
        prop::sample::select(vec![
            "",
            " ",
            "true",
            "null",
            "~",
            "1.5",
            "2026-03-01",
            "- a",
            "a: b",
            "# c",
            "\"q\"",
            "'q'",
            "---",
            "[x]",
            "{x}",
            "&a",
            "*a",
            "!t",
            "|",
            ">",
            "%",
            "@",
            "`",
            "a #b",
            "a\nb\n",
            "\u{85}",
            "\u{2028}",
            "\u{feff}x",
            "سلام",
            "🙂",
            "y",
            "No",
            "\\",
            "a, b",
            "=",
            "0x1f",
            "...",
            "\t",
        ])
        .prop_map(str::to_owned),
    ]
}

fn filled() -> impl Strategy<Value = String> {
    text().prop_filter("not empty", |text| !text.is_empty())
}

fn moment() -> impl Strategy<Value = Option<Moment>> {
    let moment = (0..4_000_000_000_000_i64, -1439..1440_i16);
    prop::option::of(moment.prop_map(|(at, offset)| Moment::from_milliseconds(at).at_offset(offset)))
}

fn names() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), 0..4).prop_map(|names| {
        let mut unique = Vec::new();
        for name in names {
            if !unique.contains(&name) {
                unique.push(name);
            }
        }
        unique
    })
}

prop_compose! {
    fn metadata()(
        (title, subtitle, slug) in (text(), text(), prop::option::of(text())),
        (authors, tags, section, excerpt) in (names(), names(), prop::option::of(text()), prop::option::of(text())),
        (published_at, revised_at) in (moment(), moment()),
        language in prop::option::of(prop::sample::select(vec!["en", "fa", "zh-Hant-TW", "no"])),
        direction in prop::option::of(prop::sample::select(vec![model::Direction::LeftToRight, model::Direction::RightToLeft])),
        (original, canonical_url) in (prop::option::of((text(), text())), prop::option::of(text())),
        (search_title, search_description) in (prop::option::of(text()), prop::option::of(text())),
        (page, menu_order, translation, table_of_contents) in (any::<bool>(), prop::option::of(any::<i32>()), prop::option::of(text()), any::<bool>()),
        custom in prop::collection::btree_map(prop_oneof![text(), prop::sample::select(vec!["Title", "draft", "lead_alt", "custom", "x-y"]).prop_map(str::to_owned)], text(), 0..5),
    ) -> Metadata {
        Metadata {
            title, subtitle, slug: slug.and_then(|slug| model::Slug::from_text(&slug)).filter(|slug| model::Slug::from_text(slug.as_str()).as_ref() == Some(slug)), authors, excerpt, lead: None, tags, section,
            language: language.and_then(model::Language::parse), direction, published_at, revised_at,
            original: original.map(|(name, url)| model::OriginalPublication { name, url }),
            canonical_url, search_title, search_description,
            kind: if page { model::Kind::Page } else { model::Kind::Post }, menu_order, translation, table_of_contents, custom,
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_as_it_was(
        metadata in metadata(),
        id in prop::option::of(Just(ArticleId::parse("0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a").expect("an id"))),
        status in prop::option::of(prop::sample::select(Status::ALL.to_vec())),
        created_at in moment(),
        lead in prop::option::of((filled(), text(), text(), text())),
        body in "(?s).{0,20}|\n{0,3}---\n.{0,5}",
    ) {
        let lead = lead.map(|(address, alt, caption, credit)| LeadReference { address, alt, caption, credit });
        let file = ArticleFile { id: id.as_ref(), status, created_at, metadata: &metadata, lead: lead.as_ref(), body: &body };
        let written = write(&file);
        let split = split(&written);
        prop_assert_eq!(split.problems, vec![], "{}", written);
        let front = split.front.expect("front matter");
        prop_assert_eq!(split.body, body);
        prop_assert_eq!(&front.metadata, &metadata, "{}", written);
        prop_assert_eq!(&front.lead, &lead, "{}", written);
        prop_assert_eq!((front.id, front.status, front.created_at), (id, status, created_at));
        prop_assert_eq!(written.len() - length(&written), split.body.len());
    }

    #[test]
    fn any_text_is_split_without_loss(text in "(---|\\+\\+\\+)\n(?s).{0,40}\n(---|\\+\\+\\+)\n.{0,10}") {
        let split = split(&text);
        prop_assert!(text.ends_with(split.body));
        prop_assert!(split.front.is_some() || split.body == text);
    }
}
