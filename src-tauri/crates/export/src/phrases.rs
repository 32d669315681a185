//! What a page says for itself, in the language of its article.
//!
//! One small table per language, embedded; a language without one reads English. Numbers, plural forms, dates
//! and lists come from CLDR, so a table holds words only.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use model::{Language, Moment};
use serde::{Deserialize, Serialize};

use crate::dates;

/// The words of one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    written_by: String,
    first_published: String,
    updated: String,
    tags: String,
    links: String,
    footnotes: String,
    untitled: String,
    /// The reading time by plural form; `other` is always there.
    reading: BTreeMap<String, String>,
    /// One, two, three … where the language spells small numbers out in the reading time.
    #[serde(default)]
    numbers: Vec<String>,
    words: Words,
}

/// Words that stand on a page as they are. Templates see them as `words`.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The language's own name for itself.
    pub language: String,
    /// The heading of the table of contents.
    pub contents: String,
    /// The heading of the links for sharing.
    pub share: String,
    /// The link that shares by mail.
    pub by_mail: String,
    /// The heading of articles on the same matter.
    pub related: String,
    /// Before the title of the article before.
    pub previous: String,
    /// Before the title of the article after.
    pub next: String,
    /// The heading of the comments.
    pub comments: String,
    /// Who wrote a comment, where nobody says so.
    pub anonymous: String,
    /// The search.
    pub search: String,
    /// The name of the menu.
    pub menu: String,
    /// The front page.
    pub home: String,
    /// The name of the way from the front page.
    pub path: String,
    /// The heading of the newest articles.
    pub latest: String,
    /// The heading of the pinned articles.
    pub popular: String,
    /// The heading of the sections.
    pub sections: String,
    /// The archive.
    pub archive: String,
    /// The heading of the authors.
    pub authors: String,
    /// The list of everything.
    pub all_articles: String,
    /// To older articles.
    pub older: String,
    /// To newer articles.
    pub newer: String,
    /// The heading of the feeds.
    pub feeds: String,
    /// Before the languages of the translations.
    pub also_in: String,
    /// A page of a list, with `{}` for its number.
    pub page_n: String,
    /// The title of the page that stands for a missing one.
    pub not_found: String,
    /// What it says.
    pub not_found_text: String,
    /// The link past the head of the page.
    pub to_text: String,
    /// The label of the field for searching.
    pub search_hint: String,
    /// What a search says that found nothing.
    pub nothing_found: String,
    /// How many the search found, with `{}` where the number belongs.
    pub results_n: String,
    /// What the page of the search says where scripts are off.
    pub search_needs_script: String,
}

macro_rules! tables {
    ($($tag:literal),* $(,)?) => {
        /// The languages with a table of their own.
        pub const LANGUAGES: &[&str] = &[$($tag),*];

        const SOURCES: &[(&str, &str)] = &[$(($tag, include_str!(concat!("../phrases/", $tag, ".toml")))),*];
    };
}

tables!(
    "en", "fa", "ar", "de", "fr", "es", "pt", "it", "nl", "tr", "ru", "uk", "he", "ur", "hi", "zh", "ja",
    "ko",
);

/// What a page says for itself, in one language.
#[derive(Debug, Clone)]
pub struct Phrases {
    language: Language,
    table: &'static Table,
}

/// A phrase with one place to fill: what stands before it and after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Around {
    /// What stands before.
    pub before: String,
    /// What stands after.
    pub after: String,
}

impl Phrases {
    /// The phrases for a language, or the English ones.
    #[must_use]
    pub fn for_language(language: &Language) -> Self {
        static TABLES: OnceLock<BTreeMap<&'static str, Table>> = OnceLock::new();
        let tables = TABLES.get_or_init(|| {
            let read = |source| toml::from_str(source).expect("a test reads every embedded table");
            SOURCES.iter().map(|(tag, source)| (*tag, read(source))).collect()
        });
        let (language, table) = match tables.get(language.primary()) {
            Some(table) => (language.clone(), table),
            // Digits and dates must not be in one language while the words are in another.
            None => (english(), &tables["en"]),
        };
        Self { language, table }
    }

    /// "Written by …", around the names.
    #[must_use]
    pub fn written_by(&self) -> Around {
        around(&self.table.written_by)
    }

    /// "First published by …", around the name.
    #[must_use]
    pub fn first_published(&self) -> Around {
        around(&self.table.first_published)
    }

    /// "Updated …", around the date.
    #[must_use]
    pub fn updated(&self) -> Around {
        around(&self.table.updated)
    }

