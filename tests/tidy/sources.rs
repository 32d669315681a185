//! What stands, and does not stand, in Rust sources.

use crate::rust::{layers, lines_with_word};
use crate::tree::{File, Findings, holds};

/// Looks for words in the code of Rust files, strings and comments apart.
fn words_in_code(tree: &[File], concerned: impl Fn(&File) -> bool, words: &[&str]) -> Findings {
    let mut findings = Findings::new();
    for file in tree.iter().filter(|file| file.is_rust() && concerned(file)) {
        let code = layers(&file.text).code;
        for word in words {
            for line in lines_with_word(&code, word) {
                findings.push(format!("{}:{line}: {word}", file.path));
            }
        }
    }
    findings
}

#[test]
fn no_code_is_unsafe() {
    holds(
        |tree| words_in_code(tree, |_| true, &["unsafe"]),
        &[("src-tauri/crates/store/src/fast.rs", "fn a() { unsafe { b() } }")],
    );
}

#[test]
fn every_crate_forbids_unsafe_code_by_the_workspace_s_lints() {
    holds(
        |tree| {
            tree.iter()
                .filter(|file| file.name() == "Cargo.toml" && file.path != "Cargo.toml")
                .filter(|file| !file.text.contains("[lints]\nworkspace = true"))
                .map(|file| format!("{}: the workspace's lints are not in force", file.path))
                .chain(
                    tree.iter()
                        .filter(|file| file.path == "Cargo.toml")
                        .filter(|file| !file.text.contains("unsafe_code = \"forbid\""))
                        .map(|file| file.path.clone()),
                )
                .collect()
        },
        &[
            ("src-tauri/crates/store/Cargo.toml", "[package]\nname = \"store\"\n"),
            ("Cargo.toml", "[workspace.lints.rust]\nunsafe_code = \"warn\"\n"),
        ],
    );
}

#[test]
fn what_the_model_says_is_not_written_to_the_wire() {
    holds(
        |tree| {
            let concerned = |file: &File| file.path.starts_with("src-tauri/crates/model/");
            words_in_code(tree, concerned, &["Serialize", "Deserialize", "serde"])
        },
        &[("src-tauri/crates/model/src/tag.rs", "#[derive(serde::Serialize)]\npub struct Tag;")],
    );
}

#[test]
fn the_pure_crates_touch_no_disk_no_clock_and_no_network() {
    holds(
        |tree| {
            let concerned = |file: &File| {
                [
                    "src-tauri/crates/model/src/",
                    "src-tauri/crates/markup/src/",
                    "src-tauri/crates/contract/src/",
                ]
                .iter()
                .any(|crate_| file.path.starts_with(crate_))
                    || ["src-tauri/crates/export/src/plan", "src-tauri/crates/mirror/src/plan"]
                        .iter()
                        .any(|module| file.path.starts_with(module))
            };
            let mut findings = Findings::new();
            for file in tree.iter().filter(|file| file.is_rust() && concerned(file) && !file.is_test()) {
                let code = layers(&file.text).code;
                // A test module at the end may measure time.
                let code = code.split("#[cfg(test)]").next().unwrap_or_default();
                for word in
                    ["std::fs", "std::net", "SystemTime::now", "Instant::now", "Zoned::now", "Timestamp::now"]
                {
                    for line in lines_with_word(code, word) {
                        findings.push(format!("{}:{line}: {word}", file.path));
                    }
                }
            }
            findings
        },
        &[
            ("src-tauri/crates/model/src/clock.rs", "fn now() -> Timestamp { jiff::Timestamp::now() }"),
            ("src-tauri/crates/export/src/plan/files.rs", "use std::fs;"),
        ],
    );
}

