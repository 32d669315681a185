//! What to look at before an article goes out, with a fix wherever one is possible.
//!
//! What a text holds is told by [`markup::Document`], which remembers it block by block; here it is held against
//! the library. While the library is asked, nobody waits for the draft.

mod text;

use std::collections::HashSet;

use contract as wire;
use contract::{ApiError, ProblemField, Severity, WritingProblemKind};
use markup::{Concern, Document, Mark, Problem};

use crate::Engine;
use crate::convert::article_id;
use crate::errors::ToApi as _;
use crate::library::Library;
use crate::pages::PreviewFrame;

/// How long a title and a description may be before search engines cut them, in characters.
const LONGEST_TITLE: usize = 70;
const LONGEST_DESCRIPTION: usize = 160;

/// What is known of a text, taken out of its document.
pub(crate) struct Facts {
    pub(crate) marks: Vec<Mark>,
    pub(crate) anchors: HashSet<String>,
    pub(crate) rendering: Vec<Problem>,
}

impl Facts {
    /// Takes the facts out of a document.
    pub(crate) fn of(document: &Document) -> Self {
        Self { marks: document.marks(), anchors: document.anchors(), rendering: document.problems() }
    }
}

impl Engine {
    pub(crate) fn problems_of_draft(
        &self,
        request: &wire::ArticleRef,
    ) -> Result<wire::ArticleProblems, ApiError> {
        let library = self.library()?;
        self.shared.drafts.read(&request.id)?;
        let (number, facts, metadata, resolver) = self.shared.drafts.look(&request.id, |draft| {
            (draft.number, Facts::of(draft.document), draft.metadata.clone(), draft.frame.resolver())
        })?;
        Ok(wire::ArticleProblems { number, problems: find(&library, &facts, &metadata, &*resolver) })
    }

    pub(crate) fn problems_of_article(
        &self,
        request: &wire::ArticleRef,
    ) -> Result<wire::ArticleProblems, ApiError> {
        let library = self.library()?;
        let stored = library.store().article(&article_id(&request.id)?).to_api()?;
        let frame = PreviewFrame::new(
            &library,
            &self.shared.media_base,
            stored.derived.language.clone(),
            stored.derived.direction,
        );
        let options = frame.options(&library.publication());
        let document = Document::new(stored.article.body, options, frame.resolver());
        let problems = find(&library, &Facts::of(&document), &stored.article.metadata, &*frame.resolver());
        Ok(wire::ArticleProblems { number: 0, problems })
    }
}

/// Everything that is wrong with an article: first what is said about it, then its text from the top.
pub(crate) fn find(
    library: &Library,
    facts: &Facts,
    metadata: &model::Metadata,
    resolver: &dyn markup::Resolver,
) -> Vec<wire::WritingProblem> {
    let mut problems = of_metadata(metadata);
    let mut of_text = text::find(library, facts, resolver);
    of_text.extend(facts.rendering.iter().filter_map(of_rendering));
    of_text.sort_by_key(|problem| (problem.line, problem.range.as_ref().map(|range| range.from)));
    problems.extend(of_text);
    problems
}

/// What only the renderer knows; links and pictures in Markdown are among the marks.
fn of_rendering(problem: &Problem) -> Option<wire::WritingProblem> {
    use WritingProblemKind as Kind;
    let (kind, severity) = match problem.concern {
        Concern::Link | Concern::Picture => return None,
        Concern::HtmlLink => (Kind::BrokenLink, Severity::Error),
        Concern::HtmlMissingPicture => (Kind::MissingPicture, Severity::Error),
        Concern::HtmlRemotePicture => (Kind::RemotePicture, Severity::Warning),
        Concern::Embedded => (Kind::LeftOut, Severity::Warning),
        Concern::Formula => (Kind::UnreadableFormula, Severity::Warning),
        Concern::Depth => (Kind::TooDeep, Severity::Warning),
        Concern::Size => (Kind::TooLarge, Severity::Warning),
        Concern::FrontMatter => (Kind::UnreadableFields, Severity::Warning),
    };
    Some(wire::WritingProblem {
        subject: (!problem.subject.is_empty()).then(|| problem.subject.clone()),
        line: Some(problem.line),
        ..said(kind, severity, problem.message.clone())
    })
}

/// A problem without a place.
fn said(kind: WritingProblemKind, severity: Severity, message: impl Into<String>) -> wire::WritingProblem {
    wire::WritingProblem {
        kind,
        severity,
        message: message.into(),
        subject: None,
        count: None,
        most: None,
        pixels: None,
        field: None,
        line: None,
        range: None,
        fix: None,
    }
}

fn of_metadata(metadata: &model::Metadata) -> Vec<wire::WritingProblem> {
    use WritingProblemKind as Kind;
    let mut problems = Vec::new();
    let mut add = |field, kind, severity, count: Option<(usize, usize)>, message: String| {
        let figure = |figure: usize| u32::try_from(figure).unwrap_or(u32::MAX);
        problems.push(wire::WritingProblem {
            field: Some(field),
            count: count.map(|(count, _)| figure(count)),
            most: count.map(|(_, most)| figure(most)),
            ..said(kind, severity, message)
        });
    };
    let length = |text: &str| text.trim().chars().count();
    let title =
        metadata.search_title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(&metadata.title);
    if metadata.title.trim().is_empty() {
        add(
            ProblemField::Title,
            Kind::MissingTitle,
            Severity::Error,
            None,
            "The article has no title. Give it one.".to_owned(),
        );
    } else if length(title) > LONGEST_TITLE {
        add(
            ProblemField::Title,
            Kind::LongTitle,
            Severity::Hint,
            Some((length(title), LONGEST_TITLE)),
            format!(
                "The title has {} characters; search results show about {LONGEST_TITLE}. Shorten it, or give a \
                 shorter one for search engines.",
                length(title)
            ),
        );
    }
    let written =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(length);
    let (excerpt, description) = (written(&metadata.excerpt), written(&metadata.search_description));
    if excerpt.is_none() && metadata.kind == model::Kind::Post {
        add(
            ProblemField::Excerpt,
            Kind::MissingExcerpt,
            Severity::Hint,
            None,
            "There is no excerpt, so lists show the beginning of the text. Write one or two sentences."
                .to_owned(),
        );
    }
    if let Some(length) = description.or(excerpt).filter(|length| *length > LONGEST_DESCRIPTION) {
        let field = if description.is_some() { ProblemField::Description } else { ProblemField::Excerpt };
        add(
            field,
            Kind::LongDescription,
            Severity::Hint,
            Some((length, LONGEST_DESCRIPTION)),
            format!(
                "The description has {length} characters; search results show about {LONGEST_DESCRIPTION}. Shorten \
                 it, or give a shorter one for search engines."
            ),
        );
    }
    match &metadata.lead {
        None if metadata.kind == model::Kind::Post => add(
            ProblemField::Lead,
            Kind::MissingLead,
            Severity::Hint,
            None,
            "There is no lead picture, so cards and lists show none. Choose one.".to_owned(),
        ),
        Some(lead) if lead.alt.trim().is_empty() => add(
            ProblemField::Lead,
            Kind::MissingAlt,
            Severity::Warning,
            None,
            "The lead picture has no description. Say what it shows, for those who do not see it.".to_owned(),
        ),
        _ => {}
    }
    problems
}
