//! `galley mirror`, on real folders, and what other programs do to them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tests::program::{Galley, temporary_folder};

struct Place {
    folder: TempDir,
    galley: Galley,
}

impl Place {
    fn new() -> Self {
        let folder = temporary_folder();
        fs::create_dir(folder.path().join("mirror")).expect("made");
        let galley = Galley::on(&folder.path().join("library"));
        let _ = galley.run(&["init"]).exits(0);
        Self { folder, galley }
    }

    fn mirror(&self) -> PathBuf {
        self.folder.path().join("mirror")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.mirror().join(name)
    }

    fn new_article(&self, title: &str, text: &str) -> String {
        let file = self.folder.path().join("new.md");
        fs::write(&file, text).expect("written");
        let file = file.to_string_lossy().into_owned();
        self.galley.run(&["new", "--title", title, "--file", &file]).exits(0).stdout.trim().to_owned()
    }

    fn body(&self, id: &str) -> String {
        let shown = self.galley.run(&["--json", "show", id]).exits(0).json();
        shown["body"].as_str().expect("a body").to_owned()
    }

    fn once(&self, more: &[&str], status: i32) -> Value {
        let mirror = self.mirror().to_string_lossy().into_owned();
        let mut arguments = vec!["--json", "mirror", &mirror, "--once"];
        arguments.extend(more);
        self.galley.run(&arguments).exits(status).json()
    }

    fn articles(&self) -> Vec<Value> {
        let listed = self.galley.run(&["--json", "list", "--limit", "100000"]).exits(0).json();
        listed.as_array().expect("a list").clone()
    }

