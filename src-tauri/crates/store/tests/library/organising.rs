//! Tags, authors and sections; filters; links; media in use; sources; the trash for good.

use model::{ArticleId, Comment, ContentHash, Metadata, Origin, Profile, ProfileKind, Status};
use store::{Arrival, Derived, Filter, LiveState, MediaShelf, NewArticle, Shelf, Sort, Store};

use crate::support::*;

fn derive(metadata: &Metadata, _: &str) -> Derived {
    derived(&metadata.title)
}

fn tagged(title: &str, tags: &[&str]) -> Metadata {
    Metadata { tags: tags.iter().map(|tag| (*tag).to_owned()).collect(), ..metadata(title) }
}

fn names(store: &Store, kind: ProfileKind) -> Vec<(String, String, u32)> {
    let found = store.profiles(kind).expect("profiles");
    found.into_iter().map(|it| (it.profile.name, it.profile.slug.to_string(), it.articles)).collect()
}

#[test]
fn two_tags_become_one_in_every_article_and_one_undo_parts_them_again() {
    let library = library();
    let store = &library.store;
    let both = create_with(store, &tagged("both", &["River", "rivers"]), "x\n", Origin::Window).article.id;
    let one = create_with(store, &tagged("one", &["rivers", "town"]), "x\n", Origin::Window).article.id;
    store.publish(std::slice::from_ref(&one), Origin::Window, at(1)).expect("published");
    let said = |name: &str, address: &str| Profile {
        kind: ProfileKind::Tag,
        name: name.into(),
        slug: slug(address),
        description: "Water that runs".into(),
    };
    store.save_profile(&said("rivers", "water")).expect("kept");
    assert!(store.save_profile(&said("town", "water")).is_err(), "an address leads to one tag");
    let (operation, changed) =
        store.rename_profile(ProfileKind::Tag, "rivers", "River", Origin::Window, at(2)).expect("renamed");
    assert_eq!(changed.len(), 2);
    assert_eq!(store.article(&both).expect("read").article.metadata.tags, ["River"]);
    assert_eq!(store.article(&one).expect("read").article.metadata.tags, ["River", "town"]);
    assert_eq!(store.summary(&one).expect("read").live, LiveState::Same, "readers see the new name");
    let river = store.profiles(ProfileKind::Tag).expect("profiles").remove(0);
    assert_eq!((river.profile.description.as_str(), river.articles), ("Water that runs", 2));
    assert_eq!(names(store, ProfileKind::Tag).len(), 2);
    store.undo_operation(operation, &derive, Origin::Window, at(3)).expect("undone");
    assert_eq!(store.article(&both).expect("read").article.metadata.tags, ["River", "rivers"]);
    assert_eq!(names(store, ProfileKind::Tag)[1], ("rivers".into(), "water".into(), 2));
    assert_sound(store);
}

#[test]
fn a_section_and_an_author_are_renamed_and_taken_off_and_the_trash_is_not_forgotten() {
    let library = library();
    let store = &library.store;
    let full = Metadata { section: Some("News".into()), authors: vec!["Ada Verne".into()], ..metadata("a") };
    let id = create_with(store, &full, "x\n", Origin::Window).article.id;
    store.trash(std::slice::from_ref(&id), Origin::Window, at(1)).expect("trashed");
    store.rename_profile(ProfileKind::Section, "News", "Reports", Origin::Window, at(2)).expect("renamed");
    store.delete_profile(ProfileKind::Author, "Ada Verne", Origin::Window, at(3)).expect("removed");
    store.restore(std::slice::from_ref(&id), Origin::Window, at(4)).expect("restored");
    let read = store.article(&id).expect("read").article.metadata;
    assert_eq!((read.section.as_deref(), read.authors.len()), (Some("Reports"), 0));
    assert_eq!(names(store, ProfileKind::Section), [("Reports".into(), "reports".into(), 1)]);
}

#[test]
fn names_that_give_one_address_are_numbered_in_the_order_in_which_they_came() {
    let library = library();
    create_with(&library.store, &tagged("a", &["C++", "C", "c#"]), "x\n", Origin::Window);
    let slugs: Vec<_> =
        names(&library.store, ProfileKind::Tag).into_iter().map(|(_, slug, _)| slug).collect();
    let distinct: std::collections::BTreeSet<_> = slugs.iter().collect();
    assert_eq!((slugs.len(), distinct.len()), (3, 3));
}

