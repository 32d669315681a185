//! Measures the store on a library of many articles: `measure FOLDER ARTICLES`. The folder is made.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use model::{ArticleId, CommentsPolicy, Direction, Language, Metadata, Moment, Origin, Publication, Status};
use store::{Derived, Filter, NewArticle, SaveArticle, Shelf, Sort, Store};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(count)) =
        (arguments.next(), arguments.next().and_then(|count| count.parse().ok()))
    else {
        eprintln!("measure FOLDER ARTICLES");
        std::process::exit(2);
    };
    if let Err(error) = measure(Path::new(&folder), count) {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn measure(folder: &Path, count: usize) -> store::Result<()> {
    let language = Language::parse("en").unwrap_or_else(|| unreachable!("“en” is a tag"));
    let mut words = Words(1);
    if !folder.join("library.db").exists() {
        let store = Store::create(folder, &publication(&language))?;
        let start = Instant::now();
        for from in (0..count).step_by(1000) {
            add(&store, from, 1000.min(count - from), &language, &mut words)?;
        }
        let rate = count as f64 / start.elapsed().as_secs_f64();
        println!("added {count} articles: {rate:.0} a second");
    }

    let mut times = Times::default();
    for _ in 0..20 {
        let start = Instant::now();
        let store = Store::open(folder)?.store;
        store.list(Shelf::All, 0, 50)?;
        times.add(start);
    }
    times.print("open and first page");

    let store = Store::open(folder)?.store;
    let (total, page) = store.list(Shelf::All, 0, 1000)?;
    let ids: Vec<ArticleId> = page.into_iter().map(|summary| summary.id).collect();
    let bodies: Vec<String> = (0..50).map(|_| words.body()).collect();
    // Looked after, as the program does it.
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                if let Err(error) = store.tend() {
                    eprintln!("{error}");
                }
                std::thread::sleep(Duration::from_millis(250));
            }
        });
        let outcome = (0..600)
            .try_for_each(|round| save(&store, &ids, &bodies, round, &language, &mut words, &mut times));
        done.store(true, Ordering::Relaxed);
        outcome
    })?;
    times.print("save");

    for (name, shelf, offset) in [
        ("page of 50, newest", Shelf::All, 0),
        ("page of 50, one status", Shelf::Status(Status::Published), 0),
        ("page of 50, the last", Shelf::All, total.saturating_sub(50)),
    ] {
        for _ in 0..200 {
            let start = Instant::now();
            store.list(shelf, offset, 50)?;
            times.add(start);
        }
        times.print(name);
    }
    let filter = Filter { tag: Some("tag3".to_owned()), ..Filter::shelf(Shelf::All) };
    for _ in 0..50 {
        let start = Instant::now();
        store.list_filtered(&filter, Sort::Changed, false, 0, 50)?;
        times.add(start);
    }
    times.print("page of 50, one tag of twenty");
    for _ in 0..500 {
        let start = Instant::now();
        store.counts()?;
        times.add(start);
    }
    times.print("counts");
    for _ in 0..500 {
        let id = &ids[words.next(ids.len())];
        let start = Instant::now();
        store.article(id)?;
        times.add(start);
    }
    times.print("read one article");
    let queries = [
        "w",
        "wa",
        "water",
        "wate",
        "mornin",
        "brid",
        "morning water",
        "zq",
        "rare7",
        "-water",
        "-rare7",
        "tag:tag3",
        "tag:tag3 water",
        "water -tag:tag3",
        "author:ada",
        "author:ada mornin",
        "status:draft water",
        "water OR morning",
        "lang:en water",
        "after:2020",
        "\"the river\"",
    ];
    for query in queries {
        for _ in 0..15 {
            let start = Instant::now();
            store.search(query, 20)?;
            times.add(start);
        }
        times.print(&format!("search {query}"));
    }
    for query in ["water", "mornin", "morning water", "rare7", "water tag:tag3"] {
        for _ in 0..5 {
            let start = Instant::now();
            store.search_ranked(query, 20, &store::Cancel::default())?;
            times.add(start);
        }
        times.print(&format!("best first {query}"));
    }
    let backups = Store::backup_folder(folder);
    let start = Instant::now();
    let now = Moment::from_milliseconds(1_900_000_000_000);
    store.back_up_into(&backups, now, store::Pace::Fast, &store::unwatched)?;
    println!("backup: {:.1} s", start.elapsed().as_secs_f64());
    let start = Instant::now();
    let problems = store.check(&store::unwatched)?.problems;
    println!("check: {:.1} s, {problems:?}", start.elapsed().as_secs_f64());
    Ok(())
}