    /// The heading of the tags.
    #[must_use]
    pub fn tags(&self) -> &'static str {
        &self.table.tags
    }

    /// The name of the list of the publication's links, for those who do not see it.
    #[must_use]
    pub fn links(&self) -> &'static str {
        &self.table.links
    }

    /// The heading of the footnotes.
    #[must_use]
    pub fn footnotes(&self) -> &'static str {
        &self.table.footnotes
    }

    /// Whether these are the phrases of a language, and not the English ones in their place.
    #[must_use]
    pub fn is_of(&self, language: &Language) -> bool {
        self.language.primary() == language.primary()
    }

    /// The words that stand on a page as they are.
    #[must_use]
    pub fn words(&self) -> &'static Words {
        &self.table.words
    }

    /// “Page 2”.
    #[must_use]
    pub fn page_n(&self, page: usize) -> String {
        let number = dates::number(u32::try_from(page).unwrap_or(u32::MAX), &self.language);
        self.table.words.page_n.replace("{}", &number)
    }

    /// Who wrote a comment, where nobody says so.
    #[must_use]
    pub fn anonymous(&self) -> &'static str {
        &self.table.words.anonymous
    }

    /// What stands for a missing title.
    #[must_use]
    pub fn untitled(&self) -> &'static str {
        &self.table.untitled
    }

    /// The reading time: "two-minute read".
    #[must_use]
    pub fn reading_time(&self, minutes: u32) -> String {
        let form = dates::plural(minutes, &self.language);
        let forms = &self.table.reading;
        let pattern = forms.get(form).or_else(|| forms.get("other")).map_or("{n}", String::as_str);
        let spelled = minutes.checked_sub(1).and_then(|index| self.table.numbers.get(index as usize));
        let number = spelled.cloned().unwrap_or_else(|| dates::number(minutes, &self.language));
        pattern.replace("{n}", &number)
    }

    /// A day, as readers of the language write it.
    #[must_use]
    pub fn day(&self, moment: Moment) -> String {
        dates::day(moment, &self.language)
    }

    /// Names as the language joins them.
    #[must_use]
    pub fn list(&self, names: &[String]) -> String {
        dates::list(names, &self.language)
    }
}

fn english() -> Language {
    Language::parse("en").expect("“en” is a language tag")
}

fn around(pattern: &str) -> Around {
    let (before, after) = pattern.split_once("{}").unwrap_or((pattern, ""));
    Around { before: before.to_owned(), after: after.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(tag: &str) -> Phrases {
        Phrases::for_language(&Language::parse(tag).expect(tag))
    }

    #[test]
    fn every_table_is_complete_and_has_its_places_to_fill() {
        for tag in LANGUAGES {
            let phrases = phrases(tag);
            for pattern in [&phrases.table.written_by, &phrases.table.first_published, &phrases.table.updated]
            {
                assert_eq!(pattern.matches("{}").count(), 1, "{tag}: {pattern}");
            }
            for word in [phrases.tags(), phrases.links(), phrases.footnotes(), phrases.untitled()] {
                assert!(!word.trim().is_empty(), "{tag}");
            }
            let words = serde_json::to_value(phrases.words()).expect("words");
            for (key, word) in words.as_object().expect("a table") {
                let word = word.as_str().unwrap_or_default();
                assert!(!word.trim().is_empty(), "{tag}: {key}");
                assert_eq!(
                    word.contains("{}"),
                    matches!(key.as_str(), "page_n" | "results_n"),
                    "{tag}: {key}"
                );
            }
            assert!(phrases.table.reading.contains_key("other"), "{tag}");
            for minutes in [1, 2, 5, 11, 21, 100] {
                assert!(!phrases.reading_time(minutes).contains('{'), "{tag}");
            }
        }
    }

    #[test]
    fn the_reading_time_is_spelled_out_where_that_is_the_custom() {
        assert_eq!(phrases("en").reading_time(2), "two-minute read");
        assert_eq!(phrases("en-AU").reading_time(13), "13-minute read");
        assert_eq!(phrases("fa").reading_time(2), "۲ دقیقه مطالعه");
        assert_eq!(phrases("ru").reading_time(21), "21 минута чтения");
        assert_eq!(phrases("ru").reading_time(3), "3 минуты чтения");
    }

    #[test]
    fn a_language_without_a_table_reads_english_throughout() {
        let phrases = phrases("th");
        assert_eq!(phrases.tags(), "Tags");
        assert_eq!(phrases.day(Moment::parse("2026-03-01").expect("a date")), "March 1, 2026");
    }
}
