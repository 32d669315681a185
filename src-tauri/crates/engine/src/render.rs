//! One Markdown file to HTML, without a library.

use std::collections::HashMap;
use std::sync::Mutex;

use contract::ApiError;
use export::{ArticleSnapshot, Pictures, Theme};
use sha2::{Digest as _, Sha256};

use crate::files::Source;
use crate::{derive, library, lock, pages};

/// In which form a file is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RenderForm {
    /// Clean HTML.
    Fragment,
    /// One self-contained file.
    Page,
    /// CommonMark to the letter, raw HTML kept.
    Plain,
}

/// A rendered file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedFile {
    /// The HTML.
    pub html: String,
    /// What is not as it should be.
    pub problems: Vec<String>,
}

/// Renders a Markdown text. Addresses stay as they are written; nothing is loaded.
///
/// # Errors
/// Where the text cannot be read, or a theme fails.
pub fn render_markdown(source: Source, form: RenderForm) -> Result<RenderedFile, ApiError> {
    let (item, _) = source.item()?;
    if form == RenderForm::Plain {
        let problems = item.problems.iter().map(ToString::to_string).collect();
        return Ok(RenderedFile { html: markup::render_plain(&item.body), problems });
    }
    let publication = model::Publication { title: String::new(), ..library::new_publication() };
    let files = FilesBeside::of(&source, &item);
    let (html, found) = match form {
        RenderForm::Page => {
            let snapshot = ArticleSnapshot::new(files.article(&item), publication);
            let theme =
                Theme::built_in(&snapshot.publication.theme).map_err(|error| pages::theme_failed(&error))?;
            let page = export::page::page_of_article(&snapshot, &files, &export::NoArticles, &[], &theme)
                .map_err(|error| pages::theme_failed(&error))?;
            (page.html, page.problems)
        }
        _ => {
            let derived = derive::derive(&item.body, &item.metadata, &publication);
            let options =
                export::snapshot::render_options(&publication, &derived.language, derived.direction, false);
            let rendered = markup::render(&item.body, &options, &markup::AsWritten);
            (rendered.html() + "\n", export::preflight::of_text(&rendered))
        }
    };
    let mut problems: Vec<String> = item.problems.iter().map(ToString::to_string).collect();
    problems.extend(found.into_iter().map(|problem| match problem.line {
        Some(line) => format!("line {line}: {}", problem.message),
        None => problem.message,
    }));
    Ok(RenderedFile { html, problems })
}

/// The pictures that lie beside a file, under the names they would have in a library.
struct FilesBeside {
    addresses: HashMap<String, String>,
    contents: Mutex<HashMap<model::ContentHash, (model::MediumKind, Vec<u8>)>>,
    lead: Option<model::LeadPicture>,
}

impl FilesBeside {
    fn of(source: &Source, item: &import::Item) -> Self {
        let mut beside = Self { addresses: HashMap::new(), contents: Mutex::default(), lead: None };
        for need in &item.pictures {
            if let Some((hash, kind)) = beside.take(source, need) {
                beside.addresses.insert(
                    need.address.clone(),
                    format!("media/{}", export::pictures::file_name(&hash, kind)),
                );
            }
        }
        if let Some(lead) = &item.lead {
            let need =
                lead.path.clone().map(|path| import::PictureNeed { address: lead.address.clone(), path });
            let found = need.and_then(|need| beside.take(source, &need));
            beside.lead = found.map(|(medium, _)| model::LeadPicture {
                medium,
                alt: lead.alt.clone(),
                caption: lead.caption.clone(),
                credit: lead.credit.clone(),
            });
        }
        beside
    }

    fn take(
        &self,
        source: &Source,
        need: &import::PictureNeed,
    ) -> Option<(model::ContentHash, model::MediumKind)> {
        let bytes = source.picture(need).ok()?;
        let kind = model::MediumKind::from_content(&bytes)?;
        let hash = model::ContentHash::from_bytes(&Sha256::digest(&bytes).into());
        lock(&self.contents).insert(hash.clone(), (kind, bytes));
        Some((hash, kind))
    }

    /// The file as an article that no library holds.
    fn article(&self, item: &import::Item) -> model::Article {
        let id =
            model::ArticleId::parse("00000000-0000-0000-0000-000000000000").expect("the nil UUID is one");
        let nowhere = model::Moment::from_milliseconds(0);
        let slug = item.metadata.slug.clone().or_else(|| model::Slug::from_text(&item.metadata.title));
        model::Article {
            id,
            version: 1,
            status: item.status.unwrap_or(model::Status::Draft),
            slug: slug.or_else(|| model::Slug::from_text("untitled")).expect("“untitled” has letters"),
            body: import::rewrite_pictures(&item.body, &self.addresses),
            metadata: model::Metadata { lead: self.lead.clone(), ..item.metadata.clone() },
            created_at: nowhere,
            updated_at: nowhere,
            trashed_at: None,
        }
    }
}

impl Pictures for FilesBeside {
    fn facts(&self, hash: &model::ContentHash) -> Option<export::PictureFacts> {
        lock(&self.contents).get(hash).map(|(kind, _)| export::PictureFacts { kind: *kind, dimensions: None })
    }

    fn bytes(&self, hash: &model::ContentHash) -> Result<Vec<u8>, String> {
        lock(&self.contents)
            .get(hash)
            .map(|(_, bytes)| bytes.clone())
            .ok_or_else(|| "it is not there".to_owned())
    }
}
