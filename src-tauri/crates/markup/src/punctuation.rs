//! Quotation marks, dashes and ellipses, set as the language sets them.
//!
//! What the author wrote inside code, formulas, addresses and raw HTML, and what is escaped with a backslash,
//! stays as it is. Marks the author set by hand stay too: only the marks of a typewriter are replaced.

mod marks;

use comrak::nodes::{Node, NodeValue};

use crate::emit::Setting;
use marks::{Marks, marks};

/// A stretch of a paragraph as the setting of marks sees it.
enum Part<'a> {
    /// Text that may be changed.
    Text(Node<'a>),
    /// Something in its place that stays: a letter for what counts as one, a space for a line break.
    Fixed(char),
}

/// Sets the punctuation of one paragraph, heading or cell.
pub(crate) fn set(node: Node<'_>, setting: &Setting<'_>) {
    if !setting.options.smart_punctuation {
        return;
    }
    let mut parts = Vec::new();
    let mut needed = false;
    let mut stack: Vec<Node<'_>> = node.reverse_children().collect();
    while let Some(node) = stack.pop() {
        match &node.data().value {
            NodeValue::Text(text) => {
                needed |= text.contains(['"', '\'', '-', '.', '!', '?', ';', ':']);
                parts.push(Part::Text(node));
            }
            NodeValue::SoftBreak | NodeValue::LineBreak => parts.push(Part::Fixed('\n')),
            NodeValue::HtmlInline(_) | NodeValue::FootnoteReference(_) => {}
            NodeValue::Link(link) if !shows_address(node, &link.url) => stack.extend(node.reverse_children()),
            NodeValue::Emph | NodeValue::Strong | NodeValue::Strikethrough => {
                stack.extend(node.reverse_children());
            }
            _ => parts.push(Part::Fixed('x')),
        }
    }
    if !needed {
        return;
    }
    let mut setter = Setter::new(setting.language);
    for (index, part) in parts.iter().enumerate() {
        match part {
            Part::Fixed(character) => setter.last = Some(*character),
            Part::Text(node) => {
                let after = parts[index + 1..].iter().find_map(first_of);
                let mut data = node.data_mut();
                if let NodeValue::Text(text) = &mut data.value
                    && let Some(set) = setter.set(text, after)
                {
                    *text = set.into();
                }
            }
        }
    }
}

/// Sets the punctuation of a text that stands alone.
pub(crate) fn string(text: &str, setting: &Setting<'_>) -> String {
    let set =
        setting.options.smart_punctuation.then(|| Setter::new(setting.language).set(text, None)).flatten();
    set.unwrap_or_else(|| text.to_owned())
}

fn first_of(part: &Part<'_>) -> Option<char> {
    match part {
        Part::Fixed(character) => Some(*character),
        Part::Text(node) => match &node.data().value {
            NodeValue::Text(text) => text.chars().next(),
            _ => None,
        },
    }
}

/// Whether a link shows its own address, as autolinks do.
fn shows_address(link: Node<'_>, address: &str) -> bool {
    link.first_child().is_some_and(|child| match &child.data().value {
        NodeValue::Text(text) => text.len() > 3 && address.ends_with(&**text),
        _ => false,
    })
}

struct Setter {
    marks: &'static Marks,
    /// French sets a narrow space before high punctuation where the author typed a space.
    french: bool,
    /// The character before, as written.
    last: Option<char>,
    /// Double and single quotation marks that are open.
    double: bool,
    single: bool,
}

impl Setter {
    fn new(language: &str) -> Self {
        Self { marks: marks(language), french: language == "fr", last: None, double: false, single: false }
    }

    /// Sets one text; `after` is what follows it. `None` where nothing changes.
    fn set(&mut self, text: &str, after: Option<char>) -> Option<String> {
        let mut plain = self.plain(text);
        if plain == text.len() {
            self.last = text.chars().next_back().or(self.last);
            return None;
        }
        let mut set = String::with_capacity(text.len() + 16);
        let mut rest = text;
        loop {
            if plain > 0 {
                set.push_str(&rest[..plain]);
                self.last = rest[..plain].chars().next_back();
                rest = &rest[plain..];
            }
            let Some(character) = rest.chars().next() else { break };
            let length = character.len_utf8();
            let next = rest[length..].chars().next().or(after);
            let taken = match character {
                '"' => self.double(&mut set, next),
                '\'' => self.single(&mut set, next, &rest[1..]),
                '-' if rest.starts_with("--") => dashes(&mut set, rest),
                '.' if rest.starts_with("...") => {
                    let run = rest.bytes().take_while(|byte| *byte == b'.').count();
                    if run == 3 {
                        set.push('…')
                    } else {
                        set.push_str(&rest[..run])
                    }
                    run
                }
                ' ' if self.french && next.is_some_and(|next| "!?;:»".contains(next)) => {
                    set.push(if next == Some(':') { '\u{a0}' } else { '\u{202f}' });
                    1
                }
                other => {
                    set.push(other);
                    length
                }
            };
            self.last = rest[..taken].chars().next_back();
            rest = &rest[taken..];
            plain = self.plain(rest);
        }
        (set != text).then_some(set)
    }

    /// How many bytes stand before the first that could be set otherwise.
    fn plain(&self, text: &str) -> usize {
        let bytes = text.as_bytes();
        let sets = |(at, byte): (usize, &u8)| match byte {
            b'"' | b'\'' => true,
            b'-' => bytes.get(at + 1) == Some(&b'-'),
            b'.' => bytes[at..].starts_with(b"..."),
            b' ' => self.french,
            _ => false,
        };
        bytes.iter().enumerate().position(sets).unwrap_or(bytes.len())
    }

