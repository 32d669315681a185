//! Writing with the keyboard alone: marks, tables, completion, finding, sections, settings; in a text from left to
//! right and in one from right to left.

use serde_json::json;
use tests::window::keys::{ALT, CONTROL, DOWN, END, ENTER, ESCAPE, HOME, LEFT, SHIFT, TAB, UP};
use tests::window::{Setup, cancel_dialog};

use crate::Screen;
use crate::dialogs::words;

#[test]
fn a_table_is_put_in_by_a_slash_and_filled_from_cell_to_cell() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Tides", ""), ("جزر و مد", "")]);
    let window = setup.open(&screen);
    for (title, words, table) in [
        ("Tides", ["Tide", "Hour", "Height"], "| Tide | Hour | Height |\n| ---- | ---- | ------ |"),
        ("جزر و مد", ["آب", "ساعت", "بلندی"], "| آب  | ساعت | بلندی |\n| --- | ---- | ----- |"),
    ] {
        window.open_article(title);
        window.click("textbox", "Article text");
        window.type_text("/table");
        window.ask_until(
            "the insert menu",
            "return ofRole('option').some((row) => nameOf(row).startsWith('Table'))",
            &[],
        );
        window.settle();
        window.press(&[], ENTER);
        for (index, word) in words.iter().enumerate() {
            if index > 0 {
                window.press(&[], TAB);
            }
            window.type_text(word);
        }
        window.press(&[], TAB);
        window.ask_until("the tools of the table", "return named('toolbar', 'Table')[0]", &[]);
        window.wait_for_preview(words[2]);
        window.ask_until(
            "a table in the page",
            "return preview().querySelectorAll('table th').length === 3",
            &[],
        );
        let cells = if title == "Tides" { "|      |      |        |" } else { "|     |      |       |" };
        window.wait_for_body(&setup, title, &format!("{table}\n{cells}\n{cells}"));
    }
}

#[test]
fn a_table_is_drawn_as_a_grid_and_edited_by_the_keyboard() {
    let screen = Screen::start();
    let setup = Setup::new();
    let english = "Before.\n\n| Tide | Hour |\n|---|---|\n| high | 6 |\n\nAfter.";
    let persian = "پیش از آن.\n\n| آب | ساعت |\n|---|---|\n| بالا | ۶ |\n\nپس از آن.";
    setup.library_with(&[("Tides", english), ("جزر و مد", persian)]);
    let window = setup.open(&screen);
    for (title, direction, words, end) in
        [("Tides", "ltr", ["low|ebb", "12"], "After."), ("جزر و مد", "rtl", ["پایین|فرو", "۱۲"], "پس از آن.")]
    {
        window.open_article(title);
        window.ask_until(
            "the grid",
            "return document.querySelector('.writing [role=grid]')?.dir === arguments[0] && ofRole('gridcell').length === 2",
            &[json!(direction)],
        );
        window.click("textbox", "Article text");
        window.press(&[CONTROL], HOME);
        window.press(&[], DOWN);
        window.press(&[], DOWN);
        let here = "return document.activeElement.closest('[role=grid]') ? [document.activeElement.parentElement.rowIndex, document.activeElement.cellIndex] : null";
        assert_eq!(window.ask(here, &[]), json!([0, 0]), "from above into the first cell");
        window.press(&[], DOWN);
        window.press(&[], TAB);
        assert_eq!(window.ask(here, &[]), json!([1, 1]), "down, and on to the next cell");
        // Behind the last cell a row begins.
        window.press(&[], TAB);
        window.type_text(words[0]);
        window.press(&[], TAB);
        window.type_text(words[1]);
        window.press(&[ALT], UP);
        assert_eq!(window.ask(here, &[]), json!([1, 1]), "the row has moved up, and the caret with it");
        window.run_command("Align the column to the end");
        window.wait_for_preview(words[1]);
        // Out of the grid, and on in the text.
        window.ask_until("back in the cell", here, &[]);
        for _ in 0..3 {
            window.press(&[], DOWN);
        }
        window.press(&[CONTROL], END);
        window.type_text(" Typed.");
        window.wait_for_preview(&format!("{end} Typed."));
        window.wait_for_status("Saved");
        let body = setup.body_of(title);
        let rows: Vec<Vec<&str>> = body
            .lines()
            .filter(|line| line.starts_with('|'))
            .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
            .collect();
        let written = words[0].replace('|', "\\|");
        assert_eq!(rows.len(), 4, "{body}");
        assert_eq!(rows[2], [written.as_str(), words[1]], "{body}");
        assert!(rows[1][1].ends_with(':'), "the column is aligned: {body}");
        let lengths: std::collections::HashSet<usize> =
            body.lines().filter(|line| line.starts_with('|')).map(|line| line.chars().count()).collect();
        assert_eq!(lengths.len(), 1, "what is written is aligned: {body}");
    }
}

