//! What the author's own HTML may contain.

use std::sync::LazyLock;

use ammonia::Builder;

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
pub(crate) fn clean(html: &str) -> String {
    BUILDER.clean(html).to_string()
}
