//! Verifying a library, and mending it.

use contract as wire;
use contract::{ApiError, LongRun, Nothing};

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
}
