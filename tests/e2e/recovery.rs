//! Two windows that want one library, and a window whose web process dies.

use tests::program::finish;
use tests::window::{Setup, Undriven, active_process, start_of, wait_until};

use crate::Screen;

#[test]
fn a_second_start_on_a_library_leaves_it_to_the_window_that_has_it() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Shared", "Start.")]);
    let window = setup.open(&screen);
    window.open_article("Shared");
    // Another library's window stands before it.
    let other = Setup::new();
    other.library_with(&[("Elsewhere", "Other.")]);
    let other = Undriven::start(&screen, &other);
    wait_until("the other window is in front", || active_process(&screen) == Some(other.process()));
    let ran = finish(start_of(&screen, &setup), b"").exits(1);
    assert!(ran.stderr.contains("is open in another Galley window"), "{ran:?}");
    wait_until("the first window came to the front", || active_process(&screen) == window.process());
    window.write_at_end(" Written on.");
    window.wait_for_status("Saved");
    // The command line works beside the window.
    assert_eq!(setup.body_of("Shared"), "Start. Written on.");
}

#[test]
fn a_window_whose_web_process_is_killed_comes_back_with_the_text_and_is_written_in_on() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Other", "Other."), ("Killed", "Start.")]);
    let window = Undriven::start(&screen, &setup);
    let go_to_end = || {
        window.press(&["ctrl+p"]);
        window.type_text("Killed");
        window.press(&["Return", "ctrl+End"]);
    };
    let holds = |wanted: &str| setup.body_of("Killed").ends_with(wanted);
    // The first key that is heard shows that the window is there.
    wait_until("what is typed is saved", || {
        go_to_end();
        window.type_text("!");
        std::thread::sleep(std::time::Duration::from_millis(1_500));
        holds("!")
    });
    window.type_text(" Before.");
    wait_until("the sentence is saved", || holds(" Before."));
    window.type_text(" Not yet saved.");
    std::thread::sleep(std::time::Duration::from_millis(300));
    window.kill_web_process();
    wait_until("what was typed last is saved by the program itself", || holds(" Not yet saved."));
    // The article is open again, and the keys reach it.
    wait_until("the window is written in on", || {
        go_to_end();
        window.type_text(" After.");
        std::thread::sleep(std::time::Duration::from_millis(1_500));
        holds(" After.")
    });
    assert!(setup.body_of("Killed").starts_with("Start."));
    assert_eq!(setup.body_of("Other"), "Other.", "what was typed went elsewhere");
}
