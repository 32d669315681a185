//! Imports of each format, with golden results, and what an import must never do.
//!
//! The golden files stand beside the fixtures. `GALLEY_WRITE_EXPECTED=1` writes them anew; read them then.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use contract::{ImportFormat, ImportReport, ImportState};
use engine::ImportOptions;
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::AppTest;
use tests::pictures::png;
use tests::program::{Galley, project_root, temporary_folder};

/// A copy of a fixture, with pictures put into it.
pub struct Fixture {
    _folder: TempDir,
    pub path: PathBuf,
}

pub fn fixture(name: &str, pictures: &[&str]) -> Fixture {
    let folder = temporary_folder();
    let path = folder.path().join(name);
    copy(&project_root().join("tests/fixtures/import").join(name), &path);
    for (number, picture) in (1..).zip(pictures) {
        let place = path.join(picture);
        std::fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        std::fs::write(place, png(number, 4, 3)).expect("a picture");
    }
    Fixture { _folder: folder, path }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the fixture is there") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a kind").is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

pub fn import(app: &AppTest, path: &Path) -> ImportReport {
    import_with(app, path, &ImportOptions::default())
}

pub fn import_with(app: &AppTest, path: &Path, options: &ImportOptions) -> ImportReport {
    app.engine().import(path, options, &|_| true).expect("the import runs")
}

pub fn dry() -> ImportOptions {
    ImportOptions { dry_run: true, ..ImportOptions::default() }
}

/// Everything an import left, as text.
fn told(app: &AppTest, report: &ImportReport) -> String {
    let store = store::Store::open(app.library()).expect("the library opens").store;
    let mut articles = app.list("all");
    articles.sort_by_key(|article| article["slug"].as_str().map(str::to_owned));
    let mut text = String::new();
    for article in articles {
        let id = article["id"].as_str().expect("an id");
        let markdown = app.engine().markdown(id).expect("it can be shown");
        text.push_str("================================================================\n");
        for line in markdown.lines().filter(|line| !line.starts_with("created:")) {
            let _ = writeln!(text, "{line}");
        }
        let id = model::ArticleId::parse(id).expect("an id");
        for comment in store.comments(&id).expect("comments") {
            let at = comment.at.map(|at| at.to_string()).unwrap_or_default();
            let parent = comment.parent.unwrap_or_default();
            let said = comment.text.replace('\n', "⏎");
            let _ = writeln!(
                text,
                "comment {} <{parent}> {} {} {at}: {said}",
                comment.source_id, comment.author, comment.url
            );
        }
    }
    text.push_str("================================================================\n");
    for (path, id) in store.redirects().expect("redirects") {
        let slug = store.summary(&id).expect("an article").slug;
        let _ = writeln!(text, "redirect {path} to {slug}");
    }
    let counts = serde_json::to_value(&report.counts).expect("counts");
    for (name, count) in
        counts.as_object().expect("an object").iter().filter(|(_, count)| **count != json!(0))
    {
        let _ = writeln!(text, "{name}: {count}");
    }
    for item in &report.items {
        for problem in &item.problems {
            let _ = writeln!(text, "{:?} {}: {}", item.state, item.title, problem.message);
        }
    }
    for problem in &report.problems {
        let _ = writeln!(text, "source {}: {}", problem.about, problem.trouble.message);
    }
    for field in &report.custom_fields {
        let _ = writeln!(text, "custom field {} ({})", field.name, field.articles);
    }
    for picture in &report.remote_pictures {
        let _ = writeln!(text, "elsewhere {} ({})", picture.address, picture.article);
    }
    text
}

