//! The command `galley`: exit statuses, what it prints for programs, and what it does with bad input.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;
use tests::page;
use tests::program::{Galley, temporary_folder};

struct Desk {
    folder: TempDir,
    galley: Galley,
}

/// An empty library, made by `galley init`.
fn desk() -> Desk {
    let folder = temporary_folder();
    let galley = Galley::on(&folder.path().join("library"));
    let _ = galley.run(&["init"]).exits(0);
    Desk { folder, galley }
}

impl Desk {
    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).expect("written");
        path
    }

    fn new_article(&self, title: &str, text: &str) -> String {
        let file = self.file("new.md", text);
        let ran = self.galley.run(&["new", "--title", title, "--file", &text_of(&file)]);
        // 3: it is in the library, but a picture it names is not.
        assert!(ran.status == 0 || ran.status == 3, "{ran:?}");
        ran.stdout.trim().to_owned()
    }

    fn show(&self, id: &str) -> Value {
        self.galley.run(&["show", id, "--as", "json"]).exits(0).json()
    }
}

fn text_of(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[test]
fn init_makes_an_empty_library_and_does_not_make_it_twice() {
    let desk = desk();
    assert!(desk.folder.path().join("library/library.db").is_file());
    assert_eq!(desk.galley.run(&["--json", "list"]).exits(0).json().as_array().map(Vec::len), Some(0));
    let again = desk.galley.run(&["init"]).exits(1);
    assert!(again.stderr.contains("library"), "{again:?}");
}

#[test]
fn an_article_goes_through_its_whole_life() {
    let desk = desk();
    let id = desk.new_article("From the shell", "One *word*.\n");
    let listed = desk.galley.run(&["--json", "list"]).exits(0).json();
    assert_eq!(listed[0]["id"], id.as_str());
    assert_eq!(listed[0]["title"], "From the shell");
    let text = desk.galley.run(&["show", &id]).exits(0).stdout;
    assert!(text.contains("One *word*."), "{text}");
    let html = desk.galley.run(&["show", "from-the-shell", "--as", "html"]).exits(0).stdout;
    assert!(html.contains("<em>word</em>"), "{html}");

    let file = desk.file("edit.md", "Two *words*.\n");
    let version = desk.galley.run(&["edit", &id, "--file", &text_of(&file), "--base-version", "1"]).exits(0);
    assert_eq!(version.stdout.trim(), "2");
    assert_eq!(desk.show(&id)["version"], 2);
    let history = desk.galley.run(&["--json", "history", &id]).exits(0).json();
    let first = history.as_array().expect("a list").last().expect("a revision")["revision"].to_string();
    let _ = desk.galley.run(&["restore", &id, &first]).exits(0);
    assert!(desk.galley.run(&["show", &id]).exits(0).stdout.contains("One *word*."));
}

#[test]
fn front_matter_of_a_file_becomes_metadata_and_comes_back() {
    let desk = desk();
    let text = "---\ntitle: In front\nslug: in-front\ntags: [rivers, night]\nauthor: The Editors\ndate: 2026-03-01\n---\n\nBody.\n";
    let file = desk.file("front.md", text);
    let id = desk.galley.run(&["new", "--file", &text_of(&file)]).exits(0).stdout.trim().to_owned();
    let shown = desk.show(&id);
    assert_eq!(shown["metadata"]["title"], "In front");
    assert_eq!(shown["metadata"]["tags"], serde_json::json!(["rivers", "night"]));
    assert_eq!(shown["metadata"]["authors"], serde_json::json!(["The Editors"]));
    assert_eq!(shown["body"].as_str().map(str::trim), Some("Body."));
    let markdown = desk.galley.run(&["show", "in-front", "--as", "markdown"]).exits(0).stdout;
    assert!(
        markdown.starts_with("---\n") && markdown.contains("In front") && markdown.contains("Body."),
        "{markdown}"
    );
    let again = desk.file("again.md", &markdown);
    let _ = desk.galley.run(&["edit", &id, "--file", &text_of(&again)]).exits(0);
    assert_eq!(desk.show(&id)["metadata"], shown["metadata"], "a round trip changed the metadata");
}

#[test]
fn pictures_beside_a_text_come_along_under_any_name() {
    let desk = desk();
    let folder = desk.file("x", "").parent().expect("a folder").to_owned();
    std::fs::create_dir_all(folder.join("pictures of mine")).expect("a folder");
    for (number, name) in (1..).zip(["lamp.png", "pictures of mine/ماه.png", "lead.png"]) {
        std::fs::write(folder.join(name), tests::pictures::png(number, 4, 3)).expect("a picture");
    }
    let text =
        "---\ntitle: Lit\nimage: lead.png\n---\n\n![Lamp](lamp.png)\n\n![Moon](<pictures of mine/ماه.png>)\n";
    let file = desk.file("lit.md", text);
    let id = desk.galley.run(&["new", "--file", &text_of(&file)]).exits(0).stdout.trim().to_owned();
    let shown = desk.show(&id);
    let body = shown["body"].as_str().expect("a text");
    assert_eq!(body.matches("](media/").count() + body.matches("](<media/").count(), 2, "{body}");
    assert!(shown["metadata"]["lead"]["medium"].is_string(), "{shown}");
    let _ = desk.galley.run(&["check"]).exits(0);
}

#[test]
fn the_id_is_printed_once_the_article_is_on_disk() {
    let desk = desk();
    for number in 0..10 {
        let id = desk.new_article(&format!("Number {number}"), "x");
        assert_eq!(id.lines().count(), 1, "more than an id: {id}");
        assert_eq!(desk.show(&id)["metadata"]["title"], format!("Number {number}"));
    }
}

#[test]
fn list_takes_a_status_a_tag_and_a_limit() {
    let desk = desk();
    let file = desk.file("tagged.md", "---\ntitle: Tagged\ntags: [night]\nstatus: review\n---\nx\n");
    let _ = desk.galley.run(&["new", "--file", &text_of(&file)]).exits(0);
    let _ = desk.new_article("Plain", "x");
    let count = |arguments: &[&str]| {
        let mut all = vec!["--json", "list"];
        all.extend(arguments);
        desk.galley.run(&all).exits(0).json().as_array().map(Vec::len)
    };
    assert_eq!(count(&[]), Some(2));
    assert_eq!(count(&["--status", "review"]), Some(1));
    assert_eq!(count(&["--tag", "night"]), Some(1));
    assert_eq!(count(&["--limit", "1"]), Some(1));
    let _ = desk.galley.run(&["list", "--status", "nowhere"]).exits(2);
}

#[test]
fn search_prints_what_it_found() {
    let desk = desk();
    let id = desk.new_article("Harbour lights", "Pilots steer by the estuary beacon.");
    let _ = desk.new_article("Other", "Nothing here.");
    let found = desk.galley.run(&["--json", "search", "estuary"]).exits(0).json();
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    assert!(found[0].to_string().contains(&id), "{found}");
    let words = desk.galley.run(&["search", "estuary"]).exits(0).stdout;
    assert!(words.contains("Harbour lights"), "{words}");
    assert_eq!(desk.galley.run(&["--json", "search", "unfindable"]).exits(0).json(), serde_json::json!([]));
}

#[test]
fn render_needs_no_library() {
    let folder = temporary_folder();
    let galley = Galley::on(&folder.path().join("none"));
    let fragment = galley.run_with_input(&["render", "-"], b"# One\n\nTwo *three*.\n").exits(0).stdout;
    assert!(fragment.contains("<em>three</em>") && !fragment.contains("<html"), "{fragment}");
    let path = folder.path().join("a.md");
    std::fs::write(&path, "---\ntitle: Named\n---\nText.\n").expect("written");
    let whole = galley.run(&["render", &text_of(&path), "--as", "page"]).exits(0).stdout;
    assert!(whole.to_lowercase().starts_with("<!doctype html>") && whole.contains("Named"), "{whole}");
    assert!(!folder.path().join("none").exists());
}

#[test]
fn export_writes_pages_into_a_folder() {
    let desk = desk();
    let one = desk.new_article("Page one", "One.");
    let _ = desk.new_article("Page two", "Two.");
    let to = desk.folder.path().join("out");
    let report =
        desk.galley.run(&["--json", "export", &one, "page-two", "--to", &text_of(&to)]).exits(0).json();
    assert_eq!(report["files"].as_array().map(Vec::len), Some(2), "{report}");
    let html = std::fs::read_to_string(to.join("page-one.html")).expect("exported");
    assert!(page::reaches_out(&html).is_empty());
    assert!(to.join("page-two.html").is_file());
    // What somebody else put there is not replaced unasked.
    std::fs::write(to.join("page-one.html"), "by another hand").expect("written");
    let again = ["export", &one, "--to", &text_of(&to), "--as", "fragment"];
    let _ = desk.galley.run(&again).exits(1);
    assert_eq!(std::fs::read_to_string(to.join("page-one.html")).expect("still there"), "by another hand");
    let _ = desk.galley.run(&[&again[..], &["--overwrite"]].concat()).exits(0);
    assert_ne!(std::fs::read_to_string(to.join("page-one.html")).expect("replaced"), "by another hand");
}

#[test]
fn export_writes_what_readers_see_where_that_is_asked_for() {
    let desk = desk();
    let file = desk.folder.path().join("live.md");
    std::fs::write(&file, "---\ntitle: Live\nstatus: published\n---\nWhat readers see.\n").expect("written");
    let live = desk.galley.run(&["new", "--file", &text_of(&file)]).exits(0).stdout.trim().to_owned();
    let draft = desk.new_article("A draft", "Not out.");
    std::fs::write(&file, "---\ntitle: Live\nstatus: published\n---\nWhat I write.\n").expect("written");
    let _ = desk.galley.run(&["edit", &live, "--file", &text_of(&file)]).exits(0);
    let text = |to: &Path| std::fs::read_to_string(to.join("live.html")).expect("exported");
    let (working, published) = (desk.folder.path().join("working"), desk.folder.path().join("published"));
    let _ = desk.galley.run(&["export", &live, "--to", &text_of(&working)]).exits(0);
    assert!(text(&working).contains("What I write."));
    let _ = desk.galley.run(&["export", "--all", "--published", "--to", &text_of(&published)]).exits(0);
    assert!(text(&published).contains("What readers see."));
    assert!(!published.join("a-draft.html").exists());
    let refused = desk.galley.run(&["export", &draft, "--published", "--to", &text_of(&published)]).exits(1);
    assert!(refused.stderr.contains("“A draft” is not published"), "{}", refused.stderr);
}

#[test]
fn an_export_with_problems_is_done_and_says_so_by_its_status() {
    let desk = desk();
    let good = desk.new_article("Good", "x");
    let bad = desk.new_article("Bad", &format!("![](media/{}.png)\n", "ab".repeat(32)));
    let to = text_of(&desk.folder.path().join("out"));
    let ran = desk.galley.run(&["export", &good, &bad, "--to", &to]).exits(3);
    assert!(ran.stderr.contains("Bad") || ran.stderr.contains("bad"), "{ran:?}");
    assert!(Path::new(&to).join("good.html").is_file());
}

#[test]
fn check_is_content_with_a_good_library_and_not_with_a_damaged_one() {
    let desk = desk();
    let _ = desk.new_article("Checked", "The unmistakable sentence.");
    let report = desk.galley.run(&["--json", "check"]).exits(0).json();
    assert_eq!((&report["articles"], &report["problems"]), (&serde_json::json!(1), &serde_json::json!([])));
    let database = desk.folder.path().join("library/library.db");
    let mut bytes = std::fs::read(&database).expect("read");
    let needle = b"unmistakable";
    let places: Vec<usize> =
        (0..bytes.len() - needle.len()).filter(|&at| bytes[at..].starts_with(needle)).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at] = b'U';
    }
    std::fs::write(&database, bytes).expect("written");
    let ran = desk.galley.run(&["check"]);
    assert!(ran.status == 1 || ran.status == 3, "{ran:?}");
}

