//! Who may import what in the window's interface.

use crate::tree::{File, Findings, holds};

fn is_component(file: &File) -> bool {
    ["ui/src/features/", "ui/src/parts/"].iter().any(|folder| file.path.starts_with(folder))
        || file.path == "ui/src/App.svelte"
}

/// The module names a file imports, statically or not.
fn imports(file: &File) -> Vec<String> {
    let mut found = Vec::new();
    for (start, keyword) in file.text.match_indices("from ").chain(file.text.match_indices("import")) {
        let rest = file.text[start + keyword.len()..].trim_start_matches([' ', '(']);
        if let Some(quote) = rest.chars().next().filter(|first| ['"', '\''].contains(first))
            && let Some(module) = rest[1..].split(quote).next()
        {
            found.push(module.to_owned());
        }
    }
    found
}

fn importing(tree: &[File], concerned: impl Fn(&File) -> bool, wrong: impl Fn(&str) -> bool) -> Findings {
    let mut findings = Findings::new();
    for file in tree.iter().filter(|file| file.is_ui() && concerned(file)) {
        findings.extend(
            imports(file)
                .iter()
                .filter(|module| wrong(module))
                .map(|module| format!("{}: {module}", file.path)),
        );
    }
    findings
}

#[test]
fn one_file_only_knows_the_shell() {
    holds(
        |tree| {
            importing(
                tree,
                |file| file.path != "ui/src/ipc/call.ts",
                |module| module.starts_with("@tauri-apps/"),
            )
        },
        &[
            ("ui/src/state/actions.ts", "import { invoke } from \"@tauri-apps/api/core\";"),
            ("ui/src/features/editor/Editor.svelte", "await import('@tauri-apps/api/event')"),
        ],
    );
}

#[test]
fn no_source_reaches_for_the_shell_by_its_global() {
    holds(
        |tree| {
            tree.iter()
                .filter(|file| file.is_ui() && file.path != "ui/src/ipc/call.ts")
                .filter(|file| file.text.contains("__TAURI"))
                .map(|file| file.path.clone())
                .collect()
        },
        &[("ui/src/state/actions.ts", "window.__TAURI_INTERNALS__.invoke('call')")],
    );
}

#[test]
fn components_do_not_call_the_engine_themselves() {
    holds(
        |tree| {
            importing(
                tree,
                |file| is_component(file) && !file.is_test(),
                |module| module.ends_with("ipc/call"),
            )
        },
        &[
            ("ui/src/features/editor/Editor.svelte", "import { call } from \"../../ipc/call\";"),
            ("ui/src/App.svelte", "import { call } from './ipc/call'"),
        ],
    );
}

#[test]
fn parts_know_nothing_of_the_domain() {
    holds(
        |tree| {
            importing(
                tree,
                |file| file.path.starts_with("ui/src/parts/"),
                |module| ["/features/", "/state/", "/ipc/"].iter().any(|layer| module.contains(layer)),
            )
        },
        &[("ui/src/parts/Button.svelte", "import { library } from \"../state/library.svelte\";")],
    );
}

#[test]
fn extensions_of_the_editor_know_no_components() {
    holds(
        |tree| {
            importing(
                tree,
                |file| file.path.starts_with("ui/src/codemirror/"),
                |module| {
                    module == "svelte"
                        || module.starts_with("svelte/")
                        || module.ends_with(".svelte")
                        || ["/features/", "/state/", "/parts/", "/ipc/call"]
                            .iter()
                            .any(|layer| module.contains(layer))
                },
            )
        },
        &[("ui/src/codemirror/toolbar.ts", "import { mount } from \"svelte\";")],
    );
}

#[test]
fn the_name_of_a_command_stands_only_in_a_call_that_the_contract_types() {
    holds(
        |tree| {
            let mut findings = Findings::new();
            for file in tree.iter().filter(|file| file.is_ui() && !file.is_test()) {
                if file.path == "ui/src/ipc/contract.gen.ts" {
                    continue;
                }
                for command in contract::COMMANDS {
                    for quote in ['"', '\'', '`'] {
                        let literal = format!("{quote}{command}{quote}");
                        for (start, _) in file.text.match_indices(&literal) {
                            let before = file.text[..start].trim_end();
                            if !before.ends_with("call(") {
                                findings.push(format!("{}: {literal}", file.path));
                            }
                        }
                    }
                }
            }
            findings
        },
        &[("ui/src/state/actions.ts", "const name = \"article_save\"; invoke(name, {});")],
    );
}

#[test]
fn only_the_patcher_of_the_preview_turns_text_into_html() {
    const WAYS: [&str; 8] = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "{@html",
        "createContextualFragment",
        "setHTMLUnsafe",
        "parseFromString",
    ];
    holds(
        |tree| {
            let mut findings = Findings::new();
            for file in tree.iter().filter(|file| file.is_ui() && !file.is_test()) {
                if file.path == "ui/src/features/preview/framePage.ts" {
                    continue;
                }
                findings.extend(
                    WAYS.iter()
                        .filter(|way| file.text.contains(**way))
                        .map(|way| format!("{}: {way}", file.path)),
                );
            }
            findings
        },
        &[
            ("ui/src/features/library/List.svelte", "{@html article.title}"),
            ("ui/src/parts/tip.ts", "element.innerHTML = text;"),
        ],
    );
}

#[test]
fn nothing_is_evaluated() {
    holds(
        |tree| {
            tree.iter()
                .filter(|file| file.is_ui())
                .filter(|file| {
                    ["eval(", "new Function(", "javascript:"].iter().any(|way| file.text.contains(way))
                })
                .filter(|file| !file.is_test())
                .map(|file| file.path.clone())
                .collect()
        },
        &[("ui/src/state/plugin.ts", "new Function('return 1')()")],
    );
}