fn golden(name: &str, pictures: &[&str], format: ImportFormat) -> (AppTest, Fixture) {
    let (app, fixture) = (AppTest::empty(), fixture(name, pictures));
    let plan = import_with(&app, &fixture.path, &dry());
    assert!(app.list("all").is_empty(), "a dry run changes nothing");
    let report = import(&app, &fixture.path);
    assert_eq!(report.format, format);
    assert_eq!(
        (plan.counts.new, plan.counts.failed, plan.counts.left_out),
        (report.counts.new, report.counts.failed, report.counts.left_out)
    );
    let told = told(&app, &report);
    let file = project_root().join(format!("tests/fixtures/import/{name}.expected.txt"));
    if std::env::var_os("GALLEY_WRITE_EXPECTED").is_some() {
        std::fs::write(&file, &told).expect("the golden file can be written");
    }
    let expected = std::fs::read_to_string(&file).expect("the golden file is there");
    assert_eq!(told, expected, "{} is not what came out", file.display());
    let again = import(&app, &fixture.path);
    assert_eq!(
        (again.counts.new, again.counts.updated, again.counts.conflicts),
        (0, 0, 0),
        "{:?}",
        again.items
    );
    assert_eq!(again.counts.unchanged, report.counts.new);
    (app, fixture)
}

#[test]
fn an_export_of_wordpress_comes_in_whole() {
    let _ = golden("wordpress", &["uploads/2020/05/lamp.jpg"], ImportFormat::Wordpress);
}

#[test]
fn an_export_of_blogger_comes_in_whole() {
    let _ = golden("blogger", &["Albums/gardens/rose one.jpg"], ImportFormat::Blogger);
}

#[test]
fn an_old_backup_of_blogger_comes_in_whole() {
    let _ = golden("blogger-backup", &[], ImportFormat::Blogger);
}

#[test]
fn a_site_of_hugo_comes_in_whole() {
    let pictures = ["static/images/map.jpg", "content/posts/bundle/cover.jpg"];
    let _ = golden("hugo", &pictures, ImportFormat::Markdown);
}

#[test]
fn a_site_of_jekyll_comes_in_whole() {
    let _ = golden("jekyll", &["assets/loaf.jpg"], ImportFormat::Markdown);
}

#[test]
fn a_site_of_zola_comes_in_whole() {
    let _ = golden("zola", &[], ImportFormat::Markdown);
}

#[test]
fn a_vault_of_notes_comes_in_whole() {
    let pictures = ["Attachments/lake one.png", "Attachments/Picture.png"];
    let _ = golden("obsidian", &pictures, ImportFormat::Markdown);
}

#[test]
fn pages_saved_from_a_site_come_in_whole() {
    let _ = golden("html", &["page_files/bridge.jpg"], ImportFormat::Html);
}

fn by_title<'a>(articles: &'a [Value], title: &str) -> &'a Value {
    articles
        .iter()
        .find(|article| article["title"] == title)
        .unwrap_or_else(|| panic!("no {title} in {articles:?}"))
}

#[test]
fn an_import_again_brings_only_what_is_new_or_changed_and_keeps_both_where_both_changed() {
    let (app, fixture) = (AppTest::empty(), fixture("zola", &[]));
    assert_eq!(import(&app, &fixture.path).counts.new, 2);
    let file = fixture.path.join("content/notes/2023-03-04-slate.md");
    let text = std::fs::read_to_string(&file).expect("a file");
    std::fs::write(&file, text.replace("Soft.", "Softer.")).expect("written");
    std::fs::write(fixture.path.join("content/notes/chalk.md"), "+++\ntitle = \"Chalk\"\n+++\n\nSoftest.\n")
        .expect("written");
    let plan = import_with(&app, &fixture.path, &dry());
    assert_eq!((plan.counts.new, plan.counts.updated, plan.counts.unchanged), (1, 1, 1), "{:?}", plan.items);
    let report = import(&app, &fixture.path);
    assert_eq!(
        (report.counts.new, report.counts.updated, report.counts.unchanged),
        (1, 1, 1),
        "{:?}",
        report.items
    );
    let slate = by_title(&app.list("all"), "Slate").clone();
    assert_eq!(app.show(&slate["id"])["body"], "Softer.\n");
    let revisions = app.ok("revision_list", json!({ "id": slate["id"] }));
    assert!(revisions.as_array().is_some_and(|all| all.len() >= 2), "what it was is kept: {revisions}");

    let mine = app.show(&slate["id"]);
    let save =
        json!({ "id": slate["id"], "baseVersion": mine["version"], "body": "Mine.\n", "origin": "window" });
    let _ = app.ok("article_save", save);
    std::fs::write(&file, text.replace("Soft.", "Theirs.")).expect("written");
    let report = import(&app, &fixture.path);
    assert_eq!((report.counts.conflicts, report.counts.updated), (1, 0), "{:?}", report.items);
    assert_eq!(app.show(&slate["id"])["body"], "Mine.\n", "what was written here stays");
    let revisions = app.ok("revision_list", json!({ "id": slate["id"] }));
    let conflict = revisions.as_array().and_then(|all| all.iter().find(|one| one["cause"] == "conflict"));
    let conflict = conflict.unwrap_or_else(|| panic!("no conflict among {revisions}"));
    let kept = app.ok("revision_show", json!({ "revision": conflict["revision"] }));
    assert_eq!(kept["body"], "Theirs.\n");
    let again = import(&app, &fixture.path);
    assert_eq!(
        (again.counts.conflicts, again.counts.unchanged),
        (0, 3),
        "it is told once: {:?}",
        again.items
    );
    assert_eq!(app.list("all").len(), 3);
}

