//! The one window: how it is made, where it may navigate, and how it comes back when its web process dies.

use tauri::webview::{Color, NewWindowResponse};
use tauri::{AppHandle, Manager, Theme, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

use contract::Event;

use crate::events;
use crate::placement::Keeper;
use crate::schemes::{Navigation, judge};

/// The window's label, which the capability names.
pub const LABEL: &str = "main";

/// Opens the window where it was.
///
/// # Errors
/// There is no display, or no web view.
pub fn open(app: &AppHandle) -> tauri::Result<()> {
    app.manage(Keeper::start(app));
    let own = own_address(app);
    let follow = app.clone();
    let follow_out = app.clone();
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Galley")
        .inner_size(1280.0, 820.0)
        .min_inner_size(720.0, 480.0)
        .center()
        // Shown once it stands where it was, so that it does not jump.
        .visible(false)
        // Pictures that are dropped go to the editor, not to Tauri.
        .disable_drag_drop_handler()
        .devtools(cfg!(debug_assertions))
        .on_navigation(move |url| match judge(url, &own) {
            Navigation::Allowed => true,
            Navigation::Link(url) => {
                events::emit(&follow, &Event::LinkFollowed { url });
                false
            }
            Navigation::Refused => {
                eprintln!("The window was kept from going to {url}.");
                false
            }
        })
        .on_new_window(move |url, _features| {
            if let Navigation::Link(url) = judge(&url, &url) {
                events::emit(&follow_out, &Event::LinkFollowed { url });
            }
            NewWindowResponse::Deny
        })
        .build()?;
    come_back_after_a_crash(&window)?;
    // The interface's paper, so that the window does not flash before the interface is there.
    let dark = matches!(window.theme(), Ok(Theme::Dark));
    window.set_background_color(Some(if dark {
        Color(0x1d, 0x1c, 0x1a, 255)
    } else {
        Color(0xff, 0xfe, 0xfb, 255)
    }))?;
    window.show()
}

/// Shows the window to the author, wherever it is.
pub fn bring_to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // A window manager may refuse any of these; the window is there all the same.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// The address of the interface: Vite's while the interface is developed, else that of the files compiled in.
fn own_address(app: &AppHandle) -> Url {
    let developed = if tauri::is_dev() { app.config().build.dev_url.clone() } else { None };
    let built = if cfg!(target_os = "windows") { "http://tauri.localhost" } else { "tauri://localhost" };
    developed.unwrap_or_else(|| Url::parse(built).expect("the address is a constant"))
}

/// Loads the interface again when its process dies. The engine holds the texts, so nothing typed is lost.
#[cfg(target_os = "linux")]
fn come_back_after_a_crash(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt;

    window.with_webview(|webview| {
        webview.inner().connect_web_process_terminated(|view, reason| {
            eprintln!("The window's web process ended ({reason:?}); the interface is loaded again.");
            view.reload();
        });
    })
}

/// WebKit on macOS tells Tauri, which reloads by itself; WebView2 starts its own process again.
#[cfg(not(target_os = "linux"))]
fn come_back_after_a_crash(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
