//! Where exports go: files in one folder, pictures in `media` beside them.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cap_std::fs::Dir;
use contract as wire;
use contract::ApiError;
use export::manifest::write_into;
use export::pictures::site::bytes_in_site;
use export::plan::{Overwrite, PlannedFile};
use export::write::{WriteError, Written, write_files};
use export::{Pictures, Problem};
use model::ContentHash;

/// As many bytes of pictures as are held at a time.
const BATCH: usize = 32 * 1024 * 1024;

/// The folder of pictures beside what shows them.
const MEDIA: &str = "media";

/// How far an export is: a step for each article that is made ready, and one for each file.
pub(super) struct Steps<'a> {
    watch: &'a store::Watch<'a>,
    done: Cell<u64>,
    of: u64,
    stopped: Cell<bool>,
}

impl<'a> Steps<'a> {
    pub(super) fn of(articles: usize, watch: &'a store::Watch<'a>) -> Self {
        Self { watch, done: Cell::new(0), of: articles as u64 * 2, stopped: Cell::new(false) }
    }

    /// Tells that another step begins. Whether to take it.
    pub(super) fn next(&self) -> bool {
        let done = self.done.get();
        // How many pictures there are beside the files is not known before.
        self.done.set(self.of.min(done + 1));
        let go_on = !self.stopped.get() && (self.watch)(done, self.of);
        self.stopped.set(!go_on);
        go_on
    }

    /// Whether the author has stopped it.
    pub(super) fn stopped(&self) -> bool {
        self.stopped.get()
    }

    /// The same while nothing is written yet.
    pub(super) fn prepare_next(&self) -> Result<(), ApiError> {
        if self.next() { Ok(()) } else { Err(stopped()) }
    }
}

/// What an export says that was stopped before it wrote anything.
pub(super) fn stopped() -> ApiError {
    ApiError::internal("The export was stopped. Nothing was written.").because(wire::Reason::Stopped)
}

/// A folder to write into.
pub(super) struct Target<'a> {
    pub steps: &'a Steps<'a>,
    pub folder: PathBuf,
    pub overwrite: Overwrite,
    /// Whether a manifest says which files there are ours; not where the author picked one single file.
    pub ours: bool,
}

impl Target<'_> {
    pub(super) fn write(&self, folder: &Dir, files: &[PlannedFile]) -> Outcome {
        let go_on = || self.steps.next();
        if self.ours {
            write_into(folder, files, self.overwrite, &go_on)
        } else {
            write_files(folder, files, self.overwrite, &go_on)
        }
    }
}

/// The folder and the name of a picked file.
pub(super) fn split(path: &Path) -> Result<(PathBuf, String), ApiError> {
    match (path.parent(), path.file_name().and_then(|name| name.to_str())) {
        (Some(folder), Some(name)) => Ok((folder.to_owned(), name.to_owned())),
        _ => Err(ApiError::invalid(format!("{} cannot be the name of a file.", path.display()))),
    }
}

pub(super) fn folder_failed(folder: &Path, error: &std::io::Error) -> ApiError {
    ApiError::internal(format!(
        "The folder {} could not be opened: {error}. Nothing was written.",
        folder.display()
    ))
}

/// Opens a folder that exports go to; made if need be.
pub(super) fn open_folder(folder: &Path) -> Result<Dir, ApiError> {
    std::fs::create_dir_all(folder)
        .and_then(|()| Dir::open_ambient_dir(folder, cap_std::ambient_authority()))
        .map_err(|error| folder_failed(folder, &error))
}

pub(super) type Outcome = Result<Vec<Written>, (Vec<Written>, WriteError)>;

/// What was written, for the wire; or what went wrong, and what was written before.
pub(super) fn written_to_wire(
    folder: &Path,
    before: usize,
    outcome: Outcome,
) -> Result<Vec<wire::ExportedFile>, ApiError> {
    let written = outcome.map_err(|(done, error)| {
        let before = match before + done.len() {
            0 => "Nothing was written.".to_owned(),
            1 => "One file was written before that.".to_owned(),
            count => format!("{count} files were written before that."),
        };
        ApiError::internal(format!("The export to {} stopped: {error}. {before}", folder.display()))
    })?;
    Ok(written
        .into_iter()
        .map(|file| wire::ExportedFile {
            path: folder.join(&file.name).display().to_string(),
            size: file.size,
        })
        .collect())
}

/// Writes files, and the pictures beside them as readers are to see them: fit for a page, silent about their
/// makers. A picture that cannot be had is a problem.
pub(super) fn write_all(
    target: &Target<'_>,
    files: &[PlannedFile],
    pictures: &dyn Pictures,
    beside: &BTreeMap<String, ContentHash>,
    problems: &mut Vec<Problem>,
) -> Result<Vec<wire::ExportedFile>, ApiError> {
    let read = |name: &str, hash: &ContentHash| bytes_in_site(pictures, hash, name);
    let opened = open_folder(&target.folder)?;
    let mut written = written_to_wire(&target.folder, 0, target.write(&opened, files))?;
    written.extend(write_media(target, &read, beside, written.len(), problems)?);
    Ok(written)
}

/// Gives the bytes of a picture by its file name and hash, or why it cannot.
pub(super) type ReadPicture<'a> = dyn Fn(&str, &ContentHash) -> Result<Vec<u8>, String> + 'a;

/// Writes pictures into `media`, a few at a time. `read` gives the bytes for a name.
pub(super) fn write_media(
    target: &Target<'_>,
    read: &ReadPicture<'_>,
    media: &BTreeMap<String, ContentHash>,
    before: usize,
    problems: &mut Vec<Problem>,
) -> Result<Vec<wire::ExportedFile>, ApiError> {
    if media.is_empty() || target.steps.stopped() {
        return Ok(Vec::new());
    }
    let folder = target.folder.join(MEDIA);
    let opened = open_folder(&folder)?;
    // What lies there under the name of its content is the same picture.
    let target = Target { folder, overwrite: Overwrite::Yes, ..*target };
    let mut written = Vec::new();
    let mut batch: Vec<PlannedFile> = Vec::new();
    for (name, hash) in media {
        if target.steps.stopped() {
            break;
        }
        match read(name, hash) {
            Ok(bytes) => batch.push(PlannedFile { name: name.clone(), bytes }),
            Err(reason) => problems
                .push(Problem { line: None, message: format!("The picture {name} is left out: {reason}.") }),
        }
        if batch.iter().map(|file| file.bytes.len()).sum::<usize>() > BATCH {
            let outcome = target.write(&opened, &std::mem::take(&mut batch));
            written.extend(written_to_wire(&target.folder, before + written.len(), outcome)?);
        }
    }
    let outcome = target.write(&opened, &batch);
    written.extend(written_to_wire(&target.folder, before + written.len(), outcome)?);
    Ok(written)
}
