//! One step of a plan that waits for its transaction, and how it is handed to the library.

use contract::MirrorTrouble;
use mirror::folder::hash;
use model::{ArticleId, ContentHash, Origin};

use super::text::{Reading, Text};

/// A step that waits for its transaction.
pub(super) struct Step {
    pub(super) article: Option<ArticleId>,
    pub(super) what: What,
    /// What is agreed on after it; `None`: nothing, and what was is forgotten.
    pub(super) agreed: Option<Agreed>,
    /// The file it is about.
    pub(super) file: String,
    pub(super) problems: Vec<MirrorTrouble>,
}

pub(super) enum What {
    Create { text: Text, identify: bool },
    Save { text: Text, base: i64, merged: bool },
    Restore { text: Text },
    Trash { version: i64 },
    Conflict { text: Text },
    Nothing,
}

pub(super) struct Agreed {
    pub(super) base: String,
    pub(super) content: ContentHash,
    pub(super) file: String,
    pub(super) bytes: ContentHash,
    pub(super) slug: Option<String>,
    /// `None`: the version after the step.
    pub(super) version: Option<i64>,
    /// The pictures of the folder that the file shows; `None`: those that are known.
    pub(super) pictures: Option<Vec<store::MirrorShown>>,
}

impl Agreed {
    pub(super) fn on(text: &Text, file: &str, bytes: &ContentHash) -> Self {
        let base = text.canonical();
        let content = hash(base.as_bytes());
        let (file, bytes) = (file.to_owned(), bytes.clone());
        Self { content, base, file, bytes, slug: None, version: None, pictures: None }
    }

    /// The same, where the pictures of the text were looked at.
    pub(super) fn showing(self, pictures: Vec<store::MirrorShown>) -> Self {
        Self { pictures: Some(pictures), ..self }
    }
}

impl Step {
    pub(super) fn text(&self) -> Option<&Text> {
        match &self.what {
            What::Create { text, .. }
            | What::Save { text, .. }
            | What::Restore { text }
            | What::Conflict { text } => Some(text),
            What::Trash { .. } | What::Nothing => None,
        }
    }

    pub(super) fn size(&self) -> usize {
        self.text().map_or(0, |text| text.body.len()) + self.agreed.as_ref().map_or(0, |on| on.base.len())
    }

    /// Lets go of a chosen address that another article has. Answers whether there was one.
    pub(super) fn gives_up_slug(&mut self) -> bool {
        match &mut self.what {
            What::Create { text, .. } | What::Save { text, .. } | What::Restore { text } => {
                text.metadata.slug.take().is_some()
            }
            _ => false,
        }
    }

    pub(super) fn to_store<'s>(
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
                pictures: agreed.pictures.as_deref(),
            },
            (None, Some(article)) => store::MirrorAgree::Forget(article),
            (None, None) => store::MirrorAgree::Keep,
        };
        store::MirrorStep { change: change.unwrap_or(store::MirrorChange::Nothing), agree }
    }
}

/// What a batch is called where it can be undone: the names of its files, as far as they are few.
pub(super) fn label(steps: &[Step]) -> String {
    let files =
        steps.iter().filter(|step| !matches!(step.what, What::Nothing)).map(|step| step.file.as_str());
    let names: Vec<&str> = files.take(4).collect();
    match names.as_slice() {
        [one, two, three, _] => format!("{one}, {two}, {three}, …"),
        names => names.join(", "),
    }
}

/// What a file need not say stays as the article has it.
pub(super) fn complete(text: &mut Text, reading: &Reading, present: &Text) {
    if text.metadata.title.is_empty() {
        text.metadata.title.clone_from(&present.metadata.title);
    }
    if reading.status().is_none() {
        text.status = present.status;
    }
}

/// The title of a text that says none: the name of its file, in words.
pub(super) fn title_from(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words = stem.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
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
