//! Quotation marks, dashes and ellipses, set as the language sets them.

use comrak::nodes::Node;

use crate::emit::Setting;

/// Sets the punctuation of one paragraph, heading or cell.
pub(crate) fn set(_node: Node<'_>, _setting: &Setting<'_>) {}

/// Sets the punctuation of a text that stands alone.
pub(crate) fn string(text: &str, _setting: &Setting<'_>) -> String {
    text.to_owned()
}
