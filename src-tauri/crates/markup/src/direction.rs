//! The direction a piece of text runs in, by its first strong character (UAX #9, rules P2 and P3).

use model::Direction;
use unicode_bidi::{BidiClass, bidi_class};

/// The direction of the first strong character, isolates passed over; `None` where none is strong.
pub(crate) fn first_strong(text: &str) -> Option<Direction> {
    let mut isolates = 0_u32;
    for character in text.chars() {
        if character.is_ascii_alphabetic() && isolates == 0 {
            return Some(Direction::LeftToRight);
        }
        if character.is_ascii() {
            continue;
        }
        match bidi_class(character) {
            BidiClass::LRI | BidiClass::RLI | BidiClass::FSI => isolates += 1,
            BidiClass::PDI => isolates = isolates.saturating_sub(1),
            BidiClass::L if isolates == 0 => return Some(Direction::LeftToRight),
            BidiClass::R | BidiClass::AL if isolates == 0 => return Some(Direction::RightToLeft),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_strong_character_decides() {
        assert_eq!(first_strong("12 – سلام world"), Some(Direction::RightToLeft));
        assert_eq!(first_strong("“Hello سلام"), Some(Direction::LeftToRight));
        assert_eq!(first_strong("\u{2067}سلام\u{2069} hello"), Some(Direction::LeftToRight));
        assert_eq!(first_strong("1 + 2 = 3"), None);
        assert_eq!(first_strong("Привет"), Some(Direction::LeftToRight));
    }
}
