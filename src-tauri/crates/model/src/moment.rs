//! A point in time with the offset it was written in.

use std::fmt;

use jiff::{Timestamp, ZonedDateTime, tz};

/// A point in time, to the millisecond, with the UTC offset its author wrote it in.
///
/// Written as RFC 3339 (`2026-03-01T09:30:00+03:30`); the offset is kept because a publication date is
/// read by people, in their own day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    milliseconds: i64,
    offset_minutes: i16,
}

/// The dates that RFC 3339 can write: years 0000 to 9999.
const RANGE: std::ops::RangeInclusive<i64> = -62_135_596_800_000..=253_402_207_200_000;

impl Moment {
    /// A moment in UTC from milliseconds since 1970-01-01T00:00:00Z; clamped to the years 1 to 9999.
    #[must_use]
    pub fn from_milliseconds(milliseconds: i64) -> Self {
        Self { milliseconds: milliseconds.clamp(*RANGE.start(), *RANGE.end()), offset_minutes: 0 }
    }

    /// The same instant, written in another offset (minutes east of UTC, −1439 to 1439; clamped).
    #[must_use]
    pub fn at_offset(self, minutes: i16) -> Self {
        Self { offset_minutes: minutes.clamp(-1439, 1439), ..self }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn milliseconds(self) -> i64 {
        self.milliseconds
    }

    /// Minutes east of UTC.
    #[must_use]
    pub fn offset_minutes(self) -> i16 {
        self.offset_minutes
    }

    /// Reads RFC 3339, or what people and other programs write for it: a date alone (midnight UTC), a space
    /// for the `T`, seconds left out, no offset (UTC), an offset without its colon.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let normal =
            text.replacen(' ', "T", 1).replacen(" +", "+", 1).replacen(" -", "-", 1).replace(" UTC", "Z");
        if let Ok(pieces) = jiff::fmt::temporal::DateTimeParser::new().parse_timestamp_with_offset(&normal) {
            return Some(pieces);
        }
        let civil: jiff::civil::DateTime = normal.trim_end_matches('Z').parse().ok()?;
        let zoned = civil.to_zoned_datetime(tz::TimeZone::UTC).ok()?;
        Some(Self::from_milliseconds(zoned.timestamp().as_millisecond()))
    }

    /// The calendar view of the moment in its own offset.
    #[must_use]
    pub fn zoned(self) -> ZonedDateTime {
        let offset = tz::Offset::from_seconds(i32::from(self.offset_minutes) * 60).unwrap_or(tz::Offset::UTC);
        let timestamp = Timestamp::from_millisecond(self.milliseconds).unwrap_or(Timestamp::UNIX_EPOCH);
        timestamp.to_zoned_datetime(tz::TimeZone::fixed(offset))
    }
}

/// What [`Moment::parse`] asks of the date library: an instant together with its written offset.
trait ParseWithOffset {
    fn parse_timestamp_with_offset(&self, text: &str) -> Result<Moment, jiff::Error>;
}

impl ParseWithOffset for jiff::fmt::temporal::DateTimeParser {
    fn parse_timestamp_with_offset(&self, text: &str) -> Result<Moment, jiff::Error> {
        let timestamp = self.parse_timestamp(text)?;
        let offset = self.parse_pieces(text)?.to_numeric_offset().map_or(0, |offset| offset.seconds() / 60);
        let minutes = i16::try_from(offset).unwrap_or(0);
        Ok(Moment::from_milliseconds(timestamp.as_millisecond()).at_offset(minutes))
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.milliseconds.cmp(&other.milliseconds).then(self.offset_minutes.cmp(&other.offset_minutes))
    }
}

impl fmt::Display for Moment {
    /// RFC 3339, with milliseconds only where there are any.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zoned = self.zoned();
        write!(formatter, "{}", zoned.strftime("%Y-%m-%dT%H:%M:%S"))?;
        let fraction = self.milliseconds.rem_euclid(1000);
        if fraction != 0 {
            write!(formatter, ".{fraction:03}")?;
        }
        if self.offset_minutes == 0 {
            return formatter.write_str("Z");
        }
        let sign = if self.offset_minutes < 0 { '-' } else { '+' };
        let minutes = self.offset_minutes.unsigned_abs();
        write!(formatter, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_keeps_the_offset_it_was_written_in() {
        for text in ["2026-03-01T09:30:00+03:30", "2026-03-01T09:30:00Z", "1999-12-31T23:59:59.250-08:00"] {
            assert_eq!(Moment::parse(text).expect(text).to_string(), text);
        }
    }

    #[test]
    fn dates_as_people_write_them_are_read() {
        for (written, read) in [
            ("2026-03-01", "2026-03-01T00:00:00Z"),
            ("2026-03-01 09:30", "2026-03-01T09:30:00Z"),
            ("2026-03-01 09:30:15", "2026-03-01T09:30:15Z"),
            ("2026-03-01T09:30:15+0200", "2026-03-01T09:30:15+02:00"),
            ("2026-03-01 09:30:15 +0200", "2026-03-01T09:30:15+02:00"),
        ] {
            assert_eq!(
                Moment::parse(written).map(|moment| moment.to_string()).as_deref(),
                Some(read),
                "{written}"
            );
        }
        for wrong in ["", "soon", "2026-13-01", "2026-02-30", "99999-01-01"] {
            assert_eq!(Moment::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn any_number_of_milliseconds_is_a_moment_that_can_be_written() {
        for milliseconds in [i64::MIN, -1, 0, 1, i64::MAX] {
            let text = Moment::from_milliseconds(milliseconds).at_offset(-720).to_string();
            assert!(!text.is_empty());
        }
    }
}
