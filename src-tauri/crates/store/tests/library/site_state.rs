//! The one hash over what a site is made from: it is the same only where the site would be.

use std::collections::HashMap;

use model::{Comment, ContentHash, Metadata, Origin, Profile, ProfileKind, Publication};
use store::Store;

use crate::support::*;

/// All that a site is made from, word by word.
pub fn all_of_it(store: &Store) -> String {
    let live = store.live_articles().expect("read");
    let mut all = format!("{:?}\n{:?}\n", live.articles, live.damaged.len());
    for article in &live.articles {
        let id = &article.summary.id;
        all += &format!("{:?} {:?}\n", store.live_text(id), store.comments(id));
    }
    for kind in ProfileKind::ALL {
        let profiles = store.profiles(kind).expect("read").into_iter().map(|used| used.profile);
        all += &format!("{:?}\n", profiles.collect::<Vec<_>>());
    }
    all + &format!("{:?} {:?} {:?}", store.redirects(), store.old_slugs(), store.publication())
}

/// Remembers what there was at each state; the same state must always mean the same.
#[derive(Default)]
pub struct States(HashMap<[u8; 32], String>);

impl States {
    pub fn look_at(&mut self, store: &Store) {
        let (state, all) = (store.site_state().expect("read"), all_of_it(store));
        let known = self.0.entry(state).or_insert_with(|| all.clone());
        assert_eq!(*known, all, "two libraries of one state differ");
    }
}

#[test]
fn every_change_that_a_site_can_show_is_another_state_and_a_look_is_none() {
    let library = library();
    let store = &library.store;
    let id = library.add("Lamp", "Light.\n").article.id;
    let mut last = store.site_state().expect("read");
    let mut states = States::default();
    let mut changed = |what: &str| {
        let now = store.site_state().expect("read");
        assert_ne!(now, last, "{what} is not seen");
        assert_eq!(library.open_again().site_state().expect("read"), now, "opening the library changed it");
        last = now;
        states.look_at(store);
    };
    store.publish(std::slice::from_ref(&id), Origin::Window, at(1)).expect("published");
    changed("an article that is published");
    let version = store.article(&id).expect("read").article.version;
    let named = Metadata { slug: Some(slug("lantern")), tags: vec!["night".into()], ..metadata("Lamp") };
    save_metadata(store, &id, version, &named).expect("saved");
    store.publish(std::slice::from_ref(&id), Origin::Window, at(2)).expect("published");
    changed("another address and a tag");
    let version = store.article(&id).expect("read").article.version;
    save(store, &id, version, "More light.\n", Origin::Window).expect("saved");
    store.publish(std::slice::from_ref(&id), Origin::Window, at(3)).expect("published");
    changed("another text");
    let comment = Comment {
        source_id: "1".into(),
        parent: None,
        author: "A reader".into(),
        url: String::new(),
        at: Some(at(4)),
        text: "Thank you.".into(),
    };
    store.set_comments(&id, std::slice::from_ref(&comment)).expect("set");
    changed("a comment");
    store.set_comments(&id, &[Comment { text: "Thanks.".into(), ..comment }]).expect("set");
    changed("another word in a comment");
    let profile = Profile {
        kind: ProfileKind::Tag,
        name: "night".into(),
        slug: slug("nights"),
        description: "When it is dark.".into(),
    };
    store.save_profile(&profile).expect("saved");
    changed("what is said about a tag");
    let publication = store.publication().expect("read");
    let renamed = Publication { tagline: "Notes in the dark".into(), ..publication };
    store.save_publication(&renamed, Origin::Window, at(5)).expect("saved");
    changed("another tagline");
    let medium = store.add_medium(&png(1), "lamp.png", at(6)).expect("added");
    changed("a picture that was missing");
    let gone: &[ContentHash] = &[medium.hash];
    store.trash_media(gone, true, at(7)).expect("trashed");
    changed("a picture in the trash");
    // An article that nobody reads may give its tag the plain address.
    let draft = Metadata { tags: vec!["Night!".into()], section: Some("North".into()), ..metadata("Draft") };
    let _ = create_with(store, &draft, "x\n", Origin::Window);
    changed("a tag and a section of a draft");
    store.trash(std::slice::from_ref(&id), Origin::Window, at(8)).expect("trashed");
    changed("an article in the trash");
}
