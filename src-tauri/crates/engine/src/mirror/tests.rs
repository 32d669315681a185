//! Any edits on both sides of a real library and a real folder, with crashes between any two steps.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use contract::MirrorAnswer;
use model::{ArticleId, Metadata, Origin, Slug, Status};
use proptest::prelude::*;

use super::look::Touched;
use super::round::{Outcome, Work, round};
use super::*;

struct World {
    _place: tempfile::TempDir,
    engine: Engine,
    library: Arc<Library>,
    at: Place,
    work: Work,
    /// What was touched in the folder since the last round, and the last change of the library it knew.
    touched: BTreeSet<String>,
    seen: i64,
    /// Every text that was acknowledged, or lay in the folder when a round began.
    texts: BTreeSet<String>,
}

#[derive(Debug, Clone)]
enum Action {
    Edit(usize, u8),
    New(&'static str, u8),
    Slug(usize, &'static str),
    Trash(usize),
    Restore(usize),
    Write(usize, u8),
    Put(&'static str, u8),
    Remove(usize),
    Move(usize, &'static str),
    Copy(usize, &'static str),
    Anonymous(usize),
    /// Of everything, or of what was touched.
    Round {
        crash: Option<usize>,
        part: bool,
    },
}

fn text(number: u8) -> String {
    format!("Text {number}.")
}

impl World {
    fn new() -> Self {
        // What is tested is what is done, not that a disk keeps it: memory will do.
        let memory = std::path::Path::new("/dev/shm");
        let place = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let place = place.expect("a folder");
        let (library, folder) = (place.path().join("library"), place.path().join("mirror"));
        Engine::create_empty(&library).expect("a library");
        fs::create_dir(&folder).expect("made");
        let engine = Engine::headless(library);
        let library = engine.library().expect("open");
        let at = library.claim_mirror(&folder, false, true).expect("claimed");
        let (work, touched, texts) = (Work::trusting(), BTreeSet::new(), BTreeSet::new());
        Self { _place: place, engine, library, at, work, touched, seen: 0, texts }
    }

    fn articles(&self, trashed: bool) -> Vec<(ArticleId, i64)> {
        let mut articles = self.library.store().mirror_articles().expect("listed");
        articles.retain(|article| article.trashed == trashed);
        articles.sort_by(|one, other| one.id.cmp(&other.id));
        articles.into_iter().map(|article| (article.id, article.version)).collect()
    }

    fn files(&self) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = fs::read_dir(&self.at.folder)
            .expect("listed")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
            .collect();
        files.sort();
        files
    }

    fn body_of(file: &std::path::Path) -> String {
        let text = fs::read_to_string(file).expect("read");
        markup::front_matter::split(&text).body.trim().to_owned()
    }

    fn save(&mut self, number: usize, change: impl Fn(&mut Metadata, &mut String)) {
        let articles = self.articles(false);
        let Some((id, version)) = articles.get(number % articles.len().max(1)) else { return };
        let article = self.library.store().article(id).expect("there").article;
        let (mut metadata, mut body) = (article.metadata, article.body);
        change(&mut metadata, &mut body);
        let saved = self.library.store().save_article(&store::SaveArticle {
            id,
            base_version: *version,
            body: Some(&body),
            metadata: Some(&metadata),
            status: None,
            derived: &derive_of(&body, &metadata, &self.library),
            origin: Origin::CommandLine,
            now: now(),
            keep_revision: None,
            operation: None,
        });
        if saved.is_ok() {
            self.texts.insert(body.trim().to_owned());
        }
    }

    fn touch(&mut self, path: &std::path::Path) {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        self.touched.insert(name.to_owned());
    }

    /// What the watcher and the log of changes would tell.
    fn scope(&mut self, part: bool) -> Scope {
        let changes = self.library.store().changes_since(self.seen).expect("listed");
        self.seen = changes.last;
        let paths = std::mem::take(&mut self.touched);
        let articles = changes.changes.into_iter().filter_map(|change| change.article).collect();
        if part { Scope::Part(Touched { paths, articles }) } else { Scope::Whole }
    }

    fn round(&mut self, crash: Option<usize>, part: bool, answer: Option<MirrorAnswer>) -> Outcome {
        let outside: BTreeSet<String> = self.files().iter().map(|file| Self::body_of(file)).collect();
        self.work.crash = crash;
        let (engine, library, at) = (self.engine.clone(), Arc::clone(&self.library), self.at.clone());
        let scope = self.scope(part);
        let outcome =
            round(&engine, &library, &at, &mut self.work, Look::Thorough, &scope, answer).expect("done");
        let kept = self.kept();
        let lost: Vec<&String> = outside.iter().filter(|text| !kept.contains(*text)).collect();
        assert!(lost.is_empty(), "a round lost {lost:?}");
        if crash.is_some() {
            // The program is started anew.
            self.work = Work::trusting();
        } else if outcome.question.is_none() {
            // From now on the library has them, whatever becomes of the files. Copies that other programs left
            // are nobody's until the author chooses.
            let copies: Vec<PathBuf> =
                self.work.copies.keys().map(|name| self.at.folder.join(name)).collect();
            let own = |file: &PathBuf| !copies.contains(file);
            let files = self.files();
            let texts: Vec<String> =
                files.iter().filter(|file| own(file)).map(|file| Self::body_of(file)).collect();
            self.texts.extend(texts);
        }
        outcome
    }

    fn act(&mut self, action: &Action) {
        let file = |number: usize, files: Vec<PathBuf>| files.get(number % files.len().max(1)).cloned();
        match action.clone() {
            Action::Edit(number, body) => self.save(number, |_, text_now| *text_now = text(body)),
            Action::Slug(number, slug) => {
                self.save(number, |metadata, _| metadata.slug = Slug::from_text(slug));
            }
            Action::New(title, number) => {
                let metadata = Metadata { title: title.to_owned(), ..Metadata::default() };
                let made = self.library.store().create_article(&store::NewArticle {
                    id: None,
                    body: &text(number),
                    metadata: &metadata,
                    status: Status::Draft,
                    derived: &derive_of(&text(number), &metadata, &self.library),
                    origin: Origin::CommandLine,
                    now: now(),
                    operation: None,
                });
                self.texts.insert(made.expect("made").article.body);
            }
            Action::Trash(number) => {
                let articles = self.articles(false);
                if let Some((id, _)) = articles.get(number % articles.len().max(1)) {
                    let ids = [id.clone()];
                    self.library.store().trash(&ids, Origin::CommandLine, now()).expect("trashed");
                }
            }
            Action::Restore(number) => {
                let articles = self.articles(true);
                if let Some((id, _)) = articles.get(number % articles.len().max(1)) {
                    let ids = [id.clone()];
                    self.library.store().restore(&ids, Origin::CommandLine, now()).expect("restored");
                }
            }
            Action::Write(number, body) => {
                if let Some(file) = file(number, self.files()) {
                    let old = fs::read_to_string(&file).expect("read");
                    let head = old.len() - markup::front_matter::split(&old).body.len();
                    fs::write(&file, format!("{}{}\n", &old[..head], text(body))).expect("written");
                    self.touch(&file);
                }
            }
            Action::Put(name, body) => {
                let file = self.at.folder.join(name);
                fs::write(&file, format!("{}\n", text(body))).expect("written");
                self.touch(&file);
            }
            Action::Remove(number) => {
                if let Some(file) = file(number, self.files()) {
                    fs::remove_file(&file).expect("removed");
                    self.touch(&file);
                }
            }
            Action::Move(number, to) => {
                if let Some(file) = file(number, self.files()) {
                    let to = self.at.folder.join(to);
                    fs::rename(&file, &to).expect("renamed");
                    self.touch(&file);
                    self.touch(&to);
                }
            }
            Action::Copy(number, to) => {
                if let Some(file) = file(number, self.files()).filter(|file| !file.ends_with(to)) {
                    let to = self.at.folder.join(to);
                    fs::copy(file, &to).expect("copied");
                    self.touch(&to);
                }
            }
            Action::Anonymous(number) => {
                if let Some(file) = file(number, self.files()) {
                    let old = fs::read_to_string(&file).expect("read");
                    let lines = old.lines().filter(|line| !line.starts_with("id:"));
                    let new: String = lines.map(|line| format!("{line}\n")).collect();
                    fs::write(&file, new).expect("written");
                    self.touch(&file);
                }
            }
            Action::Round { crash, part } => drop(self.round(crash, part, None)),
        }
    }

    /// Rounds until nothing is left to do; whatever is asked is answered.
    fn settle(&mut self) -> bool {
        for _ in 0..12 {
            let outcome = self.round(None, false, None);
            if outcome.question.is_some() {
                let _ = self.round(None, false, Some(MirrorAnswer::Trash));
            } else if !outcome.moved && !outcome.waiting {
                return outcome.done == Done::default();
            }
        }
        false
    }

    /// Every text that is somewhere.
    fn kept(&self) -> BTreeSet<String> {
        let mut kept: BTreeSet<String> = self.files().iter().map(|file| Self::body_of(file)).collect();
        for (id, _) in self.articles(false).into_iter().chain(self.articles(true)) {
            let article = self.library.store().article(&id).expect("there").article;
            kept.insert(article.body.trim().to_owned());
            let revisions = self.library.store().revisions(&id).expect("listed");
            for revision in revisions {
                let revision = self.library.store().revision(revision.id).expect("kept");
                kept.insert(revision.body.trim().to_owned());
            }
        }
        kept
    }
}

fn derive_of(body: &str, metadata: &Metadata, library: &Library) -> store::Derived {
    crate::derive::derive(body, metadata, &library.publication())
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    let name = || {
        prop::sample::select(vec![
            "a.md",
            "b.md",
            "lamp.md",
            "lamp-2.md",
            "a (conflicted copy).md",
            "lamp (1).md",
            "other.md",
        ])
    };
    let slug = || prop::sample::select(vec!["lamp", "a", "night", "con"]);
    let number = || 0..9_usize;
    let one = prop_oneof![
        4 => (number(), 0..9_u8).prop_map(|(number, text)| Action::Edit(number, text)),
        2 => (slug(), 0..9_u8).prop_map(|(title, text)| Action::New(title, text)),
        1 => (number(), slug()).prop_map(|(number, slug)| Action::Slug(number, slug)),
        1 => number().prop_map(Action::Trash),
        1 => number().prop_map(Action::Restore),
        4 => (number(), 0..9_u8).prop_map(|(number, text)| Action::Write(number, text)),
        2 => (name(), 0..9_u8).prop_map(|(name, text)| Action::Put(name, text)),
        1 => number().prop_map(Action::Remove),
        1 => (number(), name()).prop_map(|(number, to)| Action::Move(number, to)),
        1 => (number(), name()).prop_map(|(number, to)| Action::Copy(number, to)),
        1 => number().prop_map(Action::Anonymous),
        5 => (prop::option::weighted(0.4, 0..6_usize), any::<bool>())
            .prop_map(|(crash, part)| Action::Round { crash, part }),
    ];
    prop::collection::vec(one, 0..30)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() { ProptestConfig::default().cases } else { 60 },
        failure_persistence: None,
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    })]

    #[test]
    fn after_any_edits_and_crashes_a_real_folder_and_library_converge_and_no_text_is_lost(actions in actions()) {
        let mut world = World::new();
        for action in &actions {
            world.act(action);
        }
        prop_assert!(world.settle(), "no end");
        let kept = world.kept();
        let lost: Vec<&String> = world.texts.iter().filter(|text| !kept.contains(*text)).collect();
        prop_assert!(lost.is_empty(), "lost: {:?}", lost);
        let agreed = world.library.store().mirror_agreements().expect("listed");
        let mut files: Vec<String> = agreed
            .iter()
            .map(|agreed| World::body_of(&world.at.folder.join(&agreed.file)))
            .collect();
        let mut articles: Vec<String> = world
            .articles(false)
            .iter()
            .map(|(id, _)| world.library.store().article(id).expect("there").article.body.trim().to_owned())
            .collect();
        files.sort();
        articles.sort();
        prop_assert_eq!(files, articles);
        for file in world.files() {
            let name = file.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
            let known = agreed.iter().any(|agreed| agreed.file == name);
            prop_assert!(known || world.work.copies.contains_key(&name), "{} is nobody's", name);
        }
    }
}

/// Rounds of what was touched, until they come to rest; then nothing is left for a round of everything.
#[test]
fn a_round_of_what_was_touched_costs_what_was_touched() {
    let mut world = World::new();
    for number in 0..2_000 {
        let file = world.at.folder.join(format!("n{number}.md"));
        fs::write(file, format!("{}\n", text(0))).expect("written");
    }
    assert!(world.settle(), "no end");
    assert_eq!(world.articles(false).len(), 2_000);
    let changes: [(&str, Action); 4] = [
        ("a file that was written", Action::Write(7, 1)),
        ("an article that was saved", Action::Edit(8, 2)),
        ("a file that was renamed", Action::Move(9, "elsewhere.md")),
        ("a file that is gone", Action::Remove(10)),
    ];
    for (what, change) in changes {
        world.act(&change);
        let (before, articles) = (world.work.memory.tally(), world.work.articles_read);
        let mut rounds = 0;
        while {
            let outcome = world.round(None, true, None);
            outcome.moved || outcome.waiting
        } {
            rounds += 1;
            assert!(rounds < 6, "{what}: no end");
        }
        assert!(rounds > 0, "{what}: nothing was done");
        let after = world.work.memory.tally();
        let (looked_at, read) = (after.looked_at - before.looked_at, after.read - before.read);
        assert!(looked_at <= 12 && read <= 12, "{what}: {looked_at} looked at, {read} read");
        let articles = world.work.articles_read - articles;
        assert!(articles <= 4, "{what}: {articles} articles read");
        assert_eq!(world.round(None, false, None).done, Done::default(), "{what}: it was not all");
    }
    let whole = world.work.memory.tally();
    drop(world.round(None, false, None));
    assert!(world.work.memory.tally().looked_at - whole.looked_at >= 1_999, "the counter counts nothing");
}
