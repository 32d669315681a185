//! Pictures that come into the library.

use std::io::Write;

use contract::ErrorCode;
use serde_json::json;
use tests::program::temporary_folder;
use tests::{AppTest, page, pictures};

#[test]
fn a_picture_is_taken_in_served_and_put_into_the_page() {
    let app = AppTest::empty();
    let folder = temporary_folder();
    let file = folder.path().join("Harbour at dawn.png");
    let bytes = pictures::png(7, 64, 48);
    std::fs::write(&file, &bytes).expect("written");
    let medium = app.ok("medium_add", json!({ "token": app.token(&file) }));
    assert_eq!((&medium["width"], &medium["height"]), (&json!(64), &json!(48)));
    assert_eq!(medium["mediaType"], "image/png");
    assert_eq!(medium["size"], bytes.len());
    let name = medium["fileName"].as_str().expect("a name");
    assert_eq!(std::fs::read(app.library().join("media").join(name)).expect("stored"), bytes);
    let (media_type, served) = app.engine().read_medium(name).expect("served");
    assert_eq!((media_type, served.as_slice()), ("image/png", bytes.as_slice()));
    let article = app.new_article("Picture", &format!("![A boat](media/{name} \"At dawn\")\n"));
    let (html, report) = app.export(&article["id"], "page");
    let image =
        page::tags(&html).into_iter().find(|tag| tag.attribute("alt") == Some("A boat")).expect("an image");
    assert!(image.attribute("src").is_some_and(|src| src.starts_with("data:image/")), "{image:?}");
    assert!(page::visible_text(&html).contains("At dawn"), "the caption is missing");
    assert_eq!(report["problems"], json!([]));
}

#[test]
fn the_same_picture_is_stored_once() {
    let app = AppTest::empty();
    let content = base64(&pictures::png(7, 20, 20));
    let one = app.ok("medium_add_content", json!({ "name": "one.png", "content": content }));
    let two = app.ok("medium_add_content", json!({ "name": "two.png", "content": content }));
    assert_eq!(one["hash"], two["hash"]);
    assert_eq!(std::fs::read_dir(app.library().join("media")).expect("listed").count(), 1);
}

#[test]
fn what_is_not_a_picture_is_turned_away() {
    let app = AppTest::empty();
    let script = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
    for (name, content) in [
        ("note.txt", b"just words".to_vec()),
        ("drawing.svg", script.as_bytes().to_vec()),
        ("renamed.png", script.as_bytes().to_vec()),
        ("nothing.png", Vec::new()),
        ("cut.png", pictures::png(1, 20, 20)[..20].to_vec()),
    ] {
        let error = app.err("medium_add_content", json!({ "name": name, "content": base64(&content) }));
        assert_eq!(error.code, ErrorCode::Invalid, "{name}: {error:?}");
    }
    let _ = app.err("medium_add_content", json!({ "name": "x.png", "content": "not base64 at all!" }));
    let media = app.library().join("media");
    assert!(!media.exists() || std::fs::read_dir(media).expect("listed").count() == 0);
}

#[test]
fn a_picture_that_is_too_large_is_turned_away_before_it_is_read() {
    let app = AppTest::empty();
    let folder = temporary_folder();
    let path = folder.path().join("huge.png");
    let mut file = std::fs::File::create(&path).expect("made");
    file.write_all(&pictures::png(1, 8, 8)).expect("written");
    file.set_len(200 * 1024 * 1024).expect("a hole");
    let error = app.err("medium_add", json!({ "token": app.token(&path) }));
    assert_eq!(error.code, ErrorCode::Invalid);
    assert!(error.message.contains("huge.png") || error.message.contains("MB"), "{}", error.message);
    let mut bomb = pictures::png(1, 1, 1);
    bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    let _ = app.err("medium_add_content", json!({ "name": "bomb.png", "content": base64(&bomb) }));
}

#[test]
fn no_name_leads_out_of_the_media_folder() {
    let app = AppTest::empty();
    for name in
        ["../library.db", "..%2flibrary.db", "/etc/passwd", "", ".", "a.png", "media/../../library.db"]
    {
        assert!(app.engine().read_medium(name).is_err(), "{name:?} was served");
    }
    assert_eq!(app.err("medium_show", json!({ "hash": "../library.db" })).code, ErrorCode::NotFound);
    assert_eq!(app.err("medium_show", json!({ "hash": "ab".repeat(32) })).code, ErrorCode::NotFound);
}

#[test]
fn a_picture_that_vanished_is_found_missing() {
    let app = AppTest::empty();
    let medium = app
        .ok("medium_add_content", json!({ "name": "a.png", "content": base64(&pictures::png(9, 20, 20)) }));
    let name = medium["fileName"].as_str().expect("a name");
    let article = app.new_article("Missing", &format!("![x](media/{name})\n"));
    std::fs::remove_file(app.library().join("media").join(name)).expect("removed");
    let report = app.ok("library_check", json!({}));
    assert!(
        report["problems"].to_string().contains(name) || report["problems"].to_string().contains("a.png"),
        "{report}"
    );
    let (html, export) = app.export(&article["id"], "page");
    assert!(page::reaches_out(&html).is_empty());
    assert!(!export["problems"].as_array().expect("problems").is_empty(), "nobody is told");
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
