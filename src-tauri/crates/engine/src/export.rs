//! Exports of articles: to a file the author picked, to a folder, to the clipboard.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use contract as wire;
use contract::{ApiError, Nothing};
use export::ArticleSnapshot;
use export::fragment::PicturesAs;
use export::manifest::write_into;
use export::plan::{Overwrite, Plan, PlannedFile};
use export::write::{WriteError, Written, write_files};
use model::ArticleId;

use crate::Engine;
use crate::convert::article_id;
use crate::errors::ToApi as _;
use crate::library::Library;
use crate::pages::{self, LibraryPictures};

/// An article read for an export.
struct Reading {
    snapshot: ArticleSnapshot,
    pictures: LibraryPictures,
}

/// An article made ready: its file, and what it could not carry.
struct Made {
    html: String,
    plain_text: String,
    problems: Vec<export::Problem>,
}

impl Reading {
    fn of(library: &Arc<Library>, id: &ArticleId) -> Result<Self, ApiError> {
        let stored = library.store().article(id).to_api()?;
        let publication = library.publication();
        let snapshot =
            pages::snapshot(&stored.article, &stored.article.metadata, &publication, &stored.derived);
        Ok(Self { snapshot, pictures: LibraryPictures(library.clone()) })
    }

    fn make(&self, library: &Library, form: wire::ExportForm) -> Result<Made, ApiError> {
        Ok(match form {
            wire::ExportForm::Page => {
                let page = export::page::page_of_article(&self.snapshot, &self.pictures, &library.theme())
                    .map_err(|error| pages::theme_failed(&error))?;
                Made { html: page.html, plain_text: String::new(), problems: page.problems }
            }
            wire::ExportForm::Fragment => {
                let fragment =
                    export::fragment::fragment_of_article(&self.snapshot, &self.pictures, PicturesAs::Data);
                Made { html: fragment.html, plain_text: fragment.plain_text, problems: fragment.problems }
            }
        })
    }

    fn problems_to_wire(&self, problems: &[export::Problem]) -> Vec<wire::ExportProblem> {
        let name = match self.snapshot.title() {
            title if title.is_empty() => self.snapshot.article.slug.to_string(),
            title => title,
        };
        problems
            .iter()
            .map(|problem| wire::ExportProblem {
                article: name.clone(),
                line: problem.line,
                message: problem.message.clone(),
            })
            .collect()
    }
}

fn folder_failed(folder: &Path, error: &std::io::Error) -> ApiError {
    ApiError::internal(format!(
        "The folder {} could not be opened: {error}. Nothing was written.",
        folder.display()
    ))
}

fn open_folder(folder: &Path) -> Result<cap_std::fs::Dir, ApiError> {
    cap_std::fs::Dir::open_ambient_dir(folder, cap_std::ambient_authority())
        .map_err(|error| folder_failed(folder, &error))
}

type Outcome = Result<Vec<Written>, (Vec<Written>, WriteError)>;

/// What was written, for the wire; or what went wrong, and what was written before.
fn written_to_wire(folder: &Path, outcome: Outcome) -> Result<Vec<wire::ExportedFile>, ApiError> {
    let written = outcome.map_err(|(done, error)| {
        let before = match done.len() {
            0 => "Nothing was written.".to_owned(),
            1 => "One file was written before that.".to_owned(),
            count => format!("{count} files were written before that."),
        };
        ApiError::internal(format!("The export to {} stopped: {error}. {before}", folder.display()))
    })?;
    Ok(written
        .into_iter()
        .map(|file| wire::ExportedFile {
            path: folder.join(&file.name).display().to_string(),
            size: file.size,
        })
        .collect())
}

impl Engine {
    pub(crate) fn pick_export_target(
        &self,
        request: &wire::ExportPickTarget,
    ) -> Result<Option<wire::Picked>, ApiError> {
        let library = self.library()?;
        let stored = library.store().article(&article_id(&request.id)?).to_api()?;
        let name = export::plan::file_name(&stored.article.slug);
        Ok(self.desktop().pick_save(&name).map(|path| self.pick(path)))
    }

