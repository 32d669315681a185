//! What helps while writing, by the keyboard alone: spelling, footnotes, problems, the direction of a block; in a text
//! from left to right and in one from right to left.

use serde_json::json;
use tests::window::Setup;
use tests::window::keys::{ALT, CONTROL, END, ENTER, SHIFT, UP};

use crate::Screen;

const TEXTS: [(&str, &str); 2] = [
    ("Tools", "## The river\n\n#### The banks\n\nWe walked slowly over the old brigde"),
    ("ابزارها", "## رودخانه\n\n#### کناره‌ها\n\nآهسته راه رفتیم.\n\nWe walked slowly over the old brigde"),
];

#[test]
fn a_misspelt_word_is_mended_or_learnt_and_a_footnote_is_written_and_left_again() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&TEXTS);
    let window = setup.open(&screen);
    for (title, _) in TEXTS {
        window.open_article(title);
        window.go_to_end_of_text();
        let marked = "return [...document.querySelectorAll('.md-misspelt')].map((word) => word.textContent)";
        window.ask_until("the misspelt word", &format!("{marked}.includes('brigde')"), &[]);
        window.press(&[CONTROL], '.');
        window.ask_until("suggestions", "return named('menuitem', 'bridge').length > 0", &[]);
        window.settle();
        window.press(&[], ENTER);
        window.wait_for_body_with(&setup, title, "over the old bridge");
        window.press(&[CONTROL], END);
        window.press(&[CONTROL, ALT], 'f');
        window.type_text("The note.");
        window.press(&[CONTROL, ALT], 'j');
        window.type_text(" twice");
        window.wait_for_body_with(&setup, title, "old bridge[^1] twice\n\n[^1]: The note.");
        // A name that no dictionary has, once for each text.
        let name = if title == "Tools" { "Qwortlebury" } else { "Zimplethorpe" };
        window.type_text(&format!(" in {name}"));
        window.ask_until("the name is marked", &format!("{marked}.includes('{name}')"), &[]);
        window.press(&[CONTROL], '.');
        window.wait_for("menuitem", "Add to the dictionary");
        window.settle();
        window.press(&[], UP);
        window.press(&[], UP);
        window.press(&[], ENTER);
        window.ask_until("the name is known", &format!("{marked}.length === 0"), &[]);
    }
}

#[test]
fn a_problem_is_mended_and_a_block_is_turned_round() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&TEXTS);
    let window = setup.open(&screen);
    for (title, _) in TEXTS {
        window.open_article(title);
        window.press(&[CONTROL, SHIFT], 'm');
        window.ask_until(
            "the heading that jumps",
            "const fix = named('button', 'Make it a heading of level 3')[0]; fix?.focus(); return fix === document.activeElement",
            &[],
        );
        window.press(&[], ENTER);
        window.wait_for_body_with(&setup, title, "\n### ");
        window.press(&[CONTROL, SHIFT], 'm');
        window.go_to_end_of_text();
        window.run_command("Direction of the block: right to left");
        window.wait_for_body_with(
            &setup,
            title,
            "<div dir=\"rtl\">\n\nWe walked slowly over the old brigde\n\n</div>",
        );
        let line = "[...document.querySelectorAll('.cm-line')].find((line) => line.textContent.startsWith('We walked'))";
        window.ask_until(
            "the line runs so",
            &format!("return getComputedStyle({line}).direction === 'rtl'"),
            &[],
        );
        window.ask_until(
            "the page too",
            "return [...preview().querySelectorAll('p')].some((block) => block.textContent.startsWith('We walked') && preview().defaultView.getComputedStyle(block).direction === 'rtl')",
            &[],
        );
        window.run_command("Direction of the block: as its first letter");
        window.ask_until("and back", &format!("return getComputedStyle({line}).direction === 'ltr'"), &[]);
        assert_eq!(window.ask("return getSelection().isCollapsed", &[]), json!(true));
    }
}

#[test]
fn a_paste_that_is_no_passage_is_refused_with_a_word_and_nothing_is_lost() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&TEXTS);
    let window = setup.open(&screen);
    window.open_article("Tools");
    window.go_to_end_of_text();
    for (pasted, told) in
        [("'x'.repeat(50000000)", "too long to paste"), ("'ELF' + String.fromCharCode(0)", "is no text")]
    {
        window.ask(
            &format!(
                "const data = new DataTransfer(); data.setData('text/plain', {pasted});
                 document.activeElement.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}))"
            ),
            &[],
        );
        window.ask_until("why", "return document.body.innerText.includes(arguments[0])", &[json!(told)]);
    }
    window.type_text(" and back");
    window.wait_for_body_with(&setup, "Tools", "over the old brigde and back");
}

#[test]
fn a_language_without_a_dictionary_is_told_once_and_the_others_are_checked_all_the_same() {
    let screen = Screen::start();
    let setup = Setup::new();
    let text = "رودخانه از میان شهر می‌گذرد و مردم هر بامداد کنار آن راه می‌روند. آب در تابستان کم می‌شود و در \
                بهار تا پای دیوار باغ‌ها بالا می‌آید.\n\nWe walked slowly over the old brigde and looked down at the water for a long while, as \
                people do who have nothing else to do in the evening.";
    setup.library_with(&[("ابزارها", text)]);
    let window = setup.open(&screen);
    window.open_article("ابزارها");
    window.wait_for_words("There is no dictionary for Persian here");
    window.ask_until(
        "the other language is checked",
        "return [...document.querySelectorAll('.md-misspelt')].some((word) => word.textContent === 'brigde')",
        &[],
    );
    window.click("button", "Spelling…");
    window.wait_for("dialog", "Settings");
    window.ask_until(
        "the settings say so too",
        "return document.querySelector('dialog[open]').textContent.includes('No dictionary was found for: Persian')",
        &[],
    );
    window.click("button", "Close");
    window.wait_for_no_dialog();
    // It is told once, and nothing of the text is lost.
    window.write_at_end(" راه رفتیم");
    window.wait_for_status("Saved");
    window.settle();
    assert!(setup.body_of("ابزارها").ends_with("راه رفتیم"));
    let told = window.ask(
        "return [...document.querySelectorAll('.notice')].filter((notice) => notice.textContent.includes('no dictionary')).length",
        &[],
    );
    assert!(told.as_u64().is_some_and(|told| told <= 1), "{told}");
}
