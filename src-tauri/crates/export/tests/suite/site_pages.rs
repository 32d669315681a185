//! The page of an article in a site: what stands around it, and that nothing said there breaks out.

use std::collections::BTreeMap;

use crate::support::{Album, article, hash, language, moment, picture, publication, snapshot};
use export::page::{Card, Feed, Link, SiteInput, Surroundings, Translation, page_in_site};
use export::theme::built_in_names;
use export::{ArticleSnapshot, SitePictures, Theme};
use image::ImageFormat;
use model::{ArticleId, Comment, CommentsPolicy, Direction, LeadPicture};

const OTHER: &str = "0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6b";

fn lead(alt: &str) -> LeadPicture {
    LeadPicture { medium: hash(1), alt: alt.into(), caption: String::new(), credit: String::new() }
}

fn card(title: &str) -> Card {
    Card {
        title: title.into(),
        url: "../other/".into(),
        excerpt: format!("{title} excerpt"),
        section: title.into(),
        authors: vec![title.into()],
        published: Some(moment("2026-01-02")),
        reading_minutes: 3,
        language: language("en"),
        direction: Direction::LeftToRight,
        picture: Some(lead(title)),
    }
}

fn link(label: &str, url: &str) -> Link {
    Link { label: label.into(), url: url.into(), current: false }
}

/// Everything that can stand around an article, each saying `text`.
fn around(text: &str) -> Surroundings {
    Surroundings {
        style: Some("../assets/style.css".into()),
        url: Some("https://lantern.example/night/".into()),
        home: Some("../".into()),
        search: Some("../search/".into()),
        menu: vec![link(text, "../about/"), Link { current: true, ..link(text, "../town/") }],
        feeds: vec![Feed {
            title: text.into(),
            url: "../atom.xml".into(),
            media_type: "application/atom+xml",
        }],
        translations: vec![
            Translation {
                language: language("en-GB"),
                url: "https://lantern.example/night/".into(),
                title: text.into(),
            },
            Translation {
                language: language("fa"),
                url: "https://lantern.example/shab/".into(),
                title: text.into(),
            },
        ],
        breadcrumbs: vec![
            link(text, "https://lantern.example/"),
            link(text, "https://lantern.example/night/"),
        ],
        authors: BTreeMap::from([(text.trim().to_owned(), "../authors/a/".to_owned())]),
        tags: BTreeMap::from([("light".to_owned(), "../tags/light/".to_owned())]),
        section: Some("../town/".into()),
        previous: Some(card(text)),
        next: Some(card(text)),
        related: vec![card(text), card(text)],
    }
}

fn comment(id: &str, parent: Option<&str>, text: &str) -> Comment {
    Comment {
        source_id: id.into(),
        parent: parent.map(str::to_owned),
        author: text.into(),
        url: "https://reader.example/".into(),
        at: Some(moment("2026-02-03")),
        text: format!("{text}\n\nSecond paragraph"),
    }
}

fn night(author: &str) -> ArticleSnapshot {
    let mut article = article("What colour should the night be?");
    article.body = format!(
        "See [the other](article:{OTHER}).\n\n## One\n\n### Two\n\n## Three\n\n![A lamp](media/{}.jpg)\n",
        hash(1)
    );
    article.metadata.authors = vec![author.into()];
    article.metadata.tags = vec!["light".into(), "lonely".into()];
    article.metadata.section = Some("Town".into());
    article.metadata.lead = Some(lead("A bridge"));
    article.metadata.table_of_contents = true;
    let mut publication = publication();
    publication.comments = CommentsPolicy::Static;
    publication.logo = Some(hash(1));
    snapshot(article, publication, "en-GB")
}

fn page_with(
    snapshot: &ArticleSnapshot,
    theme: &str,
    around: &Surroundings,
    comments: &[Comment],
) -> export::Page {
    let album = Album::default().with(1, picture(1_200, 600, ImageFormat::Jpeg));
    let pictures = SitePictures::new(&album);
    let articles = |id: &ArticleId| (id.as_str() == OTHER).then(|| "../other/".to_owned());
    let theme = Theme::built_in(theme).expect("a theme");
    page_in_site(&SiteInput {
        snapshot,
        surroundings: around,
        pictures: &pictures,
        media_base: "../media/",
        articles: &articles,
        comments,
        theme: &theme,
    })
    .expect("a page")
}

