//! Speed, measured: a table for people and JSON for programs.
//!
//! Every figure stands beside a yardstick that was measured in the same run, turn by turn, where there is one: times on
//! a shared machine drift by half, ratios do not. Run it by `cargo xtask bench`, in the release build.
#![allow(clippy::print_stdout)]

mod figures;
mod import;
mod library;
mod mirror;
#[cfg(target_os = "linux")]
mod outside;
mod peak;
mod preview;
mod site;
#[cfg(target_os = "linux")]
mod window;

use figures::Figures;

fn main() {
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|one| one == name);
    let mut figures = Figures::default();
    if cfg!(debug_assertions) {
        println!("This is not the release build: the figures say little.");
    }
    if is_wanted("preview") {
        preview::measure(&mut figures);
    }
    if is_wanted("library") {
        library::measure(&mut figures);
    }
    if is_wanted("import") {
        import::measure(&mut figures);
    }
    if is_wanted("site") {
        site::measure(&mut figures);
    }
    if is_wanted("mirror") {
        mirror::measure(&mut figures);
    }
    if is_wanted("burst") {
        mirror::measure_burst(&mut figures);
    }
    #[cfg(target_os = "linux")]
    if is_wanted("window") {
        window::measure(&mut figures);
    }
    figures.write();
}
