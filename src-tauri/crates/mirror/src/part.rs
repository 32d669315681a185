//! What has to be compared when only some names and some articles were touched: these, and whatever may be the
//! other half of the same change. So a plan of a part is the plan of the whole, as far as it goes.
//!
//! A file that was renamed is known again by the article it names or by its bytes; a copy by its original; an
//! article by its file. Each of these leads to another name or article, until nothing is added any more.

use std::collections::{BTreeMap, BTreeSet};

use model::{ArticleId, ContentHash};

use crate::conflict_copy;
use crate::plan::{Agreement, Article, File};

/// What both sides answer about single things.
pub trait Sides {
    /// What can go wrong when they are asked.
    type Error;

    /// The file of a name, as [`crate::plan()`] compares it.
    ///
    /// # Errors
    /// What the folder reports.
    fn file(&mut self, name: &str) -> Result<Option<File>, Self::Error>;

    /// An article that is not in the trash.
    ///
    /// # Errors
    /// What the library reports.
    fn article(&mut self, id: &ArticleId) -> Result<Option<Article>, Self::Error>;

    /// What is agreed on about an article.
    ///
    /// # Errors
    /// What the library reports.
    fn agreement(&mut self, id: &ArticleId) -> Result<Option<Agreement>, Self::Error>;

    /// What is agreed on about a file of this name.
    ///
    /// # Errors
    /// What the library reports.
    fn agreed_on(&mut self, name: &str) -> Result<Vec<Agreement>, Self::Error>;

    /// What is agreed on about files with these bytes.
    ///
    /// # Errors
    /// What the library reports.
    fn agreed_with(&mut self, bytes: &ContentHash) -> Result<Vec<Agreement>, Self::Error>;
}

/// What is to be compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// The articles.
    pub articles: Vec<Article>,
    /// The files.
    pub files: Vec<File>,
    /// The agreements.
    pub agreements: Vec<Agreement>,
    /// The names that were looked at, whether there is a file or not.
    pub names: BTreeSet<String>,
}

/// Gathers what belongs to these names and articles; `None` where that is more than `most` of both, so that
/// the whole is to be looked at.
///
/// # Errors
/// What either side reports.
pub fn part<S: Sides>(
    sides: &mut S,
    names: impl IntoIterator<Item = String>,
    ids: impl IntoIterator<Item = ArticleId>,
    most: usize,
) -> Result<Option<Part>, S::Error> {
    let mut names: Vec<String> = names.into_iter().collect();
    let mut ids: Vec<ArticleId> = ids.into_iter().collect();
    let (mut part, mut seen) = (Part::default(), BTreeSet::new());
    let mut agreements: BTreeMap<ArticleId, Agreement> = BTreeMap::new();
    loop {
        if part.names.len() + seen.len() + names.len() + ids.len() > most {
            return Ok(None);
        }
        if let Some(name) = names.pop() {
            if !part.names.insert(name.clone()) {
                continue;
            }
            ids.extend(sides.agreed_on(&name)?.into_iter().map(|agreed| agreed.article));
            names.extend(conflict_copy::original(&name));
            names.extend(conflict_copy::numbered(&name));
            if let Some(file) = sides.file(&name)? {
                ids.extend(file.id.clone());
                ids.extend(sides.agreed_with(&file.bytes)?.into_iter().map(|agreed| agreed.article));
                part.files.push(file);
            }
        } else if let Some(id) = ids.pop() {
            if !seen.insert(id.clone()) {
                continue;
            }
            if let Some(agreement) = sides.agreement(&id)? {
                names.push(agreement.file.clone());
                agreements.insert(id.clone(), agreement);
            }
            part.articles.extend(sides.article(&id)?);
        } else {
            break;
        }
    }
    part.files.sort_by(|one, other| one.name.cmp(&other.name));
    part.agreements = agreements.into_values().collect();
    Ok(Some(part))
}
