//! Exports of articles: to a file the author picked, to a folder, to the clipboard.

mod look;
mod markdown;
mod targets;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use contract as wire;
use contract::{ApiError, Nothing};
use export::fragment::{FragmentOptions, Profile};
use export::plan::{Overwrite, PlannedFile};
use export::{ArticleSnapshot, PicturesAs};
use model::{ArticleId, ContentHash};

use crate::Engine;
use crate::convert::article_id;
use crate::errors::ToApi as _;
use crate::library::Library;
use crate::live;
use crate::pages::{self, LibraryArticles, LibraryPictures};
use targets::{Steps, Target, write_all};

/// In which form articles are exported.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// As what.
    pub form: wire::ExportForm,
    /// Where a fragment goes.
    pub profile: Option<wire::ExportProfile>,
    /// Where a fragment's pictures are shown from.
    pub pictures: Option<wire::ExportPictures>,
    /// Which state of the articles.
    pub version: wire::ExportVersion,
    /// Whether pictures beside Markdown keep what they say about where and when they were taken.
    pub originals: bool,
}

impl From<wire::ExportForm> for Form {
    fn from(form: wire::ExportForm) -> Self {
        Self::of(form, None, None)
    }
}

impl Form {
    /// The working copy in this form, without what pictures say besides.
    fn of(
        form: wire::ExportForm,
        profile: Option<wire::ExportProfile>,
        pictures: Option<wire::ExportPictures>,
    ) -> Self {
        Self { form, profile, pictures, version: wire::ExportVersion::Working, originals: false }
    }
}

/// An article read for an export.
struct Reading {
    snapshot: ArticleSnapshot,
    pictures: LibraryPictures,
    articles: LibraryArticles,
    comments: Vec<model::Comment>,
}

/// An article made ready: its file, the pictures beside it, and what it could not carry.
struct Made {
    html: String,
    plain_text: String,
    beside: BTreeMap<String, ContentHash>,
    problems: Vec<export::Problem>,
}

impl Reading {
    fn of(library: &Arc<Library>, id: &ArticleId, version: wire::ExportVersion) -> Result<Self, ApiError> {
        match live::version_of(library, id, version)? {
            Some(stored) => Self::of_stored(library, &stored),
            None => Err(ApiError::invalid(live::not_out(library, id)?)),
        }
    }

    fn of_stored(library: &Arc<Library>, stored: &store::StoredArticle) -> Result<Self, ApiError> {
        let publication = library.publication();
        let metadata = &stored.article.metadata;
        let section = pages::section_slug(library, metadata, &publication);
        let snapshot = pages::snapshot(&stored.article, metadata, &publication, &stored.derived, section);
        Ok(Self {
            comments: library.store().comments(&stored.article.id).to_api()?,
            snapshot,
            pictures: LibraryPictures(library.clone()),
            articles: LibraryArticles(library.clone()),
        })
    }

    fn page(&self, library: &Library) -> Result<Made, ApiError> {
        let page = export::page::page_of_article(
            &self.snapshot,
            &self.pictures,
            &self.articles,
            &self.comments,
            &library.theme(),
        )
        .map_err(|error| pages::theme_failed(&error))?;
        Ok(Made {
            html: page.html,
            plain_text: String::new(),
            beside: BTreeMap::new(),
            problems: page.problems,
        })
    }

    fn fragment(&self, options: FragmentOptions) -> Made {
        let fragment =
            export::fragment::fragment_of_article(&self.snapshot, &self.pictures, &self.articles, options);
        Made {
            html: fragment.html,
            plain_text: fragment.plain_text,
            beside: fragment.beside,
            problems: fragment.problems,
        }
    }

    fn make(&self, library: &Library, form: Form) -> Result<Made, ApiError> {
        match form.form {
            wire::ExportForm::Page => self.page(library),
            _ => Ok(self.fragment(options(form))),
        }
    }

    fn problems_to_wire(&self, problems: &[export::Problem]) -> Vec<wire::ExportProblem> {
        let name = match self.snapshot.title() {
            title if title.is_empty() => self.snapshot.article.slug.to_string(),
            title => title,
        };
        let id = self.snapshot.article.id.to_string();
        problems.iter().map(|problem| problem_to_wire(Some(&id), &name, problem)).collect()
    }
}

fn problem_to_wire(article: Option<&str>, title: &str, problem: &export::Problem) -> wire::ExportProblem {
    wire::ExportProblem {
        article: article.map(str::to_owned),
        title: title.to_owned(),
        line: problem.line,
        message: problem.message.clone(),
    }
}

