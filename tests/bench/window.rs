//! The real window: from the key to the changed preview, and from the start to the article shown.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};
use tests::corpus::document;
use tests::window::{Browser, Display, Driven, Setup};

use crate::figures::{Figures, Runs, Target};

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
        if size == 6_000 {
            figures.note("memory with a 6 KB article, all processes (PSS)", window.memory(), "MiB");
        }
    }
    start(figures, &display);
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
        }
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
