//! Tags, authors and sections: their names are part of the articles' metadata, what is said about them stands here.

use std::collections::{BTreeMap, BTreeSet};

use model::{Metadata, Moment, Origin, Profile, ProfileKind, Slug};
use rusqlite::{Connection, OptionalExtension as _, Transaction};

use crate::bulk;
use crate::error::{Error, Result};
use crate::list::Summary;
use crate::operation::{self, OperationId, OperationKind};
use crate::row::{COLUMNS, Row};
use crate::store::Store;

/// A tag, author or section, and how much it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileUse {
    /// What the publication says about it.
    pub profile: Profile,
    /// How many articles outside the trash carry its name.
    pub articles: u32,
}

impl Store {
    /// All tags, authors or sections that an article carries or something is said about, in the order of their
    /// names. An address that nobody chose is made from the name.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn profiles(&self, kind: ProfileKind) -> Result<Vec<ProfileUse>> {
        self.read(|connection| profiles(connection, kind))
    }

    /// Keeps what is said about a tag, an author or a section.
    ///
    /// # Errors
    /// [`Error::SlugTaken`] where another of its kind has the address, and what every write can meet.
    pub fn save_profile(&self, profile: &Profile) -> Result<()> {
        self.write(|transaction| {
            let others = profiles(transaction, profile.kind)?;
            let taken = |slug: &Slug| {
                others.iter().any(|other| {
                    other.profile.name != profile.name && other.profile.slug.as_str() == slug.as_str()
                })
            };
            if taken(&profile.slug) {
                let suggestion = numbered(&profile.slug, &taken);
                return Err(Error::SlugTaken { slug: profile.slug.clone(), suggestion });
            }
            // Left by a change of names that was undone: nobody shows it under this address any more.
            transaction
                .prepare_cached(
                    "UPDATE profile SET retired = 1 WHERE kind = ?1 AND slug = ?2 AND name <> ?3",
                )?
                .execute((profile.kind.as_str(), profile.slug.as_str(), &profile.name))?;
            say(transaction, profile.kind, &profile.name, profile.slug.as_str(), &profile.description)
        })
    }

    /// Gives a tag, an author or a section another name in every article, those in the trash included. Where
    /// the other name is there already, the two become one.
    ///
    /// # Errors
    /// [`Error::ArticleDamaged`], and what every write can meet: then nothing was changed.
    pub fn rename_profile(
        &self,
        kind: ProfileKind,
        name: &str,
        new: &str,
        origin: Origin,
        now: Moment,
    ) -> Result<(OperationId, Vec<Summary>)> {
        let (name, new) = (name.to_owned(), new.to_owned());
        self.write(|transaction| {
            let edit = {
                let (name, new) = (name.clone(), new.clone());
                move |metadata: &mut Metadata| rename(kind, metadata, &name, Some(&new))
            };
            let before = profiles(transaction, kind)?
                .into_iter()
                .map(|found| found.profile)
                .find(|found| found.name == new);
            let done = edit_carriers(transaction, kind, &name, &edit, origin, now, self.process())?;
            let said: Option<(String, String)> = transaction
                .prepare_cached("SELECT slug, description FROM profile WHERE kind = ?1 AND name = ?2")?
                .query_row((kind.as_str(), &name), |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            retire(transaction, kind, &name)?;
            let Some((slug, description)) = said else { return Ok(done) };
            // A new name takes over what was said of the old one and its address, so that links to it go on
            // working; one that was there before has its own, and is only told what nobody had said of it.
            match before {
                None => say(transaction, kind, &new, &slug, &description)?,
                Some(other) if other.description.is_empty() && !description.is_empty() => {
                    say(transaction, kind, &new, other.slug.as_str(), &description)?;
                }
                Some(_) => {}
            }
            Ok(done)
        })
    }

    /// Takes a tag, an author or a section off every article.
    ///
    /// # Errors
    /// As [`Store::rename_profile`].
    pub fn delete_profile(
        &self,
        kind: ProfileKind,
        name: &str,
        origin: Origin,
        now: Moment,
    ) -> Result<(OperationId, Vec<Summary>)> {
        let name = name.to_owned();
        self.write(|transaction| {
            let edit = {
                let name = name.clone();
                move |metadata: &mut Metadata| rename(kind, metadata, &name, None)
            };
            let done = edit_carriers(transaction, kind, &name, &edit, origin, now, self.process())?;
            retire(transaction, kind, &name)?;
            Ok(done)
        })
    }
}

fn say(connection: &Connection, kind: ProfileKind, name: &str, slug: &str, description: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO profile (kind, name, slug, description) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (kind, name) DO UPDATE SET slug = ?3, description = ?4, retired = 0",
        )?
        .execute((kind.as_str(), name, slug, description))?;
    Ok(())
}

fn retire(connection: &Connection, kind: ProfileKind, name: &str) -> Result<()> {
    connection
        .prepare_cached("UPDATE profile SET retired = 1 WHERE kind = ?1 AND name = ?2")?
        .execute((kind.as_str(), name))?;
    Ok(())
}

fn rename(kind: ProfileKind, metadata: &mut Metadata, name: &str, new: Option<&str>) {
    let names = match kind {
        ProfileKind::Tag => &mut metadata.tags,
        ProfileKind::Author => &mut metadata.authors,
        ProfileKind::Section => {
            if metadata.section.as_deref() == Some(name) {
                metadata.section = new.map(str::to_owned);
            }
            return;
        }
    };
    *names = names
        .drain(..)
        .filter_map(|other| if other == name { new.map(str::to_owned) } else { Some(other) })
        .collect();
}