/// An article that does not go along, because readers see nothing of it.
fn left_out_for_readers(library: &Library, id: &ArticleId) -> Result<wire::ExportProblem, ApiError> {
    let summary = library.store().summary(id).to_api()?;
    let title = if summary.title.is_empty() { summary.slug.to_string() } else { summary.title };
    Ok(wire::ExportProblem {
        article: Some(id.to_string()),
        title,
        line: None,
        message: live::not_out(library, id)?,
    })
}

fn options(form: Form) -> FragmentOptions {
    FragmentOptions {
        profile: form.profile.map_or(Profile::Plain, |profile| match profile {
            wire::ExportProfile::Plain => Profile::Plain,
            wire::ExportProfile::Blogger => Profile::Blogger,
            wire::ExportProfile::Wordpress => Profile::WordPress,
            wire::ExportProfile::WordpressBlocks => Profile::WordPressBlocks,
            wire::ExportProfile::Email => Profile::Email,
        }),
        pictures: form.pictures.map(|pictures| match pictures {
            wire::ExportPictures::Absolute => PicturesAs::Addresses,
            wire::ExportPictures::Data => PicturesAs::Data,
            wire::ExportPictures::Folder => PicturesAs::Folder,
        }),
    }
}

impl Engine {
    pub(crate) fn pick_export_target(
        &self,
        request: &wire::ExportPickTarget,
    ) -> Result<Option<wire::Picked>, ApiError> {
        let library = self.library()?;
        let id = article_id(&request.id)?;
        let Some(stored) = live::version_of(&library, &id, request.version.unwrap_or_default())? else {
            return Err(ApiError::invalid(live::not_out(&library, &id)?));
        };
        let name = match request.form {
            wire::ExportForm::Markdown => export::safe_name(stored.article.slug.as_str(), "md"),
            _ => export::plan::file_name(&stored.article.slug),
        };
        Ok(self.desktop().pick_save(&name).map(|path| self.pick(path)))
    }

    pub(crate) fn export_to_target(
        &self,
        request: &wire::ExportArticle,
    ) -> Result<wire::ExportReport, ApiError> {
        let library = self.library()?;
        let path = self.shared.picks.path(&request.target)?;
        let id = article_id(&request.id)?;
        // The dialog has asked before it named a file that exists.
        let overwrite = Overwrite::Yes;
        let version = request.version.unwrap_or_default();
        let originals = request.originals.unwrap_or_default();
        let form = Form { originals, version, ..Form::of(request.form, request.profile, request.pictures) };
        let steps = Steps::of(1, &store::unwatched);
        if request.form == wire::ExportForm::Markdown {
            return markdown::export(&library, &[id], form, &path, markdown::Shape::File, overwrite, &steps);
        }
        let (folder, name) = targets::split(&path)?;
        let reading = Reading::of(&library, &id, version)?;
        let made = reading.make(&library, form)?;
        let file = PlannedFile { name, bytes: made.html.into_bytes() };
        let mut problems = made.problems;
        let target = Target { steps: &steps, folder, overwrite, ours: false };
        let files = write_all(&target, &[file], &reading.pictures, &made.beside, &mut problems)?;
        Ok(wire::ExportReport { files, problems: reading.problems_to_wire(&problems), stopped: false })
    }

    pub(crate) fn export_several(
        &self,
        request: &wire::ExportArticles,
    ) -> Result<wire::ExportReport, ApiError> {
        let folder = self.shared.picks.path(&request.target)?;
        let version = request.version.unwrap_or_default();
        let originals = request.originals.unwrap_or_default();
        let form = Form { originals, version, ..Form::of(request.form, request.profile, request.pictures) };
        let ids = if request.ids.is_empty() { self.all_articles(version)? } else { request.ids.clone() };
        let going = self.shared.export.begin("An export of articles")?;
        self.export_watched(&ids, &folder, form, false, &going.watch(self, wire::LongRun::Export))
    }

    pub(crate) fn cancel_export(&self) -> Nothing {
        self.shared.export.cancel();
        Nothing {}
    }

    pub(crate) fn copy_article(&self, request: &wire::ExportCopy) -> Result<wire::ExportReport, ApiError> {
        let library = self.library()?;
        let version = request.version.unwrap_or_default();
        let reading = Reading::of(&library, &article_id(&request.id)?, version)?;
        let form = Form { profile: request.profile, version, ..Form::from(wire::ExportForm::Fragment) };
        let made = reading.fragment(options(form));
        match request.form {
            wire::CopyForm::RichText => self.desktop().copy_html(&made.html, &made.plain_text),
            wire::CopyForm::HtmlSource => self.desktop().copy_text(&made.html),
        }
        .map_err(|reason| ApiError::internal(format!("Nothing was put on the clipboard: {reason}.")))?;
        Ok(wire::ExportReport {
            files: Vec::new(),
            problems: reading.problems_to_wire(&made.problems),
            stopped: false,
        })
    }

