//! What the tests of the store share: a library of its own for each, and articles to put into it.

use model::{
    ArticleId, CommentsPolicy, Direction, Language, Metadata, Moment, Origin, Publication, Slug, Status,
};
use store::{Derived, Filter, NewArticle, SaveArticle, Saved, Shelf, Sort, Store, StoredArticle, Summary};
use tempfile::TempDir;

/// A library in a folder of its own.
pub struct Library {
    pub store: Store,
    pub folder: TempDir,
}

/// Makes an empty library.
pub fn library() -> Library {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::create(folder.path(), &publication()).expect("a library");
    Library { store, folder }
}

impl Library {
    /// Opens the same library a second time.
    pub fn open_again(&self) -> Store {
        Store::open(self.folder.path()).expect("the library opens").store
    }

    /// Closes the library and answers its folder.
    pub fn close(self) -> TempDir {
        drop(self.store);
        self.folder
    }

    /// Adds an article.
    pub fn add(&self, title: &str, body: &str) -> StoredArticle {
        create(&self.store, title, body, Origin::Window)
    }
}

/// A publication for tests.
pub fn publication() -> Publication {
    Publication {
        version: 1,
        title: "The Lantern".into(),
        tagline: "Notes by lamplight".into(),
        base_url: "https://lantern.example/".into(),
        language: english(),
        default_author: "The editors".into(),
        links: Vec::new(),
        theme: "plain".into(),
        smart_punctuation: true,
        comments: CommentsPolicy::None,
        ..Publication::new("The Lantern", english())
    }
}

pub fn english() -> Language {
    Language::parse("en").expect("a language")
}

/// The n-th second after some midnight.
pub fn at(second: i64) -> Moment {
    Moment::from_milliseconds(1_750_000_000_000 + second * 1000).at_offset(120)
}

pub fn metadata(title: &str) -> Metadata {
    Metadata { title: title.into(), ..Metadata::default() }
}

pub fn derived(body: &str) -> Derived {
    Derived {
        excerpt: body.chars().take(120).collect(),
        language: english(),
        direction: Direction::LeftToRight,
        words: u32::try_from(body.split_whitespace().count()).expect("few words"),
    }
}

pub fn create(store: &Store, title: &str, body: &str, origin: Origin) -> StoredArticle {
    create_with(store, &metadata(title), body, origin)
}

pub fn create_with(store: &Store, metadata: &Metadata, body: &str, origin: Origin) -> StoredArticle {
    let new = NewArticle {
        id: None,
        body,
        metadata,
        status: Status::Draft,
        derived: &derived(body),
        origin,
        now: at(0),
        operation: None,
    };
    store.create_article(&new).expect("the article is added")
}

/// A page of what has a tag, newest first, and how much there is in all.
pub fn list_tagged(
    store: &Store,
    shelf: Shelf,
    tag: &str,
    offset: u32,
    limit: u32,
) -> store::Result<(u32, Vec<Summary>)> {
    let filter = Filter { tag: Some(tag.to_owned()), ..Filter::shelf(shelf) };
    store.list_filtered(&filter, Sort::Changed, false, offset, limit)
}

/// Saves a text over version `base`.
pub fn save(store: &Store, id: &ArticleId, base: i64, body: &str, origin: Origin) -> store::Result<Saved> {
    save_at(store, id, base, body, origin, at(base))
}

pub fn save_at(
    store: &Store,
    id: &ArticleId,
    base: i64,
    body: &str,
    origin: Origin,
    now: Moment,
) -> store::Result<Saved> {
    store.save_article(&SaveArticle {
        id,
        base_version: base,
        body: Some(body),
        metadata: None,
        status: None,
        derived: &derived(body),
        origin,
        now,
        keep_revision: None,
        operation: None,
    })
}

/// Saves metadata over version `base`.
pub fn save_metadata(store: &Store, id: &ArticleId, base: i64, metadata: &Metadata) -> store::Result<Saved> {
    store.save_article(&SaveArticle {
        id,
        base_version: base,
        body: None,
        metadata: Some(metadata),
        status: None,
        derived: &derived(""),
        origin: Origin::Window,
        now: at(base),
        keep_revision: None,
        operation: None,
    })
}

pub fn slug(text: &str) -> Slug {
    Slug::parse(text).expect("a slug")
}

/// Fails unless a verification of everything finds nothing.
pub fn assert_sound(store: &Store) {
    assert_eq!(store.check(&store::unwatched).expect("a verification").problems, Vec::<String>::new());
}

/// The smallest picture there is, as a PNG, its content varied by `number`.
pub fn png(number: u8) -> Vec<u8> {
    let mut picture = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut picture);
    image::ImageEncoder::write_image(encoder, &[number, 0, 0], 1, 1, image::ExtendedColorType::Rgb8)
        .expect("a picture");
    picture
}
