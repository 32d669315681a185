//! What a round compares: everything, or what somebody told was touched and whatever belongs to it.
//!
//! What is known by its bytes or by its version is not read again, so a whole look costs a list of names and
//! one of articles; a look at a part costs what was touched.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use contract::{MirrorTrouble, MirrorTroubleKind};
use mirror::scan::{Found, Look, One, Unusable, is_text, scan, scan_one, texts_below};
use mirror::{Folder, Plan, Rest, Sides, conflict_copy};
use model::{ArticleId, ContentHash};

use super::round::{Outcome, Work};
use super::text::{Reading, Text};
use super::{Failed, trouble};
use crate::library::Library;

/// From this many names and articles on, and a quarter of all, the whole is looked at.
const MANY: usize = 256;

/// What a round is to look at.
#[derive(Debug, Clone)]
pub(super) enum Scope {
    /// Everything.
    Whole,
    /// What was touched.
    Part(Touched),
}

/// What was touched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Touched {
    /// Paths inside the folder, with `/`: files, pictures or folders.
    pub(super) paths: BTreeSet<String>,
    /// Articles.
    pub(super) articles: BTreeSet<ArticleId>,
}

impl Touched {
    pub(super) fn add(&mut self, other: Self) {
        self.paths.extend(other.paths);
        self.articles.extend(other.articles);
    }
}

/// What is kept of a file that was read.
#[derive(Clone)]
pub(super) struct Known {
    content: ContentHash,
    id: Option<ArticleId>,
}

/// One look.
pub(super) struct Looker<'l> {
    pub(super) library: &'l Library,
    pub(super) folder: &'l Folder,
    pub(super) work: &'l mut Work,
    pub(super) look: Look,
    pub(super) outcome: &'l mut Outcome,
    /// Articles that still say what was agreed on, at another version.
    same: Vec<(ArticleId, i64)>,
    /// Articles whose files show a picture that is another one by now.
    pub(super) redrawn: BTreeSet<ArticleId>,
    /// The readings that were needed.
    used: HashSet<(String, ContentHash)>,
}

impl<'l> Looker<'l> {
    pub(super) fn new(
        library: &'l Library,
        folder: &'l Folder,
        work: &'l mut Work,
        look: Look,
        outcome: &'l mut Outcome,
    ) -> Self {
        let (same, redrawn, used) = (Vec::new(), BTreeSet::new(), HashSet::new());
        Self { library, folder, work, look, outcome, same, redrawn, used }
    }

    /// Compares everything.
    pub(super) fn whole(mut self) -> Result<Plan, Failed> {
        let store = self.library.store();
        self.work.forget_troubles();
        let agreements = store.mirror_agreements()?;
        let by_article: HashMap<&ArticleId, &store::MirrorAgreement> =
            agreements.iter().map(|agreement| (&agreement.article, agreement)).collect();
        let by_file: HashMap<&str, &store::MirrorAgreement> =
            agreements.iter().map(|agreement| (agreement.file.as_str(), agreement)).collect();
        let by_bytes: HashMap<&ContentHash, &store::MirrorAgreement> =
            agreements.iter().map(|agreement| (&agreement.bytes, agreement)).collect();
        let listing = scan(self.folder, &mut self.work.memory, self.look, &|name, bytes| {
            by_file.get(name).is_some_and(|agreement| agreement.bytes == *bytes)
        })?;
        self.look_at_pictures()?;
        let mut articles = Vec::new();
        for article in store.mirror_articles()? {
            let agreed = by_article.get(&article.id).copied();
            articles.extend(self.compared(article, agreed)?);
        }
        let mut files = Vec::with_capacity(listing.files.len());
        for found in listing.files {
            let agreed = by_file.get(found.name.as_str()).copied();
            let same_bytes = by_bytes.get(&found.bytes).copied();
            files.extend(self.take(found, agreed, same_bytes)?);
        }
        for file in listing.unusable {
            let agreed = by_file.get(file.name.as_str()).copied();
            files.extend(self.leave(file, agreed));
        }
        store.mirror_versions(&self.same)?;
        let Self { work, used, .. } = self;
        work.readings.retain(|key, _| used.contains(key));
        let agreements: Vec<mirror::Agreement> = agreements.iter().map(to_plan).collect();
        let mut plan = mirror::plan(&articles, Some(&files), &agreements);
        work.copies = std::mem::take(&mut plan.conflict_copies).into_iter().collect();
        work.whole = true;
        Ok(plan)
    }

