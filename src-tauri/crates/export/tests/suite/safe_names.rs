//! A file name from any text is one that every file system takes.

use export::safe_name;
use proptest::prelude::*;

/// Texts that have broken programs before.
const NAUGHTY: &[&str] = &[
    "",
    " ",
    ".",
    "..",
    "...",
    "../../etc/passwd",
    "..\\..\\windows\\system32",
    "/",
    "\\",
    "a/b",
    "a\0b",
    "C:\\x",
    "C:x",
    "con",
    "CON",
    "Con.txt",
    "nul",
    "prn .a",
    "aux",
    "com1",
    "COM¹",
    "lpt9",
    "conin$",
    "-rf",
    "--help",
    "~",
    "~root",
    "$(id)",
    "`id`",
    "a;b",
    "a|b",
    "a>b",
    "*?",
    "file:///x",
    "https://example.org/",
    "\u{202e}gpj.exe",
    "\u{feff}x",
    "\u{200f}",
    "\u{0}",
    "\n",
    "a\r\nb",
    "é",
    "e\u{301}",
    "ﷺ",
    "𝕳𝖎",
    "🙂",
    "👩‍👩‍👧‍👦",
    "باغ‌های تهران",
    "東京の夜",
    "\u{fffe}",
    "...hidden",
    "trailing.",
    "trailing ",
    "desktop.ini",
    ".htaccess",
    "NUL.html",
    "\u{2044}",
    "\u{ff0f}",
];

fn check(text: &str) {
    let name = safe_name(text, "html");
    assert!(name.len() <= 200, "{name:?} is too long");
    assert!(name.ends_with(".html") && name.len() > 5, "{text:?} became {name:?}");
    assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']), "{text:?} became {name:?}");
    assert!(!name.chars().any(char::is_control), "{text:?} became {name:?}");
    assert!(!name.starts_with(['.', ' ', '-']), "{text:?} became {name:?}");
    assert!(!name.strip_suffix(".html").expect("checked").ends_with(['.', ' ']), "{text:?} became {name:?}");
    let device = name.split('.').next().unwrap_or_default().trim().to_lowercase();
    assert!(
        !["con", "prn", "aux", "nul", "com1", "com¹", "lpt9", "conin$"].contains(&device.as_str()),
        "{name:?}"
    );
    // A folder of its own, so that the file system itself has a say.
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(&name), "x").expect("a name that the file system takes");
    let entries: Vec<_> = std::fs::read_dir(folder.path()).expect("the folder").collect();
    assert_eq!(entries.len(), 1, "{name:?} led out of the folder");
    assert_eq!(
        safe_name(name.strip_suffix(".html").expect("checked"), "html"),
        name,
        "a safe name is not kept"
    );
}

#[test]
fn naughty_texts_become_harmless_names() {
    NAUGHTY.iter().for_each(|text| check(text));
    NAUGHTY.iter().for_each(|text| check(&text.repeat(300)));
}

#[test]
fn a_name_in_any_script_stays_readable() {
    assert_eq!(safe_name("باغ‌های-تهران", "html"), "باغ‌های-تهران.html");
    assert_eq!(safe_name("東京の夜", "html"), "東京の夜.html");
    assert_eq!(safe_name("e\u{301}te", "html"), "éte.html");
    assert_eq!(safe_name("a: b?", "html"), "a- b.html");
}

proptest! {
    #[test]
    fn any_text_becomes_a_harmless_name(text in any::<String>()) {
        check(&text);
    }
}
