//! Pages and fragments: what stands in them, that nothing in an article breaks out, and that they never change
//! by themselves.
//!
//! `GALLEY_UPDATE=1 cargo test -p export --test suite` writes the expected files anew.

use std::path::PathBuf;

use crate::support::{Album, article, hash, language, moment, picture, publication, snapshot};
use export::fragment::{FragmentInput, FragmentOptions, Profile, fragment, fragment_of_article};
use export::page::{BLOCK, BODY_END, BODY_START, assemble, page, page_of_article, shell};
use export::{
    ArticleSnapshot, FragmentResolver, NoArticles, NoPictures, PageInput, PicturesAs, ShellInput, Theme,
};
use image::ImageFormat;
use model::{LeadPicture, OriginalPublication, PublicationLink};

const PLAIN: &str = "<p>The lamp was lit by hand.</p>";

fn theme() -> Theme {
    Theme::built_in("news").expect("the theme")
}

fn album() -> Album {
    Album::default().with(1, picture(32, 20, ImageFormat::Png))
}

fn plain() -> ArticleSnapshot {
    let mut publication = publication();
    publication.title = String::new();
    publication.tagline = String::new();
    publication.base_url = String::new();
    publication.default_author = String::new();
    publication.links.clear();
    snapshot(article("A plain note"), publication, "en")
}

fn everything() -> ArticleSnapshot {
    let mut article = article("What colour should the night be?");
    let metadata = &mut article.metadata;
    metadata.subtitle = "A lamp failed, and a town found that it had three opinions".into();
    metadata.authors = vec!["Mara Lindqvist".into(), "Tomas Ferreira".into(), "Ida Ro".into()];
    metadata.section = Some("Town".into());
    metadata.tags = vec!["light".into(), "rivers & lakes".into()];
    metadata.published_at = Some(moment("2026-11-23T09:00:00+01:00"));
    metadata.revised_at = Some(moment("2026-12-02"));
    metadata.original = Some(OriginalPublication {
        name: "The River Quarterly".into(),
        url: "https://quarterly.example/lamp".into(),
    });
    metadata.lead = Some(LeadPicture {
        medium: hash(1),
        alt: "A footbridge at dusk".into(),
        caption: "The footbridge, a week before.".into(),
        credit: "Picture by the author".into(),
    });
    snapshot(article, publication(), "en-GB")
}

fn persian() -> ArticleSnapshot {
    let mut article = article("شب باید چه رنگی باشد؟");
    article.metadata.authors = vec!["مینا رودباری".into(), "سامان کوهی".into()];
    article.metadata.published_at = Some(moment("2026-11-23T09:00:00+03:30"));
    article.metadata.tags = vec!["نور".into()];
    snapshot(article, publication(), "fa")
}

fn input<'a>(
    snapshot: &'a ArticleSnapshot,
    body: &'a str,
    pictures: &'a dyn export::Pictures,
    theme: &'a Theme,
) -> PageInput<'a> {
    PageInput { snapshot, body, outline: &[], pictures, theme, comments: &[] }
}

fn page_of(snapshot: &ArticleSnapshot, body: &str) -> String {
    let (pictures, theme) = (album(), theme());
    page(&input(snapshot, body, &pictures, &theme)).expect("a page").html
}

fn fragment_of(snapshot: &ArticleSnapshot, body: &str) -> export::Fragment {
    let pictures = album();
    let resolver = FragmentResolver::new(&pictures, snapshot.base_url(), &NoArticles, PicturesAs::Data);
    fragment(&FragmentInput {
        snapshot,
        body,
        plain_body: "The lamp was lit by hand.\n",
        resolver: &resolver,
        profile: Profile::Plain,
    })
}

