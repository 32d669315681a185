//! Saving, opening, listing, searching, replacing, backing up, in libraries of different sizes; and how each
//! grows from the small one to the large one.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use model::{Direction, Language, Metadata, Moment, Origin, Status};
use serde_json::{Value, json};
use store::{Derived, NewArticle, Store};
use tests::AppTest;
use tests::corpus::{Chance, article};
use tests::program::temporary_folder;

use crate::figures::{Figures, Runs, Target};

/// How many articles the libraries have, where `GALLEY_BENCH_ARTICLES` does not say otherwise.
const SIZES: [u64; 2] = [10_000, 100_000];

/// How many articles are added in one transaction.
const AT_ONCE: u64 = 2_000;

/// Whatever is typed letter by letter, from the second on.
const TYPED: [&str; 8] =
    ["river", "harbour light", "the", "estuary", "boat captain", "lantern zz", "carefully", "\"old bridge"];

/// Questions of every other kind.
const ASKED: [&str; 14] = [
    "tag:maps",
    "tag:maps river",
    "tag:maps -river",
    "-tag:maps river",
    "river -bridge",
    "-zzzz",
    "author:garden",
    "author:garden river",
    "author:desk har",
    "status:draft lan",
    "lang:en sto",
    "river OR harbour",
    "in:title river",
    "after:2001 bread",
];

pub fn measure(figures: &mut Figures) {
    let wanted = std::env::var("GALLEY_BENCH_ARTICLES").unwrap_or_default();
    let wanted: Vec<u64> = wanted.split(',').filter_map(|size| size.trim().parse().ok()).collect();
    let mut medians: BTreeMap<String, f64> = BTreeMap::new();
    for size in if wanted.is_empty() { SIZES.to_vec() } else { wanted } {
        figures.group(&format!("A library of {size} articles"));
        let library = Library::with(figures, size);
        let mut group = Group { figures, medians: &mut medians };
        library.open(&mut group);
        library.save(&mut group);
        library.lists(&mut group);
        library.searches(&mut group);
        library.replace(&mut group);
        library.history(&mut group);
        library.backup_and_check(&mut group);
    }
    revisions(figures);
}

/// The figures of one library.
struct Group<'a> {
    figures: &'a mut Figures,
    /// Those of the smallest library, by the name of the figure.
    medians: &'a mut BTreeMap<String, f64>,
}

impl Group<'_> {
    fn add(&mut self, name: &str, runs: &Runs, target: &Target, yardstick: Option<(&str, &Runs)>) {
        self.figures.add(name, runs, target, yardstick);
        let median = runs.quantile(0.5);
        match self.medians.get(name) {
            Some(smaller) => self.figures.grew(median / smaller),
            None => drop(self.medians.insert(name.to_owned(), median)),
        }
    }
}

struct Library {
    app: AppTest,
    ids: Vec<Value>,
    size: u64,
}

impl Library {
    fn with(figures: &mut Figures, size: u64) -> Self {
        let app = AppTest::empty();
        // What is measured is not to be disturbed on the hour.
        let _ = app.ok("backup_settings_save", json!({ "enabled": false, "second": false, "picked": null }));
        let store = Store::open(app.library()).expect("the library opens").store;
        let since = std::time::Instant::now();
        let mut ids = Vec::new();
        for from in (0..size).step_by(AT_ONCE as usize) {
            ids.extend(add(&store, from, AT_ONCE.min(size - from)));
        }
        figures.note(
            "make articles, some thousand at once",
            size as f64 / since.elapsed().as_secs_f64(),
            "a second",
        );
        Self { app, ids, size }
    }

    fn open(&self, group: &mut Group<'_>) {
        let mut open = Runs::default();
        for _ in 0..20 {
            let other = open.time(|| {
                let other = AppTest::on(self.app.library());
                let _ = other.ok("article_list", json!({ "shelf": "all", "offset": 0, "limit": 50 }));
                other
            });
            drop(other);
        }
        group.add("open the library, first page", &open, &Target::Median(10.0), None);
    }

