//! Posts as authors have them elsewhere, and the Markdown that they get: `posts/*.html` beside `posts/*.md`.
//!
//! `GALLEY_RENEW_GOLDEN=1 cargo test -p import --test posts` writes the Markdown anew; read it as its author
//! would before it is kept.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use import::{Format, Item, Nobody, Source, Step};

/// A post in the file that its program exports.
fn exported(name: &str, html: &str) -> (Format, String) {
    let escaped = html.replace('&', "&amp;").replace('<', "&lt;");
    if name.starts_with("blogger") {
        let feed = format!(
            "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>\
             <title>Harbour</title><entry><id>tag:blogger.com,1999:blog-1.post-1</id><blogger:type>POST</blogger:type>\
             <blogger:status>LIVE</blogger:status><title>Post</title><content type='html'>{escaped}</content></entry></feed>"
        );
        (Format::Blogger, feed)
    } else if name.starts_with("wordpress") {
        let attachment = |number: u32, file: &str, caption: &str| {
            format!(
                "<item><title>{file}</title><excerpt:encoded>{caption}</excerpt:encoded><wp:post_id>{number}</wp:post_id>\
                 <wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type>\
                 <wp:attachment_url>https://harbour.example/wp-content/uploads/2011/03/{file}</wp:attachment_url></item>"
            )
        };
        let wxr = format!(
            "<?xml version='1.0'?><rss version='2.0' xmlns:excerpt='http://wordpress.org/export/1.2/excerpt/' \
             xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:wp='http://wordpress.org/export/1.2/'><channel>\
             <title>Harbour</title><link>https://harbour.example</link><wp:wxr_version>1.2</wp:wxr_version>\
             {}{}<item><title>Post</title><guid>https://harbour.example/?p=1</guid><content:encoded>{escaped}</content:encoded>\
             <wp:post_id>1</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>",
            attachment(41, "g1.jpg", "One"),
            attachment(42, "g2.jpg", "")
        );
        (Format::Wordpress, wxr)
    } else {
        (Format::Html, html.to_owned())
    }
}

fn read(name: &str, html: &str) -> Item {
    let folder = tempfile::tempdir().expect("a folder");
    let (format, text) = exported(name, html);
    let file = folder.path().join(if format == Format::Html { "page.html" } else { "export.xml" });
    std::fs::write(&file, text).expect("written");
    let source = Source::open(&file, Some(format)).expect("it can be read");
    let outline = source.outline(&mut |_| ControlFlow::Continue(()));
    let mut found = None;
    source.read(&outline, &Nobody, &mut |step| {
        if let Step::Article(item) = step {
            found = Some(*item);
        }
        ControlFlow::Continue(())
    });
    found.expect("the post")
}

fn posts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/posts");
    let files = std::fs::read_dir(folder).expect("the posts").flatten().map(|entry| entry.path());
    let mut posts: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|ending| ending == "html")).collect();
    posts.sort();
    posts
}

#[test]
fn posts_as_authors_have_them_become_markdown_as_authors_write_it() {
    let posts = posts();
    assert!(posts.len() >= 5, "{posts:?}");
    for post in posts {
        let name = post.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        let item = read(&name, &std::fs::read_to_string(&post).expect("read"));
        let mut text = item.body.clone();
        if !item.metadata.subtitle.is_empty() {
            text.push_str(&format!("\n<!-- subtitle: {} -->\n", item.metadata.subtitle));
        }
        if let Some(lead) = &item.lead {
            text.push_str(&format!("\n<!-- lead: {} | {} | {} -->\n", lead.address, lead.alt, lead.caption));
        }
        for problem in &item.problems {
            text.push_str(&format!("\n<!-- told: {} -->\n", problem.message));
        }
        let expected = post.with_extension("md");
        if std::env::var_os("GALLEY_RENEW_GOLDEN").is_some() {
            std::fs::write(&expected, &text).expect("written");
        }
        let expected = std::fs::read_to_string(expected).expect("the Markdown");
        assert_eq!(text, expected, "{name}");
    }
}
