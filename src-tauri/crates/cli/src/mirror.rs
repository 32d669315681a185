//! `galley mirror`: a folder of Markdown files in step with the library, without a window.

use std::path::Path;

use contract as wire;
use engine::Engine;

use crate::output::{json, line, message};
use crate::run::{Failure, Outcome};

pub(crate) fn run(
    engine: &Engine,
    folder: &Path,
    once: bool,
    answer: Option<wire::MirrorAnswer>,
    as_json: bool,
) -> Result<Outcome, Failure> {
    let report = engine.mirror_folder(folder, answer)?;
    tell(&report, None, as_json)?;
    if once {
        let state = &report.state;
        let clean = state.problems.is_empty() && state.conflicts == 0 && state.question.is_none();
        return Ok(if clean { Outcome::Done } else { Outcome::DoneWithProblems });
    }
    let (mut last, mut failure, mut outcome) = (report, None, Ok(()));
    engine.keep_mirror(|told| match told {
        Ok(report) => {
            outcome = tell(&report, Some(&last), as_json);
            (last, failure) = (report, None);
            outcome.is_ok()
        }
        // A folder that is not there now may be there again later.
        Err(error) => {
            if failure.as_ref() != Some(&error.message) {
                message(&error.message);
            }
            failure = Some(error.message);
            true
        }
    })?;
    outcome.map(|()| Outcome::Done)
}

/// Prints what was done, and says what was not said the last time.
fn tell(
    report: &wire::MirrorReport,
    last: Option<&wire::MirrorReport>,
    as_json: bool,
) -> Result<(), Failure> {
    let said = last.map(|last| &last.state);
    let state = &report.state;
    for problem in state.problems.iter().filter(|it| said.is_none_or(|said| !said.problems.contains(it))) {
        message(&problem.message);
    }
    if let Some(asked) =
        state.message.as_ref().filter(|it| said.is_none_or(|said| said.message.as_ref() != Some(it)))
    {
        message(&format!("{asked} (--trash-missing or --write-missing)"));
    }
    if let Some(notice) =
        state.notice.as_ref().filter(|it| said.is_none_or(|said| said.notice.as_ref() != Some(it)))
    {
        message(&notice.message);
    }
    if state.conflicts > 0 && said.is_none_or(|said| said.conflicts != state.conflicts) {
        message(&format!(
            "{} texts could not be merged; both of each are kept. Choose in the window, or see `galley history`.",
            state.conflicts
        ));
    }
    let counts = [
        (report.created, "new articles"),
        (report.taken, "texts taken from files"),
        (report.merged, "texts merged"),
        (report.trashed, "articles to the trash"),
        (report.restored, "articles back from the trash"),
        (report.written, "files written"),
        (report.renamed, "files renamed"),
        (report.removed, "files removed"),
    ];
    let done: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if as_json {
        return if last.is_none() || !done.is_empty() { json(report) } else { Ok(()) };
    }
    match (done.is_empty(), last) {
        (false, _) => line(&done.join(", ")),
        (true, None) if state.question.is_none() => line("nothing to do"),
        (true, _) => Ok(()),
    }
}
