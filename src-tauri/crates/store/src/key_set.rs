//! A set of articles by their keys: one bit each, so that sets of any size meet in no time.

/// Keys of articles. They count up from 1 and are never reused, so that bits lie close together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct KeySet(Vec<u64>);

impl KeySet {
    /// Adds a key. One that no article of ours can have, in a damaged file, is left out.
    pub(crate) fn insert(&mut self, key: i64) {
        const MOST: usize = 1 << 31;
        let Some(key) = usize::try_from(key).ok().filter(|key| *key < MOST) else { return };
        if key / 64 >= self.0.len() {
            self.0.resize(key / 64 + 1, 0);
        }
        self.0[key / 64] |= 1 << (key % 64);
    }

    pub(crate) fn contains(&self, key: i64) -> bool {
        let Ok(key) = usize::try_from(key) else { return false };
        self.0.get(key / 64).is_some_and(|bits| bits & (1 << (key % 64)) != 0)
    }

    /// Keeps what is in both.
    pub(crate) fn intersect(&mut self, other: &Self) {
        self.0.truncate(other.0.len());
        for (bits, others) in self.0.iter_mut().zip(&other.0) {
            *bits &= others;
        }
    }

    /// Removes what is in the other.
    pub(crate) fn subtract(&mut self, other: &Self) {
        for (bits, others) in self.0.iter_mut().zip(&other.0) {
            *bits &= !others;
        }
    }

    /// Adds what is in the other.
    pub(crate) fn unite(&mut self, other: Self) {
        let Self(mut others) = other;
        if others.len() > self.0.len() {
            std::mem::swap(&mut self.0, &mut others);
        }
        for (bits, others) in self.0.iter_mut().zip(others) {
            *bits |= others;
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|bits| bits.count_ones() as usize).sum()
    }

    /// All of them, rising.
    pub(crate) fn keys(&self) -> impl Iterator<Item = i64> {
        self.0.iter().enumerate().flat_map(|(place, bits)| {
            (0..64).filter(move |bit| bits & (1 << bit) != 0).map(move |bit| place as i64 * 64 + bit)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn set(keys: &BTreeSet<i64>) -> KeySet {
        let mut set = KeySet::default();
        keys.iter().for_each(|key| set.insert(*key));
        set
    }

    proptest! {
        #[test]
        fn sets_meet_as_sets_do(
            one in proptest::collection::btree_set(0_i64..500, 0..60),
            other in proptest::collection::btree_set(0_i64..900, 0..60),
        ) {
            let all = |set: &KeySet| set.keys().collect::<BTreeSet<_>>();
            prop_assert_eq!(all(&set(&one)), one.clone());
            prop_assert_eq!(set(&one).len(), one.len());
            prop_assert!((0..1000).all(|key| set(&one).contains(key) == one.contains(&key)));
            let mut both = set(&one);
            both.intersect(&set(&other));
            prop_assert_eq!(all(&both), &one & &other);
            let mut without = set(&one);
            without.subtract(&set(&other));
            prop_assert_eq!(all(&without), &one - &other);
            let mut either = set(&one);
            either.unite(set(&other));
            prop_assert_eq!(all(&either), &one | &other);
        }
    }

    #[test]
    fn keys_that_no_article_has_do_no_harm() {
        let mut set = KeySet::default();
        [-1, i64::MIN, i64::MAX].into_iter().for_each(|key| set.insert(key));
        assert_eq!((set.len(), set.contains(-1), set.contains(i64::MAX)), (0, false, false));
    }
}
