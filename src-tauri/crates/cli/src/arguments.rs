//! The words of the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Keeps, renders and exports articles of a Galley library.
#[derive(Parser)]
#[command(name = "galley", version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// The library's folder [default: GALLEY_LIBRARY, else Galley in your documents]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) library: Option<PathBuf>,
    /// Answer in JSON, for programs
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Create an empty library
    Init,
    /// Add an article; prints its id once it is on disk
    New {
        /// Its title
        #[arg(long)]
        title: Option<String>,
        /// A Markdown file with its text, and its metadata as front matter; - for standard input
        #[arg(long, value_name = "F.md")]
        file: Option<PathBuf>,
    },
    /// Replace text and metadata of an article; prints the new version once it is on disk
    Edit {
        /// The article's id or address
        #[arg(value_name = "ID")]
        article: String,
        /// The Markdown file to take them from; - for standard input
        #[arg(long, value_name = "F.md")]
        file: PathBuf,
        /// Only if nobody saved the article since this version
        #[arg(long, value_name = "N")]
        base_version: Option<i64>,
    },
    /// List articles, newest first
    List {
        /// Only those with this status; `trash` for the trash
        #[arg(long, value_name = "S")]
        status: Option<String>,
        /// Only those with this tag
        #[arg(long, value_name = "T")]
        tag: Option<String>,
        /// At most so many
        #[arg(long, value_name = "N", default_value_t = 100)]
        limit: u32,
    },
    /// Print an article
    Show {
        /// Its id or address
        #[arg(value_name = "ID|SLUG")]
        article: String,
        /// In which form
        #[arg(long = "as", value_enum, default_value_t = ShowForm::Markdown)]
        form: ShowForm,
    },
    /// List the revisions of an article, newest first
    History {
        /// Its id or address
        #[arg(value_name = "ID|SLUG")]
        article: String,
    },
    /// Make a revision the working copy again; what it replaces is kept as a revision
    Restore {
        /// The article's id or address
        #[arg(value_name = "ID|SLUG")]
        article: String,
        /// The revision's number, as `history` shows it
        revision: i64,
    },
    /// Find articles by their words
    Search {
        /// What to look for
        #[arg(required = true)]
        query: Vec<String>,
        /// At most so many
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: u32,
    },
    /// Render a Markdown file to standard output; needs no library
    Render {
        /// The file; - for standard input
        #[arg(value_name = "FILE.md|-")]
        file: PathBuf,
        /// In which form
        #[arg(long = "as", value_enum, default_value_t = RenderAs::Fragment)]
        form: RenderAs,
    },
    /// Export articles
    Export {
        /// Their ids or addresses
        #[arg(value_name = "ID|SLUG", required_unless_present_any = ["all", "site"])]
        articles: Vec<String>,
        /// All articles that are not in the trash
        #[arg(long, conflicts_with = "articles")]
        all: bool,
        /// The folder to write into, made if need be; as Markdown also a new file that ends in .zip
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
        /// In which form
        #[arg(long = "as", value_enum, default_value_t = ExportAs::Page)]
        form: ExportAs,
        /// Where a fragment goes
        #[arg(long, value_name = "NAME", value_enum)]
        profile: Option<ExportProfile>,
        /// Where a fragment's pictures are shown from [default: as the profile has it]
        #[arg(long, value_enum)]
        pictures: Option<ExportPictures>,
        /// What readers see instead of the working copies; with --all: of every published article
        #[arg(long)]
        published: bool,
        /// As Markdown: pictures exactly as they came into the library, also with the place where they were taken
        #[arg(long)]
        originals: bool,
        /// Replace files there that this program did not write
        #[arg(long)]
        overwrite: bool,
        /// The whole publication as a site: only what has changed since the last time is written
        #[arg(long, conflicts_with_all = ["articles", "all", "form", "profile", "pictures", "published", "originals"])]
        site: bool,
        /// The address to use in place of the publication's
        #[arg(long, value_name = "URL", requires = "site")]
        base_url: Option<String>,
        /// Change nothing; list what would change and everything that is not as it should be
        #[arg(long, requires = "site")]
        dry_run: bool,
        /// Serve the site on this machine afterwards, until interrupted
        #[arg(long, requires = "site", conflicts_with = "dry_run")]
        serve: bool,
        /// The port to serve on [default: any that is free]
        #[arg(long, value_name = "N", requires = "serve")]
        port: Option<u16>,
    },
    /// Themes: list them, or make one of your own
    Theme {
        #[command(subcommand)]
        command: ThemeCommand,
    },
    /// Keep a folder of Markdown files in step with the library, until it is interrupted
    Mirror {
        /// The folder
        folder: PathBuf,
        /// Bring both sides together once, and end
        #[arg(long)]
        once: bool,
        /// If many files are gone: move their articles to the trash
        #[arg(long, conflicts_with = "write_missing")]
        trash_missing: bool,
        /// If many files are gone: write them again
        #[arg(long)]
        write_missing: bool,
    },
    /// Bring in articles from elsewhere; prints what came, and lists what had problems
    Import {
        /// A file, a folder or an archive (zip, tar, tar.gz)
        #[arg(value_name = "PATH", required_unless_present = "undo")]
        path: Option<PathBuf>,
        /// What it is
        #[arg(long, value_enum, default_value_t = ImportFrom::Auto)]
        from: ImportFrom,
        /// Change nothing; tell what would come, what is there already, and what has problems
        #[arg(long)]
        dry_run: bool,
        /// Fetch pictures that lie on other computers
        #[arg(long)]
        fetch_pictures: bool,
        /// Fetch pictures from this computer and the network around it as well
        #[arg(long, requires = "fetch_pictures")]
        private_hosts: bool,
        /// Take the last import back: what it brought goes to the trash, what it changed is what it was
        #[arg(long, conflicts_with_all = ["path", "dry_run", "fetch_pictures"])]
        undo: bool,
    },
    /// Write the whole library, media included, into one new file, and verify it
    Backup {
        /// The file to write
        file: PathBuf,
    },
    /// Make a library in a new folder from a backup
    RestoreBackup {
        /// The backup
        file: PathBuf,
        /// The folder to make
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
    /// Verify the database, its search index, its references and its media
    Check {
        /// Mend what can be mended without losing a text: make the search index anew, bring pictures back from
        /// the backups, put a damaged database aside and the newest good backup in its place
        #[arg(long)]
        repair: bool,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShowForm {
    /// The text with its metadata as front matter
    Markdown,
    /// Clean HTML
    Html,
    /// Everything, as JSON
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RenderAs {
    /// Clean HTML to paste into a CMS
    Fragment,
    /// One self-contained HTML file
    Page,
    /// CommonMark to the letter, raw HTML kept as it is: for comparing, not for publishing
    Plain,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportAs {
    /// One self-contained HTML file
    Page,
    /// Clean HTML to paste into a CMS
    Fragment,
    /// The text with its metadata as front matter, pictures in `media` beside it
    Markdown,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportProfile {
    /// Any place: clean semantic HTML
    Plain,
    /// Blogger, in its HTML view
    Blogger,
    /// WordPress's classic editor, in its text view
    Wordpress,
    /// WordPress's block editor, in its code view
    WordpressBlocks,
    /// A newsletter: mail programs
    Email,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportPictures {
    /// By their address below the publication's
    Absolute,
    /// From inside the HTML
    Data,
    /// From the folder `media` beside the file
    Folder,
}

#[derive(Subcommand)]
pub(crate) enum ThemeCommand {
    /// List the themes that can be chosen
    List,
    /// Copy a built-in theme into the library, with a guide to changing it; prints its folder
    New {
        /// The name of the copy: letters, digits, hyphens
        name: String,
        /// The theme to copy
        #[arg(long, value_name = "THEME", default_value = "news")]
        from: String,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImportFrom {
    /// Told by its looks
    Auto,
    /// Markdown files: of Hugo, Jekyll, Zola, Obsidian, Galley itself
    Markdown,
    /// The export of WordPress (WXR)
    Wordpress,
    /// The export of Blogger (Takeout, or the old backup)
    Blogger,
    /// Pages saved from a site
    Html,
}
