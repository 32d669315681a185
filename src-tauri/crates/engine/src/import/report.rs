//! What an import did, gathered while it runs, and bounded however large the source is.

use std::collections::BTreeMap;

use contract as wire;
use contract::ImportState;

use crate::convert;

/// How many articles without problems a report lists, and how many with problems.
const LISTED: usize = 2_000;

/// How many pictures a report lists.
const PICTURES: usize = 5_000;

/// How many problems of one article, and of the source as a whole, are told.
const TOLD: usize = 100;

/// A report that is being written.
#[derive(Default)]
pub(super) struct Report {
    pub(super) counts: Counts,
    smooth: Vec<wire::ImportItem>,
    troubled: Vec<wire::ImportItem>,
    problems: Vec<wire::ImportProblem>,
    fields: BTreeMap<String, u32>,
    left: BTreeMap<String, u32>,
    remote: Vec<wire::ImportPicture>,
}

/// The numbers of a report.
#[derive(Default)]
pub(super) struct Counts {
    states: [u32; 8],
    pub(super) pictures: u32,
    remote: u32,
    comments: u32,
    with_problems: u32,
}

impl Report {
    /// Notes one article and what became of it.
    pub(super) fn note(
        &mut self,
        item: &import::Item,
        state: ImportState,
        status: Option<model::Status>,
        article: Option<&model::ArticleId>,
        mut problems: Vec<import::Problem>,
    ) {
        self.count(state);
        note_fields(&mut self.fields, &item.kept_as_custom);
        note_fields(&mut self.left, &item.left_fields);
        if matches!(state, ImportState::New | ImportState::Updated | ImportState::Restored) {
            self.counts.comments += u32::try_from(item.comments.len()).unwrap_or(u32::MAX);
        }
        problems.truncate(TOLD);
        self.list(wire::ImportItem {
            title: item.name().to_owned(),
            state,
            status: status.map(convert::status_to),
            date: item.metadata.published_at.map(|date| date.to_string()),
            article: article.map(ToString::to_string),
            problems: problems.iter().map(to_wire).collect(),
        });
    }

    /// Notes something of the source that is no article here.
    pub(super) fn pass_over(&mut self, state: ImportState, problem: import::Problem) {
        self.count(state);
        let problems = vec![to_wire(&problem)];
        let title = problem.about;
        self.list(wire::ImportItem { title, state, status: None, date: None, article: None, problems });
    }

    /// Counts an article that is not listed.
    pub(super) fn count(&mut self, state: ImportState) {
        self.counts.states[state as usize] += 1;
    }

    /// Notes something about the source as a whole.
    pub(super) fn complain(&mut self, problem: &import::Problem) {
        if self.problems.len() < TOLD {
            let about = problem.about.clone();
            self.problems.push(wire::ImportProblem { about, trouble: to_wire(problem) });
        }
    }

    /// Notes a picture that stays where it is.
    pub(super) fn leave_picture(&mut self, address: &str, article: &str) {
        self.counts.remote += 1;
        if self.remote.len() < PICTURES {
            let address = address.chars().take(500).collect();
            self.remote.push(wire::ImportPicture { address, article: article.to_owned() });
        }
    }

    fn list(&mut self, item: wire::ImportItem) {
        let passed_over = matches!(item.state, ImportState::LeftOut | ImportState::InTrash);
        let troubled = !item.problems.is_empty() && !passed_over;
        self.counts.with_problems += u32::from(troubled);
        let list = if troubled { &mut self.troubled } else { &mut self.smooth };
        if list.len() < LISTED {
            list.push(item);
        }
    }

    /// The finished report.
    pub(super) fn finish(
        self,
        source: String,
        format: wire::ImportFormat,
        end: &super::run::End,
    ) -> wire::ImportReport {
        let Counts { states, pictures, remote, comments, with_problems } = self.counts;
        let of = |state: ImportState| states[state as usize];
        wire::ImportReport {
            source,
            format,
            dry_run: end.dry_run,
            cancelled: end.cancelled,
            operation: end.operation,
            counts: wire::ImportCounts {
                new: of(ImportState::New),
                updated: of(ImportState::Updated),
                unchanged: of(ImportState::Unchanged),
                conflicts: of(ImportState::Conflict),
                restored: of(ImportState::Restored),
                in_trash: of(ImportState::InTrash),
                left_out: of(ImportState::LeftOut),
                failed: of(ImportState::Failed),
                pictures,
                remote_pictures: remote,
                comments,
                with_problems,
            },
            items: self.troubled.into_iter().chain(self.smooth).collect(),
            problems: self.problems,
            custom_fields: listed(self.fields),
            left_fields: listed(self.left),
            remote_pictures: self.remote,
        }
    }
}

