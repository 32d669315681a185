//! A publication in which everything means harm: texts, titles, captions, tags, authors, addresses, front matter,
//! the settings of the publication and of its theme. Every payload tells on itself to one address.

use serde_json::{Value, json};

use crate::program::{Galley, temporary_folder};
use crate::{AppTest, pictures, site};

/// The fixture with every payload that a text can carry; `address` is what the payloads call.
#[must_use]
pub fn text(address: &str) -> String {
    include_str!("../fixtures/hostile.md").replace("BEACON", address)
}

/// What breaks out of any place that is not escaped: a text, an attribute, a comment, a script, a style, XML.
#[must_use]
pub fn words(address: &str) -> String {
    format!(
        "\"'><script>top.owned=100;fetch('{address}/words')</script></script></title></style></textarea>\
         <img src={address}/word-image onerror=top.owned=101>--><svg/onload=top.owned=102>]]><?x?>\
         <style>@import '{address}/word-style';</style>&lt;script&gt;&quot;{{{{ 7*7 }}}}{{% include '/etc/passwd' %}}"
    )
}

/// A library of such articles, published, with the theme of this name.
///
/// # Panics
/// Where the library turns an article away.
#[must_use]
pub fn library(address: &str, theme: &str) -> AppTest {
    let app = AppTest::empty();
    let words = words(address);
    let folder = temporary_folder();
    let picture = folder.path().join("\"><img src=x onerror=top.owned=103>.png".replace('/', ""));
    std::fs::write(&picture, pictures::png(3, 400, 300)).expect("written");
    let medium = app.ok("medium_add", json!({ "token": app.token(&picture) }));
    let lead = json!({ "medium": medium["hash"], "alt": words, "caption": format!("{words} [x](javascript:top.owned=104)"),
        "credit": words });
    let mut ids: Vec<Value> = Vec::new();
    for (kind, number) in [("post", 1), ("post", 2), ("post", 3), ("page", 4)] {
        let metadata = json!({ "title": format!("{number} {words}"), "subtitle": words, "excerpt": words, "tags": [words, "calm"],
            "authors": [words], "section": words, "lead": lead, "kind": kind, "menuOrder": number,
            "tableOfContents": true, "searchTitle": words, "searchDescription": words, "translation": "same",
            "language": if number == 2 { "fa" } else { "en" },
            "original": { "name": words, "url": format!("{address}/original?\"><script>top.owned=105</script>") },
            "custom": { (&words): words, "categories": words }, "publishedAt": format!("2026-01-0{number}") });
        let body = format!("## {words}\n\n{}\n", text(address));
        ids.push(site::publish(&app, &body, metadata));
    }
    // Front matter, as a file brings it.
    let quoted = serde_json::to_string(&words).expect("a string");
    let file = folder.path().join("front.md");
    let front = format!(
        "---\ntitle: {quoted}\nslug: {quoted}\ntags: [{quoted}]\nauthors: [{quoted}]\nstatus: published\n\
         canonical_url: \"javascript:top.owned=106\"\nlanguage: {quoted}\ndirection: {quoted}\nstyle: {quoted}\n\
         layout: {quoted}\nlead:\n  address: javascript:top.owned=107\n  alt: {quoted}\n---\n\n{}",
        text(address)
    );
    std::fs::write(&file, front).expect("written");
    let _ = Galley::on(app.library()).run(&["new", "--file", &file.to_string_lossy()]);
    let drafts: Vec<Value> =
        app.list("all").iter().filter(|it| it["status"] != "published").map(|it| it["id"].clone()).collect();
    let _ = app.ok("article_set_status", json!({ "ids": drafts, "status": "published" }));
    let mut publication = app.ok("library_state", json!({}))["open"]["publication"].clone();
    for field in ["title", "tagline", "defaultAuthor"] {
        publication[field] = json!(words);
    }
    publication["baseUrl"] = json!("https://example.org/quayside/");
    publication["theme"] = json!(theme);
    publication["shareLinks"] = json!(true);
    publication["showComments"] = json!(true);
    publication["pinned"] = json!(ids);
    publication["links"] = json!([{ "label": words, "url": format!("{address}/link") }]);
    publication["logo"] = medium["hash"].clone();
    // Colours, layouts and types that are none: the theme keeps its own.
    let escape =
        format!("#fff;}} body {{ background: url({address}/option) }} @import '{address}/option';{words}");
    publication["themeOptions"] = json!({ "accent": escape, "layout": words, "type": words, "logo": words, "embed_fonts": words,
        (&words): words });
    let _ = app.ok("publication_save", json!({ "publication": publication }));
    app
}
