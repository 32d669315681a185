//! The style sheets of a theme: checked, joined with that of highlighted code, made small.

use super::{About, ThemeError, ThemeFiles, at_file};

/// Reads the style sheets of a theme, those of the one it extends first.
pub fn read(
    theme: &str,
    about: &About,
    own: &ThemeFiles,
    base: Option<&ThemeFiles>,
) -> Result<String, ThemeError> {
    let mut whole = markup::highlight_css().to_owned();
    if let Some(base) = base {
        for path in super::about::read(theme, base)?.styles {
            whole.push_str(base.get(&path).unwrap_or_default());
        }
    }
    for path in &about.styles {
        let Some(text) = own.get(path) else {
            return Err(at_file(theme, path, None, "the file is missing; “styles” in theme.toml names it"));
        };
        check(theme, path, text)?;
        whole.push_str(text);
        whole.push('\n');
    }
    Ok(minify(&whole))
}

/// A style sheet stands inside `<style>` and must not leave it, nor load anything from elsewhere.
fn check(theme: &str, path: &str, style: &str) -> Result<(), ThemeError> {
    for (number, line) in style.lines().enumerate() {
        let lower = line.to_ascii_lowercase();
        let addresses =
            lower.match_indices("url(").map(|(at, _)| lower[at + 4..].trim_start_matches(['"', '\'', ' ']));
        let message = if lower.contains("</") || lower.contains("<!--") {
            "“</” and “<!--” cannot stand in a style sheet"
        } else if lower.contains("@import") || lower.contains("image-set(") || lower.contains('\\') {
            "a style sheet cannot import or escape; write it out in this file"
        } else if lower.contains("src(") || lower.contains("image(") {
            "a style sheet can only use data: addresses, in url()"
        } else if addresses.into_iter().any(|address| !address.starts_with("data:")) {
            "a style sheet can only use data: addresses"
        } else {
            continue;
        };
        return Err(at_file(theme, path, Some(number + 1), message));
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
