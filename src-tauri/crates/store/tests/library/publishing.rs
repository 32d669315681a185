//! Working copy and published version, operations and their undo.

use model::{ArticleId, Cause, Metadata, Origin, Status};
use store::{Bulk, Derived, LiveState, OperationKind};

use crate::support::*;

fn derive(metadata: &Metadata, _: &str) -> Derived {
    derived(&metadata.title)
}

fn text_of(store: &store::Store, id: &ArticleId) -> String {
    store.article(id).expect("read").article.body
}

#[test]
fn what_is_published_stays_what_it_is_while_the_working_copy_goes_on() {
    let library = library();
    let store = &library.store;
    let id = library.add("The Bridge", "Built in 1890.\n").article.id;
    assert_eq!(store.summary(&id).expect("read").live, LiveState::No);
    store.publish(std::slice::from_ref(&id), Origin::Window, at(1)).expect("published");
    assert_eq!(store.summary(&id).expect("read").live, LiveState::Same);
    save(store, &id, 2, "Built in 1891.\n", Origin::Window).expect("saved");
    let summary = store.summary(&id).expect("read");
    assert_eq!((summary.live, summary.published_at), (LiveState::Changed, Some(at(1))));
    assert_eq!(store.live(&id).expect("read").expect("out").body, "Built in 1890.\n");
    assert_eq!(store.live_text(&id).expect("read"), "Built in 1890.\n");
    save(store, &id, 3, "Built in 1890.\n", Origin::Window).expect("saved");
    assert_eq!(store.summary(&id).expect("read").live, LiveState::Same, "typed back, nothing is unpublished");
    save(store, &id, 4, "Built in 1892.\n", Origin::Window).expect("saved");
    store.publish(std::slice::from_ref(&id), Origin::Window, at(5)).expect("published");
    let live = store.live_articles().expect("read").articles;
    assert_eq!((live.len(), live[0].published_at, live[0].live_since), (1, at(1), at(5)));
    assert_eq!(store.live_text(&id).expect("read"), "Built in 1892.\n");
}

#[test]
fn the_address_that_readers_know_changes_only_when_the_change_is_published() {
    let library = library();
    let store = &library.store;
    let id = library.add("The Bridge", "x\n").article.id;
    store.publish(std::slice::from_ref(&id), Origin::Window, at(1)).expect("published");
    let renamed = Metadata { slug: Some(slug("old-bridge")), ..metadata("The Bridge") };
    save_metadata(store, &id, 2, &renamed).expect("saved");
    assert_eq!(store.live_articles().expect("read").articles[0].slug.as_str(), "the-bridge");
    store.publish(std::slice::from_ref(&id), Origin::Window, at(3)).expect("published");
    assert_eq!(store.live_articles().expect("read").articles[0].slug.as_str(), "old-bridge");
    assert_eq!(store.article_by_slug(&slug("the-bridge")).expect("found").article.id, id);
}

#[test]
fn discarded_changes_are_in_the_history_and_the_discarding_can_be_undone() {
    let library = library();
    let store = &library.store;
    let id = library.add("The Bridge", "live\n").article.id;
    store.publish(std::slice::from_ref(&id), Origin::Window, at(1)).expect("published");
    save(store, &id, 2, "better\n", Origin::Window).expect("saved");
    store.discard_changes(&id, &derive, Origin::Window, at(3)).expect("discarded");
    assert_eq!(text_of(store, &id), "live\n");
    assert_eq!(store.summary(&id).expect("read").live, LiveState::Same);
    let kept = store.revisions(&id).expect("revisions");
    assert!(kept.iter().any(|it| store.revision(it.id).expect("whole").body == "better\n"));
    let done = store.operations(9).expect("operations");
    assert_eq!((done.len(), done[0].kind), (1, OperationKind::Discard));
    let (redo, undone) = store.undo_operation(done[0].id, &derive, Origin::Window, at(4)).expect("undone");
    assert_eq!((undone.articles.len(), text_of(store, &id)), (1, "better\n".to_owned()));
    assert_eq!(store.summary(&id).expect("read").live, LiveState::Changed);
    store.undo_operation(redo, &derive, Origin::Window, at(5)).expect("an undo can be undone");
    assert_eq!(text_of(store, &id), "live\n");
    assert!(store.undo_operation(done[0].id, &derive, Origin::Window, at(6)).is_err(), "only once");
}

