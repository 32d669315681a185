//! The desktop program: the engine in one window.
//!
//! This is the only crate that knows Tauri. It decides nothing about articles: it carries calls to the engine
//! and events back, lends the engine the desktop's dialogs, and keeps the window where it was.

// A window program on Windows has no console of its own.
#![cfg_attr(all(target_os = "windows", not(debug_assertions)), windows_subsystem = "windows")]

mod arguments;
mod backend;
mod call;
mod closing;
mod drawing;
mod events;
mod instance;
mod native;
mod placement;
mod schemes;
mod window;

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use tauri::{App, Manager, RunEvent};

use arguments::Asked;
use backend::Backend;

fn main() -> ExitCode {
    drawing::suit_the_machine();
    let library = match arguments::read(std::env::args_os().skip(1)) {
        Asked::Open(library) => library.unwrap_or_else(engine::default_library),
        Asked::Print(text) => {
            println!("{text}");
            return ExitCode::SUCCESS;
        }
        Asked::Wrong(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    match build_or_say_why(&library) {
        Ok(app) => {
            app.run(|app, event| {
                if let RunEvent::Exit = event {
                    app.state::<Backend>().close();
                }
            });
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("Galley cannot open its window: {reason}. The command galley does without one.");
            ExitCode::FAILURE
        }
    }
}

/// Builds the program. GTK panics where it finds no display: that is told in words, like any other reason.
fn build_or_say_why(library: &Path) -> Result<App, String> {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let built = panic::catch_unwind(AssertUnwindSafe(|| build(library)));
    panic::set_hook(usual);
    match built {
        Ok(built) => built.map_err(|error| error.to_string()),
        Err(panicked) => {
            let words = panicked.downcast_ref::<String>().map(String::as_str);
            let words =
                words.or_else(|| panicked.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
            Err(format!("there is no display, or it cannot be reached ({words})"))
        }
    }
}

fn build(library: &Path) -> tauri::Result<App> {
    let backend = Backend::default();
    let folder = library.to_owned();
    tauri::Builder::default()
        .plugin(instance::plugin(library))
        .plugin(placement::plugin())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .manage(backend.clone())
        .invoke_handler(tauri::generate_handler![call::call])
        .register_asynchronous_uri_scheme_protocol(schemes::MEDIA, schemes::serve_medium)
        .setup(move |app| Ok(open(app, &backend, folder)?))
        .on_window_event(|window, event| {
            placement::note(window, event);
            closing::answer(window, event);
        })
        .build(tauri::generate_context!())
}

/// Opens the window, and starts the engine beside it: the web process and the library come up together.
fn open(app: &App, backend: &Backend, library: PathBuf) -> tauri::Result<()> {
    let lock = match instance::Lock::take(&library) {
        Ok(lock) => lock,
        Err(message) => {
            eprintln!("{message}");
            app.handle().cleanup_before_exit();
            std::process::exit(1);
        }
    };
    backend.start(app.handle(), library, lock);
    window::open(app.handle())
}
