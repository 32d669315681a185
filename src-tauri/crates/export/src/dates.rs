//! Dates, numbers and lists as a language writes them (CLDR, through ICU4X).

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use icu::calendar::Date;
use icu::datetime::DateTimeFormatter;
use icu::datetime::fieldsets::{Y, YM, YMD};
use icu::decimal::{DecimalFormatter, input::Decimal};
use icu::list::{ListFormatter, options::ListFormatterOptions};
use icu::locale::{Locale, LocaleExpander};
use icu::plurals::{PluralCategory, PluralRules};
use model::{Language, Moment};

/// How many languages a thread keeps the forms of.
const MOST_LANGUAGES: usize = 64;

/// How a language writes things. Finding that out takes longer than the writing, and a site writes tens of
/// thousands of dates. `None`: ICU does not know.
struct Forms {
    day: Option<DateTimeFormatter<YMD>>,
    month: Option<DateTimeFormatter<YM>>,
    year: Option<DateTimeFormatter<Y>>,
    number: Option<DecimalFormatter>,
    plural: Option<PluralRules>,
    list: Option<ListFormatter>,
}

thread_local! {
    static FORMS: RefCell<HashMap<Language, Rc<Forms>>> = RefCell::default();
}

fn forms(language: &Language) -> Rc<Forms> {
    FORMS.with_borrow_mut(|known| {
        if let Some(forms) = known.get(language) {
            return forms.clone();
        }
        if known.len() >= MOST_LANGUAGES {
            known.clear();
        }
        let locale = locale(language);
        // A month of the archive is one of the calendar that addresses are made from.
        let gregorian =
            Locale::try_from_str(&format!("{}-u-ca-gregory", locale.id)).unwrap_or_else(|_| locale.clone());
        let forms = Rc::new(Forms {
            day: DateTimeFormatter::try_new((&locale).into(), YMD::long()).ok(),
            month: DateTimeFormatter::try_new((&gregorian).into(), YM::long()).ok(),
            year: DateTimeFormatter::try_new((&gregorian).into(), Y::long()).ok(),
            number: DecimalFormatter::try_new((&locale).into(), Default::default()).ok(),
            plural: PluralRules::try_new_cardinal((&locale).into()).ok(),
            list: ListFormatter::try_new_and((&locale).into(), ListFormatterOptions::default()).ok(),
        });
        known.insert(language.clone(), forms.clone());
        forms
    })
}

/// The locale of a language; English where ICU does not know the tag.
fn locale(language: &Language) -> Locale {
    Locale::try_from_str(language.as_str()).unwrap_or(icu::locale::locale!("en"))
}

/// A day in words, in the calendar that is usual for the language: `1 March 2026`, `۱۰ اسفند ۱۴۰۴`.
pub fn day(moment: Moment, language: &Language) -> String {
    let zoned = moment.zoned();
    let (year, month, day) = (zoned.year(), zoned.month(), zoned.day());
    match (date(year, month, day), &forms(language).day) {
        (Some(date), Some(form)) => form.format(&date).to_string(),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    }
}

/// A month in words, in the Gregorian calendar: `March 2026`.
pub fn month(year: i16, month: i8, language: &Language) -> String {
    match (date(year, month, 1), &forms(language).month) {
        (Some(date), Some(form)) => form.format(&date).to_string(),
        _ => format!("{year:04}-{month:02}"),
    }
}

/// A year of the Gregorian calendar.
pub fn year(year: i16, language: &Language) -> String {
    match (date(year, 1, 1), &forms(language).year) {
        (Some(date), Some(form)) => form.format(&date).to_string(),
        _ => format!("{year:04}"),
    }
}

fn date(year: i16, month: i8, day: i8) -> Option<Date<icu::calendar::Iso>> {
    Date::try_new_iso(i32::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()
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
    match &forms(language).number {
        Some(form) => form.format(&Decimal::from(value)).to_string(),
        None => value.to_string(),
    }
}

/// The plural form of a number, by its CLDR name.
pub fn plural(value: u32, language: &Language) -> &'static str {
    let forms = forms(language);
    let category = forms.plural.as_ref().map_or(PluralCategory::Other, |rules| rules.category_for(value));
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
    match &forms(language).list {
        Some(form) => form.format_to_string(names.iter()),
        None => names.join(", "),
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
