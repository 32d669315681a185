//! Videos, posts and sounds of other services: an address on a line of its own becomes a card that says where it
//! leads. A card is a link and nothing more: what it names is loaded when a reader follows it, not before, and
//! nothing of it runs in the page.
//!
//! In the page it is `<p class="embed embed-video">` (or `embed-post`, `embed-sound`) with one link, in which
//! `<span class="embed-service">` holds the name of the service and `<span class="embed-address">` the address as
//! people read it.

use comrak::nodes::{Node, NodeValue};

use crate::emit::text_of;

/// What a card shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Card {
    /// What is there.
    pub kind: Embed,
    /// The name of the service.
    pub service: &'static str,
}

/// What a card leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Embed {
    /// Something to see.
    Video,
    /// Something that was posted.
    Post,
    /// Something to hear.
    Sound,
}

impl Embed {
    /// The classes of its paragraph in the page.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Video => "embed embed-video",
            Self::Post => "embed embed-post",
            Self::Sound => "embed embed-sound",
        }
    }
}

const VIDEO: Embed = Embed::Video;
const POST: Embed = Embed::Post;
const SOUND: Embed = Embed::Sound;

/// Hosts, how a path that is one thing to see begins, and what is there.
const SERVICES: [(&str, &str, Embed, &str); 24] = [
    ("youtube.com", "watch?v=", VIDEO, "YouTube"),
    ("youtube.com", "shorts/", VIDEO, "YouTube"),
    ("youtube.com", "live/", VIDEO, "YouTube"),
    ("youtube.com", "playlist?list=", VIDEO, "YouTube"),
    ("youtu.be", "", VIDEO, "YouTube"),
    ("vimeo.com", "", VIDEO, "Vimeo"),
    ("dailymotion.com", "video/", VIDEO, "Dailymotion"),
    ("dai.ly", "", VIDEO, "Dailymotion"),
    ("aparat.com", "v/", VIDEO, "Aparat"),
    ("twitch.tv", "videos/", VIDEO, "Twitch"),
    ("tiktok.com", "@", VIDEO, "TikTok"),
    ("ted.com", "talks/", VIDEO, "TED"),
    ("x.com", "*/status/", POST, "X"),
    ("twitter.com", "*/status/", POST, "X"),
    ("bsky.app", "profile/*/post/", POST, "Bluesky"),
    ("instagram.com", "p/", POST, "Instagram"),
    ("instagram.com", "reel/", POST, "Instagram"),
    ("facebook.com", "*/posts/", POST, "Facebook"),
    ("t.me", "*/", POST, "Telegram"),
    ("reddit.com", "r/*/comments/", POST, "Reddit"),
    ("threads.net", "@*/post/", POST, "Threads"),
    ("soundcloud.com", "*/", SOUND, "SoundCloud"),
    ("open.spotify.com", "", SOUND, "Spotify"),
    ("podcasts.apple.com", "", SOUND, "Apple Podcasts"),
];

/// Whether an address on a line of its own becomes a card.
#[must_use]
pub fn is_embed(address: &str) -> bool {
    card(address).is_some()
}

/// The card that a paragraph becomes.
pub(crate) fn card_of(paragraph: Node<'_>) -> Option<Card> {
    card(&only_address(paragraph)?)
}

/// The card for an address.
pub(crate) fn card(address: &str) -> Option<Card> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/')?;
    if path.is_empty() || address.contains(char::is_whitespace) {
        return None;
    }
    let host = host.to_ascii_lowercase();
    let host = ["www.", "m.", "mobile."].iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(&host);
    let known = SERVICES.iter().find(|(name, start, ..)| *name == host && begins(path, start));
    if let Some((_, _, kind, service)) = known {
        return Some(Card { kind: *kind, service });
    }
    // Services that anybody can run are known by their paths.
    if ["w/", "videos/watch/"].iter().any(|start| path.strip_prefix(start).is_some_and(is_short_id)) {
        return Some(Card { kind: VIDEO, service: "PeerTube" });
    }
    let (user, post) = path.split_once('/')?;
    let mastodon = user.len() > 1
        && user.starts_with('@')
        && (8..=24).contains(&post.len())
        && post.bytes().all(|byte| byte.is_ascii_digit());
    mastodon.then_some(Card { kind: POST, service: "Mastodon" })
}

