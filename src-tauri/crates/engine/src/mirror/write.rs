//! The files that a round writes: articles into their files, pictures beside them, and names into new files.

use mirror::apply::Write;
use mirror::document;
use mirror::folder::hash;
use model::{ArticleId, ContentHash};

use super::Failed;
use super::step::{Agreed, What};
use super::steps::Steps;
use super::text::{Filed, Reading, Text};
use super::trouble;

impl Steps<'_> {
    pub(super) fn write_file(
        &mut self,
        article: &ArticleId,
        content: &ContentHash,
        file: &str,
        replaces: Option<&ContentHash>,
    ) -> Result<(), Failed> {
        let Some((text, version)) = self.still(article, content)? else { return Ok(()) };
        let filed = Filed::new(self.library, &text, file);
        let wanted = filed.article_file(Some(article), &text);
        let bytes = match replaces {
            None => document::new_file(&markup::front_matter::ArticleFile {
                created_at: Some(self.library.store().article(article)?.article.created_at),
                ..wanted
            }),
            Some(replaces) => {
                let contents = self.read(file, replaces)?;
                let reading = Reading::new(&contents.bytes, file)
                    .map_err(|error| mirror::Error::Refused { name: file.to_owned(), why: error.into() })?;
                // What was agreed on is what the file says, however it says it.
                let base = self.library.store().mirror_base(article)?;
                let said = match base.and_then(|base| Text::parse(&base)) {
                    Some(said) => said,
                    None => reading.settle(self.library, self.folder, &self.altered).text,
                };
                let filed_said = Filed::new(self.library, &said, file);
                reading.document.rewritten(&filed_said.article_file(reading.id(), &said), &wanted)
            }
        };
        for medium in &filed.media {
            self.write_medium(medium)?;
        }
        let mut agreed = Agreed::on(&text, file, &hash(&bytes));
        agreed.version = Some(version);
        if replaces.is_some() {
            // The name follows the slug in a step of its own, which sees by the old slug that it is due.
            agreed.slug = self.agreed_slug(article)?;
        }
        let write = Write { name: file.to_owned(), replaces: replaces.cloned(), bytes };
        self.writes.push((write, article.clone(), agreed));
        Ok(())
    }

    /// Writes the files that wait for it. What another program changed meanwhile is left for the next round.
    pub(super) fn write_files(&mut self) -> Result<(), Failed> {
        let (writes, agreed): (Vec<Write>, Vec<(ArticleId, Agreed)>) =
            std::mem::take(&mut self.writes).into_iter().map(|(write, id, on)| (write, (id, on))).unzip();
        let mut severe = None;
        for ((article, agreed), outcome) in agreed.into_iter().zip(self.changes.write_all(&writes)) {
            match outcome {
                Ok(_) => {
                    self.done.written += 1;
                    let file = agreed.file.clone();
                    self.push(&article, What::Nothing, &file, Some(agreed));
                }
                Err(mirror::Error::Changed(_)) => self.moved = true,
                Err(error) if error.is_severe() => severe = Some(error),
                Err(error) => self.complain_of(&error),
            }
        }
        severe.map_or(Ok(()), |error| Err(error.into()))
    }

    pub(super) fn agreed_slug(&self, article: &ArticleId) -> Result<Option<String>, Failed> {
        Ok(self.library.store().mirror_agreement(article)?.map(|agreed| agreed.slug))
    }

    fn write_medium(&mut self, file_name: &str) -> Result<(), Failed> {
        let name = format!("media/{file_name}");
        let store = self.library.store();
        let written = match self.altered.get(&name) {
            // Another picture lies under its name. Once the library has that one, this one comes back.
            Some(other) if store.medium(other).is_ok() => {
                let (_, content) = store.read_medium(file_name)?;
                self.changes.write(&name, Some(other), &content).map(drop)
            }
            Some(_) => return Ok(()),
            None if self.folder.has_picture(&name) => return Ok(()),
            None => {
                let (_, content) = store.read_medium(file_name)?;
                self.changes.write_picture(&name, &content)
            }
        };
        match written {
            Err(error) if !error.is_severe() => self.complain_of(&error),
            other => other?,
        }
        Ok(())
    }

    fn complain_of(&mut self, error: &mirror::Error) {
        let told = trouble::of_folder(error);
        self.problems.push((told.about.clone(), told));
    }

    /// Writes into new files which article they are, so that they are known again under any name.
    pub(super) fn identify(&mut self, new: Vec<(ArticleId, Agreed)>) -> Result<(), Failed> {
        let (mut writes, mut known) = (Vec::new(), Vec::new());
        for (article, agreed) in new {
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
            writes.push(Write { name: agreed.file.clone(), replaces: Some(agreed.bytes.clone()), bytes });
            known.push((article, agreed));
        }
        for ((article, mut agreed), outcome) in known.into_iter().zip(self.changes.write_all(&writes)) {
            match outcome {
                Ok(bytes) => {
                    (agreed.bytes, agreed.version) = (bytes, None);
                    let file = agreed.file.clone();
                    self.push(&article, What::Nothing, &file, Some(agreed));
                }
                Err(mirror::Error::Changed(_)) => {}
                Err(error) => self.complain_of(&error),
            }
        }
        if self.waiting.is_empty() { Ok(()) } else { self.flush() }
    }
}