    pub(crate) fn export_to_target(
        &self,
        request: &wire::ExportArticle,
    ) -> Result<wire::ExportReport, ApiError> {
        let library = self.library()?;
        let target = self.shared.picks.path(&request.target)?;
        let (Some(folder), Some(name)) = (target.parent(), target.file_name().and_then(|name| name.to_str()))
        else {
            return Err(ApiError::invalid(format!("{} cannot be the name of a file.", target.display())));
        };
        let reading = Reading::of(&library, &article_id(&request.id)?)?;
        let made = reading.make(&library, request.form)?;
        let file = PlannedFile { name: name.to_owned(), bytes: made.html.into_bytes() };
        // The dialog has asked before it named a file that exists.
        let outcome = write_files(&open_folder(folder)?, &[file], Overwrite::Yes);
        let files = written_to_wire(folder, outcome)?;
        Ok(wire::ExportReport { files, problems: reading.problems_to_wire(&made.problems) })
    }

    pub(crate) fn copy_article(&self, request: &wire::ExportCopy) -> Result<wire::ExportReport, ApiError> {
        let library = self.library()?;
        let reading = Reading::of(&library, &article_id(&request.id)?)?;
        let made = reading.make(&library, wire::ExportForm::Fragment)?;
        match request.form {
            wire::CopyForm::RichText => self.desktop().copy_html(&made.html, &made.plain_text),
            wire::CopyForm::HtmlSource => self.desktop().copy_text(&made.html),
        }
        .map_err(|reason| ApiError::internal(format!("Nothing was put on the clipboard: {reason}.")))?;
        Ok(wire::ExportReport { files: Vec::new(), problems: reading.problems_to_wire(&made.problems) })
    }

    pub(crate) fn reveal_export(&self, request: &wire::PickedRef) -> Result<Nothing, ApiError> {
        let path = self.shared.picks.path(&request.token)?;
        self.desktop().reveal(&path).map_err(|reason| {
            ApiError::internal(format!("{} could not be shown: {reason}.", path.display()))
        })?;
        Ok(Nothing {})
    }

    /// Exports articles into a folder, each under its address.
    ///
    /// # Errors
    /// Where an article is not there, or a file of another program stands in the way and `overwrite` is not
    /// given; then nothing was written.
    pub fn export_to_folder(
        &self,
        ids: &[String],
        folder: &Path,
        form: wire::ExportForm,
        overwrite: bool,
    ) -> Result<wire::ExportReport, ApiError> {
        let library = self.library()?;
        let mut plan = Plan::default();
        let mut problems = Vec::new();
        for id in ids {
            let reading = Reading::of(&library, &article_id(id)?)?;
            let made = reading.make(&library, form)?;
            problems.extend(reading.problems_to_wire(&made.problems));
            let name = export::plan::file_name(&reading.snapshot.article.slug);
            if plan.files.iter().all(|file| file.name != name) {
                plan.files.push(PlannedFile { name, bytes: made.html.into_bytes() });
            }
        }
        let overwrite = if overwrite { Overwrite::Yes } else { Overwrite::No };
        std::fs::create_dir_all(folder).map_err(|error| folder_failed(folder, &error))?;
        let outcome = write_into(&open_folder(folder)?, &plan.files, overwrite);
        Ok(wire::ExportReport { files: written_to_wire(folder, outcome)?, problems })
    }

    /// An article as a fragment.
    ///
    /// # Errors
    /// Where the article is not there.
    pub fn fragment(&self, id: &str) -> Result<String, ApiError> {
        let library = self.library()?;
        Ok(Reading::of(&library, &article_id(id)?)?.make(&library, wire::ExportForm::Fragment)?.html)
    }

    /// An article as a Markdown file with front matter.
    ///
    /// # Errors
    /// Where the article is not there.
    pub fn markdown(&self, id: &str) -> Result<String, ApiError> {
        let library = self.library()?;
        let stored = library.store().article(&article_id(id)?).to_api()?;
        Ok(crate::files::write_markdown(&library, &stored.article))
    }

    /// The folder of the open library.
    ///
    /// # Errors
    /// Where none is open.
    pub fn folder(&self) -> Result<PathBuf, ApiError> {
        self.library().map(|library| library.folder().to_owned())
    }
}
