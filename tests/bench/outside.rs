//! From outside: a key as the X server sends it, and the first pixel of the preview that changes after it. Beside
//! Galley stands ghostwriter, an editor with a preview that Debian has, on the same text in the same run.

use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tests::corpus::document;
use tests::window::{Display, Setup, memory_below};
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, Window};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

use crate::figures::{Figures, Runs, Target};

/// The key of the letter A on the keyboard that Xvfb has; those of S, D and F follow.
const KEY_A: u8 = 38;
const KEYS: u8 = 4;
/// How often each side is asked.
const TURNS: u8 = 20;

/// A part of the screen: its left upper corner and its size, in pixels.
#[derive(Clone, Copy, Debug)]
struct Part {
    x: i16,
    y: i16,
    width: u16,
    height: u16,
}

/// Looks at a screen and presses keys on it.
struct Eye {
    connection: RustConnection,
    root: Window,
    part: Part,
}

impl Eye {
    /// Looks at the right-hand part of the window with this name, beginning at this share of its width.
    fn on(display: &Display, name: &str, from: f64) -> Option<Self> {
        let (connection, screen) = x11rb::connect(Some(display.name())).ok()?;
        let root = connection.setup().roots.get(screen)?.root;
        let part = window_named(display, name)?;
        let (width, height) = (f64::from(part.width), f64::from(part.height));
        let part = Part {
            x: part.x + (width * from) as i16,
            y: part.y + (height * 0.15) as i16,
            width: (width * (0.97 - from)) as u16,
            height: (height * 0.75) as u16,
        };
        Some(Self { connection, root, part })
    }

    fn look(&self) -> Option<Vec<u8>> {
        let Part { x, y, width, height } = self.part;
        let image =
            self.connection.get_image(ImageFormat::Z_PIXMAP, self.root, x, y, width, height, !0).ok()?;
        Some(image.reply().ok()?.data)
    }

    /// What is seen once nothing has changed for a while.
    fn still(&self) -> Option<Vec<u8>> {
        let begun = Instant::now();
        let (mut seen, mut since) = (self.look()?, Instant::now());
        while since.elapsed() < Duration::from_millis(400) && begun.elapsed() < Duration::from_secs(30) {
            std::thread::sleep(Duration::from_millis(20));
            let now = self.look()?;
            if now != seen {
                (seen, since) = (now, Instant::now());
            }
        }
        Some(seen)
    }

    fn press(&self, key: u8) -> Option<()> {
        for kind in [KEY_PRESS_EVENT, KEY_RELEASE_EVENT] {
            self.connection.xtest_fake_input(kind, key, x11rb::CURRENT_TIME, self.root, 0, 0, 0).ok()?;
        }
        self.connection.flush().ok()
    }

    /// From the key to the first pixel that is another; `None` where none changes.
    fn time(&self, key: u8) -> Option<Duration> {
        let before = self.still()?;
        let since = Instant::now();
        self.press(key)?;
        while since.elapsed() < Duration::from_secs(10) {
            if self.look()? != before {
                return Some(since.elapsed());
            }
        }
        None
    }
}

fn xdotool(display: &Display, arguments: &[&str]) -> String {
    let mut command = Command::new("xdotool");
    let output = command.args(arguments).env("DISPLAY", display.name()).stderr(Stdio::null()).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}

/// Where the large window with this name is, once it is there.
fn window_named(display: &Display, name: &str) -> Option<Part> {
    for _ in 0..300 {
        for window in xdotool(display, &["search", "--onlyvisible", "--name", name]).lines() {
            let told = xdotool(display, &["getwindowgeometry", "--shell", window]);
            let value = |key: &str| {
                let line = told.lines().find_map(|line| line.strip_prefix(key))?;
                line.strip_prefix('=')?.trim().parse::<i32>().ok()
            };
            let (Some(x), Some(y), Some(width), Some(height)) =
                (value("X"), value("Y"), value("WIDTH"), value("HEIGHT"))
            else {
                continue;
            };
            if width > 400 {
                let _ = xdotool(display, &["windowactivate", "--sync", window]);
                return Some(Part { x: x as i16, y: y as i16, width: width as u16, height: height as u16 });
            }
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    None
}

/// ghostwriter on a file, ended with the value.
struct Ghostwriter(Child);

impl Ghostwriter {
    fn open(display: &Display, file: &Path, home: &Path) -> Option<Self> {
        std::fs::create_dir_all(home).ok()?;
        let mut command = Command::new("ghostwriter");
        command
            .arg(file)
            .env("DISPLAY", display.name())
            .env("HOME", home)
            .env("XDG_RUNTIME_DIR", home)
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            // Its web engine does not start as root otherwise.
            .env("QTWEBENGINE_DISABLE_SANDBOX", "1")
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.spawn().ok().map(Self)
    }
}

impl Drop for Ghostwriter {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-s", "KILL", "--", &group]).status();
        let _ = self.0.wait();
    }
}

pub fn measure(figures: &mut Figures) {
    figures.group("From outside: from the key to the first changed pixel of the preview");
    for (name, size, share) in [("6 KB", 6_000, 0.5), ("1 MB", 1_000_000, 0.125)] {
        if beside(figures, name, size, share).is_none() {
            figures.missing(
                &format!("{name}, beside ghostwriter"),
                "it does not start here, or shows no preview",
            );
        }
    }
}

fn beside(figures: &mut Figures, name: &str, size: usize, share: f64) -> Option<()> {
    let text = document(11, size);
    let setup = Setup::new();
    setup.library_with(&[("Measured", &text)]);
    let (ours, theirs) = (Display::start(), Display::start());
    let file = setup.outside().join("measured.md");
    std::fs::write(&file, &text).ok()?;
    let ghostwriter = Ghostwriter::open(&theirs, &file, &setup.path().join("ghostwriter"))?;
    let window = setup.open(&ours);
    window.open_article("Measured");
    window.go_to_end_of_text();
    let their_eye = Eye::on(&theirs, "ghostwriter|measured", 0.62)?;
    let our_eye = Eye::on(&ours, "Galley", 0.72)?;
    their_eye.still()?;
    let _ = xdotool(&theirs, &["key", "ctrl+End"]);
    // The first keys bring the end of the page into view.
    for _ in 0..3 {
        for eye in [&our_eye, &their_eye] {
            eye.press(KEY_A)?;
            eye.still()?;
        }
    }
    let (mut our_times, mut their_times) = (Runs::default(), Runs::default());
    for turn in 0..TURNS {
        our_times.add(our_eye.time(KEY_A + turn % KEYS)?);
        their_times.add(their_eye.time(KEY_A + turn % KEYS)?);
    }
    figures.add(
        &format!("{name}, changed preview, seen from outside"),
        &our_times,
        &Target::Multiple(share),
        Some(("ghostwriter", &their_times)),
    );
    figures.note(&format!("{name}, memory of all processes (PSS)"), window.memory(), "MiB");
    figures.note(&format!("{name}, memory of ghostwriter"), memory_below(ghostwriter.0.id()), "MiB");
    Some(())
}
