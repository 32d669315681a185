//! Taking an import back whole.

use contract as wire;
use contract::ApiError;
use store::{Operation, OperationId, OperationKind};

use crate::convert;
use crate::errors::ToApi as _;
use crate::{Engine, now};

/// How many operations back the last import is looked for.
const OPERATIONS: u32 = 1_000;

impl Engine {
    /// Takes an import back: what it brought goes to the trash, what it changed is what it was. Without a number
    /// it is the last import that was not taken back.
    ///
    /// # Errors
    /// Where there is no such import, or the library cannot be written.
    pub fn undo_import(&self, operation: Option<i64>) -> Result<wire::ImportUndone, ApiError> {
        let library = self.library()?;
        let store = library.store();
        let all = store.operations(OPERATIONS).to_api()?;
        let is_wanted = |one: &&Operation| match operation {
            Some(number) => one.id == OperationId(number),
            None => one.kind == OperationKind::Import,
        };
        let of_an_import = |one: &Operation| one.origin == model::Origin::Import && !one.undone;
        let Some(first) = all.iter().filter(|one| of_an_import(one)).find(is_wanted) else {
            return Err(ApiError::invalid("There is no import that can be taken back."));
        };
        // What came back from the trash is an operation of its own, with the same label and moment.
        let parts =
            all.iter().filter(|one| of_an_import(one) && one.label == first.label && one.at == first.at);
        let mut undone = wire::ImportUndone { articles: 0, left: Vec::new() };
        let origin = convert::origin_from(self.shared.origin);
        for part in parts {
            self.settle_drafts(&library, &store.operation_articles(part.id).to_api()?)?;
            let (_, done) = store.undo_operation(part.id, &library.deriver(), origin, now()).to_api()?;
            undone.articles += u32::try_from(done.articles.len()).unwrap_or(u32::MAX);
            let version = |id: &model::ArticleId| store.summary(id).map(|summary| summary.version).to_api();
            let changed = done.articles.into_iter().map(|id| version(&id).map(|version| (id, version)));
            self.replaced(&changed.collect::<Result<Vec<_>, ApiError>>()?);
            for id in done.left {
                let title = store.summary(&id).map(|summary| summary.title).unwrap_or_default();
                undone.left.push(if title.is_empty() { id.to_string() } else { title });
            }
        }
        Ok(undone)
    }
}
