//! Saving, opening, listing and searching, in libraries of different sizes.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};
use tests::AppTest;
use tests::corpus::{Chance, article};

use crate::figures::{Figures, Runs, Target};

pub fn measure(figures: &mut Figures) {
    for size in [1_000_u64, 10_000] {
        figures.group(&format!("A library of {size} articles"));
        let app = AppTest::empty();
        let mut create = Runs::default();
        let mut ids = Vec::new();
        for number in 0..size {
            let text = article(1, number);
            let arguments = json!({ "body": text.body, "origin": "import", "metadata": {
                "title": text.title, "authors": [text.author], "tags": text.tags } });
            let made = create.time(|| app.ok("article_create", arguments));
            ids.push(made["id"].clone());
        }
        figures.add("make an article", &create, &Target::None, None);
        save(figures, &app, &ids);
        read(figures, &app);
    }
}

/// The floor of any save: write a file, make it and its name durable.
fn write_durably(folder: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let (temporary, file) = (folder.join("floor.tmp"), folder.join("floor.md"));
    let mut out = File::create(&temporary)?;
    out.write_all(bytes)?;
    out.sync_all()?;
    std::fs::rename(&temporary, &file)?;
    File::open(folder)?.sync_all()
}

fn save(figures: &mut Figures, app: &AppTest, ids: &[Value]) {
    let mut chance = Chance::new(9);
    let (mut saves, mut floor) = (Runs::default(), Runs::default());
    for turn in 0..600_u64 {
        let id = &ids[chance.below(ids.len())];
        let version = app.show(id)["version"].clone();
        let body = article(2, turn).body;
        floor.time(|| write_durably(app.library(), body.as_bytes())).expect("the floor can be written");
        let arguments = json!({ "id": id, "baseVersion": version, "body": body, "origin": "window" });
        let _ = saves.time(|| app.ok("article_save", arguments));
    }
    let floor_name = "write, fsync, rename, fsync the folder";
    figures.add("save, acknowledged", &saves, &Target::MedianAndP99(2.0, 10.0), Some((floor_name, &floor)));
}

fn read(figures: &mut Figures, app: &AppTest) {
    let (mut open, mut page, mut search) = (Runs::default(), Runs::default(), Runs::default());
    let first = json!({ "shelf": "all", "offset": 0, "limit": 50 });
    for _ in 0..20 {
        let other = open.time(|| {
            let other = AppTest::on(app.library());
            let _ = other.ok("article_list", first.clone());
            other
        });
        drop(other);
    }
    let total = app.ok("article_list", first)["total"].as_u64().unwrap_or(0);
    let mut chance = Chance::new(3);
    for _ in 0..400 {
        let offset = chance.below(usize::try_from(total).unwrap_or(0));
        let _ =
            page.time(|| app.ok("article_list", json!({ "shelf": "all", "offset": offset, "limit": 50 })));
    }
    for query in ["ri", "riv", "river", "the", "harbour li", "qu", "estu", "boat capt", "and", "lant"]
        .iter()
        .cycle()
        .take(100)
    {
        let _ = search.time(|| app.ok("article_search", json!({ "query": query, "limit": 20 })));
    }
    figures.add("open the library, first page", &open, &Target::Median(10.0), None);
    figures.add("a page of 50, anywhere", &page, &Target::P99(16.0), None);
    figures.add("search as you type, first 20 with excerpts", &search, &Target::P99(16.0), None);
}
