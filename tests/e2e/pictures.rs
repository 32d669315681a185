//! Pictures of the window for the README: made when `GALLEY_SCREENSHOTS` is set, into `.github/screenshots`.

use tests::program::project_root;
use tests::window::Setup;

use crate::Screen;

#[test]
fn the_window_has_its_picture_taken_in_light_and_dark() {
    let screen = Screen::start();
    let setup = Setup::new();
    let window = setup.open(&screen);
    window.resize(1440, 900);
    let title = setup.titles_in_library().into_iter().next().expect("a sample");
    window.open_article(&title);
    let mut brightness = Vec::new();
    for (appearance, file) in
        [("Light appearance", "window-light.png"), ("Dark appearance", "window-dark.png")]
    {
        window.run_command(appearance);
        window.ask_until(
            "every picture is loaded",
            "return [...document.images, ...preview().images].filter((image) => image.loading !== 'lazy').every((image) => image.complete && image.naturalWidth)",
            &[],
        );
        // What is complete is painted a few frames later; on a busy machine, much later.
        let _ = window.screenshot();
        std::thread::sleep(std::time::Duration::from_secs(2));
        let picture = window.screenshot();
        assert!(picture.starts_with(b"\x89PNG"), "not a picture");
        let shade = window.run(
            "const channels = getComputedStyle(document.body).color.match(/[\\d.]+/g).map(Number);
             return channels.slice(0, 3).reduce((sum, channel) => sum + channel, 0)",
            &[],
        );
        brightness.push(shade.as_f64().expect("a number"));
        if std::env::var_os("GALLEY_SCREENSHOTS").is_some() {
            let folder = project_root().join(".github/screenshots");
            std::fs::create_dir_all(&folder).expect("made");
            std::fs::write(folder.join(file), picture).expect("written");
        }
    }
    assert!(brightness[1] > brightness[0] + 100.0, "light and dark look alike: {brightness:?}");
}
