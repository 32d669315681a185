//! Articles to export, and pictures to put in them.

use std::collections::BTreeMap;

use export::{ArticleSnapshot, Derived, PictureFacts, Pictures};
use model::{
    Article, ArticleId, CommentsPolicy, ContentHash, Direction, Language, MediumKind, Metadata, Moment,
    Publication, PublicationLink, Slug, Status,
};

/// Pictures by hash.
#[derive(Default)]
pub struct Album(pub BTreeMap<ContentHash, Vec<u8>>);

impl Album {
    /// Adds a picture under a hash made of one repeated byte.
    pub fn with(mut self, mark: u8, bytes: Vec<u8>) -> Self {
        self.0.insert(hash(mark), bytes);
        self
    }
}

impl Pictures for Album {
    fn facts(&self, hash: &ContentHash) -> Option<PictureFacts> {
        let bytes = self.0.get(hash)?;
        let kind = MediumKind::from_content(bytes)?;
        let size = image::ImageReader::new(std::io::Cursor::new(bytes))
            .with_guessed_format()
            .ok()
            .and_then(|reader| reader.into_dimensions().ok());
        Some(PictureFacts { kind, dimensions: size })
    }

    fn bytes(&self, hash: &ContentHash) -> Result<Vec<u8>, String> {
        self.0.get(hash).cloned().ok_or_else(|| "it is not in the library".to_owned())
    }
}

pub fn hash(mark: u8) -> ContentHash {
    ContentHash::from_bytes(&[mark; 32])
}

pub fn language(tag: &str) -> Language {
    Language::parse(tag).expect("a language tag")
}

pub fn moment(text: &str) -> Moment {
    Moment::parse(text).expect("a date")
}

/// A picture of the given size: a slope of colours, so that scaling has something to do.
pub fn picture(width: u32, height: u32, format: image::ImageFormat) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, 120])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

/// A publication with everything in it.
pub fn publication() -> Publication {
    Publication {
        version: 1,
        title: "The Evening Lantern".into(),
        tagline: "Small news of a river town, since the last lamp was lit by hand".into(),
        base_url: "https://lantern.example/".into(),
        language: language("en-GB"),
        default_author: "The Lantern".into(),
        links: vec![
            PublicationLink { label: "Lantern on video".into(), url: "https://video.example/lantern".into() },
            PublicationLink { label: "Weekly letter".into(), url: "https://lantern.example/letter".into() },
        ],
        theme: "news".into(),
        smart_punctuation: true,
        comments: CommentsPolicy::None,
        ..Publication::new("The Evening Lantern", language("en-GB"))
    }
}

/// An article with a title and nothing else.
pub fn article(title: &str) -> Article {
    Article {
        id: ArticleId::parse("0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a").expect("an id"),
        version: 1,
        status: Status::Draft,
        slug: Slug::from_text(title).or_else(|| Slug::from_text("article")).expect("a slug"),
        body: String::new(),
        metadata: Metadata { title: title.into(), ..Metadata::default() },
        created_at: moment("2026-03-01"),
        updated_at: moment("2026-03-01"),
        trashed_at: None,
    }
}

/// A snapshot in a language.
pub fn snapshot(article: Article, publication: Publication, tag: &str) -> ArticleSnapshot {
    let direction = language(tag).direction();
    ArticleSnapshot {
        article,
        publication,
        derived: Derived {
            language: language(tag),
            direction,
            words: 412,
            reading_minutes: 2,
            excerpt: "What colour should the night be? A lamp failed, and a town had to say.".into(),
        },
        section: None,
    }
}

/// The direction of a language, for tests that override it.
pub const RIGHT_TO_LEFT: Direction = Direction::RightToLeft;
