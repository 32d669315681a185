//! Where things are, what they are called and how long they are.

use crate::tree::{File, Findings, holds, root};

#[test]
fn the_top_level_holds_the_three_parts_and_the_customary_files() {
    const FOLDERS: [&str; 6] = ["src-tauri", "ui", "tests", ".cargo", ".ci", ".github"];
    const FILES: [&str; 14] = [
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "LICENSE",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "rust-toolchain.toml",
        "rustfmt.toml",
        ".gitignore",
        ".gitattributes",
        ".git",
    ];
    holds(
        |tree| {
            tree.iter()
                .filter(|file| match file.path.split_once('/') {
                    Some((folder, _)) => !FOLDERS.contains(&folder),
                    None => !FILES.contains(&file.path.as_str()),
                })
                .map(|file| file.path.clone())
                .collect()
        },
        &[("docs/plan.md", "A plan"), ("notes.md", "Notes")],
    );
}

#[test]
fn a_file_fits_in_the_head() {
    const LONGEST: usize = 500;
    let written_by_people = |file: &File| {
        ["rs", "ts", "svelte", "css", "html", "js"]
            .iter()
            .any(|extension| file.path.ends_with(&format!(".{extension}")))
            && !file.path.contains(".gen.")
            && !file.path.contains("/fixtures/")
    };
    holds(
        |tree| {
            tree.iter()
                .filter(|file| written_by_people(file) && file.text.lines().count() > LONGEST)
                .map(|file| format!("{}: {} lines", file.path, file.text.lines().count()))
                .collect()
        },
        &[("ui/src/App.svelte", &"<p>\n".repeat(501))],
    );
}

#[test]
fn no_file_or_folder_is_named_for_nothing_in_particular() {
    const VAGUE: [&str; 10] =
        ["core", "common", "util", "utils", "manager", "service", "services", "helper", "helpers", "misc"];
    holds(
        |tree| {
            tree.iter()
                .filter(|file| {
                    file.path.split('/').any(|part| {
                        let stem = part.split('.').next().unwrap_or_default().to_lowercase();
                        VAGUE.contains(&stem.as_str())
                    })
                })
                .map(|file| file.path.clone())
                .collect()
        },
        &[("src-tauri/crates/engine/src/utils.rs", ""), ("ui/src/common/a.ts", "")],
    );
}

#[test]
fn modules_of_the_interface_are_named_by_their_kind() {
    holds(
        |tree| {
            tree.iter()
                .filter(|file| file.path.starts_with("ui/src/"))
                .filter(|file| {
                    let first = file.name().chars().next().unwrap_or_default();
                    match file.name().rsplit('.').next() {
                        Some("svelte") => !first.is_uppercase(),
                        Some("ts") => !first.is_lowercase() || file.name().contains(['_', '-']),
                        _ => false,
                    }
                })
                .map(|file| file.path.clone())
                .collect()
        },
        &[("ui/src/parts/split-pane.ts", ""), ("ui/src/parts/button.svelte", "")],
    );
}

#[test]
fn the_continuous_run_does_nothing_that_the_test_command_does_not() {
    holds(
        |tree| {
            let commands = |file: &File| -> Vec<String> {
                file.text
                    .lines()
                    .map(str::trim)
                    .filter(|line| !line.is_empty() && !line.starts_with('#'))
                    .filter(|line| !line.starts_with("set ") && !line.starts_with("cd "))
                    .map(str::to_owned)
                    .collect()
            };
            tree.iter()
                .filter(|file| file.path == ".ci/run" && commands(file) != ["exec cargo xtask test"])
                .map(|file| format!("{}: {:?}", file.path, commands(file)))
                .collect()
        },
        &[(".ci/run", "cargo xtask test\nnpm audit\n")],
    );
}

#[test]
fn the_typescript_of_the_contract_is_fresh() {
    holds(
        |tree| {
            const GENERATED: &str = "ui/src/ipc/contract.gen.ts";
            let fresh = contract::typescript::generate();
            match tree.iter().find(|file| file.path == GENERATED) {
                Some(file) if file.text == fresh => Findings::new(),
                _ => vec![format!("{GENERATED}: run `cargo xtask codegen`")],
            }
        },
        &[("ui/src/ipc/contract.gen.ts", "export {};\n")],
    );
}

#[test]
fn nothing_names_the_machine_it_was_written_on() {
    let places =
        [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/home/", "user"), concat!("local", "domain")];
    let planted = format!("let path = \"{}target\";", places[0]);
    holds(
        |tree| {
            let mut findings = Findings::new();
            for file in tree {
                for (number, line) in file.text.lines().enumerate() {
                    let resolved = line.trim().starts_with("\"resolved\":");
                    if places.iter().any(|place| line.contains(place))
                        || (resolved && !line.contains("https://registry.npmjs.org/"))
                    {
                        findings.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
                    }
                }
            }
            findings
        },
        &[
            ("src-tauri/crates/store/src/path.rs", &planted),
            ("ui/package-lock.json", "      \"resolved\": \"https://mirror.invalid/a.tgz\","),
        ],
    );
}

#[test]
fn a_picture_of_the_window_stands_where_the_readme_says() {
    let Ok(readme) = std::fs::read_to_string(root().join("README.md")) else {
        panic!("README.md is missing");
    };
    let mut pictures = 0;
    for address in readme.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        if !address.contains("://") && !address.starts_with('#') {
            assert!(root().join(address).exists(), "README.md names {address}, which does not exist");
            pictures += usize::from(address.ends_with(".png"));
        }
    }
    pictures += readme.matches("srcset=\".github/").count();
    assert!(pictures > 0, "README.md shows no picture of the window");
}
