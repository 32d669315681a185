//! Themes: MiniJinja templates, style sheets and a `theme.toml`. Data, not code.
//!
//! A template decides how a page looks, never what is safe: every value is escaped for HTML whatever the
//! template says about it, except those that this crate marks as HTML itself (the rendered body, the contents
//! of `head`). A template cannot unmark, cannot read files, and has a limited number of steps.
//!
//! [`files`] has a theme's files and where they come from, [`options`] what a publication may choose, [`fonts`] the
//! type that comes with Galley, [`environment`] what a template may do.

mod about;
mod colour;
mod environment;
mod files;
pub mod fonts;
mod options;
mod style;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use minijinja::value::{Serde, Value};
use minijinja::{Environment, context};
use model::Language;
use serde::Serialize;

use crate::site::{Digest, Fingerprint};

pub use about::{About, Choice, OptionAbout, OptionKind, PictureSizes};
pub use colour::{Colour, Colours};
pub use files::{BUILT_IN, ThemeFiles, built_in_names};
pub use options::OptionProblem;

/// How to make a theme: a guide that stands beside every copy.
pub const GUIDE: &str = include_str!("../../themes/GUIDE.md");

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

/// A theme, ready to render.
#[derive(Clone)]
pub struct Theme {
    name: String,
    about: Arc<About>,
    templates: Environment<'static>,
    /// Its style sheets and that of highlighted code, made small, without what the options add.
    sheet: Arc<str>,
    /// The sheet with what the options add, but for fonts.
    style: Arc<str>,
    options: BTreeMap<String, String>,
    /// Over all its files.
    files: Fingerprint,
}

impl Theme {
    /// A built-in theme with its options as they are.
    ///
    /// # Errors
    /// [`ThemeError::Unknown`] where there is none of this name.
    pub fn built_in(name: &str) -> Result<Self, ThemeError> {
        match ThemeFiles::built_in(name) {
            Some(files) => Self::from_files(name, &files),
            None => Err(ThemeError::Unknown(name.to_owned(), built_in_names().join(", "))),
        }
    }

    /// A theme from its files: `theme.toml`, the style sheets that it names, and templates, of which `article.html`
    /// must be one. A theme that extends a built-in one has that one's templates and style sheets where it has
    /// none of its own; one that extends none has the other pages and their parts from the first of them.
    ///
    /// # Errors
    /// [`ThemeError::File`] with file and line where one cannot be used.
    pub fn from_files(name: &str, own: &ThemeFiles) -> Result<Self, ThemeError> {
        let about = about::read(name, own)?;
        let base = match &about.extends {
            Some(extended) => Some(ThemeFiles::built_in(extended).ok_or_else(|| {
                let names = built_in_names().join(", ");
                let message = format!("“extends” names no built-in theme; there are: {names}");
                at_file(name, files::ABOUT, own.line_of(files::ABOUT, "extends"), &message)
            })?),
            None => None,
        };
        let about = match &base {
            Some(base) => about.over(&about::read(name, base)?),
            None => about,
        };
        let sheet = style::read(name, &about, own, base.as_ref())?;
        let mut templates = environment::environment();
        let first = built_in_names().first().and_then(|name| ThemeFiles::built_in(name));
        let inherited = base.as_ref().or(first.as_ref());
        let needed = base.iter().chain([own]).any(|files| files.get("article.html").is_some());
        if !needed {
            return Err(at_file(name, "article.html", None, "the file is missing"));
        }
        for (file, source) in inherited.into_iter().chain([own]).flat_map(ThemeFiles::templates) {
            templates
                .add_template_owned(file.to_owned(), source.to_owned())
                .map_err(|error| environment::to_theme_error(name, file, &error))?;
        }
        let mut theme = Self {
            name: name.to_owned(),
            about: Arc::new(about),
            templates,
            sheet: sheet.into(),
            style: "".into(),
            options: BTreeMap::new(),
            files: inherited
                .into_iter()
                .chain([own])
                .flat_map(ThemeFiles::iter)
                .fold(Digest::of("files"), |digest, (path, text)| digest.text(path).text(text))
                .finish(),
        };
        theme.choose(&BTreeMap::new());
        Ok(theme)
    }

    /// The same theme with what a publication chose. What cannot be used is a problem, and the theme's own value
    /// stays.
    #[must_use]
    pub fn with_options(&self, chosen: &BTreeMap<String, String>) -> (Self, Vec<OptionProblem>) {
        let mut theme = self.clone();
        let problems = theme.choose(chosen);
        (theme, problems)
    }

    fn choose(&mut self, chosen: &BTreeMap<String, String>) -> Vec<OptionProblem> {
        let (mut values, problems) = options::settle(&self.about, chosen);
        // The pages that a theme does not make itself ask for it.
        values.entry("layout".to_owned()).or_default();
        self.style = format!("{}{}", self.sheet, options::style(&self.about, &values)).into();
        self.options = values;
        problems
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

    /// The options in force, by name.
    #[must_use]
    pub fn options(&self) -> &BTreeMap<String, String> {
        &self.options
    }

    /// The style sheet of a page that stands alone. Type that is not on the reader's machine is in it only where
    /// the publication asked for that, and only as much as the language needs.
    #[must_use]
    pub fn style_of_page(&self, language: &Language) -> String {
        let embedded = self.options.get(options::EMBED_FONTS).is_some_and(|value| value == options::YES);
        let faces = if embedded { fonts::inside(self.fonts(), language) } else { String::new() };
        format!("{}{faces}", self.style)
    }

    /// The style sheet of a site whose fonts lie in the folder `fonts`, as seen from the style sheet: ends in a
    /// slash or is empty.
    #[must_use]
    pub fn style_of_site(&self, fonts: &str) -> String {
        format!("{}{}", self.style, fonts::beside(self.fonts(), fonts))
    }

    /// The fonts that a site needs beside its style sheet.
    #[must_use]
    pub fn fonts(&self) -> &'static [fonts::Font] {
        let pair = self.options.get(options::TYPE).map(String::as_str).unwrap_or_default();
        fonts::pair(pair).map_or(&[], |pair| pair.fonts)
    }

    /// What tells it from every other theme: its files, and the options that were chosen.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        let mut digest = Digest::of("theme").print(self.files).text(&self.style);
        for (name, value) in &self.options {
            digest = digest.text(name).text(value);
        }
        digest.finish()
    }

    /// Whether it has a template of this name.
    #[must_use]
    pub fn has(&self, template: &str) -> bool {
        self.templates.get_template(template).is_ok()
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
            .map_err(|error| environment::to_theme_error(&self.name, template, &error))?;
        Ok(html)
    }
}

impl fmt::Debug for Theme {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Theme").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A mistake in a file of a theme.
fn at_file(theme: &str, file: &str, line: Option<usize>, message: &str) -> ThemeError {
    ThemeError::File { theme: theme.to_owned(), file: file.to_owned(), line, message: message.to_owned() }
}
