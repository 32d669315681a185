//! What to do so that library and folder say the same: a decision table, and nothing else.
//!
//! Three states are compared: the library's articles, the folder's files, and what both last agreed on. A side
//! that still has what was agreed on follows the other. Where both have changed, both texts are kept. Nothing
//! is decided by time.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use model::{ArticleId, ContentHash};

use crate::{conflict_copy, file_name};

mod operation;

pub use operation::Operation;

/// An article of the library that is not in the trash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Which.
    pub id: ArticleId,
    /// Its slug.
    pub slug: String,
    /// The hash of what it says, text and metadata, in a form that does not depend on how a file spells it.
    pub content: ContentHash,
}

/// A file of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name: a path inside the folder, with `/`.
    pub name: String,
    /// The hash of its bytes.
    pub bytes: ContentHash,
    /// The hash of what it says, made as for [`Article::content`].
    pub content: ContentHash,
    /// The article it says it is.
    pub id: Option<ArticleId>,
    /// Whether it shows a picture that is another one than when its text was taken: then it says something new
    /// with the same bytes, and its content is another one than what was agreed on.
    pub redrawn: bool,
}

/// What both sides last agreed on about one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Which article.
    pub article: ArticleId,
    /// The slug it had.
    pub slug: String,
    /// What it said.
    pub content: ContentHash,
    /// The name of its file.
    pub file: String,
    /// The bytes of its file.
    pub bytes: ContentHash,
}

/// From this many files gone at once, and more than a fifth of all, the author is asked.
const MANY_GONE: usize = 5;

/// Why a plan is not to be carried out without asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// The folder is not there, or holds no file any more: a drive may be missing.
    FolderEmpty,
    /// So many files are gone that a mistake is likelier than a wish.
    ManyGone {
        /// How many.
        gone: usize,
        /// Of how many.
        of: usize,
    },
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// In this order.
    pub operations: Vec<Operation>,
    /// If there is a question, nothing is to be done before the author has answered it.
    pub question: Option<Question>,
    /// Copies that another program made of a file both sides of which were changed, with the article they are
    /// of: left alone, shown to the author.
    pub conflict_copies: Vec<(String, Option<ArticleId>)>,
}

/// What a plan of a part does not look at, because nobody touched it.
#[derive(Clone, Copy)]
pub struct Rest<'r> {
    /// How many agreements there are besides.
    pub agreements: usize,
    /// How many files there are besides.
    pub files: usize,
    /// Whether a file has a name of this key ([`file_name::key`]).
    pub has_key: &'r dyn Fn(&str) -> bool,
}

impl Default for Rest<'_> {
    fn default() -> Self {
        Self { agreements: 0, files: 0, has_key: &|_| false }
    }
}

/// Compares library, folder and agreements. `files` is `None` where the folder is not there.
#[must_use]
pub fn plan(articles: &[Article], files: Option<&[File]>, agreements: &[Agreement]) -> Plan {
    let Some(files) = files else {
        return Plan { question: Some(Question::FolderEmpty), ..Plan::default() };
    };
    plan_part(articles, files, agreements, Rest::default())
}

/// Compares what belongs to one [`crate::part`] of both sides.
#[must_use]
pub fn plan_part(articles: &[Article], files: &[File], agreements: &[Agreement], rest: Rest<'_>) -> Plan {
    let mut planner = Planner::new(articles, files, agreements, rest);
    planner.claim_files();
    planner.plan_agreed();
    planner.plan_new();
    planner.finish(agreements.len() + rest.agreements, files.len() + rest.files == 0)
}

struct Planner<'s> {
    articles: BTreeMap<&'s ArticleId, &'s Article>,
    files: BTreeMap<&'s str, &'s File>,
    agreements: BTreeMap<&'s ArticleId, &'s Agreement>,
    /// The file of each article, and the files that are some article's.
    file_of: HashMap<&'s ArticleId, &'s File>,
    claimed: HashSet<&'s str>,
    /// The keys of names that are in use or will be.
    taken: HashSet<String>,
    rest: Rest<'s>,
    plan: Plan,
}

