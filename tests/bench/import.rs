//! Importing exports of WordPress of different sizes, against a bare bulk insert with the search index.

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use model::{Language, Metadata, Moment, Origin, Publication, Status};
use store::{Derived, NewArticle, Store};
use tests::corpus::{Text, article};
use tests::program::{Galley, temporary_folder};

use crate::figures::{Figures, Runs, Target};
use crate::peak::run;

/// How many articles come in with one transaction of the yardstick, as with one of an import.
const BATCH: usize = 250;

/// How many different texts the corpus has; enough that no cache of anybody helps.
const TEXTS: u64 = 2_000;

/// The most memory an import may take, in MB.
const MEMORY: f64 = 300.0;

pub fn measure(figures: &mut Figures) {
    let texts: Vec<Text> = (0..TEXTS).map(|number| article(3, number)).collect();
    let html: Vec<String> = texts.iter().map(|text| as_html(&text.body)).collect();
    let mut each = Vec::new();
    for (size, turns) in [(1_000, 5), (10_000, 3), (100_000, 1)] {
        figures.group(&format!("An export of WordPress with {size} posts"));
        let folder = temporary_folder();
        let file = folder.path().join("export.xml");
        // A gigabyte with the most posts.
        let filler = if size == 100_000 { 3_500 } else { 0 };
        write_export(&file, size, &texts, &html, filler).expect("the export can be written");
        figures.note(
            "size of the export",
            megabytes(std::fs::metadata(&file).map_or(0, |file| file.len())),
            "MB",
        );
        let (mut imports, mut floor, mut peak) = (Runs::default(), Runs::default(), 0_u64);
        for turn in 0..turns {
            floor.add(insert(&folder.path().join(format!("floor{turn}")), size, &texts));
            let (time, memory) = import(&folder.path().join(format!("library{turn}")), &file);
            imports.add(time);
            peak = peak.max(memory);
        }
        figures.add(
            "import",
            &imports,
            &Target::Multiple(2.0),
            Some(("bulk insert with search index", &floor)),
        );
        figures.note("most memory", megabytes(peak), "MB");
        assert!(megabytes(peak) <= MEMORY, "an import of {size} posts takes {} MB", megabytes(peak));
        each.push((size, imports.quantile(0.5) / size as f64));
    }
    for (size, time) in &each[1..] {
        figures.note(&format!("time for one of {size}, as a multiple of one of 1000"), time / each[0].1, "×");
    }
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1_000_000.0
}

fn as_html(markdown: &str) -> String {
    markup::render(markdown, &markup::RenderOptions::default(), &markup::AsWritten).html()
}

fn write_export(
    file: &Path,
    size: usize,
    texts: &[Text],
    html: &[String],
    filler: usize,
) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Corpus</title><link>https://corpus.example</link>")?;
    let more = format!(
        "<wp:postmeta><wp:meta_key>_cache</wp:meta_key><wp:meta_value>{}</wp:meta_value></wp:postmeta>",
        "x".repeat(filler)
    );
    for number in 0..size {
        let (text, html) = (&texts[number % texts.len()], &html[number % texts.len()]);
        let tags: String = text
            .tags
            .iter()
            .map(|tag| {
                format!("<category domain=\"post_tag\" nicename=\"{tag}\"><![CDATA[{tag}]]></category>")
            })
            .collect();
        writeln!(
            out,
            "<item><title>{title} {number}</title><link>https://corpus.example/{number}/</link><dc:creator>{author}</dc:creator>\
             <guid>https://corpus.example/?p={number}</guid><content:encoded><![CDATA[<p>Number {number}, after <a href=\"https://corpus.example/{before}/\">that</a>.</p>\n{html}]]></content:encoded>\
             <wp:post_id>{number}</wp:post_id><wp:post_date>2020-01-02 03:04:05</wp:post_date><wp:post_name>post-{number}</wp:post_name>\
             <wp:status>publish</wp:status><wp:post_type>post</wp:post_type>{tags}{more}</item>",
            title = text.title,
            author = text.author,
            before = number.saturating_sub(1),
        )?;
    }
    out.write_all(b"</channel></rss>\n")?;
    out.flush()
}

/// The yardstick: the same articles, ready, put into a library in batches.
fn insert(folder: &Path, size: usize, texts: &[Text]) -> Duration {
    let language = Language::parse("en").expect("a language");
    let store = Store::create(folder, &Publication::new("Corpus", language.clone())).expect("a library");
    let now = Moment::parse("2020-01-02T03:04:05Z").expect("a date");
    let derived = Derived {
        excerpt: "The first words of it.".into(),
        direction: language.direction(),
        language,
        words: 900,
    };
    let begun = Instant::now();
    for first in (0..size).step_by(BATCH) {
        let metadata: Vec<Metadata> = (first..size.min(first + BATCH))
            .map(|number| {
                let text = &texts[number % texts.len()];
                Metadata {
                    title: format!("{} {number}", text.title),
                    slug: model::Slug::from_text(&format!("post-{number}")),
                    authors: vec![text.author.clone()],
                    tags: text.tags.clone(),
                    ..Metadata::default()
                }
            })
            .collect();
        let articles: Vec<NewArticle<'_>> = metadata
            .iter()
            .zip(first..)
            .map(|(metadata, number)| NewArticle {
                id: None,
                body: &texts[number % texts.len()].body,
                metadata,
                status: Status::Published,
                derived: &derived,
                origin: Origin::Import,
                now,
                operation: None,
            })
            .collect();
        store.create_articles(&articles).expect("they come in");
    }
    begun.elapsed()
}

/// `galley import`, timed, and the most memory it took in bytes.
fn import(library: &Path, file: &Path) -> (Duration, u64) {
    let galley = Galley::on(library);
    let _ = galley.run(&["init"]).exits(0);
    let (time, peak, _) = run(&mut galley.command(&[std::ffi::OsStr::new("import"), file.as_os_str()]));
    (time, peak.0)
}
