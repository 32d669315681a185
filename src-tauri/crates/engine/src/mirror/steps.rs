//! The steps of a plan, carried out: files at once, what the library takes in batches of one transaction.

use mirror::apply::Changes;
use mirror::document;
use mirror::folder::{Contents, hash};
use mirror::{Folder, Operation};
use model::{ArticleId, ContentHash, Origin};

use super::Failed;
use super::round::Done;
use super::text::{Filed, Reading, Text};
use crate::library::Library;
use crate::{Engine, derive, now};

/// How many steps one transaction takes at most, and how much text.
const MOST_STEPS: usize = 300;
const MOST_TEXT: usize = 16 * 1024 * 1024;

/// The steps of one round.
pub(super) struct Steps<'r> {
    engine: &'r Engine,
    library: &'r Library,
    folder: &'r Folder,
    changes: Changes<'r>,
    waiting: Vec<Step>,
    pub(super) done: Done,
    pub(super) moved: bool,
    pub(super) problems: Vec<String>,
}

/// A step that waits for its transaction.
struct Step {
    article: Option<ArticleId>,
    what: What,
    /// What is agreed on after it; `None`: nothing, and what was is forgotten.
    agreed: Option<Agreed>,
    /// The file it is about.
    file: String,
    problems: Vec<String>,
}

enum What {
    Create { text: Text, identify: bool },
    Save { text: Text, base: i64, merged: bool },
    Restore { text: Text },
    Trash { version: i64 },
    Conflict { text: Text },
    Nothing,
}

struct Agreed {
    base: String,
    content: ContentHash,
    file: String,
    bytes: ContentHash,
    slug: Option<String>,
    /// `None`: the version after the step.
    version: Option<i64>,
}

impl Agreed {
    fn on(text: &Text, file: &str, bytes: &ContentHash) -> Self {
        let base = text.canonical();
        let content = hash(base.as_bytes());
        Self { content, base, file: file.to_owned(), bytes: bytes.clone(), slug: None, version: None }
    }
}

