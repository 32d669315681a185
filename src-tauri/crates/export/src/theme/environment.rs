//! What a template may do: put values in places, and nothing else.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

use super::{ThemeError, at_file};
use crate::html;

/// Steps a template may take: about a hundred times what a long page needs.
const FUEL: u64 = 500_000;

/// An environment with nothing in it but what is harmless: no loader, no filter that marks text as safe, and a
/// formatter that escapes even where a template has switched escaping off.
pub fn environment() -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(64);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.expect("the usual delimiters are valid"));
    environment.set_debug(false);
    environment.set_formatter(|out, _, value| {
        if value.is_safe() {
            return out.write_str(value.as_str().unwrap_or_default()).map_err(Into::into);
        }
        let text = match value.kind() {
            ValueKind::None => return Ok(()),
            _ => value.to_string(),
        };
        out.write_str(&html::escape(&text)).map_err(Into::into)
    });
    environment.add_filter("length", minijinja::filters::length);
    environment.add_filter("upper", minijinja::filters::upper);
    environment.add_filter("lower", minijinja::filters::lower);
    environment.add_filter("trim", minijinja::filters::trim);
    environment.add_filter("first", minijinja::filters::first);
    environment.add_filter("last", minijinja::filters::last);
    environment
}

/// A template's mistake, with the file and line where it is.
pub fn to_theme_error(theme: &str, file: &str, error: &minijinja::Error) -> ThemeError {
    // The innermost error names the file and line where it happened, the outer ones who included it.
    let mut innermost = error;
    while let Some(source) = std::error::Error::source(innermost).and_then(|source| source.downcast_ref()) {
        innermost = source;
    }
    let message = match innermost.detail() {
        Some(detail) => format!("{}: {detail}", innermost.kind()),
        None => innermost.kind().to_string(),
    };
    at_file(theme, innermost.name().unwrap_or(file), innermost.line(), &message)
}