    fn save(&self, group: &mut Group<'_>) {
        let mut chance = Chance::new(9);
        let (mut saves, mut floor) = (Runs::default(), Runs::default());
        for turn in 0..600_u64 {
            let id = &self.ids[chance.below(self.ids.len())];
            let article = self.app.ok("draft_open", json!({ "id": id }))["article"].clone();
            let sentence = format!("{} A sentence more. ", tests::corpus::article(2, turn).title);
            floor
                .time(|| {
                    write_durably(self.app.library(), article["body"].as_str().unwrap_or_default().as_bytes())
                })
                .expect("the floor can be written");
            let change = json!({ "from": 0, "to": 0, "insert": sentence });
            let _ = self.app.ok("draft_edit", json!({ "id": id, "number": 1, "changes": [change] }));
            let arguments = json!({ "id": id, "number": 1, "baseVersion": article["version"] });
            let _ = saves.time(|| self.app.ok("draft_save", arguments));
            let _ = self.app.ok("draft_close", json!({ "id": id }));
        }
        let yardstick = Some(("write, fsync, rename, fsync the folder", &floor));
        group.add("save, acknowledged", &saves, &Target::MedianAndP99(2.0, 10.0), yardstick);
    }

    fn lists(&self, group: &mut Group<'_>) {
        let (mut page, mut shelf, mut tag, mut counts) =
            (Runs::default(), Runs::default(), Runs::default(), Runs::default());
        let mut chance = Chance::new(3);
        for _ in 0..200 {
            let offset = chance.below(self.ids.len());
            let call = json!({ "shelf": "all", "offset": offset, "limit": 50 });
            let _ = page.time(|| self.app.ok("article_list", call));
            let call = json!({ "shelf": "published", "offset": offset / 8, "limit": 50 });
            let _ = shelf.time(|| self.app.ok("article_list", call));
            let _ = counts.time(|| self.app.ok("library_state", json!({})));
        }
        for _ in 0..50 {
            let call = json!({ "shelf": "all", "tag": "maps", "offset": 0, "limit": 50 });
            let _ = tag.time(|| self.app.ok("article_list", call));
        }
        group.add("a page of 50, anywhere", &page, &Target::P99(16.0), None);
        group.add("a page of 50 of one status, anywhere", &shelf, &Target::P99(16.0), None);
        group.add("a page of 50 with one tag", &tag, &Target::None, None);
        group.add("count by status", &counts, &Target::P99(16.0), None);
    }

    fn searches(&self, group: &mut Group<'_>) {
        let ask = |runs: &mut Runs, command: &str, query: &str| {
            let call = json!({ "query": query, "limit": 20 });
            let _ = runs.time(|| self.app.ok(command, call));
        };
        let (mut typed, mut asked, mut ranked, mut slowest) =
            (Runs::default(), Runs::default(), Runs::default(), BTreeMap::<&str, Runs>::new());
        for _ in 0..10 {
            for query in TYPED {
                let letters: Vec<usize> = query.char_indices().map(|(at, _)| at).skip(2).collect();
                for end in letters.into_iter().chain([query.len()]) {
                    ask(&mut typed, "article_search", &query[..end]);
                }
            }
            for query in ASKED {
                ask(&mut asked, "article_search", query);
                ask(slowest.entry(query).or_default(), "article_search", query);
            }
        }
        for _ in 0..5 {
            for query in ["river", "harbour light", "estuary", "tag:maps river", "carefully", "lantern zz"] {
                ask(&mut ranked, "article_search_ranked", query);
            }
        }
        let grep = self.grep();
        let yardstick = grep.as_ref().map(|runs| ("grep -rlF over the same texts, warm", runs));
        let target = Target::P99(16.0);
        group.add("search as you type, first 20 with excerpts", &typed, &target, yardstick);
        group.add("search by tag, author, -not, dates, OR", &asked, &target, None);
        if let Some((query, runs)) =
            slowest.iter().max_by(|(_, one), (_, other)| one.quantile(0.5).total_cmp(&other.quantile(0.5)))
        {
            group.figures.add(&format!("the slowest of them: {query}"), runs, &Target::None, None);
        }
        group.add("search, best first", &ranked, &Target::Median(150.0), None);
    }

    /// A search through the same texts as files; `None` where there is no grep.
    fn grep(&self) -> Option<Runs> {
        let folder = temporary_folder();
        for number in 0..self.size {
            let part = folder.path().join((number / 1000).to_string());
            if number % 1000 == 0 {
                std::fs::create_dir(&part).ok()?;
            }
            std::fs::write(part.join(format!("{number}.md")), article(1, number).body).ok()?;
        }
        let mut runs = Runs::default();
        for turn in 0..4 {
            let mut command = Command::new("grep");
            command.args(["-rlF", "estuary"]).arg(folder.path()).stdout(std::process::Stdio::null());
            // The first turn warms the cache.
            let mut first = Runs::default();
            let into = if turn == 0 { &mut first } else { &mut runs };
            into.time(|| command.status()).ok()?;
        }
        Some(runs)
    }

