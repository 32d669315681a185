//! Imports that the window has begun: each runs in a thread of its own, can be stopped, and leaves a report.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use contract as wire;
use contract::{ApiError, Event, Nothing};

use super::{ImportOptions, ImportProgress};
use crate::{Engine, lock};

/// The imports that were begun since the start of the program.
#[derive(Default)]
pub(crate) struct Imports {
    jobs: Mutex<HashMap<String, Arc<Job>>>,
}

#[derive(Default)]
struct Job {
    stop: AtomicBool,
    /// What came of it, once it is over.
    outcome: Mutex<Option<Result<wire::ImportReport, ApiError>>>,
}

impl Imports {
    fn find(&self, name: &str) -> Result<Arc<Job>, ApiError> {
        let found = lock(&self.jobs).get(name).cloned();
        found.ok_or_else(|| ApiError::invalid("This import is no longer known. Begin it again."))
    }
}

impl Engine {
    pub(crate) fn pick_import(&self, request: &wire::ImportPick) -> Option<wire::Picked> {
        let picked = if request.folder { self.desktop().pick_folder() } else { self.desktop().pick_file() };
        picked.map(|path| self.pick(path))
    }

    pub(crate) fn start_import(
        &self,
        request: &wire::ImportRequest,
        dry_run: bool,
    ) -> Result<wire::ImportJob, ApiError> {
        let path = self.shared.picks.path(&request.token)?;
        self.library()?;
        let name = uuid::Uuid::now_v7().to_string();
        let job = Arc::new(Job::default());
        {
            let mut jobs = lock(&self.shared.imports.jobs);
            if jobs.values().any(|job| lock(&job.outcome).is_none()) {
                return Err(ApiError::invalid(
                    "Another import is under way. Wait until it is done, or stop it.",
                ));
            }
            jobs.insert(name.clone(), job.clone());
        }
        let options = ImportOptions {
            from: request.from,
            dry_run,
            fetch_pictures: request.fetch_pictures,
            private_hosts: false,
        };
        let (engine, own) = (self.clone(), name.clone());
        let begun = std::thread::Builder::new().name("import".into()).spawn(move || {
            let last = Mutex::new(ImportProgress::default());
            let outcome = engine.import(&path, &options, &|here| {
                let changed = std::mem::replace(&mut *lock(&last), here) != here;
                if changed {
                    engine.tell(event(&own, here, false));
                }
                !job.stop.load(Ordering::Relaxed)
            });
            *lock(&job.outcome) = Some(outcome);
            let last = *lock(&last);
            engine.tell(event(&own, last, true));
        });
        if let Err(error) = begun {
            lock(&self.shared.imports.jobs).remove(&name);
            return Err(ApiError::internal(format!("The import could not be begun: {error}.")));
        }
        Ok(wire::ImportJob { job: name })
    }

    pub(crate) fn cancel_import(&self, request: &wire::ImportJob) -> Result<Nothing, ApiError> {
        self.shared.imports.find(&request.job)?.stop.store(true, Ordering::Relaxed);
        Ok(Nothing {})
    }

    pub(crate) fn report_of_import(
        &self,
        request: &wire::ImportJob,
    ) -> Result<Option<wire::ImportReport>, ApiError> {
        let job = self.shared.imports.find(&request.job)?;
        let outcome = lock(&job.outcome).clone();
        outcome.transpose()
    }

    pub(crate) fn save_import_report(&self, request: &wire::ImportJob) -> Result<Option<String>, ApiError> {
        let Some(report) = self.report_of_import(request)? else {
            return Err(ApiError::invalid("The import is not done yet."));
        };
        let Some(path) = self.desktop().pick_save("import-report.txt") else { return Ok(None) };
        std::fs::write(&path, super::report::text(&report)).map_err(|error| {
            ApiError::internal(format!("The report could not be written to {}: {error}.", path.display()))
        })?;
        Ok(Some(path.display().to_string()))
    }
}

fn event(job: &str, here: ImportProgress, finished: bool) -> Event {
    let ImportProgress { done, total, pictures } = here;
    Event::ImportProgress { job: job.to_owned(), done, total, pictures, finished }
}
