//! Which pieces belong to one block because an element of the author's reaches across them.

use std::collections::HashMap;

use crate::tags::Tag;

/// The most bytes of source that one element holds together. A longer one is closed where it opened: a whole
/// book in one `<div>` would otherwise be one block, and rendered anew at every key.
const LONGEST: usize = 256 * 1024;

/// Tells of each piece whether a block begins with it. The pieces are given by their lengths and by the tags
/// they leave unmatched.
pub(crate) fn heads<'t>(pieces: impl Iterator<Item = (usize, &'t [Tag])>) -> Vec<bool> {
    let mut heads = Vec::new();
    let mut at = 0;
    let mut open: Vec<(&str, usize, usize)> = Vec::new();
    let mut open_names: HashMap<&str, usize> = HashMap::new();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (index, (length, tags)) in pieces.enumerate() {
        heads.push(true);
        for tag in tags {
            if !tag.end {
                open.push((&tag.name, index, at));
                *open_names.entry(&tag.name).or_insert(0) += 1;
                continue;
            }
            if open_names.get(&*tag.name).is_none_or(|count| *count == 0) {
                continue;
            }
            while let Some((name, first, start)) = open.pop() {
                if let Some(count) = open_names.get_mut(name) {
                    *count -= 1;
                }
                if name == tag.name {
                    if at - start <= LONGEST {
                        joined.push((first, index));
                    }
                    break;
                }
            }
        }
        at += length;
    }
    for (first, last) in outermost(joined) {
        heads[first + 1..=last].fill(false);
    }
    heads
}

/// Of intervals that contain each other or are apart, those that no other contains.
fn outermost(mut intervals: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    intervals.sort_unstable_by_key(|(first, last)| (*first, std::cmp::Reverse(*last)));
    let mut reached = None;
    intervals.retain(|(_, last)| {
        let inside = reached.is_some_and(|reached| *last <= reached);
        if !inside {
            reached = Some(*last);
        }
        !inside
    });
    intervals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tags::unmatched;

    fn heads_of(pieces: &[&str]) -> String {
        let tags: Vec<_> = pieces.iter().map(|piece| unmatched(piece)).collect();
        let heads = heads(pieces.iter().zip(&tags).map(|(piece, tags)| (piece.len(), tags.as_slice())));
        heads.iter().map(|head| if *head { '|' } else { '.' }).collect()
    }

    #[test]
    fn an_element_that_is_closed_later_holds_its_pieces_together() {
        assert_eq!(heads_of(&["<details>", "a", "</details>", "b"]), "|..|");
        assert_eq!(heads_of(&["<div>", "<div>", "</div>", "a", "</div>"]), "|....");
        assert_eq!(heads_of(&["<div>", "<b>", "</div>", "</b>"]), "|..|");
        assert_eq!(heads_of(&["<div>", "</div><div>", "</div>"]), "|..");
    }

    #[test]
    fn an_element_that_is_never_closed_holds_nothing() {
        assert_eq!(heads_of(&["<div>", "a", "b"]), "|||");
        assert_eq!(heads_of(&["</div>", "a", "</div>"]), "|||");
        assert_eq!(heads_of(&["<div>", &"x".repeat(LONGEST), "</div>"]), "|||");
    }
}