#[test]
fn sql_is_written_in_the_store_only() {
    const STATEMENTS: [(&str, &str); 7] = [
        ("SELECT ", " FROM "),
        ("INSERT ", "INTO "),
        ("UPDATE ", " SET "),
        ("DELETE ", "FROM "),
        ("CREATE ", "TABLE "),
        ("PRAGMA ", ""),
        ("ALTER ", "TABLE "),
    ];
    holds(
        |tree| {
            let mut findings = Findings::new();
            for file in tree.iter().filter(|file| {
                file.is_rust()
                    && !file.path.starts_with("src-tauri/crates/store/")
                    && !file.path.starts_with("tests/")
            }) {
                for (number, line) in layers(&file.text).strings.lines().enumerate() {
                    if STATEMENTS.iter().any(|(begin, then)| line.contains(begin) && line.contains(then)) {
                        findings.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
                    }
                }
            }
            findings.extend(
                tree.iter()
                    .filter(|file| {
                        file.path.ends_with(".sql") && !file.path.starts_with("src-tauri/crates/store/")
                    })
                    .map(|file| file.path.clone()),
            );
            findings
        },
        &[
            ("src-tauri/crates/engine/src/articles.rs", "let all = \"SELECT id FROM article\";"),
            ("src-tauri/crates/cli/src/list.sql", "SELECT 1"),
        ],
    );
}

#[test]
fn nothing_is_left_to_be_done() {
    let later = |text: &str| {
        ["TODO", "FIXME", "XXX", "HACK"].into_iter().find(|word| !lines_with_word(text, word).is_empty())
    };
    holds(
        |tree| {
            let mut findings = words_in_code(tree, |_| true, &["todo!", "unimplemented!"]);
            for file in tree.iter().filter(|file| !file.path.starts_with("tests/tidy/")) {
                let text = if file.is_rust() { layers(&file.text).comments } else { file.text.clone() };
                let written_by_people = ["rs", "ts", "svelte", "css", "toml", "html", "js"]
                    .iter()
                    .any(|extension| file.path.ends_with(&format!(".{extension}")));
                if let Some(word) = later(&text).filter(|_| written_by_people) {
                    findings.push(format!("{}: {word}", file.path));
                }
            }
            findings
        },
        &[
            ("src-tauri/crates/store/src/later.rs", "fn a() { todo!() }"),
            ("src-tauri/crates/store/src/note.rs", "// TODO: everything"),
            ("ui/src/state/later.ts", "// FIXME"),
        ],
    );
}

#[test]
fn the_name_of_a_test_is_a_sentence() {
    holds(
        |tree| {
            let mut findings = Findings::new();
            for file in tree.iter().filter(|file| file.is_rust()) {
                let code = layers(&file.text).code;
                let mut expected = false;
                for (number, line) in code.lines().enumerate() {
                    expected |= line.trim() == "#[test]";
                    if let Some(name) = line.trim().strip_prefix("fn ").filter(|_| expected) {
                        expected = false;
                        let name = name.split('(').next().unwrap_or_default();
                        if name.split('_').count() < 3 || name.starts_with("test_") {
                            findings.push(format!("{}:{}: {name}", file.path, number + 1));
                        }
                    }
                }
            }
            findings
        },
        &[("src-tauri/crates/store/src/a.rs", "#[test]\nfn test_save_works() {}")],
    );
}

#[test]
fn standard_output_is_written_by_programs_only() {
    holds(
        |tree| {
            let library = |file: &File| {
                ["model", "contract", "markup", "store", "export", "import", "mirror", "engine"]
                    .iter()
                    .any(|name| file.path.starts_with(&format!("src-tauri/crates/{name}/src/")))
            };
            let mut findings = Findings::new();
            for file in
                tree.iter().filter(|file| file.is_rust() && library(file) && !file.path.contains("test"))
            {
                let code = layers(&file.text).code;
                let code = code.split("#[cfg(test)]").next().unwrap_or_default();
                for word in ["println!", "print!", "eprintln!", "eprint!"] {
                    for line in lines_with_word(code, word) {
                        findings.push(format!("{}:{line}: {word}", file.path));
                    }
                }
            }
            findings
        },
        &[("src-tauri/crates/engine/src/jobs.rs", "fn a() { eprintln!(\"here\") }")],
    );
}
