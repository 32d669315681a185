use std::hash::{DefaultHasher, Hash, Hasher};

use proptest::prelude::*;

use super::*;

mod touched;

fn hash(text: &str) -> ContentHash {
    let mut bytes = [0; 32];
    for (index, chunk) in bytes.chunks_mut(8).enumerate() {
        let mut hasher = DefaultHasher::new();
        (index, text).hash(&mut hasher);
        chunk.copy_from_slice(&hasher.finish().to_le_bytes());
    }
    ContentHash::from_bytes(&bytes)
}

fn id(number: u32) -> ArticleId {
    ArticleId::parse(&format!("00000000-0000-7000-8000-{number:012}")).expect("an id")
}

/// A library, a folder and what they agreed on, without a disk.
#[derive(Debug, Clone, Default)]
struct World {
    library: BTreeMap<ArticleId, (String, String)>,
    trash: BTreeMap<ArticleId, String>,
    revisions: BTreeSet<String>,
    folder: BTreeMap<String, (String, Option<ArticleId>)>,
    agreed: BTreeMap<ArticleId, Agreement>,
    made: u32,
    /// What was touched since it was last looked at.
    names: BTreeSet<String>,
    ids: BTreeSet<ArticleId>,
    copies: BTreeSet<String>,
}

fn file_of(name: &str, text: &str, id: Option<&ArticleId>) -> File {
    let bytes = hash(&format!("{}\n{text}", id.map_or("", ArticleId::as_str)));
    File { name: name.to_owned(), bytes, content: hash(text), id: id.cloned(), redrawn: false }
}

impl World {
    /// Looks at everything.
    fn look(&mut self) -> Plan {
        let plan = self.plan();
        (self.names, self.ids) = Default::default();
        self.copies = plan.conflict_copies.iter().map(|(name, _)| name.clone()).collect();
        plan
    }

    fn plan(&self) -> Plan {
        let article = |(id, (slug, text)): (&ArticleId, &(String, String))| Article {
            id: id.clone(),
            slug: slug.clone(),
            content: hash(text),
        };
        let articles: Vec<_> = self.library.iter().map(article).collect();
        let files: Vec<_> = self.folder.keys().filter_map(|name| self.seen(name)).collect();
        let agreements: Vec<_> = self.agreed.values().cloned().collect();
        plan(&articles, Some(&files), &agreements)
    }

    /// A file as it is compared: what is known by its bytes is not read, and says what was agreed on.
    fn seen(&self, name: &str) -> Option<File> {
        let (text, id) = self.folder.get(name)?;
        let file = file_of(name, text, id.as_ref());
        let same = |agreed: &&Agreement| agreed.bytes == file.bytes;
        let of_name = self.agreed.values().find(|agreed| agreed.file == name && same(agreed));
        let known = of_name.or_else(|| self.agreed.values().rfind(same));
        Some(match known {
            Some(agreed) => {
                File { content: agreed.content.clone(), id: Some(agreed.article.clone()), ..file }
            }
            None => file,
        })
    }

    fn texts(&self) -> BTreeSet<&String> {
        let library = self.library.values().map(|(_, text)| text);
        let folder = self.folder.values().map(|(text, _)| text);
        library.chain(self.trash.values()).chain(folder).chain(&self.revisions).collect()
    }

    fn bytes(&self, name: &str) -> Option<ContentHash> {
        self.folder.get(name).map(|(text, id)| file_of(name, text, id.as_ref()).bytes)
    }

    fn content(&self, id: &ArticleId) -> Option<ContentHash> {
        self.library.get(id).map(|(_, text)| hash(text))
    }

    fn agree(&mut self, article: &ArticleId, file: &str) {
        let (slug, text) = self.library[article].clone();
        let bytes = self.bytes(file).expect("a file");
        let agreement =
            Agreement { article: article.clone(), slug, content: hash(&text), file: file.to_owned(), bytes };
        self.agreed.insert(article.clone(), agreement);
    }

