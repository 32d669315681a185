//! The problems of a text: its links, pictures and headings, held against the library.

use std::collections::{HashMap, HashSet};

use contract as wire;
use contract::{ProblemFixKind as FixKind, Severity, WritingProblemKind as Kind};
use markup::{LinkTarget, Mark, MarkKind, Resolver};
use model::medium::parse_reference;
use model::{ArticleId, ContentHash};

use super::{Facts, said};
use crate::library::Library;
use crate::writing::{change_to_wire, range_to_wire};

/// A picture of more bytes or pixels than this takes readers long to load.
const LARGEST_FILE: u64 = 5 * 1024 * 1024;
const LARGEST_PICTURE: u64 = 24_000_000;

/// How much of an address or a text a message shows, in bytes.
const SHOWN: usize = 120;

/// Bytes, and width and height in pixels, of a medium.
type Measures = (u64, Option<(u32, u32)>);

struct Finder<'f> {
    library: &'f Library,
    facts: &'f Facts,
    resolver: &'f dyn Resolver,
    /// What was asked of the library already.
    targets: HashMap<String, Option<(Kind, String)>>,
    media: HashMap<ContentHash, Option<Measures>>,
    found: Vec<wire::WritingProblem>,
}

/// Finds the problems of a text.
pub(super) fn find(library: &Library, facts: &Facts, resolver: &dyn Resolver) -> Vec<wire::WritingProblem> {
    let mut finder = Finder {
        library,
        facts,
        resolver,
        targets: HashMap::new(),
        media: HashMap::new(),
        found: Vec::new(),
    };
    let mut headings = Headings::default();
    for mark in &facts.marks {
        match mark.kind {
            MarkKind::Heading { level, underlined, nested } => {
                finder.heading(mark, level, underlined, nested, &mut headings);
            }
            MarkKind::Picture => finder.picture(mark),
            MarkKind::Link | MarkKind::BareLink | MarkKind::Autolink => finder.link(mark),
        }
    }
    finder.found
}

#[derive(Default)]
struct Headings {
    level: Option<u8>,
    texts: HashSet<String>,
}