#[test]
fn one_undo_removes_an_import_whole_and_another_import_brings_it_back_as_it_was() {
    let (app, fixture) = (AppTest::empty(), fixture("zola", &[]));
    let own = app.new_article("Mine", "Here before.\n");
    let _ = import(&app, &fixture.path);
    let slugs = |app: &AppTest| {
        let mut slugs: Vec<_> = app.list("all").iter().map(|one| one["slug"].to_string()).collect();
        slugs.sort();
        slugs
    };
    let before = slugs(&app);
    let undone = app.ok("import_undo", json!({ "operation": null }));
    assert_eq!((&undone["articles"], &undone["left"]), (&json!(2), &json!([])));
    assert_eq!(app.list("all").len(), 1);
    assert_eq!(app.show(&own["id"])["body"], "Here before.\n");
    let _ = app.err("import_undo", json!({ "operation": null }));
    let report = import(&app, &fixture.path);
    assert_eq!((report.counts.restored, report.counts.new), (2, 0), "{:?}", report.items);
    assert_eq!(slugs(&app), before, "not one address is another one");
    let _ = app.ok("import_undo", json!({ "operation": report.operation }));
    assert_eq!(app.list("all").len(), 1, "and it can be taken back again");
}

#[test]
fn what_the_author_threw_away_stays_in_the_trash() {
    let (app, fixture) = (AppTest::empty(), fixture("zola", &[]));
    let _ = import(&app, &fixture.path);
    let granite = by_title(&app.list("all"), "Granite").clone();
    let _ = app.ok("article_trash", json!({ "ids": [granite["id"]] }));
    let report = import(&app, &fixture.path);
    assert_eq!(
        (report.counts.in_trash, report.counts.new, report.counts.restored),
        (1, 0, 0),
        "{:?}",
        report.items
    );
    assert_eq!(app.list("all").len(), 1);
}

#[test]
fn an_archive_says_the_same_as_the_folder_in_it() {
    let (app, fixture) = (AppTest::empty(), fixture("jekyll", &["assets/loaf.jpg"]));
    let archive = fixture.path.with_extension("zip");
    let parent = fixture.path.parent().expect("a folder");
    super::import_bad::zip_folder(&archive, parent, &fixture.path);
    assert_eq!(import(&app, &archive).counts.new, 4);
    let report = import(&app, &fixture.path);
    assert_eq!((report.counts.unchanged, report.counts.new), (4, 0), "{:?}", report.items);
}

