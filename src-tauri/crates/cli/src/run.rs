//! Each command, from its arguments to what it prints.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use contract::{self as wire, ApiError, Handler as _};
use engine::Engine;
use serde::Serialize;

use crate::arguments::{
    Arguments, Command, ExportAs, ExportPictures, ExportProfile, RenderAs, ShowForm, ThemeCommand,
};
use crate::output::{json, line, message, print};

/// How a command ended that did what was asked.
pub(crate) enum Outcome {
    Done,
    /// Done, but some items had problems; they were listed.
    DoneWithProblems,
}

/// Why a command did nothing.
pub(crate) enum Failure {
    Usage(String),
    Failed(ApiError),
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// What a command that changes one article answers with `--json`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Changed<'a> {
    id: &'a str,
    version: i64,
    slug: &'a str,
    problems: &'a [String],
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let folder = library(arguments);
    let open = || Engine::headless(folder.clone());
    let as_json = arguments.json;
    match &arguments.command {
        Command::Init => init(&folder, as_json),
        Command::New { title, file } => new(&open(), title.as_deref(), file.as_deref(), as_json),
        Command::Edit { article, file, base_version } => edit(&open(), article, file, *base_version, as_json),
        Command::List { status, tag, limit } => {
            list(&open(), status.as_deref(), tag.clone(), *limit, as_json)
        }
        Command::Show { article, form } => {
            show(&open(), article, if as_json { ShowForm::Json } else { *form })
        }
        Command::History { article } => history(&open(), article, as_json),
        Command::Restore { article, revision } => restore(&open(), article, *revision, as_json),
        Command::Search { query, limit } => search(&open(), &query.join(" "), *limit, as_json),
        Command::Render { file, form } => render(file, *form),
        Command::Export { site: true, to, base_url, dry_run, serve, port, overwrite, .. } => {
            let request = engine::SiteRequest {
                folder: to.clone(),
                base_url: base_url.clone(),
                overwrite: *overwrite,
                dry_run: *dry_run,
            };
            crate::site::run(&open(), &request, serve.then(|| port.unwrap_or(0)), as_json)
        }
        Command::Export {
            articles,
            all,
            to,
            form,
            profile,
            pictures,
            published,
            originals,
            overwrite,
            ..
        } => {
            let version =
                if *published { wire::ExportVersion::Published } else { wire::ExportVersion::Working };
            let form = engine::ExportForm { version, ..export_form(*form, *profile, *pictures, *originals)? };
            export(&open(), articles, *all, to, form, *overwrite, as_json)
        }
        Command::Theme { command } => theme(&open(), command, as_json),
        Command::Mirror { folder: mirrored, once, trash_missing, write_missing } => {
            let answer = match (trash_missing, write_missing) {
                (true, _) => Some(wire::MirrorAnswer::Trash),
                (_, true) => Some(wire::MirrorAnswer::WriteAgain),
                _ => None,
            };
            crate::mirror::run(&open(), mirrored, *once, answer, as_json)
        }
        Command::Import { undo: true, .. } => crate::import::undo(&open(), as_json),
        Command::Import { path, from, dry_run, fetch_pictures, private_hosts, .. } => {
            let options = engine::ImportOptions {
                from: crate::import::format(*from),
                dry_run: *dry_run,
                fetch_pictures: *fetch_pictures,
                private_hosts: *private_hosts,
            };
            crate::import::run(&open(), path.as_deref().unwrap_or(Path::new("")), &options, as_json)
        }
        Command::Backup { file } => backup(&open(), file, as_json),
        Command::RestoreBackup { file, to } => restore_backup(file, to, as_json),
        Command::Check { repair: false } => check(&open(), as_json),
        Command::Check { repair: true } => mend(&folder, as_json),
    }
}

fn library(arguments: &Arguments) -> PathBuf {
    arguments.library.clone().unwrap_or_else(engine::default_library)
}