    pub(crate) fn reveal_export(&self, request: &wire::PickedRef) -> Result<Nothing, ApiError> {
        let path = self.shared.picks.path(&request.token)?;
        self.desktop().reveal(&path).map_err(|reason| {
            ApiError::internal(format!("{} could not be shown: {reason}.", path.display()))
        })?;
        Ok(Nothing {})
    }

    /// Exports articles into a folder, each under its address; Markdown into a new archive where the path ends in
    /// `.zip`.
    ///
    /// # Errors
    /// Where an article is not there, none of them is published and what is published is asked for, or a file of another program stands in the way and `overwrite` is not
    /// given; then nothing was written.
    pub fn export_to_folder(
        &self,
        ids: &[String],
        folder: &Path,
        form: impl Into<Form>,
        overwrite: bool,
    ) -> Result<wire::ExportReport, ApiError> {
        self.export_watched(ids, folder, form.into(), overwrite, &store::unwatched)
    }

    /// The same, watched. What was written before it was stopped stays, and is in the report.
    fn export_watched(
        &self,
        ids: &[String],
        folder: &Path,
        form: Form,
        overwrite: bool,
        watch: &store::Watch<'_>,
    ) -> Result<wire::ExportReport, ApiError> {
        let library = self.library()?;
        let mut ids = ids.iter().map(|id| article_id(id)).collect::<Result<Vec<_>, _>>()?;
        let mut seen = BTreeSet::new();
        ids.retain(|id| seen.insert(id.clone()));
        let overwrite = if overwrite { Overwrite::Yes } else { Overwrite::No };
        let steps = Steps::of(ids.len(), watch);
        if form.form == wire::ExportForm::Markdown {
            return markdown::export(
                &library,
                &ids,
                form,
                folder,
                markdown::Shape::Folder,
                overwrite,
                &steps,
            );
        }
        let mut files: Vec<PlannedFile> = Vec::new();
        let mut taken = export::site::address::Taken::default();
        let mut beside = BTreeMap::new();
        let mut problems = Vec::new();
        for id in &ids {
            steps.prepare_next()?;
            let Some(stored) = live::version_of(&library, id, form.version)? else {
                problems.push(left_out_for_readers(&library, id)?);
                continue;
            };
            let reading = Reading::of_stored(&library, &stored)?;
            let made = reading.make(&library, form)?;
            problems.extend(reading.problems_to_wire(&made.problems));
            let name = taken.take_free(&export::plan::file_name(&reading.snapshot.article.slug));
            files.push(PlannedFile { name, bytes: made.html.into_bytes() });
            beside.extend(made.beside);
        }
        if let (true, Some(problem)) = (files.is_empty(), problems.first()) {
            return Err(ApiError::invalid(problem.message.clone()));
        }
        let target = Target { steps: &steps, folder: folder.to_owned(), overwrite, ours: true };
        let mut left_out = Vec::new();
        let files = write_all(&target, &files, &LibraryPictures(library.clone()), &beside, &mut left_out)?;
        problems
            .extend(left_out.iter().map(|problem| problem_to_wire(None, export::markdown::MEDIA, problem)));
        Ok(wire::ExportReport { files, problems, stopped: steps.stopped() })
    }

    /// The ids of all articles that are not in the trash; of those that readers see, where that is asked for.
    ///
    /// # Errors
    /// Where the library cannot be read.
    pub fn all_articles(&self, version: wire::ExportVersion) -> Result<Vec<String>, ApiError> {
        let shelf = match version {
            wire::ExportVersion::Working => wire::Shelf::All,
            wire::ExportVersion::Published => wire::Shelf::Published,
        };
        let mut ids = Vec::new();
        loop {
            let offset = u32::try_from(ids.len()).unwrap_or(u32::MAX);
            let request = wire::ArticleListRequest {
                shelf,
                tag: None,
                filter: wire::ArticleFilter::default(),
                sort: wire::Sort::default(),
                reverse: false,
                offset,
                limit: 500,
            };
            let page = self.list_articles(&request)?;
            if page.items.is_empty() {
                return Ok(ids);
            }
            ids.extend(page.items.into_iter().map(|item| item.id));
        }
    }

    /// An article as a fragment.
    ///
    /// # Errors
    /// Where the article is not there.
    pub fn fragment(&self, id: &str) -> Result<String, ApiError> {
        let library = self.library()?;
        let version = wire::ExportVersion::Working;
        Ok(Reading::of(&library, &article_id(id)?, version)?.fragment(FragmentOptions::default()).html)
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
}
