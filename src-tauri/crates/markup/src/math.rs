//! Formulas: LaTeX to MathML Core.

use std::sync::LazyLock;

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

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
        .map(|result| result.mathml)
        .map_err(|error| error.to_string())
}

/// The MathML with our mark on each of its elements.
pub(crate) fn marked(mathml: &str, mark: &str) -> String {
    let _: &MathCoreConfig = &MathCoreConfig::default();
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
