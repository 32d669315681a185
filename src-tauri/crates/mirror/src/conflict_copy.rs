//! The copies that programs which synchronise folders leave beside a file when two computers changed it.

use std::collections::BTreeSet;

/// What the programs call such a copy, in the languages they come in.
const REMARKS: [&str; 12] = [
    "conflicted copy",
    "case conflict",
    "conflict copy",
    "conflicting copy",
    "konfliktkopie",
    "in konflikt stehende kopie",
    "copie en conflit",
    "copia en conflicto",
    "copia in conflitto",
    "cópia em conflito",
    "conflicterende kopie",
    "конфликтующая копия",
];

/// The name of the file that this is a conflicting copy of, by the habits of Syncthing, Dropbox, Nextcloud,
/// OneDrive, Google Drive and Unison; `None` for any other file.
#[must_use]
pub fn original(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    let rejoin = |stem: &str| (!stem.is_empty()).then(|| format!("{stem}.{ending}"));
    // Syncthing: `name.sync-conflict-20240506-093000-ABCDEFG.md`.
    if let Some((before, mark)) = stem.split_once(".sync-conflict-") {
        let shaped =
            mark.get(..15).is_some_and(|date| date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'));
        return if shaped { rejoin(before) } else { None };
    }
    // Dropbox, Nextcloud, Unison: `name (Somebody's conflicted copy 2024-05-06).md`, in the language of whoever
    // runs them.
    if let (Some(start), true) = (stem.rfind(" ("), stem.ends_with(')')) {
        let remark = stem[start + 2..stem.len() - 1].to_lowercase();
        if REMARKS.iter().any(|known| remark.contains(known)) {
            return rejoin(&stem[..start]);
        }
    }
    // Google Drive: `name_conf(1).md`.
    let (before, number) = stem.strip_suffix(')')?.rsplit_once("_conf(")?;
    if number.bytes().all(|byte| byte.is_ascii_digit()) { rejoin(before) } else { None }
}

/// The name of the file that this may be a copy of, as Google Drive (and file managers) number a second file of
/// one name: `name (1).md`. Authors number parts so too, so it is a copy only where it names the same article.
#[must_use]
pub fn numbered(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    let (before, number) = stem.strip_suffix(')')?.rsplit_once(" (")?;
    let is_number = (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !before.is_empty() && !before.ends_with('/')).then(|| format!("{before}.{ending}"))
}

/// Whether this is a copy, or may be one, of a file with one of these names.
#[must_use]
pub fn is_of(copy: &str, names: &BTreeSet<String>) -> bool {
    [original(copy), numbered(copy)].iter().flatten().any(|of| names.contains(of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_the_usual_programs_are_recognised_and_other_names_are_not() {
        for (name, of) in [
            ("lamp.sync-conflict-20240506-093000-ABCDEFG.md", Some("lamp.md")),
            ("lamp (A. Writer's conflicted copy 2024-05-06).md", Some("lamp.md")),
            ("lamp (conflicted copy 2024-05-06 093000).md", Some("lamp.md")),
            ("lamp (Case Conflict).md", Some("lamp.md")),
            ("lamp (Konfliktkopie von Schreibtisch 2024-05-06).md", Some("lamp.md")),
            ("notes/lamp (Copie en conflit 2024-05-06).md", Some("notes/lamp.md")),
            ("lamp_conf(2).md", Some("lamp.md")),
            ("lamp (second part).md", None),
            ("lamp.md", None),
            ("the-conflicted-copy.md", None),
            (".sync-conflict-x.md", None),
            ("lamp", None),
        ] {
            assert_eq!(original(name).as_deref(), of, "{name}");
        }
    }

    #[test]
    fn numbered_names_are_told_from_others() {
        for (name, of) in [
            ("lamp (1).md", Some("lamp.md")),
            ("notes/lamp (12).md", Some("notes/lamp.md")),
            ("lamp (2024).md", None),
            ("lamp (one).md", None),
            ("lamp(1).md", None),
            ("notes/ (1).md", None),
            (" (1).md", None),
            ("lamp.md", None),
        ] {
            assert_eq!(numbered(name).as_deref(), of, "{name}");
        }
    }
}
