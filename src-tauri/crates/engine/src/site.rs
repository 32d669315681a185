//! The site: read from the library at one moment, compared with what the last export left, written.

mod unchanged;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use contract as wire;
use contract::{ApiError, Event, Nothing};
use export::plan::Overwrite;
use export::site::export::{ExportError, Options, Progress, Report, Stage};
use export::site::{Card, Damaged, LiveText, Redirect, Site, SiteSnapshot, Texts};
use model::{ArticleId, ProfileKind};
use sha2::{Digest as _, Sha256};

use crate::errors::ToApi as _;
use crate::library::Library;
use crate::pages::{self, LibraryPictures};
use crate::runs::Run;
use crate::site_server::SiteServer;
use crate::{Engine, convert, lock, now};
use unchanged::Earlier;

/// The setting that keeps the folder of the last export.
const TARGET: &str = "site_target";

/// How many bytes of made pictures a library keeps: those of some thousand photographs.
const MOST_MADE: u64 = 2 << 30;

/// How often an export tells how far it is, in milliseconds.
const BEAT: u128 = 100;

/// The export that goes on and the site that is served, of one engine.
#[derive(Default)]
pub(crate) struct Sites {
    run: Run,
    server: Mutex<Option<SiteServer>>,
}

/// What is asked of an export of the site.
#[derive(Debug, Clone)]
pub struct SiteRequest {
    /// The folder it goes into; made if need be.
    pub folder: PathBuf,
    /// The address to use in place of the publication's.
    pub base_url: Option<String>,
    /// Whether files that no export wrote, or that somebody changed since, may be replaced.
    pub overwrite: bool,
    /// Only say what would change, and all that is not as it should be.
    pub dry_run: bool,
}

impl SiteRequest {
    /// The folder by its whole path.
    fn place(&self) -> PathBuf {
        std::path::absolute(&self.folder).unwrap_or_else(|_| self.folder.clone())
    }
}

struct LibraryTexts {
    library: Arc<Library>,
    /// Those that comments have come with: the others need not be asked about.
    commented: HashSet<ArticleId>,
}

impl Texts for LibraryTexts {
    fn live(&self, id: &ArticleId) -> Result<LiveText, String> {
        let store = self.library.store();
        let body = store.live_text(id).map_err(|error| error.to_string())?;
        let has_comments = self.commented.contains(id)
            && self.library.publication().comments == model::CommentsPolicy::Static;
        let comments =
            if has_comments { store.comments(id).map_err(|error| error.to_string())? } else { Vec::new() };
        Ok(LiveText { body, comments })
    }
}

/// Everything that is published, without the texts; and which articles have comments.
fn read(library: &Library, base_url: Option<&str>) -> Result<(SiteSnapshot, HashSet<ArticleId>), ApiError> {
    let store = library.store();
    let mut publication = library.publication();
    if let Some(base_url) = base_url {
        base_url.clone_into(&mut publication.base_url);
    }
    let marks: HashMap<ArticleId, String> =
        store.comment_marks().to_api()?.into_iter().map(|(mark, id)| (id, mark)).collect();
    let found = store.live_articles().to_api()?;
    let mut damaged: Vec<Damaged> = found.damaged.into_iter().map(damaged_from).collect();
    let mut cards = Vec::new();
    for live in found.articles {
        let id = live.summary.id;
        let derived = match live.derived {
            Some(derived) => derived,
            None => match store.live_text(&id) {
                Ok(body) => crate::derive::derive(&body, &live.metadata, &publication),
                Err(reason) => {
                    damaged.push(damaged_from(store::DamagedArticle {
                        id,
                        title: live.metadata.title,
                        reason,
                    }));
                    continue;
                }
            },
        };
        let mut content = Sha256::new_with_prefix(live.hash.as_str());
        content.update(marks.get(&id).map(String::as_bytes).unwrap_or_default());
        cards.push(Card {
            slug: live.slug,
            metadata: model::Metadata { published_at: Some(live.published_at), ..live.metadata },
            language: derived.language,
            direction: derived.direction,
            excerpt: derived.excerpt,
            words: derived.words,
            content: content.finalize().into(),
            id,
        });
    }
    let mut profiles = Vec::new();
    for kind in ProfileKind::ALL {
        profiles.extend(store.profiles(kind).to_api()?.into_iter().map(|used| used.profile));
    }
    let redirects = store.redirects().to_api()?;
    let snapshot = SiteSnapshot {
        publication,
        cards,
        damaged,
        profiles,
        redirects: redirects.into_iter().map(|(path, article)| Redirect { path, article }).collect(),
        old_slugs: store.old_slugs().to_api()?,
    };
    Ok((snapshot, marks.into_keys().collect()))
}

