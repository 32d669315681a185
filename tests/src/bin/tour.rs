//! Goes through draft, preview and export in the real window, in a display of its own, and leaves the exported page and
//! a picture of the window: what `cargo xtask run` shows where there is no screen.
#![allow(clippy::print_stdout)]

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("usage: tour FOLDER");
        return ExitCode::from(2);
    };
    #[cfg(target_os = "linux")]
    {
        tour(std::path::Path::new(&folder));
        ExitCode::SUCCESS
    }
    #[cfg(not(target_os = "linux"))]
    {
        eprintln!("The tour needs X11; {} stays empty.", std::path::Path::new(&folder).display());
        ExitCode::FAILURE
    }
}

#[cfg(target_os = "linux")]
fn tour(folder: &std::path::Path) {
    use tests::window::{Display, Setup};

    std::fs::create_dir_all(folder).expect("the folder for the results can be made");
    let display = Display::start();
    let setup = Setup::new();
    let window = setup.open(&display);
    window.resize(1440, 900);
    let title = setup.titles_in_library().into_iter().next().expect("the sample library has articles");
    println!("The window is open; it shows the sample library.");

    window.open_article(&title);
    window.write_at_end("\n\nThis sentence was typed in the window, *letter by letter*.\n");
    window.wait_for_preview("This sentence was typed in the window, letter by letter.");
    println!("A sentence was typed into “{title}”, and the preview shows it.");
    window.wait_for_status("Saved");
    assert!(setup.body_of(&title).contains("*letter by letter*"), "the library does not hold what was typed");
    println!("It is saved in the library.");

    let picture = folder.join("window.png");
    window.settle();
    std::fs::write(&picture, window.screenshot()).expect("the picture can be written");
    let page = folder.join("article.html");
    window.export_page(&display, &page);
    let html = std::fs::read_to_string(&page).expect("the exported page is there");
    assert!(html.contains("<em>letter by letter</em>"), "the exported page does not hold what was typed");
    println!("The article was exported through the system's save dialog.\n");
    println!("page:    {}", page.display());
    println!("picture: {}", picture.display());
}
