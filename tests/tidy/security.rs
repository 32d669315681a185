//! What protects the window.

use serde_json::Value;

use crate::tree::{File, Findings, holds};

const CONFIGURATION: &str = "src-tauri/tauri.conf.json";

fn json(tree: &[File], path: &str) -> Value {
    tree.iter()
        .find(|file| file.path == path)
        .and_then(|file| serde_json::from_str(&file.text).ok())
        .unwrap_or(Value::Null)
}

/// The policy as directives, however it is written.
fn policy(tree: &[File]) -> Vec<(String, String)> {
    match &json(tree, CONFIGURATION)["app"]["security"]["csp"] {
        Value::String(text) => text
            .split(';')
            .filter_map(|directive| directive.trim().split_once(' '))
            .map(|(name, sources)| (name.to_owned(), sources.to_owned()))
            .collect(),
        Value::Object(directives) => directives
            .iter()
            .map(|(name, sources)| (name.clone(), sources.to_string().replace(['[', ']', '"', ','], " ")))
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_window_s_policy_lets_no_foreign_code_in() {
    holds(
        |tree| {
            let policy = policy(tree);
            let sources = |name: &str| {
                policy
                    .iter()
                    .find(|(directive, _)| directive == name)
                    .map(|(_, sources)| sources.trim().to_owned())
            };
            let mut findings = Findings::new();
            let mut must = |holds: bool, what: &str| {
                if !holds {
                    findings.push(format!("{CONFIGURATION}: {what}"));
                }
            };
            must(sources("default-src").as_deref() == Some("'none'"), "default-src is not 'none'");
            must(sources("script-src").as_deref() == Some("'self'"), "script-src is not 'self'");
            for name in ["object-src", "base-uri", "form-action"] {
                must(
                    sources(name).is_none_or(|sources| sources == "'none'"),
                    &format!("{name} is not 'none'"),
                );
            }
            must(
                sources("base-uri").is_some() && sources("form-action").is_some(),
                "base-uri or form-action is open",
            );
            let all: String = policy.iter().map(|(_, sources)| sources.as_str()).collect();
            must(!all.contains("unsafe-eval"), "unsafe-eval");
            must(!all.contains('*'), "a wildcard");
            must(!all.contains("https:"), "a remote source");
            findings
        },
        &[
            (
                CONFIGURATION,
                r#"{"app":{"security":{"csp":"default-src 'none'; script-src 'self' 'unsafe-inline'"}}}"#,
            ),
            (CONFIGURATION, r#"{"app":{"security":{}}}"#),
        ],
    );
}

#[test]
fn the_shell_s_guards_are_on() {
    holds(
        |tree| {
            let configuration = json(tree, CONFIGURATION);
            let mut findings = Findings::new();
            if configuration["app"]["security"]["freezePrototype"] != Value::Bool(true) {
                findings.push(format!("{CONFIGURATION}: prototypes are not frozen"));
            }
            if configuration["app"]["withGlobalTauri"] == Value::Bool(true) {
                findings.push(format!("{CONFIGURATION}: the shell is a global of the page"));
            }
            if configuration["app"]["security"]["assetProtocol"]["enable"] == Value::Bool(true) {
                findings.push(format!("{CONFIGURATION}: files are served by path"));
            }
            if !configuration["app"]["security"]["dangerousDisableAssetCspModification"].is_null()
                && configuration["app"]["security"]["dangerousDisableAssetCspModification"]
                    == Value::Bool(true)
            {
                findings.push(format!("{CONFIGURATION}: scripts are admitted without their hashes"));
            }
            findings
        },
        &[(CONFIGURATION, r#"{"app":{"withGlobalTauri":true,"security":{"freezePrototype":true}}}"#)],
    );
}

#[test]
fn one_capability_holds_for_the_main_window_only() {
    holds(
        |tree| {
            let mut findings = Findings::new();
            let folder = "src-tauri/capabilities/";
            let found: Vec<_> = tree.iter().filter(|file| file.path.starts_with(folder)).collect();
            if found.is_empty() {
                findings.push(format!("{folder}: no capability"));
            }
            for file in found {
                let capability = json(tree, &file.path);
                if file.name() != "main.json"
                    || capability["windows"] != serde_json::json!(["main"])
                    || !capability["webviews"].is_null()
                    || !capability["remote"].is_null()
                {
                    findings.push(format!("{}: it reaches further than the main window", file.path));
                }
                for permission in capability["permissions"].as_array().into_iter().flatten() {
                    let name = permission.as_str().or(permission["identifier"].as_str()).unwrap_or_default();
                    let granted = name == "allow-call" || name.starts_with("core:");
                    if !granted || name.contains("create-webview") {
                        findings.push(format!("{}: {name}", file.path));
                    }
                }
            }
            findings
        },
        &[
            ("src-tauri/capabilities/main.json", r#"{"windows":["*"],"permissions":["core:default"]}"#),
            ("src-tauri/capabilities/main.json", r#"{"windows":["main"],"permissions":["fs:default"]}"#),
            ("src-tauri/capabilities/other.json", r#"{"windows":["main"],"permissions":["core:default"]}"#),
        ],
    );
}

#[test]
fn no_frame_may_run_scripts() {
    holds(
        |tree| {
            tree.iter()
                .filter(|file| file.path.starts_with("ui/") || file.path.starts_with("src-tauri/"))
                .filter(|file| !file.is_test() && file.text.contains(concat!("allow-", "scripts")))
                .map(|file| file.path.clone())
                .collect()
        },
        &[(
            "ui/src/features/editor/Preview.svelte",
            concat!("<iframe sandbox=\"allow-same-origin allow-", "scripts\"></iframe>"),
        )],
    );
}

#[test]
fn every_frame_is_a_sandbox() {
    holds(
        |tree| {
            let mut findings = Findings::new();
            for file in tree.iter().filter(|file| file.is_ui() && !file.is_test()) {
                for part in file.text.split("<iframe").skip(1) {
                    let tag = part.split('>').next().unwrap_or_default();
                    if !tag.contains("sandbox=\"allow-same-origin\"") {
                        findings.push(format!("{}: <iframe{tag}>", file.path));
                    }
                }
            }
            findings
        },
        &[("ui/src/features/editor/Preview.svelte", "<iframe title=\"Preview\" srcdoc={page}></iframe>")],
    );
}

#[test]
fn the_shell_has_one_command() {
    holds(
        |tree| {
            let commands: Vec<_> = tree
                .iter()
                .filter(|file| file.is_rust() && file.path.starts_with("src-tauri/src/"))
                .filter(|file| file.text.lines().any(|line| line.trim().starts_with("#[tauri::command")))
                .collect();
            commands
                .iter()
                .filter(|file| {
                    file.path != "src-tauri/src/call.rs" || file.text.matches("#[tauri::command").count() > 1
                })
                .map(|file| format!("{}: a command beside the one", file.path))
                .collect()
        },
        &[("src-tauri/src/native.rs", "#[tauri::command]\nfn delete(path: String) {}")],
    );
}
