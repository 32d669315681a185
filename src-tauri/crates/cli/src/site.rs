//! `galley export --site`.

use std::time::Duration;

use engine::{Engine, SiteRequest};

use crate::output::{json, line};
use crate::run::{Failure, Outcome, ending};

/// Exports the site, or says what that would change; serves it afterwards on `serve`, a port, until interrupted.
pub(crate) fn run(
    engine: &Engine,
    request: &SiteRequest,
    serve: Option<u16>,
    as_json: bool,
) -> Result<Outcome, Failure> {
    let report = engine.write_site(request)?;
    if as_json {
        json(&report)?;
    } else {
        if request.dry_run {
            for (sign, files) in [('+', &report.added), ('~', &report.changed)] {
                for file in files {
                    line(&format!("{sign} {}", file.path))?;
                }
            }
            for path in &report.removed {
                line(&format!("- {path}"))?;
            }
        }
        let verb = if request.dry_run { "would be " } else { "" };
        line(&format!(
            "{}: {} files {verb}added, {} changed, {} removed, {} as they were",
            request.folder.display(),
            report.added.len(),
            report.changed.len(),
            report.removed.len(),
            report.unchanged,
        ))?;
        for title in &report.published {
            line(&format!("Published, because its time had come: {title}"))?;
        }
    }
    let problems: Vec<String> = report
        .problems
        .iter()
        .map(|problem| match (problem.title.as_str(), problem.line) {
            ("", _) => problem.message.clone(),
            (title, Some(line)) => format!("{title}, line {line}: {}", problem.message),
            (title, None) => format!("{title}: {}", problem.message),
        })
        .collect();
    let outcome = ending(&problems);
    if let Some(port) = serve {
        let served = engine.serve_site(&request.folder, port)?;
        line(&served.url)?;
        loop {
            std::thread::sleep(Duration::from_secs(3_600));
        }
    }
    Ok(outcome)
}