    /// Carries out one operation as the real thing must; a crash may come before the agreement is written down.
    fn carry_out(&mut self, operation: &Operation, crash: bool) {
        let before: BTreeSet<String> = self.texts().into_iter().cloned().collect();
        self.names.extend(operation.names().map(str::to_owned));
        self.ids.extend(operation.article().cloned());
        match operation {
            Operation::WriteFile { article, content, file, replaces } => {
                if self.content(article).as_ref() == Some(content) && self.bytes(file) == *replaces {
                    let text = self.library[article].1.clone();
                    self.folder.insert(file.clone(), (text, Some(article.clone())));
                    if !crash {
                        self.agree(article, file);
                    }
                }
            }
            Operation::RenameFile { article, from, to, bytes } => {
                if self.bytes(from).as_ref() == Some(bytes) && !self.folder.contains_key(to) {
                    let file = self.folder.remove(from).expect("a file");
                    self.folder.insert(to.clone(), file);
                    if let (false, Some(agreed), Some((slug, _))) =
                        (crash, self.agreed.get_mut(article), self.library.get(article))
                    {
                        (agreed.file, agreed.slug) = (to.clone(), slug.clone());
                    }
                }
            }
            Operation::RemoveFile { article, file, bytes } => {
                if self.bytes(file).as_ref() == Some(bytes) && !self.library.contains_key(article) {
                    self.folder.remove(file);
                    if !crash {
                        self.agreed.remove(article);
                    }
                }
            }
            Operation::TakeText { article, replaces, file, bytes } => {
                if self.content(article).as_ref() == Some(replaces)
                    && self.bytes(file).as_ref() == Some(bytes)
                {
                    self.edit(&article.clone(), self.folder[file].0.clone());
                    if !crash {
                        self.agree(article, file);
                    }
                }
            }
            Operation::KeepBoth { file, bytes, .. } => {
                if self.bytes(file).as_ref() == Some(bytes) {
                    self.revisions.insert(self.folder[file].0.clone());
                }
            }
            Operation::CreateArticle { file, bytes, id: wanted } => {
                if self.bytes(file).as_ref() == Some(bytes) {
                    self.made += 1;
                    let article =
                        wanted.clone().filter(|id| !self.library.contains_key(id)).unwrap_or(id(self.made));
                    if let Some(old) = self.trash.remove(&article) {
                        self.revisions.insert(old);
                    }
                    let slug = file.trim_end_matches(".md").to_owned();
                    self.library.insert(article.clone(), (slug, self.folder[file].0.clone()));
                    if !crash {
                        self.agree(&article, file);
                    }
                }
            }
            Operation::RestoreArticle { article, file, bytes } => {
                if self.bytes(file).as_ref() == Some(bytes) && !self.library.contains_key(article) {
                    self.revisions.extend(self.trash.remove(article));
                    self.library
                        .insert(article.clone(), ("restored".to_owned(), self.folder[file].0.clone()));
                    if !crash {
                        self.agree(article, file);
                    }
                }
            }
            Operation::TrashArticle { article, content, file, found } => {
                if self.content(article).as_ref() == Some(content) && self.bytes(file) == *found {
                    let (_, text) = self.library.remove(article).expect("an article");
                    self.trash.insert(article.clone(), text);
                    if !crash {
                        self.agreed.remove(article);
                    }
                }
            }
            Operation::Agree(agreed) => {
                let same = self.content(&agreed.article).as_ref() == Some(&agreed.content)
                    && self.bytes(&agreed.file).as_ref() == Some(&agreed.bytes);
                if same && !crash {
                    self.agreed.insert(agreed.article.clone(), agreed.clone());
                }
            }
            Operation::Forget(article) => {
                if !crash && !self.library.contains_key(article) {
                    self.agreed.remove(article);
                }
            }
        }
        let after = self.texts();
        let lost: Vec<_> = before.iter().filter(|text| !after.contains(text)).collect();
        assert!(lost.is_empty(), "{operation:?} lost {lost:?}\nin {self:#?}");
    }

    fn edit(&mut self, article: &ArticleId, text: String) {
        if let Some((_, old)) = self.library.get_mut(article) {
            self.revisions.insert(std::mem::replace(old, text));
        }
    }

