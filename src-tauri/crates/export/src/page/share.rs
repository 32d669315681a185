//! Links for sharing an article: plain links that say nothing about who follows them and load nothing.

use serde::Serialize;

use crate::address::percent_encode;

/// A link for sharing.
#[derive(Serialize)]
pub struct Share {
    /// A name for style sheets.
    name: &'static str,
    /// What readers see.
    label: String,
    /// Where it leads.
    url: String,
}

/// Links that share an address with its title. Mastodon's own page asks readers for their server and learns
/// nothing, because what is shared stands behind the `#`.
pub fn share(title: &str, url: &str, by_mail: &str, lead_to: &dyn Fn(String) -> String) -> Vec<Share> {
    let (title, url) = (percent_encode(title), percent_encode(url));
    let link = |name, label: &str, url: String| Share { name, label: label.to_owned(), url: lead_to(url) };
    vec![
        link("email", by_mail, format!("mailto:?subject={title}&body={url}")),
        link("mastodon", "Mastodon", format!("https://share.joinmastodon.org/#text={title}%20{url}")),
        link("whatsapp", "WhatsApp", format!("https://wa.me/?text={title}%20{url}")),
        link("telegram", "Telegram", format!("https://t.me/share/url?url={url}&text={title}")),
        link("x", "X", format!("https://x.com/intent/post?text={title}&url={url}")),
        link("facebook", "Facebook", format!("https://www.facebook.com/sharer/sharer.php?u={url}")),
    ]
}
