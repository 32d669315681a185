//! Emoji by name.

use contract as wire;

/// How many are answered: more than fit a menu.
const MOST: usize = 24;

/// Finds emoji by the beginning of a short name, then by any word of a short name or of the Unicode name.
pub(crate) fn find(request: &wire::EmojiQuery) -> Vec<wire::Emoji> {
    let wanted = request.prefix.trim().trim_start_matches(':').to_lowercase();
    let mut found: Vec<((u8, usize), wire::Emoji)> = Vec::new();
    for emoji in emojis::iter() {
        let Some(usual) = emoji.shortcode() else { continue };
        let by_code = emoji.shortcodes().filter_map(|code| Some((rank(code, &wanted)?, code))).min();
        let by_name =
            rank(&emoji.name().to_lowercase(), &wanted).map(|(kind, length)| ((kind + 2, length), usual));
        let Some((rank, code)) = by_code.into_iter().chain(by_name).min() else { continue };
        found.push((
            rank,
            wire::Emoji {
                shortcode: code.to_owned(),
                emoji: emoji.as_str().to_owned(),
                name: emoji.name().to_owned(),
            },
        ));
    }
    // Among equals the order is Unicode's own, in which faces come first.
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().take(MOST).map(|(_, emoji)| emoji).collect()
}

/// How well a name fits: its beginning before the beginning of one of its words, short before long.
fn rank(name: &str, wanted: &str) -> Option<(u8, usize)> {
    if name.starts_with(wanted) {
        // With nothing typed yet, all names fit alike.
        return Some((0, if wanted.is_empty() { 0 } else { name.len() }));
    }
    let inside = name.split(['_', ' ', '-']).any(|word| word.starts_with(wanted));
    inside.then_some((1, name.len()))
}