#[test]
fn what_was_written_in_a_cell_is_undone_and_a_table_can_be_seen_as_its_markdown() {
    let screen = Screen::start();
    let setup = Setup::new();
    let table = "| Tide | Hour |\n| ---- | ---- |\n| high | 6    |\n\nAfter.";
    setup.library_with(&[("Tides", table)]);
    let window = setup.open(&screen);
    window.open_article("Tides");
    window.ask_until("the grid", "return ofRole('gridcell').length === 2", &[]);
    window.click("gridcell", "high");
    window.press(&[CONTROL], 'a');
    window.type_text("low");
    window.wait_for_body(&setup, "Tides", &table.replace("high", "low"));
    window.press(&[CONTROL], 'z');
    window.wait_for_body(&setup, "Tides", table);
    window.ask_until("as it was, in the grid too", "return named('gridcell', 'high').length === 1", &[]);
    window.press(&[CONTROL], 'b');
    window.wait_for_body(&setup, "Tides", &table.replace("high", "**high**"));
    window.press(&[CONTROL], 'z');
    window.press(&[], ESCAPE);
    window.ask_until(
        "the Markdown",
        "return ofRole('grid').filter((grid) => grid.closest('.writing')).length === 0 && named('textbox', 'Article text')[0].textContent.includes('| ---- |')",
        &[],
    );
    window.press(&[CONTROL], END);
    window.ask_until("the grid again", "return ofRole('gridcell').length === 2", &[]);
    window.press(&[CONTROL], ',');
    window.wait_for("dialog", "Settings");
    window.click("tab", "Text editor");
    window.click("checkbox", "Tables as a grid");
    window.press(&[], ESCAPE);
    window.ask_until(
        "text only",
        "return ofRole('gridcell').length === 0 && document.querySelectorAll('.md-line-table').length === 3",
        &[],
    );
}

#[test]
fn a_table_typed_by_hand_stays_as_it_was_typed() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("By hand", "")]);
    let window = setup.open(&screen);
    window.open_article("By hand");
    window.write_at_end("| a | b |\n|---|---|\n| 1 | 2 |\n\nAfter.");
    window.wait_for_body(&setup, "By hand", "| a | b |\n|---|---|\n| 1 | 2 |\n\nAfter.");
}

#[test]
fn emoji_and_own_articles_are_completed_by_name() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("The lighthouse", "A light."), ("Here", "")]);
    let target = setup.article("The lighthouse")["id"].as_str().unwrap_or_default().to_owned();
    let window = setup.open(&screen);
    window.open_article("Here");
    window.write_at_end("To the :ocean");
    window.ask_until("an emoji", "return ofRole('option').some((row) => nameOf(row).includes('🌊'))", &[]);
    window.settle();
    window.press(&[], ENTER);
    window.type_text(" and [[light");
    window.ask_until("the article", "return ofRole('option').some((row) => row.closest('.cm-tooltip') && nameOf(row) === 'The lighthouse')", &[]);
    window.settle();
    window.press(&[], ENTER);
    window.wait_for_body(&setup, "Here", &format!("To the 🌊 and [The lighthouse](article:{target})"));
}

#[test]
fn keys_mark_words_lines_and_headings() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Keys", "one\n\ntwo")]);
    let window = setup.open(&screen);
    window.open_article("Keys");
    window.go_to_end_of_text();
    window.press(&[CONTROL], 'b');
    window.press(&[CONTROL], '2');
    window.press(&[CONTROL, ALT], LEFT);
    window.wait_for_body(&setup, "Keys", "one\n\n# **two**");
    window.press(&[CONTROL, ALT], '0');
    window.press(&[CONTROL], ENTER);
    window.press(&[CONTROL], ENTER);
    window.wait_for_body(&setup, "Keys", "one\n\n- [x] **two**");
    window.press(&[ALT], UP);
    window.press(&[ALT], UP);
    window.wait_for_body(&setup, "Keys", "- [x] **two**\none");
}

#[test]
fn a_pattern_that_explodes_does_not_hold_up_the_window() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Patterns", &format!("{}!\n\nTide and tide.", "a".repeat(60)))]);
    let window = setup.open(&screen);
    window.open_article("Patterns");
    window.go_to_end_of_text();
    window.press(&[CONTROL], 'f');
    window.ask_until("the find bar", "return named('textbox', 'Find')[0] === document.activeElement", &[]);
    window.type_text("tide");
    window.ask_until(
        "two matches",
        "return document.querySelector('.find-bar .count').textContent === '2'",
        &[],
    );
    window.ask_until(
        "the matches in the page",
        "return [...preview().defaultView.CSS.highlights.values()].some((found) => found.size === 2)",
        &[],
    );
    window.click("button", "Regular expression");
    window.fill("Find", "(a+)+$");
    window.ask_until(
        // An engine may give such a pattern up by itself; then nothing is found.
        "an answer",
        "return ['This expression takes too long', 'None'].includes(document.querySelector('.find-bar .count').textContent)",
        &[],
    );
    window.fill("Find", "(t)ide");
    window.fill("Replace with", "$1ime");
    window.click("button", "Replace all");
    window.wait_for_preview("Time and time.");
}

