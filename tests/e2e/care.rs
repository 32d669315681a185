//! The care of a library: backups by hand, a library made from one, a check, and a trash that empties itself.

use std::fs;

use model::{ArticleId, Moment, Origin};
use serde_json::json;
use store::Store;
use tests::window::keys::DOWN;
use tests::window::{Setup, answer_open_dialog};

use crate::Screen;

#[test]
fn a_backup_is_made_by_hand_and_made_into_a_library_again_that_opens() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Kept", "---\ntitle: Kept\ntags: [sea]\n---\nAs it was.")]);
    let window = setup.open(&screen);
    window.open_article("Kept");
    window.open_by_command("Backups…");
    window.wait_for("dialog", "Backups and check");
    window.press_button("Back up now");
    window.wait_for_words("The backup is made:");
    window.close_dialog();
    window.write_at_end(" Written later.");
    window.wait_for_status("Saved");

    // Never over a library: the folder of this one is refused, and nothing in it is touched.
    window.open_by_command("Backups…");
    window.wait_for("button", "Restore the backup of");
    window.press_button("Restore the backup of");
    answer_open_dialog(&screen, &setup.library());
    window.ask_until(
        "the refusal",
        "return document.querySelector('dialog .result .failed')?.textContent.trim().length > 20",
        &[],
    );
    assert_eq!(setup.body_of("Kept"), "As it was. Written later.");

    let target = setup.outside().join("restored");
    fs::create_dir(&target).expect("made");
    window.press_button("Restore the backup of");
    answer_open_dialog(&screen, &target);
    window.wait_for_words("The library is restored in");
    window.press_button("Open it");
    window.wait_for_no_dialog();
    window.open_article("Kept");
    window.wait_for_preview("As it was.");
    assert!(!window.preview_text().contains("Written later."));
    // The library that it was made from is as it was.
    assert_eq!(setup.body_of("Kept"), "As it was. Written later.");
    let restored = tests::program::Galley::on(&target).run(&["--json", "list"]).exits(0).json();
    assert_eq!(restored[0]["tags"], json!(["sea"]), "{restored}");
}

#[test]
fn a_check_names_a_picture_that_is_missing_and_is_content_otherwise() {
    let screen = Screen::start();
    let setup = Setup::new();
    // The samples have pictures.
    let window = setup.open(&screen);
    window.open_by_command("Backups…");
    window.press_button("Check now");
    window.wait_for_words("All is well");
    let media = setup.library().join("media");
    let picture = fs::read_dir(&media).expect("listed").flatten().next().expect("a picture").path();
    fs::rename(&picture, setup.outside().join("away")).expect("moved");
    window.press_button("Check now");
    window.wait_for_words("Problems: 1");
    fs::rename(setup.outside().join("away"), &picture).expect("moved");
    window.press_button("Check now");
    window.wait_for_words("All is well");
}

#[test]
fn the_trash_empties_itself_once_the_author_has_set_a_period() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Stays", "x"), ("Thrown away long ago", "y"), ("Thrown away today", "z")]);
    let id = |title: &str| {
        let id = setup.article(title)["id"].as_str().expect("an id").to_owned();
        ArticleId::parse(&id).expect("an id")
    };
    let (old, new) = (id("Thrown away long ago"), id("Thrown away today"));
    {
        let store = Store::open(&setup.library()).expect("it opens").store;
        let now = i64::try_from(
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a time").as_millis(),
        )
        .expect("a time");
        let days = |days: i64| Moment::from_milliseconds(now - days * 24 * 60 * 60 * 1000);
        let _ = store.trash(&[old], Origin::Window, days(40)).expect("in the trash");
        let _ = store.trash(&[new], Origin::Window, days(0)).expect("in the trash");
    }
    let in_trash = || {
        let listed = setup.galley().run(&["--json", "list", "--status", "trash"]).exits(0).json();
        listed.as_array().map_or(0, Vec::len)
    };
    // As long as nothing is set, everything is kept.
    let window = setup.open(&screen);
    window.wait_for_rows(1);
    assert_eq!(in_trash(), 2);
    window.open_by_command("Trash settings…");
    window.wait_for("dialog", "Trash");
    let _ = window.ask("document.querySelector('dialog input[type=radio]').focus()", &[]);
    window.press(&[], DOWN);
    window.ask_until(
        "a period is chosen",
        "return !document.querySelector('dialog input[type=number]').disabled",
        &[],
    );
    window.press_button("Save");
    window.wait_for_no_dialog();
    drop(window);
    let window = setup.open(&screen);
    tests::window::wait_until("what is older is gone", || in_trash() == 1);
    window.click_on("the trash", "return document.getElementById('shelf-trash')", &[]);
    window.wait_for_row("Thrown away today");
}
