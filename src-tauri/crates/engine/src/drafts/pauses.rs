//! What is kept while an article stays open and its author pauses.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use model::ArticleId;

use super::Draft;
use crate::{Engine, lock, now};

/// A pause after which what was written is kept as a revision.
const PAUSE: Duration = Duration::from_secs(5 * 60);

impl Engine {
    /// Keeps a revision of every article whose author paused for long after changing it. Called with the beat.
    pub(crate) fn keep_paused_drafts(&self) {
        self.keep_drafts_after(PAUSE);
    }

    fn keep_drafts_after(&self, pause: Duration) {
        let Ok(library) = self.library() else { return };
        let paused: Vec<(ArticleId, Arc<Mutex<Draft>>, u32)> = lock(&self.shared.drafts.open)
            .iter()
            .filter_map(|(id, draft)| {
                let held = draft.try_lock().ok()?;
                let due = !held.is_unsaved()
                    && held.kept_number != Some(held.number)
                    && held.last_edit.elapsed() >= pause;
                due.then(|| (id.clone(), draft.clone(), held.number))
            })
            .collect();
        for (id, draft, number) in paused {
            // The store keeps nothing twice; one that fails is tried again at the next pause.
            let _ = library.store().close_article(&id, now());
            lock(&draft).kept_number = Some(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_pause_of_five_minutes_keeps_what_was_written_once_and_a_shorter_one_nothing() {
        let place = tempfile::tempdir().expect("a folder");
        let library = place.path().join("library");
        Engine::create_empty(&library).expect("a library");
        let engine = Engine::headless(library);
        let call = |command: &str, arguments: Value| -> Value {
            contract::dispatch(&engine, command, arguments)
                .unwrap_or_else(|error| panic!("{command}: {error:?}"))
        };
        let metadata = json!({ "title": "Paused" });
        let made = call("article_create", json!({ "body": "", "metadata": metadata, "origin": "window" }));
        let id = made["id"].clone();
        let _ = call("draft_open", json!({ "id": id }));
        let type_and_save = |number: u32| {
            let version = call("article_show", json!({ "id": id }))["version"].clone();
            let change = json!({ "from": 0, "to": 0, "insert": "More. " });
            let _ = call("draft_edit", json!({ "id": id, "number": number, "changes": [change] }));
            let _ = call("draft_save", json!({ "id": id, "number": number, "baseVersion": version }));
        };
        let kept = || {
            let list = call("revision_list", json!({ "id": id }));
            let paused = |one: &&Value| one["cause"] == "pause";
            list.as_array().map_or(0, |list| list.iter().filter(paused).count())
        };
        type_and_save(1);
        engine.keep_paused_drafts();
        assert_eq!(kept(), 0, "the author has not paused yet");
        engine.keep_drafts_after(Duration::ZERO);
        assert_eq!(kept(), 1);
        engine.keep_drafts_after(Duration::ZERO);
        assert_eq!(kept(), 1, "nothing was written since");
        type_and_save(2);
        engine.keep_drafts_after(Duration::ZERO);
        assert_eq!(kept(), 2);
        assert_eq!(PAUSE, Duration::from_secs(300));
    }
}
