//! The real window: from the key to the changed preview, and from the start to the article shown.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tests::corpus::document;
use tests::window::{Browser, Display, Driven, GalleyWindow, Setup};

use crate::figures::{Figures, Runs, Target};
use crate::outside;

/// Notes, for every key that goes down, when the editor and the preview had changed and the frame after that was made.
const RECORD: &str = "
  window.times = { editor: [], preview: [] };
  let pressed = { editor: 0, preview: 0 };
  addEventListener('keydown', (event) => { pressed = { editor: event.timeStamp, preview: event.timeStamp } }, true);
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  const after = (work) => requestAnimationFrame(() => { waiting.push(work); channel.port2.postMessage(0) });
  const watch = (place, name) => new MutationObserver(() => {
    const start = pressed[name];
    if (!start) return;
    pressed[name] = 0;
    after(() => window.times[name].push(performance.now() - start));
  }).observe(place, { subtree: true, childList: true, characterData: true, attributes: true });
  watch(named('textbox', 'Article text')[0], 'editor');
  watch(preview().body, 'preview');
  return true";

/// Notes how long each frame of the window takes, until `window.going` is false.
const FRAMES: &str = "
  window.frames_ = [];
  window.going = true;
  let last = performance.now();
  const step = () => {
    const now = performance.now();
    window.frames_.push(now - last);
    last = now;
    if (window.going) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
  return true";

/// Opens the row of an article and answers how long it took until the text and the page of it were there, in
/// milliseconds.
const OPEN: &str = "
  const [title, done] = arguments;
  const row = [...document.querySelectorAll('[role=option],[role=row]')].find((row) => row.textContent.includes(title));
  const start = performance.now();
  row.click();
  const look = () => {
    const page = document.querySelector('iframe[title=\"Preview\"]')?.contentDocument;
    const there = document.getElementById('article-title')?.value === title && page?.title.startsWith(title) && page.readyState === 'complete';
    requestAnimationFrame(there ? () => done(performance.now() - start) : look);
  };
  look()";

pub fn measure(figures: &mut Figures) {
    let display = Display::start();
    figures.group("The real window: from the key to the frame after the change");
    for (name, size, keys, target) in [
        ("6 KB", 6_000, 120, Target::P95(33.0)),
        ("100 KB", 100_000, 120, Target::P95(33.0)),
        ("1 MB", 1_000_000, 60, Target::P95(50.0)),
    ] {
        let setup = Setup::new();
        setup.library_with(&[("Measured", &document(11, size))]);
        let window = setup.open(&display);
        window.open_article("Measured");
        window.go_to_end_of_text();
        window.type_text(" ");
        window.wait_for_status("Saved");
        let _ = window.ask(RECORD, &[]);
        for number in 0..keys {
            window.press(&[], char::from(b'a' + (number % 26) as u8));
            std::thread::sleep(Duration::from_millis(120));
        }
        let times = window.ask("return window.times", &[]);
        figures.add(
            &format!("{name}, letter in the editor"),
            &runs(&times["editor"]),
            &Target::P95(16.0),
            None,
        );
        figures.add(&format!("{name}, changed preview"), &runs(&times["preview"]), &target, None);
        if size != 100_000 {
            figures.note(
                &format!("memory with an article of {name}, all processes (PSS)"),
                window.memory(),
                "MiB",
            );
        }
        if size == 1_000_000 {
            figures.add(
                "frames of a minute of typing into 1 MB",
                &minute(&window),
                &Target::Longest(50.0),
                None,
            );
        }
    }
    large(figures, &display);
    start(figures, &display);
    outside::measure(figures);
}

/// Types for a minute, ten keys a second, and answers how long the frames of the window took.
fn minute(window: &GalleyWindow) -> Runs {
    let _ = window.ask(FRAMES, &[]);
    let since = Instant::now();
    for number in 0..600u32 {
        let letter = if number % 7 == 6 { b' ' } else { b'a' + (number % 26) as u8 };
        window.press(&[], char::from(letter));
        std::thread::sleep((Duration::from_millis(100) * (number + 1)).saturating_sub(since.elapsed()));
    }
    runs(&window.ask("window.going = false; return window.frames_", &[]))
}

/// Long texts: opened, written in, saved.
fn large(figures: &mut Figures, display: &Display) {
    figures.group("Long texts in the real window");
    let setup = Setup::new();
    setup.library_with(&[
        ("Short", &document(3, 6_000)),
        ("Long", &document(11, 1_000_000)),
        ("Longest", &document(13, 10_000_000)),
    ]);
    let window = setup.open(display);
    window.wait_for_row("Short");
    let open = |title: &str| {
        let time = window.run_async(OPEN, &[json!(title)]).as_f64().unwrap_or(f64::NAN);
        std::thread::sleep(Duration::from_millis(600));
        Duration::from_secs_f64((time / 1000.0).max(0.0))
    };
    let (mut short, mut long, mut longest) = (Runs::default(), Runs::default(), Runs::default());
    for _ in 0..5 {
        short.add(open("Short"));
        long.add(open("Long"));
        longest.add(open("Longest"));
    }
    figures.add("opening an article of 1 MB", &long, &Target::None, Some(("one of 6 KB", &short)));
    figures.add("opening an article of 10 MB", &longest, &Target::None, Some(("one of 6 KB", &short)));
    window.go_to_end_of_text();
    window.type_text(" ");
    window.wait_for_status("Saved");
    let _ = window.ask(RECORD, &[]);
    for number in 0..20u8 {
        window.press(&[], char::from(b'a' + number));
        std::thread::sleep(Duration::from_millis(400));
    }
    let times = window.ask("return window.times", &[]);
    figures.add("10 MB, letter in the editor", &runs(&times["editor"]), &Target::None, None);
    figures.add("10 MB, changed preview", &runs(&times["preview"]), &Target::None, None);
    let mut saved = Runs::default();
    window.type_text("z");
    saved.time(|| window.wait_for_status("Saved"));
    figures.add("10 MB, saved after a key and the pause", &saved, &Target::None, None);
}

fn runs(times: &Value) -> Runs {
    let mut runs = Runs::default();
    for time in times.as_array().into_iter().flatten().filter_map(Value::as_f64) {
        runs.add(Duration::from_secs_f64(time.max(0.0) / 1000.0));
    }
    runs
}

/// From the start of the process to the load of what is shown, by the clocks of the kernel and of the page.
fn shown_after(browser: &Browser, script: &str) -> Duration {
    let loaded = browser.until("something is shown", script, &[json!(null)]).as_f64().unwrap_or(0.0);
    Duration::from_secs_f64(((loaded - browser.started_at()) / 1000.0).max(0.0))
}

fn start(figures: &mut Figures, display: &Display) {
    figures.group("From the start of the program to what it shows");
    let setup = Setup::new();
    setup.library_with(&[("Shown", &document(11, 6_000))]);
    let window = setup.open(display);
    window.open_article("Shown");
    window.settle();
    window.close_by_its_button(display);

    let empty = empty_window();
    let (mut article, mut nothing) = (Runs::default(), Runs::default());
    let mut memory = None;
    for _ in 0..7 {
        let window = setup.open(display);
        article.add(shown_after(
            &window,
            "const view = document.querySelector('iframe[title=\"Preview\"]')?.contentWindow;
             return view && view.document.body?.textContent.trim() ? view.performance.timing.loadEventEnd : 0",
        ));
        window.kill();
        if let Some(path) = &empty {
            let browser = Browser::open(display, &Driven::Program(path), &setup.path().join("empty"), &[]);
            nothing.add(shown_after(&browser, "return performance.timing.loadEventEnd"));
            std::thread::sleep(Duration::from_secs(1));
            memory = Some(browser.memory());
        }
    }
    if let Some(memory) = memory {
        figures.note("memory of an empty Tauri window, all processes (PSS)", memory, "MiB");
    }
    match empty {
        Some(_) => figures.add(
            "window with the article shown",
            &article,
            &Target::Multiple(1.3),
            Some(("an empty Tauri window", &nothing)),
        ),
        None => {
            figures.add("window with the article shown", &article, &Target::None, None);
            figures.missing(
                "an empty Tauri window",
                "build it with `cargo build --release -p shell --example empty_window`",
            );
        }
    }
}

/// The empty window: an example of the shell's package.
fn empty_window() -> Option<PathBuf> {
    let programs = std::env::var_os("GALLEY_PROGRAMS").map(PathBuf::from).or_else(|| {
        let program = std::env::current_exe().ok()?;
        program.ancestors().nth(2).map(PathBuf::from)
    })?;
    Some(programs.join("examples/empty_window")).filter(|path| path.is_file())
}
