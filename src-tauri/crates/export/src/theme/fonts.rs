//! The type that comes with Galley: pairs of a text face and a plain one, under the SIL Open Font License.
//!
//! A site has the fonts as files beside its style sheet, and a browser loads only those whose letters stand on the
//! page. The licences lie beside the fonts in `themes/fonts`.

use base64::Engine as _;
use model::Language;

/// A font: some letters of a family in one style, all weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Font {
    /// The name of its file.
    pub file: &'static str,
    /// Its bytes, WOFF2.
    pub bytes: &'static [u8],
    family: &'static str,
    italic: bool,
    weights: &'static str,
    letters: Letters,
}

/// Which letters a font has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letters {
    Latin,
    MoreLatin,
    Cyrillic,
    Greek,
    Arabic,
}

impl Letters {
    /// The descriptor `unicode-range`, as the fonts were cut.
    fn range(self) -> &'static str {
        match self {
            Self::Latin => {
                "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
            }
            Self::MoreLatin => {
                "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
            }
            Self::Cyrillic => "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116",
            Self::Greek => "U+0370-0377,U+037A-037F,U+0384-038A,U+038C,U+038E-03A1,U+03A3-03FF",
            Self::Arabic => {
                "U+0600-06FF,U+0750-077F,U+0870-088E,U+0890-0891,U+0897-08E1,U+08E3-08FF,U+200C-200E,U+2010-2011,U+204F,U+2E41,U+FB50-FDFF,U+FE70-FE74,U+FE76-FEFC"
            }
        }
    }

    /// Whether a text in a language is written with them.
    fn serve(self, language: &Language) -> bool {
        match self {
            Self::Latin => true,
            Self::Cyrillic => {
                ["ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn"].contains(&language.primary())
            }
            Self::Greek => language.primary() == "el",
            Self::Arabic => ["fa", "ar", "ur", "ckb", "ps", "ug", "sd"].contains(&language.primary()),
            Self::MoreLatin => {
                ["pl", "cs", "sk", "hu", "ro", "tr", "hr", "sl", "lv", "lt", "et", "vi", "mt", "cy", "eo"]
                    .contains(&language.primary())
            }
        }
    }
}

/// Two faces that go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypePair {
    /// What a publication stores.
    pub name: &'static str,
    /// What people read.
    pub title: &'static str,
    /// Its fonts; none for those of the reader's system.
    pub fonts: &'static [Font],
    /// The custom properties that themes read the faces from.
    pub(super) properties: &'static str,
}

macro_rules! font {
    ($file:literal, $family:literal, $italic:literal, $weights:literal, $letters:ident) => {
        Font {
            file: $file,
            bytes: include_bytes!(concat!("../../themes/fonts/", $file)),
            family: $family,
            italic: $italic,
            weights: $weights,
            letters: Letters::$letters,
        }
    };
}

const ARABIC: Font = font!("vazirmatn-arabic-normal.woff2", "Vazirmatn", false, "100 900", Arabic);
const INTER: [Font; 4] = [
    font!("inter-latin-normal.woff2", "Inter", false, "100 900", Latin),
    font!("inter-latin-ext-normal.woff2", "Inter", false, "100 900", MoreLatin),
    font!("inter-cyrillic-normal.woff2", "Inter", false, "100 900", Cyrillic),
    font!("inter-greek-normal.woff2", "Inter", false, "100 900", Greek),
];

/// The type pairs that can be chosen.
pub const PAIRS: &[TypePair] = &[
    TypePair { name: "system", title: "The reader’s own", fonts: &[], properties: "" },
    TypePair {
        name: "literata",
        title: "Literata and Inter",
        fonts: &[
            font!("literata-latin-normal.woff2", "Literata", false, "200 900", Latin),
            font!("literata-latin-italic.woff2", "Literata", true, "200 900", Latin),
            font!("literata-latin-ext-normal.woff2", "Literata", false, "200 900", MoreLatin),
            font!("literata-latin-ext-italic.woff2", "Literata", true, "200 900", MoreLatin),
            font!("literata-cyrillic-normal.woff2", "Literata", false, "200 900", Cyrillic),
            font!("literata-cyrillic-italic.woff2", "Literata", true, "200 900", Cyrillic),
            font!("literata-greek-normal.woff2", "Literata", false, "200 900", Greek),
            font!("literata-greek-italic.woff2", "Literata", true, "200 900", Greek),
            INTER[0],
            INTER[1],
            INTER[2],
            INTER[3],
            ARABIC,
        ],
        properties: "--serif-face: \"Literata\";--sans-face: \"Inter\";",
    },
    TypePair {
        name: "newsreader",
        title: "Newsreader and Inter",
        fonts: &[
            font!("newsreader-latin-normal.woff2", "Newsreader", false, "200 800", Latin),
            font!("newsreader-latin-italic.woff2", "Newsreader", true, "200 800", Latin),
            font!("newsreader-latin-ext-normal.woff2", "Newsreader", false, "200 800", MoreLatin),
            font!("newsreader-latin-ext-italic.woff2", "Newsreader", true, "200 800", MoreLatin),
            INTER[0],
            INTER[1],
            INTER[2],
            INTER[3],
            ARABIC,
        ],
        properties: "--serif-face: \"Newsreader\";--sans-face: \"Inter\";",
    },
    TypePair {
        name: "inter",
        title: "Inter throughout",
        fonts: &[INTER[0], INTER[1], INTER[2], INTER[3], ARABIC],
        properties: "--serif-face: \"Inter\";--sans-face: \"Inter\";",
    },
];

/// The type pair of this name.
#[must_use]
pub fn pair(name: &str) -> Option<&'static TypePair> {
    PAIRS.iter().find(|pair| pair.name == name)
}

/// Rules for fonts that lie in a folder, which ends in a slash or is empty.
pub(super) fn beside(fonts: &[Font], folder: &str) -> String {
    fonts.iter().map(|font| face(font, &format!("{folder}{}", font.file))).collect()
}

/// Rules with the fonts in them that a text in a language needs.
pub(super) fn inside(fonts: &[Font], language: &Language) -> String {
    let needed = fonts.iter().filter(|font| font.letters.serve(language));
    needed
        .map(|font| {
            let mut address = "data:font/woff2;base64,".to_owned();
            base64::engine::general_purpose::STANDARD.encode_string(font.bytes, &mut address);
            face(font, &address)
        })
        .collect()
}

fn face(font: &Font, address: &str) -> String {
    format!(
        "\n@font-face {{font-family: \"{}\";font-style: {};font-weight: {};font-display: swap;src: url(\"{address}\") format(\"woff2\");unicode-range: {};}}",
        font.family,
        if font.italic { "italic" } else { "normal" },
        font.weights,
        font.letters.range(),
    )
}
