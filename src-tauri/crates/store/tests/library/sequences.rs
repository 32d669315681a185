//! Whatever authors do, in whatever order: nothing that was acknowledged is lost.

use std::collections::{BTreeMap, BTreeSet};

use model::{ArticleId, Cause, Metadata, Origin, Status};
use proptest::prelude::*;
use store::{Bulk, Derived, Error, LiveState, Shelf, Store};

use crate::site_state::States;
use crate::support::*;

#[derive(Debug, Clone)]
enum Step {
    Create(u8),
    /// Article, text, origin, whether the version is stale.
    Save(usize, u16, u8, bool),
    Retitle(usize, u8),
    Status(usize, u8),
    Trash(usize),
    Untrash(usize),
    Duplicate(usize),
    Close(usize),
    Restore(usize, usize),
    Publish(usize),
    Discard(usize),
    Tag(usize, u8),
    Undo(usize),
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => any::<u8>().prop_map(Step::Create),
        8 => (any::<usize>(), any::<u16>(), any::<u8>(), prop::bool::weighted(0.2))
            .prop_map(|(article, text, origin, stale)| Step::Save(article, text, origin, stale)),
        2 => (any::<usize>(), any::<u8>()).prop_map(|(article, title)| Step::Retitle(article, title)),
        1 => (any::<usize>(), any::<u8>()).prop_map(|(article, status)| Step::Status(article, status)),
        1 => any::<usize>().prop_map(Step::Trash),
        1 => any::<usize>().prop_map(Step::Untrash),
        1 => any::<usize>().prop_map(Step::Duplicate),
        1 => any::<usize>().prop_map(Step::Close),
        1 => (any::<usize>(), any::<usize>()).prop_map(|(article, revision)| Step::Restore(article, revision)),
        2 => any::<usize>().prop_map(Step::Publish),
        2 => any::<usize>().prop_map(Step::Discard),
        1 => (any::<usize>(), any::<u8>()).prop_map(|(article, tag)| Step::Tag(article, tag)),
        3 => any::<usize>().prop_map(Step::Undo),
        1 => Just(Step::Reopen),
    ]
}

fn derive(_: &Metadata, body: &str) -> Derived {
    derived(body)
}

/// What the test knows of an article.
#[derive(Default)]
struct Known {
    version: i64,
    body: String,
    /// Texts that have to be found again: all but those that typing went on from.
    owed: BTreeSet<String>,
    origin: Option<Origin>,
}

fn texts_of(store: &Store, id: &ArticleId) -> BTreeSet<String> {
    let mut texts: BTreeSet<String> = store
        .revisions(id)
        .expect("revisions")
        .iter()
        .map(|revision| store.revision(revision.id).expect("whole").body)
        .collect();
    texts.insert(store.article(id).expect("read").article.body);
    texts
}

fn verify(store: &Store, known: &BTreeMap<ArticleId, Known>) {
    for (id, known) in known {
        let article = store.article(id).expect("read").article;
        assert_eq!((article.version, &article.body), (known.version, &known.body));
        let texts = texts_of(store, id);
        assert!(known.owed.is_subset(&texts), "lost: {:?}", known.owed.difference(&texts));
        let live = store.live(id).expect("read");
        assert_eq!(
            live.is_some(),
            article.status == Status::Published,
            "out is what has a published version"
        );
        if store.summary(id).expect("read").live == LiveState::Same {
            assert_eq!(live.expect("it is out").body, article.body);
        }
    }
    let counts = store.counts().expect("counts");
    let (total, page) = store.list(Shelf::All, 0, 1000).expect("a page");
    assert_eq!((total as usize, counts.on(Shelf::All)), (page.len(), total));
    assert_eq!(total + counts.on(Shelf::Trash), u32::try_from(known.len()).expect("few"));
    assert_sound(store);
}