#[test]
fn backup_makes_a_file_that_can_be_restored() {
    let desk = desk();
    let id = desk.new_article("Backed up", "Text.");
    let file = text_of(&desk.folder.path().join("library.backup"));
    let _ = desk.galley.run(&["backup", &file]).exits(0);
    let other = desk.folder.path().join("restored");
    let _ = desk.galley.run(&["restore-backup", &file, "--to", &text_of(&other)]).exits(0);
    let shown = Galley::on(&other).run(&["show", &id, "--as", "json"]).exits(0).json();
    assert_eq!(shown["body"].as_str().map(str::trim), Some("Text."));
}

#[test]
fn a_stale_base_version_is_refused_and_the_text_is_kept() {
    let desk = desk();
    let id = desk.new_article("Stale", "One.");
    let edit = |text: &str, version: &str| {
        let file = desk.file("edit.md", text);
        desk.galley.run(&["edit", &id, "--file", &text_of(&file), "--base-version", version])
    };
    let _ = edit("Two.", "1").exits(0);
    let refused = edit("Three.", "1").exits(1);
    assert!(refused.stdout.is_empty(), "a version was printed: {refused:?}");
    assert!(desk.galley.run(&["show", &id]).exits(0).stdout.contains("Two."));
    let history = desk.galley.run(&["--json", "history", &id]).exits(0).json();
    assert!(
        history.as_array().expect("a list").iter().any(|entry| entry["cause"] == "conflict"),
        "{history}"
    );
}

