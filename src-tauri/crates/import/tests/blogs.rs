//! The exports of blogs, item by item, good and bad.

use std::ops::ControlFlow;

use import::{Format, Item, Nobody, Problem, Source, Step};
use model::{Kind, Slug, Status};

const WORDPRESS: &str = include_str!("fixtures/wordpress.xml");
const TAKEOUT: &str = include_str!("fixtures/blogger-takeout.atom");
const OLD: &str = include_str!("fixtures/blogger-old.xml");

fn steps(bytes: &[u8], format: Format) -> Vec<Step> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("export.xml");
    std::fs::write(&file, bytes).expect("a file");
    let source = Source::open(&file, Some(format)).expect("it can be read");
    let outline = source.outline(&mut |_| ControlFlow::Continue(()));
    let mut steps = Vec::new();
    source.read(&outline, &Nobody, &mut |step| {
        steps.push(step);
        ControlFlow::Continue(())
    });
    steps
}

fn items(bytes: &[u8], format: Format) -> Vec<Result<Item, Problem>> {
    let results = steps(bytes, format).into_iter().filter_map(|step| match step {
        Step::Article(item) => Some(Ok(*item)),
        Step::Broken(problem) => Some(Err(problem)),
        Step::Unchanged(_) | Step::LeftOut(_) => None,
    });
    results.collect()
}

fn wordpress_items(bytes: &[u8]) -> Vec<Result<Item, Problem>> {
    items(bytes, Format::Wordpress)
}

fn blogger_items(bytes: &[u8]) -> Vec<Result<Item, Problem>> {
    items(bytes, Format::Blogger)
}

/// One blog of Takeout: its feed with one post.
fn feed(blog: u32, title: &str, html: &str) -> String {
    let html = html.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>\
         <id>tag:blogger.com,1999:blog-{blog}</id><title>Blog {blog}</title>\
         <entry><id>tag:blogger.com,1999:blog-{blog}.post-{blog}</id><blogger:type>POST</blogger:type>\
         <blogger:status>LIVE</blogger:status><title>{title}</title><content type='html'>{html}</content>\
         <published>2020-01-02T03:04:05Z</published><blogger:filename>/2020/01/same.html</blogger:filename></entry></feed>"
    )
}