/// Compares with the expected file. The style sheet and the bytes of pictures are left out: they have their own
/// lives.
fn golden(name: &str, html: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/suite/expected").join(name);
    let html = match (html.find("<style>\n"), html.find("</style>")) {
        (Some(start), Some(end)) => format!("{}<style>…{}", &html[..start], &html[end..]),
        _ => html.to_owned(),
    };
    let html = html
        .split("base64,")
        .enumerate()
        .map(|(at, part)| if at == 0 { part } else { part.split_once('"').map_or(part, |(_, rest)| rest) })
        .collect::<Vec<_>>()
        .join("base64,…\"");
    if std::env::var_os("GALLEY_UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        std::fs::write(&path, &html).expect("the expected file is written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(html == expected, "{name} has changed; GALLEY_UPDATE=1 writes it anew. Now:\n{html}");
}

#[test]
fn pages_are_as_expected() {
    golden("plain.html", &page_of(&plain(), PLAIN));
    golden("persian.html", &page_of(&persian(), "<p>چراغ با دست روشن می‌شد.</p>"));
    golden("everything.html", &page_of(&everything(), PLAIN));
}

#[test]
fn fragments_are_as_expected() {
    golden("plain.fragment.html", &fragment_of(&plain(), PLAIN).html);
    golden("everything.fragment.html", &fragment_of(&everything(), "<h2 id=\"a\" data-l=\"0\">A</h2>").html);
}

#[test]
fn two_exports_of_the_same_article_are_the_same_bytes() {
    assert_eq!(page_of(&everything(), PLAIN), page_of(&everything(), PLAIN));
    assert_eq!(fragment_of(&everything(), PLAIN), fragment_of(&everything(), PLAIN));
}

#[test]
fn a_fragment_as_plain_text_has_everything_that_is_read() {
    let plain = fragment_of(&everything(), PLAIN).plain_text;
    assert_eq!(
        plain,
        "A lamp failed, and a town found that it had three opinions\n\nThe lamp was lit by hand.\n\nFirst published by The River Quarterly (https://quarterly.example/lamp)\n"
    );
}

#[test]
fn the_preview_is_the_page_but_for_policy_pictures_links_and_comments() {
    let (pictures, theme, snapshot) = (album(), theme(), everything());
    let input = ShellInput {
        snapshot: &snapshot,
        outline: &[],
        comments: &[],
        pictures: &pictures,
        media_base: "media://localhost/",
        theme: &theme,
    };
    let shell = shell(&input).expect("a shell");
    assert!(shell.contains(&format!("{BODY_START}{BODY_END}")));
    let head = shell.split_once("<head>\n").expect("a head").1;
    assert!(head.starts_with(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; img-src media:"
    ));
    assert!(shell.contains(&format!("src=\"media://localhost/{}.png\"", hash(1))));
    assert!(shell.contains("href=\"galley-link://open?url=https%3A%2F%2Fquarterly.example%2Flamp\""));
    let body = shell.split_once("<body>").expect("a body").1;
    assert!(!body.contains("href=\"http"), "a link of the preview leads out by itself");

    let preview = assemble(&shell, &[PLAIN, "<p>Two</p>"]);
    assert!(preview.contains(&format!("{BODY_START}{BLOCK}{PLAIN}\n{BLOCK}<p>Two</p>\n{BODY_END}")));
    let page = page_of(&snapshot, &format!("{PLAIN}\n<p>Two</p>"));
    assert!(
        !page.contains("galley-link:") && !page.contains("galley:body") && !page.contains("Content-Security")
    );
    let text = |html: &str| {
        let body = html.split_once("<body>").expect("a body").1.replace(BLOCK, "");
        let body = body.replace(BODY_START, "").replace(&format!("\n{BODY_END}"), "");
        let mut text = String::new();
        body.split('<')
            .for_each(|piece| text.push_str(piece.split_once('>').map_or(piece, |(_, text)| text)));
        text
    };
    assert_eq!(text(&preview), text(&page));
}

#[test]
fn a_picture_that_cannot_be_had_is_a_problem_and_not_a_failure() {
    let (snapshot, theme) = (everything(), theme());
    let broken = Album::default().with(1, b"no picture".to_vec());
    for pictures in [&broken as &dyn export::Pictures, &NoPictures] {
        let page = page(&input(&snapshot, PLAIN, pictures, &theme)).expect("a page");
        assert!(!page.html.contains("<img"));
        assert_eq!(page.problems.len(), 1);
    }
}

/// What has broken out of pages before, in text, attributes, addresses, style sheets and scripts.
const PAYLOADS: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</ScRiPt ><img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<!--<script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "\"><svg onload=alert(1)>",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "{{ page.publication }}",
    "\\u003cscript\\u003e",
    "&lt;script&gt;",
    "&quot; onfocus=alert(1) autofocus",
    "\u{2028}alert(1)\u{2029}",
    "\0<script>",
    "\u{202e}tpircs<",
    "<galley:body>",
    "<!--galley:body-->",
];

