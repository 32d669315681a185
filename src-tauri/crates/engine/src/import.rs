//! Imports: what the author named is read by the crate `import`, and its articles come into the library in
//! batches, under one operation that can be undone.
//!
//! Running the same import again brings only what is new or changed: every article keeps the name it has in
//! its source, and the hash of what the source said of it.

mod arrive;
mod fetch;
mod jobs;
mod known;
mod pictures;
mod report;
mod run;
mod undo;

use std::path::Path;

use contract as wire;
use contract::ApiError;

use crate::Engine;

pub(crate) use jobs::Imports;

/// How an import is made.
#[derive(Debug, Clone, Copy, Default)]
pub struct ImportOptions {
    /// The format; `None`: told by its looks.
    pub from: Option<wire::ImportFormat>,
    /// Whether nothing is changed, and the report says what would be.
    pub dry_run: bool,
    /// Whether pictures on other computers are fetched.
    pub fetch_pictures: bool,
    /// Whether pictures may be fetched from this computer and the network around it.
    pub private_hosts: bool,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ImportProgress {
    /// Articles of the source that are done.
    pub done: u32,
    /// How many there are; 0 while that is being found out.
    pub total: u32,
    /// Pictures that were taken into the library.
    pub pictures: u32,
}

/// Told how far an import is; answers whether it goes on.
pub(crate) type Heard<'h> = dyn Fn(ImportProgress) -> bool + Sync + 'h;

impl Engine {
    /// Imports a file, a folder or an archive, or tells what an import would do. `heard` is told how far it is
    /// and answers whether it goes on; what came in before it stopped stays.
    ///
    /// # Errors
    /// Where the source cannot be read at all, or the library not be written; what came in before stays.
    pub fn import(
        &self,
        path: &Path,
        options: &ImportOptions,
        heard: &(dyn Fn(ImportProgress) -> bool + Sync),
    ) -> Result<wire::ImportReport, ApiError> {
        let format = options.from.map(format_from);
        let source = import::Source::open(path, format).map_err(|problem| {
            ApiError::invalid(format!("{}: {}. Nothing was changed.", problem.about, problem.message))
        })?;
        run::run(self, &source, &path.display().to_string(), options, heard)
    }
}

fn format_from(format: wire::ImportFormat) -> import::Format {
    match format {
        wire::ImportFormat::Markdown => import::Format::Markdown,
        wire::ImportFormat::Wordpress => import::Format::Wordpress,
        wire::ImportFormat::Blogger => import::Format::Blogger,
        wire::ImportFormat::Html => import::Format::Html,
    }
}

fn format_to(format: import::Format) -> wire::ImportFormat {
    match format {
        import::Format::Markdown => wire::ImportFormat::Markdown,
        import::Format::Wordpress => wire::ImportFormat::Wordpress,
        import::Format::Blogger => wire::ImportFormat::Blogger,
        import::Format::Html => wire::ImportFormat::Html,
    }
}