#[test]
fn wrong_usage_is_exit_two() {
    let desk = desk();
    for arguments in [
        &["frobnicate"][..],
        &[],
        &["show"],
        &["list", "--limit", "many"],
        &["edit", "x"],
        &["render", "x.md", "--as", "poem"],
    ] {
        let _ = desk.galley.run(arguments).exits(2);
    }
}

#[test]
fn unknown_ids_and_missing_files_change_nothing_and_are_named() {
    let desk = desk();
    let unknown = "01890a5d-ac96-774b-bcce-b302099a8057";
    let file = text_of(&desk.file("a.md", "x"));
    for arguments in [
        &["show", unknown][..],
        &["show", "no-such-slug"],
        &["edit", unknown, "--file", &file],
        &["history", unknown],
        &["restore", unknown, "1"],
        &["new", "--file", "nowhere.md"],
        &["render", "nowhere.md"],
        &["export", unknown, "--to", &text_of(&desk.folder.path().join("out"))],
    ] {
        let ran = desk.galley.run(arguments).exits(1);
        let named = [unknown, "no-such-slug", "nowhere.md"].iter().any(|name| ran.stderr.contains(name));
        assert!(named, "{arguments:?}: {ran:?}");
        assert!(ran.stdout.is_empty(), "{arguments:?}: {ran:?}");
    }
    assert_eq!(desk.galley.run(&["--json", "list"]).exits(0).json(), serde_json::json!([]));
}

