//! The steps of a plan, carried out: files at once, what the library takes in batches of one transaction.

use contract::{MirrorTrouble, MirrorTroubleKind as Kind};
use mirror::apply::{Changes, Write};
use mirror::folder::{Contents, hash};
use mirror::{Folder, Operation};
use model::{ArticleId, ContentHash};

use super::Failed;
use super::round::Done;
use super::step::{Agreed, Step, What, complete, label, title_from};
use super::text::{Altered, Reading, Settled, Text};
use super::trouble;
use crate::library::Library;
use crate::{Engine, derive, now};

/// How many steps one transaction takes at most, and how much text.
const MOST_STEPS: usize = 300;
const MOST_TEXT: usize = 16 * 1024 * 1024;

/// A file that is taken, with its pictures in the library.
struct Taken {
    reading: Reading,
    text: Text,
    /// What could not be taken over.
    problems: Vec<MirrorTrouble>,
    pictures: Vec<store::MirrorShown>,
}

/// The steps of one round.
pub(super) struct Steps<'r> {
    pub(super) engine: &'r Engine,
    pub(super) library: &'r Library,
    pub(super) folder: &'r Folder,
    /// Pictures of the library that are other ones in the folder.
    pub(super) altered: Altered,
    pub(super) changes: Changes<'r>,
    /// Files that are to be written, and what is agreed on then.
    pub(super) writes: Vec<(Write, ArticleId, Agreed)>,
    pub(super) waiting: Vec<Step>,
    pub(super) done: Done,
    pub(super) moved: bool,
    /// What could not be done, by the file it is about.
    pub(super) problems: Vec<(String, MirrorTrouble)>,
}

impl<'r> Steps<'r> {
    pub(super) fn new(
        engine: &'r Engine,
        library: &'r Library,
        folder: &'r Folder,
        altered: Altered,
    ) -> Self {
        Self {
            engine,
            library,
            folder,
            altered,
            changes: Changes::new(folder),
            writes: Vec::new(),
            waiting: Vec::new(),
            done: Done::default(),
            moved: false,
            problems: Vec::new(),
        }
    }

    /// Carries out one operation, if both sides still are what the plan saw. What concerns one file only is
    /// told and left; what concerns the whole folder or library ends the round.
    pub(super) fn carry_out(&mut self, operation: &Operation) -> Result<(), Failed> {
        match self.prepare(operation) {
            Ok(()) | Err(Failed::Folder(mirror::Error::Changed(_))) => {}
            Err(Failed::Folder(error)) if !error.is_severe() => {
                let told = trouble::of_folder(&error);
                self.problems.push((told.about.clone(), told));
            }
            Err(Failed::Store(error)) if is_about_one(&error) => {
                self.complain(operation.file(), Kind::Article, error.to_string());
            }
            Err(error) => {
                // What was done so far is written down first.
                self.flush()?;
                return Err(error);
            }
        }
        let text: usize = self.waiting.iter().map(Step::size).sum();
        let bytes: usize =
            self.writes.iter().map(|(write, _, agreed)| write.bytes.len() + agreed.base.len()).sum();
        if self.waiting.len() + self.writes.len() >= MOST_STEPS || text + bytes >= MOST_TEXT {
            self.flush()?;
        }
        Ok(())
    }

