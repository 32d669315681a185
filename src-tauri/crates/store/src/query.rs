//! What an author types into the search field. Never an error: what is not understood is searched as words.
//!
//! Words all have to be there, the last one as a beginning; `"a phrase"`; `-not`; `OR` between alternatives
//! (each side of it is a question of its own); `tag:` `status:` `author:` `section:` `lang:` `before:` `after:`; `is:`
//! page, post, changed, broken; `in:title`.

use model::{Kind, Language, Moment, Status};

use crate::fold;
use crate::list::LiveState;

/// A question: alternatives, each a list of conditions that all have to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Query {
    pub(crate) alternatives: Vec<Vec<Condition>>,
    /// Whether only titles are searched.
    pub(crate) in_title: bool,
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Condition {
    pub(crate) what: What,
    /// Whether it must not hold.
    pub(crate) not: bool,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// Words in this order.
    Words(Words),
    /// A tag, folded.
    Tag(String),
    /// Part of an author's name, folded.
    Author(String),
    /// An author's whole name, folded.
    AuthorIs(String),
    /// A section, folded.
    Section(String),
    /// Sections as they are written, a list in JSON.
    Sections(String),
    /// Posts or pages.
    Kind(Kind),
    /// What readers see.
    Live(LiveState),
    /// A link to an own article that leads nowhere.
    BrokenLinks,
    /// A status.
    Status(Status),
    /// A language, with or without a region.
    Language(Language),
    /// A date before this moment.
    Before(Moment),
    /// A date not before this moment.
    After(Moment),
}

/// Folded words in a row, the last one perhaps only as a beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) tokens: Vec<String>,
    pub(crate) prefix: bool,
}

/// How many conditions of a question count; SQLite sets a limit to what can be asked at once.
const MOST_CONDITIONS: usize = 64;

/// Reads a question.
pub(crate) fn parse(text: &str) -> Query {
    let mut alternatives = vec![Vec::new()];
    let mut in_title = false;
    let mut pieces = pieces(text);
    pieces.truncate(MOST_CONDITIONS);
    let last_word = pieces.iter().rposition(|piece| !piece.quoted && piece.text != "OR");
    for (index, piece) in pieces.iter().enumerate() {
        let last = last_word == Some(index) && index + 1 == pieces.len();
        if !piece.quoted && !piece.not && piece.field.is_none() && piece.text == "OR" {
            alternatives.push(Vec::new());
            continue;
        }
        if piece.field.as_deref() == Some("in") && piece.text.eq_ignore_ascii_case("title") && !piece.not {
            in_title = true;
            continue;
        }
        let what = piece.filter().or_else(|| {
            let mut words = piece.field.clone().unwrap_or_default();
            words.push(' ');
            words.push_str(&piece.text);
            let tokens: Vec<String> =
                fold::tokens(&words).map(|token| token.text).take(MOST_CONDITIONS).collect();
            let prefix = last && !piece.quoted && !piece.not;
            (!tokens.is_empty()).then_some(What::Words(Words { tokens, prefix }))
        });
        if let (Some(what), Some(conditions)) = (what, alternatives.last_mut()) {
            conditions.push(Condition { what, not: piece.not });
        }
    }
    alternatives.retain(|conditions| !conditions.is_empty());
    Query { alternatives, in_title }
}

impl Query {
    /// Asks for more in every alternative.
    pub(crate) fn narrow(&mut self, conditions: &[Condition]) {
        for alternative in &mut self.alternatives {
            alternative.extend_from_slice(conditions);
        }
    }

    /// All words that are looked for, for showing where they stand.
    pub(crate) fn words(&self) -> Vec<&Words> {
        let conditions = self.alternatives.iter().flatten();
        conditions
            .filter_map(|condition| match &condition.what {
                What::Words(words) if !condition.not => Some(words),
                _ => None,
            })
            .collect()
    }
}

/// A piece of a question between spaces, or between quotation marks.
#[derive(Debug, Default)]
struct Piece {
    not: bool,
    field: Option<String>,
    text: String,
    quoted: bool,
}

impl Piece {
    fn filter(&self) -> Option<What> {
        let folded = || Some(fold::folded(&self.text)).filter(|text| !text.is_empty());
        match self.field.as_deref()?.to_ascii_lowercase().as_str() {
            "tag" => folded().map(What::Tag),
            "author" => folded().map(What::Author),
            "section" => folded().map(What::Section),
            "is" => state(&self.text),
            "status" => Status::parse(&self.text).map(What::Status),
            "lang" | "language" => Language::parse(&self.text).map(What::Language),
            "before" => first_of(&self.text).map(What::Before),
            "after" => first_of(&self.text).map(What::After),
            _ => None,
        }
    }
}

