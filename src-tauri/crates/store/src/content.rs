//! Text and metadata as they are stored, and the hash that tells whether they still are what was written.

use std::collections::BTreeMap;

use model::{
    ContentHash, Direction, Kind, Language, LeadPicture, Metadata, Moment, OriginalPublication, Slug,
};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};

/// SHA-256 (FIPS 180-4) of some bytes.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The text and metadata of an article, packed: what is hashed, and what a revision compresses.
///
/// Layout: the length of the metadata (four bytes, little-endian), the metadata as JSON, the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Packed(pub(crate) Vec<u8>);

impl Packed {
    /// Packs a text and metadata that [`encode`] wrote.
    pub(crate) fn new(metadata: &str, body: &str) -> Self {
        Self::of(metadata.as_bytes(), body.as_bytes())
    }

    /// Packs bytes as they stand in a database.
    pub(crate) fn of(metadata: &[u8], body: &[u8]) -> Self {
        let mut bytes = Vec::with_capacity(4 + metadata.len() + body.len());
        bytes.extend_from_slice(&u32::try_from(metadata.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend_from_slice(metadata);
        bytes.extend_from_slice(body);
        Self(bytes)
    }

    /// Its hash.
    pub(crate) fn hash(&self) -> [u8; 32] {
        sha256(&self.0)
    }

    /// Metadata and text again; `None` where the bytes are not a packed content.
    pub(crate) fn unpack(&self) -> Option<(Metadata, &str)> {
        let (length, rest) = self.0.split_first_chunk::<4>()?;
        let (metadata, body) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        Some((decode(std::str::from_utf8(metadata).ok()?)?, std::str::from_utf8(body).ok()?))
    }
}

/// What stands in the table `content` for one article, verified.
pub(crate) struct Content {
    pub(crate) packed: Packed,
    pub(crate) hash: [u8; 32],
}

impl Content {
    /// Reads it; `None` where it is not what was written.
    pub(crate) fn load(connection: &Connection, key: i64) -> Result<Option<Self>> {
        let mut statement =
            connection.prepare_cached("SELECT metadata, body, hash FROM content WHERE article = ?1")?;
        let mut rows = statement.query([key])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let (metadata, body) = (bytes(row.get_ref(0)?), bytes(row.get_ref(1)?));
        let packed = Packed::of(metadata, body);
        let hash = packed.hash();
        let whole = hash == bytes(row.get_ref(2)?) && packed.unpack().is_some();
        Ok(whole.then_some(Self { packed, hash }))
    }

    /// Metadata and text.
    pub(crate) fn unpack(&self) -> Result<(Metadata, &str)> {
        self.packed.unpack().ok_or_else(|| Error::damaged("a text in it cannot be read"))
    }
}

/// The bytes of a value, whatever a damaged file says its type is.
pub(crate) fn bytes(value: ValueRef<'_>) -> &[u8] {
    match value {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes,
        _ => &[],
    }
}

/// Metadata as they are kept: no empty or repeated tags and authors.
pub(crate) fn normal(metadata: &Metadata) -> Metadata {
    let mut normal = metadata.clone();
    for names in [&mut normal.tags, &mut normal.authors] {
        let mut kept: Vec<String> = Vec::with_capacity(names.len());
        for name in names.drain(..) {
            let name = name.trim();
            if !name.is_empty() && !kept.iter().any(|other| other == name) {
                kept.push(name.to_owned());
            }
        }
        *names = kept;
    }
    normal
}

/// Metadata as JSON. The same metadata always give the same bytes: they are hashed and compared.
pub(crate) fn encode(metadata: &Metadata) -> String {
    let date = |moment: &Moment| (moment.milliseconds(), moment.offset_minutes());
    let stored = Stored {
        title: metadata.title.clone(),
        subtitle: metadata.subtitle.clone(),
        slug: metadata.slug.as_ref().map(|slug| slug.as_str().to_owned()),
        authors: metadata.authors.clone(),
        excerpt: metadata.excerpt.clone(),
        lead: metadata.lead.as_ref().map(|lead| StoredLead {
            medium: lead.medium.as_str().to_owned(),
            alt: lead.alt.clone(),
            caption: lead.caption.clone(),
            credit: lead.credit.clone(),
        }),
        tags: metadata.tags.clone(),
        section: metadata.section.clone(),
        language: metadata.language.as_ref().map(|language| language.as_str().to_owned()),
        direction: metadata.direction.map(|direction| direction.as_str().to_owned()),
        published_at: metadata.published_at.as_ref().map(date),
        revised_at: metadata.revised_at.as_ref().map(date),
        original: metadata.original.as_ref().map(|original| (original.name.clone(), original.url.clone())),
        canonical_url: metadata.canonical_url.clone(),
        search_title: metadata.search_title.clone(),
        search_description: metadata.search_description.clone(),
        page: metadata.kind == Kind::Page,
        menu_order: metadata.menu_order,
        translation: metadata.translation.clone(),
        table_of_contents: metadata.table_of_contents,
        custom: metadata.custom.clone(),
    };
    serde_json::to_string(&stored).unwrap_or_default()
}

/// Metadata from JSON; `None` where it is not theirs. What a newer version added is passed over.
pub(crate) fn decode(json: &str) -> Option<Metadata> {
    let stored: Stored = serde_json::from_str(json).ok()?;
    let date = |(milliseconds, offset)| Moment::from_milliseconds(milliseconds).at_offset(offset);
    Some(Metadata {
        title: stored.title,
        subtitle: stored.subtitle,
        slug: stored.slug.map(|slug| Slug::parse(&slug).ok_or(())).transpose().ok()?,
        authors: stored.authors,
        excerpt: stored.excerpt,
        lead: stored
            .lead
            .map(|lead| {
                let medium = ContentHash::parse(&lead.medium)?;
                Ok(LeadPicture { medium, alt: lead.alt, caption: lead.caption, credit: lead.credit })
            })
            .transpose()
            .map_err(|_: model::InvalidId| ())
            .ok()?,
        tags: stored.tags,
        section: stored.section,
        language: stored.language.map(|tag| Language::parse(&tag).ok_or(())).transpose().ok()?,
        direction: stored.direction.map(|word| Direction::parse(&word).ok_or(())).transpose().ok()?,
        published_at: stored.published_at.map(date),
        revised_at: stored.revised_at.map(date),
        original: stored.original.map(|(name, url)| OriginalPublication { name, url }),
        canonical_url: stored.canonical_url,
        search_title: stored.search_title,
        search_description: stored.search_description,
        kind: if stored.page { Kind::Page } else { Kind::Post },
        menu_order: stored.menu_order,
        translation: stored.translation,
        table_of_contents: stored.table_of_contents,
        custom: stored.custom,
    })
}

/// The stored form of metadata. What is empty is left out, so that a field added later changes no hash.
#[derive(Serialize, Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Stored {
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    subtitle: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    slug: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    excerpt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lead: Option<StoredLead>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published_at: Option<(i64, i16)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revised_at: Option<(i64, i16)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    original: Option<(String, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    canonical_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    search_title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    search_description: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    page: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    menu_order: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    translation: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    table_of_contents: bool,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    custom: BTreeMap<String, String>,
}

fn is_false(value: &bool) -> bool {
    !value
}

#[derive(Serialize, Deserialize)]
struct StoredLead {
    medium: String,
    alt: String,
    caption: String,
    credit: String,
}