/// Whether a path begins with a pattern, in which `*` stands for one part, and goes on after it.
fn begins(path: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        None => path.strip_prefix(pattern).is_some_and(|rest| !rest.is_empty()),
        Some((start, after)) => path
            .strip_prefix(start)
            .and_then(|rest| rest.find('/').filter(|end| *end > 0).map(|end| &rest[end..]))
            .is_some_and(|rest| begins(rest, after)),
    }
}

fn is_short_id(id: &str) -> bool {
    (16..=40).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The address of a paragraph that is nothing but one address.
pub(crate) fn only_address(paragraph: Node<'_>) -> Option<String> {
    let only = paragraph.first_child().filter(|child| child.next_sibling().is_none())?;
    match &only.data().value {
        NodeValue::Link(link) if text_of(only) == link.url => Some(link.url.clone()),
        _ => None,
    }
}

/// An address as people read it: without scheme, and not longer than a line.
pub(crate) fn shown(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/');
    let short: String = rest.chars().take(60).collect();
    if short.len() < rest.len() { short + "…" } else { short }
}

#[cfg(test)]
mod tests {
    use super::card;
    use crate::{AsWritten, RenderOptions, render};

    #[test]
    fn addresses_of_videos_posts_and_sounds_are_known() {
        for (address, service) in [
            ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", Some("YouTube")),
            ("https://youtu.be/dQw4w9WgXcQ?t=3", Some("YouTube")),
            ("https://vimeo.com/76979871", Some("Vimeo")),
            ("https://x.com/someone/status/20", Some("X")),
            ("https://www.instagram.com/p/abc/", Some("Instagram")),
            ("https://soundcloud.com/someone/something", Some("SoundCloud")),
            ("https://social.example/@someone/109876543210987654", Some("Mastodon")),
            ("https://tube.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d", Some("PeerTube")),
            ("https://bsky.app/profile/a.example/post/3k", Some("Bluesky")),
            ("https://www.youtube.com/", None),
            ("https://www.youtube.com/about", None),
            ("https://soundcloud.com/someone", None),
            ("https://example.org/watch?v=1", None),
            ("https://example.org/@someone/about", None),
            ("javascript://youtu.be/x", None),
            ("ftp://youtu.be/x", None),
        ] {
            assert_eq!(card(address).map(|card| card.service), service, "{address}");
        }
    }

    fn html(text: &str) -> String {
        render(text, &RenderOptions::default(), &AsWritten).html()
    }

    #[test]
    fn an_address_on_a_line_of_its_own_becomes_a_card() {
        let card = "<p class=\"embed embed-video\"><a href=\"https://youtu.be/x?a=1&amp;b=2\">\
                    <span class=\"embed-service\">YouTube</span> \
                    <span class=\"embed-address\">youtu.be/x?a=1&amp;b=2</span></a></p>";
        assert_eq!(html("<https://youtu.be/x?a=1&b=2>\n"), card);
        assert!(html("https://youtu.be/x\n").starts_with("<p class=\"embed embed-video\">"));
        for plain in ["See https://youtu.be/x\n", "[Video](https://youtu.be/x)\n", "https://example.org/x\n"]
        {
            assert!(html(plain).starts_with("<p><a") || html(plain).starts_with("<p>See <a"), "{plain}");
        }
        assert!(!html("> <b>x</b>\n\nhttps://youtu.be/x\n\n- https://youtu.be/y\n").contains("script"));
    }
}