#[test]
fn a_change_of_many_articles_is_undone_in_one_go_and_spares_what_was_changed_since() {
    let library = library();
    let store = &library.store;
    let ids: Vec<_> = ["a", "b", "c"].iter().map(|title| library.add(title, "x\n").article.id).collect();
    let (tagged, summaries) =
        store.change_many(&ids, &Bulk::AddTag("river".into()), "tag", Origin::Window, at(1)).expect("tagged");
    assert!(summaries.iter().all(|summary| summary.tags == ["river"]));
    assert_eq!(list_tagged(store, store::Shelf::All, "river", 0, 9).expect("a page").0, 3);
    let (trashed, _) =
        store.change_many(&ids[..2], &Bulk::Trash, "trash", Origin::Window, at(2)).expect("trashed");
    store.undo_operation(trashed, &derive, Origin::Window, at(3)).expect("undone");
    assert_eq!(store.list(store::Shelf::Trash, 0, 9).expect("a page").0, 0);
    let version = store.summary(&ids[2]).expect("read").version;
    save(store, &ids[2], version, "mine\n", Origin::Window).expect("saved");
    let (_, undone) = store.undo_operation(tagged, &derive, Origin::Window, at(4)).expect("undone");
    assert_eq!(undone.left, ids, "all were changed since, by the trash or by hand");
    let (published, _) =
        store.change_many(&ids, &Bulk::Publish, "publish", Origin::Window, at(5)).expect("published");
    store.undo_operation(published, &derive, Origin::Window, at(6)).expect("undone");
    for id in &ids {
        let summary = store.summary(id).expect("read");
        assert_eq!((summary.status, summary.live), (Status::Draft, LiveState::No));
    }
    assert_sound(store);
}

#[test]
fn a_status_publishes_and_another_takes_back_what_readers_see() {
    let library = library();
    let store = &library.store;
    let id = library.add("a", "x\n").article.id;
    let ids = std::slice::from_ref(&id);
    store.set_status(ids, Status::Published, Origin::CommandLine, at(1)).expect("moved");
    assert_eq!(store.revisions(&id).expect("revisions")[0].cause, Cause::Published);
    assert_eq!(store.live_articles().expect("read").articles.len(), 1);
    store.set_status(ids, Status::Archived, Origin::CommandLine, at(2)).expect("moved");
    assert!(store.live(&id).expect("read").is_none());
    store.set_status(ids, Status::Published, Origin::CommandLine, at(3)).expect("moved");
    store.trash(ids, Origin::CommandLine, at(4)).expect("trashed");
    assert!(store.live_articles().expect("read").articles.is_empty(), "the trash is not published");
}

#[test]
fn what_is_scheduled_is_published_when_its_date_has_come_and_not_before() {
    let library = library();
    let store = &library.store;
    let dated = |title: &str, day| Metadata { published_at: Some(at(day)), ..metadata(title) };
    let soon = create_with(store, &dated("soon", 100), "x\n", Origin::Window).article.id;
    let late = create_with(store, &dated("late", 300), "x\n", Origin::Window).article.id;
    store.set_status(&[soon.clone(), late], Status::Scheduled, Origin::Window, at(1)).expect("scheduled");
    assert!(store.publish_due(Origin::Program, at(99)).expect("published").is_empty());
    let out = store.publish_due(Origin::Program, at(100)).expect("published");
    assert_eq!(out.iter().map(|summary| summary.id.clone()).collect::<Vec<_>>(), [soon]);
}