fn save(
    store: &Store,
    ids: &[ArticleId],
    bodies: &[String],
    round: usize,
    language: &Language,
    words: &mut Words,
    times: &mut Times,
) -> store::Result<()> {
    let id = &ids[words.next(ids.len())];
    let article = store.article(id)?.article;
    let body = format!("{}\n\n{}", article.body, &bodies[round % 50][..300]);
    let derived = derived(&body, language);
    let start = Instant::now();
    store.save_article(&SaveArticle {
        id,
        base_version: article.version,
        body: Some(&body),
        metadata: None,
        status: None,
        derived: &derived,
        origin: Origin::Window,
        now: Moment::from_milliseconds(1_800_000_000_000 + round as i64),
        keep_revision: None,
        operation: None,
    })?;
    times.add(start);
    Ok(())
}

fn add(
    store: &Store,
    from: usize,
    count: usize,
    language: &Language,
    words: &mut Words,
) -> store::Result<()> {
    let made: Vec<(Metadata, String, Derived)> = (from..from + count)
        .map(|number| {
            let mut body = words.body();
            if number % 5000 == 17 {
                body.push_str(" rare7 ");
            }
            let metadata = Metadata {
                title: format!("{} {number}", words.sentence(4)),
                tags: vec![format!("tag{}", number % 20)],
                authors: vec!["Ada Verne".into()],
                ..Metadata::default()
            };
            let derived = derived(&body, language);
            (metadata, body, derived)
        })
        .collect();
    let articles: Vec<NewArticle<'_>> = made
        .iter()
        .enumerate()
        .map(|(number, (metadata, body, derived))| NewArticle {
            id: None,
            body,
            metadata,
            status: Status::ALL[number % 7],
            derived,
            origin: Origin::Import,
            now: Moment::from_milliseconds(1_700_000_000_000 + (from + number) as i64 * 1000),
            operation: None,
        })
        .collect();
    store.create_articles(&articles).map(drop)
}

fn derived(body: &str, language: &Language) -> Derived {
    let excerpt = body.chars().take(200).collect();
    Derived { excerpt, language: language.clone(), direction: Direction::LeftToRight, words: 1000 }
}

fn publication(language: &Language) -> Publication {
    Publication {
        version: 1,
        title: "Measured".into(),
        tagline: String::new(),
        base_url: String::new(),
        language: language.clone(),
        default_author: String::new(),
        links: Vec::new(),
        theme: "plain".into(),
        smart_punctuation: false,
        comments: CommentsPolicy::None,
        ..Publication::new("Measured", language.clone())
    }
}

/// Words from a vocabulary of 20,000, the frequent ones often, as in texts; the same at every run.
struct Words(u64);

impl Words {
    const FREQUENT: [&str; 16] = [
        "the", "of", "and", "river", "water", "morning", "in", "was", "bridge", "with", "light", "people",
        "a", "to", "stone", "letter",
    ];

    fn next(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap_or_default()
    }

    fn sentence(&mut self, length: usize) -> String {
        let mut sentence = String::new();
        for _ in 0..length {
            if !sentence.is_empty() {
                sentence.push(' ');
            }
            if self.next(2) == 0 {
                sentence.push_str(Self::FREQUENT[self.next(16)]);
            } else {
                let reach = 10_usize.pow(1 + u32::try_from(self.next(4)).unwrap_or_default()) * 2;
                let mut word = self.next(reach) + 27;
                while word > 0 {
                    sentence.push(char::from(b'a' + u8::try_from(word % 26).unwrap_or_default()));
                    word /= 26;
                }
            }
        }
        sentence
    }

    fn body(&mut self) -> String {
        let mut body = String::new();
        while body.len() < 6000 {
            body.push_str(&self.sentence(14));
            body.push_str(if self.next(4) == 0 { ".\n\n" } else { ". " });
        }
        body
    }
}

#[derive(Default)]
struct Times(Vec<f64>);

impl Times {
    fn add(&mut self, start: Instant) {
        self.0.push(start.elapsed().as_secs_f64() * 1000.0);
    }

    fn print(&mut self, what: &str) {
        self.0.sort_by(f64::total_cmp);
        let at = |share: f64| self.0[((self.0.len() - 1) as f64 * share) as usize];
        println!("{what}: p50 {:.3} ms, p99 {:.3} ms, most {:.3} ms", at(0.5), at(0.99), at(1.0));
        self.0.clear();
    }
}