#[test]
fn filters_combine_and_lists_stand_in_the_order_that_is_asked_for() {
    let library = library();
    let store = &library.store;
    let persian = Metadata { language: model::Language::parse("fa"), ..tagged("b", &["Éclair"]) };
    let one = create_with(store, &tagged("C", &["eclair"]), "x\n", Origin::Window).article.id;
    let two = create_with(store, &persian, "x\n", Origin::Window).article.id;
    let page = Metadata { kind: model::Kind::Page, ..metadata("a") };
    let three =
        create_with(store, &page, "[gone](article:0190b6d0-5a3c-7c2e-9b7a-1f2e3d4c5b6a)\n", Origin::Window);
    let three = three.article.id;
    store.publish(std::slice::from_ref(&one), Origin::Window, at(9)).expect("published");
    save(store, &one, 2, "y\n", Origin::Window).expect("saved");
    let found = |filter: Filter, sort, reverse| -> (u32, Vec<ArticleId>) {
        let (total, page) = store.list_filtered(&filter, sort, reverse, 0, 9).expect("a page");
        (total, page.into_iter().map(|summary| summary.id).collect())
    };
    let all = || Filter::shelf(Shelf::All);
    assert_eq!(found(all(), Sort::Title, false), (3, vec![three.clone(), two.clone(), one.clone()]));
    assert_eq!(found(all(), Sort::Title, true).1[0], one);
    assert_eq!(found(Filter { tag: Some("ECLAIR".into()), ..all() }, Sort::Created, false).0, 2);
    let both = Filter { tag: Some("eclair".into()), live: Some(LiveState::Changed), ..all() };
    assert_eq!(found(both, Sort::Changed, false), (1, vec![one.clone()]));
    assert_eq!(
        found(Filter { kind: Some(model::Kind::Page), ..all() }, Sort::Changed, false).1,
        std::slice::from_ref(&three)
    );
    assert_eq!(found(Filter { broken_links: true, ..all() }, Sort::Changed, false).1, [three]);
    let drafts = Filter { tag: Some("eclair".into()), ..Filter::shelf(Shelf::Status(Status::Draft)) };
    assert_eq!(found(drafts, Sort::Published, false), (1, vec![two]));
}

#[test]
fn links_between_articles_are_known_from_both_ends() {
    let library = library();
    let store = &library.store;
    let target = library.add("The Bridge", "x\n").article.id;
    let from = library.add("Walks", &format!("See [the bridge](article:{target}).\n")).article.id;
    let backlinks = |id| store.backlinks(id).expect("read").into_iter().map(|it| it.id).collect::<Vec<_>>();
    assert_eq!(backlinks(&target), std::slice::from_ref(&from));
    assert!(store.broken_links().expect("read").is_empty());
    store.trash(std::slice::from_ref(&target), Origin::Window, at(1)).expect("trashed");
    assert_eq!(store.broken_links().expect("read"), [(from.clone(), target.clone())]);
    save(store, &from, 1, "No link.\n", Origin::Window).expect("saved");
    assert!(backlinks(&target).is_empty());
}

#[test]
fn a_picture_stays_while_an_article_or_a_revision_names_it() {
    let library = library();
    let store = &library.store;
    let used = store.add_medium(&png(1), "used.png", at(0)).expect("added");
    let unused = store.add_medium(&png(2), "unused.png", at(1)).expect("added");
    let id = library.add("a", &format!("![](media/{})\n", used.file_name())).article.id;
    let list = |shelf| store.media(shelf, "", 0, 9).expect("a page").1;
    assert_eq!(list(MediaShelf::Unused).iter().map(|it| &it.medium.hash).collect::<Vec<_>>(), [&unused.hash]);
    assert!(store.trash_media(std::slice::from_ref(&used.hash), true, at(2)).is_err(), "it is shown");
    save(store, &id, 1, "no picture\n", Origin::CommandLine).expect("saved");
    store.trash_media(&[used.hash.clone(), unused.hash.clone()], true, at(3)).expect("trashed");
    assert_eq!((list(MediaShelf::Trash).len(), list(MediaShelf::All).len()), (2, 0));
    assert_eq!(store.empty_media_trash(None).expect("emptied"), 1, "a revision names the other");
    assert!(store.read_medium(&used.file_name()).is_ok() && store.read_medium(&unused.file_name()).is_err());
    store.trash_media(std::slice::from_ref(&used.hash), false, at(4)).expect("back");
    assert_eq!(store.media(MediaShelf::All, "USED", 0, 9).expect("a page").0, 1);
}

