//! Pictures that come into the library.

use std::io::Write;

use contract::ErrorCode;
use serde_json::json;
use tests::program::{project_root, temporary_folder};
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
    let crc_of_head = bomb_head_checksum(&bomb);
    bomb[29..33].copy_from_slice(&crc_of_head.to_be_bytes());
    let error = app.err("medium_add_content", json!({ "name": "bomb.png", "content": base64(&bomb) }));
    assert_eq!(
        error.reason,
        Some(contract::Reason::PictureTooManyPixels {
            name: "bomb.png".into(),
            width: 0xffff,
            height: 0xffff,
            most: 200
        })
    );
}

#[test]
fn a_large_picture_comes_in_parts_and_can_be_given_up() {
    let app = AppTest::empty();
    let content = pictures::png(3, 60, 40);
    let of = content.len();
    let part = |arrival: &str, at: usize, to: usize| {
        let part = json!({ "arrival": arrival, "at": at, "of": of });
        json!({ "name": "large.png", "content": base64(&content[at..to]), "part": part })
    };
    assert_eq!(app.ok("medium_add_content", part("one", 0, 100)), json!(null));
    assert_eq!(app.ok("medium_add_content", part("one", 100, 2_000)), json!(null));
    let medium = app.ok("medium_add_content", part("one", 2_000, of));
    assert_eq!(medium["size"], of);
    let whole = app.ok("medium_add_content", json!({ "name": "x.png", "content": base64(&content) }));
    assert_eq!(whole["hash"], medium["hash"]);
    // One that was given up, or lacks a part, is not put together from what is left.
    let _ = app.ok("medium_add_content", part("two", 0, 100));
    let _ = app.ok("medium_cancel", json!({ "arrival": "two" }));
    let torn = app.err("medium_add_content", part("two", 100, of));
    assert_eq!(torn.reason, Some(contract::Reason::PictureTorn));
    let mut endless = part("three", 0, 100);
    endless["part"]["of"] = json!(u64::MAX);
    let refused = app.err("medium_add_content", endless);
    assert!(matches!(refused.reason, Some(contract::Reason::PictureTooLarge { .. })), "{refused:?}");
    assert_eq!(std::fs::read_dir(app.library().join("media")).expect("listed").count(), 1);
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

/// CRC-32 (ISO/IEC 15948, Annex D) of the head of a PNG.
fn bomb_head_checksum(png: &[u8]) -> u32 {
    !png[12..29].iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 },
        )
    })
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// A JPEG as a telephone makes it: its EXIF block says where it was taken (TIFF in big-endian order, one entry
/// that points to the GPS directory, which holds the latitude as three rationals).
fn jpeg_with_its_place() -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0".to_vec();
    tiff.extend(b"\0\x02\0\x01\0\x02\0\0\0\x02N\0\0\0\0\x02\0\x05\0\0\0\x03\0\0\0\x38\0\0\0\0");
    for number in PLACE {
        tiff.extend(number.to_be_bytes());
        tiff.extend(1_u32.to_be_bytes());
    }
    let mut exif = b"Exif\0\0".to_vec();
    exif.extend(tiff);
    let plain =
        std::fs::read(project_root().join("src-tauri/crates/engine/sample/pictures/harbour-light.jpg"))
            .expect("a sample");
    let mut bytes = plain[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend(u16::try_from(exif.len() + 2).expect("short").to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&plain[2..]);
    bytes
}

/// Degrees, minutes and seconds.
const PLACE: [u32; 3] = [1_234_567, 2_345_678, 3_456_789];

fn tells_its_place(bytes: &[u8]) -> bool {
    PLACE.iter().any(|number| bytes.windows(4).any(|window| window == number.to_be_bytes()))
}

#[test]
fn the_place_where_a_picture_was_taken_stays_in_the_library() {
    let app = AppTest::empty();
    let file = app.library().with_file_name("telephone.jpg");
    std::fs::write(&file, jpeg_with_its_place()).expect("written");
    let medium = app.ok("medium_add", json!({ "token": app.token(&file) }));
    let name = medium["fileName"].as_str().expect("a name").to_owned();
    let kept = std::fs::read(app.library().join("media").join(&name)).expect("kept");
    assert!(tells_its_place(&kept), "the original is kept as it is");
    let article = app.new_article("Taken here", &format!("![Here](media/{name})\n"));
    for form in ["page", "fragment"] {
        let (html, _) = app.export(&article["id"], form);
        let inside: Vec<u8> = html
            .split("base64,")
            .skip(1)
            .filter_map(|rest| {
                use base64::Engine as _;
                let end = rest.find(['"', ')', '\'']).unwrap_or(rest.len());
                base64::engine::general_purpose::STANDARD.decode(&rest[..end]).ok()
            })
            .flatten()
            .collect();
        assert!(form == "fragment" || !inside.is_empty(), "no picture is in the page");
        assert!(!tells_its_place(&inside) && !tells_its_place(html.as_bytes()), "{form}");
    }
    let _ = app.ok("article_publish", json!({ "ids": [article["id"]] }));
    let folder = app.library().with_file_name("out");
    std::fs::create_dir_all(folder.join("site")).expect("made");
    let _ = tests::site::export(&app, &folder.join("site"));
    let fragment = json!({
        "ids": [article["id"]], "form": "fragment", "pictures": "folder",
        "target": app.token(&folder.join("fragment")),
    });
    let _ = app.ok("export_articles", fragment);
    let mut pictures = 0;
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("listed").flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
                continue;
            }
            let bytes = std::fs::read(entry.path()).expect("read");
            pictures += usize::from(bytes.starts_with(&[0xff, 0xd8]));
            assert!(!tells_its_place(&bytes), "{}", entry.path().display());
        }
    }
    assert!(pictures >= 2, "the pictures went along");
}