    /// Compares what was touched; `None` where that is so much that the whole is to be looked at.
    pub(super) fn part(mut self, touched: Touched) -> Result<Option<Plan>, Failed> {
        let mut names = BTreeSet::new();
        for path in &touched.paths {
            names.extend(texts_below(self.folder, &self.work.memory, path)?);
            if !is_text(path) {
                self.look_at_picture(path)?;
            }
        }
        let known = self.work.copies.keys();
        let copies: Vec<String> = known.filter(|copy| conflict_copy::is_of(copy, &names)).cloned().collect();
        names.extend(copies);
        let mut ids = touched.articles;
        ids.extend(self.redrawn.iter().cloned());
        ids.extend(self.work.gone.keys().cloned());
        let most = MANY.max(self.work.memory.texts() / 4);
        for id in &ids {
            self.work.troubles.remove(&key_of(id));
        }
        let Some(part) = mirror::part(&mut self, names, ids, most)? else { return Ok(None) };
        self.library.store().mirror_versions(&self.same)?;
        // How many there are in all matters only where files are gone.
        let there: BTreeSet<&str> = part.files.iter().map(|file| file.name.as_str()).collect();
        let gone = part.agreements.iter().any(|agreed| !there.contains(&*agreed.file));
        let all = if gone { self.library.store().mirror_agreed()? } else { part.agreements.len() };
        let Self { work, .. } = self;
        let memory = &work.memory;
        let rest = Rest {
            agreements: all.saturating_sub(part.agreements.len()),
            files: memory.texts().saturating_sub(part.files.len()),
            has_key: &|key| memory.has_key(key),
        };
        let mut plan = mirror::plan_part(&part.articles, &part.files, &part.agreements, rest);
        work.copies.retain(|name, _| !part.names.contains(name));
        work.copies.extend(std::mem::take(&mut plan.conflict_copies));
        Ok(Some(plan))
    }

    /// An article as the plan compares it; `None` for one in the trash, or that cannot be read and is new.
    fn compared(
        &mut self,
        article: store::MirrorArticle,
        agreed: Option<&store::MirrorAgreement>,
    ) -> Result<Option<mirror::Article>, Failed> {
        if article.trashed {
            return Ok(None);
        }
        let content = match agreed.filter(|agreed| agreed.version == article.version) {
            Some(agreed) => agreed.content.clone(),
            None => {
                self.work.articles_read += 1;
                match self.library.store().article(&article.id) {
                    Ok(stored) => {
                        let content = mirror::folder::hash(Text::of(&stored.article).canonical().as_bytes());
                        if agreed.is_some_and(|agreed| agreed.content == content) {
                            self.same.push((article.id.clone(), article.version));
                        }
                        content
                    }
                    // An article that cannot be read stays as it is on both sides until it can.
                    Err(error) => {
                        let about = article.slug.as_str();
                        let told = trouble::of(MirrorTroubleKind::Article, about, error.to_string());
                        self.work.troubles.insert(key_of(&article.id), told);
                        match agreed {
                            Some(agreed) => agreed.content.clone(),
                            None => return Ok(None),
                        }
                    }
                }
            }
        };
        Ok(Some(mirror::Article { id: article.id, slug: article.slug, content }))
    }

    /// A file that says what was agreed on, but for its pictures.
    fn as_agreed(&self, name: &str, agreed: &store::MirrorAgreement) -> mirror::File {
        let redrawn = name == agreed.file && self.redrawn.contains(&agreed.article);
        let content = if redrawn {
            mirror::folder::hash(format!("redrawn {}", agreed.content).as_bytes())
        } else {
            agreed.content.clone()
        };
        let (bytes, id) = (agreed.bytes.clone(), Some(agreed.article.clone()));
        mirror::File { name: name.to_owned(), bytes, content, id, redrawn }
    }