    fn act(&mut self, action: &Action) {
        let article = |number: usize| self.library.keys().nth(number % self.library.len().max(1)).cloned();
        let name = |number: usize| self.folder.keys().nth(number % self.folder.len().max(1)).cloned();
        match action.clone() {
            Action::Edit(number, text) => {
                if let Some(article) = article(number) {
                    self.ids.insert(article.clone());
                    self.edit(&article, text);
                }
            }
            Action::Trash(number) => {
                if let Some((article, (_, text))) =
                    article(number).and_then(|article| self.library.remove_entry(&article))
                {
                    self.ids.insert(article.clone());
                    self.trash.insert(article, text);
                }
            }
            Action::New(slug, text) => {
                self.made += 1;
                self.ids.insert(id(self.made));
                self.library.insert(id(self.made), (slug, text));
            }
            Action::Slug(number, slug) => {
                self.ids.extend(article(number));
                if let Some(entry) = article(number).and_then(|article| self.library.get_mut(&article)) {
                    entry.0 = slug;
                }
            }
            Action::Write(number, text) => {
                self.names.extend(name(number));
                if let Some(entry) = name(number).and_then(|name| self.folder.get_mut(&name)) {
                    entry.0 = text;
                }
            }
            Action::Remove(number) => {
                self.names.extend(name(number));
                name(number).and_then(|name| self.folder.remove(&name));
            }
            Action::Move(number, to) => {
                self.names.extend(name(number).into_iter().chain([to.clone()]));
                if let Some(file) = name(number).and_then(|name| self.folder.remove(&name)) {
                    self.folder.insert(to, file);
                }
            }
            Action::Copy(number, to) => {
                self.names.insert(to.clone());
                if let Some(file) = name(number).map(|name| self.folder[&name].clone()) {
                    self.folder.insert(to, file);
                }
            }
            Action::Swap(one, other) => {
                self.names.extend(name(one).into_iter().chain(name(other)));
                if let (Some(one), Some(other)) = (name(one), name(other)) {
                    let (first, second) = (self.folder[&one].clone(), self.folder[&other].clone());
                    self.folder.insert(one, second);
                    self.folder.insert(other, first);
                }
            }
            Action::Put(name, text) => {
                self.names.insert(name.clone());
                self.folder.insert(name, (text, None));
            }
            Action::Anonymous(number) => {
                self.names.extend(name(number));
                if let Some(entry) = name(number).and_then(|name| self.folder.get_mut(&name)) {
                    entry.1 = None;
                }
            }
            Action::Sync { crash_at, part, between } => {
                let plan = if part { self.plan_touched() } else { self.look() };
                for (index, operation) in plan.operations.iter().enumerate() {
                    self.carry_out(operation, index == crash_at);
                    if index == crash_at {
                        break;
                    }
                    if index == 1 {
                        between.iter().for_each(|action| self.act(action));
                    }
                }
            }
        }
    }
}

#[derive(Debug, Clone)]
enum Action {
    Edit(usize, String),
    Trash(usize),
    New(String, String),
    Slug(usize, String),
    Write(usize, String),
    Remove(usize),
    Move(usize, String),
    Copy(usize, String),
    Swap(usize, usize),
    Put(String, String),
    Anonymous(usize),
    Sync { crash_at: usize, part: bool, between: Vec<Action> },
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    let text = || (0..8_u8).prop_map(|number| format!("text {number}"));
    let slug = || {
        prop::sample::select(vec!["a", "A", "b", "lamp", "con", "straße", "strasse"]).prop_map(str::to_owned)
    };
    let name = || {
        prop::sample::select(vec![
            "a.md",
            "A.md",
            "b.md",
            "other.md",
            "a (conflicted copy).md",
            "a (1).md",
            "lamp-2.md",
        ])
        .prop_map(str::to_owned)
    };
    let edit = prop_oneof![
        3 => (0..9_usize, text()).prop_map(|(number, text)| Action::Edit(number, text)),
        1 => (0..9_usize).prop_map(Action::Trash),
        2 => (slug(), text()).prop_map(|(slug, text)| Action::New(slug, text)),
        1 => (0..9_usize, slug()).prop_map(|(number, slug)| Action::Slug(number, slug)),
        3 => (0..9_usize, text()).prop_map(|(number, text)| Action::Write(number, text)),
        1 => (0..9_usize).prop_map(Action::Remove),
        1 => (0..9_usize, name()).prop_map(|(number, to)| Action::Move(number, to)),
        1 => (0..9_usize, name()).prop_map(|(number, to)| Action::Copy(number, to)),
        1 => (0..9_usize, 0..9_usize).prop_map(|(one, other)| Action::Swap(one, other)),
        2 => (name(), text()).prop_map(|(name, text)| Action::Put(name, text)),
        1 => (0..9_usize).prop_map(Action::Anonymous),
    ];
    let between = prop::collection::vec(edit.clone(), 0..3);
    let sync = (0..12_usize, any::<bool>(), between).prop_map(|(crash_at, part, between)| Action::Sync {
        crash_at,
        part,
        between,
    });
    prop::collection::vec(prop_oneof![3 => edit, 2 => sync], 0..40)
}

fn many_cases() -> ProptestConfig {
    let cases = ProptestConfig::default().cases.max(2000);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(many_cases())]

    #[test]
    fn after_any_edits_and_crashes_both_sides_converge_and_no_text_is_lost(actions in actions()) {
        let mut world = World::default();
        actions.iter().for_each(|action| world.act(action));
        let mut rounds = 0;
        loop {
            let plan = world.plan();
            if plan.operations.is_empty() {
                break;
            }
            rounds += 1;
            prop_assert!(rounds < 6, "no end: {:#?}\n{:#?}", plan, world);
            plan.operations.iter().for_each(|operation| world.carry_out(operation, false));
        }
        prop_assert_eq!(world.plan().operations, vec![]);
        let copies: BTreeSet<String> =
            world.plan().conflict_copies.into_iter().map(|(name, _)| name).collect();
        let kept = |name: &String| !copies.contains(name);
        let mut files: Vec<&String> = world.folder.iter().filter(|(name, _)| kept(name)).map(|(_, (text, _))| text).collect();
        let mut articles: Vec<&String> = world.library.values().map(|(_, text)| text).collect();
        files.sort();
        articles.sort();
        prop_assert_eq!(files, articles);
        let mut keys = HashSet::new();
        for agreed in world.agreed.values() {
            prop_assert!(keys.insert(agreed.file.clone()), "two articles in one file");
        }
    }
}