/// What an article is, in a word.
fn state(word: &str) -> Option<What> {
    Some(match word.to_ascii_lowercase().as_str() {
        "page" => What::Kind(Kind::Page),
        "post" => What::Kind(Kind::Post),
        "changed" => What::Live(LiveState::Changed),
        "broken" => What::BrokenLinks,
        _ => return None,
    })
}

/// The first moment of a year, a month or a day: `2026`, `2026-03`, `2026-03-09`; or the moment itself.
fn first_of(date: &str) -> Option<Moment> {
    let rest = match date.len() {
        4 => "-01-01T00:00:00Z",
        7 => "-01T00:00:00Z",
        10 => "T00:00:00Z",
        _ => "",
    };
    Moment::parse(&format!("{date}{rest}"))
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let mut piece = Piece::default();
        if first == '-' && rest[1..].starts_with(|next: char| !next.is_whitespace() && next != '-') {
            piece.not = true;
            rest = &rest[1..];
        }
        let end = rest.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(rest.len());
        if let Some((field, _)) = rest[..end].split_once(':')
            && !field.is_empty()
            && field.bytes().all(|byte| byte.is_ascii_alphabetic())
        {
            piece.field = Some(field.to_owned());
            rest = &rest[field.len() + 1..];
        }
        if let Some(quote) = rest.chars().next().filter(|c| is_quote(*c)) {
            let inside = &rest[quote.len_utf8()..];
            let end = inside.find(is_quote).unwrap_or(inside.len());
            piece.quoted = true;
            inside[..end].clone_into(&mut piece.text);
            let after = inside[end..].chars().next().map_or(0, char::len_utf8);
            rest = &inside[end + after..];
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(rest.len());
            rest[..end].clone_into(&mut piece.text);
            rest = &rest[end..];
        }
        if !piece.text.is_empty() || piece.field.is_some() {
            pieces.push(piece);
        }
        rest = rest.trim_start();
    }
    pieces
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '«' | '»')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(tokens: &[&str], prefix: bool) -> What {
        What::Words(Words { tokens: tokens.iter().map(|token| (*token).to_owned()).collect(), prefix })
    }

    fn only(text: &str) -> Vec<(What, bool)> {
        let query = parse(text);
        assert_eq!(query.alternatives.len(), 1, "{text}");
        query.alternatives.into_iter().flatten().map(|condition| (condition.what, condition.not)).collect()
    }

    #[test]
    fn words_are_all_needed_and_the_last_is_a_beginning() {
        assert_eq!(
            only("Río Grande bri"),
            [
                (words(&["rio"], false), false),
                (words(&["grande"], false), false),
                (words(&["bri"], true), false)
            ]
        );
    }

    #[test]
    fn phrases_exclusions_and_filters_are_understood() {
        assert_eq!(
            only("\"old bridge\" -lamp tag:\"City Life\" status:draft lang:fa author:Ada"),
            [
                (words(&["old", "bridge"], false), false),
                (words(&["lamp"], false), true),
                (What::Tag("city life".into()), false),
                (What::Status(Status::Draft), false),
                (What::Language(Language::parse("fa").expect("a tag")), false),
                (What::Author("ada".into()), false),
            ]
        );
        let query = parse("in:title bridge OR tower");
        assert!(query.in_title);
        assert_eq!(query.alternatives.len(), 2);
    }

    #[test]
    fn sections_and_states_are_understood() {
        assert_eq!(
            only("section:\"City Life\" is:page -is:Changed is:odd"),
            [
                (What::Section("city life".into()), false),
                (What::Kind(Kind::Page), false),
                (What::Live(LiveState::Changed), true),
                (words(&["is", "odd"], true), false),
            ]
        );
    }

    #[test]
    fn dates_are_years_months_or_days() {
        let at = |text| Moment::parse(text).expect("a moment");
        assert_eq!(only("before:2026"), [(What::Before(at("2026-01-01T00:00:00Z")), false)]);
        assert_eq!(only("-after:2026-03"), [(What::After(at("2026-03-01T00:00:00Z")), true)]);
        assert_eq!(only("after:2026-03-09"), [(What::After(at("2026-03-09T00:00:00Z")), false)]);
        assert_eq!(only("before:spring"), [(words(&["before", "spring"], true), false)]);
    }

    #[test]
    fn what_is_not_understood_is_searched_as_words() {
        assert_eq!(only("status:nonsense"), [(words(&["status", "nonsense"], true), false)]);
        assert_eq!(only("\"open phrase"), [(words(&["open", "phrase"], false), false)]);
        for text in [
            "", "OR", "OR OR", "\"\"", "-", "--", "* ( )", "tag:", "(((", "NEAR(", "\"", "a:\"", "«", "-\"",
            ":",
        ] {
            let query = parse(text);
            assert!(query.alternatives.len() <= 1, "{text}: {query:?}");
        }
    }
}