#[test]
fn several_blogs_of_takeout_keep_their_own_links_and_albums() {
    struct ByName;
    impl import::Known for ByName {
        fn article(&self, source: &str) -> Option<model::ArticleId> {
            let number: u32 = source.rsplit("post-").next()?.parse().ok()?;
            model::ArticleId::parse(&format!("00000000-0000-7000-8000-{number:012}")).ok()
        }

        fn is_unchanged(&self, _: &str, _: &model::ContentHash) -> bool {
            false
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let put = |path: &str, bytes: &[u8]| {
        let path = folder.path().join("Takeout/Blogger").join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    };
    let picture = "https://blogger.googleusercontent.com/img/b/AVv/s1600/lamp.jpg";
    for (blog, name) in [(1, "First blog"), (2, "Second blog")] {
        let html = format!("<p><a href='/2020/01/same.html'>own</a></p><img src='{picture}'>");
        put(&format!("Blogs/{name}/feed.atom"), feed(blog, name, &html).as_bytes());
        put(&format!("Blogs/{name}/theme-layouts.xml"), b"<html/>");
        put(&format!("Albums/{name}/lamp.jpg"), name.as_bytes());
        put(&format!("Albums/{name}/lamp.jpg.json"), b"{}");
    }
    let source = Source::open(&folder.path().join("Takeout"), None).expect("it can be read");
    let outline = source.outline(&mut |_| ControlFlow::Continue(()));
    let mut found = Vec::new();
    source.read(&outline, &ByName, &mut |step| {
        if let Step::Article(item) = step {
            found.push((item.metadata.title.clone(), item.body.clone(), item.pictures[0].path.clone()));
        }
        ControlFlow::Continue(())
    });
    found.sort();
    assert_eq!(found.len(), 2, "{found:?}");
    for (number, (title, body, path)) in (1..).zip(&found) {
        assert!(body.contains(&format!("article:00000000-0000-7000-8000-{number:012}")), "{title}: {body}");
        assert_eq!(*path, format!("Blogger/Albums/{title}/lamp.jpg"));
    }
}

fn slug(item: &Item) -> &str {
    item.metadata.slug.as_ref().map_or("", Slug::as_str)
}

#[test]
fn a_wordpress_post_comes_with_everything_it_has() {
    let items = wordpress_items(WORDPRESS.as_bytes());
    let item = items[0].as_ref().expect("the first post");
    let metadata = &item.metadata;
    assert_eq!(metadata.title, "The old lamp & the new");
    assert_eq!(slug(item), "old-lamp");
    assert_eq!(item.status, Some(Status::Published));
    assert_eq!(metadata.authors, ["A. Writer"]);
    assert_eq!(metadata.excerpt.as_deref(), Some("A short word"));
    assert_eq!(metadata.section.as_deref(), Some("Light"));
    assert_eq!(metadata.tags, ["Oil", "History"]);
    assert_eq!(metadata.search_description.as_deref(), Some("About a lamp"));
    assert_eq!(metadata.custom["mood"], "calm");
    assert!(item.pinned);
    assert_eq!(metadata.custom["categories"], "Light, History");
    assert_eq!(metadata.published_at.expect("a date").to_string(), "2020-05-06T09:30:00+02:00");
    assert_eq!(metadata.revised_at.expect("a date").to_string(), "2021-01-02T03:04:05+01:00");
    assert_eq!(item.addresses, ["https://lamps.example/2020/05/old-lamp/"]);
    let lead = item.lead.as_ref().expect("a lead picture");
    assert_eq!((&*lead.address, &*lead.alt, &*lead.caption), ("https://lamps.example/l.jpg", "Lamp", "Lit"));
    assert_eq!(item.comments.len(), 1);
    assert_eq!(item.comments[0].text, "Nice!\nReally.");
    assert_eq!(item.comments[0].url, "");
    assert!(item.problems.iter().any(|problem| problem.message.contains("[strange]")), "{:?}", item.problems);
    assert_eq!(
        item.body,
        "First line\\\nsecond line with **bold** text.\n\n\
         [![A lamp](https://lamps.example/l-300.jpg \"The lamp, lit\")](https://lamps.example/l.jpg)\n\n\
         > Quoted\n>\n> twice\n\n\
         - one\n- two\n\n\
         <https://www.youtube.com/watch?v=abc>\n\n\
         ![Lamp](https://lamps.example/l.jpg \"Lit\")\n\n\
         ![](https://lamps.example/m.jpg)\n\n\
         ```rust\nfn main() { a < b }\n```\n\n\
         \\[strange a=\"1\"\\]\n"
    );
}

#[test]
fn nothing_that_was_not_public_becomes_public() {
    let items = wordpress_items(WORDPRESS.as_bytes());
    let kept: Vec<_> = items.iter().flatten().skip(1).collect();
    let of = |title: &str| *kept.iter().find(|item| item.metadata.title.starts_with(title)).expect(title);
    for (title, old) in [("Private", "private"), ("Scheduled", "future"), ("Protected", "protected")] {
        assert_eq!(of(title).status, Some(Status::Draft), "{title}");
        assert_eq!(of(title).metadata.custom["wordpress_status"], old);
    }
    assert_eq!(
        of("Private").metadata.title,
        "Private &bomb; &file;",
        "no entity of the file's own is expanded"
    );
    assert_eq!(slug(of("Private")), "باغ");
    assert_eq!(of("Private").body, "Secret\n");
    assert_eq!(of("Scheduled").metadata.kind, Kind::Page);
}

#[test]
fn a_broken_item_is_reported_and_the_rest_comes_in() {
    let items = wordpress_items(WORDPRESS.as_bytes());
    assert_eq!(items.iter().filter(|item| item.is_ok()).count(), 4);
    assert_eq!(items.iter().filter(|item| item.is_err()).count(), 2, "{items:#?}");
}

#[test]
fn a_file_cut_anywhere_is_answered() {
    for end in (0..WORDPRESS.len()).step_by(97) {
        let _ = wordpress_items(&WORDPRESS.as_bytes()[..end]);
    }
    for end in (0..TAKEOUT.len()).step_by(31) {
        let _ = blogger_items(&TAKEOUT.as_bytes()[..end]);
    }
    assert!(wordpress_items(b"\x00\xff\xfe junk").is_empty());
}

#[test]
fn a_post_of_takeout_comes_with_its_comments() {
    let items = blogger_items(TAKEOUT.as_bytes());
    assert_eq!(items.len(), 2);
    let item = items[0].as_ref().expect("the post");
    assert_eq!(item.metadata.title, "Roses & thorns");
    assert_eq!(slug(item), "roses-thorns");
    assert_eq!(item.metadata.tags, ["flowers", "spring"]);
    assert_eq!(item.metadata.custom["location"], "Shiraz");
    assert_eq!(item.metadata.search_description.as_deref(), Some("About roses"));
    assert_eq!(item.metadata.published_at.expect("a date").to_string(), "2019-03-02T10:00:00.001-08:00");
    assert_eq!(
        item.body,
        "First.\n\nSecond\u{a0}**bold**.\n\n[![](https://p.example/s320/a.jpg)](https://p.example/s1600/a.jpg)\n"
    );
    assert_eq!(item.comments[0].text, "Lovely\nflowers");
    let page = items[1].as_ref().expect("the page");
    assert_eq!((page.metadata.kind, page.status), (Kind::Page, Some(Status::Draft)));
    assert_eq!(page.metadata.custom["blogger_status"], "scheduled");
    assert_eq!(page.problems.len(), 1);
}

#[test]
fn the_old_backup_of_blogger_is_read_too() {
    let items = blogger_items(OLD.as_bytes());
    assert_eq!(items.len(), 2);
    let tea = items[0].as_ref().expect("tea");
    assert_eq!((slug(tea), &*tea.body, tea.comments.len()), ("tea", "A cup\u{a0}of tea\n", 1));
    assert_eq!(tea.metadata.tags, ["tea"]);
    assert_eq!(tea.metadata.published_at.expect("a date").to_string(), "2008-01-02T03:04:05+03:30");
    assert_eq!(items[1].as_ref().expect("a draft").status, Some(Status::Draft));
}

#[test]
fn hostile_texts_are_answered_in_time() {
    let texts = [
        "[caption]".repeat(20_000),
        "[a b=\"".repeat(20_000),
        "<pre>".repeat(20_000),
        "<font size=1>".repeat(10_000),
        "<blockquote>".repeat(10_000),
        "https://e.example/a\n".repeat(20_000),
    ];
    for text in texts {
        let xml = format!(
            "<rss><item><title>x</title><content:encoded><![CDATA[{text}]]></content:encoded><wp:status>publish</wp:status></item></rss>"
        );
        // Each takes about a second; what grows with the square of the text, an hour.
        let begun = std::time::Instant::now();
        assert_eq!(wordpress_items(xml.as_bytes()).len(), 1);
        assert!(begun.elapsed().as_secs() < 120, "{:?} for {}", begun.elapsed(), &text[..20]);
    }
}

#[test]
fn hidden_fields_that_mean_something_are_kept_and_all_others_named() {
    let field = |key: &str, value: &str| {
        format!(
            "<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
        )
    };
    let fields: String = [
        ("_yoast_wpseo_title", "Found by this"),
        ("_yoast_wpseo_focuskw", "oil lamp"),
        ("_yoast_wpseo_primary_category", "8"),
        ("_source_of_quote", "A letter"),
        ("place", "Shiraz"),
        ("_place", "field_5f1c2d3e4a5b6"),
        ("_edit_lock", "1600000000:1"),
        ("_wp_page_template", "default"),
        ("_plugin_cache", &"x".repeat(5_000)),
    ]
    .iter()
    .map(|(key, value)| field(key, value))
    .collect();
    let export = format!(
        "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\
         <wp:category><wp:term_id>7</wp:term_id><wp:category_nicename>light</wp:category_nicename><wp:cat_name>Light</wp:cat_name></wp:category>\
         <wp:category><wp:term_id>8</wp:term_id><wp:category_nicename>history</wp:category_nicename><wp:cat_name>History</wp:cat_name></wp:category>\
         <item><title>A</title><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type>\
         <category domain=\"category\" nicename=\"light\">Light</category>\
         <category domain=\"category\" nicename=\"history\">History</category>\
         {fields}</item></channel></rss>"
    );
    let items = wordpress_items(export.as_bytes());
    let item = items[0].as_ref().expect("the post");
    assert_eq!(item.metadata.search_title.as_deref(), Some("Found by this"));
    assert_eq!(item.metadata.section.as_deref(), Some("History"), "the category that counts most");
    assert_eq!(item.metadata.tags, ["Light"]);
    for (key, value) in
        [("_yoast_wpseo_focuskw", "oil lamp"), ("_source_of_quote", "A letter"), ("place", "Shiraz")]
    {
        assert_eq!(item.metadata.custom.get(key).map(String::as_str), Some(value), "{key}");
        assert!(item.kept_as_custom.iter().any(|kept| kept == key), "{key} is named");
    }
    assert_eq!(item.left_fields, ["_place", "_edit_lock", "_wp_page_template", "_plugin_cache"]);
    assert!(item.left_fields.iter().all(|left| !item.metadata.custom.contains_key(left)));
}