#[test]
fn everything_around_an_article_is_on_its_page_in_every_theme() {
    let comments =
        [comment("1", None, "First"), comment("2", Some("1"), "Answer"), comment("3", Some("9"), "Lost")];
    for theme in built_in_names() {
        let page = page_with(&night("Mara"), theme, &around("Mara"), &comments);
        let html = page.html;
        for part in [
            "<link rel=\"stylesheet\" href=\"../assets/style.css\">",
            "<link rel=\"canonical\" href=\"https://lantern.example/night/\">",
            "<link rel=\"alternate\" hreflang=\"fa\" href=\"https://lantern.example/shab/\">",
            "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Mara\" href=\"../atom.xml\">",
            "<a href=\"../authors/a/\" rel=\"author\"><bdi>Mara</bdi></a>",
            "<a href=\"../town/\">Town</a>",
            "<a href=\"../tags/light/\" rel=\"tag\"><bdi>light</bdi></a>",
            "<li><bdi>lonely</bdi></li>",
            "aria-current=\"page\"",
            "rel=\"prev\"",
            "rel=\"next\"",
            "id=\"related\"",
            "href=\"#one\"",
            "<a href=\"../other/\">the other</a>",
            "hreflang=\"fa\" lang=\"fa\" dir=\"rtl\">فارسی</a>",
            "\"@type\":\"BreadcrumbList\"",
            "\"url\":\"https://lantern.example/authors/a/\"",
            "\"logo\":{\"@type\":\"ImageObject\"",
            "Lost",
            "<p dir=\"auto\">Second paragraph</p>",
        ] {
            assert!(html.contains(part), "{theme} lacks {part}:\n{html}");
        }
        assert!(!html.contains("<style"), "{theme} has its style twice");
        assert_eq!(html.matches("fetchpriority=\"high\"").count(), 1, "{theme}: one picture comes first");
        // Two in cards of each kind that shows pictures, and the one of the text.
        assert!(html.matches("loading=\"lazy\"").count() >= 3, "{theme}");
        assert_eq!(html.matches("<picture>").count(), html.matches("</picture>").count());
        assert!(html.matches("<source type=\"image/webp\"").count() >= 4, "{theme}");
        let answers = html.split("<p dir=\"auto\">First</p>").nth(1).expect("the first comment");
        assert!(answers.find("<ol>").is_some_and(|list| list < answers.find("Answer").expect("the answer")));
        assert_eq!(page.media, [hash(1)]);
        assert_eq!(page.problems, []);
    }
}

#[test]
fn nothing_said_around_an_article_breaks_out() {
    for theme in built_in_names() {
        for payload in [
            "<script>alert(1)</script>",
            "\" onmouseover=\"alert(1)",
            "</title><img src=x onerror=alert(1)>",
            "{{ page }}",
            "--><script>",
            "javascript:alert(1)",
        ] {
            let mut said = comment("1", None, payload);
            said.url = payload.into();
            let html = page_with(&night(payload), theme, &around(payload), &[said]).html;
            for markup in ["<script>alert", "<img src=x", "onmouseover=\"alert", "href=\"javascript"] {
                assert!(!html.contains(markup), "{theme}: {payload} stands as markup");
            }
        }
    }
}

#[test]
fn a_link_to_an_article_that_readers_cannot_read_is_a_problem() {
    let mut snapshot = night("Mara");
    snapshot.article.body = "Words.\n\n[gone](article:0190b6d0-5a3c-7c2e-9b7a-000000000000)\n".into();
    let page = page_with(&snapshot, "news", &Surroundings::default(), &[]);
    assert!(page.html.contains("<p>gone</p>"));
    assert_eq!(page.problems.len(), 1, "{:?}", page.problems);
    assert_eq!(page.problems[0].line, Some(3));
}

#[test]
fn comments_are_shown_only_where_the_publication_shows_them() {
    let mut snapshot = night("Mara");
    snapshot.publication.comments = CommentsPolicy::None;
    let comments = [comment("1", None, "Remarkable")];
    assert!(!page_with(&snapshot, "news", &around("x"), &comments).html.contains("Remarkable"));
}

#[test]
fn comments_that_go_round_in_circles_are_all_shown_once() {
    let comments =
        [comment("1", Some("2"), "Alpha"), comment("2", Some("1"), "Beta"), comment("2", Some("2"), "Gamma")];
    let html = page_with(&night("Mara"), "news", &around("x"), &comments).html;
    for author in ["Alpha", "Beta", "Gamma"] {
        assert_eq!(html.matches(&format!("<bdi>{author}</bdi>")).count(), 1, "{author}");
    }
    let deep: Vec<Comment> =
        (0..300).map(|at| comment(&at.to_string(), Some(&(at - 1).to_string()), "Deep")).collect();
    let html = page_with(&night("Mara"), "news", &around("x"), &deep).html;
    assert_eq!(html.matches("<bdi>Deep</bdi>").count(), 300);
}

#[test]
fn links_for_sharing_are_plain_and_can_be_left_out() {
    let html = page_with(&night("Mara"), "news", &around("x"), &[]).html;
    for host in [
        "mailto:",
        "https://share.joinmastodon.org/",
        "https://wa.me/",
        "https://t.me/",
        "https://x.com/",
        "https://www.facebook.com/",
    ] {
        assert!(html.contains(&format!("href=\"{host}")), "{host}");
    }
    assert!(html.contains("https%3A%2F%2Flantern.example%2Fnight%2F"));
    let mut snapshot = night("Mara");
    snapshot.publication.share_links = false;
    assert!(!page_with(&snapshot, "news", &around("x"), &[]).html.contains("joinmastodon"));
}