    fn double(&mut self, set: &mut String, next: Option<char>) -> usize {
        let opens = self.opens(next, self.double);
        self.double = opens;
        set.push_str(if opens { self.marks.double.0 } else { self.marks.double.1 });
        1
    }

    fn single(&mut self, set: &mut String, next: Option<char>, rest: &str) -> usize {
        let letter_before = self.last.is_some_and(char::is_alphanumeric);
        let letter_after = next.is_some_and(char::is_alphanumeric);
        let apostrophe = letter_before && letter_after
            // ’90s, and words that begin with one.
            || !letter_before && next.is_some_and(|next| next.is_ascii_digit()) && !near(rest).contains('\'')
            || !letter_before && ELIDED.iter().any(|word| begins_with_word(rest, word));
        if apostrophe {
            set.push('’');
            return 1;
        }
        let opens = self.opens(next, self.single) && closes_later(rest);
        let closes = !opens && self.single;
        self.single = opens;
        set.push_str(match (opens, closes) {
            (true, _) => self.marks.single.0,
            (_, true) => self.marks.single.1,
            _ => "’",
        });
        1
    }

    /// Whether a mark opens: after a space, a dash or an opening bracket, before something.
    fn opens(&self, next: Option<char>, open: bool) -> bool {
        let after_gap = self.last.is_none_or(|last| last.is_whitespace() || "([{—–-/\"'«“„¿¡".contains(last));
        let before_gap = next.is_none_or(|next| next.is_whitespace() || ")]}.,;:!?…»".contains(next));
        match (after_gap, before_gap) {
            (true, false) => !(open && self.last.is_some_and(|last| "\"'".contains(last))),
            (false, _) => false,
            (true, true) => !open,
        }
    }
}

/// How far a quotation in single marks reaches at most, in bytes.
const REACH: usize = 2_000;

fn near(rest: &str) -> &str {
    &rest[..rest.floor_char_boundary(REACH)]
}

/// Whether a mark follows that can close a quotation.
fn closes_later(rest: &str) -> bool {
    let near = near(rest);
    near.match_indices('\'').any(|(at, _)| !near[at + 1..].starts_with(char::is_alphanumeric))
}

/// Words that begin with an apostrophe.
const ELIDED: [&str; 8] = ["tis", "twas", "twere", "em", "til", "cause", "n", "bout"];

fn begins_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        && !text[word.len()..].starts_with(char::is_alphanumeric)
}

/// Hyphens in a row: two make a short dash, three a long one; longer rows are drawn, not written.
fn dashes(set: &mut String, rest: &str) -> usize {
    let run = rest.bytes().take_while(|byte| *byte == b'-').count();
    match run {
        2 => set.push('–'),
        3 => set.push('—'),
        _ => set.push_str(&rest[..run]),
    }
    run
}

#[cfg(test)]
mod tests {
    use model::Language;

    use crate::{AsWritten, RenderOptions, render};

    fn set(language: &str, markdown: &str) -> String {
        let options = RenderOptions {
            language: Language::parse(language),
            smart_punctuation: true,
            ..RenderOptions::default()
        };
        let html = render(markdown, &options, &AsWritten).html();
        html.replace("<p dir=\"ltr\">", "<p>").trim_start_matches("<p>").trim_end_matches("</p>").to_owned()
    }

    #[test]
    fn each_language_has_its_own_marks() {
        for (language, set_as) in [
            ("en", "“Yes,” she said."),
            ("de", "„Yes,“ she said."),
            ("fr", "«\u{202f}Yes,\u{202f}» she said."),
            ("fa", "«Yes,» she said."),
            ("ar", "«Yes,» she said."),
            ("es", "«Yes,» she said."),
            ("pl", "„Yes,” she said."),
            ("sv", "”Yes,” she said."),
            ("ja", "「Yes,」 she said."),
            ("xx", "“Yes,” she said."),
        ] {
            assert_eq!(set(language, "\"Yes,\" she said."), set_as, "{language}");
        }
    }

    #[test]
    fn marks_are_told_from_apostrophes_and_nest() {
        assert_eq!(set("en", "It's 'a \"b\" c' -- the '90s... don't"), "It’s ‘a “b” c’ – the ’90s… don’t");
        assert_eq!(set("en", "\"*Emphasis*\" and *\"inside\"*"), "“<em>Emphasis</em>” and <em>“inside”</em>");
        assert_eq!(set("en", "(\"x\")---\"y\"!"), "(“x”)—“y”!");
        assert_eq!(set("en", "James' 'tis the dogs' bone"), "James’ ’tis the dogs’ bone");
        assert_eq!(set("en", "\"`x`\" \"[l](/u)\""), "“<code>x</code>” “<a href=\"/u\">l</a>”");
        assert_eq!(set("fr", "Vraiment ? Oui : non !"), "Vraiment\u{202f}? Oui\u{a0}: non\u{202f}!");
    }

    #[test]
    fn code_addresses_formulas_and_escaped_marks_stay() {
        assert_eq!(set("en", "`\"a\" -- b...`"), "<code>&quot;a&quot; -- b...</code>");
        assert_eq!(set("en", "\\\"a\\\" .... ----"), "&quot;a&quot; .... ----");
        assert_eq!(
            set("en", "https://a.example/x--y"),
            "<a href=\"https://a.example/x--y\">https://a.example/x--y</a>"
        );
        assert!(set("en", "<b title=\"x--y\">z</b>").contains("x--y"));
    }
}