    fn prepare(&mut self, operation: &Operation) -> Result<(), Failed> {
        match operation {
            Operation::WriteFile { article, content, file, replaces } => {
                self.write_file(article, content, file, replaces.as_ref())
            }
            Operation::RenameFile { article, from, to, bytes } => {
                // Names that are given and taken away keep their order.
                self.write_files()?;
                let text = self.text_of(article)?;
                self.changes.rename(from, to, bytes)?;
                self.done.renamed += 1;
                self.push(article, What::Nothing, to, Some(Agreed::on(&text.0, to, bytes)));
                Ok(())
            }
            Operation::RemoveFile { article, file, bytes } => {
                self.write_files()?;
                self.changes.remove(file, bytes)?;
                self.done.removed += 1;
                self.push(article, What::Nothing, file, None);
                Ok(())
            }
            Operation::TakeText { article, replaces, file, bytes } => {
                self.take_text(article, replaces, file, bytes)
            }
            Operation::KeepBoth { article, file, bytes } => self.keep_both(article, file, bytes),
            Operation::CreateArticle { file, bytes, id } => self.create_article(file, bytes, id.as_ref()),
            Operation::RestoreArticle { article, file, bytes } => self.restore_article(article, file, bytes),
            Operation::TrashArticle { article, content, file, .. } => {
                // One that cannot be saved stays open, and meets the change as a conflict.
                let _ = self.engine.settle_draft(self.library, article);
                if let Some((_, version)) = self.still(article, content)? {
                    self.push(article, What::Trash { version }, file, None);
                }
                Ok(())
            }
            Operation::Agree(agreed) => {
                let article = &agreed.article;
                if let Some((text, version)) = self.still(article, &agreed.content)? {
                    let mut on = Agreed::on(&text, &agreed.file, &agreed.bytes);
                    (on.slug, on.version) = (Some(agreed.slug.clone()), Some(version));
                    self.push(article, What::Nothing, &agreed.file, Some(on));
                }
                Ok(())
            }
            Operation::Forget(article) => {
                self.push(article, What::Nothing, "", None);
                Ok(())
            }
        }
    }

    pub(super) fn push(&mut self, article: &ArticleId, what: What, file: &str, agreed: Option<Agreed>) {
        let article = Some(article.clone());
        self.waiting.push(Step { article, what, agreed, file: file.to_owned(), problems: Vec::new() });
    }

    /// What the article says now, and its version.
    fn text_of(&self, article: &ArticleId) -> Result<(Text, i64), Failed> {
        let stored = self.library.store().article(article)?;
        Ok((Text::of(&stored.article), stored.article.version))
    }

    /// What the article says and its version, if it still says what the plan saw.
    pub(super) fn still(
        &self,
        article: &ArticleId,
        content: &ContentHash,
    ) -> Result<Option<(Text, i64)>, Failed> {
        let (text, version) = self.text_of(article)?;
        if hash(text.canonical().as_bytes()) == *content {
            return Ok(Some((text, version)));
        }
        // The library may keep a text in another form than the file it was taken from; the version tells.
        let agreed = self.library.store().mirror_agreement(article)?;
        let same = agreed.is_some_and(|agreed| agreed.version == version && agreed.content == *content);
        Ok(same.then_some((text, version)))
    }

    /// The file, if it has these bytes still.
    pub(super) fn read(&self, file: &str, bytes: &ContentHash) -> Result<Contents, Failed> {
        match self.folder.read(file)? {
            Some(contents) if contents.hash == *bytes => Ok(contents),
            _ => Err(mirror::Error::Changed(file.to_owned()).into()),
        }
    }

    pub(super) fn complain(&mut self, file: &str, kind: Kind, message: impl Into<String>) {
        self.problems.push((file.to_owned(), trouble::of(kind, file, message)));
    }

    /// The file and what it says, with its pictures in the library; and what could not be taken over.
    fn settle(&self, file: &str, bytes: &ContentHash) -> Result<Taken, Failed> {
        let contents = self.read(file, bytes)?;
        let reading = Reading::new(&contents.bytes, file)
            .map_err(|error| mirror::Error::Refused { name: file.to_owned(), why: error.into() })?;
        let Settled { text, problems, pictures } = reading.settle(self.library, self.folder, &self.altered);
        let told = |(kind, problem)| trouble::of(kind, file, format!("“{file}”: {problem}"));
        let problems = problems.into_iter().map(told).collect();
        Ok(Taken { reading, text, problems, pictures })
    }