fn to_wire(problem: &import::Problem) -> wire::ImportTrouble {
    use import::ProblemKind as Kind;
    use wire::ImportTroubleKind as Told;
    let kind = match problem.kind {
        Kind::Unreadable => Told::Unreadable,
        Kind::Encoding => Told::Encoding,
        Kind::Date => Told::Date,
        Kind::Tag => Told::Tag,
        Kind::Block => Told::Block,
        Kind::Layout => Told::Layout,
        Kind::DeadLink => Told::DeadLink,
        Kind::Comments => Told::Comments,
        Kind::Picture => Told::Picture,
        Kind::Lost => Told::Lost,
        Kind::Address => Told::Address,
        Kind::ChangedTwice => Told::ChangedTwice,
        Kind::LeftOut => Told::LeftOut,
    };
    wire::ImportTrouble { kind, subject: problem.subject.clone(), message: problem.message.clone() }
}

fn note_fields(fields: &mut BTreeMap<String, u32>, names: &[String]) {
    for name in names {
        if fields.len() < LISTED || fields.contains_key(name) {
            *fields.entry(name.clone()).or_default() += 1;
        }
    }
}

fn listed(fields: BTreeMap<String, u32>) -> Vec<wire::ImportField> {
    fields.into_iter().map(|(name, articles)| wire::ImportField { name, articles }).collect()
}

/// A report for people, to be kept.
pub(crate) fn text(report: &wire::ImportReport) -> String {
    let counts = &report.counts;
    let mut text = format!("Import of {}\n", report.source);
    if report.dry_run {
        text.push_str("A dry run: nothing was changed.\n");
    }
    if report.cancelled {
        text.push_str("It was stopped; what came in before that stays.\n");
    }
    text.push('\n');
    for (count, what) in [
        (counts.new, "new articles"),
        (counts.updated, "articles changed there, and followed here"),
        (counts.unchanged, "articles that came in before and are the same"),
        (counts.restored, "articles that came back from the trash"),
        (counts.conflicts, "articles changed here and there; both texts are kept"),
        (counts.in_trash, "articles that lie in the trash here"),
        (counts.left_out, "articles left out, because they lie in the trash there"),
        (counts.failed, "articles that cannot be read"),
        (counts.comments, "comments"),
        (counts.pictures, "pictures taken into the library"),
        (counts.remote_pictures, "pictures on other computers, not fetched"),
    ] {
        if count > 0 {
            text.push_str(&format!("{count:>8} {what}\n"));
        }
    }
    let mut section = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            text.push_str(&format!("\n{title}\n"));
            lines.iter().for_each(|line| text.push_str(&format!("- {line}\n")));
        }
    };
    section(
        "The source as a whole",
        report
            .problems
            .iter()
            .map(|problem| format!("{}: {}", problem.about, problem.trouble.message))
            .collect(),
    );
    let lines = |item: &wire::ImportItem| {
        item.problems.iter().map(|problem| format!("{}: {}", item.title, problem.message)).collect::<Vec<_>>()
    };
    section("Articles", report.items.iter().flat_map(lines).collect());
    for (title, fields) in [
        ("Kept as custom fields", &report.custom_fields),
        ("Left out: fields that programs keep for themselves", &report.left_fields),
    ] {
        let field = |field: &wire::ImportField| format!("{} ({} articles)", field.name, field.articles);
        section(title, fields.iter().map(field).collect());
    }
    section(
        "Pictures on other computers",
        report
            .remote_pictures
            .iter()
            .map(|picture| format!("{} ({})", picture.address, picture.article))
            .collect(),
    );
    text
}
