//! Names of files: whatever articles, tags, authors, sections and pictures are called, every file of an export can
//! be copied to any file system and served by any host.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use tests::program::temporary_folder;
use tests::{AppTest, pictures, site};
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// Names that have broken programs: ways out of a folder, devices of Windows, letters that look or fold alike,
/// composed and decomposed forms, controls, and more than a file system takes.
fn naughty() -> Vec<String> {
    let mut names: Vec<String> = [
        "../../escaped",
        "..\\..\\escaped",
        "/etc/passwd",
        "C:\\Windows\\win.ini",
        "\\\\host\\share",
        "..",
        ".",
        " ",
        "~root",
        "a/../../b",
        "%2e%2e%2fescaped",
        "..%c0%afescaped",
        "file:stream",
        "a:b",
        "a|b<c>d\"e?f*g",
        "CON",
        "con",
        "Con.html",
        "PRN",
        "aux.tar.gz",
        "NUL",
        "nul.",
        "NUL .txt",
        "COM1",
        "COM¹",
        "LPT9.md",
        "LPT³",
        "CONIN$",
        "CLOCK$",
        "ends with a dot.",
        "ends with a space ",
        ".hidden",
        "..hidden",
        ".git",
        ".htaccess",
        "_redirects",
        "index",
        "index.html",
        "404",
        "tags",
        "media",
        "search",
        "archive",
        "2026",
        "atom.xml",
        "Straße",
        "STRASSE",
        "strasse",
        "straſſe",
        "İstanbul",
        "istanbul",
        "ıstanbul",
        "ΣΊΣΥΦΟΣ",
        "σίσυφος",
        "σίσυφοσ",
        "café",
        "cafe\u{301}",
        "CAFÉ",
        "Å",
        "\u{212b}",
        "A\u{30a}",
        "ﬁle",
        "file",
        "ｆｉｌｅ",
        "①",
        "1",
        "가",
        "\u{1100}\u{1161}",
        "\u{202e}gnp.exe",
        "a\u{200b}b",
        "ab",
        "a\u{0}b",
        "a\nb",
        "a\tb",
        "\u{feff}bom",
        "\u{7f}",
        "\u{85}",
        "😀",
        "👩‍👩‍👧",
        "كتاب",
        "کتاب",
        "كِتَاب",
        "ไม้",
        "ㅤ",
        "ﷺ",
        "'; DROP TABLE article; --",
        "{{ 7 * 7 }}",
        "$(id)",
        "`id`",
        "-rf",
        "--help",
        "undefined",
        "null",
        "NaN",
        "True",
        "0",
        "１２３",
    ]
    .map(str::to_owned)
    .into();
    // 255 bytes is what file systems take; a letter is up to four of them.
    names.extend([
        String::from("x").repeat(400),
        "é".repeat(200),
        "漢".repeat(120),
        "😀".repeat(90),
        "a".repeat(250) + ".html",
    ]);
    // The same to the letter, up to its end.
    names.extend(["y".repeat(400) + "1", "y".repeat(400) + "2", "Y".repeat(400) + "1"]);
    names
}

/// What is wrong with a path of an export, on whatever system it may come to.
fn faults(path: &str) -> Vec<String> {
    let mut found = Vec::new();
    for segment in path.split('/') {
        let device = segment.split('.').next().unwrap_or_default().trim_end().to_uppercase();
        let numbered = |name: &str| {
            let number = device.strip_prefix(name).unwrap_or_default();
            number.chars().count() == 1 && number.chars().all(|digit| "0123456789¹²³".contains(digit))
        };
        let reserved = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"].contains(&device.as_str());
        if reserved || numbered("COM") || numbered("LPT") {
            found.push(format!("{path:?}: {segment:?} is a device of Windows"));
        }
        if segment.is_empty() || segment == "." || segment == ".." || segment.ends_with(['.', ' ']) {
            found.push(format!("{path:?}: {segment:?} is no name everywhere"));
        }
        if segment.chars().any(|letter| letter.is_control() || "<>:\"|?*\\".contains(letter)) {
            found.push(format!("{path:?}: {segment:?} has a letter that is not allowed everywhere"));
        }
        if segment.len() > 255 {
            found.push(format!("{path:?}: {} bytes", segment.len()));
        }
        if !is_nfc(segment) {
            found.push(format!("{path:?} is not composed (NFC)"));
        }
    }
    found
}

/// How a file system that knows no upper case and no composition tells names apart.
fn folded(path: &str) -> String {
    path.nfkd().collect::<String>().to_uppercase().to_lowercase().nfkd().collect()
}

