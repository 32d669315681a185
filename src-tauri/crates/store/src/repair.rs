//! The repairs that can lose no text: what is made from the texts is made anew, and media that stand elsewhere
//! are brought back.

use std::path::PathBuf;

use model::Moment;
use rusqlite::Transaction;

use crate::check::{Report, check_derived};
use crate::content::{Content, bytes};
use crate::error::{Error, Result};
use crate::file;
use crate::store::Store;
use crate::watch::Watch;
use crate::{author_and_tag, backup_media, check_texts, reference, search};

/// What a repair did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Repair {
    /// What was mended, in words.
    pub mended: Vec<String>,
}

impl Store {
    /// Mends what can be mended without touching a text: rebuilds the search index, the counts of the
    /// shelves and the tables that find articles by tag and author; brings pictures back that stand with the
    /// backups, puts altered ones aside, finds those again that the library had forgotten; clears away
    /// unfinished files.
    ///
    /// # Errors
    /// [`Error::Cancelled`], and what every write can meet.
    pub fn repair(&self, now: Moment, watch: &Watch<'_>) -> Result<Repair> {
        let mut repair = self.write(|transaction| {
            let mut repair = Repair::default();
            let found = check_texts::check(transaction, &mut Report::default(), true, watch)?;
            let mut before = Report::default();
            check_derived(transaction, &found, &mut before, watch)?;
            if !before.problems.is_empty() {
                rebuild_derived(transaction)?;
                repair.mended = before.problems;
            }
            Ok(repair)
        })?;
        self.repair_media(now, &mut repair.mended)?;
        Ok(repair)
    }

    fn repair_media(&self, now: Moment, mended: &mut Vec<String>) -> Result<()> {
        let media = self.folder().join(backup_media::FOLDER);
        let failed = |error: &std::io::Error| Error::io(&media, "written", error);
        file::make_folder(&media).map_err(|error| failed(&error))?;
        let Some(folder) = self.media_folder()? else { return Ok(()) };
        let backups = backup_media::open(&Self::backup_folder(self.folder()))?;
        let named = self.read(backup_media::names)?;
        for name in &named {
            if backup_media::read(&folder, name).is_some() {
                continue;
            }
            let Some(content) = backups.as_ref().and_then(|backups| backup_media::read(backups, name)) else {
                continue;
            };
            if folder.symlink_metadata(name).is_ok() {
                // Altered as it is, it may still be of use to somebody.
                let aside = (1_u32..)
                    .map(|number| PathBuf::from(format!("damaged-{number}-{name}")))
                    .find(|aside| folder.symlink_metadata(aside).is_err());
                let aside = aside.unwrap_or_else(|| PathBuf::from(format!("damaged-{name}")));
                folder.rename(name, &folder, &aside).map_err(|error| failed(&error))?;
                mended
                    .push(format!("Put the altered picture “media/{name}” aside as “{}”.", aside.display()));
            }
            backup_media::put(&media, name, &content)?;
            mended.push(format!("Brought the picture “media/{name}” back from the backups."));
        }
        for entry in folder.entries().map_err(|error| failed(&error))? {
            let name = entry.map_err(|error| failed(&error))?.file_name().to_string_lossy().into_owned();
            if file::is_abandoned(&media.join(&name)) {
                if folder.remove_file(&name).is_ok() {
                    mended.push(format!("Removed the unfinished file “media/{name}”."));
                }
            } else if !named.contains(&name)
                && let Some(content) = backup_media::read(&folder, &name)
                // What is no picture at all is nobody's business here.
                && self.add_medium(&content, &name, now).is_ok()
            {
                mended.push(format!("Found the picture “media/{name}” again."));
            }
        }
        file::sync_folder(&media).map_err(|error| failed(&error))
    }
}

/// Makes anew what is made from the texts.
fn rebuild_derived(transaction: &Transaction<'_>) -> Result<()> {
    transaction.execute_batch(
        "INSERT INTO search (search) VALUES ('delete-all');
         INSERT INTO title_part (title_part) VALUES ('delete-all');
         UPDATE article SET search_turn = 0 WHERE search_turn <> 0;
         DELETE FROM article_tag; DELETE FROM article_author; DELETE FROM article_link;
         UPDATE shelf SET articles = (SELECT count(*) FROM article
           WHERE iif(trashed_at IS NULL, status, 'trash') = shelf.name);",
    )?;
    let mut statement = transaction.prepare("SELECT key, excerpt FROM article ORDER BY key")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key: i64 = row.get(0)?;
        let excerpt = String::from_utf8_lossy(bytes(row.get_ref(1)?)).into_owned();
        if let Some(content) = Content::load(transaction, key)? {
            let (metadata, body) = content.unpack()?;
            author_and_tag::write(transaction, key, &metadata)?;
            reference::write(transaction, key, &metadata, body)?;
            search::write(transaction, key, &metadata, body, &excerpt)?;
        }
    }
    Ok(())
}