/// Whether nothing is there where a library was looked for.
pub(crate) fn is_vacant(arguments: &Arguments) -> bool {
    !library(arguments).exists()
}

pub(crate) fn ending(problems: &[String]) -> Outcome {
    for problem in problems {
        message(problem);
    }
    if problems.is_empty() { Outcome::Done } else { Outcome::DoneWithProblems }
}

fn init(folder: &Path, as_json: bool) -> Result<Outcome, Failure> {
    Engine::create_empty(folder)?;
    if as_json {
        json(&serde_json::json!({ "library": folder.display().to_string() }))?;
    } else {
        line(&folder.display().to_string())?;
    }
    Ok(Outcome::Done)
}

/// What to read a Markdown file from.
fn source(file: &Path) -> Result<engine::Source, Failure> {
    if file != Path::new("-") {
        return Ok(engine::Source::File(file.to_owned()));
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|error| ApiError::internal(format!("Standard input could not be read: {error}.")))?;
    Ok(engine::Source::Bytes(bytes))
}

fn new(engine: &Engine, title: Option<&str>, file: Option<&Path>, as_json: bool) -> Result<Outcome, Failure> {
    if title.is_some_and(|title| title.trim().is_empty()) {
        return Err(Failure::Usage(
            "the title is empty; give it words, or leave --title out for an article without one".into(),
        ));
    }
    let source = file.map_or(Ok(engine::Source::Bytes(Vec::new())), source)?;
    let added = engine.add_markdown(source, title)?;
    if as_json {
        json(&Changed {
            id: &added.article.id,
            version: added.article.version,
            slug: &added.article.derived.slug,
            problems: &added.problems,
        })?;
    } else {
        line(&added.article.id)?;
    }
    Ok(ending(&added.problems))
}

fn edit(
    engine: &Engine,
    article: &str,
    file: &Path,
    base_version: Option<i64>,
    as_json: bool,
) -> Result<Outcome, Failure> {
    let id = engine.find(article)?;
    let replaced = engine.replace_with_markdown(&id, source(file)?, base_version)?;
    let summary = &replaced.saved.summary;
    if as_json {
        json(&Changed {
            id: &id,
            version: summary.version,
            slug: &summary.slug,
            problems: &replaced.problems,
        })?;
    } else {
        line(&summary.version.to_string())?;
    }
    Ok(ending(&replaced.problems))
}

fn list(
    engine: &Engine,
    status: Option<&str>,
    tag: Option<String>,
    limit: u32,
    as_json: bool,
) -> Result<Outcome, Failure> {
    let shelf: wire::Shelf = match status {
        None => wire::Shelf::All,
        Some(word) => serde_json::from_value(serde_json::Value::String(word.to_lowercase())).map_err(|_| {
            Failure::Usage(format!(
                "“{word}” is not a status; use idea, draft, review, ready, scheduled, published, archived, trash or all"
            ))
        })?,
    };
    let mut items = Vec::new();
    while items.len() < limit as usize {
        let left = limit - u32::try_from(items.len()).unwrap_or(limit);
        let page = engine.article_list(wire::ArticleListRequest {
            shelf,
            tag: tag.clone(),
            offset: u32::try_from(items.len()).unwrap_or(u32::MAX),
            limit: left.min(500),
            filter: wire::ArticleFilter::default(),
            sort: wire::Sort::default(),
            reverse: false,
        })?;
        if page.items.is_empty() {
            break;
        }
        items.extend(page.items);
    }
    if as_json {
        json(&items)?;
        return Ok(Outcome::Done);
    }
    let mut text = String::new();
    for item in &items {
        text.push_str(&summary_line(item));
    }
    print(&text)?;
    Ok(Outcome::Done)
}

/// One article on one line: id, date, status, title.
fn summary_line(item: &wire::ArticleSummary) -> String {
    let date = item.published_at.as_deref().unwrap_or(&item.updated_at);
    let status = serde_json::to_value(item.status).ok();
    let status = status.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
    let title = if item.title.is_empty() { "(no title)" } else { &item.title };
    format!("{}  {}  {status:<9}  {title}\n", item.id, date.get(..10).unwrap_or(date))
}

