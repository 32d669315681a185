//! The interface: its dependencies and its build, each made again only when it must be.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use crate::{project, steps};

/// The first version of Node that the interface's tools run on.
const NODE: (u32, u32) = (20, 19);

/// What the interface is built from.
const SOURCES: &[&str] = &[
    "src",
    "public",
    "index.html",
    "package-lock.json",
    "package.json",
    "svelte.config.js",
    "tsconfig.json",
    "vite.config.ts",
];

/// Installs the dependencies that the lock file names, if it changed since.
///
/// # Errors
/// Node is missing or too old, or npm failed.
pub fn install() -> Result<(), String> {
    check_node()?;
    let lock = fs::read(project::ui().join("package-lock.json"))
        .map_err(|error| format!("ui/package-lock.json cannot be read: {error}."))?;
    let stamp = project::ui().join("node_modules/.galley-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        println!("The dependencies of the interface are here.");
        return Ok(());
    }
    steps::finish(&mut project::npm(&["ci", "--no-audit", "--no-fund", "--prefer-offline"]))?;
    fs::write(&stamp, lock).map_err(|error| format!("ui/node_modules cannot be written: {error}."))
}

/// Builds the interface, if a source of it changed since.
///
/// # Errors
/// The build failed.
pub fn build() -> Result<(), String> {
    let stamp = project::ui().join("node_modules/.galley-built");
    if is_fresh(&project::ui(), &stamp) {
        println!("The interface is built.");
        return Ok(());
    }
    steps::finish(&mut project::npm(&["run", "build"]))?;
    fs::write(&stamp, "").map_err(|error| format!("ui/node_modules cannot be written: {error}."))
}

/// Whether the build is newer than every source, and nobody else has written it since: a Rust build that comes
/// first leaves a page there that says so.
fn is_fresh(ui: &Path, stamp: &Path) -> bool {
    let Some(built) = modified(stamp) else { return false };
    let untouched = modified(&ui.join("dist/index.html")).is_some_and(|page| page <= built);
    untouched && SOURCES.iter().all(|source| newest(&ui.join(source)).is_none_or(|source| source <= built))
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|details| details.modified()).ok()
}

/// The time of the last change at or below a path; a folder's own time tells of removed files.
fn newest(path: &Path) -> Option<SystemTime> {
    let below = fs::read_dir(path).into_iter().flatten().flatten().filter_map(|entry| newest(&entry.path()));
    below.chain(modified(path)).max()
}

fn check_node() -> Result<(), String> {
    let (major, minor) = NODE;
    let wanted = format!("Galley's interface needs Node {major}.{minor} or newer (https://nodejs.org)");
    let version = steps::output(Command::new("node").arg("--version"))
        .map_err(|_| format!("{wanted}; there is none."))?;
    match parse_version(&version) {
        Some(version) if version >= NODE => Ok(()),
        _ => Err(format!("{wanted}; this is {}.", version.trim())),
    }
}

fn parse_version(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_version_of_node_is_read() {
        assert_eq!(parse_version("v20.19.4\n"), Some((20, 19)));
        assert_eq!(parse_version("nonsense"), None);
        assert!(parse_version("v18.20.0").unwrap() < NODE);
    }

    #[test]
    fn the_interface_is_built_again_after_any_change() {
        let ui = std::env::temp_dir().join(format!("galley-xtask-{}", std::process::id()));
        fs::create_dir_all(ui.join("src/parts")).unwrap();
        fs::create_dir_all(ui.join("dist")).unwrap();
        let stamp = ui.join("stamp");
        let at = |path: &Path, seconds: u64| {
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 + seconds);
            fs::File::options()
                .write(!path.is_dir())
                .read(true)
                .open(path)
                .unwrap()
                .set_modified(time)
                .unwrap();
        };
        fs::write(ui.join("src/parts/Button.svelte"), "").unwrap();
        fs::write(ui.join("dist/index.html"), "").unwrap();
        assert!(!is_fresh(&ui, &stamp), "it was never built");
        fs::write(&stamp, "").unwrap();
        for (path, seconds) in [
            (ui.join("src/parts/Button.svelte"), 1),
            (ui.join("src/parts"), 1),
            (ui.join("src"), 1),
            (ui.join("dist/index.html"), 2),
            (stamp.clone(), 3),
        ] {
            at(&path, seconds);
        }
        assert!(is_fresh(&ui, &stamp));
        at(&ui.join("src/parts/Button.svelte"), 4);
        assert!(!is_fresh(&ui, &stamp), "a source is newer");
        at(&ui.join("src/parts/Button.svelte"), 1);
        at(&ui.join("dist/index.html"), 5);
        assert!(!is_fresh(&ui, &stamp), "something else wrote the page");
        fs::remove_dir_all(ui).unwrap();
    }
}
