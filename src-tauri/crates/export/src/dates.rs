//! Dates, numbers and lists as a language writes them (CLDR, through ICU4X).

use icu::calendar::Date;
use icu::datetime::{DateTimeFormatter, fieldsets::YMD};
use icu::decimal::{DecimalFormatter, input::Decimal};
use icu::list::{ListFormatter, options::ListFormatterOptions};
use icu::locale::{Locale, LocaleExpander};
use icu::plurals::{PluralCategory, PluralRules};
use model::{Language, Moment};

/// The locale of a language; English where ICU does not know the tag.
fn locale(language: &Language) -> Locale {
    Locale::try_from_str(language.as_str()).unwrap_or(icu::locale::locale!("en"))
}

/// A day in words, in the calendar that is usual for the language: `1 March 2026`, `۱۰ اسفند ۱۴۰۴`.
pub fn day(moment: Moment, language: &Language) -> String {
    let zoned = moment.zoned();
    let (year, month, day) = (zoned.year(), zoned.month(), zoned.day());
    let plain = || format!("{year:04}-{month:02}-{day:02}");
    let (Ok(month), Ok(day)) = (u8::try_from(month), u8::try_from(day)) else { return plain() };
    let Ok(date) = Date::try_new_iso(i32::from(year), month, day) else { return plain() };
    match DateTimeFormatter::try_new(locale(language).into(), YMD::long()) {
        Ok(formatter) => formatter.format(&date).to_string(),
        Err(_) => plain(),
    }
}

/// The same day for machines: a date alone where the moment is midnight UTC (that is how a date without a
/// time is kept), the full moment otherwise.
pub fn machine(moment: Moment) -> String {
    if moment.offset_minutes() == 0 && moment.milliseconds().rem_euclid(86_400_000) == 0 {
        moment.zoned().strftime("%Y-%m-%d").to_string()
    } else {
        moment.to_string()
    }
}

/// Whether two moments fall on the same day, each in its own offset.
pub fn same_day(one: Moment, other: Moment) -> bool {
    one.zoned().date() == other.zoned().date()
}

/// A whole number in the language's digits.
pub fn number(value: u32, language: &Language) -> String {
    match DecimalFormatter::try_new(locale(language).into(), Default::default()) {
        Ok(formatter) => formatter.format(&Decimal::from(value)).to_string(),
        Err(_) => value.to_string(),
    }
}

/// The plural form of a number, by its CLDR name.
pub fn plural(value: u32, language: &Language) -> &'static str {
    let category = PluralRules::try_new_cardinal(locale(language).into())
        .map_or(PluralCategory::Other, |rules| rules.category_for(value));
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// Names joined as the language joins them: `A, B and C`.
pub fn list(names: &[String], language: &Language) -> String {
    match ListFormatter::try_new_and(locale(language).into(), ListFormatterOptions::default()) {
        Ok(formatter) => formatter.format_to_string(names.iter()),
        Err(_) => names.join(", "),
    }
}

/// What a language calls itself, where that is known here; its tag otherwise.
pub fn language_name(language: &Language) -> String {
    let phrases = crate::phrases::Phrases::for_language(language);
    if phrases.is_of(language) { phrases.words().language.clone() } else { language.as_str().to_owned() }
}

/// The language with the territory it is most spoken in, as Open Graph writes it: `en_US`.
pub fn open_graph_locale(language: &Language) -> Option<String> {
    let mut id = Locale::try_from_str(language.as_str()).ok()?.id;
    if id.region.is_none() {
        LocaleExpander::new_common().maximize(&mut id);
    }
    Some(format!("{}_{}", id.language, id.region?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tongue(tag: &str) -> Language {
        Language::parse(tag).expect(tag)
    }

    #[test]
    fn a_day_is_written_as_readers_of_the_language_write_it() {
        let moment = Moment::parse("2026-11-23T09:00:00+03:30").expect("a date");
        for (tag, written) in [
            ("en", "November 23, 2026"),
            ("en-GB", "23 November 2026"),
            ("de", "23. November 2026"),
            ("fr", "23 novembre 2026"),
            ("fa", "۲ آذر ۱۴۰۵"),
            ("ja", "2026年11月23日"),
            ("tlh", "2026-11-23"),
        ] {
            let day = day(moment, &tongue(tag));
            if tag == "tlh" {
                assert!(day.contains("2026"), "{day}");
            } else {
                assert_eq!(day, written, "{tag}");
            }
        }
    }

    #[test]
    fn a_day_is_the_day_of_the_author_not_of_greenwich() {
        let moment = Moment::parse("2026-03-01T00:30:00+03:30").expect("a date");
        assert_eq!(day(moment, &tongue("en")), "March 1, 2026");
        assert_eq!(machine(moment), "2026-03-01T00:30:00+03:30");
        assert_eq!(machine(Moment::parse("2026-03-01").expect("a date")), "2026-03-01");
    }

    #[test]
    fn names_are_joined_as_the_language_joins_them() {
        let names: Vec<String> = ["Ada", "Ida", "Isa"].map(String::from).to_vec();
        assert_eq!(list(&names, &tongue("en-GB")), "Ada, Ida and Isa");
        assert_eq!(list(&names[..2], &tongue("de")), "Ada und Ida");
        assert_eq!(list(&names[..2], &tongue("es")), "Ada e Ida");
        assert_eq!(list(&names[..2], &tongue("fa")), "Ada و Ida");
    }

    #[test]
    fn numbers_and_their_plurals_follow_the_language() {
        assert_eq!(number(12, &tongue("fa")), "۱۲");
        assert_eq!(number(1234, &tongue("en")), "1,234");
        assert_eq!(plural(2, &tongue("ru")), "few");
        assert_eq!(plural(2, &tongue("en")), "other");
    }

    #[test]
    fn a_locale_for_open_graph_always_has_a_territory() {
        for (tag, locale) in [("en", "en_US"), ("fa", "fa_IR"), ("pt-BR", "pt_BR"), ("zh-Hant", "zh_TW")] {
            assert_eq!(open_graph_locale(&tongue(tag)).as_deref(), Some(locale));
        }
    }
}
