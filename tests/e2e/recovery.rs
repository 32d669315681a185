//! Two windows that want one library.

use tests::program::{finish, program};
use tests::window::Setup;

use crate::Screen;

#[test]
fn a_second_start_on_a_library_leaves_it_to_the_window_that_has_it() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Shared", "Start.")]);
    let window = setup.open(&screen);
    window.open_article("Shared");
    let mut second = std::process::Command::new(program("galley-desktop"));
    second
        .env("DISPLAY", screen.name())
        .env("GDK_BACKEND", "x11")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        .env("NO_AT_BRIDGE", "1")
        .env("HOME", setup.outside())
        .env("GALLEY_LIBRARY", setup.library())
        .env_remove("WAYLAND_DISPLAY");
    let ran = finish(second, b"").exits(1);
    assert!(ran.stderr.contains("is open in another Galley window"), "{ran:?}");
    window.write_at_end(" Written on.");
    window.wait_for_status("Saved");
    // The command line works beside the window.
    assert_eq!(setup.body_of("Shared"), "Start. Written on.");
}
