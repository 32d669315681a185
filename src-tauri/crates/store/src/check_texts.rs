//! Verification of every text and revision against its hash: one thread reads, so that all is of one state,
//! the others compute.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};

use model::{ArticleId, RevisionId};
use rusqlite::Connection;

use crate::check::{LISTED, Report};
use crate::check_index::Words;
use crate::content::{Packed, bytes, sha256};
use crate::error::{Error, Result};
use crate::row::{Row, WIDTH, columns_of};
use crate::save::LONGEST_TEXT;
use crate::watch::{self, Watch};
use crate::{migration, publication, revision};

/// How many pieces of work may wait: enough that nobody does, few enough to stay small.
const WAITING: usize = 64;

/// What a worker is handed.
enum Work {
    Article(Box<Article>),
    /// Revisions each of which, but the first, is compressed against the one before it.
    Chain(Vec<Kept>),
}

struct Article {
    id: ArticleId,
    key: i64,
    /// Whether the row is what was written.
    intact: bool,
    excerpt: String,
    metadata: Vec<u8>,
    body: Vec<u8>,
    hash: Vec<u8>,
    /// The names that find the article, as JSON arrays.
    tags: Vec<u8>,
    authors: Vec<u8>,
}

struct Kept {
    id: i64,
    article: String,
    content: Vec<u8>,
    size: usize,
    hash: Vec<u8>,
}

/// What one worker found.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) articles: u32,
    pub(crate) revisions: u32,
    /// Articles that are not what was saved.
    damaged: Vec<(i64, ArticleId)>,
    /// Revisions that are not what was kept, with their articles.
    altered: Vec<(i64, String)>,
    /// Articles that their tags or authors do not lead to.
    pub(crate) unnamed: Vec<String>,
    /// The words of the articles, where they are wanted.
    pub(crate) words: Option<Words>,
}

/// Verifies the publication, every article and every revision. With `words`, gathers the words of all texts
/// as well, for comparing them with the search index.
pub(crate) fn check(
    connection: &Connection,
    report: &mut Report,
    words: bool,
    watch: &Watch<'_>,
) -> Result<Found> {
    if let Err(error) = publication::read(connection) {
        report.problems.push(format!("{} Save the settings of the publication again.", detail_of(&error)));
    }
    let workers = std::thread::available_parallelism().map_or(2, std::num::NonZero::get).clamp(1, 8);
    let (sender, receiver) = sync_channel::<Work>(WAITING);
    let receiver = Mutex::new(receiver);
    let found = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(|| work_off(&receiver, words))).collect();
        let read = read_all(connection, sender, watch);
        let mut all = Found { words: words.then(Words::default), ..Found::default() };
        for thread in threads {
            match thread.join() {
                Ok(found) => all.add(found),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        read.map(|()| all)
    })?;
    tell(connection, &found, report);
    Ok(found)
}

fn tell(connection: &Connection, found: &Found, report: &mut Report) {
    report.articles += found.articles;
    report.revisions += found.revisions;
    let mut damaged: Vec<&(i64, ArticleId)> = found.damaged.iter().collect();
    damaged.sort_by_key(|(key, _)| *key);
    for (key, id) in damaged {
        report.problems.push(revision::article_damaged(connection, *key, id).to_string());
    }
    let mut altered: Vec<&(i64, String)> = found.altered.iter().collect();
    altered.sort();
    for (id, article) in altered.iter().take(LISTED) {
        let id = RevisionId(*id);
        report.problems.push(format!(
            "Revision {id} of article {article} was altered on disk and is not shown. The other revisions are not concerned."
        ));
    }
    if altered.len() > LISTED {
        report.problems.push(format!("{} revisions were altered on disk.", altered.len()));
    }
}

fn detail_of(error: &Error) -> String {
    match error {
        Error::Damaged { detail, .. } => format!("In the database, {detail}."),
        error => error.to_string(),
    }
}

