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
