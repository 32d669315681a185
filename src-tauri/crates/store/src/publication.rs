//! What the library says about its publication.

use std::collections::BTreeMap;

use model::{ArticleId, CommentsPolicy, ContentHash, Language, Moment, Origin, Publication, PublicationLink};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::change::{self, ChangeKind};
use crate::content::{bytes, sha256};
use crate::error::{Error, Result};
use crate::store::Store;

impl Store {
    /// The publication.
    ///
    /// # Errors
    /// [`Error::Damaged`] where it is not what was saved.
    pub fn publication(&self) -> Result<Publication> {
        self.read(read)
    }

    /// Replaces the settings of the publication, if nobody saved them since `publication.version`.
    ///
    /// # Errors
    /// [`Error::Stale`] where somebody did (nothing is kept of what was turned away), and what every write can
    /// meet.
    pub fn save_publication(
        &self,
        publication: &Publication,
        origin: Origin,
        now: Moment,
    ) -> Result<Publication> {
        let process = self.process();
        self.write(|transaction| {
            // A damaged one can be replaced: everything in it is given anew.
            let current: i64 =
                transaction.query_row("SELECT version FROM publication", [], |row| row.get(0))?;
            let same = read(transaction)
                .is_ok_and(|old| Publication { version: old.version, ..publication.clone() } == old);
            if same {
                return read(transaction);
            }
            if current != publication.version {
                return Err(Error::Stale { current, kept: None });
            }
            let version = current + 1;
            let settings = encode(publication);
            transaction.execute(
                "UPDATE publication SET version = ?1, settings = ?2, hash = ?3",
                (version, &settings, &hash(version, &settings)[..]),
            )?;
            change::write_version(transaction, process, ChangeKind::Publication, None, version, origin, now)?;
            read(transaction)
        })
    }
}

/// Writes the publication of a new library, and the name by which the library is known again.
pub(crate) fn insert(connection: &Connection, publication: &Publication) -> Result<()> {
    let settings = encode(publication);
    connection.execute(
        "INSERT INTO publication (one, library, version, settings, hash) VALUES (1, ?1, 1, ?2, ?3)",
        (uuid::Uuid::now_v7().to_string(), &settings, &hash(1, &settings)[..]),
    )?;
    Ok(())
}

/// Reads and verifies the publication.
pub(crate) fn read(connection: &Connection) -> Result<Publication> {
    let damaged = || Error::damaged("the settings of the publication were altered");
    let mut statement = connection.prepare_cached("SELECT version, settings, hash FROM publication")?;
    let mut rows = statement.query([])?;
    let row = rows.next()?.ok_or_else(damaged)?;
    let version: i64 = row.get_ref(0)?.as_i64().map_err(|_| damaged())?;
    let settings = std::str::from_utf8(bytes(row.get_ref(1)?)).map_err(|_| damaged())?;
    if hash(version, settings)[..] != *bytes(row.get_ref(2)?) {
        return Err(damaged());
    }
    decode(version, settings).ok_or_else(damaged)
}

fn hash(version: i64, settings: &str) -> [u8; 32] {
    sha256(format!("{version}\n{settings}").as_bytes())
}

fn encode(publication: &Publication) -> String {
    let link = |link: &PublicationLink| (link.label.clone(), link.url.clone());
    let stored = Stored {
        title: publication.title.clone(),
        tagline: publication.tagline.clone(),
        base_url: publication.base_url.clone(),
        language: publication.language.as_str().to_owned(),
        default_author: publication.default_author.clone(),
        links: publication.links.iter().map(link).collect(),
        theme: publication.theme.clone(),
        smart_punctuation: publication.smart_punctuation,
        static_comments: publication.comments == CommentsPolicy::Static,
        pinned: publication.pinned.iter().map(|id| id.as_str().to_owned()).collect(),
        permalink: Some(publication.permalink.clone()).filter(|pattern| pattern != Publication::PERMALINK),
        posts_per_page: Some(publication.posts_per_page)
            .filter(|count| *count != Publication::POSTS_PER_PAGE),
        logo: publication.logo.as_ref().map(|hash| hash.as_str().to_owned()),
        theme_options: publication.theme_options.clone(),
        no_share_links: !publication.share_links,
    };
    serde_json::to_string(&stored).unwrap_or_default()
}

fn decode(version: i64, settings: &str) -> Option<Publication> {
    let stored: Stored = serde_json::from_str(settings).ok()?;
    Some(Publication {
        version,
        title: stored.title,
        tagline: stored.tagline,
        base_url: stored.base_url,
        language: Language::parse(&stored.language)?,
        default_author: stored.default_author,
        links: stored.links.into_iter().map(|(label, url)| PublicationLink { label, url }).collect(),
        theme: stored.theme,
        smart_punctuation: stored.smart_punctuation,
        comments: if stored.static_comments { CommentsPolicy::Static } else { CommentsPolicy::None },
        pinned: stored.pinned.iter().map(|id| ArticleId::parse(id).ok()).collect::<Option<_>>()?,
        permalink: stored.permalink.unwrap_or_else(|| Publication::PERMALINK.to_owned()),
        posts_per_page: stored.posts_per_page.unwrap_or(Publication::POSTS_PER_PAGE),
        logo: stored.logo.map(|hash| ContentHash::parse(&hash)).transpose().ok()?,
        theme_options: stored.theme_options,
        share_links: !stored.no_share_links,
    })
}

#[derive(Serialize, Deserialize)]
struct Stored {
    title: String,
    tagline: String,
    base_url: String,
    language: String,
    default_author: String,
    #[serde(default)]
    links: Vec<(String, String)>,
    theme: String,
    #[serde(default)]
    smart_punctuation: bool,
    #[serde(default)]
    static_comments: bool,
    #[serde(default)]
    pinned: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    permalink: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    posts_per_page: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    logo: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    theme_options: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    no_share_links: bool,
}
