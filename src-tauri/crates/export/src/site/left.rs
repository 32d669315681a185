//! What an export left in a folder, in few words kept elsewhere: where library, theme and folder still are what they
//! were, the next export has nothing to read, to plan or to make.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use cap_std::fs::Dir;
use model::{ArticleId, Publication};
use serde_json::json;

use super::contents::SiteProblem;
use super::digest::{Digest, Fingerprint};
use super::export::Report;
use super::plan::FORM;
use crate::folder;
use crate::manifest::{self, Manifest, Origin};
use crate::pictures::make;
use crate::preflight::Problem;
use crate::snapshot::base_url_of;
use crate::theme::Theme;

/// Everything that a site is made from: the library's hash over what it holds, the theme, the program, and the
/// address that is used in place of the publication's.
#[must_use]
pub fn mark(library: &[u8; 32], theme: &Theme, base_url: Option<&str>) -> Fingerprint {
    Digest::of(FORM)
        .text(make::FORM)
        .bytes(library)
        .print(theme.fingerprint())
        .text(base_url.unwrap_or("\0"))
        .finish()
}

/// The address of a publication's site as reports show it; empty where it has none.
#[must_use]
pub fn address(publication: &Publication) -> String {
    base_url_of(publication).unwrap_or_default()
}

/// What an export left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    mark: Fingerprint,
    /// The hash of the manifest in the folder.
    manifest: Fingerprint,
    /// What was not as it should be, and still is not.
    problems: Vec<SiteProblem>,
    /// What the articles with problems are called: looking that up took longer than everything else.
    names: BTreeMap<ArticleId, String>,
}

impl Left {
    /// What an export of everything behind `mark` left; `None` where it could not do all that it meant to.
    #[must_use]
    pub fn after(
        mark: Fingerprint,
        folder: &Dir,
        report: &Report,
        name_of: &dyn Fn(&ArticleId) -> String,
    ) -> Option<Self> {
        if !report.settled {
            return None;
        }
        let manifest = print_of(&manifest::text(folder));
        let articles = report.problems.iter().filter_map(|found| found.article.clone());
        let names = articles.map(|id| (id.clone(), name_of(&id))).collect();
        Some(Self { mark, manifest, problems: report.problems.clone(), names })
    }

    /// What an article with a problem is called.
    #[must_use]
    pub fn name_of(&self, id: &ArticleId) -> String {
        self.names.get(id).cloned().unwrap_or_default()
    }

    /// The form in which it is kept.
    #[must_use]
    pub fn to_text(&self) -> String {
        let problems: Vec<_> = self
            .problems
            .iter()
            .map(|found| {
                (found.article.as_ref().map(ArticleId::as_str), found.problem.line, &found.problem.message)
            })
            .collect();
        let names: Vec<_> = self.names.iter().map(|(id, name)| (id.as_str(), name)).collect();
        json!([self.mark.to_string(), self.manifest.to_string(), problems, names]).to_string()
    }

    /// Reads what [`Left::to_text`] wrote.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        type Kept = (String, String, Vec<(Option<String>, Option<u32>, String)>, Vec<(String, String)>);
        let (mark, manifest, problems, names): Kept = serde_json::from_str(text).ok()?;
        let read = |(article, line, message): (Option<String>, Option<u32>, String)| {
            let article = match article {
                Some(id) => Some(ArticleId::parse(&id).ok()?),
                None => None,
            };
            Some(SiteProblem { article, problem: Problem { line, message } })
        };
        Some(Self {
            mark: Fingerprint::parse(&mark)?,
            manifest: Fingerprint::parse(&manifest)?,
            problems: problems.into_iter().map(read).collect::<Option<_>>()?,
            names: names
                .into_iter()
                .map(|(id, name)| Some((ArticleId::parse(&id).ok()?, name)))
                .collect::<Option<_>>()?,
        })
    }

    /// The report of an export that finds everything as it is to be: the same library behind `mark`, the same
    /// manifest, and every file there with its size. `None`: somebody has to look.
    #[must_use]
    pub fn still_there(&self, mark: Fingerprint, folder: &Dir) -> Option<Report> {
        let text = manifest::text(folder);
        if mark != self.mark || print_of(&text) != self.manifest || folder.exists(folder::STAGING) {
            return None;
        }
        let manifest = Manifest::from_text(&text);
        let files: Vec<(&str, u64)> = manifest
            .iter()
            .filter_map(|(path, entry)| match &entry.origin {
                Origin::Site(origin) => Some((path.as_str(), origin.size)),
                Origin::Page => None,
            })
            .collect();
        all_there(folder, &files).then(|| Report {
            unchanged: files.len(),
            size: files.iter().map(|(_, size)| size).sum(),
            problems: self.problems.clone(),
            settled: true,
            ..Report::default()
        })
    }
}

/// Whether all of these files are there with these sizes; looked at by all cores.
fn all_there(folder: &Dir, files: &[(&str, u64)]) -> bool {
    let (next, missing) = (AtomicUsize::new(0), AtomicBool::new(false));
    let look = || {
        while !missing.load(Ordering::Relaxed) {
            let from = next.fetch_add(256, Ordering::Relaxed);
            let Some(some) = files.get(from..(from + 256).min(files.len())) else { break };
            if some.is_empty() {
                break;
            }
            if some.iter().any(|(path, size)| folder::size_of(folder, path) != Some(*size)) {
                missing.store(true, Ordering::Relaxed);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..std::thread::available_parallelism().map_or(1, usize::from).min(files.len().div_ceil(256))
        {
            scope.spawn(look);
        }
        look();
    });
    !missing.into_inner()
}

fn print_of(manifest: &str) -> Fingerprint {
    Digest::of("manifest").text(manifest).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_read_as_it_was() {
        let id = ArticleId::parse("0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a").expect("an id");
        let problem = |line| Problem { line, message: "“a”\tis\nnot \\ there".into() };
        let left = Left {
            mark: Fingerprint([1; 16]),
            manifest: Fingerprint([2; 16]),
            problems: vec![
                SiteProblem { article: Some(id.clone()), problem: problem(Some(3)) },
                SiteProblem { article: None, problem: problem(None) },
            ],
            names: BTreeMap::from([(id, "“What” is\nit".into())]),
        };
        assert_eq!(Left::from_text(&left.to_text()), Some(left));
        assert_eq!(Left::from_text("[]"), None);
    }
}
