//! What the last export of the site left, kept in the library's cache: one without changes ends here.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use contract::ApiError;
use export::Theme;
use export::site::Digest;
use export::site::export::Report;
use export::site::left::{self, Left};
use model::ArticleId;

use super::SiteRequest;
use crate::errors::ToApi as _;
use crate::library::Library;

/// An export as it was asked for, beside what an earlier one of the same left.
pub(super) struct Earlier {
    mark: export::site::Fingerprint,
    /// The name under which it is kept: one for each folder.
    name: String,
    folder: PathBuf,
}

impl Earlier {
    /// What the library holds is looked at first: what comes into it from now on belongs to the next export.
    pub(super) fn of(library: &Library, request: &SiteRequest, theme: &Theme) -> Result<Self, ApiError> {
        let state = library.store().site_state().to_api()?;
        let folder = request.place();
        let name = Digest::of("site left").text(&folder.to_string_lossy()).finish().to_string();
        Ok(Self { mark: left::mark(&state, theme, request.base_url.as_deref()), name, folder })
    }

    /// The report of this export, if everything is as the earlier one left it.
    pub(super) fn still_there(&self, library: &Library) -> Option<(Report, Left)> {
        let kept = library.store().made_file(&self.name, SystemTime::now())?;
        let left = Left::from_text(&String::from_utf8(kept).ok()?)?;
        Some((left.still_there(self.mark, &open(&self.folder)?)?, left))
    }

    /// Keeps what this export left, for the next one. Nobody relies on it.
    pub(super) fn keep(&self, library: &Library, report: &Report, name_of: &dyn Fn(&ArticleId) -> String) {
        let left = open(&self.folder).and_then(|folder| Left::after(self.mark, &folder, report, name_of));
        if let Some(left) = left {
            let _ = library.store().keep_made_file(&self.name, left.to_text().as_bytes());
        }
    }
}

fn open(folder: &Path) -> Option<cap_std::fs::Dir> {
    cap_std::fs::Dir::open_ambient_dir(folder, cap_std::ambient_authority()).ok()
}