/// A snapshot that says the payload wherever an article can say something.
fn hostile(payload: &str) -> ArticleSnapshot {
    let mut snapshot = everything();
    let metadata = &mut snapshot.article.metadata;
    let text = || payload.to_owned();
    metadata.title = text();
    metadata.subtitle = text();
    metadata.authors = vec![text(), text()];
    metadata.excerpt = Some(text());
    metadata.section = Some(text());
    metadata.tags = vec![text(), text()];
    metadata.search_title = Some(text());
    metadata.search_description = Some(text());
    metadata.canonical_url = Some(text());
    metadata.original = Some(OriginalPublication { name: text(), url: text() });
    metadata.lead = Some(LeadPicture { medium: hash(1), alt: text(), caption: text(), credit: text() });
    metadata.custom.insert(text(), text());
    let publication = &mut snapshot.publication;
    publication.title = text();
    publication.tagline = text();
    publication.base_url = text();
    publication.links = vec![PublicationLink { label: text(), url: text() }];
    snapshot.derived.excerpt = text();
    snapshot
}

/// The tags of some HTML with the values of their attributes left out: what a page consists of.
fn skeleton(html: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once('<') {
        let mut outside = String::new();
        let mut quoted = false;
        let mut end = tag.len();
        for (at, character) in tag.char_indices() {
            match character {
                '"' => quoted = !quoted,
                '>' if !quoted => {
                    end = at;
                    break;
                }
                character if !quoted => outside.push(character),
                _ => {}
            }
        }
        rest = &tag[end..];
        tags.push(outside);
    }
    tags
}

#[test]
fn nothing_an_article_says_about_itself_breaks_out() {
    // A harmless text in every place, and addresses that are refused like those of the payloads.
    let harmless = hostile("x:harmless");
    let (pictures, theme) = (album(), theme());
    let expected = skeleton(&page_of(&harmless, PLAIN));
    let expected_fragment = skeleton(&fragment_of(&harmless, PLAIN).html);
    for payload in PAYLOADS {
        let snapshot = hostile(payload);
        let html = page_of(&snapshot, PLAIN);
        assert_eq!(skeleton(&html), expected, "{payload:?} changed what the page consists of");
        assert_eq!(html.matches("<script").count(), 1, "{payload:?}");
        assert_eq!(html.matches("</script").count(), 1, "{payload:?}");
        assert!(!html.contains("49"), "{payload:?} was taken for a template");
        for scheme in ["href=\"javascript", "href=\"java", "href=\"data", "src=\"java"] {
            assert!(!html.contains(scheme), "{payload:?} is an address");
        }
        let data = html.split_once("ld+json\">").expect("data").1.split_once("</script>").expect("its end").0;
        let data: serde_json::Value = serde_json::from_str(data).expect("the data is JSON");
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            data["headline"].as_str().map(words),
            Some(words(payload)),
            "{payload:?} is told as it is"
        );
        let input = ShellInput {
            snapshot: &snapshot,
            outline: &[],
            comments: &[],
            pictures: &pictures,
            media_base: "media://localhost/",
            theme: &theme,
        };
        let shell = shell(&input).expect("a shell");
        assert_eq!(shell.matches(BODY_START).count(), 1, "{payload:?}");
        let fragment = fragment_of(&snapshot, PLAIN).html;
        assert_eq!(skeleton(&fragment), expected_fragment, "{payload:?} changed the fragment");
    }
}

