//! Publishing by the keyboard alone, in a window from left to right and in one from right to left: the whole site,
//! and one article as each form that leaves the window.

use serde_json::json;
use tests::window::keys::{ENTER, SPACE, TAB};
use tests::window::{GalleyWindow, Setup, answer_open_dialog, answer_save_dialog};

use crate::Screen;
use crate::accessibility::check_both;
use crate::dialogs::{library_with_something_everywhere, open_dialog, words};

/// A window in which “Tides” is open and published, with a picture of which nothing is said.
fn window_in(screen: &Screen, setup: &Setup, language: &str) -> GalleyWindow {
    library_with_something_everywhere(setup, language);
    let article = setup.article("Tides");
    let body = article["body"].as_str().unwrap_or_default().replace("![A wave]", "![]");
    let app = tests::AppTest::on(&setup.library());
    let id = &article["id"];
    let save = json!({ "id": id, "baseVersion": article["version"], "body": body, "origin": "command_line" });
    let _ = app.ok("article_save", save);
    let _ = app.ok("article_publish", json!({ "ids": [id] }));
    drop(app);
    let window = setup.open_anything(screen);
    window.ask_until(
        "the article of last time",
        "return document.getElementById('article-title')?.value === 'Tides' && !!document.querySelector('.cm-content')",
        &[],
    );
    window
}

/// What a text says before anything is put into it.
fn beginning(language: &str, key: &str) -> String {
    words(language, key).split('{').next().unwrap_or_default().trim().to_owned()
}

/// Presses the button with this text.
#[track_caller]
fn press(window: &GalleyWindow, language: &str, key: &str) {
    window.press_button(&words(language, key));
}

/// Chooses in a list of the form.
#[track_caller]
fn choose(window: &GalleyWindow, name: &str, value: &str) {
    window.focus_on("combobox", name);
    let _ = window.ask(
        "const list = document.activeElement; list.value = arguments[0]; list.dispatchEvent(new Event('change', { bubbles: true }))",
        &[json!(value)],
    );
}

#[track_caller]
fn wait_for(window: &GalleyWindow, language: &str, key: &str) {
    window.wait_for_words(&beginning(language, key));
}

#[test]
fn a_site_is_planned_written_and_looked_through_by_the_keyboard_in_either_language() {
    let screen = Screen::start();
    let mut found = Vec::new();
    for language in ["en", "fa"] {
        let setup = Setup::new();
        let window = window_in(&screen, &setup, language);
        let site = setup.outside().join(format!("site-{language}"));
        std::fs::create_dir(&site).expect("made");
        open_dialog(&window, language, "site");
        // Nothing was chosen yet, and the keyboard is on what is to be done first.
        window.ask_until(
            "the keyboard on the folder",
            "return nameOf(document.activeElement) === arguments[0]",
            &[json!(words(language, "site-pick"))],
        );
        check_both(&window, &format!("the site without a folder, {language}"), &mut found);
        window.press(&[], ENTER);
        answer_open_dialog(&screen, &site);
        window.wait_for_words(&site.display().to_string());
        check_both(&window, &format!("the site before its export, {language}"), &mut found);

        window.focus_on("textbox", &words(language, "site-address"));
        window.type_text("https://example.org/");
        window.press(&[], TAB);
        press(&window, language, "site-plan");
        wait_for(&window, language, "site-plan-result");
        check_both(&window, &format!("the plan of the site, {language}"), &mut found);
        assert!(!site.join("index.html").exists(), "a plan wrote something");

        press(&window, language, "site-export");
        wait_for(&window, language, "site-written");
        assert!(site.join("index.html").is_file() && site.join("atom.xml").is_file());
        check_both(&window, &format!("the report of the site, {language}"), &mut found);

        press(&window, language, "site-plan");
        wait_for(&window, language, "site-plan-same");
        // What is wrong leads to its article, and to the place in it.
        window.focus_on("button", "Tides");
        window.press(&[], ENTER);
        window.wait_for_no_dialog();
        window.ask_until(
            "the article with the caret in its text",
            "return document.getElementById('article-title').value === 'Tides'
               && !!document.activeElement.closest('.cm-editor')",
            &[],
        );
        // It is known where the site went.
        open_dialog(&window, language, "site");
        window.wait_for_words(&site.display().to_string());
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn an_article_leaves_as_a_fragment_or_as_markdown_by_the_keyboard_in_either_language() {
    let screen = Screen::start();
    let mut found = Vec::new();
    for language in ["en", "fa"] {
        let setup = Setup::new();
        let window = window_in(&screen, &setup, language);
        open_dialog(&window, language, "export");
        window.focus_on("radio", &words(language, "export-fragment"));
        window.press(&[], SPACE);
        for (profile, mark) in [("wordpress_blocks", "<!-- wp:paragraph -->"), ("email", "style=\"")] {
            choose(&window, &words(language, "export-profile"), profile);
            let look = words(language, "export-look");
            window.ask_until(
                "how the fragment looks",
                "const frame = named('group', arguments[0])[0]?.querySelector('iframe');
                 return frame?.contentDocument?.body?.textContent.includes('The tide comes.')",
                &[json!(look)],
            );
            check_both(&window, &format!("the export as {profile}, {language}"), &mut found);
            let target = setup.outside().join(format!("{profile}-{language}.html"));
            press(&window, language, "export-save-as");
            answer_save_dialog(&screen, &target);
            window.wait_for_words(&target.display().to_string());
            let html = std::fs::read_to_string(&target).expect("it was written");
            assert!(html.contains("The tide comes.") && html.contains(mark), "{html}");
        }
        press(&window, language, "export-copy-html");
        wait_for(&window, language, "export-copied-html");

        window.focus_on("radio", &words(language, "export-markdown"));
        window.press(&[], SPACE);
        let target = setup.outside().join(format!("tides-{language}.md"));
        press(&window, language, "export-save-as");
        answer_save_dialog(&screen, &target);
        window.wait_for_words(&target.display().to_string());
        check_both(&window, &format!("the export as Markdown, {language}"), &mut found);
        let text = std::fs::read_to_string(&target).expect("it was written");
        assert!(text.starts_with("---\n") && text.contains("title: Tides"), "{text}");
        let beside = std::fs::read_dir(setup.outside().join("media")).map_or(0, Iterator::count);
        assert_eq!(beside, 1, "the picture lies beside it");
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}
