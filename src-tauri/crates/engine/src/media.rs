//! Media: taken in, shown, and handed to the window by file name.

use std::io::Read as _;
use std::path::Path;

use base64::Engine as _;
use contract as wire;
use contract::{ApiError, ErrorCode};
use model::ContentHash;

use crate::convert;
use crate::errors::ToApi as _;
use crate::library::Library;
use crate::{Engine, now};

/// The largest file that is read at all; the store has the last word on what a medium may be.
pub(crate) const LARGEST_FILE: u64 = 128 * 1024 * 1024;

/// Reads a file the author named, up to a size; the error says which file and what to do.
pub(crate) fn read_file(path: &Path, largest: u64) -> Result<Vec<u8>, ApiError> {
    let failed = |error: std::io::Error| {
        ApiError::internal(format!("The file {} could not be read: {error}.", path.display()))
    };
    let file = std::fs::File::open(path).map_err(failed)?;
    let details = file.metadata().map_err(failed)?;
    if details.is_dir() {
        return Err(ApiError::invalid(format!("{} is a folder, not a file.", path.display())));
    }
    let mut bytes = Vec::new();
    file.take(largest + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > largest {
        return Err(ApiError::invalid(format!(
            "The file {} is larger than {} MB, which is the most that is taken in.",
            path.display(),
            largest / (1024 * 1024)
        )));
    }
    Ok(bytes)
}

impl Library {
    /// Takes a file into the library.
    pub(crate) fn add_medium_file(&self, path: &Path) -> Result<model::Medium, ApiError> {
        let bytes = read_file(path, LARGEST_FILE)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        self.store().add_medium(&bytes, &name, now()).to_api()
    }
}

impl Engine {
    pub(crate) fn add_picked_medium(&self, request: &wire::PickedRef) -> Result<wire::Medium, ApiError> {
        let path = self.shared.picks.path(&request.token)?;
        Ok(convert::medium_to(&self.library()?.add_medium_file(&path)?))
    }

    pub(crate) fn add_medium_content(&self, request: &wire::MediumContent) -> Result<wire::Medium, ApiError> {
        let bytes = base64::engine::general_purpose::STANDARD.decode(&request.content).map_err(|_| {
            ApiError::invalid("What was pasted arrived damaged. Paste it again, or choose the file.")
        })?;
        let medium = self.library()?.store().add_medium(&bytes, &request.name, now()).to_api()?;
        Ok(convert::medium_to(&medium))
    }

    pub(crate) fn show_medium(&self, request: &wire::MediumRef) -> Result<wire::Medium, ApiError> {
        let hash = ContentHash::parse(&request.hash).map_err(|_| {
            ApiError::new(ErrorCode::NotFound, format!("“{}” names no picture.", request.hash))
        })?;
        Ok(convert::medium_to(&self.library()?.store().medium(&hash).to_api()?))
    }

    /// The media type and bytes of a picture, for the window; `file_name` is `<hash>.<extension>` and nothing
    /// else is looked for.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] for any other name and for a picture that is not in the library.
    pub fn read_medium(&self, file_name: &str) -> Result<(&'static str, Vec<u8>), ApiError> {
        model::medium::parse_reference(&format!("media/{file_name}"))
            .ok_or_else(|| ApiError::new(ErrorCode::NotFound, "There is no such picture."))?;
        let (kind, bytes) = self.library()?.store().read_medium(file_name).to_api()?;
        Ok((kind.media_type(), bytes))
    }
}