#[test]
fn a_picture_is_replaced_everywhere_and_one_undo_brings_it_back() {
    let library = library();
    let store = &library.store;
    let old = store.add_medium(&png(1), "old.png", at(0)).expect("added");
    let new = store.add_medium(&png(2), "new.png", at(1)).expect("added");
    let lead = model::LeadPicture {
        medium: old.hash.clone(),
        alt: "a".into(),
        caption: "b".into(),
        credit: "c".into(),
    };
    let full = Metadata { lead: Some(lead), ..metadata("a") };
    let body = format!("![](media/{}) twice ![](media/{})\n", old.file_name(), old.file_name());
    let id = create_with(store, &full, &body, Origin::Window).article.id;
    let (operation, changed) =
        store.replace_medium(&old.hash, &new.hash, &derive, Origin::Window, at(2)).expect("replaced");
    assert_eq!(changed.len(), 1);
    let read = store.article(&id).expect("read").article;
    assert_eq!(read.body, body.replace(old.hash.as_str(), new.hash.as_str()));
    assert_eq!(read.metadata.lead.expect("a lead").medium, new.hash);
    assert!(!store.medium_articles(&old.hash).expect("uses")[0].1, "only a revision names it");
    store.undo_operation(operation, &derive, Origin::Window, at(3)).expect("undone");
    assert_eq!(store.article(&id).expect("read").article.body, body);
}

#[test]
fn what_comes_from_elsewhere_is_known_again_and_one_undo_removes_it_whole() {
    let library = library();
    let store = &library.store;
    let import = store
        .begin_operation(store::OperationKind::Import, "blog.xml", Origin::Import, at(0))
        .expect("begun");
    let metadata = metadata("From there");
    let comment = Comment {
        source_id: "1".into(),
        parent: None,
        author: "A reader".into(),
        url: String::new(),
        at: Some(at(5)),
        text: "Well said.".into(),
    };
    let found = derived("x");
    let item = ContentHash::from_bytes(&[1; 32]);
    let arrival = Arrival {
        article: NewArticle {
            id: None,
            body: "x\n",
            metadata: &metadata,
            status: Status::Published,
            derived: &found,
            origin: Origin::Import,
            now: at(1),
            operation: Some(import),
        },
        source: Some(("blog:1", item.clone())),
        redirects: &["2009/05/from-there.html".to_owned()],
        comments: std::slice::from_ref(&comment),
    };
    let ids = store.take_in(std::slice::from_ref(&arrival)).expect("taken in");
    let known = store.source("blog:1").expect("read").expect("known");
    assert_eq!((&known.article, known.item, known.changed), (&ids[0], item, false));
    assert_eq!(store.comments(&ids[0]).expect("read"), [comment]);
    assert_eq!(store.redirects().expect("read"), [("2009/05/from-there.html".into(), ids[0].clone())]);
    assert!(store.source("blog:2").expect("read").is_none());
    store.undo_operation(import, &derive, Origin::Window, at(2)).expect("undone");
    assert!(store.source("blog:1").expect("read").expect("known").trashed);
    assert_eq!(store.empty_trash(None, None, Origin::Window, at(3)).expect("emptied"), 1);
    assert!(store.source("blog:1").expect("read").is_none());
    assert_sound(store);
}

#[test]
fn what_leaves_the_trash_for_good_is_gone_and_nothing_else_is() {
    let library = library();
    let store = &library.store;
    let old = library.add("old", "one\n").article.id;
    let young = library.add("young", "two\n").article.id;
    let kept = library.add("kept", "three\n").article.id;
    store.publish(std::slice::from_ref(&old), Origin::Window, at(1)).expect("published");
    store.trash(std::slice::from_ref(&old), Origin::Window, at(10)).expect("trashed");
    store.trash(std::slice::from_ref(&young), Origin::Window, at(20)).expect("trashed");
    assert_eq!(store.empty_trash(None, Some(at(15)), Origin::Program, at(30)).expect("emptied"), 1);
    assert!(store.article(&old).is_err() && store.article(&young).is_ok());
    assert_eq!(
        store.empty_trash(Some(std::slice::from_ref(&kept)), None, Origin::Window, at(31)).expect("ok"),
        0
    );
    assert!(store.article(&kept).is_ok(), "what is not in the trash cannot leave it");
    assert!(store.search("one", 9).expect("found").is_empty());
    assert_sound(store);
}