fn damaged_from(found: store::DamagedArticle) -> Damaged {
    Damaged { id: found.id, title: found.title, reason: found.reason.to_string() }
}

fn folder_failed(folder: &Path, error: &std::io::Error) -> ApiError {
    ApiError::internal(format!(
        "The folder {} could not be opened: {error}. Nothing was written.",
        folder.display()
    ))
}

fn stage_to(stage: Stage) -> wire::SiteStage {
    match stage {
        Stage::Comparing => wire::SiteStage::Comparing,
        Stage::Pages => wire::SiteStage::Pages,
        Stage::Pictures => wire::SiteStage::Pictures,
        Stage::Placing => wire::SiteStage::Placing,
    }
}

/// A number for the wire, which has no larger ones.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Engine {
    /// Exports the site, or says what that would change.
    ///
    /// # Errors
    /// Where the library cannot be read, the theme fails or the folder cannot be written: then the site in the
    /// folder is what it was.
    pub fn write_site(&self, request: &SiteRequest) -> Result<wire::SiteReport, ApiError> {
        let since = Instant::now();
        let going = self.shared.site.run.begin("An export of the site")?;
        let library = self.library()?;
        if let Some(base_url) = &request.base_url
            && export::address::web_only(base_url).is_none()
        {
            return Err(ApiError::invalid(format!(
                "“{base_url}” cannot be the address of a site. Give one that begins with http:// or https://."
            )));
        }
        let published = if request.dry_run { Vec::new() } else { self.publish_what_is_due(&library)? };
        let theme = library.theme();
        let earlier = Earlier::of(&library, request, &theme)?;
        if let Some((report, left)) = earlier.still_there(&library) {
            self.remember_target(&library, request);
            let mut publication = library.publication();
            publication.base_url = request.base_url.clone().unwrap_or(publication.base_url);
            let url = export::site::left::address(&publication);
            let name_of = |id: &ArticleId| left.name_of(id);
            return Ok(report_to_wire(&request.folder, report, published, since, url, &name_of));
        }
        let (snapshot, commented) = read(&library, request.base_url.as_deref())?;
        let plan = export::site::plan::plan(&snapshot, &theme);
        let texts = LibraryTexts { library: library.clone(), commented };
        let pictures = LibraryPictures(library.clone());
        let site = Site::new(plan, &theme, &texts, &pictures);
        let nothing_there = request.dry_run && !request.folder.exists();
        let vacant = if nothing_there { Some(vacant_folder()?) } else { None };
        let folder = vacant.as_ref().map_or(request.folder.as_path(), |vacant| vacant.path());
        if !request.dry_run {
            std::fs::create_dir_all(folder).map_err(|error| folder_failed(folder, &error))?;
        }
        let opened = cap_std::fs::Dir::open_ambient_dir(folder, cap_std::ambient_authority())
            .map_err(|error| folder_failed(folder, &error))?;
        let told = Mutex::new((Instant::now(), None::<Stage>, Instant::now()));
        let report = export::site::export::export(
            &site,
            &opened,
            &Options {
                overwrite: if request.overwrite { Overwrite::Yes } else { Overwrite::No },
                dry_run: request.dry_run,
                progress: &|progress| self.tell_progress(progress, &told),
                cancelled: going.cancelled(),
            },
        )
        .map_err(|error| self.site_failed(request, &error))?;
        self.remember_target(&library, request);
        let contents = &site.plan.contents;
        let name_of = |id: &ArticleId| contents.name_of(id);
        if library.store().read_only().is_none() {
            if !request.dry_run {
                earlier.keep(&library, &report, &name_of);
            }
            library.store().trim_made_files(MOST_MADE);
        }
        self.tell_served_site();
        let url = contents.links.base().unwrap_or_default().to_owned();
        Ok(report_to_wire(&request.folder, report, published, since, url, &name_of))
    }

    fn remember_target(&self, library: &Library, request: &SiteRequest) {
        if !request.dry_run && library.store().read_only().is_none() {
            // What is only kept for comfort does not make an export fail.
            let _ = library.store().set_setting(TARGET, &request.place().display().to_string());
        }
    }

    fn site_failed(&self, request: &SiteRequest, error: &ExportError) -> ApiError {
        match error {
            ExportError::Theme(error) => pages::theme_failed(error),
            ExportError::Cancelled => {
                ApiError::internal("The export was cancelled. The site in the folder is what it was.")
            }
            ExportError::Folder(error) => {
                ApiError::internal(format!("The site in {}: {error}.", request.folder.display()))
            }
        }
    }

    fn publish_what_is_due(&self, library: &Library) -> Result<Vec<String>, ApiError> {
        if library.store().read_only().is_some() {
            return Ok(Vec::new());
        }
        let due = library.store().publish_due(convert::origin_from(self.shared.origin), now()).to_api()?;
        if !due.is_empty() {
            self.tell(Event::ArticlesChanged);
        }
        Ok(due.into_iter().map(|summary| summary.title).collect())
    }

    fn tell_progress(&self, progress: Progress, told: &Mutex<(Instant, Option<Stage>, Instant)>) {
        let mut told = lock(told);
        let (last, stage, began) = &mut *told;
        if *stage == Some(progress.stage) && last.elapsed().as_millis() < BEAT {
            return;
        }
        if *stage != Some(progress.stage) {
            *began = Instant::now();
        }
        *last = Instant::now();
        *stage = Some(progress.stage);
        let share = progress.done as f64 / progress.total.max(1) as f64;
        // Before a twentieth is done, nothing sensible can be said.
        let remaining = (share >= 0.05).then(|| began.elapsed().as_secs_f64() * (1.0 - share) / share);
        self.tell(Event::SiteProgress {
            stage: stage_to(progress.stage),
            done: small(progress.done),
            total: small(progress.total),
            remaining,
        });
    }

    fn site_request(&self, request: &wire::SiteExport, dry_run: bool) -> Result<SiteRequest, ApiError> {
        Ok(SiteRequest {
            folder: self.shared.picks.path(&request.target)?,
            base_url: request.base_url.clone().filter(|base| !base.trim().is_empty()),
            overwrite: request.overwrite,
            dry_run,
        })
    }

    pub(crate) fn plan_site(&self, request: &wire::SiteExport) -> Result<wire::SiteReport, ApiError> {
        self.write_site(&self.site_request(request, true)?)
    }

    pub(crate) fn export_site(&self, request: &wire::SiteExport) -> Result<wire::SiteReport, ApiError> {
        self.write_site(&self.site_request(request, false)?)
    }

    pub(crate) fn cancel_site(&self) -> Nothing {
        self.shared.site.run.cancel();
        Nothing {}
    }

    pub(crate) fn last_site_target(&self) -> Result<Option<wire::Picked>, ApiError> {
        let kept = self.library()?.store().setting(TARGET).to_api()?;
        Ok(kept.map(PathBuf::from).filter(|path| path.is_dir()).map(|path| self.pick(path)))
    }

    pub(crate) fn start_serving_site(&self, request: &wire::PickedRef) -> Result<wire::SiteServed, ApiError> {
        self.serve_site(&self.shared.picks.path(&request.token)?, 0)
    }

    /// Serves the site in a folder on this machine only, until it is stopped. Port 0: any that is free.
    ///
    /// # Errors
    /// Where the folder is not there or the port is taken.
    pub fn serve_site(&self, folder: &Path, port: u16) -> Result<wire::SiteServed, ApiError> {
        let server = SiteServer::start(folder, port).map_err(|error| {
            ApiError::internal(format!("The site in {} cannot be served: {error}.", folder.display()))
        })?;
        let url = server.url();
        *lock(&self.shared.site.server) = Some(server);
        Ok(wire::SiteServed { url })
    }

    pub(crate) fn stop_serving_site(&self) -> Nothing {
        drop(lock(&self.shared.site.server).take());
        Nothing {}
    }

    fn tell_served_site(&self) {
        if let Some(server) = &*lock(&self.shared.site.server) {
            server.changed();
        }
    }
}