#[test]
fn the_window_imports_with_a_dry_run_progress_a_report_and_an_undo() {
    let (app, fixture) = (AppTest::empty(), fixture("zola", &[]));
    app.desktop.requests().picks = Some(fixture.path.clone());
    let picked = app.ok("import_pick", json!({ "folder": true }));
    let request = json!({ "token": picked["token"], "from": null, "fetchPictures": false });
    let wait = |job: &Value| {
        for _ in 0..500 {
            let report = app.ok("import_report", job.clone());
            if !report.is_null() {
                return report;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        panic!("the import does not end");
    };
    let plan = wait(&app.ok("import_plan", request.clone()));
    assert_eq!(
        (&plan["dryRun"], &plan["counts"]["new"], &plan["operation"]),
        (&json!(true), &json!(2), &Value::Null)
    );
    assert!(app.list("all").is_empty());
    app.forget_events();
    let job = app.ok("import_run", request);
    let report = wait(&job);
    assert_eq!(report["counts"]["new"], 2);
    assert_eq!(app.list("all").len(), 2);
    let finished = |event: &contract::Event| {
        matches!(event, contract::Event::ImportProgress { finished: true, done: 2, total: 2, .. })
    };
    assert!(app.events().iter().any(finished), "{:?}", app.events());
    let file = fixture.path.join("report.txt");
    app.desktop.requests().save_to = Some(file.clone());
    assert_eq!(app.ok("import_save_report", job.clone()), json!(file.display().to_string()));
    assert!(std::fs::read_to_string(file).expect("the report").contains("2 new articles"));
    let _ = app.ok("import_cancel", job);
    let undone = app.ok("import_undo", json!({ "operation": report["operation"] }));
    assert_eq!(undone["articles"], 2);
    let _ = app.err("import_report", json!({ "job": "none" }));
}

#[test]
fn an_import_that_is_stopped_keeps_what_came_in_and_goes_on_later() {
    let (app, folder) = (AppTest::empty(), temporary_folder());
    let source = folder.path().join("many");
    std::fs::create_dir(&source).expect("a folder");
    for number in 0..700 {
        let next = (number + 1) % 700;
        let text = format!("---\ntitle: Number {number}\n---\n\nOn to [the next](n{next:03}.md).\n");
        std::fs::write(source.join(format!("n{number:03}.md")), text).expect("a file");
    }
    let report = app
        .engine()
        .import(&source, &ImportOptions::default(), &|here| here.done < 300)
        .expect("it is stopped, which is no failure");
    assert!(report.cancelled);
    let came = app.list("all").len();
    assert!((250..700).contains(&came), "{came}");
    assert_eq!(import(&app, &source).counts.unchanged as usize, came);
    let all = app.list("all");
    assert_eq!(all.len(), 700);
    let store = store::Store::open(app.library()).expect("the library opens").store;
    assert_eq!(store.broken_links().expect("links"), [], "links lead to articles whatever came in first");
}

#[test]
fn the_command_imports_tells_problems_and_takes_back() {
    let (app, fixture) = (AppTest::empty(), fixture("wordpress", &["uploads/2020/05/lamp.jpg"]));
    let galley = Galley::on(app.library());
    let path = fixture.path.display().to_string();
    let plan = galley.run(&["import", &path, "--dry-run"]).exits(3);
    assert!(plan.stdout.contains("Nothing was changed") && plan.stdout.contains("On wicks"), "{plan:?}");
    assert!(app.list("all").is_empty());
    let ran = galley.run(&["--json", "import", &path, "--from", "wordpress"]).exits(3);
    assert_eq!(ran.json()["counts"]["new"], 9);
    assert!(ran.stderr.contains("[strange]"), "{ran:?}");
    assert_eq!(app.list("published").len(), 4, "what was private, waiting or dated for later is not public");
    let again = galley.run(&["import", &path]).exits(3);
    assert!(again.stdout.contains("9 unchanged"), "{again:?}");
    let undone = galley.run(&["import", "--undo"]).exits(0);
    assert!(undone.stdout.contains('9'), "{undone:?}");
    assert!(app.list("all").is_empty());
    let _ = galley.run(&["import", "--undo"]).exits(1);
    let _ = galley.run(&["import"]).exits(2);
    let _ = galley.run(&["import", "/nowhere/at/all"]).exits(1);
    let zola = super::import::fixture("zola", &[]);
    let _ = galley.run(&["import", &zola.path.join("config.toml").display().to_string()]).exits(1);
}

#[test]
fn an_article_without_a_date_in_the_source_is_new_and_states_are_told() {
    let (app, fixture) = (AppTest::empty(), fixture("wordpress", &[]));
    let report = import(&app, &fixture.path);
    let state = |title: &str| report.items.iter().find(|item| item.title == title).map(|item| item.state);
    assert_eq!(state("Thrown away"), Some(ImportState::LeftOut));
    assert_eq!(state("On wicks"), Some(ImportState::New));
    assert!(report.items.iter().any(|item| item.state == ImportState::Failed));
}
