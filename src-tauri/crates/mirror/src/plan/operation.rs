//! The things that a plan consists of.

use model::{ArticleId, ContentHash};

use super::Agreement;

/// One thing to do. Before it is done, what it names as there must still be there: otherwise it is left out,
/// and the next plan sees the new state. After it, the new agreement is written down; if that is lost in a
/// crash, the next plan finds that both sides say the same and writes it down then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// Write the article to the file, which has these bytes now, or is not there. Then they agree.
    WriteFile {
        /// The article, and what it says now.
        article: ArticleId,
        /// See `article`.
        content: ContentHash,
        /// The name of the file.
        file: String,
        /// The bytes the file has now; `None`: it is not there.
        replaces: Option<ContentHash>,
    },
    /// Give the file the name its article's new slug asks for; nothing has that name. Then they agree.
    RenameFile {
        /// The article.
        article: ArticleId,
        /// The name now.
        from: String,
        /// The name then.
        to: String,
        /// The bytes the file has now.
        bytes: ContentHash,
    },
    /// Remove the file, whose article went to the trash. Then forget the agreement.
    RemoveFile {
        /// The article.
        article: ArticleId,
        /// The name of the file.
        file: String,
        /// The bytes the file has now.
        bytes: ContentHash,
    },
    /// Save what the file says as the article's new text; what it said is kept as a revision. Then they agree.
    TakeText {
        /// The article.
        article: ArticleId,
        /// What the article says now: the base of the save.
        replaces: ContentHash,
        /// The name of the file.
        file: String,
        /// The bytes the file has now.
        bytes: ContentHash,
    },
    /// Both changed: keep what the file says as a conflict revision of the article, changing neither. A
    /// [`Operation::WriteFile`] follows.
    KeepBoth {
        /// The article.
        article: ArticleId,
        /// The name of the file.
        file: String,
        /// The bytes the file has now.
        bytes: ContentHash,
    },
    /// Make an article of a new file. Then they agree.
    CreateArticle {
        /// The name of the file.
        file: String,
        /// The bytes the file has now.
        bytes: ContentHash,
        /// The identifier the file asks for, if no article has it.
        id: Option<ArticleId>,
    },
    /// Bring the article back from the trash with what the file says: it was changed after all. Then they agree.
    RestoreArticle {
        /// The article.
        article: ArticleId,
        /// The name of the file.
        file: String,
        /// The bytes the file has now.
        bytes: ContentHash,
    },
    /// Move the article, whose file is gone, to the trash. Then forget the agreement.
    TrashArticle {
        /// The article.
        article: ArticleId,
        /// What the article says now.
        content: ContentHash,
        /// The name its file had.
        file: String,
        /// The bytes of the file of another article that has this name now, if there is one.
        found: Option<ContentHash>,
    },
    /// Both say the same: write down that they agree.
    Agree(Agreement),
    /// Both are gone: forget the agreement.
    Forget(ArticleId),
}

impl Operation {
    /// The name of the file it is about; empty where there is none.
    #[must_use]
    pub fn file(&self) -> &str {
        match self {
            Self::WriteFile { file, .. }
            | Self::RemoveFile { file, .. }
            | Self::TakeText { file, .. }
            | Self::KeepBoth { file, .. }
            | Self::CreateArticle { file, .. }
            | Self::RestoreArticle { file, .. }
            | Self::TrashArticle { file, .. }
            | Self::RenameFile { to: file, .. }
            | Self::Agree(Agreement { file, .. }) => file,
            Self::Forget(_) => "",
        }
    }

    /// All names it touches.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let from = match self {
            Self::RenameFile { from, .. } => from,
            _ => "",
        };
        [self.file(), from].into_iter().filter(|name| !name.is_empty())
    }

    /// The article it is about; `None` for one that is to be made.
    #[must_use]
    pub fn article(&self) -> Option<&ArticleId> {
        match self {
            Self::WriteFile { article, .. }
            | Self::RemoveFile { article, .. }
            | Self::TakeText { article, .. }
            | Self::KeepBoth { article, .. }
            | Self::RestoreArticle { article, .. }
            | Self::TrashArticle { article, .. }
            | Self::RenameFile { article, .. }
            | Self::Agree(Agreement { article, .. })
            | Self::Forget(article) => Some(article),
            Self::CreateArticle { id, .. } => id.as_ref(),
        }
    }
}
