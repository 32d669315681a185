//! Dictionaries in hunspell's format: one that comes with Galley, those of the system, and the author's own.

use std::collections::{BTreeMap, HashMap};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::library::Library;
use crate::lock;

/// American English from SCOWL, see `en_US/LICENSE.txt`.
const BUNDLED: (&str, &[u8], &[u8]) =
    ("en-US", include_bytes!("en_US/en_US.aff.zst"), include_bytes!("en_US/en_US.dic.zst"));

/// The words of British English that the American dictionary lacks, from SCOWL too. English of no country may be either.
const BRITISH: &str = include_str!("en_US/british.txt");

/// The largest dictionary file that is read, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// What a language means where no country is named and nobody chose.
const USUAL: [(&str, &str); 5] =
    [("en", "en-US"), ("de", "de-DE"), ("es", "es-ES"), ("fr", "fr-FR"), ("pt", "pt-PT")];

/// A dictionary, as soon as it was asked for; `None` where its files cannot be read.
type Loaded = Option<Arc<spellbook::Dictionary>>;

/// The dictionaries found, and those read so far.
#[derive(Default)]
pub(super) struct Dictionaries {
    found: Mutex<Option<BTreeMap<String, PathBuf>>>,
    loaded: Mutex<HashMap<String, Loaded>>,
}

impl Dictionaries {
    /// The languages, each with the folder its dictionary lies in; an empty one for that of Galley.
    pub(super) fn found(&self, library: &Library) -> Vec<(String, String)> {
        self.files(library)
            .into_iter()
            .map(|(tag, file)| {
                (tag, file.parent().map(|folder| folder.display().to_string()).unwrap_or_default())
            })
            .collect()
    }

    /// The dictionary for a language: of this variant, of the variant that was chosen, of the usual one, of any.
    pub(super) fn get(&self, library: &Library, tag: &str, chosen: &[String]) -> Loaded {
        let files = self.files(library);
        let name = variant(&files, tag, chosen)?;
        let either = tag == "en" && name == BUNDLED.0 && !chosen.contains(&name);
        let (key, more) = if either { (tag.to_owned(), BRITISH) } else { (name.clone(), "") };
        let mut loaded = lock(&self.loaded);
        loaded.entry(key).or_insert_with(|| load(&files[&name], more).map(Arc::new)).clone()
    }

    fn files(&self, library: &Library) -> BTreeMap<String, PathBuf> {
        lock(&self.found).get_or_insert_with(|| look(&folders(library.folder()))).clone()
    }
}

/// Which of the dictionaries found is the one for a language.
fn variant(files: &BTreeMap<String, PathBuf>, tag: &str, chosen: &[String]) -> Option<String> {
    let primary = tag.split('-').next().unwrap_or(tag);
    let same = |other: &&String| other.split('-').next() == Some(primary);
    let exact = |wanted: &str| files.contains_key(wanted).then(|| wanted.to_owned());
    let country = if tag.contains('-') { exact(tag) } else { None };
    let usual = USUAL.iter().find(|(language, _)| *language == primary).map(|(_, usual)| *usual);
    country
        .or_else(|| chosen.iter().filter(same).find_map(|wanted| exact(wanted)))
        .or_else(|| exact(primary))
        .or_else(|| usual.and_then(exact))
        .or_else(|| files.keys().find(same).cloned())
}

/// Where dictionaries lie, the most particular first: in the library, among the author's settings, where each
/// system keeps those of its user and of everybody.
fn folders(library: &Path) -> Vec<PathBuf> {
    let mut folders = vec![library.join("dictionaries")];
    folders.extend(dirs::config_dir().map(|config| config.join("galley").join("dictionaries")));
    folders.extend(dirs::data_dir().map(|data| data.join("hunspell")));
    if cfg!(target_os = "macos") {
        folders.extend(dirs::home_dir().map(|home| home.join("Library/Spelling")));
        folders.push("/Library/Spelling".into());
    }
    let shared = std::env::var_os("XDG_DATA_DIRS").unwrap_or_default();
    let shared = std::env::split_paths(&shared).chain(["/usr/local/share".into(), "/usr/share".into()]);
    for data in shared.filter(|data: &PathBuf| data.is_absolute()) {
        folders.extend(["hunspell", "myspell/dicts", "myspell"].map(|name| data.join(name)));
    }
    folders
}

/// Every language that a dictionary was found for; of two, the first.
fn look(folders: &[PathBuf]) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    for folder in folders {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        files.sort();
        for file in files {
            let dictionary = file.extension().is_some_and(|extension| extension == "dic");
            let Some(tag) = file.file_stem().and_then(|stem| language_of(stem.to_str()?)) else { continue };
            if dictionary && file.with_extension("aff").is_file() {
                found.entry(tag).or_insert(file);
            }
        }
    }
    found.entry(BUNDLED.0.to_owned()).or_default();
    found
}