    fn take_text(
        &mut self,
        article: &ArticleId,
        replaces: &ContentHash,
        file: &str,
        bytes: &ContentHash,
    ) -> Result<(), Failed> {
        // One that cannot be saved stays open, and meets the change as a conflict.
        let _ = self.engine.settle_draft(self.library, article);
        let Some((present, base)) = self.still(article, replaces)? else { return Ok(()) };
        let Taken { reading, mut text, problems, pictures } = self.settle(file, bytes)?;
        complete(&mut text, &reading, &present);
        let agreed = Some(Agreed::on(&text, file, bytes).showing(pictures));
        let what = What::Save { text, base, merged: false };
        self.waiting.push(Step {
            article: Some(article.clone()),
            what,
            agreed,
            file: file.to_owned(),
            problems,
        });
        Ok(())
    }

    fn keep_both(&mut self, article: &ArticleId, file: &str, bytes: &ContentHash) -> Result<(), Failed> {
        // One that cannot be saved stays open, and meets the change as a conflict.
        let _ = self.engine.settle_draft(self.library, article);
        let (present, base_version) = self.text_of(article)?;
        let Taken { reading, text: mut theirs, problems, pictures } = self.settle(file, bytes)?;
        complete(&mut theirs, &reading, &present);
        // The file is agreed on as it is, so that what the library says now is a change to be written.
        let mut agreed = Agreed::on(&theirs, file, bytes).showing(pictures);
        agreed.slug = self.agreed_slug(article)?;
        agreed.version = Some(0);
        let base = self.library.store().mirror_base(article)?;
        let merged = base
            .and_then(|base| mirror::merge::merge(&base, &present.canonical(), &theirs.canonical()))
            .and_then(|merged| Text::parse(&merged));
        let what = match merged {
            Some(text) => What::Save { text, base: base_version, merged: true },
            None => What::Conflict { text: theirs },
        };
        self.waiting.push(Step {
            article: Some(article.clone()),
            what,
            agreed: Some(agreed),
            file: file.to_owned(),
            problems,
        });
        // The file is written anew right after this: by then its text has to be safe.
        self.flush()
    }

    fn create_article(
        &mut self,
        file: &str,
        bytes: &ContentHash,
        id: Option<&ArticleId>,
    ) -> Result<(), Failed> {
        if let Some(id) = id
            && self.library.store().article(id).is_ok()
        {
            return self.restore_article(id, file, bytes);
        }
        let Taken { reading, mut text, problems, pictures } = self.settle(file, bytes)?;
        if text.metadata.title.is_empty() {
            text.metadata.title = title_from(file);
        }
        let identify = reading.id().is_none_or(|own| Some(own) != id);
        let agreed = Some(Agreed::on(&text, file, bytes).showing(pictures));
        let what = What::Create { text, identify };
        self.waiting.push(Step { article: id.cloned(), what, agreed, file: file.to_owned(), problems });
        Ok(())
    }

    fn restore_article(
        &mut self,
        article: &ArticleId,
        file: &str,
        bytes: &ContentHash,
    ) -> Result<(), Failed> {
        let (present, _) = self.text_of(article)?;
        let Taken { reading, mut text, problems, pictures } = self.settle(file, bytes)?;
        complete(&mut text, &reading, &present);
        let agreed = Some(Agreed::on(&text, file, bytes).showing(pictures));
        let what = What::Restore { text };
        self.waiting.push(Step {
            article: Some(article.clone()),
            what,
            agreed,
            file: file.to_owned(),
            problems,
        });
        Ok(())
    }

    /// Ends as a crash would: files are written, and nothing of it is written down.
    #[cfg(test)]
    pub(super) fn crash(&mut self) -> Result<(), Failed> {
        self.write_files()
    }

