//! The media of the library.

use tests::pictures;
use tests::window::keys::{ALT, CONTROL, ESCAPE, HOME, RIGHT};
use tests::window::{Setup, answer_open_dialog};

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

#[test]
fn a_picture_is_replaced_by_another_file_wherever_it_is_shown_and_that_is_undone() {
    let screen = Screen::start();
    let setup = Setup::new();
    std::fs::write(setup.outside().join("old.png"), pictures::png(1, 60, 40)).expect("written");
    std::fs::write(setup.outside().join("new.png"), pictures::png(2, 80, 30)).expect("written");
    let text = setup.outside().join("text.md");
    std::fs::write(&text, "See:\n\n![A chart](old.png)\n").expect("written");
    let _ = setup.galley().run(&["init"]).exits(0);
    for title in ["One", "Two"] {
        let _ = setup.galley().run(&["new", "--title", title, "--file", &text.to_string_lossy()]).exits(0);
    }
    let window = setup.open(&screen);
    window.open_article("One");
    let width = |wanted: u32| {
        window.ask_until(
            &format!("a picture {wanted} wide in the page"),
            "const picture = preview()?.querySelector('article img, main img');
             return picture?.complete && picture.naturalWidth === arguments[0]",
            &[wanted.into()],
        );
    };
    width(60);
    window.open_by_command("Media…");
    window.wait_for("dialog", "Media");
    window.ask_until(
        "the picture",
        "return named('listbox', 'Pictures')[0]?.querySelectorAll('[role=option]').length === 1",
        &[],
    );
    window.focus_on("listbox", "Pictures");
    window.press(&[], HOME);
    window.press_button("Replace the file…");
    answer_open_dialog(&screen, &setup.outside().join("new.png"));
    window.wait_for_words("was replaced in 2 articles");
    window.press(&[], ESCAPE);
    width(80);
    // The text of both names the new one now, with the same alternative text.
    let bodies = ["One", "Two"].map(|title| setup.body_of(title));
    assert_eq!(bodies[0], bodies[1]);
    assert!(bodies[0].starts_with("See:\n\n![A chart](media/"), "{}", bodies[0]);
    window.press(&[CONTROL, ALT], 'z');
    width(60);
}