fn check(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = site::files(folder);
    let mut places: BTreeMap<String, &str> = BTreeMap::new();
    let mut found = Vec::new();
    for path in files.keys() {
        found.extend(faults(path));
        // Every folder on the way as well: two of them that fold alike would become one.
        for end in path.match_indices('/').map(|(at, _)| at).chain([path.len()]) {
            let other = places.insert(folded(&path[..end]), &path[..end]);
            if other.is_some_and(|other| other != &path[..end]) {
                found.push(format!("{:?} and {other:?} are one where case does not count", &path[..end]));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    files
}

fn library() -> AppTest {
    let app = AppTest::empty();
    let mut publication = app.ok("library_state", json!({}))["open"]["publication"].clone();
    publication["baseUrl"] = json!("https://example.org/");
    publication["permalink"] = json!("{section}/{year}/{slug}/");
    let _ = app.ok("publication_save", json!({ "publication": publication }));
    let folder = temporary_folder();
    for (number, name) in naughty().into_iter().enumerate() {
        // The picture comes in under such a name too, where this system allows it.
        let file = folder.path().join(name.replace(['/', '\0'], "") + ".png");
        let number = u32::try_from(number).expect("few");
        let written = std::fs::write(&file, pictures::png(number, 40, 30)).is_ok();
        let medium = written.then(|| app.ok("medium_add", json!({ "token": app.token(&file) })));
        let body = match medium.as_ref().and_then(|medium| medium["fileName"].as_str()) {
            Some(picture) => format!("![{}](media/{picture})\n", name.replace(['[', ']', '\n', '\\'], "")),
            None => "Text.\n".to_owned(),
        };
        let metadata = json!({ "title": name, "tags": [name], "authors": [name], "section": name,
            "publishedAt": "2026-01-01" });
        let _ = site::publish(&app, &body, metadata);
        // The author may also choose the address: it is taken, mended or turned away, and never as it is.
        let chosen = json!({ "title": "Chosen", "slug": name, "publishedAt": "2026-01-02" });
        let made =
            app.call("article_create", json!({ "body": "Text.", "metadata": chosen, "origin": "window" }));
        if let Ok(made) = made {
            let _ = app.ok("article_set_status", json!({ "ids": [made["id"]], "status": "published" }));
        }
    }
    app
}

#[test]
fn a_name_that_is_none_everywhere_is_noticed() {
    for bad in
        ["con/index.html", "a/LPT1.txt", "a./b", "a /b", "a:b", "x/../y", "cafe\u{301}/x", &"x".repeat(256)]
    {
        assert!(!faults(bad).is_empty(), "{bad}");
    }
    assert_eq!(faults("tags/console/2026-01/index.html"), Vec::<String>::new());
    assert_eq!(folded("CAFÉ/Straße"), folded("cafe\u{301}/STRASSE"));
}

#[test]
fn files_of_a_site_have_names_that_hold_everywhere() {
    let app = library();
    let around = temporary_folder();
    let folder = around.path().join("site");
    let report = site::export(&app, &folder);
    let files = check(&folder);
    assert_eq!(
        std::fs::read_dir(around.path()).expect("a folder").count(),
        1,
        "something was written outside"
    );
    let published = app.list("published").len();
    assert!(published > naughty().len(), "only {published} articles came in");
    // None of them took the place of another, or was left out in silence.
    let html = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes).contains("<meta property=\"og:type\" content=\"article\">")
    };
    let pages = files.iter().filter(|(path, bytes)| path.ends_with(".html") && html(bytes)).count();
    assert_eq!(pages, published, "{}", report["problems"]);
    assert_eq!(site::broken_links(&folder, "https://example.org/"), Vec::<String>::new());
}

#[test]
fn files_of_markdown_fragments_and_pages_have_names_that_hold_everywhere() {
    let app = library();
    let around = temporary_folder();
    for form in ["markdown", "fragment", "page"] {
        let folder = around.path().join(form);
        std::fs::create_dir(&folder).expect("made");
        let request = json!({ "ids": [], "form": form, "target": app.token(&folder), "pictures": "folder" });
        let _ = app.ok("export_articles", request);
        let files = check(&folder);
        let articles = files.keys().filter(|path| path.ends_with(".md") || path.ends_with(".html")).count();
        let all: Vec<Value> = app.list("all");
        assert_eq!(articles, all.len(), "{form}: not every article has a file of its own");
    }
    assert_eq!(
        std::fs::read_dir(around.path()).expect("a folder").count(),
        3,
        "something was written outside"
    );
}
