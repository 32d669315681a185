//! The project as text: every file that people write, read once.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// One file: its path from the root, with `/`, and its text.
#[derive(Clone)]
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    /// Whether it is Rust.
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether it is a source of the window's interface.
    pub fn is_ui(&self) -> bool {
        self.path.starts_with("ui/src/") && (self.path.ends_with(".ts") || self.path.ends_with(".svelte"))
    }

    /// Whether it only tests others.
    pub fn is_test(&self) -> bool {
        self.path.starts_with("tests/")
            || self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
            || self.path.contains(".test.")
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// The folder that holds the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("the tests folder has a parent").to_path_buf()
}

/// Every text file of the project, sorted by path; what tools make is left out.
pub fn files() -> &'static [File] {
    static FILES: OnceLock<Vec<File>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut found = Vec::new();
        collect(&root(), "", &mut found);
        found.sort_by(|one, other| one.path.cmp(&other.path));
        found
    })
}

const MADE_BY_TOOLS: [&str; 6] = ["target", "node_modules", "dist", ".git", "gen", "icons"];

fn collect(folder: &Path, prefix: &str, found: &mut Vec<File>) {
    let entries = std::fs::read_dir(folder).expect("the folders of the project can be listed");
    for entry in entries {
        let entry = entry.expect("the folders of the project can be listed");
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().expect("an entry has a type");
        if MADE_BY_TOOLS.contains(&name.as_str()) {
            continue;
        }
        if kind.is_dir() {
            collect(&entry.path(), &format!("{prefix}{name}/"), found);
        } else if kind.is_file()
            && let Ok(text) = std::fs::read_to_string(entry.path())
        {
            found.push(File { path: format!("{prefix}{name}"), text });
        }
    }
}

/// What a rule finds wrong, each with the file it is about.
pub type Findings = Vec<String>;

/// Holds a rule against the tree, and against the tree with each planted file added or replaced: the rule must find
/// nothing in the first and something in each of the others, so that no rule passes because it sees nothing.
#[track_caller]
pub fn holds(rule: impl Fn(&[File]) -> Findings, planted: &[(&str, &str)]) {
    let found = rule(files());
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
    for (path, text) in planted {
        let mut tree: Vec<File> = files().iter().filter(|file| file.path != *path).cloned().collect();
        tree.push(File { path: (*path).to_owned(), text: (*text).to_owned() });
        let found = rule(&tree);
        assert!(
            found.iter().any(|finding| finding.contains(path)),
            "the rule does not see the fault in {path}"
        );
    }
}
