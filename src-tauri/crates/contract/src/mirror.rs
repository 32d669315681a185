//! The mirror on the wire: a folder of Markdown files in step with the library.

use crate::{Metadata, wire};

wire! {
    /// How the mirror stands.
    pub struct MirrorState {
        /// The folder, for people; `None`: there never was one.
        pub folder: Option<String>,
        /// What it is doing.
        pub phase: MirrorPhase,
        /// Why it waits, or what it asks, in words.
        pub message: Option<String>,
        /// Why the folder cannot be used, if it cannot.
        pub trouble: Option<MirrorTrouble>,
        /// What it asks, if it asks something: answered with `mirror_confirm`.
        pub question: Option<MirrorQuestion>,
        /// How many texts wait for the author: see `mirror_conflicts`.
        pub conflicts: u32,
        /// Files that are left alone, each with its reason.
        pub problems: Vec<MirrorTrouble>,
        /// Why changes show later than they could (the folder cannot be watched and is asked instead).
        pub notice: Option<MirrorTrouble>,
        /// When both sides last said the same: RFC 3339.
        pub in_step_at: Option<String>,
    }

    /// Something that the mirror cannot do, or leaves as it is.
    pub struct MirrorTrouble {
        /// What it is: the window says it in its own language.
        pub kind: MirrorTroubleKind,
        /// The file or folder it is about.
        pub about: String,
        /// What happened, to what, and what to do, in English.
        pub message: String,
    }

    /// So many files are gone that a mistake is likelier than a wish.
    pub struct MirrorQuestion {
        /// How many files are gone.
        pub gone: u32,
        /// Of how many.
        pub of: u32,
    }

    /// The author's answer to a question.
    pub struct MirrorConfirm {
        /// What is to be done.
        pub answer: MirrorAnswer,
    }

    /// What one round did.
    pub struct MirrorReport {
        /// How the mirror stands after it.
        pub state: MirrorState,
        /// Articles that came of new files.
        pub created: u32,
        /// Articles that took a file's text.
        pub taken: u32,
        /// Articles into which changes of both sides were merged.
        pub merged: u32,
        /// Articles that went to the trash because their file is gone.
        pub trashed: u32,
        /// Articles that came back from the trash with a file that was changed.
        pub restored: u32,
        /// Files that were written.
        pub written: u32,
        /// Files that were given another name.
        pub renamed: u32,
        /// Files that were removed because their article is in the trash.
        pub removed: u32,
    }

    /// Two texts of one article that could not be merged.
    pub struct MirrorConflict {
        /// Names it in `mirror_resolve`.
        pub conflict: String,
        /// The article; `None` where a copy is of none that is known.
        pub article: Option<String>,
        /// The name of the file that the other text came from.
        pub file: String,
        /// Whether it is a copy that another program left, and still lies in the folder.
        pub copy: bool,
        /// The text of the library.
        pub mine: MirrorText,
        /// The other text.
        pub theirs: MirrorText,
    }

    /// One of the two texts.
    pub struct MirrorText {
        /// The text.
        pub body: String,
        /// What is said about it.
        pub metadata: Metadata,
    }

    /// The author's choice between two texts.
    pub struct MirrorResolve {
        /// Which conflict: see [`MirrorConflict`].
        pub conflict: String,
        /// Which text becomes the article's. The other one stays as a revision.
        pub choice: MirrorChoice,
        /// The text that the author put together, for [`MirrorChoice::Edited`].
        pub body: Option<String>,
    }
}

wire! {
    /// What a mirror is doing.
    pub enum MirrorPhase {
        /// Nothing: it was not started, or it was stopped.
        Off,
        /// Bringing both sides together.
        Syncing,
        /// Both sides say the same.
        InStep,
        /// The folder cannot be reached or written; it is tried again.
        Offline,
        /// It waits for an answer, and does nothing until then.
        Asks,
    }

    /// What the mirror cannot do, or leaves as it is.
    pub enum MirrorTroubleKind {
        /// The folder is not there, or cannot be reached.
        Offline,
        /// What lies at the place of the folder is not the mirror.
        NotTheMirror,
        /// The folder is the mirror of another library.
        Taken,
        /// The folder can hold no mirror, because it is the library's or holds it.
        Unfit,
        /// The disk is full.
        Full,
        /// The folder may not be written.
        ReadOnly,
        /// The folder cannot be watched, and is looked at now and then.
        NotWatched,
        /// A file that is a symbolic link.
        Link,
        /// A file that has a second name.
        SecondName,
        /// Something with the name of a text that is no file.
        NotAFile,
        /// A file that is too large.
        TooLarge,
        /// A file that is no text in UTF-8.
        NotText,
        /// A file whose name is no text.
        Name,
        /// A picture that could not be taken along.
        Picture,
        /// Something in a text that is not understood, and stays as it is.
        Text,
        /// An address that another article has.
        SlugTaken,
        /// An article that cannot be read.
        Article,
        /// Anything else that the system reports.
        Failed,
    }

    /// What is to be done about files that are gone.
    pub enum MirrorAnswer {
        /// Their articles go to the trash, from which they can be brought back.
        Trash,
        /// The files are written again.
        WriteAgain,
    }

    /// Whose text it is to be.
    pub enum MirrorChoice {
        /// The library's.
        Mine,
        /// The file's.
        Theirs,
        /// One that the author put together.
        Edited,
        /// Both: the file's becomes an article of its own.
        Both,
    }
}
