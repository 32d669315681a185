//! Exports as Markdown: texts and pictures in a folder, or in one archive.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use contract as wire;
use contract::ApiError;
use export::archive::Archive;
use export::markdown::{MEDIA, MarkdownPlan, add, names};
use export::plan::Overwrite;
use export::write::write_with;
use export::{Pictures as _, Problem};
use model::ArticleId;

use super::targets::{ReadPicture, Steps, Target, open_folder, split, stopped, write_media, written_to_wire};
use super::{Form, left_out_for_readers, problem_to_wire};
use crate::library::Library;
use crate::live;
use crate::pages::LibraryPictures;

/// What the path of an export names, unless it ends in `.zip`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// The one text.
    File,
    /// The folder of the texts.
    Folder,
}

/// Exports articles as Markdown.
pub(super) fn export(
    library: &Arc<Library>,
    ids: &[ArticleId],
    form: Form,
    path: &Path,
    shape: Shape,
    overwrite: Overwrite,
    steps: &Steps<'_>,
) -> Result<wire::ExportReport, ApiError> {
    let pictures = LibraryPictures(library.clone());
    let (mut plan, named, not_out) = plan(library, ids, form.version, &pictures, steps)?;
    let read = |_: &str, hash: &model::ContentHash| taken_along(&pictures, hash, form.originals);
    let mut left_out = Vec::new();
    let zipped = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
    let files = match shape {
        _ if zipped => zip(&plan, &read, path, overwrite, &mut left_out, steps)?,
        Shape::File => {
            let (folder, name) = split(path)?;
            if let Some(text) = plan.texts.first_mut() {
                text.name = name;
            }
            write(&plan, &read, &Target { steps, folder, overwrite, ours: false }, &mut left_out)?
        }
        Shape::Folder => {
            let target = Target { steps, folder: path.to_owned(), overwrite, ours: true };
            write(&plan, &read, &target, &mut left_out)?
        }
    };
    let of_articles = plan.problems.iter().map(|(place, problem)| {
        let (id, title) = &named[*place];
        problem_to_wire(Some(id), title, problem)
    });
    let of_media = left_out.iter().map(|problem| problem_to_wire(None, MEDIA, problem));
    Ok(wire::ExportReport {
        files,
        stopped: steps.stopped(),
        problems: not_out.into_iter().chain(of_articles).chain(of_media).collect(),
    })
}

/// The plan, id and title of each of its articles, and those left out because readers see nothing of them.
type Planned = (MarkdownPlan, Vec<(String, String)>, Vec<wire::ExportProblem>);

fn plan(
    library: &Arc<Library>,
    ids: &[ArticleId],
    version: wire::ExportVersion,
    pictures: &LibraryPictures,
    steps: &Steps<'_>,
) -> Result<Planned, ApiError> {
    let mut articles = Vec::with_capacity(ids.len());
    let mut not_out = Vec::new();
    for id in ids {
        let Some(store::StoredArticle { article, .. }) = live::version_of(library, id, version)? else {
            not_out.push(left_out_for_readers(library, id)?);
            continue;
        };
        if articles.iter().all(|(known, _): &(ArticleId, String)| *known != article.id) {
            articles.push((article.id, article.slug.to_string()));
        }
    }
    if let (true, Some(problem)) = (articles.is_empty(), not_out.first()) {
        return Err(ApiError::invalid(problem.message.clone()));
    }
    let names = names(articles.iter().map(|(id, slug)| (id, slug.as_str())));
    let mut plan = MarkdownPlan::default();
    let mut named = Vec::with_capacity(articles.len());
    for (id, slug) in articles {
        steps.prepare_next()?;
        let Some(store::StoredArticle { article, .. }) = live::version_of(library, &id, version)? else {
            continue;
        };
        let title = if article.metadata.title.is_empty() { slug } else { article.metadata.title.clone() };
        named.push((id.to_string(), title));
        add(&mut plan, &article, &names, pictures);
    }
    Ok((plan, named, not_out))
}

/// A picture as it goes along: as it came into the library, or without what says where, when and with what it was
/// taken. One that cannot be taken apart says nothing that could be read, and stays as it is.
fn taken_along(
    pictures: &LibraryPictures,
    hash: &model::ContentHash,
    as_it_came: bool,
) -> Result<Vec<u8>, String> {
    let bytes = pictures.bytes(hash)?;
    if as_it_came {
        return Ok(bytes);
    }
    Ok(match export::pictures::discreet(&bytes) {
        Some(Cow::Owned(discreet)) => discreet,
        Some(Cow::Borrowed(_)) | None => bytes,
    })
}

fn write(
    plan: &MarkdownPlan,
    read: &ReadPicture<'_>,
    target: &Target<'_>,
    left_out: &mut Vec<Problem>,
) -> Result<Vec<wire::ExportedFile>, ApiError> {
    let opened = open_folder(&target.folder)?;
    let mut written = written_to_wire(&target.folder, 0, target.write(&opened, &plan.texts))?;
    written.extend(write_media(target, read, &plan.media, written.len(), left_out)?);
    Ok(written)
}

fn zip(
    plan: &MarkdownPlan,
    read: &ReadPicture<'_>,
    path: &Path,
    overwrite: Overwrite,
    left_out: &mut Vec<Problem>,
    steps: &Steps<'_>,
) -> Result<Vec<wire::ExportedFile>, ApiError> {
    let (folder, name) = split(path)?;
    let folder = if folder.as_os_str().is_empty() { Path::new(".").to_owned() } else { folder };
    let opened = open_folder(&folder)?;
    let outcome = write_with(&opened, &name, overwrite, |file| {
        let mut archive = Archive::new(file);
        let go_on = || -> std::io::Result<()> {
            if steps.next() { Ok(()) } else { Err(std::io::ErrorKind::Interrupted.into()) }
        };
        for text in &plan.texts {
            go_on()?;
            archive.add(&text.name, &text.bytes)?;
        }
        for (name, hash) in &plan.media {
            go_on()?;
            match read(name, hash) {
                Ok(bytes) => archive.add(&format!("{MEDIA}/{name}"), &bytes)?,
                Err(reason) => left_out.push(Problem {
                    line: None,
                    message: format!("The picture {name} is left out: {reason}."),
                }),
            }
        }
        archive.finish().map(|_| ())
    });
    // An archive is whole or not there.
    if steps.stopped() {
        return Err(stopped());
    }
    written_to_wire(&folder, 0, outcome.map(|written| vec![written]).map_err(|error| (Vec::new(), error)))
}
