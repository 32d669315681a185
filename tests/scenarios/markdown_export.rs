//! Articles as Markdown files: everything an author needs to leave, and to come back.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use tests::program::temporary_folder;
use tests::{AppTest, pictures};

/// Every file below a folder, but for manifests.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("listed") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                folders.push(path);
            } else if !name.ends_with(".galley-manifest") {
                found.insert(name, std::fs::read(path).expect("read"));
            }
        }
    }
    found
}

fn export_all(app: &AppTest, target: &Path) -> Value {
    app.ok("export_articles", json!({ "ids": [], "form": "markdown", "target": app.token(target) }))
}

/// What is said about an article, without what a library gives it by itself.
fn said(article: &Value) -> Value {
    json!({ "metadata": article["metadata"], "body": article["body"], "status": article["status"], "id": article["id"] })
}

#[test]
fn everything_goes_out_with_its_pictures_and_comes_back_as_it_was() {
    let app = AppTest::with_samples();
    let folder = temporary_folder();
    let report = export_all(&app, folder.path());
    assert_eq!(report["problems"], json!([]));
    let written = files(folder.path());
    let texts: Vec<&String> = written.keys().filter(|name| name.ends_with(".md")).collect();
    let articles = app.list("all");
    assert_eq!(texts.len(), articles.len());
    assert!(written.keys().any(|name| name.starts_with("media/")), "no pictures");

    let zip = folder.path().join("all.zip");
    let _ = export_all(&app, &zip);
    for source in [folder.path(), &zip] {
        let other = AppTest::empty();
        let options = engine::ImportOptions::default();
        let report = other.engine().import(source, &options, &|_| true).expect("imported");
        for article in &articles {
            let (before, after) = (app.show(&article["id"]), other.show(&article["id"]));
            assert_eq!(said(&before), said(&after), "{}: {report:?}", source.display());
        }
        assert_eq!(other.list("all").len(), articles.len());
    }
}

#[test]
fn what_an_article_says_about_itself_survives_the_way_out_and_back() {
    let app = AppTest::empty();
    let metadata = json!({
        "title": "A: \"title\" with <marks> & 'quotes'", "subtitle": "Sub # title", "slug": "a-title",
        "authors": ["A B", "ج د"], "excerpt": "Line\nbreak", "tags": ["one, two", "- x", "true"],
        "section": "Town: news", "language": "fa", "direction": "rtl",
        "publishedAt": "2026-11-23T09:00:00+03:30", "revisedAt": "2026-12-01T00:00:00Z",
        "original": { "name": "The River", "url": "https://river.example/a?b=c#d" },
        "canonicalUrl": "https://example.org/x", "searchTitle": "S", "searchDescription": "D",
        "kind": "page", "menuOrder": 3, "translation": "key", "tableOfContents": true,
        "custom": { "mood": "calm", "title": "not the title", "odd key": "a: b\nc" }
    });
    let made = app.ok(
        "article_create",
        json!({ "body": "# Not the title\n\nText  \nwith a break\n\n    code\n", "metadata": metadata, "origin": "window" }),
    );
    let folder = temporary_folder();
    let _ = export_all(&app, folder.path());
    let other = AppTest::empty();
    let source = engine::Source::File(folder.path().join("a-title.md"));
    let added = other.engine().add_markdown(source, None).expect("added");
    assert!(added.problems.is_empty(), "{:?}", added.problems);
    assert_eq!(said(&app.show(&made["id"])), said(&other.show(&made["id"])));
}

#[test]
fn links_to_other_articles_lead_to_their_files_where_those_go_along() {
    let app = AppTest::empty();
    let target = app.new_article("The target", "x");
    let id = target["id"].as_str().expect("an id");
    let linking = app.new_article("Linking", &format!("See [that](article:{id}) and `article:{id}`.\n"));
    let folder = temporary_folder();
    let _ = export_all(&app, folder.path());
    let text = std::fs::read_to_string(folder.path().join("linking.md")).expect("the text");
    assert!(text.contains(&format!("See [that](the-target.md) and `article:{id}`.")), "{text}");

    let alone = temporary_folder();
    let path = alone.path().join("alone.md");
    let request = json!({ "id": linking["id"], "form": "markdown", "target": app.token(&path) });
    let _ = app.ok("export_article", request);
    let text = std::fs::read_to_string(path).expect("the text");
    assert!(text.contains(&format!("(article:{id})")), "a link to an article that stays behind: {text}");
}

