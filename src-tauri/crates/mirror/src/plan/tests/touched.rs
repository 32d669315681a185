//! Rounds that look only at what was touched.

use super::*;

impl crate::Sides for &World {
    type Error = std::convert::Infallible;

    fn file(&mut self, name: &str) -> Result<Option<File>, Self::Error> {
        Ok(self.seen(name))
    }

    fn article(&mut self, id: &ArticleId) -> Result<Option<Article>, Self::Error> {
        let article = self.library.get(id);
        Ok(article.map(|(slug, text)| Article { id: id.clone(), slug: slug.clone(), content: hash(text) }))
    }

    fn agreement(&mut self, id: &ArticleId) -> Result<Option<Agreement>, Self::Error> {
        Ok(self.agreed.get(id).cloned())
    }

    fn agreed_on(&mut self, name: &str) -> Result<Vec<Agreement>, Self::Error> {
        Ok(self.agreed.values().filter(|agreed| agreed.file == name).cloned().collect())
    }

    fn agreed_with(&mut self, bytes: &ContentHash) -> Result<Vec<Agreement>, Self::Error> {
        Ok(self.agreed.values().filter(|agreed| agreed.bytes == *bytes).cloned().collect())
    }
}

impl World {
    /// Whether two files have the same bytes.
    fn has_files_alike(&self) -> bool {
        let mut seen = HashSet::new();
        self.folder.values().any(|file| !seen.insert(file))
    }

    /// The plan of what was touched, and what belongs to it.
    pub(super) fn plan_touched(&mut self) -> Plan {
        let (mut names, ids) = (std::mem::take(&mut self.names), std::mem::take(&mut self.ids));
        let known = self.copies.iter();
        let copies: Vec<String> = known.filter(|copy| conflict_copy::is_of(copy, &names)).cloned().collect();
        names.extend(copies);
        let gathered = crate::part(&mut &*self, names, ids, usize::MAX).expect("gathered");
        let part = gathered.expect("not too much");
        let keys: HashSet<String> = self.folder.keys().map(|name| file_name::key(name)).collect();
        let rest = Rest {
            agreements: self.agreed.len() - part.agreements.len(),
            files: self.folder.len() - part.files.len(),
            has_key: &|key| keys.contains(key),
        };
        let plan = plan_part(&part.articles, &part.files, &part.agreements, rest);
        self.copies.retain(|name| !part.names.contains(name));
        self.copies.extend(plan.conflict_copies.iter().map(|(name, _)| name.clone()));
        plan
    }
}

proptest! {
    #![proptest_config(many_cases())]

    #[test]
    fn rounds_of_what_was_touched_leave_nothing_for_a_round_of_everything(actions in actions()) {
        let (mut world, mut alike) = (World::default(), false);
        for action in &actions {
            // A crash forgets what was touched, so that everything is looked at then.
            let action = match action.clone() {
                Action::Sync { between, .. } => Action::Sync { crash_at: usize::MAX, part: true, between },
                other => other,
            };
            world.act(&action);
            alike |= world.has_files_alike();
        }
        for _ in 0..8 {
            let plan = world.plan_touched();
            plan.operations.iter().for_each(|operation| world.carry_out(operation, false));
            alike |= world.has_files_alike();
        }
        // Which of two files with the same bytes is whose, a part may see otherwise than the whole: then the
        // whole has the last word, and comes to rest.
        let whole = world.look();
        if !alike {
            prop_assert_eq!(&whole.operations, &vec![], "{:#?}", &world);
        }
        for _ in 0..5 {
            let plan = world.look();
            plan.operations.iter().for_each(|operation| world.carry_out(operation, false));
        }
        prop_assert_eq!(world.plan().operations, vec![]);
    }
}
