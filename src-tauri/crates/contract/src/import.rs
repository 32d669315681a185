//! Imports on the wire.

use crate::{Status, wire};

wire! {
    /// What a source is in.
    pub enum ImportFormat {
        /// Markdown files: of Hugo, Jekyll, Zola, Obsidian, Galley itself.
        Markdown,
        /// The export of WordPress.
        Wordpress,
        /// The export of Blogger.
        Blogger,
        /// Pages saved from a site.
        Html,
    }

    /// What could not be taken over as it was.
    pub enum ImportTroubleKind {
        /// Something cannot be read, and was left out.
        Unreadable,
        /// Bytes that are no letters, or an encoding that was guessed.
        Encoding,
        /// A date that is none. `subject`: the date.
        Date,
        /// A shortcode or a tag that is not known and stays as text. `subject`: its name.
        Tag,
        /// A block that the other program fills when it is read. `subject`: its name.
        Block,
        /// A note on how a text is to look, which went. `subject`: the note.
        Layout,
        /// A link that leads to nothing. `subject`: where it was to lead.
        DeadLink,
        /// Comments that were left out.
        Comments,
        /// A picture that is not there or could not be taken.
        Picture,
        /// Something in the text that the result does not show.
        Lost,
        /// An address that another article has.
        Address,
        /// An article that was changed here and there.
        ChangedTwice,
        /// Something that was left out on purpose.
        LeftOut,
    }

    /// What becomes, or became, of one article of a source.
    pub enum ImportState {
        /// It comes in.
        New,
        /// It was changed there, and follows here; what it was here is kept as a revision.
        Updated,
        /// It came in before and is the same.
        Unchanged,
        /// It was changed here and there: the text of the source is kept as a revision.
        Conflict,
        /// It comes back from the trash, into which the undoing of an import had moved it.
        Restored,
        /// It lies in the trash here and stays there.
        InTrash,
        /// It is left out on purpose: it lies in the trash there.
        LeftOut,
        /// It cannot be read.
        Failed,
    }
}

wire! {
    /// What to choose with the system's own dialog.
    pub struct ImportPick {
        /// A folder rather than a file.
        pub folder: bool,
    }

    /// What to import.
    pub struct ImportRequest {
        /// The token of the picked file or folder.
        pub token: String,
        /// Its format; `None`: told by its looks.
        pub from: Option<ImportFormat>,
        /// Whether pictures on other computers are fetched.
        pub fetch_pictures: bool,
    }

    /// An import, or a dry run of one, that is under way or done.
    pub struct ImportJob {
        /// Its name.
        pub job: String,
    }

    /// What an import did, or would do.
    pub struct ImportReport {
        /// Which source.
        pub source: String,
        /// Its format.
        pub format: ImportFormat,
        /// Whether nothing was changed.
        pub dry_run: bool,
        /// Whether the author stopped it: what came in before stays.
        pub cancelled: bool,
        /// The operation that an undo takes back; `None` where nothing was changed.
        #[ts(type = "number | null")]
        pub operation: Option<i64>,
        /// How many articles of each state.
        pub counts: ImportCounts,
        /// The articles, those with problems first; the first few thousand.
        pub items: Vec<ImportItem>,
        /// What is wrong with the source as a whole.
        pub problems: Vec<ImportProblem>,
        /// Fields that Galley has no place for, kept as custom fields.
        pub custom_fields: Vec<ImportField>,
        /// Fields that the other program and its plugins keep for themselves, and that are left out.
        pub left_fields: Vec<ImportField>,
        /// Pictures that lie on other computers; the first few thousand.
        pub remote_pictures: Vec<ImportPicture>,
    }

    /// How many.
    pub struct ImportCounts {
        /// Articles that come in.
        pub new: u32,
        /// Articles that follow a change there.
        pub updated: u32,
        /// Articles that are the same.
        pub unchanged: u32,
        /// Articles that were changed here and there.
        pub conflicts: u32,
        /// Articles that come back from the trash.
        pub restored: u32,
        /// Articles that stay in the trash here.
        pub in_trash: u32,
        /// Articles that are left out on purpose.
        pub left_out: u32,
        /// Articles that cannot be read.
        pub failed: u32,
        /// Pictures that were taken into the library.
        pub pictures: u32,
        /// Pictures that lie on other computers and stay there.
        pub remote_pictures: u32,
        /// Comments that come along.
        pub comments: u32,
        /// Articles with problems.
        pub with_problems: u32,
    }

    /// One article of a source.
    pub struct ImportItem {
        /// What it is called.
        pub title: String,
        /// What becomes of it.
        pub state: ImportState,
        /// Where it will stand here.
        pub status: Option<Status>,
        /// Its date of publication.
        pub date: Option<String>,
        /// The article here, once there is one.
        pub article: Option<String>,
        /// What could not be taken over as it was.
        pub problems: Vec<ImportTrouble>,
    }

    /// Something that could not be taken over as it was.
    pub struct ImportTrouble {
        /// What kind of thing: the window says it in its own language.
        pub kind: ImportTroubleKind,
        /// What it names (a date as it is written, a shortcode, a link); empty where that is nothing.
        pub subject: String,
        /// What it is, and what became of it, in English.
        pub message: String,
    }

    /// Something wrong with a source as a whole.
    pub struct ImportProblem {
        /// What it is about.
        pub about: String,
        /// What, and what became of it.
        pub trouble: ImportTrouble,
    }

    /// A field of articles of the source.
    pub struct ImportField {
        /// Its name.
        pub name: String,
        /// How many articles have it.
        pub articles: u32,
    }

    /// A picture on another computer.
    pub struct ImportPicture {
        /// Its address.
        pub address: String,
        /// What the article is called that shows it.
        pub article: String,
    }

    /// Which import to undo.
    pub struct ImportUndo {
        /// The operation its report names; `None`: the last import.
        #[ts(type = "number | null")]
        pub operation: Option<i64>,
    }

    /// What an undo did.
    pub struct ImportUndone {
        /// How many articles are again what they were, or in the trash.
        pub articles: u32,
        /// Articles that were changed since and stay as they are: their titles.
        pub left: Vec<String>,
    }
}