#[test]
fn a_file_that_is_not_utf_8_is_turned_away_with_the_place() {
    let desk = desk();
    let file = text_of(&desk.file("latin.md", b"Caf\xe9 au lait"));
    let ran = desk.galley.run(&["new", "--title", "x", "--file", &file]).exits(1);
    assert!(ran.stderr.contains("UTF-8") && ran.stderr.contains("latin.md"), "{ran:?}");
    assert_eq!(desk.galley.run(&["--json", "list"]).exits(0).json(), serde_json::json!([]));
}

#[test]
fn a_file_that_is_not_text_is_turned_away() {
    let desk = desk();
    let picture = text_of(&desk.file("picture.md", tests::pictures::png(1, 8, 8)));
    let ran = desk.galley.run(&["new", "--title", "x", "--file", &picture]).exits(1);
    assert!(ran.stderr.contains("picture.md"), "{ran:?}");
    assert_eq!(desk.galley.run(&["--json", "list"]).exits(0).json(), serde_json::json!([]));
}

#[test]
fn a_file_of_ten_megabytes_is_taken_whole() {
    let desk = desk();
    let text = tests::corpus::document(5, 10_000_000);
    let id = desk.new_article("Large", &text);
    assert_eq!(desk.show(&id)["body"].as_str().map(str::len), Some(text.len()));
}

#[test]
fn an_article_may_have_no_title_but_not_an_empty_one_by_mistake() {
    let desk = desk();
    let file = text_of(&desk.file("untitled.md", "Text without a name."));
    let ran = desk.galley.run(&["new", "--title", "", "--file", &file]).exits(2);
    assert!(ran.stderr.contains("title"), "{ran:?}");
    let id = desk.galley.run(&["new", "--file", &file]).exits(0).stdout.trim().to_owned();
    assert_eq!(desk.show(&id)["metadata"]["title"], "");
    assert!(!desk.galley.run(&["list"]).exits(0).stdout.trim().is_empty());
}

#[test]
fn a_library_that_is_missing_or_not_one_is_exit_one() {
    let folder = temporary_folder();
    let missing = Galley::on(&folder.path().join("missing")).run(&["list"]).exits(1);
    assert!(missing.stderr.contains("missing") && missing.stderr.contains("create"), "{missing:?}");
    std::fs::write(folder.path().join("letter.txt"), "x").expect("written");
    let _ = Galley::on(folder.path()).run(&["list"]).exits(1);
    let _ = Galley::on(folder.path()).run(&["init"]).exits(1);
}

#[test]
fn output_that_nobody_reads_is_no_crash() {
    let desk = desk();
    let _ = desk.new_article("Pipe", &"word ".repeat(100_000));
    let mut command = desk.galley.command(&["show", "pipe"]);
    let mut child = command
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("started");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ended");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"), "{output:?}");
}

#[test]
fn options_may_stand_behind_the_words_of_a_search() {
    let desk = desk();
    let _ = desk.new_article("One", "A heron stood there.");
    let _ = desk.new_article("Two", "A heron flew.");
    let hits = desk.galley.run(&["search", "heron", "--limit", "1", "--json"]).exits(0).json();
    assert_eq!(hits.as_array().map(Vec::len), Some(1), "{hits}");
    let hits = desk.galley.run(&["search", "heron -flew", "--json"]).exits(0).json();
    assert_eq!(hits.as_array().map(Vec::len), Some(1), "{hits}");
}
