//! What a publication chose among a theme's options, and what follows for the style sheet.

use std::collections::BTreeMap;

use super::about::{About, OptionKind};
use super::fonts;

/// The option that names the type pair.
pub const TYPE: &str = "type";

/// The option that puts fonts into pages that stand alone.
pub const EMBED_FONTS: &str = "embed_fonts";

/// The value of a choice between yes and no.
pub const YES: &str = "yes";

/// A value that cannot be used; the theme's own stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionProblem {
    /// Which option.
    pub option: String,
    /// What is wrong, and what to do.
    pub message: String,
}

/// The values in force, and what cannot be used. A value for an option of another theme is kept for that one and
/// is no problem here.
pub fn settle(
    about: &About,
    chosen: &BTreeMap<String, String>,
) -> (BTreeMap<String, String>, Vec<OptionProblem>) {
    let mut values = BTreeMap::new();
    let mut problems = Vec::new();
    for (name, option) in &about.options {
        let own = || option.accepts(&option.default).unwrap_or_default();
        let value = match chosen.get(name).filter(|value| !value.trim().is_empty()) {
            None => own(),
            Some(value) => option.accepts(value).unwrap_or_else(|reason| {
                let message = format!("{}: {reason}.", option.label);
                problems.push(OptionProblem { option: name.clone(), message });
                own()
            }),
        };
        values.insert(name.clone(), value);
    }
    (values, problems)
}

/// The style sheet that follows from the values: custom properties named after the options. Every value has passed
/// [`settle`], and colours are written anew from what was read.
pub fn style(about: &About, values: &BTreeMap<String, String>) -> String {
    let (mut light, mut dark) = (String::new(), String::new());
    for (name, option) in &about.options {
        let Some(value) = values.get(name) else { continue };
        match &option.kind {
            OptionKind::Colour { .. } => {
                let (first, second) = value.split_once(' ').unwrap_or((value, value));
                light.push_str(&format!("--{name}: {first};"));
                dark.push_str(&format!("--{name}: {second};"));
            }
            OptionKind::Type => {
                if let Some(pair) = fonts::pair(value) {
                    light.push_str(pair.properties);
                }
            }
            OptionKind::Choice(_) => {}
        }
    }
    let mut style = String::new();
    if !light.is_empty() {
        style.push_str(&format!("\n:root {{{light}}}"));
    }
    if !dark.is_empty() {
        style.push_str(&format!("\n@media (prefers-color-scheme: dark) {{:root {{{dark}}}}}"));
        // Paper is light, whatever the screen was.
        style.push_str(&format!("\n@media print {{:root {{{light}}}}}"));
    }
    style
}