fn show(engine: &Engine, article: &str, form: ShowForm) -> Result<Outcome, Failure> {
    let id = engine.find(article)?;
    match form {
        ShowForm::Markdown => print(&engine.markdown(&id)?)?,
        ShowForm::Html => print(&engine.fragment(&id)?)?,
        ShowForm::Json => json(&engine.article_show(wire::ArticleRef { id })?)?,
    }
    Ok(Outcome::Done)
}

fn history(engine: &Engine, article: &str, as_json: bool) -> Result<Outcome, Failure> {
    let revisions = engine.revision_list(wire::ArticleRef { id: engine.find(article)? })?;
    if as_json {
        json(&revisions)?;
        return Ok(Outcome::Done);
    }
    for revision in &revisions {
        let word = |value: serde_json::Value| value.as_str().unwrap_or_default().replace('_', " ");
        line(&format!(
            "{:>6}  {}  {:<9} {:<12}  {} words  {}",
            revision.revision,
            revision.taken_at,
            word(serde_json::to_value(revision.cause).unwrap_or_default()),
            word(serde_json::to_value(revision.origin).unwrap_or_default()),
            revision.words,
            revision.name.as_deref().unwrap_or(&revision.title),
        ))?;
    }
    Ok(Outcome::Done)
}

fn restore(engine: &Engine, article: &str, revision: i64, as_json: bool) -> Result<Outcome, Failure> {
    let id = engine.find(article)?;
    let origin = wire::Origin::CommandLine;
    let saved = engine.revision_restore(wire::RevisionRestore { id: id.clone(), revision, origin })?;
    if as_json {
        json(&Changed {
            id: &id,
            version: saved.summary.version,
            slug: &saved.summary.slug,
            problems: &saved.notices,
        })?;
    } else {
        line(&saved.summary.version.to_string())?;
    }
    Ok(ending(&saved.notices))
}

fn search(engine: &Engine, query: &str, limit: u32, as_json: bool) -> Result<Outcome, Failure> {
    let request = wire::ArticleSearchRequest { query: query.to_owned(), filter: None, limit };
    let found = engine.article_search_ranked(request)?;
    if as_json {
        json(&found.hits)?;
        return Ok(Outcome::Done);
    }
    for hit in &found.hits {
        let excerpt: String = hit
            .excerpt
            .iter()
            .map(|run| if run.matched { format!("[{}]", run.text) } else { run.text.clone() })
            .collect();
        print(&format!("{}    {}\n", summary_line(&hit.article), excerpt.replace('\n', " ")))?;
    }
    Ok(Outcome::Done)
}

fn render(file: &Path, form: RenderAs) -> Result<Outcome, Failure> {
    let form = match form {
        RenderAs::Fragment => engine::RenderForm::Fragment,
        RenderAs::Page => engine::RenderForm::Page,
        RenderAs::Plain => engine::RenderForm::Plain,
    };
    let rendered = engine::render_markdown(source(file)?, form)?;
    print(&rendered.html)?;
    Ok(ending(&rendered.problems))
}

/// What the options of an export mean together.
fn export_form(
    form: ExportAs,
    profile: Option<ExportProfile>,
    pictures: Option<ExportPictures>,
    originals: bool,
) -> Result<engine::ExportForm, Failure> {
    if form != ExportAs::Fragment && (profile.is_some() || pictures.is_some()) {
        return Err(Failure::Usage("--profile and --pictures are for fragments; add --as fragment".into()));
    }
    if form != ExportAs::Markdown && originals {
        return Err(Failure::Usage("--originals is for Markdown; add --as markdown".into()));
    }
    Ok(engine::ExportForm {
        form: match form {
            ExportAs::Page => wire::ExportForm::Page,
            ExportAs::Fragment => wire::ExportForm::Fragment,
            ExportAs::Markdown => wire::ExportForm::Markdown,
        },
        profile: profile.map(|profile| match profile {
            ExportProfile::Plain => wire::ExportProfile::Plain,
            ExportProfile::Blogger => wire::ExportProfile::Blogger,
            ExportProfile::Wordpress => wire::ExportProfile::Wordpress,
            ExportProfile::WordpressBlocks => wire::ExportProfile::WordpressBlocks,
            ExportProfile::Email => wire::ExportProfile::Email,
        }),
        version: wire::ExportVersion::Working,
        originals,
        pictures: pictures.map(|pictures| match pictures {
            ExportPictures::Absolute => wire::ExportPictures::Absolute,
            ExportPictures::Data => wire::ExportPictures::Data,
            ExportPictures::Folder => wire::ExportPictures::Folder,
        }),
    })
}

