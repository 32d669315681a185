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