#[test]
fn an_address_that_is_not_followable_leaves_the_words_without_a_link() {
    let mut snapshot = everything();
    snapshot.publication.links =
        vec![PublicationLink { label: "Bad".into(), url: "javascript:alert(1)".into() }];
    snapshot.article.metadata.canonical_url = Some("javascript:alert(1)".into());
    snapshot.article.metadata.original =
        Some(OriginalPublication { name: "Elsewhere".into(), url: "data:text/html,x".into() });
    let html = page_of(&snapshot, PLAIN);
    assert!(!html.contains(">Bad<"));
    assert!(html.contains("First published by <bdi>Elsewhere</bdi>"));
    assert!(html.contains(
        "<link rel=\"canonical\" href=\"https://lantern.example/what-colour-should-the-night-be/\">"
    ));
}

#[test]
fn an_article_without_a_title_is_still_a_whole_page() {
    let html = page_of(&snapshot(article(""), publication(), "de"), PLAIN);
    assert!(html.contains("<h1>Ohne Titel</h1>"));
    assert_eq!(html.matches("<h1").count(), 1);
}

#[test]
fn the_masthead_says_its_language_where_it_is_not_the_articles() {
    let html = page_of(&persian(), PLAIN);
    assert!(html.contains("<html lang=\"fa\" dir=\"rtl\""));
    assert!(html.contains("<header class=\"masthead\" lang=\"en-GB\" dir=\"ltr\">"));
    assert_eq!(language("fa").direction(), crate::support::RIGHT_TO_LEFT);
}

#[test]
fn what_an_article_lacks_is_told_with_its_line() {
    let mut article = article("");
    article.body = format!(
        "One\n\n![](media/{}.png)\n\n![a](https://example.org/a.png)\n\n![b](media/{}.png)\n\n[c](javascript:x)\n",
        hash(1),
        hash(9)
    );
    article.metadata.lead = Some(LeadPicture {
        medium: hash(1),
        alt: String::new(),
        caption: String::new(),
        credit: String::new(),
    });
    let snapshot = ArticleSnapshot::new(article, publication());
    let page = page_of_article(&snapshot, &album(), &NoArticles, &[], &theme()).expect("a page");
    let lines: Vec<_> = page.problems.iter().map(|problem| problem.line).collect();
    for (line, what) in [
        (None, "title"),
        (Some(3), "description"),
        (Some(5), "elsewhere"),
        (Some(7), "missing"),
        (Some(9), "broken"),
    ] {
        assert!(lines.contains(&line), "nothing is said about what is {what}: {:?}", page.problems);
    }
    assert_eq!(page.problems.iter().filter(|problem| problem.line.is_none()).count(), 2);
    assert_eq!(page.problems.iter().filter(|problem| problem.line == Some(7)).count(), 1);
    assert!(page.html.contains("src=\"data:image/png;base64,"));
    assert!(!page.html.contains("src=\"http"), "a picture is loaded from elsewhere");

    let options = FragmentOptions { pictures: Some(PicturesAs::Addresses), ..FragmentOptions::default() };
    let fragment = fragment_of_article(&snapshot, &album(), &NoArticles, options);
    let address = format!("src=\"https://lantern.example/media/{}-32.png\"", &hash(1).as_str()[..24]);
    assert_eq!(fragment.html.matches(&address).count(), 2);
    assert!(!fragment.html.contains("data-l") && !fragment.html.contains("class="));
}

#[test]
fn what_the_author_has_not_chosen_is_found_from_the_text() {
    let mut article = article("x");
    article.body = "چراغ پل قدیمی تا بهار با دست روشن می‌شد و بعد شهرداری آن را عوض کرد.\n".into();
    let snapshot = ArticleSnapshot::new(article.clone(), publication());
    assert_eq!(snapshot.derived.language.as_str(), "fa");
    assert_eq!(snapshot.derived.direction, crate::support::RIGHT_TO_LEFT);
    assert_eq!(snapshot.derived.reading_minutes, 1);
    assert!(snapshot.description().starts_with("چراغ پل"));
    article.metadata.language = Some(language("de"));
    article.metadata.excerpt = Some("Eigener Text".into());
    let snapshot = ArticleSnapshot::new(article, publication());
    assert_eq!(snapshot.derived.language.as_str(), "de");
    assert_eq!(snapshot.description(), "Eigener Text");
}
