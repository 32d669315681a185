//! The media of the library.

use tests::window::Setup;
use tests::window::keys::{HOME, RIGHT};

use crate::Screen;

const SAID: &str = "A lighthouse at dusk";

#[test]
fn a_picture_is_described_once_found_where_it_is_used_thrown_away_and_brought_back() {
    let screen = Screen::start();
    let setup = Setup::new();
    let window = setup.open(&screen);
    let shelf = |number: usize| {
        window.click_on(
            &format!("shelf {number}"),
            "return document.querySelectorAll('dialog .shelves button')[arguments[0]] ?? null",
            &[number.into()],
        );
    };
    window.open_by_command("Media…");
    window.wait_for("dialog", "Media");
    window.ask_until(
        "the pictures",
        "return named('listbox', 'Pictures')[0]?.querySelectorAll('[role=option]').length > 3",
        &[],
    );
    let _ = window.ask("named('listbox', 'Pictures')[0].focus()", &[]);
    window.press(&[], RIGHT);
    window.fill("Alternative text", SAID);
    window.click_on("save", "return document.querySelector('dialog aside form button')", &[]);
    window.wait_for("option", SAID);

    // From the picture to the article that shows it.
    let title = window.ask_until(
        "the article that uses it",
        "return document.querySelector('dialog aside section li button')?.textContent.trim()",
        &[],
    );
    window.click_on("the article", "return document.querySelector('dialog aside section li button')", &[]);
    window.ask_until("it is open", "return named('textbox', 'Title')[0]?.value === arguments[0]", &[title]);

    // Once no article shows it, it can go, and come back.
    window.click("button", "Details");
    window.click("button", "Remove");
    window.wait_for_status("Saved");
    window.settle();
    window.open_by_command("Media…");
    window.wait_for("dialog", "Media");
    // By keyboard, since a list that has just been fetched anew takes its cells away from under a pointer.
    let choose = || {
        window.wait_for("option", SAID);
        let _ = window.ask("named('listbox', 'Pictures')[0].focus()", &[]);
        window.press(&[], HOME);
        let chosen = "return named('option', arguments[0])[0]?.getAttribute('aria-selected') === 'true'";
        for _ in 0..20 {
            window.settle();
            if window.ask(chosen, &[SAID.into()]) == serde_json::json!(true) {
                return;
            }
            window.press(&[], RIGHT);
        }
        panic!("the arrow keys do not reach the picture");
    };
    shelf(1);
    choose();
    window.click("button", "Move to trash");
    shelf(2);
    choose();
    window.click("button", "Restore");
    window.ask_until(
        "nothing is left in the trash",
        "return document.querySelector('dialog')?.textContent.includes('The trash is empty')",
        &[],
    );
    shelf(0);
    window.wait_for("option", SAID);
}