#[test]
fn sections_move_by_the_keyboard() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Sections", "## One\n\nFirst.\n\n## دو\n\nدومی.\n\n## Three\n\nThird.")]);
    let window = setup.open(&screen);
    window.open_article("Sections");
    window.press(&[CONTROL, SHIFT], 'k');
    window.ask_until("the outline", "return ofRole('treeitem').length === 3", &[]);
    window.ask("ofRole('treeitem')[2].focus()", &[]);
    window.press(&[ALT], UP);
    window.wait_for_body(&setup, "Sections", "## One\n\nFirst.\n\n## Three\n\nThird.\n\n## دو\n\nدومی.");
    window.press(&[], ENTER);
    window.press(&[CONTROL, SHIFT], 'o');
    window.wait_for("dialog", "Go to a heading");
    window.type_text("one");
    window.press(&[], ENTER);
    window.ask_until(
        "the caret at the heading",
        "return getSelection().anchorNode?.parentElement?.closest('.cm-line')?.textContent === '## One'",
        &[],
    );
}

#[test]
fn the_whole_window_speaks_persian_from_right_to_left_and_remembers_it() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Window", "Text.")]);
    let window = setup.open(&screen);
    window.open_article("Window");
    window.press(&[CONTROL], ',');
    window.wait_for("dialog", "Settings");
    window.type_text("language of the interface");
    window.ask("const list = named('combobox', 'Language of the interface')[0]; list.value = 'fa'; list.dispatchEvent(new Event('change', { bubbles: true }))", &[]);
    window.ask_until(
        "the other language",
        "return document.documentElement.dir === 'rtl' && named('dialog', 'تنظیمات')[0]",
        &[],
    );
    window.press(&[], ESCAPE);
    window.ask_until(
        "the library on the right",
        "const library = document.querySelector('[data-pane=library]').getBoundingClientRect();
         return library.right > innerWidth - 2 && named('textbox', 'متن نوشته')[0]",
        &[],
    );
    window.settle();
    window.kill();
    let window = setup.open_anything(&screen);
    window.ask_until("the same after a start", "return named('textbox', 'متن نوشته')[0]", &[]);
    // The system's own dialogs go with it.
    window.press(&[CONTROL, SHIFT], 'e');
    window.press_button(&words("fa", "export-save-as"));
    assert_eq!(cancel_dialog(&screen), words("fa", "dialog-save"));
}

#[test]
fn a_shortcut_is_changed_and_conflicts_are_shown() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Shortcuts", "word")]);
    let window = setup.open(&screen);
    window.open_article("Shortcuts");
    window.press(&[CONTROL], ',');
    window.wait_for("dialog", "Settings");
    window.click("tab", "Shortcuts");
    window.click("button", "Strikethrough:");
    window.press(&[CONTROL], 'b');
    window.ask_until(
        "the conflict",
        "return document.querySelector('dialog').textContent.includes('Also: Bold')",
        &[],
    );
    window.click("button", "Strikethrough:");
    window.press(&[CONTROL, ALT], 'x');
    window.press(&[], ESCAPE);
    window.go_to_end_of_text();
    window.press(&[CONTROL, ALT], 'x');
    window.wait_for_body(&setup, "Shortcuts", "~~word~~");
}

#[test]
fn a_click_on_the_page_goes_to_its_text_and_both_scroll_together() {
    let screen = Screen::start();
    let setup = Setup::new();
    let long: String =
        (0..80).map(|number| format!("Paragraph number {number} of a long text.\n\n")).collect();
    setup.library_with(&[("Long", &long)]);
    let window = setup.open(&screen);
    window.open_article("Long");
    window.click_in_preview("p:nth-of-type(12)");
    window.ask_until(
        "the caret in the text",
        "const line = getSelection().anchorNode?.parentElement?.closest('.cm-line');
         return line && document.activeElement === named('textbox', 'Article text')[0] && line.textContent.startsWith('Paragraph number')",
        &[],
    );
    window.ask_until("the block marked in the page", "return preview().querySelector('[data-galley-here]')?.textContent === getSelection().anchorNode.parentElement.closest('.cm-line').textContent", &[]);
    window.ask("document.querySelector('.editor .scroller').scrollTop = 1500", &[]);
    window.ask_until("the page follows", "return preview().scrollingElement.scrollTop > 300", &[]);
}

#[test]
fn the_appearance_that_is_chosen_reaches_the_page() {
    let screen = Screen::start();
    let setup = Setup::new();
    setup.library_with(&[("Dark", "Text.")]);
    let window = setup.open(&screen);
    window.open_article("Dark");
    let light = "const [r, g, b] = preview().defaultView.getComputedStyle(preview().body).backgroundColor.match(/\\d+/g).map(Number); return r + g + b > 500";
    window.run_command("Light appearance");
    window.ask_until("a light page", light, &[]);
    window.run_command("Dark appearance");
    window.ask_until("a dark page", &light.replace("> 500", "< 200"), &[]);
    assert_eq!(
        window.ask("return preview().defaultView.getComputedStyle(preview().body).color !== ''", &[]),
        json!(true)
    );
}