impl<'s> Planner<'s> {
    fn new(articles: &'s [Article], files: &'s [File], agreements: &'s [Agreement], rest: Rest<'s>) -> Self {
        let mut plan = Plan::default();
        let agreed: HashMap<&str, &Agreement> =
            agreements.iter().map(|agreement| (agreement.file.as_str(), agreement)).collect();
        let names: HashSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
        let mut own = BTreeMap::new();
        for file in files {
            if agreed.contains_key(&*file.name) {
                own.insert(file.name.as_str(), file);
                continue;
            }
            let of_article = |of: &String| agreed.get(&**of).map(|agreement| agreement.article.clone());
            let numbered = conflict_copy::numbered(&file.name)
                .filter(|of| names.contains(&**of))
                .and_then(|of| of_article(&of))
                .filter(|article| file.id.as_ref() == Some(article));
            match (conflict_copy::original(&file.name), numbered) {
                (Some(of), _) => {
                    let article = of_article(&of).or_else(|| file.id.clone());
                    plan.conflict_copies.push((file.name.clone(), article));
                }
                (None, Some(article)) => plan.conflict_copies.push((file.name.clone(), Some(article))),
                (None, None) => {
                    own.insert(file.name.as_str(), file);
                }
            }
        }
        Self {
            articles: articles.iter().map(|article| (&article.id, article)).collect(),
            taken: files.iter().map(|file| file_name::key(&file.name)).collect(),
            files: own,
            agreements: agreements.iter().map(|agreement| (&agreement.article, agreement)).collect(),
            file_of: HashMap::new(),
            claimed: HashSet::new(),
            rest,
            plan,
        }
    }

    /// Whether a file has a name of this key, or is to have one.
    fn is_taken(&self, key: &str) -> bool {
        self.taken.contains(key) || (self.rest.has_key)(key)
    }

    fn claim(&mut self, article: &'s ArticleId, file: Option<&'s File>) {
        let free = file.filter(|file| !self.claimed.contains(&*file.name));
        if let (Some(file), false) = (free, self.file_of.contains_key(article)) {
            self.file_of.insert(article, file);
            self.claimed.insert(&file.name);
        }
    }

    /// Finds the file of each article: by its name, by the article it names, by its bytes, by what it says.
    fn claim_files(&mut self) {
        let agreements: Vec<_> = self.agreements.values().copied().collect();
        let articles: Vec<_> = self.articles.values().copied().collect();
        let files: Vec<_> = self.files.values().copied().collect();
        for agreement in &agreements {
            let file = self.files.get(&*agreement.file).copied();
            let own = file.filter(|file| file.id.as_ref().is_none_or(|id| *id == agreement.article));
            self.claim(&agreement.article, own);
        }
        let named: Vec<(&'s ArticleId, &'s File)> =
            files.iter().filter_map(|file| Some((file.id.as_ref()?, *file))).collect();
        for (id, file) in named {
            if self.agreements.contains_key(id) || self.articles.contains_key(id) {
                self.claim(id, Some(file));
            }
        }
        // Renamed, without a word of which article it is.
        let mut by_bytes: HashMap<&ContentHash, Vec<&'s File>> = HashMap::new();
        for file in files.iter().filter(|file| file.id.is_none()) {
            by_bytes.entry(&file.bytes).or_default().push(file);
        }
        for agreement in &agreements {
            let same = by_bytes.get(&agreement.bytes).into_iter().flatten();
            let free = same.copied().find(|file| !self.claimed.contains(&*file.name));
            self.claim(&agreement.article, free);
        }
        // A name that was agreed on is the article's even if the file now names another that nobody knows.
        for agreement in &agreements {
            let file = self.files.get(&*agreement.file).copied();
            self.claim(&agreement.article, file);
        }
        // Made on one side from the other, before the agreement could be written down.
        let mut by_content: HashMap<&ContentHash, Vec<&'s File>> = HashMap::new();
        for file in files.iter().filter(|file| file.id.is_none()) {
            by_content.entry(&file.content).or_default().push(file);
        }
        for article in articles {
            if self.agreements.contains_key(&article.id) {
                continue;
            }
            let same = by_content.get(&article.content).into_iter().flatten();
            let free = same.copied().find(|file| !self.claimed.contains(&*file.name));
            self.claim(&article.id, free);
        }
    }

    fn push(&mut self, operation: Operation) {
        self.plan.operations.push(operation);
    }

    fn plan_agreed(&mut self) {
        let agreements: Vec<_> = self.agreements.values().copied().collect();
        for agreement in agreements {
            let id = agreement.article.clone();
            match (self.articles.get(&id).copied(), self.file_of.get(&id).copied()) {
                (None, None) => self.push(Operation::Forget(id)),
                (Some(article), None) if article.content == agreement.content => {
                    let found = self.files.get(&*agreement.file).map(|file| file.bytes.clone());
                    let (content, file) = (article.content.clone(), agreement.file.clone());
                    self.push(Operation::TrashArticle { article: id, content, file, found });
                }
                // Changed here, gone there: the change is worth more.
                (Some(article), None) => self.write_new(article),
                (None, Some(file)) if file.bytes == agreement.bytes => {
                    self.push(Operation::RemoveFile {
                        article: id,
                        file: file.name.clone(),
                        bytes: file.bytes.clone(),
                    });
                }
                (None, Some(file)) => {
                    self.push(Operation::RestoreArticle {
                        article: id,
                        file: file.name.clone(),
                        bytes: file.bytes.clone(),
                    });
                }
                (Some(article), Some(file)) => self.plan_pair(article, file, Some(agreement)),
            }
        }
    }

