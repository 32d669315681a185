//! Verifying a library, and mending it.

use std::path::Path;

use contract as wire;
use contract::{ApiError, LongRun, Nothing};
use store::Store;

use crate::errors::ToApi as _;
use crate::{Engine, now};

impl Engine {
    pub(crate) fn check_library_now(&self) -> Result<wire::CheckReport, ApiError> {
        let going = self.shared.check.begin("A verification or repair")?;
        let report = self.library()?.store().check(&going.watch(self, LongRun::Check)).to_api()?;
        Ok(wire::CheckReport {
            articles: report.articles,
            revisions: report.revisions,
            media: report.media,
            problems: report.problems,
        })
    }

    pub(crate) fn cancel_check(&self) -> Result<Nothing, ApiError> {
        self.shared.check.cancel();
        Ok(Nothing {})
    }

    pub(crate) fn repair_library(&self) -> Result<wire::RepairReport, ApiError> {
        let library = self.library()?;
        let going = self.shared.check.begin("A verification or repair")?;
        let watch = going.watch(self, LongRun::Repair);
        let mended = library.store().repair(now(), &watch).to_api()?.mended;
        let problems = library.store().check(&watch).to_api()?.problems;
        Ok(wire::RepairReport { mended, problems })
    }

    /// Mends a library that nobody has open. Where the database itself is damaged, it is put aside and the
    /// newest good backup takes its place; what is lost by that is among the problems.
    ///
    /// # Errors
    /// Where it is no library, or damaged without a good backup; then nothing was changed.
    pub fn mend(folder: &Path) -> Result<wire::RepairReport, ApiError> {
        let mut mended = Vec::new();
        let mut lost = Vec::new();
        let damaged = match Store::open(folder) {
            Ok(opened) => {
                let report = opened.store.check(&store::unwatched).to_api()?;
                report.damaged.then(|| store::Error::Damaged {
                    path: folder.join("library.db"),
                    detail: report.problems.into_iter().next().unwrap_or_default(),
                    backup: None,
                })
            }
            Err(error @ store::Error::Damaged { .. }) => Some(error),
            Err(error) => return Err(error).to_api(),
        };
        if let Some(damaged) = damaged {
            let rescue = Store::rescue(folder, damaged, now()).to_api()?;
            mended.push(format!(
                "Put the damaged database aside in “{}”, and the backup “{}” in its place.",
                rescue.aside.display(),
                rescue.backup.display()
            ));
            let title = |title: &String| format!("Took over “{title}”, which was newer than the backup.");
            mended.extend(rescue.taken_over.iter().map(title));
            lost = rescue.lost;
        }
        let store = Store::open(folder).to_api()?.store;
        mended.extend(store.repair(now(), &store::unwatched).to_api()?.mended);
        let problems = store.check(&store::unwatched).to_api()?.problems;
        lost.extend(problems);
        Ok(wire::RepairReport { mended, problems: lost })
    }
}