    /// Makes the names durable, and then writes down everything that waits, in one transaction.
    pub(super) fn flush(&mut self) -> Result<(), Failed> {
        let written = self.write_files();
        self.changes.finish()?;
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return written;
        }
        let publication = self.library.publication();
        let derived: Vec<Option<store::Derived>> = waiting
            .iter()
            .map(|step| Some(derive::derive(&step.text()?.body, &step.text()?.metadata, &publication)))
            .collect();
        let at = now();
        let steps: Vec<store::MirrorStep<'_>> =
            waiting.iter().zip(&derived).map(|(step, derived)| step.to_store(derived.as_ref(), at)).collect();
        let store::MirrorTakings { steps: taken, operation } =
            self.library.store().mirror_take(&steps, &label(&waiting), at)?;
        drop(steps);
        self.tell_trashed(&waiting, &taken, operation);
        let mut again = Vec::new();
        let mut identify = Vec::new();
        for (mut step, outcome) in waiting.into_iter().zip(taken) {
            match outcome {
                Ok(taken) => self.took(step, &taken, &mut identify),
                Err(store::Error::Stale { .. } | store::Error::NotFound { .. }) => self.moved = true,
                // The text is worth more than its address: it is taken, and the address is told apart.
                Err(store::Error::SlugTaken { slug, suggestion }) if step.gives_up_slug() => {
                    step.problems.push(trouble::of(
                        Kind::SlugTaken,
                        &step.file,
                        format!("The address “{slug}” belongs to another article, so this one does not get it. “{suggestion}” is free."),
                    ));
                    again.push(step);
                }
                Err(error) => self.complain(&step.file, Kind::Article, error.to_string()),
            }
        }
        if !again.is_empty() {
            self.waiting = again;
            self.flush()?;
        }
        self.identify(identify)?;
        written
    }

    /// Tells of articles that went to the trash, which one step brings back.
    fn tell_trashed(
        &self,
        steps: &[Step],
        taken: &[store::Result<store::MirrorTaken>],
        operation: Option<store::OperationId>,
    ) {
        let trashed = steps.iter().zip(taken).filter(|(step, taken)| {
            matches!(step.what, What::Trash { .. }) && taken.as_ref().is_ok_and(|taken| taken.changed)
        });
        let ids: Vec<&ArticleId> = trashed.filter_map(|(step, _)| step.article.as_ref()).collect();
        let (Some(first), Some(operation)) = (ids.first(), operation) else { return };
        let title = self.library.store().article(first).map(|stored| stored.article.metadata.title);
        self.engine.tell(contract::Event::MirrorTrashed {
            operation: operation.0,
            articles: u32::try_from(ids.len()).unwrap_or(u32::MAX),
            title: title.unwrap_or_default(),
        });
    }

    /// Takes note of a step that is done, and tells of it.
    fn took(&mut self, step: Step, taken: &store::MirrorTaken, identify: &mut Vec<(ArticleId, Agreed)>) {
        self.problems.extend(step.problems.into_iter().map(|problem| (step.file.clone(), problem)));
        self.moved = true;
        match &step.what {
            What::Create { .. } => self.done.created += 1,
            What::Save { merged: true, .. } => self.done.merged += 1,
            What::Save { .. } => self.done.taken += u32::from(taken.changed),
            What::Restore { .. } => self.done.restored += 1,
            What::Trash { .. } => self.done.trashed += 1,
            What::Conflict { .. } | What::Nothing => {}
        }
        let Some(article) = &taken.article else { return };
        if taken.changed {
            self.engine.tell_mirrored(article, taken.version);
        }
        if let (What::Create { identify: true, .. }, Some(agreed)) = (step.what, step.agreed) {
            identify.push((article.clone(), agreed));
        }
    }
}

/// Whether an error of the library concerns one article and no other.
fn is_about_one(error: &store::Error) -> bool {
    matches!(
        error,
        store::Error::NotFound { .. }
            | store::Error::ArticleDamaged { .. }
            | store::Error::RevisionDamaged { .. }
            | store::Error::MediumDamaged(_)
            | store::Error::InvalidMedium { .. }
            | store::Error::MediumInUse { .. }
            | store::Error::TooLong { .. }
            | store::Error::Stale { .. }
    )
}
