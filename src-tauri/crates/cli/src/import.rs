//! `galley import`.

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;

use contract as wire;
use engine::{Engine, ImportOptions, ImportProgress};

use crate::arguments::ImportFrom;
use crate::output::{json, line, message, print};
use crate::run::{Failure, Outcome};

/// The format the author named.
pub(crate) fn format(from: ImportFrom) -> Option<wire::ImportFormat> {
    match from {
        ImportFrom::Auto => None,
        ImportFrom::Markdown => Some(wire::ImportFormat::Markdown),
        ImportFrom::Wordpress => Some(wire::ImportFormat::Wordpress),
        ImportFrom::Blogger => Some(wire::ImportFormat::Blogger),
        ImportFrom::Html => Some(wire::ImportFormat::Html),
    }
}

/// Imports, and lists what had problems.
pub(crate) fn run(
    engine: &Engine,
    path: &Path,
    options: &ImportOptions,
    as_json: bool,
) -> Result<Outcome, Failure> {
    let shown = std::io::stderr().is_terminal();
    let report = engine.import(path, options, &|here| {
        if shown {
            show(here);
        }
        true
    })?;
    if shown {
        let _ = write!(std::io::stderr(), "\r\x1b[K");
    }
    if as_json {
        json(&report)?;
    } else {
        print(&summary(&report))?;
    }
    Ok(ending(&report))
}

/// How far it is, on one line of the terminal.
fn show(here: ImportProgress) {
    let ImportProgress { done, total, pictures } = here;
    let of = if total > 0 { format!(" of {total}") } else { String::new() };
    let _ = write!(std::io::stderr(), "\r\x1b[K{done}{of} articles, {pictures} pictures");
}

/// What came of it, in a few lines.
fn summary(report: &wire::ImportReport) -> String {
    let counts = &report.counts;
    let mut text = String::new();
    if report.dry_run {
        text.push_str("Nothing was changed; this is what an import would do:\n");
    }
    for (count, what) in [
        (counts.new, "new"),
        (counts.updated, "changed there and followed here"),
        (counts.unchanged, "unchanged"),
        (counts.restored, "back from the trash"),
        (counts.conflicts, "changed here and there, both texts kept"),
        (counts.in_trash, "in the trash here"),
        (counts.left_out, "in the trash there, left out"),
        (counts.failed, "not readable"),
        (counts.comments, "comments"),
        (counts.pictures, "pictures taken into the library"),
        (counts.remote_pictures, "pictures on other computers (--fetch-pictures brings them)"),
    ] {
        if count > 0 {
            text.push_str(&format!("{count} {what}\n"));
        }
    }
    if report.dry_run {
        for item in &report.items {
            let date = item.date.as_deref().and_then(|date| date.get(..10)).unwrap_or("          ");
            let state = serde_json::to_value(item.state).ok();
            let state = state.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
            text.push_str(&format!("{date}  {:<9}  {}\n", state.replace('_', " "), item.title));
        }
    }
    for (what, fields) in [
        ("Kept as custom fields", &report.custom_fields),
        ("Left out, fields that programs keep for themselves", &report.left_fields),
    ] {
        if !fields.is_empty() {
            let fields = fields.iter().map(|field| format!("{} ({})", field.name, field.articles));
            text.push_str(&format!("{what}: {}\n", fields.collect::<Vec<_>>().join(", ")));
        }
    }
    for picture in report.remote_pictures.iter().take(20) {
        text.push_str(&format!("Not fetched: {} ({})\n", picture.address, picture.article));
    }
    if text.is_empty() {
        text.push_str("There is nothing in it.\n");
    }
    text
}

/// Lists problems; what was left out on purpose is none.
fn ending(report: &wire::ImportReport) -> Outcome {
    let mut troubled = false;
    for problem in &report.problems {
        troubled = true;
        message(&format!("{}: {}", problem.about, problem.trouble.message));
    }
    for item in &report.items {
        let expected = matches!(item.state, wire::ImportState::LeftOut | wire::ImportState::InTrash);
        troubled |= !expected && !item.problems.is_empty();
        for problem in &item.problems {
            message(&format!("{}: {}", item.title, problem.message));
        }
    }
    if troubled { Outcome::DoneWithProblems } else { Outcome::Done }
}

/// Takes the last import back.
pub(crate) fn undo(engine: &Engine, as_json: bool) -> Result<Outcome, Failure> {
    let undone = engine.undo_import(None)?;
    if as_json {
        json(&undone)?;
    } else {
        line(&format!("{} articles are what they were before the import, or in the trash", undone.articles))?;
    }
    for title in &undone.left {
        message(&format!("{title}: it was changed since the import and stays as it is"));
    }
    Ok(if undone.left.is_empty() { Outcome::Done } else { Outcome::DoneWithProblems })
}
