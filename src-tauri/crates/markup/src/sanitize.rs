//! What the author's own HTML may contain.

use std::sync::LazyLock;

use ammonia::Builder;

use crate::emit::{Emission, Setting};

static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .link_rel(None)
        .add_tags(["figure", "figcaption", "input", "section", "mark"])
        .add_generic_attributes(["id", "class", "dir", "data-l", "role", "aria-label", "tabindex"])
        .add_tag_attributes("input", ["type", "disabled", "checked"]);
    builder
});

/// Cleans the HTML of a block.
pub(crate) fn clean(emission: &mut Emission, _mark: &str, _ids: &[(String, String)], _setting: &Setting<'_>) {
    emission.html = BUILDER.clean(&emission.html).to_string();
}

/// An attribute that does not occur in some source.
pub(crate) fn mark_for(_source: &str) -> String {
    String::new()
}

/// Whether some HTML is one comment, which shows nothing and can hide nothing.
pub(crate) fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.strip_prefix("<!--").is_some_and(|rest| rest.find("-->") == rest.len().checked_sub(3))
}
