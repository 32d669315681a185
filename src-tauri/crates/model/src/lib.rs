//! What Galley is about: articles, revisions, media and the publication they belong to.
//!
//! Values and the rules that hold between them, nothing else: no disk, no clock, no randomness and no
//! wire format. Times and identifiers come in as parameters.

pub mod article;
pub mod id;
pub mod language;
pub mod medium;
pub mod moment;
pub mod publication;
pub mod revision;
pub mod slug;

pub use article::{Article, Comment, Kind, LeadPicture, Metadata, OriginalPublication, Status};
pub use id::{ArticleId, ContentHash, InvalidId, RevisionId};
pub use language::{Direction, Language};
pub use medium::{Medium, MediumKind};
pub use moment::Moment;
pub use publication::{CommentsPolicy, Profile, ProfileKind, Publication, PublicationLink};
pub use revision::{Cause, Origin, Revision};
pub use slug::Slug;
