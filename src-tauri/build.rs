//! Prepares what Tauri compiles into the program: its configuration, its capability and the built interface.

use std::path::Path;

/// Shown instead of the interface when Rust was built before it, so that `cargo check` needs no Node.
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Galley</title>\
<body><h1>Galley</h1><p>The interface was not built. Start the program with <code>cargo xtask run</code>.</p>";

fn main() {
    let interface = Path::new("../ui/dist");
    if !interface.join("index.html").exists() {
        std::fs::create_dir_all(interface)
            .and_then(|()| std::fs::write(interface.join("index.html"), NOT_BUILT))
            .expect("the folder ui/dist can be written");
    }
    println!("cargo:rerun-if-changed=../ui/dist");
    println!("cargo:rerun-if-changed=permissions");
    tauri_build::build();
}
