//! What an export cannot carry as it is, told with it.

use markup::Rendered;
use model::{ContentHash, medium::parse_reference};

use crate::snapshot::ArticleSnapshot;

/// Something in an article that an export could not carry as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The line of the text, from 1, where it has one.
    pub line: Option<u32>,
    /// What, and what to do.
    pub message: String,
}

impl Problem {
    /// A problem of the article as a whole.
    pub(crate) fn of_article(message: impl Into<String>) -> Self {
        Self { line: None, message: message.into() }
    }
}

/// Goes over an article and its rendered body: a missing title, pictures without a description, media that are
/// not there, pictures and links that lead elsewhere or nowhere.
///
/// `failure` says why a medium that was asked for could not be put into the page.
#[must_use]
pub fn preflight(
    snapshot: &ArticleSnapshot,
    rendered: &Rendered,
    failure: &dyn Fn(&ContentHash) -> Option<String>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    if snapshot.title().is_empty() {
        problems.push(Problem::of_article("The article has no title; give it one."));
    }
    if let Some(lead) = &snapshot.article.metadata.lead
        && lead.alt.trim().is_empty()
    {
        problems.push(Problem::of_article(
            "The lead picture has no description; say what it shows, for those who do not see it.",
        ));
    }
    problems.extend(of_text(rendered));
    for picture in &rendered.pictures {
        let line = Some(picture.line + 1);
        let reason = parse_reference(&picture.address).and_then(|(hash, _)| failure(&hash));
        if let Some(reason) = reason {
            problems.push(Problem { line, message: format!("This picture is left out: {reason}.") });
        }
    }
    problems.sort();
    problems.dedup();
    problems
}

/// Goes over a rendered text alone: what the renderer noticed, and pictures without a description.
#[must_use]
pub fn of_text(rendered: &Rendered) -> Vec<Problem> {
    let noticed = rendered
        .problems
        .iter()
        .map(|found| Problem { line: Some(found.line + 1), message: found.message.clone() });
    let without_alt = rendered.pictures.iter().filter(|picture| picture.alt.trim().is_empty());
    let undescribed = without_alt.map(|picture| Problem {
        line: Some(picture.line + 1),
        message: "This picture has no description; say what it shows between the brackets.".to_owned(),
    });
    noticed.chain(undescribed).collect()
}
