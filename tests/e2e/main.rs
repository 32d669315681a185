//! The real window.
#![cfg(target_os = "linux")]
#![allow(missing_docs)]
use serde_json::json;
use tests::beacon::Beacon;
use tests::window::{Display, Setup};

#[test]
fn a_plain_browser_runs_code_and_loads_things() {
    let display = Display::start();
    let setup = Setup::new();
    let beacon = Beacon::start();
    let browser = setup.plain_browser(&display);
    let page = setup.outside().join("a.html");
    std::fs::write(&page, format!("<title>before</title><input autofocus><img src='{}/i'><script>window.owned=1;document.title='after'</script>", beacon.address())).expect("written");
    browser.goto(&format!("file://{}", page.display()));
    assert_eq!(browser.run("return document.title", &[]), json!("after"));
    browser.until("hit", "return 1", &[]);
    browser.click_on("input", "return document.querySelector('input')", &[]);
    browser.type_text("Hello, Wörld سلام");
    assert_eq!(browser.run("return document.querySelector('input').value", &[]), json!("Hello, Wörld سلام"));
    assert!(beacon.hits().len() > 0, "{:?}", beacon.hits());
    assert!(browser.process().is_some());
    std::fs::write("/tmp/shot.png", browser.screenshot()).expect("x");
    browser.run("setTimeout(()=>alert(5))", &[]);
    std::thread::sleep(std::time::Duration::from_millis(500));
    println!("{:?}", browser.script_dialog());
    browser.dismiss_script_dialog();
    println!("{:?}", browser.script_dialog());
}
