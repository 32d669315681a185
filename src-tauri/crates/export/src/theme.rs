//! Themes: MiniJinja templates, a style sheet and a `theme.toml`. Data, not code.
//!
//! A template decides how a page looks, never what is safe: every value is escaped for HTML whatever the
//! template says about it, except those that this crate marks as HTML itself (the rendered body, the contents
//! of `head`). A template cannot unmark, cannot read files, and has a limited number of steps.

use std::fmt;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use serde::{Deserialize, Serialize};

use crate::html;

/// Steps a template may take: about a hundred times what a long page needs.
const FUEL: u64 = 500_000;

/// What is wrong with a theme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ThemeError {
    /// There is no theme of this name.
    #[error("there is no theme “{0}”; choose one of: {1}")]
    Unknown(String, String),
    /// A file of the theme cannot be used.
    #[error("theme “{theme}”, {file}{}: {message}", line.map_or_else(String::new, |line| format!(", line {line}")))]
    File {
        /// The theme.
        theme: String,
        /// Which of its files.
        file: String,
        /// The line, from 1, where it is known.
        line: Option<usize>,
        /// What is wrong.
        message: String,
    },
}

/// What a theme says about itself, in its `theme.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Its name for people.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// Who made it.
    #[serde(default)]
    pub author: String,
}

/// A theme, ready to render.
pub struct Theme {
    name: String,
    about: About,
    templates: Environment<'static>,
    style: String,
}

/// A theme that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name in the publication's settings.
    pub name: String,
    /// What it says about itself.
    pub about: About,
}

/// The files of a built-in theme.
struct Embedded {
    name: &'static str,
    about: &'static str,
    style: &'static str,
    templates: &'static [(&'static str, &'static str)],
}

macro_rules! embedded {
    ($name:literal: $($template:literal),*; $($style:literal),*) => {
        Embedded {
            name: $name,
            about: include_str!(concat!("../themes/", $name, "/theme.toml")),
            style: concat!(
                $(include_str!(concat!("../themes/", $name, "/style/", $style))),*
            ),
            templates: &[$(($template, include_str!(concat!("../themes/", $name, "/", $template)))),*],
        }
    };
}

const BUILT_IN: &[Embedded] = &[embedded!(
    "news": "article.html", "masthead.html", "opening.html", "closing.html", "colophon.html";
    "page.css", "opening.css", "text.css", "closing.css"
)];

/// The built-in themes.
///
/// # Errors
/// [`ThemeError::File`] where one is broken, which a test rules out.
pub fn list() -> Result<Vec<Listed>, ThemeError> {
    BUILT_IN
        .iter()
        .map(|theme| Ok(Listed { name: theme.name.to_owned(), about: read_about(theme.name, theme.about)? }))
        .collect()
}

impl Theme {
    /// A built-in theme.
    ///
    /// # Errors
    /// [`ThemeError::Unknown`] where there is none of this name.
    pub fn built_in(name: &str) -> Result<Self, ThemeError> {
        let Some(theme) = BUILT_IN.iter().find(|theme| theme.name == name) else {
            let names: Vec<_> = BUILT_IN.iter().map(|theme| theme.name).collect();
            return Err(ThemeError::Unknown(name.to_owned(), names.join(", ")));
        };
        Self::from_files(theme.name, theme.about, theme.style, theme.templates.iter().copied())
    }

    /// A theme from the text of its files: `theme.toml`, the style sheet, and templates by file name, of which
    /// `article.html` must be one.
    ///
    /// # Errors
    /// [`ThemeError::File`] with file and line where one cannot be used.
    pub fn from_files<'a>(
        name: &str,
        about: &str,
        style: &str,
        templates: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, ThemeError> {
        let about = read_about(name, about)?;
        check_style(name, style)?;
        let mut environment = environment();
        for (file, source) in templates {
            environment
                .add_template_owned(file.to_owned(), source.to_owned())
                .map_err(|error| from_engine(name, file, &error))?;
        }
        if environment.get_template("article.html").is_err() {
            return Err(at_file(name, "article.html", None, "the file is missing"));
        }
        Ok(Self { name: name.to_owned(), about, templates: environment, style: minify(style) })
    }

    /// Its name in the publication's settings.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it says about itself.
    #[must_use]
    pub fn about(&self) -> &About {
        &self.about
    }

    /// The style sheet, as it stands in the page.
    #[must_use]
    pub fn style(&self) -> &str {
        &self.style
    }

    /// Renders one template.
    pub(crate) fn render(
        &self,
        template: &str,
        page: &impl Serialize,
        head: String,
        body: String,
    ) -> Result<String, ThemeError> {
        let values = context! {
            page => Value::from(Serde(page)),
            head => Value::from_safe_string(head),
            body => Value::from_safe_string(body),
        };
        let html = self
            .templates
            .get_template(template)
            .and_then(|template| template.render(values))
            .map_err(|error| from_engine(&self.name, template, &error))?;
        Ok(html)
    }
}

impl fmt::Debug for Theme {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Theme").field("name", &self.name).finish_non_exhaustive()
    }
}

/// An environment with nothing in it but what is harmless: no loader, no filter that marks text as safe, and a
/// formatter that escapes even where a template has switched escaping off.
fn environment() -> Environment<'static> {
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

fn read_about(theme: &str, source: &str) -> Result<About, ThemeError> {
    toml::from_str(source).map_err(|error| {
        let line = error.span().map(|span| source[..span.start.min(source.len())].matches('\n').count() + 1);
        at_file(theme, "theme.toml", line, error.message())
    })
}

/// A style sheet stands inside `<style>` and must not leave it, nor load anything from elsewhere.
fn check_style(theme: &str, style: &str) -> Result<(), ThemeError> {
    for (number, line) in style.lines().enumerate() {
        let lower = line.to_ascii_lowercase();
        let addresses =
            lower.match_indices("url(").map(|(at, _)| lower[at + 4..].trim_start_matches(['"', '\'', ' ']));
        let message = if lower.contains("</") || lower.contains("<!--") {
            "“</” and “<!--” cannot stand in a style sheet"
        } else if lower.contains("@import") || lower.contains("image-set(") || lower.contains('\\') {
            "a style sheet cannot import or escape; write it out in this file"
        } else if addresses.into_iter().any(|address| !address.starts_with("data:")) {
            "a style sheet can only use data: addresses"
        } else {
            continue;
        };
        return Err(at_file(theme, "style.css", Some(number + 1), message));
    }
    Ok(())
}

/// Takes comments, indentation and empty lines off a style sheet: readers' bytes.
fn minify(style: &str) -> String {
    let mut plain = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, comment)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    let lines = plain.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn at_file(theme: &str, file: &str, line: Option<usize>, message: &str) -> ThemeError {
    ThemeError::File { theme: theme.to_owned(), file: file.to_owned(), line, message: message.to_owned() }
}

fn from_engine(theme: &str, file: &str, error: &minijinja::Error) -> ThemeError {
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
