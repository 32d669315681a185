//! What may come along: every library that a build takes in is under a licence that lets Galley be given away.

use serde_json::Value;

use crate::tree::root;

/// Licences by their SPDX names. They ask for no more than to be named, but MPL-2.0, which asks that changes to
/// its own files are shown; Galley changes none. CDLA-Permissive-2.0 is for data (certificates), CC0-1.0 for
/// anything.
const ALLOWED: [&str; 15] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Zlib",
];

/// Whether one may choose licences out of an expression (SPDX, or the older form with a slash) that are all allowed.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    expression.split(" AND ").all(|part| {
        let part = part.trim().trim_start_matches('(').trim_end_matches(')');
        part.split(" OR ").any(|licence| ALLOWED.contains(&licence.trim()))
    })
}

#[test]
fn an_expression_is_allowed_where_a_choice_out_of_it_is() {
    for allowed in ["MIT", "MIT/Apache-2.0", "(GPL-3.0 OR MIT) AND Unicode-3.0", "LGPL-2.1-or-later OR Zlib"]
    {
        assert!(is_allowed(allowed), "{allowed}");
    }
    for refused in ["GPL-3.0-only", "MIT AND GPL-2.0-only", "", "SSPL-1.0 OR AGPL-3.0-only"] {
        assert!(!is_allowed(refused), "{refused}");
    }
}

#[test]
fn every_library_of_the_programs_is_under_a_licence_that_may_come_along() {
    let output = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()
        .expect("cargo can be asked");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo answers in JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let foreign: Vec<&Value> = packages.iter().filter(|package| package["source"].is_string()).collect();
    assert!(foreign.len() > 100, "cargo names {} libraries only", foreign.len());
    let refused: Vec<String> = foreign
        .iter()
        .filter(|package| !is_allowed(package["license"].as_str().unwrap_or_default()))
        .map(|package| format!("{}: {}", package["name"], package["license"]))
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn every_library_of_the_interface_is_under_a_licence_that_may_come_along() {
    let text = std::fs::read_to_string(root().join("ui/package-lock.json")).expect("there is a lock file");
    let lock: Value = serde_json::from_str(&text).expect("a lock file is JSON");
    let packages = lock["packages"].as_object().expect("a list of packages");
    let shipped: Vec<(&String, &Value)> =
        packages.iter().filter(|(path, package)| !path.is_empty() && package["dev"] != true).collect();
    assert!(shipped.len() > 10, "the lock file names {} libraries only", shipped.len());
    let refused: Vec<String> = shipped
        .iter()
        .filter(|(_, package)| !is_allowed(package["license"].as_str().unwrap_or_default()))
        .map(|(path, package)| format!("{path}: {}", package["license"]))
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}