fn edit_carriers(
    transaction: &Transaction<'_>,
    kind: ProfileKind,
    name: &str,
    edit: &dyn Fn(&mut Metadata),
    origin: Origin,
    now: Moment,
    process: i64,
) -> Result<(OperationId, Vec<Summary>)> {
    let operation = operation::begin(transaction, OperationKind::Profile, name, origin, now)?;
    let condition = match kind {
        ProfileKind::Tag => {
            "key IN (SELECT article_tag.article FROM tag JOIN article_tag ON article_tag.tag = tag.key WHERE tag.name = ?1)"
        }
        ProfileKind::Author => {
            "key IN (SELECT article_author.article FROM author \
             JOIN article_author ON article_author.author = author.key WHERE author.name = ?1)"
        }
        ProfileKind::Section => "section = ?1",
    };
    let mut statement =
        transaction.prepare(&format!("SELECT {COLUMNS} FROM article WHERE {condition} ORDER BY key"))?;
    let rows: Vec<Row> = statement.query_map([name], Row::read)?.collect::<rusqlite::Result<_>>()?;
    let mut summaries = Vec::with_capacity(rows.len());
    for row in rows {
        let row = Row::find_intact(transaction, &row.id)?;
        let id = row.id.clone();
        operation::note(transaction, operation, &row, now)?;
        summaries.push(bulk::edit_metadata(transaction, row, edit, origin, now, process)?);
        operation::noted(transaction, operation, &id)?;
    }
    Ok((operation, summaries))
}

fn profiles(connection: &Connection, kind: ProfileKind) -> Result<Vec<ProfileUse>> {
    // In the order in which names came into the library: who came first keeps the plain address.
    let sql = match kind {
        ProfileKind::Tag => {
            "SELECT tag.name, count(article.key) FROM tag LEFT JOIN article_tag ON article_tag.tag = tag.key \
             LEFT JOIN article ON article.key = article_tag.article AND article.trashed_at IS NULL \
             GROUP BY tag.key ORDER BY tag.key"
        }
        ProfileKind::Author => {
            "SELECT author.name, count(article.key) FROM author \
             LEFT JOIN article_author ON article_author.author = author.key \
             LEFT JOIN article ON article.key = article_author.article AND article.trashed_at IS NULL \
             GROUP BY author.key ORDER BY author.key"
        }
        ProfileKind::Section => {
            "SELECT section, sum(trashed_at IS NULL) FROM article WHERE section IS NOT NULL \
             GROUP BY section ORDER BY min(key)"
        }
    };
    let mut statement = connection.prepare_cached(sql)?;
    let mut found: Vec<(String, u32)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut statement = connection.prepare_cached(
        "SELECT name, slug, description, retired FROM profile WHERE kind = ?1 ORDER BY name",
    )?;
    let said: Vec<(String, String, String, bool)> = statement
        .query_map([kind.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (name, _, _, retired) in &said {
        if !retired && !found.iter().any(|(other, _)| other == name) {
            found.push((name.clone(), 0));
        }
    }
    let said: BTreeMap<_, _> = said
        .into_iter()
        .map(|(name, slug, description, retired)| (name, (slug, description, retired)))
        .collect();
    found.retain(|(name, articles)| *articles > 0 || said.get(name).is_some_and(|(_, _, retired)| !retired));
    // After a change of names was undone, two names may have one address: it is the one's that articles carry.
    let mut owners: BTreeMap<&str, (&str, u32)> = BTreeMap::new();
    for (name, articles) in &found {
        if let Some((slug, ..)) = said.get(name) {
            let owner = owners.entry(slug).or_insert((name, *articles));
            if *articles > owner.1 {
                *owner = (name, *articles);
            }
        }
    }
    let mut taken: BTreeSet<String> = owners.keys().map(|slug| (*slug).to_owned()).collect();
    let chosen: BTreeSet<String> = owners.values().map(|(name, _)| (*name).to_owned()).collect();
    let mut profiles = Vec::with_capacity(found.len());
    for (name, articles) in found {
        let (slug, description) = match said.get(&name) {
            Some((slug, description, _)) => {
                (Slug::parse(slug).filter(|_| chosen.contains(&name)), description.clone())
            }
            None => (None, String::new()),
        };
        let slug = slug.unwrap_or_else(|| {
            let made = Slug::from_text(&name)
                .or_else(|| Slug::from_text(kind.as_str()))
                .unwrap_or_else(|| unreachable!("the words for kinds hold letters, of which a slug is made"));
            let slug = if taken.contains(made.as_str()) {
                numbered(&made, &|slug| taken.contains(slug.as_str()))
            } else {
                made
            };
            taken.insert(slug.as_str().to_owned());
            slug
        });
        profiles.push(ProfileUse { profile: Profile { kind, name, slug, description }, articles });
    }
    profiles.sort_by(|one, other| one.profile.name.cmp(&other.profile.name));
    Ok(profiles)
}

fn numbered(slug: &Slug, taken: &dyn Fn(&Slug) -> bool) -> Slug {
    (2..).map(|number| slug.numbered(number)).find(|slug| !taken(slug)).unwrap_or_else(|| slug.clone())
}
