//! A mirror of different sizes: brought in step the first time, and one change at a time.

use std::fs;
use std::path::Path;

use serde_json::json;
use tests::AppTest;
use tests::corpus::article;
use tests::program::temporary_folder;

use crate::figures::{Figures, Runs, Target};

pub fn measure(figures: &mut Figures) {
    for size in [1_000_u64, 10_000, 100_000] {
        figures.group(&format!("A mirror of {size} files"));
        let app = AppTest::empty();
        let place = temporary_folder();
        let folder = place.path().join("mirror");
        fs::create_dir(&folder).expect("made");
        for number in 0..size {
            let text = article(1, number);
            let file = format!("---\ntitle: \"{} {number}\"\n---\n\n{}\n", text.title, text.body);
            fs::write(folder.join(format!("article-{number}.md")), file).expect("written");
        }
        let _ = app.ok("mirror_start", json!({ "token": app.token(&folder) }));
        let _ = app.ok("mirror_stop", json!({}));
        let mut first = Runs::default();
        let _ = first.time(|| app.ok("mirror_sync_now", json!({})));
        figures.add("every file is new", &first, &Target::None, None);
        rounds(figures, &app, &folder);
    }
}

/// As many files at once as another branch of a repository brings: written by another program while the mirror
/// runs, until the library has every text.
pub fn measure_burst(figures: &mut Figures) {
    let mut before = None;
    for size in [1_000_u64, 10_000] {
        figures.group(&format!("A burst of {size} files in a mirror that runs"));
        let app = AppTest::empty();
        let place = temporary_folder();
        let folder = place.path().join("mirror");
        fs::create_dir(&folder).expect("made");
        let write = |turn: u64| {
            for number in 0..size {
                let text = article(1, number);
                let file = format!(
                    "---\ntitle: \"{} {number}\"\ntags: [turn-{turn}]\n---\n\n{}\n",
                    text.title, text.body
                );
                fs::write(folder.join(format!("article-{number}.md")), file).expect("written");
            }
        };
        // What a program that checks out another branch takes for itself.
        let (mut floor, mut new, mut changed) = (Runs::default(), Runs::default(), Runs::default());
        let _ = app.ok("mirror_start", json!({ "token": app.token(&folder) }));
        floor.time(|| write(1));
        new.time(|| wait_for(&app, size, "turn-1"));
        let text = |path: &std::path::Path| fs::read_to_string(path).expect("read");
        changed.time(|| {
            for number in 0..size {
                let path = folder.join(format!("article-{number}.md"));
                fs::write(&path, text(&path).replace("turn-1", "turn-2")).expect("written");
            }
            wait_for(&app, size, "turn-2");
        });
        let floor_name = "write them";
        figures.add("every file is new, until all are in", &new, &Target::None, Some((floor_name, &floor)));
        let each = changed.quantile(0.5) / size as f64;
        figures.add(
            "every file is changed, until all are in",
            &changed,
            &Target::None,
            Some((floor_name, &floor)),
        );
        if let Some(before) = before.replace(each) {
            figures.grew(each / before);
        }
    }
}

/// Waits until every article has this tag, and both sides are in step.
fn wait_for(app: &AppTest, size: u64, tag: &str) {
    let found = || {
        let request = json!({ "shelf": "all", "tag": tag, "offset": 0, "limit": 1 });
        app.ok("article_list", request)["total"].as_u64()
    };
    while found() != Some(size) || app.ok("mirror_state", json!({}))["phase"] != "in_step" {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

/// The floor of a look at the folder: the names, sizes and times of all files.
fn list(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("listed").flatten();
    entries.filter_map(|entry| entry.metadata().ok()).map(|metadata| metadata.len()).sum()
}

fn rounds(figures: &mut Figures, app: &AppTest, folder: &Path) {
    let (mut nothing, mut floor, mut outside, mut inside) =
        (Runs::default(), Runs::default(), Runs::default(), Runs::default());
    for turn in 0..10_u64 {
        let _ = floor.time(|| list(folder));
        let _ = nothing.time(|| app.ok("mirror_sync_now", json!({})));
        let path = folder.join(format!("article-{turn}.md"));
        let text = fs::read_to_string(&path).expect("read");
        fs::write(&path, format!("{text}\nChanged {turn}.\n")).expect("written");
        // A file that was written a moment ago is waited for; that is no work.
        std::thread::sleep(std::time::Duration::from_millis(400));
        let report = outside.time(|| app.ok("mirror_sync_now", json!({})));
        assert_eq!(report["taken"], 1, "{report}");
        let first = app.ok("article_list", json!({ "shelf": "all", "offset": turn, "limit": 1 }));
        let (id, version) = (&first["items"][0]["id"], &first["items"][0]["version"]);
        let body = format!("Written here {turn}.");
        let _ = app.ok(
            "article_save",
            json!({ "id": id, "baseVersion": version, "body": body, "origin": "window" }),
        );
        let report = inside.time(|| app.ok("mirror_sync_now", json!({})));
        assert_eq!(report["written"], 1, "{report}");
    }
    let floor_name = "list the folder";
    figures.add("nothing to do", &nothing, &Target::None, Some((floor_name, &floor)));
    figures.add("one file changed outside", &outside, &Target::None, Some((floor_name, &floor)));
    figures.add("one article changed here", &inside, &Target::None, Some((floor_name, &floor)));
}