fn export(
    engine: &Engine,
    articles: &[String],
    all: bool,
    to: &Path,
    form: engine::ExportForm,
    overwrite: bool,
    as_json: bool,
) -> Result<Outcome, Failure> {
    let ids = if all {
        engine.all_articles(form.version)?
    } else {
        articles.iter().map(|article| engine.find(article)).collect::<Result<Vec<_>, _>>()?
    };
    let report = engine.export_to_folder(&ids, to, form, overwrite)?;
    if as_json {
        json(&report)?;
    } else {
        for file in &report.files {
            line(&file.path)?;
        }
    }
    let problems: Vec<String> = report
        .problems
        .iter()
        .map(|problem| match problem.line {
            Some(line) => format!("{}, line {line}: {}", problem.title, problem.message),
            None => format!("{}: {}", problem.title, problem.message),
        })
        .collect();
    Ok(ending(&problems))
}

fn theme(engine: &Engine, command: &ThemeCommand, as_json: bool) -> Result<Outcome, Failure> {
    match command {
        ThemeCommand::List => {
            let themes = engine.theme_list(wire::Nothing {})?;
            if as_json {
                json(&themes)?;
            } else {
                for theme in &themes {
                    line(&format!("{:<16}  {}", theme.name, theme.title))?;
                }
            }
            let problems: Vec<String> = themes.into_iter().filter_map(|theme| theme.problem).collect();
            Ok(ending(&problems))
        }
        ThemeCommand::New { name, from } => {
            written(&engine.new_theme(name, from)?, as_json)?;
            Ok(Outcome::Done)
        }
    }
}

fn backup(engine: &Engine, file: &Path, as_json: bool) -> Result<Outcome, Failure> {
    let problems = engine.back_up(file)?;
    written(file, as_json)?;
    Ok(ending(&problems))
}

fn restore_backup(file: &Path, to: &Path, as_json: bool) -> Result<Outcome, Failure> {
    let problems = Engine::restore_backup(file, to)?;
    written(to, as_json)?;
    Ok(ending(&problems))
}

fn written(path: &Path, as_json: bool) -> Result<(), Failure> {
    let shown: PathBuf = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if as_json {
        json(&serde_json::json!({ "path": shown.display().to_string() }))?;
    } else {
        line(&shown.display().to_string())?;
    }
    Ok(())
}

fn check(engine: &Engine, as_json: bool) -> Result<Outcome, Failure> {
    let report = engine.library_check(wire::Nothing {})?;
    if as_json {
        json(&report)?;
    } else {
        line(&format!(
            "{} articles, {} revisions, {} media: {}",
            report.articles,
            report.revisions,
            report.media,
            if report.problems.is_empty() { "all is well" } else { "not all is well" },
        ))?;
    }
    Ok(ending(&report.problems))
}

fn mend(folder: &Path, as_json: bool) -> Result<Outcome, Failure> {
    let report = Engine::mend(folder)?;
    if as_json {
        json(&report)?;
    } else if report.mended.is_empty() {
        line("There was nothing to mend.")?;
    } else {
        for mended in &report.mended {
            line(mended)?;
        }
    }
    Ok(ending(&report.problems))
}
