//! Which crate may know which other.

use crate::tree::{File, Findings, holds};

/// A crate of the project, and the crates of the project that it may know.
const MAY_KNOW: [(&str, &[&str]); 12] = [
    ("model", &[]),
    ("contract", &[]),
    ("markup", &["model"]),
    ("store", &["model", "markup"]),
    ("export", &["model", "markup"]),
    ("import", &["model", "markup"]),
    ("mirror", &["model", "markup"]),
    ("engine", &["model", "markup", "store", "export", "import", "mirror", "contract"]),
    ("cli", &["engine", "contract"]),
    ("shell", &["engine", "contract"]),
    ("xtask", &[]),
    ("tests", &["model", "markup", "store", "export", "import", "mirror", "contract", "engine"]),
];

/// A library from outside that is the business of one crate only.
const ONLY_IN: [(&str, &str); 6] = [
    ("rusqlite", "store"),
    ("comrak", "markup"),
    ("ammonia", "markup"),
    ("notify", "mirror"),
    ("tauri", "shell"),
    ("fantoccini", "tests"),
];

/// The packages of the workspace: name and what they depend on, by any kind of dependency.
fn packages(tree: &[File]) -> Vec<(&File, String, Vec<String>)> {
    tree.iter()
        .filter(|file| file.name() == "Cargo.toml" && file.path != "Cargo.toml")
        .map(|file| {
            let (mut section, mut name, mut needs) = (String::new(), String::new(), Vec::new());
            for line in file.text.lines().map(str::trim) {
                if let Some(header) = line.strip_prefix('[') {
                    section = header.trim_end_matches(']').to_owned();
                    if let Some((_, dependency)) = section.split_once("dependencies.") {
                        needs.push(dependency.to_owned());
                    }
                } else if section == "package" && line.starts_with("name") {
                    name = line.split('"').nth(1).unwrap_or_default().to_owned();
                } else if section.ends_with("dependencies")
                    && let Some((key, value)) = line.split_once('=')
                {
                    let renamed = value.split_once("package").and_then(|(_, rest)| rest.split('"').nth(1));
                    let key = key.trim().split('.').next().unwrap_or_default();
                    needs.push(renamed.unwrap_or(key).trim_matches('"').to_owned());
                }
            }
            (file, name, needs)
        })
        .collect()
}

#[test]
fn a_crate_knows_only_the_crates_that_the_picture_allows() {
    holds(
        |tree| {
            let mut findings = Findings::new();
            for (file, name, needs) in packages(tree) {
                let Some((_, allowed)) = MAY_KNOW.iter().find(|(known, _)| *known == name) else {
                    findings.push(format!("{}: the package “{name}” has no place in the picture", file.path));
                    continue;
                };
                for need in needs {
                    let ours = MAY_KNOW.iter().any(|(known, _)| *known == need);
                    if ours && !allowed.contains(&need.as_str()) {
                        findings.push(format!("{}: {name} must not know {need}", file.path));
                    }
                }
            }
            findings
        },
        &[
            (
                "src-tauri/crates/store/Cargo.toml",
                "[package]\nname = \"store\"\n[dependencies]\nexport.workspace = true\n",
            ),
            (
                "src-tauri/crates/markup/Cargo.toml",
                "[package]\nname = \"markup\"\n[dev-dependencies]\nstore = { workspace = true }\n",
            ),
            (
                "src-tauri/crates/cli/Cargo.toml",
                "[package]\nname = \"cli\"\n[dependencies.model]\nworkspace = true\n",
            ),
            (
                "src-tauri/crates/model/Cargo.toml",
                "[package]\nname = \"model\"\n[dependencies]\nwire = { package = \"contract\", path = \"x\" }\n",
            ),
            ("src-tauri/crates/helper/Cargo.toml", "[package]\nname = \"helper\"\n"),
        ],
    );
}

#[test]
fn a_library_from_outside_stays_in_the_crate_it_belongs_to() {
    holds(
        |tree| {
            let mut findings = Findings::new();
            for (file, name, needs) in packages(tree) {
                for need in needs {
                    let family = |library: &str| need == library || need.starts_with(&format!("{library}-"));
                    for (_, home) in ONLY_IN.iter().filter(|(library, home)| family(library) && *home != name)
                    {
                        findings.push(format!("{}: {need} belongs to {home}, not to {name}", file.path));
                    }
                }
            }
            findings
        },
        &[
            (
                "src-tauri/crates/engine/Cargo.toml",
                "[package]\nname = \"engine\"\n[dependencies]\nrusqlite = \"1\"\n",
            ),
            (
                "src-tauri/crates/export/Cargo.toml",
                "[package]\nname = \"export\"\n[dependencies]\nammonia.workspace = true\n",
            ),
            (
                "src-tauri/crates/cli/Cargo.toml",
                "[package]\nname = \"cli\"\n[dependencies]\ntauri-plugin-dialog = \"2\"\n",
            ),
        ],
    );
}

#[test]
fn the_project_s_own_commands_need_the_standard_library_only() {
    holds(
        |tree| {
            packages(tree)
                .into_iter()
                .filter(|(_, name, needs)| name == "xtask" && !needs.is_empty())
                .map(|(file, _, needs)| format!("{}: {}", file.path, needs.join(", ")))
                .collect()
        },
        &[("src-tauri/xtask/Cargo.toml", "[package]\nname = \"xtask\"\n[dependencies]\nanyhow = \"1\"\n")],
    );
}