    /// A file as the plan compares it. What is known by its bytes is not read again.
    fn take(
        &mut self,
        found: Found,
        agreed: Option<&store::MirrorAgreement>,
        same_bytes: Option<&store::MirrorAgreement>,
    ) -> Result<Option<mirror::File>, Failed> {
        self.work.troubles.remove(&found.name);
        let of_name = agreed.filter(|agreed| agreed.bytes == found.bytes);
        if let Some(agreed) = of_name.or(same_bytes) {
            return Ok(Some(self.as_agreed(&found.name, agreed)));
        }
        let key = (found.name.clone(), found.bytes.clone());
        let known = match self.work.readings.get(&key) {
            Some(known) => Some(known.clone()),
            None => match self.folder.read(&found.name) {
                Ok(Some(contents)) if contents.hash == found.bytes => {
                    let known = Reading::new(&contents.bytes, &found.name)
                        .map(|read| Known {
                            content: read.content(self.library, &self.work.altered),
                            id: read.id().cloned(),
                        })
                        .map_err(|why| {
                            let name = found.name.clone();
                            trouble::of_folder(&mirror::Error::Refused { name, why: why.into() })
                        });
                    self.work.readings.insert(key.clone(), known.clone());
                    Some(known)
                }
                Ok(_) => {
                    self.wait_for(&found.name);
                    None
                }
                Err(error) if error.is_severe() => return Err(error.into()),
                Err(error) => Some(Err(trouble::of_folder(&error))),
            },
        };
        self.used.insert(key);
        match known {
            Some(Ok(Known { content, id })) => {
                let redrawn = agreed.is_some_and(|agreed| self.redrawn.contains(&agreed.article));
                Ok(Some(mirror::File { name: found.name, bytes: found.bytes, content, id, redrawn }))
            }
            Some(Err(told)) => {
                self.work.troubles.insert(found.name.clone(), told);
                Ok(agreed.map(|agreed| self.as_agreed(&found.name, agreed)))
            }
            None => Ok(agreed.map(|agreed| self.as_agreed(&found.name, agreed))),
        }
    }

    /// What cannot be used now is there all the same: nothing is concluded from it.
    fn leave(&mut self, file: Unusable, agreed: Option<&store::MirrorAgreement>) -> Option<mirror::File> {
        match file.reason {
            Some(reason) => {
                self.work.troubles.insert(file.name.clone(), trouble::of_folder(&reason));
            }
            None => self.wait_for(&file.name),
        }
        agreed.map(|agreed| self.as_agreed(&file.name, agreed))
    }

    /// A file or picture that is being written is looked at again.
    pub(super) fn wait_for(&mut self, path: &str) {
        self.outcome.waiting = true;
        self.work.again.paths.insert(path.to_owned());
    }
}

impl Sides for Looker<'_> {
    type Error = Failed;

    fn file(&mut self, name: &str) -> Result<Option<mirror::File>, Failed> {
        let store = self.library.store();
        let agreed = store.mirror_agreed_on(name)?.pop();
        let one = scan_one(self.folder, &mut self.work.memory, self.look, name, &|_, bytes| {
            agreed.as_ref().is_some_and(|agreed| agreed.bytes == *bytes)
        })?;
        match one {
            One::Nothing => {
                self.work.troubles.remove(name);
                Ok(None)
            }
            One::Text(found) => {
                let same_bytes = store.mirror_agreed_with(&found.bytes)?.pop();
                self.take(found, agreed.as_ref(), same_bytes.as_ref())
            }
            One::Unusable(file) => Ok(self.leave(file, agreed.as_ref())),
        }
    }

    fn article(&mut self, id: &ArticleId) -> Result<Option<mirror::Article>, Failed> {
        let store = self.library.store();
        let Some(article) = store.mirror_article(id)? else { return Ok(None) };
        let agreed = store.mirror_agreement(id)?;
        self.compared(article, agreed.as_ref())
    }

    fn agreement(&mut self, id: &ArticleId) -> Result<Option<mirror::Agreement>, Failed> {
        Ok(self.library.store().mirror_agreement(id)?.as_ref().map(to_plan))
    }

    fn agreed_on(&mut self, name: &str) -> Result<Vec<mirror::Agreement>, Failed> {
        Ok(self.library.store().mirror_agreed_on(name)?.iter().map(to_plan).collect())
    }

    fn agreed_with(&mut self, bytes: &ContentHash) -> Result<Vec<mirror::Agreement>, Failed> {
        Ok(self.library.store().mirror_agreed_with(bytes)?.iter().map(to_plan).collect())
    }
}

/// Under what a trouble with an article is kept.
fn key_of(id: &ArticleId) -> String {
    format!("article:{id}")
}

fn to_plan(agreed: &store::MirrorAgreement) -> mirror::Agreement {
    mirror::Agreement {
        article: agreed.article.clone(),
        slug: agreed.slug.clone(),
        content: agreed.content.clone(),
        file: agreed.file.clone(),
        bytes: agreed.bytes.clone(),
    }
}

/// What a round tells of files and articles, by name.
pub(super) type Troubles = BTreeMap<String, MirrorTrouble>;

/// What files said that no agreement knows, by name and bytes.
pub(super) type Readings = HashMap<(String, ContentHash), Result<Known, MirrorTrouble>>;
