//! What the author's own HTML may contain.
//!
//! A block with raw HTML in it is read as a browser reads it, written again from a list of what may stand in a
//! page, in the form today's HTML asks for, and then passed through ammonia with the same list: two sieves made
//! by different hands. Our own elements are known by a mark, an attribute that does not occur in the source.

mod allow;
mod attribute;
mod embed;
mod gate;
mod write;

use crate::emit::{Assigned, Emission, Setting, escape};
use crate::from_html::dom::Tree;
use crate::{Concern, Problem, tags};

/// How deep the author's elements may be nested.
const DEEPEST: usize = 512;

/// Cleans a block. `source` is its Markdown.
pub(crate) fn clean(
    emission: &mut Emission,
    source: &str,
    mark: &str,
    assigned: &Assigned,
    setting: &Setting<'_>,
) {
    let too_deep = tags::depth(&emission.html) > DEEPEST;
    let tree = if too_deep { None } else { Tree::parse(&emission.html).ok() };
    let Some(tree) = tree else {
        as_source(emission, source);
        return;
    };
    let written = write::write(&tree, mark.trim_start(), assigned, setting);
    emission.html = gate::pass(&written.html);
    emission.text = written.text;
    emission.links.extend(written.links);
    emission.pictures.extend(written.pictures);
    emission.problems.extend(written.problems);
}

/// Shows a block as it is written, where it cannot be shown as it is meant.
pub(crate) fn as_source(emission: &mut Emission, source: &str) {
    let mut html = String::from("<pre tabindex=\"0\"><code>");
    escape(&mut html, source.trim_end());
    html.push_str("</code></pre>");
    let message = "This part is nested too deep to be rendered; it is shown as it is written.".to_owned();
    *emission = Emission {
        html,
        text: source.to_owned(),
        problems: vec![Problem { line: 0, message, concern: Concern::Depth, subject: String::new() }],
        ..Emission::default()
    };
}

/// An attribute, with a space before it, that does not occur in a source.
pub(crate) fn mark_for(source: &str) -> String {
    let lower = source.to_ascii_lowercase();
    let mut number = 0_u32;
    loop {
        let mark = format!("data-own{number}");
        if !lower.contains(&mark) {
            return format!(" {mark}=\"\"");
        }
        number += 1;
    }
}

/// Whether some HTML is one comment, which shows nothing and can hide nothing.
pub(crate) fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.strip_prefix("<!--").is_some_and(|rest| rest.find("-->") == rest.len().checked_sub(3))
}

#[cfg(test)]
mod tests;