impl<'r> Steps<'r> {
    pub(super) fn new(engine: &'r Engine, library: &'r Library, folder: &'r Folder) -> Self {
        Self {
            engine,
            library,
            folder,
            changes: Changes::new(folder),
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
            Err(Failed::Folder(error)) if !error.is_severe() => self.problems.push(error.to_string()),
            Err(Failed::Store(error)) if is_about_one(&error) => self.problems.push(error.to_string()),
            Err(error) => {
                // What was done so far is written down first.
                self.flush()?;
                return Err(error);
            }
        }
        let text: usize = self.waiting.iter().map(Step::size).sum();
        if self.waiting.len() >= MOST_STEPS || text >= MOST_TEXT {
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
                let text = self.text_of(article)?;
                self.changes.rename(from, to, bytes)?;
                self.done.renamed += 1;
                self.push(article, What::Nothing, to, Some(Agreed::on(&text.0, to, bytes)));
                Ok(())
            }
            Operation::RemoveFile { article, file, bytes } => {
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
                self.engine.save_open_draft(self.library, article);
                let (text, version) = self.text_of(article)?;
                if hash(text.canonical().as_bytes()) == *content {
                    self.push(article, What::Trash { version }, file, None);
                }
                Ok(())
            }
            Operation::Agree(agreed) => {
                let (text, version) = self.text_of(&agreed.article)?;
                let mut on = Agreed::on(&text, &agreed.file, &agreed.bytes);
                if on.content == agreed.content {
                    (on.slug, on.version) = (Some(agreed.slug.clone()), Some(version));
                    self.push(&agreed.article, What::Nothing, &agreed.file, Some(on));
                }
                Ok(())
            }
            Operation::Forget(article) => {
                self.push(article, What::Nothing, "", None);
                Ok(())
            }
        }
    }

    fn push(&mut self, article: &ArticleId, what: What, file: &str, agreed: Option<Agreed>) {
        let article = Some(article.clone());
        self.waiting.push(Step { article, what, agreed, file: file.to_owned(), problems: Vec::new() });
    }

    /// What the article says now, and its version.
    fn text_of(&self, article: &ArticleId) -> Result<(Text, i64), Failed> {
        let stored = self.library.store().article(article)?;
        Ok((Text::of(&stored.article), stored.article.version))
    }

    /// The file, if it has these bytes still.
    fn read(&self, file: &str, bytes: &ContentHash) -> Result<Contents, Failed> {
        match self.folder.read(file)? {
            Some(contents) if contents.hash == *bytes => Ok(contents),
            _ => Err(mirror::Error::Changed(file.to_owned()).into()),
        }
    }

    /// The file and what it says, with its pictures in the library; and what could not be taken over.
    fn settle(&self, file: &str, bytes: &ContentHash) -> Result<(Reading, Text, Vec<String>), Failed> {
        let contents = self.read(file, bytes)?;
        let reading = Reading::new(&contents.bytes, file)
            .map_err(|error| mirror::Error::Refused { name: file.to_owned(), reason: error.to_string() })?;
        let (text, problems) = reading.settle(self.library, self.folder);
        let problems = problems.into_iter().map(|problem| format!("“{file}”: {problem}")).collect();
        Ok((reading, text, problems))
    }

    fn write_file(
        &mut self,
        article: &ArticleId,
        content: &ContentHash,
        file: &str,
        replaces: Option<&ContentHash>,
    ) -> Result<(), Failed> {
        let stored = self.library.store().article(article)?.article;
        let text = Text::of(&stored);
        if hash(text.canonical().as_bytes()) != *content {
            return Ok(());
        }
        let filed = Filed::new(self.library, &text, file);
        let wanted = filed.article_file(Some(article), &text);
        let bytes = match replaces {
            None => document::new_file(&markup::front_matter::ArticleFile {
                created_at: Some(stored.created_at),
                ..wanted
            }),
            Some(replaces) => {
                let contents = self.read(file, replaces)?;
                let reading = Reading::new(&contents.bytes, file).map_err(|error| {
                    mirror::Error::Refused { name: file.to_owned(), reason: error.to_string() }
                })?;
                // What was agreed on is what the file says, however it says it.
                let base = self.library.store().mirror_base(article)?;
                let said = match base.and_then(|base| Text::parse(&base)) {
                    Some(said) => said,
                    None => reading.settle(self.library, self.folder).0,
                };
                let filed_said = Filed::new(self.library, &said, file);
                reading.document.rewritten(&filed_said.article_file(reading.id(), &said), &wanted)
            }
        };
        for medium in &filed.media {
            self.write_medium(medium)?;
        }
        let written = self.changes.write(file, replaces, &bytes)?;
        self.done.written += 1;
        let mut agreed = Agreed::on(&text, file, &written);
        agreed.version = Some(stored.version);
        if replaces.is_some() {
            // The name follows the slug in a step of its own, which sees by the old slug that it is due.
            agreed.slug = self.agreed_slug(article)?;
        }
        self.push(article, What::Nothing, file, Some(agreed));
        Ok(())
    }

    fn agreed_slug(&self, article: &ArticleId) -> Result<Option<String>, Failed> {
        Ok(self.library.store().mirror_slug(article)?)
    }

    fn write_medium(&mut self, file_name: &str) -> Result<(), Failed> {
        let name = format!("media/{file_name}");
        let there = self.folder.read_picture(&name);
        if there.as_ref().is_ok_and(Option::is_some) {
            return Ok(());
        }
        let (_, content) = self.library.store().read_medium(file_name)?;
        match self.changes.write_picture(&name, &content) {
            Err(error) if !error.is_severe() => self.problems.push(error.to_string()),
            other => other?,
        }
        Ok(())
    }

    fn take_text(
        &mut self,
        article: &ArticleId,
        replaces: &ContentHash,
        file: &str,
        bytes: &ContentHash,
    ) -> Result<(), Failed> {
        self.engine.save_open_draft(self.library, article);
        let (present, base) = self.text_of(article)?;
        if hash(present.canonical().as_bytes()) != *replaces {
            return Ok(());
        }
        let (reading, mut text, problems) = self.settle(file, bytes)?;
        complete(&mut text, &reading, &present);
        let agreed = Some(Agreed::on(&text, file, bytes));
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
        self.engine.save_open_draft(self.library, article);
        let (present, base_version) = self.text_of(article)?;
        let (reading, mut theirs, problems) = self.settle(file, bytes)?;
        complete(&mut theirs, &reading, &present);
        // The file is agreed on as it is, so that what the library says now is a change to be written.
        let mut agreed = Agreed::on(&theirs, file, bytes);
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
        let (reading, mut text, problems) = self.settle(file, bytes)?;
        if text.metadata.title.is_empty() {
            text.metadata.title = title_from(file);
        }
        let identify = reading.id().is_none_or(|own| Some(own) != id);
        let agreed = Some(Agreed::on(&text, file, bytes));
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
        let (reading, mut text, problems) = self.settle(file, bytes)?;
        complete(&mut text, &reading, &present);
        let agreed = Some(Agreed::on(&text, file, bytes));
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

    /// Makes the names durable, and then writes down everything that waits, in one transaction.
    pub(super) fn flush(&mut self) -> Result<(), Failed> {
        self.changes.finish()?;
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return Ok(());
        }
        let publication = self.library.publication();
        let derived: Vec<Option<store::Derived>> = waiting
            .iter()
            .map(|step| Some(derive::derive(&step.text()?.body, &step.text()?.metadata, &publication)))
            .collect();
        let at = now();
        let steps: Vec<store::MirrorStep<'_>> =
            waiting.iter().zip(&derived).map(|(step, derived)| step.to_store(derived.as_ref(), at)).collect();
        let taken = self.library.store().mirror_take(&steps, &label(&waiting), at)?;
        drop(steps);
        let mut again = Vec::new();
        let mut identify = Vec::new();
        for (mut step, outcome) in waiting.into_iter().zip(taken) {
            match outcome {
                Ok(taken) => self.took(step, &taken, &mut identify),
                Err(store::Error::Stale { .. } | store::Error::NotFound { .. }) => self.moved = true,
                // The text is worth more than its address: it is taken, and the address is told apart.
                Err(store::Error::SlugTaken { slug, suggestion }) if step.gives_up_slug() => {
                    step.problems.push(format!(
                        "The address “{slug}” belongs to another article, so this one does not get it. “{suggestion}” is free."
                    ));
                    again.push(step);
                }
                Err(error) => self.problems.push(error.to_string()),
            }
        }
        if !again.is_empty() {
            self.waiting = again;
            self.flush()?;
        }
        self.identify(identify)
    }

    /// Takes note of a step that is done, and tells of it.
    fn took(&mut self, step: Step, taken: &store::MirrorTaken, identify: &mut Vec<(ArticleId, Agreed)>) {
        self.problems.extend(step.problems);
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

    /// Writes into new files which article they are, so that they are known again under any name.
    fn identify(&mut self, new: Vec<(ArticleId, Agreed)>) -> Result<(), Failed> {
        let mut steps = Vec::new();
        for (article, mut agreed) in new {
            let Ok(contents) = self.read(&agreed.file, &agreed.bytes) else { continue };
            let (Ok(reading), Some(text)) =
                (Reading::new(&contents.bytes, &agreed.file), Text::parse(&agreed.base))
            else {
                continue;
            };
            let filed = Filed::new(self.library, &text, &agreed.file);
            let said = filed.article_file(reading.id(), &text);
            let wanted = filed.article_file(Some(&article), &text);
            let bytes = reading.document.rewritten(&said, &wanted);
            match self.changes.write(&agreed.file, Some(&agreed.bytes), &bytes) {
                Ok(bytes) => {
                    agreed.bytes = bytes;
                    agreed.version = None;
                    steps.push(Step {
                        article: Some(article),
                        what: What::Nothing,
                        file: agreed.file.clone(),
                        agreed: Some(agreed),
                        problems: Vec::new(),
                    });
                }
                Err(mirror::Error::Changed(_)) => {}
                Err(error) => self.problems.push(error.to_string()),
            }
        }
        self.waiting = steps;
        if self.waiting.is_empty() { Ok(()) } else { self.flush() }
    }
}