/// A world in which so many articles are in step.
fn in_step(number: u32) -> World {
    let mut world = World::default();
    for made in 1..=number {
        world.library.insert(id(made), (format!("slug-{made}"), format!("text {made}")));
    }
    world.made = number;
    world.plan().operations.iter().for_each(|operation| world.carry_out(operation, false));
    assert_eq!(world.plan(), Plan::default());
    world
}

#[test]
fn a_changed_file_is_taken_and_a_changed_article_is_written() {
    let mut world = in_step(2);
    world.folder.get_mut("slug-1.md").expect("a file").0 = "outside".to_owned();
    world.edit(&id(2), "inside".to_owned());
    let plan = world.plan();
    assert!(
        matches!(
            &plan.operations[..],
            [Operation::TakeText { .. }, Operation::WriteFile { replaces: Some(_), .. }]
        ),
        "{plan:?}"
    );
    plan.operations.iter().for_each(|operation| world.carry_out(operation, false));
    assert_eq!(world.library[&id(1)].1, "outside");
    assert_eq!(world.folder["slug-2.md"].0, "inside");
}

#[test]
fn a_conflict_keeps_both_texts() {
    let mut world = in_step(1);
    world.folder.get_mut("slug-1.md").expect("a file").0 = "outside".to_owned();
    world.edit(&id(1), "inside".to_owned());
    let plan = world.plan();
    plan.operations.iter().for_each(|operation| world.carry_out(operation, false));
    assert_eq!(world.folder["slug-1.md"].0, "inside");
    assert!(world.revisions.contains("outside"));
    assert_eq!(world.plan(), Plan::default());
}

#[test]
fn a_rename_is_recognised_on_both_sides() {
    let mut world = in_step(2);
    let file = world.folder.remove("slug-1.md").expect("a file");
    world.folder.insert("renamed.md".to_owned(), (file.0, None));
    world.folder.get_mut("renamed.md").expect("a file").1 = Some(id(1));
    world.library.get_mut(&id(2)).expect("an article").0 = "new-slug".to_owned();
    let plan = world.plan();
    assert!(
        matches!(&plan.operations[..], [Operation::Agree(agreed), Operation::RenameFile { to, .. }] if agreed.file == "renamed.md" && to == "new-slug.md"),
        "{plan:?}"
    );
}

#[test]
fn a_deletion_outside_goes_to_the_trash_unless_the_article_was_changed() {
    let mut world = in_step(3);
    world.folder.remove("slug-1.md");
    world.folder.remove("slug-2.md");
    world.edit(&id(2), "changed".to_owned());
    let plan = world.plan();
    assert!(
        matches!(
            &plan.operations[..],
            [Operation::TrashArticle { .. }, Operation::WriteFile { replaces: None, .. }]
        ),
        "{plan:?}"
    );
    assert_eq!(plan.question, None);
}

#[test]
fn a_folder_that_is_gone_or_nearly_empty_is_asked_about() {
    let mut world = in_step(20);
    let agreements: Vec<_> = world.agreed.values().cloned().collect();
    let gone = plan(&[], None, &agreements);
    assert_eq!((gone.operations, gone.question), (vec![], Some(Question::FolderEmpty)));
    let all = std::mem::take(&mut world.folder);
    assert_eq!(world.plan().question, Some(Question::FolderEmpty));
    world.folder = all.clone().into_iter().take(15).collect();
    assert_eq!(world.plan().question, Some(Question::ManyGone { gone: 5, of: 20 }));
    world.folder = all.into_iter().take(16).collect();
    assert_eq!(world.plan().question, None, "four of twenty is a fifth");
}

#[test]
fn a_conflict_copy_of_another_program_is_shown_and_left_alone() {
    let mut world = in_step(1);
    world.folder.insert(
        "slug-1.sync-conflict-20240506-093000-ABCDEFG.md".to_owned(),
        ("theirs".to_owned(), Some(id(1))),
    );
    let plan = world.plan();
    assert_eq!(plan.operations, vec![]);
    assert_eq!(
        plan.conflict_copies,
        [("slug-1.sync-conflict-20240506-093000-ABCDEFG.md".to_owned(), Some(id(1)))]
    );
}