    fn start(&self) -> Running {
        let mirror = self.mirror().to_string_lossy().into_owned();
        let mut command = self.galley.command(&["mirror", &mirror]);
        Running(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("started"))
    }
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits until something holds, for the time that the mirror has for it.
#[track_caller]
fn soon(what: &str, holds: impl Fn() -> bool) {
    let since = Instant::now();
    while !holds() {
        assert!(since.elapsed() < Duration::from_secs(8), "{what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn once_brings_both_sides_together_and_a_second_time_does_nothing() {
    let place = Place::new();
    let id = place.new_article("The Lamp", "It burns.\n");
    fs::write(place.path("new.md"), "# New\n\nText.\n").expect("written");
    let report = place.once(&[], 0);
    assert_eq!((&report["written"], &report["created"]), (&json!(1), &json!(1)), "{report}");
    let again = place.once(&[], 0);
    let mut zero = again.clone();
    zero["state"] = Value::Null;
    assert!(
        zero.as_object().expect("a report").values().all(|count| count.is_null() || *count == 0),
        "{again}"
    );
    let path = place.path("the-lamp.md");
    fs::write(&path, fs::read_to_string(&path).expect("read").replace("burns", "shines")).expect("written");
    assert_eq!(place.once(&[], 0)["taken"], 1);
    assert_eq!(place.body(&id), "It shines.\n");
}

#[test]
fn problems_and_questions_end_with_status_three_and_an_answer_settles_them() {
    let place = Place::new();
    for number in 0..10 {
        let _ = place.new_article(&format!("Article {number}"), "Text.\n");
    }
    let _ = place.once(&[], 0);
    for number in 0..5 {
        fs::remove_file(place.path(&format!("article-{number}.md"))).expect("removed");
    }
    let asked = place.once(&[], 3);
    assert_eq!((&asked["state"]["phase"], place.articles().len()), (&json!("asks"), 10), "{asked}");
    let _ = place.once(&["--write-missing"], 0);
    assert!(place.path("article-0.md").exists());
    for number in 0..5 {
        fs::remove_file(place.path(&format!("article-{number}.md"))).expect("removed");
    }
    let _ = place.once(&["--trash-missing"], 0);
    assert_eq!(place.articles().len(), 5);
    fs::write(place.path("latin.md"), b"caf\xe9").expect("written");
    assert_eq!(place.once(&[], 3)["state"]["problems"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_missing_or_empty_folder_is_refused_and_nothing_goes_to_the_trash() {
    let place = Place::new();
    let _ = place.new_article("The Lamp", "Text.\n");
    let _ = place.once(&[], 0);
    fs::remove_dir_all(place.mirror()).expect("removed");
    let mirror = place.mirror().to_string_lossy().into_owned();
    let ran = place.galley.run(&["mirror", &mirror, "--once"]).exits(1);
    assert!(ran.stderr.contains("Nothing was deleted"), "{ran:?}");
    fs::create_dir(place.mirror()).expect("made");
    let ran = place.galley.run(&["mirror", &mirror, "--once"]).exits(1);
    assert!(ran.stderr.contains("drive"), "{ran:?}");
    assert_eq!(place.articles().len(), 1);
    assert_eq!(fs::read_dir(place.mirror()).expect("listed").count(), 0);
    let _ = place.once(&["--write-missing"], 0);
    assert!(place.path("the-lamp.md").exists());
}

#[test]
fn every_way_in_which_editors_save_arrives() {
    let place = Place::new();
    let id = place.new_article("The Lamp", "Text 0.\n");
    let _ = place.once(&[], 0);
    let running = place.start();
    let path = place.path("the-lamp.md");
    let start = fs::read_to_string(&path).expect("read");
    let with = |text: &str| start.replace("Text 0.", text);
    type Way<'a> = (&'a str, &'a dyn Fn(&str));
    let ways: [Way<'_>; 5] = [
        ("in place", &|text| fs::write(&path, text).expect("written")),
        ("vim: aside, anew, away", &|text| {
            let swap = place.path(".the-lamp.md.swp");
            let backup = place.path("the-lamp.md~");
            fs::write(&swap, "swap").expect("written");
            fs::rename(&path, &backup).expect("renamed");
            std::thread::sleep(Duration::from_millis(60));
            fs::write(&path, text).expect("written");
            fs::remove_file(&backup).and_then(|()| fs::remove_file(&swap)).expect("removed");
        }),
        ("VS Code: emptied, then written", &|text| {
            fs::write(&path, "").expect("written");
            std::thread::sleep(Duration::from_millis(700));
            fs::write(&path, text).expect("written");
        }),
        ("atomically", &|text| {
            let aside = place.path("the-lamp.md.tmp");
            fs::write(&aside, text).expect("written");
            fs::rename(&aside, &path).expect("renamed");
        }),
        ("git: removed, then written, bit by bit", &|text| {
            fs::remove_file(&path).expect("removed");
            std::thread::sleep(Duration::from_millis(200));
            for length in (0..text.len()).step_by(40).chain([text.len()]) {
                fs::write(&path, &text[..text.floor_char_boundary(length)]).expect("written");
                std::thread::sleep(Duration::from_millis(20));
            }
        }),
    ];
    for (number, (way, save)) in ways.iter().enumerate() {
        let text = format!("Text {}.", number + 1);
        save(&with(&text));
        soon(way, || place.body(&id).trim() == text);
    }
    drop(running);
    let history = place.galley.run(&["--json", "history", &id]).exits(0).json();
    let texts: Vec<String> =
        history.as_array().expect("a list").iter().map(|revision| revision["words"].to_string()).collect();
    assert!(!texts.contains(&"0".to_owned()), "an empty file was taken for a text: {history}");
    assert_eq!(place.articles().len(), 1);
}

#[test]
fn a_repository_that_is_switched_to_another_branch_arrives_whole() {
    let place = Place::new();
    let git = |arguments: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.arg("-C").arg(place.mirror()).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]);
        command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    if !git(&["init", "-q"]) {
        eprintln!("SKIPPED: git is not installed");
        return;
    }
    for number in 0..400 {
        fs::write(place.path(&format!("a{number}.md")), format!("# A {number}\n\nOn one.\n"))
            .expect("written");
    }
    let _ = place.once(&[], 0);
    assert!(git(&["add", "-A"]) && git(&["commit", "-qm", "one"]) && git(&["checkout", "-qb", "two"]));
    for number in 0..400 {
        let path = place.path(&format!("a{number}.md"));
        fs::write(&path, fs::read_to_string(&path).expect("read").replace("On one", "On two"))
            .expect("written");
    }
    let _ = place.once(&[], 0);
    assert!(git(&["commit", "-qam", "two"]));
    let _running = place.start();
    assert!(git(&["checkout", "-q", "-"]));
    let bodies = |text: &str| {
        let found = place.galley.run(&["--json", "search", text, "--limit", "1000"]).exits(0).json();
        found.as_array().map_or(0, Vec::len)
    };
    soon("all 400 texts", || bodies("\"on one\"") == 400);
    assert_eq!(place.articles().len(), 400);
    let status = std::process::Command::new("git")
        .arg("-C")
        .arg(place.mirror())
        .args(["status", "--porcelain"])
        .output();
    assert_eq!(
        String::from_utf8_lossy(&status.expect("ran").stdout),
        "",
        "the mirror changed what git wrote"
    );
}

#[test]
fn thousands_of_new_files_become_articles_in_few_transactions() {
    let place = Place::new();
    for number in 0..2_000 {
        fs::write(place.path(&format!("n{number}.md")), format!("Text {number}.\n")).expect("written");
    }
    let since = Instant::now();
    let report = place.once(&[], 0);
    assert_eq!(report["created"], 2_000, "{report}");
    eprintln!("2,000 new files in {:?}", since.elapsed());
    assert_eq!(place.articles().len(), 2_000);
    let again = place.once(&[], 0);
    assert_eq!((&again["created"], &again["taken"], &again["written"]), (&json!(0), &json!(0), &json!(0)));
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_told_and_what_it_says_is_still_taken() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let id = place.new_article("The Lamp", "Text.\n");
    let _ = place.once(&[], 0);
    let path = place.path("the-lamp.md");
    fs::write(&path, fs::read_to_string(&path).expect("read").replace("Text.", "Outside.")).expect("written");
    let _ = place.once(&[], 0);
    let protect = |mode| {
        for folder in [place.mirror(), place.path(".galley")] {
            fs::set_permissions(folder, fs::Permissions::from_mode(mode)).expect("set");
        }
    };
    protect(0o555);
    if fs::write(place.path("probe"), "x").is_ok() {
        protect(0o755);
        eprintln!("SKIPPED: this user may write anywhere");
        return;
    }
    let file = place.folder.path().join("edit.md");
    fs::write(&file, "Inside.\n").expect("written");
    let _ = place.galley.run(&["edit", &id, "--file", &file.to_string_lossy()]).exits(0);
    let mirror = place.mirror().to_string_lossy().into_owned();
    let ran = place.galley.run(&["mirror", &mirror, "--once"]).exits(1);
    protect(0o755);
    assert!(ran.stderr.contains("may not be written"), "{ran:?}");
    assert_eq!(place.body(&id), "Inside.\n");
    let _ = place.once(&[], 0);
    assert!(fs::read_to_string(&path).expect("read").contains("Inside."));
}

#[test]
fn a_folder_that_is_the_library_or_holds_it_is_refused() {
    let place = Place::new();
    for folder in [place.folder.path().join("library"), place.folder.path().to_path_buf()] {
        let ran = place.galley.run(&["mirror", &folder.to_string_lossy(), "--once"]).exits(1);
        assert!(ran.stderr.contains("beside"), "{ran:?}");
    }
    assert!(!Path::new(&place.folder.path().join(".galley")).exists());
}

#[test]
fn a_copy_of_the_library_does_not_share_its_folder() {
    let place = Place::new();
    let _ = place.new_article("The Lamp", "Text.\n");
    let _ = place.once(&[], 0);
    let (backup, copy) = (place.folder.path().join("backup"), place.folder.path().join("copy"));
    let _ = place.galley.run(&["backup", &backup.to_string_lossy()]).exits(0);
    let arguments = ["restore-backup", &backup.to_string_lossy(), "--to", &copy.to_string_lossy()];
    let _ = place.galley.run(&arguments).exits(0);
    let ran = Galley::on(&copy).run(&["mirror", &place.mirror().to_string_lossy(), "--once"]).exits(1);
    assert!(ran.stderr.contains("another library"), "{ran:?}");
    // A library that was moved is the same one still.
    fs::remove_dir_all(place.folder.path().join("library")).expect("removed");
    let _ = Galley::on(&copy).run(&["mirror", &place.mirror().to_string_lossy(), "--once"]).exits(0);
}

/// Runs a script in namespaces of its own, in which even this user may mount; `None` where that is forbidden.
#[cfg(target_os = "linux")]
fn apart(script: &str, arguments: &[&Path]) -> Option<tests::program::Ran> {
    let mut command = std::process::Command::new("unshare");
    command.args(["-Urm", "true"]).stderr(Stdio::null());
    if !command.status().is_ok_and(|status| status.success()) {
        eprintln!("SKIPPED: this system lets nobody mount in a namespace");
        return None;
    }
    let mut command = std::process::Command::new("unshare");
    command.args(["-Urm", "bash", "-euc", script, "bash"]).arg(tests::program::program("galley"));
    command.args(arguments).env_remove("GALLEY_LIBRARY");
    Some(tests::program::finish(command, b""))
}

#[cfg(target_os = "linux")]
#[test]
fn a_drive_that_is_pulled_out_deletes_nothing_and_is_taken_up_again() {
    let place = Place::new();
    for number in 0..8 {
        let _ = place.new_article(&format!("Article {number}"), "Text.\n");
    }
    let disk = place.folder.path().join("disk");
    fs::create_dir(&disk).expect("made");
    let script = r#"
        galley=$1 library=$2 mirror=$3 disk=$4
        mount -t tmpfs tmpfs "$disk"
        mount --bind "$disk" "$mirror"
        "$galley" --library "$library" mirror "$mirror" --once
        "$galley" --library "$library" mirror "$mirror" &
        pid=$!
        sleep 1
        umount -l "$mirror"
        sleep 4
        test -z "$(ls -A "$mirror")" || echo "WRITTEN INTO THE EMPTY FOLDER"
        test -z "$("$galley" --library "$library" list --status trash)" || echo "DELETED"
        mount --bind "$disk" "$mirror"
        echo "New." > "$mirror/new.md"
        for try in $(seq 50); do
            if "$galley" --library "$library" list | grep -q "New"; then echo "TAKEN UP"; break; fi
            sleep 0.1
        done
        kill $pid
    "#;
    let library = place.folder.path().join("library");
    let Some(ran) = apart(script, &[&library, &place.mirror(), &disk]) else { return };
    assert!(ran.stdout.contains("TAKEN UP"), "{ran:?}");
    assert!(!ran.stdout.contains("DELETED") && !ran.stdout.contains("WRITTEN INTO"), "{ran:?}");
    assert_eq!(place.articles().len(), 9);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_without_events_and_a_system_without_watches_are_followed_all_the_same() {
    let place = Place::new();
    let id = place.new_article("The Lamp", "Text.\n");
    let library = place.folder.path().join("library");
    let lower = place.folder.path().join("lower");
    fs::create_dir(&lower).expect("made");
    let script = r#"
        galley=$1 library=$2 mirror=$3 lower=$4 id=$5
        body() { "$galley" --library "$library" show "$id"; }
        wait_for() { for try in $(seq 80); do body | grep -q "$1" && echo "SAW $1" && return; sleep 0.1; done; }
        "$galley" --library "$library" mirror "$mirror" --once
        echo 0 > /proc/sys/user/max_inotify_watches || echo "NO LIMIT"
        "$galley" --library "$library" mirror "$mirror" &
        pid=$!
        sleep 1
        sed -i "s/Text[.]/Polled./" "$mirror/the-lamp.md"
        wait_for "Polled[.]"
        kill $pid
        echo 10000 > /proc/sys/user/max_inotify_watches || true
        cp -a "$mirror/." "$lower"
        mkdir "$lower.upper" "$lower.work"
        if mount -t overlay overlay -o "lowerdir=$lower,upperdir=$lower.upper,workdir=$lower.work" "$mirror"; then
            "$galley" --library "$library" mirror "$mirror" &
            pid=$!
            sleep 1
            text=$(sed "s/Polled[.]/Below./" "$lower/the-lamp.md")
            echo "$text" > "$lower/the-lamp.md"
            wait_for "Below[.]"
            kill $pid
        else
            echo "SAW Below[.] (SKIPPED: no overlay here)"
        fi
    "#;
    let Some(ran) = apart(script, &[&library, &place.mirror(), &lower, Path::new(&id)]) else { return };
    assert!(ran.stdout.contains("NO LIMIT") || ran.stderr.contains("cannot be watched"), "{ran:?}");
    assert!(ran.stdout.contains("SAW Polled") && ran.stdout.contains("SAW Below"), "{ran:?}");
}

/// Flips a bit of a word in the database, and back when it is called again.
fn flip(place: &Place, from: &str, to: &str) {
    let database = place.folder.path().join("library/library.db");
    let bytes = fs::read(&database).expect("read");
    let (from, to) = (from.as_bytes(), to.as_bytes());
    let at = bytes.windows(from.len()).position(|part| part == from).expect("the text is in the database");
    let mut altered = bytes;
    altered[at..at + to.len()].copy_from_slice(to);
    fs::write(&database, altered).expect("written");
}

#[test]
fn a_change_that_could_not_be_read_once_is_written_when_it_can_be() {
    let place = Place::new();
    let id = place.new_article("Lamp", "It burns.\n");
    let _ = place.once(&[], 0);
    let file = place.folder.path().join("edit.md");
    fs::write(&file, "It shines brightly.\n").expect("written");
    let _ = place.galley.run(&["edit", &id, "--file", &file.to_string_lossy()]).exits(0);
    // A disk that fails for a moment, as far as a test can make one: what is read is not what was written.
    flip(&place, "It shines brightly.", "It shinez brightly.");
    let told = place.once(&[], 3);
    assert_eq!(told["state"]["problems"][0]["about"], "lamp", "{told}");
    assert!(fs::read_to_string(place.path("lamp.md")).expect("read").contains("It burns."));
    flip(&place, "It shinez brightly.", "It shines brightly.");
    assert_eq!(place.once(&[], 0)["written"], 1);
    assert!(fs::read_to_string(place.path("lamp.md")).expect("read").contains("It shines brightly."));
}
