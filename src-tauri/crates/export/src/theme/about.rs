//! What a theme says about itself, in its `theme.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::colour::{self, Colours};
use super::files::ABOUT;
use super::{ThemeError, ThemeFiles, at_file, fonts};

/// What a theme says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its name for people.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// Who made it.
    pub author: String,
    /// The built-in theme it takes over what it does not have itself.
    pub extends: Option<String>,
    /// Its style sheets, in order.
    pub styles: Vec<String>,
    /// What schema.org calls its articles: `NewsArticle`, `BlogPosting` or `Article`.
    pub article_type: String,
    /// How wide pictures are shown.
    pub pictures: PictureSizes,
    /// What a publication may choose, by name.
    pub options: BTreeMap<String, OptionAbout>,
}

/// How wide pictures are shown, in the words of the attribute `sizes`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureSizes {
    /// The lead picture of an article.
    pub lead: String,
    /// Pictures in the text.
    pub text: String,
    /// Pictures on cards.
    pub card: String,
}

/// Something a publication may choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionAbout {
    /// What people read.
    pub label: String,
    /// Among what.
    pub kind: OptionKind,
    /// What holds until somebody chooses.
    pub default: String,
}

/// Among what a publication chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionKind {
    /// A colour for text on this ground, light and dark.
    Colour {
        /// The ground that its contrast is measured against.
        on: Colours,
    },
    /// One of the type pairs that come with Galley.
    Type,
    /// One of several.
    Choice(Vec<Choice>),
}

/// One of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the publication stores.
    pub value: String,
    /// What people read.
    pub label: String,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: String,
    description: String,
    #[serde(default)]
    author: String,
    extends: Option<String>,
    styles: Option<Vec<String>>,
    article_type: Option<String>,
    pictures: Option<PictureSizes>,
    #[serde(default)]
    options: BTreeMap<String, WrittenOption>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenOption {
    label: String,
    #[serde(rename = "type")]
    kind: String,
    default: String,
    on: Option<String>,
    choices: Option<Vec<(String, String)>>,
}

const ARTICLE_TYPES: [&str; 3] = ["NewsArticle", "BlogPosting", "Article"];

/// Reads and checks `theme.toml`.
pub fn read(theme: &str, files: &ThemeFiles) -> Result<About, ThemeError> {
    let Some(source) = files.get(ABOUT) else {
        return Err(at_file(theme, ABOUT, None, "the file is missing"));
    };
    let written: Written = toml::from_str(source).map_err(|error| {
        let line = error.span().map(|span| source[..span.start.min(source.len())].matches('\n').count() + 1);
        at_file(theme, ABOUT, line, error.message())
    })?;
    let article_type = written.article_type.unwrap_or_else(|| "Article".to_owned());
    if !ARTICLE_TYPES.contains(&article_type.as_str()) {
        let message = format!("“article_type” is one of {}", ARTICLE_TYPES.join(", "));
        return Err(at_file(theme, ABOUT, files.line_of(ABOUT, "article_type"), &message));
    }
    let mut options = BTreeMap::new();
    for (name, option) in written.options {
        let read = option_about(&name, option).map_err(|message| {
            at_file(theme, ABOUT, files.line_of(ABOUT, &format!("[options.{name}]")), &message)
        })?;
        options.insert(name, read);
    }
    let default_styles = || match written.extends {
        Some(_) if files.get("style.css").is_none() => Vec::new(),
        _ => vec!["style.css".to_owned()],
    };
    Ok(About {
        title: written.title,
        description: written.description,
        author: written.author,
        styles: written.styles.clone().unwrap_or_else(default_styles),
        extends: written.extends,
        article_type,
        pictures: written.pictures.unwrap_or_else(|| PictureSizes {
            lead: "100vw".to_owned(),
            text: "(min-width: 44rem) 40rem, 100vw".to_owned(),
            card: "(min-width: 44rem) 20rem, 100vw".to_owned(),
        }),
        options,
    })
}

fn option_about(name: &str, written: WrittenOption) -> Result<OptionAbout, String> {
    if !name.starts_with(|c: char| c.is_ascii_lowercase())
        || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    {
        return Err(format!("“{name}” cannot name an option; use a to z, digits and _"));
    }
    let kind = match written.kind.as_str() {
        "colour" => {
            let on = written.on.as_deref().ok_or("a colour needs “on”, the ground that it stands on")?;
            OptionKind::Colour { on: colour::read_ground(on)? }
        }
        "type" => OptionKind::Type,
        "choice" => {
            let choices = written.choices.filter(|choices| !choices.is_empty());
            let choices = choices.ok_or("a choice needs “choices”, a list of [value, label]")?;
            OptionKind::Choice(choices.into_iter().map(|(value, label)| Choice { value, label }).collect())
        }
        other => return Err(format!("“{other}” is no type of option; use colour, type or choice")),
    };
    let about = OptionAbout { label: written.label, kind, default: written.default };
    about.accepts(&about.default).map(|_| about)
}

impl OptionAbout {
    /// The value as it is kept, if it can be chosen.
    ///
    /// # Errors
    /// Why it cannot, for people.
    pub fn accepts(&self, value: &str) -> Result<String, String> {
        let value = value.trim();
        match &self.kind {
            OptionKind::Colour { on } => colour::read(value, on).map(|colours| colours.to_string()),
            OptionKind::Type if fonts::pair(value).is_some() => Ok(value.to_owned()),
            OptionKind::Type => {
                let names: Vec<&str> = fonts::PAIRS.iter().map(|pair| pair.name).collect();
                Err(format!("“{value}” is no type pair; there are: {}", names.join(", ")))
            }
            OptionKind::Choice(choices) if choices.iter().any(|choice| choice.value == value) => {
                Ok(value.to_owned())
            }
            OptionKind::Choice(choices) => {
                let values: Vec<&str> = choices.iter().map(|choice| choice.value.as_str()).collect();
                Err(format!("“{value}” cannot be chosen; there are: {}", values.join(", ")))
            }
        }
    }

    /// What can be chosen, where it is among some; empty for a colour.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice> {
        match &self.kind {
            OptionKind::Colour { .. } => Vec::new(),
            OptionKind::Type => fonts::PAIRS
                .iter()
                .map(|pair| Choice { value: pair.name.to_owned(), label: pair.title.to_owned() })
                .collect(),
            OptionKind::Choice(choices) => choices.clone(),
        }
    }
}

impl About {
    /// This theme over the one that it extends.
    pub(super) fn over(mut self, base: &Self) -> Self {
        for (name, option) in &base.options {
            self.options.entry(name.clone()).or_insert_with(|| option.clone());
        }
        if self.article_type == "Article" {
            self.article_type.clone_from(&base.article_type);
        }
        self.pictures.clone_from(&base.pictures);
        self
    }
}
