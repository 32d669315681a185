//! The window for those who see, or bear, less: twice as large, without motion, in high contrast.

use serde_json::json;
use tests::window::keys::{CONTROL, ENTER};
use tests::window::{GalleyWindow, Setup};

use crate::Screen;

/// What reaches beyond an edge of the window, or of a box that cuts it off, by its name.
const BEYOND: &str = "
  const cut = (element) => {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0 || element.closest('.unseen, .cm-content, .cm-tooltip')) return false;
    if (box.left < -1 || box.right > innerWidth + 1) return true;
    for (let around = element.parentElement; around; around = around.parentElement) {
      const style = getComputedStyle(around);
      if (/auto|scroll/.test(style.overflowX + style.overflowY)) return false;
      if (style.overflowX !== 'visible') {
        const outer = around.getBoundingClientRect();
        if (box.right > outer.right + 1 || box.left < outer.left - 1) return true;
      }
    }
    return false;
  };
  const within = document.querySelector('dialog[open]') ?? document;
  return [...within.querySelectorAll('button, input, textarea, select, [role=tab], h2, h3')].filter(shown).filter(cut)
    .map((element) => `${element.tagName} “${nameOf(element)}” ${JSON.stringify(element.getBoundingClientRect())}`)";

#[track_caller]
fn nothing_is_cut_off(window: &GalleyWindow, view: &str) {
    window.settle();
    assert_eq!(window.ask(BEYOND, &[]), json!([]), "{view}");
    assert_eq!(
        window.ask("return document.documentElement.scrollWidth <= innerWidth", &[]),
        json!(true),
        "{view}: sideways"
    );
}

#[test]
fn everything_is_shown_twice_as_large_by_the_keyboard_and_nothing_is_cut_off() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[(
        "Large",
        "## A heading\n\nA text of some words.\n\n| a | b |\n| - | - |\n| 1 | 2 |",
    )]);
    let window = setup.open(&screen);
    window.open_article("Large");
    let width = window.ask("return innerWidth", &[]).as_f64().expect("a width");
    let is = |share: f64| format!("return Math.abs(innerWidth * {share} - {width}) < 8");
    window.press(&[CONTROL], '+');
    window.ask_until("a step larger", &is(1.1), &[]);
    window.press(&[CONTROL], '-');
    window.press(&[CONTROL], '-');
    window.ask_until("a step smaller", &is(0.9), &[]);
    window.press(&[CONTROL], '0');
    window.ask_until("as usual", &is(1.0), &[]);
    for _ in 0..5 {
        // The equals sign, on whose key the plus is.
        window.press(&[CONTROL], '=');
    }
    window.ask_until("twice as large", &is(2.0), &[]);
    nothing_is_cut_off(&window, "the article");
    for panel in ["details", "outline", "problems", "statistics"] {
        window.run_command(&format!("Show or hide {}{panel}", if panel == "outline" { "the " } else { "" }));
        nothing_is_cut_off(&window, panel);
        window.run_command(&format!("Show or hide {}{panel}", if panel == "outline" { "the " } else { "" }));
    }
    window.open_by_command("Settings");
    for section in ["Appearance", "Text editor", "Writing", "Typing", "Spelling", "Shortcuts"] {
        // The driver's pointer does not know of the size: the keyboard is as good.
        window.focus_on("tab", section);
        window.press(&[], ENTER);
        window.wait_for("heading", section);
        nothing_is_cut_off(&window, section);
    }
    window.press_button("Close");
    window.wait_for_no_dialog();
    window.press(&[CONTROL], 'f');
    window.wait_for("textbox", "Find");
    nothing_is_cut_off(&window, "the find bar");
    // It is as large after a start.
    window.settle();
    window.kill();
    let window = setup.open_anything(&screen);
    window.ask_until("twice as large again", &is(2.0), &[]);
    window.ask_until("the text", "return named('textbox', 'Article text')[0]", &[]);
    window.run_command("Zoom: usual size");
    window.ask_until("as usual again", &is(1.0), &[]);
}

/// A window on a desktop with these settings of GTK's.
fn on_a_desktop_with(setup: &Setup, screen: &Screen, settings: &str) -> GalleyWindow {
    let folder = setup.path().join("home/config/gtk-3.0");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("settings.ini"), format!("[Settings]\n{settings}\n")).expect("settings");
    setup.open(screen)
}

/// How long what is seen of a notice moves, in milliseconds.
const MOTION: &str = "
  const notice = document.querySelector('.notice');
  return notice ? parseFloat(getComputedStyle(notice).animationDuration) * 1000 + 0.001 : 0";

#[test]
fn nothing_moves_where_the_desktop_asks_for_no_motion() {
    let screen = Screen::start();
    for (settings, still) in [("gtk-enable-animations=1", false), ("gtk-enable-animations=0", true)] {
        let setup = Setup::new();
        setup.library_with(&[("Still", "Words.")]);
        let window = on_a_desktop_with(&setup, &screen, settings);
        assert_eq!(
            window.ask("return matchMedia('(prefers-reduced-motion: reduce)').matches", &[]),
            json!(still),
            "the web view knows"
        );
        window.open_article("Still");
        window.run_command("Duplicate the article");
        let motion = window.ask_until("a notice", MOTION, &[]).as_f64().expect("a time");
        assert_eq!(motion < 1.0, still, "{motion} ms");
    }
}

#[test]
fn lines_and_quiet_words_are_stronger_in_high_contrast() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Contrast", "Words.")]);
    let window = setup.open(&screen);
    window.open_article("Contrast");
    // What the system asks for cannot be driven in every web view: its rules are put in force instead, as they stand.
    let quiet = "
      const probe = document.createElement('p');
      probe.style.cssText = 'color: var(--ink-3); border: 1px solid var(--line)';
      document.body.append(probe);
      const bright = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number).reduce((sum, part) => sum + part, 0);
      const style = getComputedStyle(probe);
      const found = [bright(style.color), bright(style.borderTopColor)];
      probe.remove();
      return found";
    let ask = |question: &str| {
        let made = window.ask(
            "let made = 0;
             for (const sheet of document.styleSheets) {
               for (const rule of sheet.cssRules) {
                 if (rule.media?.mediaText.includes(arguments[0])) { rule.media.mediaText = 'all'; made += 1; }
               }
             }
             return made",
            &[json!(question)],
        );
        assert!(made.as_u64().is_some_and(|made| made > 0), "{question}: {made}");
    };
    window.run_command("Light appearance");
    let before = window.ask(quiet, &[]);
    ask("prefers-contrast");
    let after = window.ask(quiet, &[]);
    for index in 0..2 {
        let (was, is) = (before[index].as_f64().unwrap_or(0.0), after[index].as_f64().unwrap_or(0.0));
        assert!(is < was - 100.0, "no darker on paper: {was}, {is}");
    }
    assert_eq!(tests::window::contrast_violations(&window), Vec::<String>::new());
    window.focus_on("textbox", "Article text");
    // With the colours of the system, what only a colour tells is told by a line.
    let outlined =
        "return getComputedStyle(document.querySelector('[role=option][aria-selected=true]')).outlineStyle";
    assert_eq!(window.ask(outlined, &[]), json!("none"));
    ask("forced-colors");
    assert_eq!(window.ask(outlined, &[]), json!("solid"));
}
