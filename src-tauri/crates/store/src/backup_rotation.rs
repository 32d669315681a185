//! Which backups are kept: the newest, then one an hour, a day, a week and a month, as far as there is room.
//!
//! Pure. Backups are told apart and ordered by their numbers, never by their times: a clock that was set back
//! makes no backup older than the one before it.

use std::collections::BTreeSet;

/// A backup that may be kept or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// Rising from one backup to the next.
    pub(crate) number: u64,
    /// When it was made, in milliseconds since 1970-01-01T00:00:00Z.
    pub(crate) taken_at: i64,
    /// How large its file is, in bytes.
    pub(crate) size: u64,
}

/// For how many hours, days, weeks and months with a backup the last one of them is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Periods {
    pub(crate) hours: usize,
    pub(crate) days: usize,
    pub(crate) weeks: usize,
    pub(crate) months: usize,
}

/// A day in hours, a week in days, a month in weeks, a year in months.
pub(crate) const USUAL: Periods = Periods { hours: 24, days: 7, weeks: 4, months: 12 };

/// However large backups are, so many bytes of them are kept before their periods are shortened.
const ALWAYS_ROOM: u64 = 2 * 1024 * 1024 * 1024;

/// A large library's backups together are at most so many times as large as the newest.
const TIMES_THE_NEWEST: u64 = 10;

const HOUR: i64 = 60 * 60 * 1000;

/// The numbers of the backups that are not kept. Of the newest [`Periods`] there is one each; where all of
/// that is too large together, the periods are shortened, first the hours, then the days, then the rest. The
/// newest is always kept, and so is the one before it.
pub(crate) fn superfluous(backups: &[Candidate], mut periods: Periods) -> Vec<u64> {
    let mut newest_first: Vec<Candidate> = backups.to_vec();
    newest_first.sort_unstable_by_key(|backup| std::cmp::Reverse(backup.number));
    let room = newest_first
        .first()
        .map_or(0, |newest| newest.size.saturating_mul(TIMES_THE_NEWEST).max(ALWAYS_ROOM));
    let kept = loop {
        let kept = kept(&newest_first, periods);
        let size = newest_first
            .iter()
            .filter(|backup| kept.contains(&backup.number))
            .fold(0_u64, |sum, backup| sum.saturating_add(backup.size));
        if size <= room || !shorten(&mut periods) {
            break kept;
        }
    };
    newest_first.iter().map(|backup| backup.number).filter(|number| !kept.contains(number)).collect()
}

fn kept(newest_first: &[Candidate], periods: Periods) -> BTreeSet<u64> {
    let mut kept: BTreeSet<u64> = newest_first.iter().take(2).map(|backup| backup.number).collect();
    /// From a time to the period that it falls into.
    type Period = fn(i64) -> i64;
    let rules: [(usize, Period); 4] = [
        (periods.hours, |at| at.div_euclid(HOUR)),
        (periods.days, |at| at.div_euclid(24 * HOUR)),
        // 1970-01-01 was a Thursday; weeks begin on Monday.
        (periods.weeks, |at| (at.div_euclid(24 * HOUR) + 3).div_euclid(7)),
        (periods.months, |at| month(at.div_euclid(24 * HOUR))),
    ];
    for (count, period) in rules {
        let mut seen = BTreeSet::new();
        for backup in newest_first {
            if seen.len() == count {
                break;
            }
            if seen.insert(period(backup.taken_at)) {
                kept.insert(backup.number);
            }
        }
    }
    kept
}

/// Takes one from the longest of the lists that cost most and are worth least; `false` where none is left.
fn shorten(periods: &mut Periods) -> bool {
    for count in [&mut periods.hours, &mut periods.days, &mut periods.weeks, &mut periods.months] {
        if *count > 0 {
            *count -= 1;
            return true;
        }
    }
    false
}

