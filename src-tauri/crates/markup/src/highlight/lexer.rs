//! A small lexer for the languages that most code in articles is written in.
//!
//! It tells comments, strings, numbers and words apart in one pass over the bytes: a fiftieth of the time that
//! syntax definitions made of regular expressions take, and enough for the few classes there are. Languages
//! that it does not know are left to those definitions.

use super::languages::Language;

/// Indices into [`super::CLASSES`].
pub(super) const COMMENT: usize = 0;
pub(super) const KEYWORD: usize = 1;
pub(super) const STRING: usize = 2;
pub(super) const NUMBER: usize = 3;
pub(super) const CONSTANT: usize = 4;
pub(super) const FUNCTION: usize = 5;
pub(super) const TYPE: usize = 6;
pub(super) const ATTRIBUTE: usize = 7;
pub(super) const TAG: usize = 8;
pub(super) const VARIABLE: usize = 9;
pub(super) const INSERTED: usize = 10;
pub(super) const DELETED: usize = 11;
pub(super) const HEADING: usize = 12;

/// Takes code apart: `token` is called with each stretch and its class, from the first to the last.
pub(super) fn lex<'c>(code: &'c str, language: &Language, token: &mut dyn FnMut(&'c str, Option<usize>)) {
    let mut at = 0;
    while at < code.len() {
        let (length, class) = next(code, at, language);
        let end = (at + length.max(1)).min(code.len());
        token(&code[at..end], class);
        at = end;
    }
}

/// The length and the class of the token that begins at `at`, which is where a character begins.
fn next(code: &str, at: usize, language: &Language) -> (usize, Option<usize>) {
    let rest = &code[at..];
    let bytes = rest.as_bytes();
    let first = bytes[0];
    if first.is_ascii_whitespace() {
        return (span(bytes, |byte| byte.is_ascii_whitespace()), None);
    }
    if starts_line_comment(code, at, language) {
        return (line_end(bytes), Some(COMMENT));
    }
    if let Some((open, close)) = language.block_comment
        && rest.starts_with(open)
    {
        return (block_end(rest, open, close, language.nested_comments), Some(COMMENT));
    }
    if let Some(found) = string(rest, language) {
        return (found, Some(STRING));
    }
    if first.is_ascii_digit() || first == b'.' && bytes.get(1).is_some_and(u8::is_ascii_digit) {
        return (number(bytes), Some(NUMBER));
    }
    if let Some(found) = marked(rest, language) {
        return found;
    }
    if is_word(first) {
        let length = span(bytes, |byte| {
            is_word(byte) || byte.is_ascii_digit() || byte == b'$' && language.dollar_words
        });
        return (length, word_class(&rest[..length], &rest[length..], language));
    }
    (rest.chars().next().map_or(1, char::len_utf8), None)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

fn span(bytes: &[u8], holds: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|byte| !holds(*byte)).unwrap_or(bytes.len())
}

fn line_end(bytes: &[u8]) -> usize {
    span(bytes, |byte| byte != b'\n')
}

fn starts_line_comment(code: &str, at: usize, language: &Language) -> bool {
    let begins = language.line_comments.iter().find(|mark| code[at..].starts_with(**mark));
    // In a shell a `#` within a word is none: `$#`, `a#b`.
    begins.is_some_and(|mark| {
        *mark != "#"
            || at == 0
            || code.as_bytes()[at - 1].is_ascii_whitespace()
            || b";()[]{},".contains(&code.as_bytes()[at - 1])
    })
}

