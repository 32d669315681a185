//! A window with one word in it: what any Tauri program needs to start, for `cargo xtask bench` to hold Galley against.

use tauri::http::Response;
use tauri::{WebviewUrl, WebviewWindowBuilder};

const PAGE: &[u8] = b"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Empty</title><p>Empty";

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .register_uri_scheme_protocol("empty", |_, _| {
            Response::builder()
                .header("Content-Type", "text/html")
                .body(PAGE)
                .expect("a status and one header make an answer")
        })
        .setup(|app| {
            let page = WebviewUrl::CustomProtocol("empty://localhost/".parse()?);
            WebviewWindowBuilder::new(app, "empty", page).title("Empty").inner_size(1200.0, 800.0).build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