#[test]
fn an_archive_holds_the_same_files_and_is_the_same_bytes_every_time() {
    let app = AppTest::with_samples();
    let folder = temporary_folder();
    let plain = folder.path().join("plain");
    let _ = export_all(&app, &plain);
    let zips = ["one.zip", "two.zip"].map(|name| folder.path().join(name));
    for zip in &zips {
        let report = export_all(&app, zip);
        assert_eq!(report["files"].as_array().map(Vec::len), Some(1), "{report}");
    }
    let bytes = zips.each_ref().map(|zip| std::fs::read(zip).expect("the archive"));
    assert!(bytes[0] == bytes[1], "two archives of the same articles differ");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes[0])).expect("an archive");
    let mut inside = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a file");
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes).expect("read");
        inside.insert(file.name().expect("a name").into_owned(), bytes);
    }
    assert_eq!(inside, files(&plain));
    let _ =
        app.err("export_articles", json!({ "ids": [], "form": "markdown", "target": app.token(&zips[0]) }));
    assert_eq!(std::fs::read(&zips[0]).expect("still there"), bytes[0], "an archive was replaced unasked");
}

#[test]
fn a_second_export_replaces_its_own_files_and_leaves_what_the_author_wrote_there() {
    let app = AppTest::empty();
    let _ = app.new_article("One", "x");
    let folder = temporary_folder();
    let _ = export_all(&app, folder.path());
    std::fs::write(folder.path().join("README"), "mine").expect("written");
    let _ = export_all(&app, folder.path());
    std::fs::write(folder.path().join("one.md"), "changed by hand").expect("written");
    let _ = app
        .err("export_articles", json!({ "ids": [], "form": "markdown", "target": app.token(folder.path()) }));
    assert_eq!(std::fs::read_to_string(folder.path().join("one.md")).expect("read"), "changed by hand");
    assert_eq!(std::fs::read_to_string(folder.path().join("README")).expect("read"), "mine");
}

#[test]
fn pictures_that_a_camera_wrote_nothing_into_go_out_byte_for_byte_and_a_missing_one_is_told() {
    let app = AppTest::empty();
    let folder = temporary_folder();
    let file = folder.path().join("picture.png");
    let bytes = pictures::png(1, 40, 30);
    std::fs::write(&file, &bytes).expect("written");
    let medium = app.ok("medium_add", json!({ "token": app.token(&file) }));
    let name = medium["fileName"].as_str().expect("a name");
    let gone = format!("{}.png", "ab".repeat(32));
    let _ = app.new_article("P", &format!("![a](media/{name})\n\n![b](media/{gone})\n"));
    let target = folder.path().join("out");
    let report = export_all(&app, &target);
    let written = files(&target);
    assert_eq!(written.get(&format!("media/{name}")), Some(&bytes));
    assert!(String::from_utf8_lossy(&written["p.md"]).contains(&gone), "an address is lost");
    let problems = report["problems"].as_array().expect("problems");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0]["line"], 3);
}

/// What the camera noted: the place.
const PLACE: &[u8] = b"N 48.8584 E 2.2945";

/// A photograph that lies on its side and says where it was taken (EXIF, CIPA DC-008: tags 274 and 34853).
fn photograph() -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
    exif.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0");
    // One entry: the datum of the survey, as text.
    exif.extend(b"\x01\0\x12\0\x02\0\x12\0\0\0\x38\0\0\0\0\0\0\0");
    exif.extend(PLACE);
    let segment = [b"Exif\0\0".as_slice(), &exif].concat();
    let length = u16::try_from(segment.len() + 2).expect("short").to_be_bytes();
    let plain = image::DynamicImage::ImageRgb8(image::RgbImage::from_fn(64, 48, |x, y| {
        image::Rgb([(x * 4) as u8, (y * 5) as u8, 90])
    }));
    let mut file = std::io::Cursor::new(Vec::new());
    plain.write_to(&mut file, image::ImageFormat::Jpeg).expect("a JPEG");
    let (start, rest) = file.get_ref().split_at(2);
    [start, &[0xff, 0xe1], &length, &segment, rest].concat()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// An article that shows the photograph in its text and at its head; the name of its file in the library.