/// The month a day is in, counted through the years (Howard Hinnant, “chrono-Compatible Low-Level Date
/// Algorithms”, `civil_from_days`).
fn month(day: i64) -> i64 {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    // Months counted from March, so that no year has to be carried over.
    (year + era * 400) * 12 + (5 * of_year + 2) / 153
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hourly(count: u64, size: u64) -> Vec<Candidate> {
        (0..count)
            .map(|number| Candidate { number, taken_at: 1_750_000_000_000 + number as i64 * HOUR, size })
            .collect()
    }

    fn left(backups: &[Candidate], periods: Periods) -> Vec<Candidate> {
        let gone = superfluous(backups, periods);
        backups.iter().copied().filter(|backup| !gone.contains(&backup.number)).collect()
    }

    #[test]
    fn a_year_of_hourly_backups_leaves_hours_days_weeks_and_months() {
        let all = hourly(24 * 365, 1);
        let left = left(&all, USUAL);
        let newest = all.last().expect("backups").taken_at;
        let within =
            |hours: i64| left.iter().filter(|backup| newest - backup.taken_at < hours * HOUR).count();
        assert_eq!(within(24), 24);
        assert!((29..=31).contains(&within(24 * 8)), "{}", within(24 * 8));
        assert!((40..=47).contains(&left.len()), "{}", left.len());
        let oldest = left.first().expect("backups").taken_at;
        assert!(newest - oldest > 300 * 24 * HOUR, "it does not reach back a year");
    }

    #[test]
    fn backups_made_one_by_one_are_thinned_as_if_all_had_been_there() {
        let mut shelf = Vec::new();
        for backup in hourly(24 * 90, 1) {
            shelf.push(backup);
            shelf = left(&shelf, USUAL);
        }
        let all = left(&hourly(24 * 90, 1), USUAL);
        assert_eq!(shelf, all);
    }

    #[test]
    fn backups_of_a_large_library_are_kept_for_fewer_hours_but_as_many_months() {
        const LARGE: u64 = 1024 * 1024 * 1024;
        let all = hourly(24 * 100, LARGE);
        let left = left(&all, USUAL);
        assert!((5..=10).contains(&left.len()), "{}", left.len());
        let reach = all.last().expect("backups").taken_at - left.first().expect("backups").taken_at;
        assert!(reach > 60 * 24 * HOUR, "only {} days", reach / HOUR / 24);
    }

    #[test]
    fn a_clock_that_was_set_back_a_year_costs_neither_the_new_backups_nor_the_old() {
        let mut all = hourly(48, 1);
        for number in 48..52 {
            let taken_at = all[0].taken_at - 365 * 24 * HOUR + number as i64 * HOUR;
            all.push(Candidate { number, taken_at, size: 1 });
        }
        let left = left(&all, USUAL);
        for number in 30..52 {
            assert!(left.iter().any(|backup| backup.number == number), "{number} is gone");
        }
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        // 2024-02-29, 2024-03-01, 2025-02-28, 2025-03-01 as days since 1970-01-01.
        let months = [19_782, 19_783, 20_147, 20_148].map(month);
        assert_eq!(months.map(|month_| month_ - months[0]), [0, 1, 12, 13]);
    }

    proptest! {
        #[test]
        fn the_newest_is_always_kept_and_nothing_is_ever_emptied(
            times in proptest::collection::vec((any::<i32>(), 0_u64..5_000_000_000), 1..80),
            hours in 0_usize..30, days in 0_usize..9, weeks in 0_usize..6, months in 0_usize..14,
        ) {
            let all: Vec<Candidate> = times.iter().enumerate()
                .map(|(number, (minutes, size))| Candidate {
                    number: number as u64 * 3,
                    taken_at: i64::from(*minutes) * 60_000,
                    size: *size,
                })
                .collect();
            let periods = Periods { hours, days, weeks, months };
            let kept = left(&all, periods);
            prop_assert!(kept.contains(all.last().expect("one at least")));
            prop_assert!(kept.len() >= all.len().min(2));
            prop_assert!(kept.len() <= hours + days + weeks + months + 2);
            // What is kept today is not thrown away tomorrow without a new backup.
            prop_assert_eq!(left(&kept, periods), kept);
        }
    }
}
