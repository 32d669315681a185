//! Typing itself, by the keyboard alone: several cursors, folded sections, the formatting bar; in a text from left to
//! right and in one from right to left. And the quick ways: settings, palette, articles by name.

use serde_json::json;
use tests::window::Setup;
use tests::window::keys::{ALT, CONTROL, DOWN, ENTER, ESCAPE, HOME, SHIFT, SPACE};

use crate::Screen;

#[test]
fn a_word_is_changed_wherever_it_stands_and_a_section_is_folded() {
    let screen = Screen::start();
    let setup = Setup::new();
    let texts = [
        ("Words", "## One\n\ntide and tide\n\n## Two\n\nend", "tide", "flood"),
        ("واژه‌ها", "## یک\n\nآب و آب\n\n## دو\n\nپایان", "آب", "رود"),
    ];
    setup.library_with(&texts.map(|(title, text, ..)| (title, text)));
    let window = setup.open(&screen);
    for (title, text, word, other) in texts {
        window.open_article(title);
        window.click("textbox", "Article text");
        assert_eq!(window.ask("return !document.querySelector('.cm-lineNumbers')", &[]), json!(true));
        window.press(&[CONTROL], HOME);
        window.press(&[], DOWN);
        window.press(&[], DOWN);
        // The word at the caret, and the next one like it.
        window.press(&[CONTROL], 'd');
        window.press(&[CONTROL], 'd');
        window.ask_until("two cursors", "return document.querySelectorAll('.md-cursor').length === 1", &[]);
        window.type_text(other);
        window.wait_for_body(&setup, title, &text.replace(word, other));
        window.press(&[], ESCAPE);
        window.press(&[CONTROL], HOME);
        window.press(&[CONTROL, ALT], '[');
        window.ask_until(
            "the section is folded",
            "return document.querySelector('.cm-foldPlaceholder') && !document.querySelector('.cm-content').textContent.includes(arguments[0])",
            &[json!(other)],
        );
        window.press(&[CONTROL, ALT], ']');
        window.ask_until("and seen again", "return !document.querySelector('.cm-foldPlaceholder')", &[]);
        window.wait_for_body(&setup, title, &text.replace(word, other));
    }
}

#[test]
fn the_formatting_bar_is_used_by_the_keyboard() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Bar", "word"), ("نوار", "واژه")]);
    let window = setup.open(&screen);
    for (title, word) in [("Bar", "word"), ("نوار", "واژه")] {
        window.open_article(title);
        window.go_to_end_of_text();
        for (name, wanted) in [
            ("Bold", format!("**{word}**")),
            ("Italic", format!("***{word}***")),
            ("Quotation", format!("> ***{word}***")),
        ] {
            window.press_button(name);
            window.wait_for_body(&setup, title, &wanted);
        }
        window.ask_until(
            "the page shows it",
            "return preview().querySelector('blockquote em strong, blockquote strong em')?.textContent === arguments[0]",
            &[json!(word)],
        );
    }
}

#[test]
fn a_setting_is_found_by_its_words_applied_at_once_and_put_back() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Set", "One.\n\nTwo.")]);
    let window = setup.open(&screen);
    window.open_article("Set");
    window.press(&[CONTROL], ',');
    window.wait_for("dialog", "Settings");
    window.type_text("line numbers");
    window.focus_on("checkbox", "Line numbers");
    window.press(&[], SPACE);
    window.ask_until("at once", "return !!document.querySelector('.cm-lineNumbers')", &[]);
    window.press_button("Default");
    window.ask_until("as it was", "return !document.querySelector('.cm-lineNumbers')", &[]);
}

#[test]
fn the_palette_shows_every_command_with_its_keys_and_articles_open_by_name() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Harbour", "Text."), ("بندر", "متن.")]);
    let window = setup.open(&screen);
    window.open_article("Harbour");
    window.go_to_end_of_text();
    window.press(&[CONTROL, SHIFT], 'p');
    window.wait_for("dialog", "Commands");
    for (command, keys) in
        [("Bold", "Ctrl+B"), ("Zoom in", "Ctrl++"), ("Show or hide the outline", "Ctrl+Shift+K")]
    {
        window.press(&[CONTROL], 'a');
        window.type_text(command);
        window.ask_until(
            command,
            "return ofRole('option').some((row) => row.textContent.includes(arguments[0]) && row.textContent.includes(arguments[1]))",
            &[json!(command), json!(keys)],
        );
    }
    window.press(&[], ESCAPE);
    for title in ["بندر", "Harbour"] {
        window.press(&[CONTROL], 'p');
        window.wait_for("dialog", "Open an article");
        window.type_text(title);
        window.ask_until(
            "the article",
            "return ofRole('option').some((row) => row.closest('dialog') && row.getAttribute('aria-selected') === 'true' && row.textContent.includes(arguments[0]))",
            &[json!(title)],
        );
        window.press(&[], ENTER);
        window.ask_until(
            "it is open",
            "return named('textbox', 'Title')[0]?.value === arguments[0]",
            &[json!(title)],
        );
    }
}