impl Finder<'_> {
    fn add(
        &mut self,
        mark: &Mark,
        kind: Kind,
        severity: Severity,
        message: String,
        subject: &str,
        fix: Option<wire::ProblemFix>,
    ) {
        self.found.push(wire::WritingProblem {
            subject: (!subject.is_empty()).then(|| subject.to_owned()),
            line: Some(mark.line),
            range: mark.range.as_ref().map(range_to_wire),
            fix,
            ..said(kind, severity, message)
        });
    }

    /// Adds figures to the problem that was found last.
    fn figure(&mut self, add: impl FnOnce(&mut wire::WritingProblem)) {
        if let Some(problem) = self.found.last_mut() {
            add(problem);
        }
    }

    fn heading(&mut self, mark: &Mark, level: u8, underlined: bool, nested: bool, headings: &mut Headings) {
        let text = mark.text.trim();
        if text.is_empty() {
            if !mark.source.contains("![") {
                let fix = replace(mark, FixKind::RemoveHeading, String::new());
                let message = "A heading without text heads nothing. Write one, or remove it.".to_owned();
                self.add(mark, Kind::EmptyHeading, Severity::Warning, message, "", fix);
            }
            return;
        }
        if !headings.texts.insert(text.to_lowercase()) {
            let message = format!("Another heading says “{}” as well. Tell them apart.", shown(text));
            self.add(mark, Kind::DuplicateHeading, Severity::Hint, message, text, None);
        }
        if nested {
            return;
        }
        let above = headings.level.replace(level);
        if let Some(above) = above.filter(|above| level > above + 1) {
            let message = format!(
                "The heading “{}” is {} levels below the one above it. Readers of outlines miss what is between.",
                shown(text),
                level - above
            );
            let marks = usize::from(level);
            let fix = mark.range.as_ref().filter(|_| !underlined).map(|range| wire::ProblemFix {
                kind: FixKind::RaiseHeading,
                level: Some(above + 1),
                changes: vec![change_to_wire(
                    range.start..range.start + marks,
                    "#".repeat(usize::from(above) + 1),
                )],
            });
            self.add(mark, Kind::HeadingJump, Severity::Warning, message, text, fix);
            self.figure(|problem| problem.count = Some(u32::from(level - above)));
        }
    }

    fn picture(&mut self, mark: &Mark) {
        let address = mark.address.as_str();
        if mark.text.trim().is_empty() {
            let message = "This picture has no description. Say what it shows, for those who do not see it.";
            self.add(mark, Kind::MissingAlt, Severity::Warning, message.to_owned(), address, None);
        }
        let Some((hash, _)) = parse_reference(address) else {
            if ["http://", "https://", "//"].iter().any(|scheme| address.starts_with(scheme)) {
                let message =
                    "This picture is on another computer and is not shown. Take it into the library.";
                self.add(mark, Kind::RemotePicture, Severity::Warning, message.to_owned(), address, None);
            } else {
                self.missing(mark);
            }
            return;
        };
        let library = self.library;
        let medium = self.media.entry(hash.clone()).or_insert_with(|| {
            library.store().medium(&hash).ok().map(|medium| (medium.size, medium.dimensions))
        });
        let Some((size, dimensions)) = *medium else {
            self.missing(mark);
            return;
        };
        let pixels = dimensions.map_or(0, |(width, height)| u64::from(width) * u64::from(height));
        if size > LARGEST_FILE || pixels > LARGEST_PICTURE {
            let (width, height) = dimensions.unwrap_or_default();
            let message = format!(
                "This picture has {width} × {height} pixels and {} MB. A smaller one is loaded sooner and looks the \
                 same.",
                size.div_ceil(1024 * 1024)
            );
            self.add(mark, Kind::OversizedPicture, Severity::Hint, message, address, None);
            self.figure(|problem| {
                problem.count = u32::try_from(size.div_ceil(1024 * 1024)).ok();
                problem.pixels = Some(wire::Pixels { width, height });
            });
        }
    }

    fn missing(&mut self, mark: &Mark) {
        let message = format!("The library has no picture “{}”. Choose one again.", shown(&mark.address));
        self.add(mark, Kind::MissingPicture, Severity::Error, message, &mark.address, None);
    }

    fn link(&mut self, mark: &Mark) {
        let address = mark.address.trim();
        if address.is_empty() {
            let text = link_text(mark);
            let message =
                format!("The link “{}” has no address. Give it one, or leave the text.", shown(&text));
            let fix = replace(mark, FixKind::LeaveText, text.clone());
            self.add(mark, Kind::EmptyLink, Severity::Error, message, &text, fix);
            return;
        }
        if mark.text.trim().is_empty() && !mark.source.contains("![") {
            let message = format!("The link to “{}” has no text. Say where it leads.", shown(address));
            let own = !address.contains(char::is_whitespace) && address.contains("://");
            let fix = if own { replace(mark, FixKind::ShowAddress, format!("<{address}>")) } else { None };
            self.add(mark, Kind::EmptyLink, Severity::Error, message, address, fix);
        }
        if let Some(anchor) = address.strip_prefix('#') {
            self.anchor(mark, anchor);
        } else if let Some(id) = address.strip_prefix("article:") {
            self.target(mark, id);
        } else if self.resolver.link(address) == LinkTarget::Broken {
            let message = format!("The link to “{}” leads nowhere. Correct its address.", shown(address));
            self.add(mark, Kind::BrokenLink, Severity::Error, message, address, None);
        }
        if mark.kind == MarkKind::BareLink && !address.starts_with("mailto:") && !markup::is_embed(address) {
            let message =
                "An address stands in the text as it is. Give the link words, or mark it as an address.";
            let marked = if mark.source.contains("://") {
                format!("<{}>", mark.source)
            } else {
                format!("[{}]({address})", mark.source)
            };
            let fix = replace(mark, FixKind::MarkAddress, marked);
            self.add(mark, Kind::BareUrl, Severity::Hint, message.to_owned(), address, fix);
        }
    }

    fn anchor(&mut self, mark: &Mark, anchor: &str) {
        let decoded = markup::from_html::percent_decoded(anchor);
        let known = |name: &str| name.is_empty() || name == "top" || self.facts.anchors.contains(name);
        if known(anchor) || decoded.as_deref().is_some_and(known) {
            return;
        }
        let message = format!("There is no heading “#{}” in this article. Choose one again.", shown(anchor));
        self.add(mark, Kind::MissingAnchor, Severity::Error, message, anchor, None);
    }

    fn target(&mut self, mark: &Mark, written: &str) {
        let id = written.split('#').next().unwrap_or_default().to_owned();
        let library = self.library;
        let problem = self.targets.entry(id.clone()).or_insert_with(|| target_problem(library, &id)).clone();
        match problem {
            Some((kind @ Kind::MissingTarget, subject)) => {
                let message =
                    "The article that this link leads to is not in the library any more. Choose another.";
                self.add(mark, kind, Severity::Error, message.to_owned(), &subject, None);
            }
            Some((kind, subject)) => {
                let message = format!(
                    "The article “{}” that this link leads to is not published yet. Publish it first, or readers \
                     find the words without a link.",
                    shown(&subject)
                );
                self.add(mark, kind, Severity::Warning, message, &subject, None);
            }
            None => {}
        }
    }
}

/// What is wrong with a link to an own article.
fn target_problem(library: &Library, id: &str) -> Option<(Kind, String)> {
    let summary = ArticleId::parse(id).ok().and_then(|id| library.store().summary(&id).ok());
    match summary.filter(|summary| summary.trashed_at.is_none()) {
        None => Some((Kind::MissingTarget, id.to_owned())),
        Some(summary) if summary.live == store::LiveState::No => {
            Some((Kind::UnpublishedTarget, summary.title))
        }
        Some(_) => None,
    }
}

/// A fix that puts something in the place of the whole mark, where that is known.
fn replace(mark: &Mark, kind: FixKind, insert: String) -> Option<wire::ProblemFix> {
    let range = mark.range.clone()?;
    Some(wire::ProblemFix { kind, level: None, changes: vec![change_to_wire(range, insert)] })
}

/// The text of a link as it is written, marks included.
fn link_text(mark: &Mark) -> String {
    let written = mark.source.strip_prefix('[').and_then(|rest| rest.rsplit_once("](")).map(|(text, _)| text);
    written.unwrap_or(&mark.text).to_owned()
}

fn shown(text: &str) -> &str {
    &text[..text.floor_char_boundary(SHOWN)]
}