    /// An article and its file, both there.
    fn plan_pair(&mut self, article: &Article, file: &File, agreement: Option<&Agreement>) {
        let here = agreement.is_none_or(|agreement| agreement.content != article.content);
        let there = file.redrawn || agreement.is_none_or(|agreement| agreement.bytes != file.bytes);
        let id = article.id.clone();
        let (name, bytes) = (file.name.clone(), file.bytes.clone());
        if article.content == file.content {
            let agreed = Agreement {
                article: id,
                slug: article.slug.clone(),
                content: article.content.clone(),
                file: name,
                bytes,
            };
            return self.plan_name(article, file, agreement, agreed);
        }
        match (here, there) {
            (false, true) => {
                self.push(Operation::TakeText {
                    article: id,
                    replaces: article.content.clone(),
                    file: name,
                    bytes,
                });
            }
            (true, true) => {
                self.push(Operation::KeepBoth {
                    article: id.clone(),
                    file: name.clone(),
                    bytes: bytes.clone(),
                });
                let content = article.content.clone();
                self.push(Operation::WriteFile { article: id, content, file: name, replaces: Some(bytes) });
            }
            (true, false) => {
                let content = article.content.clone();
                self.push(Operation::WriteFile { article: id, content, file: name, replaces: Some(bytes) });
            }
            // A file that cannot say all that its article does, and was agreed on as it is.
            (false, false) => {
                let content = article.content.clone();
                let agreed =
                    Agreement { article: id, slug: article.slug.clone(), content, file: name, bytes };
                self.plan_name(article, file, agreement, agreed);
            }
        }
    }

    /// Both say the same; only the name may have to follow the slug.
    fn plan_name(
        &mut self,
        article: &Article,
        file: &File,
        agreement: Option<&Agreement>,
        agreed: Agreement,
    ) {
        let renamed_here =
            agreement.is_some_and(|agreement| agreement.slug != article.slug && agreement.file == file.name);
        if renamed_here {
            let parent = file.name.rfind('/').map_or("", |at| &file.name[..=at]);
            let wanted = file_name::file_name_in(parent, &article.slug, |_| false);
            if !self.is_taken(&file_name::key(&wanted)) {
                self.taken.insert(file_name::key(&wanted));
                let (article, bytes) = (article.id.clone(), file.bytes.clone());
                return self.push(Operation::RenameFile {
                    article,
                    from: file.name.clone(),
                    to: wanted,
                    bytes,
                });
            }
        }
        if agreement != Some(&agreed) {
            self.push(Operation::Agree(agreed));
        }
    }

    fn write_new(&mut self, article: &Article) {
        let file = file_name::file_name(&article.slug, |key| self.is_taken(key));
        self.taken.insert(file_name::key(&file));
        let (id, content) = (article.id.clone(), article.content.clone());
        self.push(Operation::WriteFile { article: id, content, file, replaces: None });
    }

    /// What is on one side only, and what nobody has written down as agreed.
    fn plan_new(&mut self) {
        let articles: Vec<_> = self.articles.values().copied().collect();
        for article in articles {
            if self.agreements.contains_key(&article.id) {
                continue;
            }
            match self.file_of.get(&article.id).copied() {
                Some(file) => self.plan_pair(article, file, None),
                None => self.write_new(article),
            }
        }
        let new: Vec<_> =
            self.files.values().copied().filter(|file| !self.claimed.contains(&*file.name)).collect();
        let mut asked: BTreeSet<&ArticleId> = BTreeSet::new();
        for file in new {
            // A copy of a file asks for an identifier that is its original's.
            let id = file.id.as_ref().filter(|id| {
                !self.articles.contains_key(id) && !self.agreements.contains_key(id) && asked.insert(id)
            });
            let (name, bytes) = (file.name.clone(), file.bytes.clone());
            self.plan.operations.push(Operation::CreateArticle { file: name, bytes, id: id.cloned() });
        }
    }

    fn finish(mut self, agreed: usize, empty: bool) -> Plan {
        let gone = self
            .plan
            .operations
            .iter()
            .filter(|operation| matches!(operation, Operation::TrashArticle { .. }))
            .count();
        // An empty folder may be the place where a drive is not mounted: nothing is written into it either.
        let expected = self.agreements.keys().any(|id| self.articles.contains_key(id));
        if expected && empty {
            self.plan.question = Some(Question::FolderEmpty);
        } else if gone >= MANY_GONE && gone * 5 > agreed {
            self.plan.question = Some(Question::ManyGone { gone, of: agreed });
        }
        self.plan
    }
}

#[cfg(test)]
mod tests;
