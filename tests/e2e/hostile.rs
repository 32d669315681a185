//! Articles that mean harm: their code never runs, and nothing is loaded, in the window or in an exported page.
//!
//! The oracle is outside: a listener that every payload calls. A control page shows that the payloads do fire where
//! nothing protects, and harmless content shows that the protection is not just an empty page.

use std::time::Duration;

use serde_json::{Value, json};
use tests::beacon::Beacon;
use tests::window::{Browser, Setup};

use crate::Screen;

fn hostile(beacon: &Beacon) -> String {
    include_str!("../fixtures/hostile.md").replace("BEACON", &beacon.address())
}

/// What code that ran would have left behind.
pub fn traces(browser: &Browser) -> Vec<String> {
    if let Some(words) = browser.script_dialog() {
        browser.dismiss_script_dialog();
        return vec![format!("a dialog: {words}")];
    }
    let found = browser.run(
        "const found = [];
         const look = (view, where) => {
           try {
             if (view.owned !== undefined && !(view.owned instanceof view.Node)) found.push(`${where}: owned is ${view.owned}`);
             if (view.document.title.trim() === 'owned') found.push(`${where}: title is ${view.document.title}`);
             for (let index = 0; index < view.frames.length; index++) look(view.frames[index], `${where}/${index}`);
           } catch {}
         };
         look(window, 'window');
         return found",
        &[],
    );
    found.as_array().into_iter().flatten().map(Value::to_string).collect()
}

pub fn wait_for_harm() {
    std::thread::sleep(Duration::from_millis(2500));
}

#[test]
fn the_payloads_fire_where_nothing_protects() {
    let screen = Screen::start();
    let setup = Setup::new();
    let beacon = Beacon::start();
    let browser = setup.plain_browser(&screen);
    let path = setup.outside().join("control.html");
    let refresh_apart = hostile(&beacon).replace("http-equiv=\"refresh\"", "http-equiv=\"x-refresh\"");
    std::fs::write(
        &path,
        format!("<!doctype html><meta charset=utf-8>{}", markup::render_plain(&refresh_apart)),
    )
    .expect("written");
    browser.goto(&format!("file://{}", path.display()));
    wait_for_harm();
    let hits = beacon.hits();
    assert!(hits.len() >= 10, "the control is too tame: {hits:?}");
    for kind in ["/script", "/onerror", "/img", "/iframe", "/import"] {
        assert!(hits.iter().any(|hit| hit.contains(kind)), "{kind} did not fire: {hits:?}");
    }
    assert!(!traces(&browser).is_empty(), "code ran and left no trace");
}

#[test]
fn nothing_of_a_hostile_article_runs_in_the_window_or_in_its_page() {
    let screen = Screen::start();
    let setup = Setup::new();
    let beacon = Beacon::start();
    let _ = setup.galley().run(&["init"]).exits(0);
    let file = setup.file(&hostile(&beacon));
    // 3: it is in the library, but a picture it names is not beside it.
    let _ = setup.galley().run(&["new", "--title", "<img src=x onerror=owned=1>", "--file", &file]).exits(3);
    let window = setup.open(&screen);
    window.click_on("the row", "return document.querySelector('[role=option]')", &[]);
    window.wait_for_preview("still here at the end");
    wait_for_harm();
    assert_eq!(traces(&window), Vec::<String>::new());

    // Typing renders and patches again, blocks and page.
    window.write_at_end("\n\n<script>top.owned = 1</script><img src=x onerror=\"top.owned=2\">typed harm");
    window.wait_for_preview("typed harm");
    window.fill("Title", "\"><svg onload=top.owned=3>");
    window.wait_for_status("Saved");
    let links = window.ask(
        "return [...preview().querySelectorAll('[href],[src],[action],[formaction],[srcdoc],[style]')]
           .flatMap((element) => [...element.attributes].map((attribute) => attribute.value))
           .filter((value) => /^[\\s\\u0000-\\u001f]*(javascript|vbscript|data:text)/i.test(value))",
        &[],
    );
    assert_eq!(links, json!([]));
    wait_for_harm();
    assert_eq!(traces(&window), Vec::<String>::new());

    let target = setup.outside().join("hostile.html");
    window.export_page(&screen, &target);
    let browser = setup.plain_browser(&screen);
    browser.goto(&format!("file://{}", target.display()));
    browser.until(
        "the harmless rest",
        "return document.body.textContent.includes('still here at the end')",
        &[],
    );
    wait_for_harm();
    assert_eq!(traces(&browser), Vec::<String>::new());
    assert_eq!(beacon.hits(), Vec::<String>::new());
}