fn run(steps: &[Step]) {
    let library = library();
    let folder = library.folder;
    let mut store = library.store;
    let mut ids: Vec<ArticleId> = Vec::new();
    let mut known: BTreeMap<ArticleId, Known> = BTreeMap::new();
    let mut states = States::default();
    for (number, step) in steps.iter().enumerate() {
        states.look_at(&store);
        let now = at(i64::try_from(number).expect("few"));
        let pick = |index: usize| (!ids.is_empty()).then(|| ids[index % ids.len()].clone());
        match step {
            Step::Create(title) => {
                let body = format!("new {title}");
                let origin = Origin::ALL[usize::from(*title) % 5];
                let article = create(&store, &format!("Title {}", title % 4), &body, origin).article;
                let owed = BTreeSet::from([body.clone()]);
                known.insert(article.id.clone(), Known { version: 1, body, owed, origin: Some(origin) });
                ids.push(article.id);
            }
            Step::Save(index, text, origin, stale) => {
                let Some(id) = pick(*index) else { continue };
                let entry = known.get_mut(&id).expect("known");
                let body = format!("text {}", text % 64);
                let origin = Origin::ALL[usize::from(*origin) % 5];
                let base = entry.version - i64::from(*stale);
                match save_at(&store, &id, base, &body, origin, now) {
                    Ok(saved) => {
                        assert!(saved.summary.version >= entry.version);
                        if saved.changed {
                            assert!(!stale);
                            let typing = origin == Origin::Window && entry.origin == Some(Origin::Window);
                            if !typing {
                                entry.owed.insert(entry.body.clone());
                            }
                            entry.origin = Some(origin);
                        }
                        entry.version = saved.summary.version;
                        entry.body = body;
                    }
                    Err(Error::Stale { current, kept: Some(kept) }) => {
                        assert!(*stale);
                        assert_eq!(current, entry.version);
                        let kept = store.revision(kept).expect("kept");
                        assert_eq!((&kept.body, kept.cause), (&body, Cause::Conflict));
                        entry.owed.insert(body);
                    }
                    Err(error) => panic!("{error}"),
                }
            }
            Step::Retitle(index, title) => {
                let Some(id) = pick(*index) else { continue };
                let entry = known.get_mut(&id).expect("known");
                let metadata = metadata(&format!("Title {}", title % 4));
                let saved = save_metadata(&store, &id, entry.version, &metadata).expect("saved");
                if saved.changed {
                    if entry.origin != Some(Origin::Window) {
                        entry.owed.insert(entry.body.clone());
                    }
                    entry.origin = Some(Origin::Window);
                }
                entry.version = saved.summary.version;
            }
            Step::Status(index, status) => {
                let Some(id) = pick(*index) else { continue };
                let status = Status::ALL[usize::from(*status) % 7];
                let moved =
                    store.set_status(std::slice::from_ref(&id), status, Origin::Window, now).expect("moved");
                known.get_mut(&id).expect("known").version = moved[0].version;
            }
            Step::Trash(index) | Step::Untrash(index) => {
                let Some(id) = pick(*index) else { continue };
                let ids = std::slice::from_ref(&id);
                let moved = if matches!(step, Step::Trash(_)) {
                    store.trash(ids, Origin::Window, now)
                } else {
                    store.restore(ids, Origin::Window, now)
                };
                known.get_mut(&id).expect("known").version = moved.expect("moved")[0].version;
            }
            Step::Duplicate(index) => {
                let Some(id) = pick(*index) else { continue };
                let copy = store.duplicate(&id, Origin::Window, now).expect("a copy").article;
                let owed = BTreeSet::from([copy.body.clone()]);
                let origin = Some(Origin::Window);
                known.insert(copy.id.clone(), Known { version: 1, body: copy.body, owed, origin });
                ids.push(copy.id);
            }
            Step::Close(index) => {
                let Some(id) = pick(*index) else { continue };
                store.close_article(&id, now).expect("closed");
                let entry = known.get_mut(&id).expect("known");
                entry.owed.insert(entry.body.clone());
            }
            Step::Restore(index, revision) => {
                let Some(id) = pick(*index) else { continue };
                let revisions = store.revisions(&id).expect("revisions");
                let revision = store.revision(revisions[revision % revisions.len()].id).expect("whole");
                let entry = known.get_mut(&id).expect("known");
                entry.owed.insert(entry.body.clone());
                let saved = store
                    .restore_revision(&id, revision.id, &derived(&revision.body), Origin::Window, now)
                    .expect("restored");
                entry.version = saved.summary.version;
                entry.owed.insert(revision.body.clone());
                entry.body = revision.body;
                entry.origin = Some(Origin::Window);
            }
            Step::Publish(index) => {
                let Some(id) = pick(*index) else { continue };
                let summary =
                    store.publish(std::slice::from_ref(&id), Origin::Window, now).expect("published");
                let entry = known.get_mut(&id).expect("known");
                assert!(summary[0].version >= entry.version);
                entry.version = summary[0].version;
                entry.owed.insert(entry.body.clone());
                assert_eq!(store.live_text(&id).expect("it is out"), entry.body);
            }
            Step::Discard(index) => {
                let Some(id) = pick(*index) else { continue };
                let entry = known.get_mut(&id).expect("known");
                let Some(live) = store.live(&id).expect("read") else {
                    assert!(store.discard_changes(&id, &derive, Origin::Window, now).is_err());
                    continue;
                };
                let saved = store.discard_changes(&id, &derive, Origin::Window, now).expect("discarded");
                entry.owed.insert(std::mem::replace(&mut entry.body, live.body.clone()));
                entry.owed.insert(live.body);
                entry.version = saved.summary.version;
                entry.origin = Some(Origin::Window);
            }
            Step::Tag(index, tag) => {
                let Some(id) = pick(*index) else { continue };
                let bulk = Bulk::AddTag(format!("tag {}", tag % 3));
                let ids = [id.clone(), ids[0].clone()];
                let (_, changed) =
                    store.change_many(&ids, &bulk, "tag", Origin::Window, now).expect("tagged");
                for summary in changed {
                    let entry = known.get_mut(&summary.id).expect("known");
                    assert!(summary.version >= entry.version);
                    if summary.version > entry.version {
                        entry.owed.insert(entry.body.clone());
                        entry.origin = Some(Origin::Window);
                    }
                    entry.version = summary.version;
                }
            }
            Step::Undo(index) => {
                let open: Vec<_> =
                    store.operations(50).expect("operations").into_iter().filter(|it| !it.undone).collect();
                let Some(operation) = (!open.is_empty()).then(|| open[index % open.len()].id) else {
                    continue;
                };
                let before: BTreeMap<_, _> =
                    known.keys().map(|id| (id.clone(), texts_of(&store, id))).collect();
                let (_, undone) =
                    store.undo_operation(operation, &derive, Origin::Window, now).expect("undone");
                for id in &undone.articles {
                    let article = store.article(id).expect("read").article;
                    let entry = known.get_mut(id).expect("known");
                    assert!(article.version >= entry.version, "versions only grow");
                    assert!(before[id].contains(&article.body), "an undo brings back what was there");
                    entry.owed.insert(std::mem::replace(&mut entry.body, article.body.clone()));
                    entry.owed.insert(article.body);
                    entry.version = article.version;
                    entry.origin = Some(store.article(id).expect("read").origin);
                }
            }
            Step::Reopen => {
                drop(store);
                store = Store::open(folder.path()).expect("opens").store;
            }
        }
    }
    states.look_at(&store);
    verify(&store, &known);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_acts_loses_an_acknowledged_text(steps in prop::collection::vec(step(), 1..60)) {
        run(&steps);
    }
}
