//! The one place where the text of an article is put into its tables.

use model::Metadata;
use rusqlite::{Connection, OptionalExtension as _};

use crate::content::{self, Packed};
use crate::error::Result;
use crate::row::Row;
use crate::{author_and_tag, reference, search};

/// A text and its metadata, ready to be written.
pub(crate) struct Ready<'a> {
    pub(crate) metadata: &'a Metadata,
    pub(crate) body: &'a str,
    pub(crate) json: String,
    pub(crate) packed: Packed,
    pub(crate) hash: [u8; 32],
}

impl<'a> Ready<'a> {
    /// Packs and hashes.
    pub(crate) fn new(metadata: &'a Metadata, body: &'a str) -> Self {
        let json = content::encode(metadata);
        let packed = Packed::new(&json, body);
        let hash = packed.hash();
        Self { metadata, body, json, packed, hash }
    }

    /// Writes the content of a new article, and all that finds it.
    pub(crate) fn insert(&self, connection: &Connection, row: &Row) -> Result<()> {
        connection
            .prepare_cached("INSERT INTO content (article, hash, metadata, body) VALUES (?1, ?2, ?3, ?4)")?
            .execute((row.key, &self.hash[..], &self.json, self.body))?;
        author_and_tag::write(connection, row.key, self.metadata)?;
        reference::write(connection, row.key, self.metadata, self.body)?;
        search::write(connection, row.key, self.metadata, self.body, &row.excerpt)
    }

    /// Replaces the content of an article, and all that finds it. What is found by metadata alone is left where
    /// those are the same, as they are while a text is being written: that is half of what a save writes.
    pub(crate) fn replace(&self, connection: &Connection, row: &Row) -> Result<()> {
        let same_metadata = connection
            .prepare_cached("SELECT metadata = ?2 FROM content WHERE article = ?1")?
            .query_row((row.key, &self.json), |row| row.get(0))
            .optional()?
            .unwrap_or(false);
        connection
            .prepare_cached(
                "INSERT INTO content (article, hash, metadata, body) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (article) DO UPDATE SET hash = ?2, metadata = ?3, body = ?4",
            )?
            .execute((row.key, &self.hash[..], &self.json, self.body))?;
        if !same_metadata {
            author_and_tag::replace(connection, row.key, self.metadata)?;
        }
        reference::replace(connection, row.key, self.metadata, self.body)?;
        search::replace(connection, row.key, self.metadata, self.body, &row.excerpt, same_metadata)
    }
}
