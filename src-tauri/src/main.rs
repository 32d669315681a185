//! The desktop program: the engine in one window.
//!
//! This is the only crate that knows Tauri. It decides nothing about articles: it carries calls to the engine
//! and events back, lends the engine the desktop's dialogs, and keeps the window where it was.

// A window program on Windows has no console of its own.
#![cfg_attr(all(target_os = "windows", not(debug_assertions)), windows_subsystem = "windows")]

mod backend;
mod call;
mod closing;
mod events;
mod instance;
mod native;
mod placement;
mod schemes;
mod window;

use std::process::ExitCode;

use tauri::App;

use backend::Backend;

fn main() -> ExitCode {
    let library = engine::default_library();
    let backend = Backend::default();

    let app = tauri::Builder::default()
        .plugin(instance::plugin(&library))
        .plugin(placement::plugin())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .manage(backend.clone())
        .invoke_handler(tauri::generate_handler![call::call])
        .register_asynchronous_uri_scheme_protocol(schemes::MEDIA, schemes::serve_medium)
        .setup(move |app| Ok(open(app, &backend, library)?))
        .on_window_event(|window, event| {
            placement::note(window, event);
            closing::answer(window, event);
        })
        .build(tauri::generate_context!());

    match app {
        Ok(app) => {
            app.run(|_, _| {});
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("Galley cannot open its window: {error}.");
            ExitCode::FAILURE
        }
    }
}

/// Opens the window, and starts the engine beside it: the web process and the library come up together.
fn open(app: &App, backend: &Backend, library: std::path::PathBuf) -> tauri::Result<()> {
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