/// An empty folder in the place of one that is not there yet.
fn vacant_folder() -> Result<tempfile::TempDir, ApiError> {
    tempfile::tempdir()
        .map_err(|error| ApiError::internal(format!("No temporary folder could be made: {error}.")))
}

fn report_to_wire(
    folder: &Path,
    report: Report,
    published: Vec<String>,
    since: Instant,
    url: String,
    name_of: &dyn Fn(&ArticleId) -> String,
) -> wire::SiteReport {
    let files = |files: Vec<(String, u64)>| {
        files
            .into_iter()
            .map(|(path, size)| wire::ExportedFile { path: folder.join(path).display().to_string(), size })
            .collect()
    };
    let problem_to_wire = |found: export::site::contents::SiteProblem| wire::SiteProblem {
        title: found.article.as_ref().map(name_of).unwrap_or_default(),
        article: found.article.map(|id| id.to_string()),
        line: found.problem.line,
        message: found.problem.message,
    };
    let problems = report.problems.into_iter().map(problem_to_wire).collect();
    wire::SiteReport {
        added: files(report.added),
        changed: files(report.changed),
        removed: report.removed.iter().map(|path| folder.join(path).display().to_string()).collect(),
        unchanged: small(report.unchanged),
        size: report.size,
        milliseconds: u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX),
        published,
        url,
        problems,
    }
}
