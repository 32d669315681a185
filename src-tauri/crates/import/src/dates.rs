//! Dates as RSS writes them.

use model::Moment;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads a date of RFC 2822, section 3.3: `Fri, 06 May 2022 09:30:00 +0200`.
pub(crate) fn rfc_2822(text: &str) -> Option<Moment> {
    let text = text.trim();
    let text = text.split_once(',').map_or(text, |(_, rest)| rest);
    let mut words = text.split_whitespace();
    let day: u8 = words.next()?.parse().ok()?;
    let name = words.next()?.get(..3)?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|month| *month == name)? + 1;
    let year: u16 = words.next()?.parse().ok()?;
    let year = if year < 50 {
        year + 2000
    } else if year < 1000 {
        year + 1900
    } else {
        year
    };
    let time = words.next().unwrap_or("00:00:00");
    let zone = match words.next().unwrap_or("+0000") {
        zone if zone.starts_with(['+', '-']) => zone,
        "EST" => "-0500",
        "EDT" | "AST" => "-0400",
        "CST" => "-0600",
        "CDT" => "-0500",
        "MST" => "-0700",
        "PST" => "-0800",
        "PDT" => "-0700",
        _ => "+0000",
    };
    Moment::parse(&format!("{year:04}-{month:02}-{day:02}T{time}{zone}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_feeds_are_read_with_their_zone() {
        for (written, read) in [
            ("Fri, 06 May 2022 09:30:00 +0200", Some("2022-05-06T09:30:00+02:00")),
            ("6 May 99 09:30:00 GMT", Some("1999-05-06T09:30:00Z")),
            ("Fri, 06 Foo 2022 09:30:00 +0200", None),
            ("Wed, 30 Nov -0001 00:00:00 +0000", None),
            ("", None),
        ] {
            assert_eq!(rfc_2822(written).map(|date| date.to_string()).as_deref(), read, "{written}");
        }
    }
}