fn article_with_photograph(app: &AppTest) -> (Value, String) {
    let folder = temporary_folder();
    let file = folder.path().join("tower.jpg");
    std::fs::write(&file, photograph()).expect("written");
    let medium = app.ok("medium_add", json!({ "token": app.token(&file) }));
    let name = medium["fileName"].as_str().expect("a name").to_owned();
    let lead = json!({ "medium": medium["hash"], "alt": "A tower", "caption": "", "credit": "" });
    let article = app.ok(
        "article_create",
        json!({ "body": format!("![The tower](media/{name})\n"), "metadata": { "title": "Tower", "lead": lead }, "origin": "window" }),
    );
    (article, name)
}

#[test]
fn a_photograph_goes_out_without_the_place_and_still_the_right_way_up_unless_originals_are_asked_for() {
    use image::ImageDecoder as _;
    let app = AppTest::empty();
    let (_, name) = article_with_photograph(&app);
    assert!(holds(&photograph(), PLACE));
    let folder = temporary_folder();
    let _ = export_all(&app, &folder.path().join("usual"));
    let gone_out = files(&folder.path().join("usual"))[&format!("media/{name}")].clone();
    assert!(!holds(&gone_out, PLACE), "the place went along");
    let read = |bytes: &[u8]| {
        let reader = image::ImageReader::new(std::io::Cursor::new(bytes.to_vec())).with_guessed_format();
        let mut decoder = reader.expect("a format").into_decoder().expect("a picture");
        let turned = decoder.orientation().expect("an orientation");
        (turned, image::DynamicImage::from_decoder(decoder).expect("pixels"))
    };
    assert!(read(&gone_out) == read(&photograph()), "the picture is another, or lies on its side");

    let zip = folder.path().join("usual.zip");
    let _ = export_all(&app, &zip);
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&zip).expect("there")).expect("an archive");
    let mut packed = Vec::new();
    let mut file = archive.by_name(&format!("media/{name}")).expect("the picture");
    std::io::Read::read_to_end(&mut file, &mut packed).expect("read");
    assert!(packed == gone_out, "an archive holds another picture than a folder");

    let originals = folder.path().join("originals");
    let request =
        json!({ "ids": [], "form": "markdown", "target": app.token(&originals), "originals": true });
    let _ = app.ok("export_articles", request);
    assert!(files(&originals)[&format!("media/{name}")] == photograph(), "the original is not as it came");
}

#[test]
fn a_photograph_that_went_out_without_the_place_is_known_when_it_comes_back() {
    let app = AppTest::empty();
    let (article, name) = article_with_photograph(&app);
    let folder = temporary_folder();
    let _ = export_all(&app, folder.path());
    let before = app.show(&article["id"]);
    let options = engine::ImportOptions::default();
    let _ = app.engine().import(folder.path(), &options, &|_| true).expect("imported");
    assert_eq!(said(&app.show(&article["id"])), said(&before), "the article shows another picture now");
    let media = std::fs::read_dir(app.library().join("media")).expect("media").count();
    assert_eq!(media, 1, "the library has the picture twice");
    let replaced = app
        .engine()
        .replace_with_markdown(
            article["id"].as_str().expect("an id"),
            engine::Source::File(folder.path().join("tower.md")),
            None,
        )
        .expect("replaced");
    assert!(replaced.problems.is_empty(), "{:?}", replaced.problems);
    assert_eq!(app.show(&article["id"])["body"], before["body"]);

    // Another library has never seen the original: it takes what came, for the text and for the head.
    for by_import in [true, false] {
        let other = AppTest::empty();
        if by_import {
            let _ = other.engine().import(folder.path(), &options, &|_| true).expect("imported");
        } else {
            let source = engine::Source::File(folder.path().join("tower.md"));
            let added = other.engine().add_markdown(source, None).expect("added");
            assert!(added.problems.is_empty(), "{:?}", added.problems);
        }
        let shown = other.show(&article["id"]);
        let lead = shown["metadata"]["lead"]["medium"].as_str().expect("a lead picture");
        assert_ne!(format!("{lead}.jpg"), name);
        assert!(
            shown["body"].as_str().is_some_and(|body| body.contains(&format!("media/{lead}.jpg"))),
            "{shown}"
        );
        let (_, report) = other.export(&shown["id"], "page");
        assert_eq!(report["problems"], json!([]), "a picture is missing");
    }
}