impl Step {
    fn text(&self) -> Option<&Text> {
        match &self.what {
            What::Create { text, .. }
            | What::Save { text, .. }
            | What::Restore { text }
            | What::Conflict { text } => Some(text),
            What::Trash { .. } | What::Nothing => None,
        }
    }

    fn size(&self) -> usize {
        self.text().map_or(0, |text| text.body.len()) + self.agreed.as_ref().map_or(0, |on| on.base.len())
    }

    /// Lets go of a chosen address that another article has. Answers whether there was one.
    fn gives_up_slug(&mut self) -> bool {
        match &mut self.what {
            What::Create { text, .. } | What::Save { text, .. } | What::Restore { text } => {
                text.metadata.slug.take().is_some()
            }
            _ => false,
        }
    }

    fn to_store<'s>(
        &'s self,
        derived: Option<&'s store::Derived>,
        now: model::Moment,
    ) -> store::MirrorStep<'s> {
        let save = |text: &'s Text, base_version| {
            Some(store::SaveArticle {
                id: self.article.as_ref()?,
                base_version,
                body: Some(&text.body),
                metadata: Some(&text.metadata),
                status: Some(text.status),
                derived: derived?,
                origin: Origin::Mirror,
                now,
                keep_revision: None,
                operation: None,
            })
        };
        let change = match &self.what {
            What::Create { text, .. } => derived.map(|derived| {
                store::MirrorChange::Create(store::NewArticle {
                    id: self.article.clone(),
                    body: &text.body,
                    metadata: &text.metadata,
                    status: text.status,
                    derived,
                    origin: Origin::Mirror,
                    now,
                    operation: None,
                })
            }),
            What::Save { text, base, .. } => save(text, *base).map(store::MirrorChange::Save),
            What::Restore { text } => save(text, 0).map(store::MirrorChange::Restore),
            What::Conflict { text } => save(text, 0).map(store::MirrorChange::Conflict),
            What::Trash { version } => {
                self.article.as_ref().map(|id| store::MirrorChange::Trash { id, version: *version })
            }
            What::Nothing => None,
        };
        let agree = match (&self.agreed, &self.article) {
            (Some(agreed), article) => store::MirrorAgree::On {
                article: article.as_ref(),
                slug: agreed.slug.as_deref(),
                version: agreed.version,
                base: &agreed.base,
                content: &agreed.content,
                file: &agreed.file,
                bytes: &agreed.bytes,
            },
            (None, Some(article)) => store::MirrorAgree::Forget(article),
            (None, None) => store::MirrorAgree::Keep,
        };
        store::MirrorStep { change: change.unwrap_or(store::MirrorChange::Nothing), agree }
    }
}