fn block_end(rest: &str, open: &str, close: &str, nested: bool) -> usize {
    let mut depth = 1;
    let mut at = open.len();
    while at < rest.len() {
        let tail = &rest.as_bytes()[at..];
        if tail.starts_with(close.as_bytes()) {
            at += close.len();
            depth -= 1;
            if depth == 0 {
                return at;
            }
        } else if nested && tail.starts_with(open.as_bytes()) {
            at += open.len();
            depth += 1;
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// The length of the string that `rest` begins with.
fn string(rest: &str, language: &Language) -> Option<usize> {
    let bytes = rest.as_bytes();
    let prefix = if language.string_prefixes.is_empty() {
        0
    } else {
        let letters =
            span(&bytes[..bytes.len().min(3)], |byte| language.string_prefixes.as_bytes().contains(&byte));
        if matches!(bytes.get(letters), Some(b'"' | b'\'' | b'#')) { letters } else { 0 }
    };
    let raw = bytes[..prefix].contains(&b'r');
    if language.raw_hashes && raw {
        let hashes = span(&bytes[prefix..], |byte| byte == b'#');
        if bytes.get(prefix + hashes) == Some(&b'"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let body = prefix + hashes + 1;
            return Some(rest[body..].find(&close).map_or(rest.len(), |found| body + found + close.len()));
        }
        return None;
    }
    let quoted = &rest[prefix..];
    let quote = language.quotes.iter().find(|quote| quoted.starts_with(quote.mark))?;
    if quote.mark == "'" && language.lifetimes && !is_character(quoted) {
        return None;
    }
    let mark = quote.mark.as_bytes();
    let body = &quoted.as_bytes()[mark.len()..];
    let mut at = 0;
    while at < body.len() {
        if body[at] == b'\\' && quote.escapes {
            at += 2;
        } else if body[at..].starts_with(mark) {
            return Some(prefix + mark.len() + at + mark.len());
        } else if body[at] == b'\n' && !quote.lines {
            return Some(prefix + mark.len() + at);
        } else {
            at += 1;
        }
    }
    Some(rest.len())
}

/// Whether a single mark begins a character rather than a lifetime.
fn is_character(rest: &str) -> bool {
    let mut characters = rest.chars().skip(1);
    match characters.next() {
        Some('\\') => true,
        Some(_) => characters.next() == Some('\''),
        None => false,
    }
}

fn number(bytes: &[u8]) -> usize {
    let mut at = 0;
    while at < bytes.len() {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        let goes_on = match bytes[at] {
            b'.' => next.is_ascii_digit(),
            b'+' | b'-' => {
                matches!(bytes[at - 1], b'e' | b'E') && next.is_ascii_digit() && !bytes.starts_with(b"0x")
            }
            byte => byte.is_ascii_alphanumeric() || byte == b'_',
        };
        if !goes_on {
            break;
        }
        at += 1;
    }
    at
}

/// Attributes, decorators, variables and the like: what is known by a mark before it.
fn marked(rest: &str, language: &Language) -> Option<(usize, Option<usize>)> {
    let bytes = rest.as_bytes();
    let word_after = |from: usize| from + span(&bytes[from..], |byte| is_word(byte) || byte.is_ascii_digit());
    match bytes[0] {
        b'#' if language.hash_attributes && (rest.starts_with("#[") || rest.starts_with("#![")) => {
            Some((rest.find(']').map_or_else(|| line_end(bytes), |end| end + 1), Some(ATTRIBUTE)))
        }
        b'#' if language.directives => Some((word_after(1), Some(KEYWORD))),
        b'@' if language.decorators && bytes.get(1).is_some_and(|byte| is_word(*byte)) => {
            Some((word_after(1), Some(ATTRIBUTE)))
        }
        b'$' if language.variables => {
            let length = match bytes.get(1) {
                Some(b'{') => rest.find('}').map_or(2, |end| end + 1),
                Some(b'(') | None => 1,
                Some(byte) if is_word(*byte) => word_after(1),
                Some(byte) if b"#?@*!$-0123456789".contains(byte) => 2,
                Some(_) => 1,
            };
            Some((length, (length > 1).then_some(VARIABLE)))
        }
        _ => None,
    }
}

fn word_class(word: &str, after: &str, language: &Language) -> Option<usize> {
    let known = |list: &[&str]| {
        if language.any_case {
            list.contains(&word.to_ascii_lowercase().as_str())
        } else {
            list.contains(&word)
        }
    };
    if known(language.keywords) {
        return Some(KEYWORD);
    }
    if known(language.constants) {
        return Some(CONSTANT);
    }
    if known(language.types) {
        return Some(TYPE);
    }
    let calls =
        after.starts_with('(') || language.macros && after.starts_with('!') && !after.starts_with("!=");
    if calls && language.calls {
        return Some(FUNCTION);
    }
    let mut letters = word.bytes();
    let capital = letters.next().is_some_and(|byte| byte.is_ascii_uppercase());
    if capital && language.capital_types {
        let shouted = word.len() > 1 && word.bytes().all(|byte| !byte.is_ascii_lowercase());
        return Some(if shouted { CONSTANT } else { TYPE });
    }
    if language.keys && after.trim_start_matches(' ').starts_with(':') {
        return Some(ATTRIBUTE);
    }
    None
}

/// Takes HTML or XML apart. Scripts and styles inside are not looked into.
pub(super) fn markup<'c>(code: &'c str, token: &mut dyn FnMut(&'c str, Option<usize>)) {
    let mut at = 0;
    while at < code.len() {
        let rest = &code[at..];
        let (length, class) = if rest.starts_with("<!--") {
            (block_end(rest, "<!--", "-->", false), Some(COMMENT))
        } else if rest.starts_with('<')
            && rest[1..].starts_with(|it: char| it.is_ascii_alphabetic() || "/!?".contains(it))
        {
            at += tag(rest, token);
            continue;
        } else if rest.starts_with('&') {
            let end = rest.bytes().take(40).position(|byte| byte == b';').map_or(1, |end| end + 1);
            (end, (end > 2 && !rest[..end].contains(char::is_whitespace)).then_some(CONSTANT))
        } else {
            (
                1 + rest.as_bytes()[1..]
                    .iter()
                    .position(|byte| matches!(byte, b'<' | b'&'))
                    .unwrap_or(rest.len() - 1),
                None,
            )
        };
        token(&rest[..length], class);
        at += length;
    }
}

/// Takes a tag apart and answers with its length.
fn tag<'c>(rest: &'c str, token: &mut dyn FnMut(&'c str, Option<usize>)) -> usize {
    let bytes = rest.as_bytes();
    let opening = 1 + span(&bytes[1..], |byte| b"/!?".contains(&byte));
    let named = opening
        + span(&bytes[opening..], |byte| is_word(byte) || byte.is_ascii_digit() || b"-:.".contains(&byte));
    token(&rest[..opening], None);
    token(&rest[opening..named], Some(TAG));
    let mut at = named;
    while at < rest.len() {
        let here = &bytes[at..];
        let (length, class) = match here[0] {
            b'>' => {
                token(&rest[at..=at], None);
                return at + 1;
            }
            mark @ (b'"' | b'\'') => (
                here[1..].iter().position(|byte| *byte == mark).map_or(here.len(), |end| end + 2),
                Some(STRING),
            ),
            byte if is_word(byte) || b"@:.".contains(&byte) => (
                span(here, |byte| is_word(byte) || byte.is_ascii_digit() || b"-:.@".contains(&byte)),
                Some(ATTRIBUTE),
            ),
            b'<' => return at,
            _ => (1, None),
        };
        token(&rest[at..at + length], class);
        at += length;
    }
    rest.len()
}

/// Takes a patch apart, line by line.
pub(super) fn patch<'c>(code: &'c str, token: &mut dyn FnMut(&'c str, Option<usize>)) {
    for line in code.split_inclusive('\n') {
        let heads = ["+++", "---", "@@", "diff ", "index "];
        let class = if heads.iter().any(|head| line.starts_with(head)) {
            Some(HEADING)
        } else {
            match line.as_bytes().first() {
                Some(b'+') => Some(INSERTED),
                Some(b'-') => Some(DELETED),
                _ => None,
            }
        };
        token(line, class);
    }
}