/// Reads everything there is, in order, and hands it out.
fn read_all(connection: &Connection, sender: SyncSender<Work>, watch: &Watch<'_>) -> Result<()> {
    let count = |table: &str| -> Result<u64> {
        let sql = format!("SELECT count(*) FROM {table}");
        Ok(connection.query_row(&sql, [], |row| row.get::<_, i64>(0))?.unsigned_abs())
    };
    let of = count("article")? + count("revision")?;
    let mut done = 0;
    // A worker that is gone has panicked; that is told when it is waited for.
    let mut hand_out = |work: Work, items: u64| -> Result<()> {
        let _ = sender.send(work);
        let before = done;
        done += items;
        if before / 256 == done / 256 { Ok(()) } else { watch::step(watch, done, of) }
    };
    let columns = columns_of(migration::version(connection)?);
    let mut statement = connection.prepare(&format!(
        "SELECT {columns}, content.metadata, content.body, content.hash, \
         (SELECT json_group_array(name ORDER BY position) FROM article_tag JOIN tag ON tag.key = article_tag.tag \
          WHERE article_tag.article = article.key), \
         (SELECT json_group_array(name ORDER BY position) FROM article_author \
          JOIN author ON author.key = article_author.author WHERE article_author.article = article.key) \
         FROM article LEFT JOIN content ON content.article = article.key ORDER BY article.key"
    ))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let field = |index: usize| -> Result<Vec<u8>> { Ok(bytes(row.get_ref(WIDTH + index)?).to_vec()) };
        let (metadata, body, hash) = (field(0)?, field(1)?, field(2)?);
        let (tags, authors) = (field(3)?, field(4)?);
        let row = Row::read(row)?;
        let (id, key, intact, excerpt) = (row.id, row.key, row.intact, row.excerpt);
        let article = Article { id, key, intact, excerpt, metadata, body, hash, tags, authors };
        hand_out(Work::Article(Box::new(article)), 1)?;
    }
    let mut statement = connection.prepare(
        "SELECT revision.id, revision.base, revision.content, revision.size, revision.hash, article.id \
         FROM revision LEFT JOIN article ON article.key = revision.article ORDER BY revision.article, revision.id",
    )?;
    let mut rows = statement.query([])?;
    let mut chain: Vec<Kept> = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let base = row.get_ref(1)?.as_i64().ok();
        let size = row.get_ref(3)?.as_i64().ok().and_then(|size| usize::try_from(size).ok());
        let kept = Kept {
            id,
            article: String::from_utf8_lossy(bytes(row.get_ref(5)?)).into_owned(),
            content: bytes(row.get_ref(2)?).to_vec(),
            size: size.unwrap_or(usize::MAX),
            hash: bytes(row.get_ref(4)?).to_vec(),
        };
        if base.is_some() && base != chain.last().map(|last| last.id) {
            // None of ours was ever written like this; it is verified by itself, the long way.
            let whole = revision::read_packed(connection, RevisionId(id))?;
            let content = whole.map(|packed| packed.0).unwrap_or_default();
            let plain = zstd::bulk::compress(&content, 1).unwrap_or_default();
            hand_out(Work::Chain(vec![Kept { content: plain, ..kept }]), 1)?;
            continue;
        }
        if base.is_none() && !chain.is_empty() {
            let items = chain.len() as u64;
            hand_out(Work::Chain(std::mem::take(&mut chain)), items)?;
        }
        chain.push(kept);
    }
    let items = chain.len() as u64;
    hand_out(Work::Chain(chain), items)
}

fn work_off(receiver: &Mutex<Receiver<Work>>, words: bool) -> Found {
    let mut found = Found { words: words.then(Words::default), ..Found::default() };
    loop {
        let next = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match next {
            Ok(Work::Article(article)) => found.article(*article),
            Ok(Work::Chain(chain)) => found.chain(&chain),
            Err(_) => return found,
        }
    }
}

impl Found {
    fn article(&mut self, article: Article) {
        let packed = Packed::of(&article.metadata, &article.body);
        let whole = packed.hash()[..] == *article.hash;
        let content = packed.unpack().filter(|_| whole);
        if article.intact && content.is_some() {
            self.articles += 1;
        } else {
            self.damaged.push((article.key, article.id.clone()));
        }
        let Some((metadata, body)) = content else {
            // Nobody can say which words it had.
            self.words = None;
            return;
        };
        let names = |json: &[u8]| serde_json::from_slice::<Vec<String>>(json).unwrap_or_default();
        if names(&article.tags) != metadata.tags || names(&article.authors) != metadata.authors {
            self.unnamed.push(article.id.to_string());
        }
        if let Some(words) = &mut self.words {
            words.add(article.key, &crate::search::indexed(&metadata, body, &article.excerpt));
        }
    }

    fn chain(&mut self, chain: &[Kept]) {
        let mut before: Option<Vec<u8>> = Some(Vec::new());
        for kept in chain {
            before = before.and_then(|before| kept.unpack(&before));
            match before {
                Some(_) => self.revisions += 1,
                None => self.altered.push((kept.id, kept.article.clone())),
            }
        }
    }

    fn add(&mut self, other: Self) {
        self.articles += other.articles;
        self.revisions += other.revisions;
        self.damaged.extend(other.damaged);
        self.altered.extend(other.altered);
        self.unnamed.extend(other.unnamed);
        self.words = match (self.words.take(), other.words) {
            (Some(mut words), Some(more)) => {
                words.merge(more);
                Some(words)
            }
            _ => None,
        };
    }
}

impl Kept {
    /// Its content, if it is what was kept.
    fn unpack(&self, before: &[u8]) -> Option<Vec<u8>> {
        // Metadata may come to some megabytes beside the text.
        if self.size > 2 * LONGEST_TEXT {
            return None;
        }
        let mut decompressor = zstd::bulk::Decompressor::with_dictionary(before).ok()?;
        let content = decompressor.decompress(&self.content, self.size).ok()?;
        (sha256(&content)[..] == *self.hash).then_some(content)
    }
}
