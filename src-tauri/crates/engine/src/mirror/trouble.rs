//! What the mirror cannot do or leaves alone, told by its kind, so that the window can say it in its language.

use contract::{MirrorTrouble, MirrorTroubleKind as Kind};
use mirror::{Error, Refusal};

use super::Failed;

pub(super) fn of(kind: Kind, about: &str, message: impl Into<String>) -> MirrorTrouble {
    MirrorTrouble { kind, about: about.to_owned(), message: message.into() }
}

/// Something about the folder or a file in it.
pub(super) fn of_folder(error: &Error) -> MirrorTrouble {
    let (kind, about) = match error {
        Error::Offline { path, .. } => (Kind::Offline, path.display().to_string()),
        Error::NotTheMirror(path) => (Kind::NotTheMirror, path.display().to_string()),
        Error::Taken { path, .. } => (Kind::Taken, path.display().to_string()),
        Error::Unfit { path, .. } => (Kind::Unfit, path.display().to_string()),
        Error::Full(path) => (Kind::Full, path.display().to_string()),
        Error::ReadOnly(path) => (Kind::ReadOnly, path.display().to_string()),
        Error::Changed(name) => (Kind::Failed, name.clone()),
        Error::Io { path, .. } => (Kind::Failed, path.display().to_string()),
        Error::Refused { name, why } => (of_refusal(why), name.clone()),
    };
    of(kind, &about, error.to_string())
}

fn of_refusal(why: &Refusal) -> Kind {
    match why {
        Refusal::Link => Kind::Link,
        Refusal::SecondName => Kind::SecondName,
        Refusal::NotAFile => Kind::NotAFile,
        Refusal::TooLarge(_) => Kind::TooLarge,
        Refusal::NotText(_) => Kind::NotText,
        Refusal::Name => Kind::Name,
    }
}

/// Why a round ended early.
pub(super) fn of_failure(failed: &Failed, folder: &std::path::Path) -> MirrorTrouble {
    match failed {
        Failed::Folder(error) => of_folder(error),
        Failed::Store(error) => of(Kind::Failed, &folder.display().to_string(), error.to_string()),
    }
}
