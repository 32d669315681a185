//! Media: taken in, shown, and handed to the window by file name.

use std::collections::HashMap;
use std::io::Read as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use base64::Engine as _;
use contract as wire;
use contract::{ApiError, ErrorCode, Reason};
use model::ContentHash;

use crate::convert;
use crate::errors::ToApi as _;
use crate::runs::BEAT;
use crate::{Engine, lock, now};

/// The largest file that is read at all; the store has the last word on what a medium may be.
pub(crate) const LARGEST_FILE: u64 = 128 * 1024 * 1024;

/// How much of a file is read at once: between two parts it can be given up.
const PART: u64 = 1024 * 1024;

/// How many pictures may be on their way in parts at once; of more, the one that began first is given up.
const MOST_ARRIVALS: usize = 8;

/// Pictures on their way into the library.
#[derive(Default)]
pub(crate) struct Arrivals {
    /// What came of those that come in parts, the oldest first.
    parts: Mutex<Vec<(String, Vec<u8>)>>,
    /// The files that are being read, by their tokens; true once they are given up.
    reading: Mutex<HashMap<String, Arc<AtomicBool>>>,
}

impl Arrivals {
    /// Takes a part; answers all of them once they are there.
    fn take(&self, part: &wire::MediumPart, name: &str, bytes: Vec<u8>) -> Result<Option<Vec<u8>>, ApiError> {
        let mut parts = lock(&self.parts);
        let known = parts.iter().position(|(arrival, _)| *arrival == part.arrival);
        let mut content = known.map_or_else(Vec::new, |index| parts.remove(index).1);
        if part.of > store::LARGEST_MEDIUM {
            let reason =
                store::MediumFault::TooLarge { most: (store::LARGEST_MEDIUM / (1024 * 1024)) as u32 };
            return Err(store::Error::InvalidMedium { name: name.to_owned(), reason }).to_api();
        }
        if part.at == 0 {
            content.clear();
        }
        let fits = content.len() as u64 == part.at && part.at + bytes.len() as u64 <= part.of;
        if !fits {
            return Err(ApiError::invalid(
                "The picture did not arrive whole and was not added. Add it again.",
            )
            .because(Reason::PictureTorn));
        }
        content.extend_from_slice(&bytes);
        if content.len() as u64 == part.of {
            return Ok(Some(content));
        }
        parts.push((part.arrival.clone(), content));
        if parts.len() > MOST_ARRIVALS {
            parts.remove(0);
        }
        Ok(None)
    }
}

/// Reads a file the author named, up to a size; the error says which file and what to do.
pub(crate) fn read_file(path: &Path, largest: u64) -> Result<Vec<u8>, ApiError> {
    read_watched(path, largest, |_, _| true)
}

/// The same, watched: told how much is read of how much, `watch` answers whether to go on.
fn read_watched(path: &Path, largest: u64, watch: impl Fn(u64, u64) -> bool) -> Result<Vec<u8>, ApiError> {
    let shown = || path.display().to_string();
    let failed = |error: std::io::Error| {
        ApiError::internal(format!("The file {} could not be read: {error}.", path.display()))
            .because(Reason::FileUnreadable { path: shown() })
    };
    let file = std::fs::File::open(path).map_err(failed)?;
    let details = file.metadata().map_err(failed)?;
    if details.is_dir() {
        return Err(ApiError::invalid(format!("{} is a folder, not a file.", path.display()))
            .because(Reason::IsAFolder { path: shown() }));
    }
    let mut bytes = Vec::new();
    let mut file = file.take(largest + 1);
    loop {
        let before = bytes.len();
        let _ = file.by_ref().take(PART).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() == before {
            break;
        }
        if !watch(bytes.len() as u64, details.len().min(largest)) {
            return Err(store::Error::Cancelled).to_api();
        }
    }
    if bytes.len() as u64 > largest {
        return Err(ApiError::invalid(format!(
            "The file {} is larger than {} MB, which is the most that is taken in.",
            path.display(),
            largest / (1024 * 1024)
        )));
    }
    Ok(bytes)
}

impl Engine {
    pub(crate) fn add_picked_medium(&self, request: &wire::PickedRef) -> Result<wire::Medium, ApiError> {
        let path = self.shared.picks.path(&request.token)?;
        let library = self.library()?;
        let given_up = Arc::new(AtomicBool::new(false));
        lock(&self.shared.arrivals.reading).insert(request.token.clone(), given_up.clone());
        let told = Mutex::new(Instant::now());
        let read = read_watched(&path, LARGEST_FILE, |done, of| {
            let mut told = lock(&told);
            if told.elapsed() >= BEAT {
                *told = Instant::now();
                self.tell(wire::Event::MediumProgress { arrival: request.token.clone(), done, of });
            }
            !given_up.load(Ordering::Relaxed)
        });
        lock(&self.shared.arrivals.reading).remove(&request.token);
        let bytes = read?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(convert::medium_to(&library.store().add_medium(&bytes, &name, now()).to_api()?))
    }

    pub(crate) fn add_medium_content(
        &self,
        request: &wire::MediumContent,
    ) -> Result<Option<wire::Medium>, ApiError> {
        let torn = |_| {
            ApiError::invalid("What was pasted arrived damaged. Paste it again, or choose the file.")
                .because(Reason::PictureTorn)
        };
        let bytes = base64::engine::general_purpose::STANDARD.decode(&request.content).map_err(torn)?;
        let bytes = match &request.part {
            None => Some(bytes),
            Some(part) => self.shared.arrivals.take(part, &request.name, bytes)?,
        };
        let Some(bytes) = bytes else { return Ok(None) };
        let medium = self.library()?.store().add_medium(&bytes, &request.name, now()).to_api()?;
        Ok(Some(convert::medium_to(&medium)))
    }

    pub(crate) fn cancel_medium(&self, request: &wire::MediumArrival) -> wire::Nothing {
        lock(&self.shared.arrivals.parts).retain(|(arrival, _)| *arrival != request.arrival);
        if let Some(given_up) = lock(&self.shared.arrivals.reading).get(&request.arrival) {
            given_up.store(true, Ordering::Relaxed);
        }
        wire::Nothing {}
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
