//! Comments as they stand under an article: who, when, what, and the answers. Plain text throughout.

use std::collections::BTreeMap;

use model::Comment;
use serde::Serialize;

use super::values::Day;
use crate::address;
use crate::html::one_line;
use crate::phrases::Phrases;

/// How deep answers are set in; deeper ones stand beside the last.
const DEEPEST: usize = 5;

/// A comment with its answers.
#[derive(Serialize)]
pub struct Remark {
    /// Who; never empty.
    author: String,
    /// Their address, where it may be followed.
    url: Option<String>,
    /// When.
    at: Option<Day>,
    /// What, by paragraphs of lines.
    paragraphs: Vec<Vec<String>>,
    /// The answers.
    replies: Vec<Remark>,
}

/// The comments of an article as a tree. An answer to a comment that is not there, or to itself, stands at the
/// top: nothing that readers wrote is dropped.
pub fn remarks(comments: &[Comment], phrases: &Phrases, link: &dyn Fn(String) -> String) -> Vec<Remark> {
    let places: BTreeMap<&str, usize> =
        comments.iter().enumerate().map(|(at, comment)| (comment.source_id.as_str(), at)).collect();
    let parents: Vec<Option<usize>> = comments
        .iter()
        .enumerate()
        .map(|(at, comment)| {
            let parent = comment.parent.as_deref().and_then(|parent| places.get(parent).copied())?;
            // An answer stands after what it answers; so nothing can go round in circles.
            (parent < at).then_some(parent)
        })
        .collect();
    let mut depths: Vec<usize> = Vec::with_capacity(comments.len());
    let mut answers: Vec<Vec<usize>> = vec![Vec::new(); comments.len()];
    let mut top = Vec::new();
    for (at, parent) in parents.iter().enumerate() {
        let mut parent = *parent;
        while let Some(above) = parent.filter(|above| depths[*above] >= DEEPEST) {
            parent = parents[above];
        }
        depths.push(parent.map_or(0, |above| depths[above] + 1));
        match parent {
            Some(above) => answers[above].push(at),
            None => top.push(at),
        }
    }
    top.into_iter().map(|at| remark(at, comments, &answers, phrases, link)).collect()
}

fn remark(
    at: usize,
    comments: &[Comment],
    answers: &[Vec<usize>],
    phrases: &Phrases,
    link: &dyn Fn(String) -> String,
) -> Remark {
    let comment = &comments[at];
    let author = one_line(&comment.author);
    Remark {
        author: if author.is_empty() { phrases.anonymous().to_owned() } else { author },
        url: address::web_only(&comment.url).map(link),
        at: comment.at.map(|moment| Day::of(moment, phrases)),
        paragraphs: paragraphs(&comment.text),
        replies: answers[at].iter().map(|answer| remark(*answer, comments, answers, phrases, link)).collect(),
    }
}

fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let mut paragraphs: Vec<Vec<String>> = vec![Vec::new()];
    for line in text.lines() {
        let line = one_line(line);
        match (line.is_empty(), paragraphs.last_mut()) {
            (true, Some(last)) if !last.is_empty() => paragraphs.push(Vec::new()),
            (false, Some(last)) => last.push(line),
            _ => {}
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}
