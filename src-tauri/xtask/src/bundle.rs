//! `bundle`: packages of the release build, made by what Debian itself has: nothing is downloaded.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::steps::{self, Steps};
use crate::system::Purpose;
use crate::{interface, project, system};

const SUMMARY: &str = "Write articles beside the page they will become";

/// The menu entry; its name is what GTK calls the window's class, so that the dock knows whose window it is.
const DESKTOP_ENTRY: &str = "\
[Desktop Entry]
Type=Application
Name=Galley
GenericName=Article editor
Comment=Write articles beside the page they will become
Exec=galley-desktop
Icon=galley
Categories=Office;Publishing;TextEditor;
Keywords=Markdown;CMS;article;blog;
StartupWMClass=Galley-desktop
Terminal=false
";

/// Builds both programs in release and packs them: a `.deb` on Debian and its kin, and an archive everywhere.
///
/// # Errors
/// The step that failed.
pub fn bundle() -> Result<(), String> {
    let mut steps = Steps::start();
    steps.step("system packages", || system::prepare(Purpose::Build))?;
    steps.step("dependencies of the interface", interface::install)?;
    steps.step("interface", interface::build)?;
    steps.program("release build", &mut project::cargo(&["build", "--release", "--workspace", "--bins"]))?;

    let folder = project::target().join("bundle");
    let tree = folder.join("tree");
    let version = env!("CARGO_PKG_VERSION");
    let mut made = Vec::new();
    steps.step("installed tree", || {
        lay_out(&tree).map_err(|error| format!("{} cannot be laid out: {error}.", tree.display()))
    })?;
    steps.step("archive", || {
        let archive = folder.join(format!("galley-{version}-{}.tar.gz", std::env::consts::ARCH));
        let mut tar = Command::new("tar");
        tar.arg("--create")
            .arg("--gzip")
            .arg("--file")
            .arg(&archive)
            .arg("--directory")
            .arg(&tree)
            .arg("usr");
        steps::finish(&mut tar)?;
        made.push(archive);
        Ok(())
    })?;
    if let Ok(architecture) = steps::output(Command::new("dpkg").arg("--print-architecture")) {
        steps.step("Debian package", || {
            let package = folder.join(format!("galley_{version}_{}.deb", architecture.trim()));
            control(&tree, version, architecture.trim())
                .map_err(|error| format!("its description cannot be written: {error}."))?;
            let mut build = Command::new("dpkg-deb");
            build.args(["--root-owner-group", "--build"]).arg(&tree).arg(&package);
            steps::finish(&mut build)?;
            made.push(package);
            Ok(())
        })?;
    }
    for file in made {
        let size = fs::metadata(&file).map_or(0, |details| details.len());
        println!("  {} ({:.1} MB)", file.display(), size as f64 / 1e6);
    }
    Ok(())
}

/// Puts every file where it is on an installed system.
fn lay_out(tree: &Path) -> std::io::Result<()> {
    if tree.exists() {
        fs::remove_dir_all(tree)?;
    }
    let put = |from: PathBuf, to: &str| -> std::io::Result<()> {
        let to = tree.join(to);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(from, to).map(drop)
    };
    for name in ["galley", "galley-desktop"] {
        let program = project::program("release", name);
        let file_name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
        put(program, &format!("usr/bin/{file_name}"))?;
    }
    let icons = project::root().join("src-tauri/icons");
    for (file, size) in [
        ("32x32.png", "32x32"),
        ("128x128.png", "128x128"),
        ("128x128@2x.png", "256x256"),
        ("icon.png", "512x512"),
    ] {
        put(icons.join(file), &format!("usr/share/icons/hicolor/{size}/apps/galley.png"))?;
    }
    put(icons.join("icon.svg"), "usr/share/icons/hicolor/scalable/apps/galley.svg")?;
    let entry = tree.join("usr/share/applications");
    fs::create_dir_all(&entry)?;
    fs::write(entry.join("galley.desktop"), DESKTOP_ENTRY)?;
    let licences = tree.join("usr/share/doc/galley");
    fs::create_dir_all(&licences)?;
    fs::write(
        licences.join("copyright"),
        format!("Galley is licensed under {}.\n", env!("CARGO_PKG_LICENSE")),
    )
}

/// Describes the package to dpkg.
fn control(tree: &Path, version: &str, architecture: &str) -> std::io::Result<()> {
    let folder = tree.join("DEBIAN");
    fs::create_dir_all(&folder)?;
    let kilobytes = size(&tree.join("usr")).div_ceil(1024);
    fs::write(
        folder.join("control"),
        format!(
            "Package: galley\nVersion: {version}\nArchitecture: {architecture}\nSection: editors\nPriority: optional\n\
             Installed-Size: {kilobytes}\nDepends: libwebkit2gtk-4.1-0, libgtk-3-0\n\
             Maintainer: The Galley authors <authors@galley.invalid>\nDescription: {SUMMARY}\n \
             Articles are drafted in Markdown beside a live preview that is the page they will be published as,\n \
             kept in a library on this machine, and exported as clean HTML.\n",
        ),
    )
}

fn size(path: &Path) -> u64 {
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().map(|entry| size(&entry.path())).sum(),
        Err(_) => fs::metadata(path).map_or(0, |details| details.len()),
    }
}
