//! Colours that a publication chooses, and whether they can be read (WCAG 2.2, 1.4.3: 4.5 to 1).

use std::fmt;

/// The least contrast of text on its ground.
const LEAST: f64 = 4.5;

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// A colour for light pages and one for dark pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colours {
    /// On light pages.
    pub light: Colour,
    /// On dark pages.
    pub dark: Colour,
}

impl fmt::Display for Colour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl fmt::Display for Colours {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.light, self.dark)
    }
}

impl Colour {
    fn parse(text: &str) -> Option<Self> {
        let digits =
            text.strip_prefix('#').filter(|digits| digits.bytes().all(|it| it.is_ascii_hexdigit()))?;
        let pair = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        let single = |at: usize| u8::from_str_radix(digits.get(at..=at)?, 16).ok().map(|it| it * 17);
        match digits.len() {
            6 => Some(Self([pair(0)?, pair(2)?, pair(4)?])),
            3 => Some(Self([single(0)?, single(1)?, single(2)?])),
            _ => None,
        }
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(channel);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The colour, mixed with white in steps until it can be read on a ground.
    fn lightened_for(self, ground: Self) -> Self {
        (0..=20_u16)
            .map(|step| {
                let mix = |value: u8| {
                    let value = u16::from(value);
                    u8::try_from(value + (255 - value) * step / 20).unwrap_or(u8::MAX)
                };
                Self(self.0.map(mix))
            })
            .find(|colour| colour.contrast(ground) >= LEAST)
            .unwrap_or(Self([255; 3]))
    }
}

/// The ground of a theme, light and dark.
pub fn read_ground(text: &str) -> Result<Colours, String> {
    let mut colours = text.split_whitespace().map(Colour::parse);
    match (colours.next(), colours.next(), colours.next()) {
        (Some(Some(light)), Some(Some(dark)), None) => Ok(Colours { light, dark }),
        _ => Err(format!("“{text}” is not two colours; write them as \"#ffffff #000000\", light and dark")),
    }
}

/// A colour that can be read on its ground: one, from which that for dark pages follows, or two.
pub fn read(text: &str, on: &Colours) -> Result<Colours, String> {
    let mut written = text.split_whitespace();
    let first = written.next().and_then(Colour::parse);
    let second = written.next().map(Colour::parse);
    let colours = match (first, second, written.next()) {
        (Some(light), None, None) => Colours { light, dark: light.lightened_for(on.dark) },
        (Some(light), Some(Some(dark)), None) => Colours { light, dark },
        _ => return Err(format!("“{text}” is no colour; write it as #8a1c1f, or as two for light and dark")),
    };
    for (colour, ground, pages) in [(colours.light, on.light, "light"), (colours.dark, on.dark, "dark")] {
        let contrast = colour.contrast(ground);
        if contrast < LEAST {
            return Err(format!(
                "{colour} has a contrast of {contrast:.1} to 1 on {pages} pages, and text needs 4.5; choose a {} one",
                if pages == "light" { "darker" } else { "lighter" }
            ));
        }
    }
    Ok(colours)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ground() -> Colours {
        read_ground("#fdfcf9 #151412").expect("a ground")
    }

    #[test]
    fn contrast_is_measured_as_the_guidelines_say() {
        let contrast =
            |one: &str, two: &str| Colour::parse(one).expect(one).contrast(Colour::parse(two).expect(two));
        assert!((contrast("#000", "#fff") - 21.0).abs() < 0.01);
        assert!((contrast("#767676", "#ffffff") - 4.54).abs() < 0.01);
    }

    #[test]
    fn one_colour_is_enough_and_the_dark_one_follows() {
        let colours = read("#8a1c1f", &ground()).expect("a colour");
        assert_ne!(colours.light, colours.dark);
        assert!(colours.dark.contrast(ground().dark) >= LEAST);
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_its_contrast() {
        for wrong in ["#ffff00", "#8a1c1f #200000", "red", "#12", "", "#8a1c1f;}body{", "#1 #2 #3", "#éab"] {
            assert!(read(wrong, &ground()).is_err(), "{wrong}");
        }
        let message = read("#cccc00", &ground()).expect_err("too light");
        assert!(message.contains("light pages") && message.contains("4.5"), "{message}");
    }
}
