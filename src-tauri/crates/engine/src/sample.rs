//! The sample library: what a first start opens, so that nobody faces an empty window.

use std::path::Path;

use contract::ApiError;
use serde::Deserialize;

use crate::errors::ToApi as _;
use crate::library::{Library, new_publication, new_workspace};

/// Files of the sample, each with its path in it.
macro_rules! sample {
    ($include:ident: $($path:literal),* $(,)?) => {
        &[$(($path, $include!(concat!("../sample/", $path)))),*]
    };
}

/// The articles, in the order in which they come into the library: the last is at the top of the list.
const ARTICLES: &[(&str, &str)] = sample![include_str:
    "articles/a-sign-that-reads-both-ways.md",
    "articles/aflaj.md",
    "articles/badgir.md",
    "articles/below-the-third-arch.md",
    "articles/das-dorf-macht-die-lampen-aus.md",
    "articles/eleven-kilometres-of-books.md",
    "articles/forty-thousand-on-the-roof.md",
    "articles/night-trains.md",
    "articles/setting-a-page-by-hand.md",
    "articles/the-arithmetic-of-the-tide.md",
    "articles/the-last-telephone-box.md",
    "articles/the-oven-in-tanners-row.md",
    "articles/how-this-library-works.md",
    "articles/the-harbour-light.md",
];

/// The pictures beside them.
const PICTURES: &[(&str, &[u8])] = sample![include_bytes:
    "pictures/bread-oven.jpg",
    "pictures/harbour-light.jpg",
    "pictures/library-shelves.jpg",
    "pictures/night-sky.jpg",
    "pictures/night-train.jpg",
    "pictures/river-bridge.jpg",
    "pictures/roof-hives.jpg",
    "pictures/tide-curves.jpg",
    "pictures/two-way-sign.jpg",
    "pictures/type-case.jpg",
    "pictures/waggle-dance.png",
    "pictures/windcatchers.jpg",
];

/// Names and terms of the sample that no dictionary has: its authors would have added them to their own.
const WORDS: &[&str] =
    &["Aflaj", "enterococci", "hectopascal", "Lakehead", "lām", "Marketfield", "Plass", "Yazd"];

/// What the sample publishes.
const PUBLICATION: &str = include_str!("../sample/publication.toml");

/// The publication as the sample's file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SamplePublication {
    title: String,
    tagline: String,
    base_url: String,
    language: String,
    default_author: String,
    theme: String,
    links: Vec<SampleLink>,
}

#[derive(Deserialize)]
struct SampleLink {
    label: String,
    url: String,
}

/// Makes the sample library in a folder that is empty or not there yet.
///
/// It is made beside its place and moved there whole, so that a first start that is cut off leaves nothing
/// half-made.
pub(crate) fn create(folder: &Path) -> Result<Library, ApiError> {
    let failed = |error: std::io::Error| {
        ApiError::internal(format!("The sample library could not be made in {}: {error}.", folder.display()))
    };
    let folder = std::path::absolute(folder).map_err(failed)?;
    let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else {
        return Err(ApiError::invalid(format!("{} cannot be a library.", folder.display())));
    };
    std::fs::create_dir_all(parent).map_err(failed)?;
    let staging = parent.join(format!(".{}.new-{}", name.to_string_lossy(), std::process::id()));
    let made = fill(&staging).and_then(|library| {
        drop(library);
        if folder.exists() {
            // Only an empty folder can be removed this way, and only an empty one was to be filled.
            std::fs::remove_dir(&folder).map_err(failed)?;
        }
        std::fs::rename(&staging, &folder).map_err(failed)
    });
    if let Err(error) = made {
        // What could not be finished is ours alone, and of no use to anyone.
        let _ = std::fs::remove_dir_all(&staging);
        return Err(error);
    }
    Library::open(&folder)
}

fn fill(folder: &Path) -> Result<Library, ApiError> {
    let library = Library::create(folder, &publication()?)?;
    // The window opens with the last one, which stands at the top of the list.
    let mut shown = None;
    for (name, text) in ARTICLES {
        let item = import::folder::read(text.as_bytes(), name);
        let picture = |need: &import::PictureNeed| {
            PICTURES
                .iter()
                .find(|(name, _)| *name == need.path)
                .map(|(_, bytes)| bytes.to_vec())
                .ok_or_else(|| "it is not part of the sample".to_owned())
        };
        let (stored, _) = library.add_item(&item, &picture, None, model::Origin::Program)?;
        shown = Some(stored.article.id.to_string());
    }
    let workspace = serde_json::to_string(&new_workspace(shown)).unwrap_or_default();
    library.store().set_setting("workspace", &workspace).to_api()?;
    let words = serde_json::to_string(WORDS).unwrap_or_default();
    library.store().set_setting(crate::spelling::PERSONAL, &words).to_api()?;
    Ok(library)
}

fn publication() -> Result<model::Publication, ApiError> {
    let broken = |reason: String| ApiError::internal(format!("The sample publication is broken: {reason}"));
    let sample: SamplePublication = toml::from_str(PUBLICATION).map_err(|error| broken(error.to_string()))?;
    Ok(model::Publication {
        title: sample.title,
        tagline: sample.tagline,
        base_url: sample.base_url,
        language: model::Language::parse(&sample.language).ok_or_else(|| broken("its language".into()))?,
        default_author: sample.default_author,
        links: sample
            .links
            .into_iter()
            .map(|link| model::PublicationLink { label: link.label, url: link.url })
            .collect(),
        theme: sample.theme,
        ..new_publication()
    })
}