    fn replace(&self, group: &mut Group<'_>) {
        let mut plan = Runs::default();
        for find in ["limestone", "equinox", "solstice"] {
            let call = json!({ "find": find, "replace": "something else", "shelf": "all" });
            let _ = plan.time(|| self.app.ok("replace_plan", call));
        }
        group.add("preview of a replacement", &plan, &Target::None, None);
    }

    fn history(&self, group: &mut Group<'_>) {
        let id = self.app.new_article("Often revised", "Text.")["id"].clone();
        for version in 1..=1_000 {
            let _ = self.app.ok("article_save", revised(&id, version));
        }
        let (mut list, mut show) = (Runs::default(), Runs::default());
        let mut revisions = Value::Null;
        for _ in 0..20 {
            revisions = list.time(|| self.app.ok("revision_list", json!({ "id": id })));
        }
        for kept in revisions.as_array().into_iter().flatten().step_by(50) {
            let call = json!({ "revision": kept["revision"] });
            let _ = show.time(|| self.app.ok("revision_show", call));
        }
        group.add("history of 1,000 revisions", &list, &Target::None, None);
        group.add("one of 1,000 revisions", &show, &Target::None, None);
    }

    fn backup_and_check(&self, group: &mut Group<'_>) {
        let (mut backup, mut check) = (Runs::default(), Runs::default());
        let _ = backup.time(|| self.app.ok("backup_now", json!({})));
        let report = check.time(|| self.app.ok("library_check", json!({})));
        assert_eq!(report["problems"], json!([]), "the library that was measured is not whole");
        group.add("back up beside the author, and verify", &backup, &Target::None, None);
        group.add("verify everything", &check, &Target::None, None);
    }
}

/// Adds articles of the corpus, all in one transaction.
fn add(store: &Store, from: u64, count: u64) -> Vec<Value> {
    let language = Language::parse("en").expect("“en” is a tag");
    let made: Vec<(String, Metadata, Derived)> = (from..from + count)
        .map(|number| {
            let text = article(1, number);
            let derived = Derived {
                excerpt: text.body.chars().take(200).collect(),
                language: language.clone(),
                direction: Direction::LeftToRight,
                words: u32::try_from(text.body.split_whitespace().count()).unwrap_or(u32::MAX),
            };
            let metadata = Metadata {
                title: text.title,
                authors: vec![text.author],
                tags: text.tags,
                ..Metadata::default()
            };
            (text.body, metadata, derived)
        })
        .collect();
    let articles: Vec<NewArticle<'_>> = made
        .iter()
        .zip(from..)
        .map(|((body, metadata, derived), number)| NewArticle {
            id: None,
            body,
            metadata,
            status: Status::ALL[usize::try_from(number).unwrap_or_default() % Status::ALL.len()],
            derived,
            origin: Origin::Import,
            now: Moment::from_milliseconds(
                1_600_000_000_000 + i64::try_from(number).unwrap_or_default() * 1000,
            ),
            operation: None,
        })
        .collect();
    let ids = store.create_articles(&articles).expect("the articles are added");
    ids.into_iter().map(|id| json!(id.as_str())).collect()
}

/// A save that keeps what it replaces, with a sentence changed in a text of 6 KB.
fn revised(id: &Value, version: u64) -> Value {
    let mut paragraphs: Vec<String> = article(5, 40)
        .body
        .chars()
        .take(6_000)
        .collect::<String>()
        .split("\n\n")
        .map(str::to_owned)
        .collect();
    let place = usize::try_from(version).unwrap_or_default() * 7 % paragraphs.len();
    paragraphs[place] = format!("{} Sentence {version} was put here.", article(6, version).title);
    json!({ "id": id, "baseVersion": version, "body": paragraphs.join("\n\n"), "origin": "command_line" })
}

/// What a thousand revisions of one article add to the file of a library.
fn revisions(figures: &mut Figures) {
    figures.group("A thousand revisions of an article of 6 KB");
    let folder = temporary_folder();
    let library = folder.path().join("library");
    let app = AppTest::on(&library);
    let _ = app.ok("library_create", json!({ "token": app.token(&library) }));
    let id = app.new_article("Often revised", "Text.")["id"].clone();
    let _ = app.ok("article_save", revised(&id, 1));
    drop(app);
    let size = || std::fs::metadata(library.join("library.db")).map_or(0, |metadata| metadata.len());
    let before = size();
    let app = AppTest::on(&library);
    for version in 2..=1_001 {
        let _ = app.ok("article_save", revised(&id, version));
    }
    drop(app);
    figures.note("added to the library", (size() - before) as f64 / 1024.0, "KB (target: at most 1024)");
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