#[test]
fn the_frame_stops_what_the_renderer_would_let_through() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Frame", "Harmless.")]);
    let beacon = Beacon::start();
    let window = setup.open(&screen);
    window.open_article("Frame");
    // As if the renderer let everything through: raw payloads, put into the frame's page as the window would do it.
    let raw = markup::render_plain(&hostile(&beacon));
    let put = window.ask(
        "const page = preview();
         page.body.insertAdjacentHTML('beforeend', arguments[0]);
         const script = page.createElement('script'); script.textContent = 'top.owned = 99'; page.body.append(script);
         const linked = page.createElement('script'); linked.src = arguments[1] + '/appended'; page.body.append(linked);
         return page.body.textContent.includes('still here at the end')",
        &[json!(raw), json!(beacon.address())],
    );
    assert_eq!(put, json!(true), "the payloads did not reach the page");
    wait_for_harm();
    let _ = window.ask("preview().querySelectorAll('a').forEach((link) => link.click?.())", &[]);
    wait_for_harm();
    assert_eq!(traces(&window), Vec::<String>::new());
    assert_eq!(beacon.hits(), Vec::<String>::new());
    assert!(window.has("textbox", "Article text"), "the window was led away");
}

#[test]
fn the_window_itself_runs_no_foreign_script_and_loads_nothing_remote() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Policy", "x")]);
    let beacon = Beacon::start();
    let window = setup.open(&screen);
    window.ask(
        "const add = (name, fields) => document.body.append(Object.assign(document.createElement(name), fields));
         add('script', { textContent: 'window.owned = 1' });
         add('script', { src: arguments[0] + '/script' });
         add('img', { src: arguments[0] + '/image' });
         add('iframe', { src: arguments[0] + '/frame' });
         add('link', { rel: 'stylesheet', href: arguments[0] + '/style' });
         document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.owned = 2\">');
         fetch(arguments[0] + '/fetch').catch(() => {});
         navigator.sendBeacon?.(arguments[0] + '/beacon');
         try { new WebSocket(arguments[0].replace('http', 'ws') + '/socket') } catch {}
         try { window.evaluated = new Function('return 1')() } catch {}",
        &[json!(beacon.address())],
    );
    wait_for_harm();
    assert_eq!(
        window.ask("return [window.owned ?? 0, window.evaluated ?? 0, typeof window.__TAURI__]", &[]),
        json!([0, 0, "undefined"])
    );
    assert_eq!(beacon.hits(), Vec::<String>::new());
}

#[test]
fn a_frame_reaches_no_command() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Commands", "x")]);
    let window = setup.open(&screen);
    window.open_article("Commands");
    let reached = window.ask(
        "const view = preview().defaultView; return [typeof view.__TAURI_INTERNALS__, typeof view.__TAURI__]",
        &[],
    );
    assert_eq!(reached, json!(["undefined", "undefined"]));
    let refused = window.run_async(
        "const done = arguments[arguments.length - 1];
         const names = ['plugin:fs|read_text_file', 'plugin:shell|execute', 'plugin:dialog|open', 'plugin:opener|open_path',
           'plugin:window|create', 'plugin:webview|create_webview_window', 'plugin:event|emit', 'plugin:path|resolve_directory'];
         Promise.allSettled(names.map((name) => window.__TAURI_INTERNALS__.invoke(name, {}))).then((all) =>
           done(names.filter((_, index) => all[index].status === 'fulfilled')))",
        &[],
    );
    assert_eq!(refused, json!([]), "commands that the window does not need answered");
}

#[test]
fn a_link_of_the_preview_is_shown_before_it_opens() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Links", "[out there](https://example.org/path?q=1)")]);
    let window = setup.open(&screen);
    window.open_article("Links");
    window.click_in_preview("a");
    window.wait_for("dialog,alertdialog", "Open this link in the browser?");
    window.ask_until(
        "where it leads",
        "return document.querySelector('dialog').textContent.includes('https://example.org/path?q=1')",
        &[],
    );
    window.close_dialog();
    assert!(window.preview_text().contains("out there"), "the preview was led away");
}
