//! Formulas: LaTeX to MathML Core.

use std::sync::LazyLock;

use math_core::{LatexToMathML, MathDisplay};
use unicode_normalization::char::is_combining_mark;

/// The longest formula that is read, in bytes.
const LONGEST: usize = 10_000;

static CONVERTER: LazyLock<LatexToMathML> = LazyLock::new(LatexToMathML::default);

/// The MathML of a formula.
///
/// # Errors
/// What is wrong with the LaTeX, for the author.
pub(crate) fn mathml(latex: &str, display: bool) -> Result<String, String> {
    if latex.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} characters"));
    }
    if latex.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    let display = if display { MathDisplay::Block } else { MathDisplay::Inline };
    CONVERTER
        .convert_with_local_state(latex.trim(), display)
        .map(|result| checked(&result.mathml))
        .map_err(|error| error.to_string())
}

/// Brings MathML into the form that checkers take: no script level on tables, no sign that begins with a
/// combining character.
fn checked(mathml: &str) -> String {
    let mut checked = String::with_capacity(mathml.len());
    let mut rest = mathml;
    while let Some(end) = rest.find('>') {
        let (tag, after) = rest.split_at(end + 1);
        match tag.rfind("<mtable").and_then(|at| tag[at..].find(" scriptlevel=\"").map(|offset| at + offset))
        {
            Some(at) => {
                let value = at + " scriptlevel=\"".len();
                let past = tag[value..].find('"').map_or(tag.len(), |quote| value + quote + 1);
                checked.push_str(&tag[..at]);
                checked.push_str(&tag[past..]);
            }
            None => checked.push_str(tag),
        }
        rest = after;
        if let Some(first) = rest.chars().next().filter(|first| is_combining_mark(*first)) {
            checked.push(spacing(first));
            rest = &rest[first.len_utf8()..];
        }
    }
    checked.push_str(rest);
    checked
}

/// The sign that stands by itself where this one stands on another.
fn spacing(combining: char) -> char {
    match combining {
        '\u{300}' => '`',
        '\u{301}' => '´',
        '\u{302}' => '^',
        '\u{303}' => '~',
        '\u{304}' => '¯',
        '\u{305}' => '‾',
        '\u{306}' => '˘',
        '\u{307}' => '˙',
        '\u{308}' => '¨',
        '\u{30a}' => '˚',
        '\u{30c}' => 'ˇ',
        '\u{332}' => '_',
        '\u{338}' => '/',
        '\u{20d6}' => '←',
        '\u{20d7}' => '→',
        '\u{20db}' => '⋯',
        _ => '\u{25cc}',
    }
}

/// The MathML with our mark on each of its elements.
pub(crate) fn marked(mathml: &str, mark: &str) -> String {
    if mark.is_empty() {
        return mathml.to_owned();
    }
    let mut marked = String::with_capacity(mathml.len() * 2);
    let mut rest = mathml;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        marked.push_str(before);
        let name = tag[1..]
            .find(|character: char| !character.is_ascii_alphanumeric())
            .map_or(tag.len(), |end| end + 1);
        marked.push_str(&tag[..name]);
        if name > 1 {
            marked.push_str(mark);
        }
        rest = &tag[name..];
    }
    marked.push_str(rest);
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latex_becomes_mathml_that_checkers_take() {
        assert_eq!(mathml("x^2", false).as_deref(), Ok("<math><msup><mi>x</mi><mn>2</mn></msup></math>"));
        assert!(mathml("x", true).is_ok_and(|math| math.starts_with("<math display=\"block\">")));
        let matrix = mathml("\\begin{pmatrix} a \\\\ b \\end{pmatrix}", true).expect("a matrix");
        assert!(!matrix.contains("<mtable scriptlevel"), "{matrix}");
        let vector = mathml("\\vec{a} \\underline{b} \\overline{c} \\hat{d}", false).expect("accents");
        assert!(!vector.contains(">\u{20d7}") && !vector.contains(">\u{332}"), "{vector}");
    }

    #[test]
    fn what_is_no_latex_is_refused_with_a_reason() {
        for latex in ["", " ", "\\unknowncommand", "{", &"x".repeat(LONGEST + 1)] {
            assert!(mathml(latex, false).is_err_and(|reason| !reason.is_empty()), "{latex}");
        }
    }

    #[test]
    fn every_element_is_marked() {
        assert_eq!(
            marked("<math><mo>&lt;</mo></math>", " m=\"\""),
            "<math m=\"\"><mo m=\"\">&lt;</mo></math>"
        );
    }
}