/// The language of a dictionary by its name: `de_DE_frami` is German as in Germany, `hyph_de_DE` none.
fn language_of(stem: &str) -> Option<String> {
    let mut parts = stem.split(['_', '-']);
    let language = parts
        .next()
        .filter(|it| (2..=3).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_lowercase()))?;
    let country = parts.next().filter(|it| it.len() == 2 && it.bytes().all(|it| it.is_ascii_uppercase()));
    Some(country.map_or_else(|| language.to_owned(), |country| format!("{language}-{country}")))
}

/// Reads a dictionary, with words besides its own, one a line.
fn load(file: &Path, more: &str) -> Option<spellbook::Dictionary> {
    let (rules, mut words) = if file.as_os_str().is_empty() {
        let text = |bytes: &[u8]| String::from_utf8(zstd::decode_all(bytes).ok()?).ok();
        (text(BUNDLED.1)?, text(BUNDLED.2)?)
    } else {
        let (rules, words) = (read(&file.with_extension("aff"))?, read(file)?);
        let encoding = encoding(&rules)?;
        (encoding.decode(&rules).0.into_owned(), encoding.decode(&words).0.into_owned())
    };
    if !more.is_empty() {
        words.push('\n');
        words.push_str(more);
    }
    spellbook::Dictionary::new(&rules, &words).ok()
}

fn read(file: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(file).ok()?.take(LARGEST + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= LARGEST).then_some(bytes)
}

/// The encoding that the rules name; hunspell takes Latin 1 where they name none.
fn encoding(rules: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let line = rules.split(|byte| *byte == b'\n').find_map(|line| line.strip_prefix(b"SET "));
    let name =
        line.map_or("ISO8859-1".into(), |name| String::from_utf8_lossy(name).trim().to_ascii_lowercase());
    let name = name.strip_prefix("microsoft-cp").map_or(name.clone(), |page| format!("windows-{page}"));
    encoding_rs::Encoding::for_label(name.as_bytes())
}

/// A script, as far as it matters whether a dictionary can know a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Other,
}

/// The script of a word by its first letter.
pub(super) fn script_of_word(word: &str) -> Option<Script> {
    word.chars().find(|character| character.is_alphabetic()).map(|letter| match letter {
        'a'..='z' | 'A'..='Z' | '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{590}'..='\u{5ff}' => Script::Hebrew,
        '\u{600}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => {
            Script::Arabic
        }
        _ => Script::Other,
    })
}

/// The script that a language is mostly written in.
pub(super) fn script_of_language(primary: &str) -> Script {
    match primary {
        "el" => Script::Greek,
        "ru" | "uk" | "be" | "bg" | "mk" | "sr" | "kk" | "mn" | "ky" => Script::Cyrillic,
        "he" | "yi" => Script::Hebrew,
        "ar" | "fa" | "ur" | "ps" | "ckb" | "ug" => Script::Arabic,
        "hi" | "mr" | "ne" | "bn" | "pa" | "gu" | "or" | "ta" | "te" | "kn" | "ml" | "si" | "th" | "lo"
        | "my" | "km" | "ka" | "hy" | "am" | "ko" | "zh" | "ja" | "bo" => Script::Other,
        _ => Script::Latin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_a_dictionary_is_told_by_its_name() {
        for (name, tag) in [
            ("en_US", Some("en-US")),
            ("de_DE_frami", Some("de-DE")),
            ("fr", Some("fr")),
            ("fa_IR", Some("fa-IR")),
            ("sr-Latn", Some("sr")),
            ("hyph_de_DE", None),
            ("README", None),
        ] {
            assert_eq!(language_of(name).as_deref(), tag, "{name}");
        }
    }

    #[test]
    fn the_variant_of_a_language_is_the_named_the_chosen_or_the_usual_one() {
        let files: BTreeMap<String, PathBuf> =
            ["en-AU", "en-GB", "en-US", "pt-BR"].map(|tag| (tag.to_owned(), PathBuf::new())).into();
        let chosen = ["en-GB".to_owned()];
        for (tag, chosen, expected) in [
            ("en-AU", &chosen[..], Some("en-AU")),
            ("en", &chosen, Some("en-GB")),
            ("en-NZ", &[], Some("en-US")),
            ("en", &[], Some("en-US")),
            ("pt", &[], Some("pt-BR")),
            ("de", &[], None),
        ] {
            assert_eq!(variant(&files, tag, chosen).as_deref(), expected, "{tag}");
        }
    }

    #[test]
    fn the_dictionary_that_comes_with_galley_knows_english() {
        let dictionary = load(Path::new(""), "").expect("it is whole");
        for word in ["bridge", "gardens", "don't", "Monday"] {
            assert!(dictionary.check(word), "{word}");
        }
        assert!(!dictionary.check("brigde"));
    }

    #[test]
    fn rules_name_their_encoding() {
        for (rules, name) in [
            ("SET UTF-8\nTRY abc", "UTF-8"),
            ("# x\nSET ISO8859-15\r\n", "ISO-8859-15"),
            ("SET microsoft-cp1251\n", "windows-1251"),
            ("TRY abc\n", "windows-1252"),
        ] {
            assert_eq!(encoding(rules.as_bytes()).map(encoding_rs::Encoding::name), Some(name), "{rules}");
        }
        assert!(encoding(b"SET ISCII-DEVANAGARI\n").is_none());
    }
}