/// What a batch is called where it can be undone: the names of its files, as far as they are few.
fn label(steps: &[Step]) -> String {
    let files =
        steps.iter().filter(|step| !matches!(step.what, What::Nothing)).map(|step| step.file.as_str());
    let names: Vec<&str> = files.take(4).collect();
    match names.as_slice() {
        [one, two, three, _] => format!("{one}, {two}, {three}, …"),
        names => names.join(", "),
    }
}

/// What a file need not say stays as the article has it.
fn complete(text: &mut Text, reading: &Reading, present: &Text) {
    if text.metadata.title.is_empty() {
        text.metadata.title.clone_from(&present.metadata.title);
    }
    if reading.status().is_none() {
        text.status = present.status;
    }
}

/// The title of a text that says none: the name of its file, in words.
fn title_from(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words = stem.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
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
            | store::Error::TooLong { .. }
            | store::Error::Stale { .. }
    )
}

#[cfg(test)]
mod tests {
    use model::Status;

    use super::*;

    #[test]
    fn a_file_without_a_title_is_called_by_its_name() {
        for (file, title) in [
            ("notes/the-old_lamp.md", "The old lamp"),
            ("élan.md", "Élan"),
            ("2024.md", "2024"),
            ("-.md", ""),
        ] {
            assert_eq!(title_from(file), title);
        }
    }

    #[test]
    fn status_draft_is_what_a_file_without_one_says() {
        let reading = Reading::new(b"Text", "a.md").expect("text");
        assert_eq!(reading.status(), None);
        let present =
            Text { metadata: model::Metadata::default(), status: Status::Ready, body: String::new() };
        let mut text =
            Text { metadata: model::Metadata::default(), status: Status::Draft, body: "Text".into() };
        complete(&mut text, &reading, &present);
        assert_eq!(text.status, Status::Ready);
    }
}
