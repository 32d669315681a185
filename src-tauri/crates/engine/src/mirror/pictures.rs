//! Pictures of the folder that are other ones by now: the texts that show them say something new.
//!
//! A picture of the author's own is known by what it was when the text was taken; one that the mirror wrote is
//! known by its name, which is its hash.

use std::collections::BTreeMap;

use mirror::pictures::{Picture, Stamp, media, nothing, picture};
use model::ContentHash;

use super::Failed;
use super::look::Looker;

impl Looker<'_> {
    /// Looks at every picture that a text of the folder shows.
    pub(super) fn look_at_pictures(&mut self) -> Result<(), Failed> {
        let mut shown: BTreeMap<String, Vec<(model::ArticleId, store::MirrorShown)>> = BTreeMap::new();
        for (article, picture) in self.library.store().mirror_pictures(None)? {
            shown.entry(picture.path.clone()).or_default().push((article, picture));
        }
        let media = media(self.folder);
        self.work.altered.retain(|path, _| media.contains(path));
        for path in &media {
            self.look_at_medium(path)?;
        }
        for (path, shown) in shown {
            self.look_at_shown(&path, &shown)?;
        }
        Ok(())
    }

    /// Looks at one picture, whose path was touched.
    pub(super) fn look_at_picture(&mut self, path: &str) -> Result<(), Failed> {
        self.look_at_medium(path)?;
        let shown = self.library.store().mirror_pictures(Some(path))?;
        if shown.is_empty() { Ok(()) } else { self.look_at_shown(path, &shown) }
    }

    /// Looks at a picture that texts show, by the path they have for it.
    fn look_at_shown(
        &mut self,
        path: &str,
        shown: &[(model::ArticleId, store::MirrorShown)],
    ) -> Result<(), Failed> {
        let by_stamp = |stamp: &Stamp| {
            let stamp = stamp.to_string();
            shown.iter().find(|(_, known)| known.stamp == stamp).map(|(_, known)| known.bytes.clone())
        };
        let is_known = |bytes: &ContentHash| shown.iter().any(|(_, known)| known.bytes == *bytes);
        let pictures = &mut self.work.pictures;
        match picture(self.folder, pictures, self.look, path, &by_stamp, &is_known)? {
            Picture::Bytes(bytes) => {
                let other = shown.iter().filter(|(_, known)| known.bytes != bytes);
                self.redrawn.extend(other.map(|(article, _)| article.clone()));
            }
            Picture::Young => {
                self.work.held.extend(shown.iter().map(|(article, _)| article.clone()));
                self.wait_for(path);
            }
            // A text keeps the picture that it has.
            Picture::None => {}
        }
        Ok(())
    }

    /// Looks whether a picture of the library still is what its name says.
    fn look_at_medium(&mut self, path: &str) -> Result<(), Failed> {
        let store = self.library.store();
        let Some((hash, _)) = model::medium::parse_reference(path) else { return Ok(()) };
        let by_stamp =
            |stamp: &Stamp| store.medium(&hash).ok().filter(|it| it.size == stamp.size).map(|_| hash.clone());
        let pictures = &mut self.work.pictures;
        match picture(self.folder, pictures, self.look, path, &by_stamp, &|bytes| *bytes == hash)? {
            Picture::Bytes(bytes) if bytes != hash => {
                self.work.altered.insert(path.to_owned(), bytes.clone());
                let taken = store.mirror_pictures(Some(path))?;
                let has_it = |article: &model::ArticleId| {
                    taken.iter().any(|(other, known)| other == article && known.bytes == bytes)
                };
                let uses = store.medium_articles(&hash)?.into_iter().filter(|(_, now)| *now);
                let uses = uses.map(|(summary, _)| summary.id).filter(|article| !has_it(article));
                self.redrawn.extend(uses);
            }
            Picture::Young => {
                let uses = store.medium_articles(&hash)?.into_iter().filter(|(_, now)| *now);
                self.work.held.extend(uses.map(|(summary, _)| summary.id));
                self.wait_for(path);
            }
            Picture::Bytes(_) | Picture::None => {
                self.work.altered.remove(path);
            }
        }
        Ok(())
    }
}

/// Notes what a text shows while it is taken.
#[derive(Default)]
pub(super) struct Noted(std::cell::RefCell<Vec<store::MirrorShown>>);

impl Noted {
    /// Reads a picture for a text.
    pub(super) fn read(&self, folder: &mirror::Folder, path: &str) -> Result<Vec<u8>, String> {
        let read = folder.read_picture(path);
        let (bytes, stamp) = match &read {
            Ok(Some(contents)) => (contents.hash.clone(), contents.stamp.to_string()),
            // It may come yet: files of one change arrive in any order.
            Ok(None) | Err(_) => (nothing(), String::new()),
        };
        self.0.borrow_mut().push(store::MirrorShown { path: path.to_owned(), bytes, stamp });
        match read {
            Ok(Some(contents)) => Ok(contents.bytes),
            Ok(None) => Err("there is no such file beside the text".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    pub(super) fn shown(self) -> Vec<store::MirrorShown> {
        self.0.into_inner()
    }
}
