//! Exports as Markdown: texts and pictures in a folder, or in one archive.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use contract as wire;
use contract::ApiError;
use export::archive::Archive;
use export::markdown::{MEDIA, MarkdownPlan, add, names};
use export::plan::Overwrite;
use export::write::{write_files, write_with};
use export::{Pictures as _, Problem};
use model::ArticleId;

use super::targets::{ReadPicture, Target, open_folder, split, write_media, written_to_wire};
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
) -> Result<wire::ExportReport, ApiError> {
    let pictures = LibraryPictures(library.clone());
    let (mut plan, named, not_out) = plan(library, ids, form.version, &pictures)?;
    let read = |_: &str, hash: &model::ContentHash| taken_along(&pictures, hash, form.originals);
    let mut left_out = Vec::new();
    let zipped = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
    let files = match shape {
        _ if zipped => zip(&plan, &read, path, overwrite, &mut left_out)?,
        Shape::File => {
            let (folder, name) = split(path)?;
            if let Some(text) = plan.texts.first_mut() {
                text.name = name;
            }
            write(&plan, &read, &Target { folder, overwrite, ours: false }, &mut left_out)?
        }
        Shape::Folder => {
            let target = Target { folder: path.to_owned(), overwrite, ours: true };
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
    target: &Target,
    left_out: &mut Vec<Problem>,
) -> Result<Vec<wire::ExportedFile>, ApiError> {
    let opened = open_folder(&target.folder)?;
    let outcome = if target.ours {
        export::manifest::write_into(&opened, &plan.texts, target.overwrite)
    } else {
        write_files(&opened, &plan.texts, target.overwrite)
    };
    let mut written = written_to_wire(&target.folder, 0, outcome)?;
    written.extend(write_media(target, read, &plan.media, written.len(), left_out)?);
    Ok(written)
}

fn zip(
    plan: &MarkdownPlan,
    read: &ReadPicture<'_>,
    path: &Path,
    overwrite: Overwrite,
    left_out: &mut Vec<Problem>,
) -> Result<Vec<wire::ExportedFile>, ApiError> {
    let (folder, name) = split(path)?;
    let folder = if folder.as_os_str().is_empty() { Path::new(".").to_owned() } else { folder };
    let opened = open_folder(&folder)?;
    let outcome = write_with(&opened, &name, overwrite, |file| {
        let mut archive = Archive::new(file);
        for text in &plan.texts {
            archive.add(&text.name, &text.bytes)?;
        }
        for (name, hash) in &plan.media {
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
    written_to_wire(&folder, 0, outcome.map(|written| vec![written]).map_err(|error| (Vec::new(), error)))
}
