//! Frames of other sites: never loaded, shown as a link.

/// The hosts whose players authors embed, by the end of their names.
const HOSTS: [&str; 9] = [
    "youtube-nocookie.com",
    "youtube.com",
    "youtu.be",
    "player.vimeo.com",
    "dailymotion.com",
    "archive.org",
    "open.spotify.com",
    "w.soundcloud.com",
    "bandcamp.com",
];

/// The hosts whose pages authors show by their bare address, by the end of their names.
const PAGES: [&str; 12] = [
    "youtube.com",
    "youtu.be",
    "vimeo.com",
    "dailymotion.com",
    "open.spotify.com",
    "soundcloud.com",
    "bandcamp.com",
    "tiktok.com",
    "instagram.com",
    "bsky.app",
    "x.com",
    "twitter.com",
];

/// Whether an address is a page of a host whose films, music and posts authors show.
pub(crate) fn is_page_of_named_host(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")) else {
        return false;
    };
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = host.to_ascii_lowercase();
    let named = PAGES
        .iter()
        .any(|known| host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')));
    // The host's own front page is a link like any other.
    named && path.len() > 1
}

/// Where a link to a frame leads, and the name of its host; `None` for anything but http and https.
pub(super) fn target(source: &str) -> Option<(String, String, bool)> {
    let source = source.trim();
    let address = if source.starts_with("//") { format!("https:{source}") } else { source.to_owned() };
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    // A name before the host could pretend to be one.
    let host = authority.split(':').next().filter(|_| !authority.contains('@'))?.to_ascii_lowercase();
    if host.is_empty() || !host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte)) {
        return None;
    }
    let named = HOSTS
        .iter()
        .any(|known| host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')));
    if host == "youtube.com" || host.ends_with(".youtube.com") {
        return Some((format!("https://www.youtube-nocookie.com{path}"), "youtube.com".to_owned(), true));
    }
    let name = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    Some((format!("https://{authority}{path}"), name, named))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_named_hosts_are_told_by_the_end_of_the_host() {
        for (address, is) in [
            ("https://www.youtube.com/watch?v=a", true),
            ("https://youtu.be/a", true),
            ("https://artist.bandcamp.com/album/a", true),
            ("https://youtube.com/", false),
            ("https://notyoutube.com/watch?v=a", false),
            ("https://youtube.com@evil.example/x", false),
            ("https://example.org/youtube.com/", false),
            ("javascript:youtube.com/x", false),
        ] {
            assert_eq!(is_page_of_named_host(address), is, "{address}");
        }
    }

    #[test]
    fn only_named_hosts_are_embeds_and_youtube_sets_no_cookies() {
        let named = |source: &str| target(source).map(|(target, _, named)| (target, named));
        assert_eq!(
            named("//www.youtube.com/embed/abc?start=5"),
            Some(("https://www.youtube-nocookie.com/embed/abc?start=5".into(), true))
        );
        assert_eq!(
            named("https://player.vimeo.com/video/1"),
            Some(("https://player.vimeo.com/video/1".into(), true))
        );
        assert_eq!(named("https://notyoutube.com/x").map(|it| it.1), Some(false));
        assert_eq!(named("https://youtube.com@evil.example/x"), None);
        assert_eq!(named("javascript:alert(1)"), None);
        assert_eq!(named("data:text/html,x"), None);
    }
}
