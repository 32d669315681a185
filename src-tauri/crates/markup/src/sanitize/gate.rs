//! The second sieve: ammonia, with the list of what the first one writes.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::allow::{MATH, MATH_ATTRIBUTES};

/// Every element of HTML that is ever written into a block.
const ELEMENTS: [&str; 62] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
    "math",
];

const ANYWHERE: [&str; 9] =
    ["id", "class", "lang", "dir", "title", "role", "aria-label", "tabindex", "data-l"];

const ON: [(&str, &[&str]); 10] = [
    ("a", &["href"]),
    ("img", &["src", "alt", "width", "height", "loading", "decoding"]),
    ("input", &["type", "disabled", "checked"]),
    ("ol", &["start", "type", "reversed"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("details", &["open"]),
    ("math", &["alttext"]),
    ("mstyle", &["mathcolor"]),
];

/// Schemes the first sieve lets through, and those that callers make of addresses.
const SCHEMES: [&str; 8] = ["http", "https", "mailto", "tel", "media", "galley-link", "data", "about"];

static GATE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut attributes: HashMap<&str, HashSet<&str>> =
        ON.iter().map(|(name, on)| (*name, on.iter().copied().collect())).collect();
    for name in MATH {
        attributes.entry(name).or_default().extend(MATH_ATTRIBUTES);
    }
    let mut gate = Builder::empty();
    gate.tags(ELEMENTS.into_iter().chain(MATH).collect())
        .clean_content_tags(["script", "style"].into_iter().collect())
        .tag_attributes(attributes)
        .generic_attributes(ANYWHERE.into_iter().collect())
        .url_schemes(SCHEMES.into_iter().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(|element, attribute, value| {
            let data = value.trim_start().get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"));
            let picture = element == "img" && attribute == "src" && value.starts_with("data:image/");
            let about = value.trim_start().get(..6).is_some_and(|start| start.eq_ignore_ascii_case("about:"));
            // A place in the preview's own page, which is a frame without an address of its own.
            let place = element == "a" && attribute == "href" && value.starts_with("about:srcdoc#");
            let address = matches!(attribute, "href" | "src");
            (!address || (!data || picture) && (!about || place)).then_some(Cow::Borrowed(value))
        });
    gate
});

/// Passes HTML through.
pub(super) fn pass(html: &str) -> String {
    GATE.clean(html).to_string()
}
