//! Galley's window, and the words that people and tools rely on in it.

use std::ops::Deref;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::dialog::{answer_save_dialog, close_window};
use super::display::Display;
use super::driver::Browser;
use super::keys::{CONTROL, END, ENTER, ESCAPE, SHIFT, TAB};
use super::processes::is_running;
use super::setup::Setup;

/// Functions for finding things by role and name, to be put before a script.
pub(super) const FIND: &str = r#"
const NATIVE = { button: 'button,summary', textbox: 'input:not([type]),input[type=text],input[type=url],input[type=search],textarea,[contenteditable=true]',
  listbox: 'select[multiple]', combobox: 'select,input[list]', option: 'option', dialog: 'dialog[open]', link: 'a[href]',
  heading: 'h1,h2,h3', spinbutton: 'input[type=number]', checkbox: 'input[type=checkbox]', radio: 'input[type=radio]', status: 'output', frame: 'iframe' };
const shown = (element) => element.checkVisibility ? element.checkVisibility({ visibilityProperty: true }) : true;
const nameOf = (element) => {
  const by = element.getAttribute('aria-labelledby');
  if (by) return by.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim();
  if (element.getAttribute('aria-label')) return element.getAttribute('aria-label').trim();
  if (element.labels?.length) return [...element.labels[0].childNodes].filter((node) => node !== element && !node.contains?.(element) || node.nodeType === 3).map((node) => node.textContent).join('').trim() || element.labels[0].textContent.trim();
  return (element.title && !element.textContent.trim() ? element.title : element.textContent).trim().replace(/\s+/g, ' ');
};
const ofRole = (roles) => roles.split(',').flatMap((role) =>
  [...document.querySelectorAll(`[role=${role}]` + (NATIVE[role] ? ',' + NATIVE[role].split(',').map((one) => one + ':not([role])').join(',') : ''))]);
const named = (roles, name) => {
  const all = ofRole(roles).filter(shown);
  const exact = all.filter((element) => nameOf(element) === name);
  return exact.length ? exact : all.filter((element) => nameOf(element).startsWith(name));
};
const preview = () => document.querySelector('iframe[title="Preview"]')?.contentDocument ?? null;
"#;

/// The window of Galley.
pub struct GalleyWindow(Browser);

impl Deref for GalleyWindow {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.0
    }
}

impl GalleyWindow {
    /// The window that is driven.
    pub(super) fn new(browser: Browser) -> Self {
        Self(browser)
    }

    /// Runs a script that may use `named(roles, name)`, `ofRole(roles)`, `nameOf(element)` and `preview()`.
    pub fn ask(&self, script: &str, arguments: &[Value]) -> Value {
        self.run(&format!("{FIND} {script}"), arguments)
    }

    /// Waits until such a script answers something that counts.
    #[track_caller]
    pub fn ask_until(&self, what: &str, script: &str, arguments: &[Value]) -> Value {
        self.until(what, &format!("{FIND} {script}"), arguments)
    }

    /// Clicks on the thing with one of these roles and this name.
    #[track_caller]
    pub fn click(&self, roles: &str, name: &str) {
        self.click_on(
            &format!("{roles} “{name}”"),
            &format!("{FIND} return named(arguments[0], arguments[1])[0] ?? null"),
            &[json!(roles), json!(name)],
        );
    }

    /// Whether there is such a thing.
    #[must_use]
    pub fn has(&self, roles: &str, name: &str) -> bool {
        self.ask("return named(arguments[0], arguments[1]).length > 0", &[json!(roles), json!(name)])
            == json!(true)
    }

    /// Waits for such a thing.
    #[track_caller]
    pub fn wait_for(&self, roles: &str, name: &str) {
        self.ask_until(
            &format!("{roles} “{name}”"),
            "return named(arguments[0], arguments[1]).length > 0",
            &[json!(roles), json!(name)],
        );
    }

    /// The titles in the list, from the top.
    #[must_use]
    pub fn titles(&self) -> Vec<String> {
        let rows = self.ask("return named('listbox,grid', 'Articles').flatMap((list) => [...list.querySelectorAll('[role=option],[role=row]')].map(nameOf))", &[]);
        rows.as_array().into_iter().flatten().filter_map(|row| row.as_str().map(str::to_owned)).collect()
    }

    /// Opens the article whose row in the list begins with this title, and waits for its text and preview.
    #[track_caller]
    pub fn open_article(&self, title: &str) {
        // The page of the preview is replaced meanwhile, and with it what a script has in hand.
        let open = "try { return named('textbox', 'Title')[0]?.value === arguments[0] && !!preview()?.body && preview().body.textContent.includes(arguments[0]) } catch { return false }";
        // What was just saved moves to the top of the list, and with it may go the row that was aimed at: then
        // one aims again, as a person does.
        for _ in 0..3 {
            self.click_on(
                &format!("the row “{title}”"),
                &format!("{FIND} return [...named('listbox,grid', 'Articles')[0].querySelectorAll('[role=option],[role=row]')].find((row) => row.textContent.includes(arguments[0])) ?? null"),
                &[json!(title)],
            );
            let since = Instant::now();
            while since.elapsed() < Duration::from_secs(3) {
                if self.ask(open, &[json!(title)]) == json!(true) {
                    return;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        self.ask_until(&format!("the article “{title}” is open"), open, &[json!(title)]);
    }

    /// The text of the open article, as the editor holds it, in document order; long texts are cut at the view.
    #[must_use]
    pub fn editor_text(&self) -> String {
        let text = self.ask("return named('textbox', 'Article text')[0]?.innerText ?? ''", &[]);
        text.as_str().unwrap_or_default().to_owned()
    }

    /// What the preview shows, as text.
    #[must_use]
    pub fn preview_text(&self) -> String {
        let text = self.ask("return preview()?.body?.innerText ?? ''", &[]);
        text.as_str().unwrap_or_default().to_owned()
    }

    /// What the status region says.
    #[must_use]
    pub fn status(&self) -> String {
        let text =
            self.ask("return ofRole('status').map((region) => region.textContent.trim()).join(' | ')", &[]);
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the status region says this.
    #[track_caller]
    pub fn wait_for_status(&self, words: &str) {
        self.ask_until(
            &format!("the status is “{words}”"),
            "return ofRole('status').some((region) => region.textContent.includes(arguments[0]))",
            &[json!(words)],
        );
    }

    /// Waits until the preview's text holds this.
    #[track_caller]
    pub fn wait_for_preview(&self, words: &str) {
        self.ask_until(
            &format!("the preview shows “{words}”"),
            "return (preview()?.body?.textContent ?? '').replace(/\\s+/g, ' ').includes(arguments[0])",
            &[json!(words)],
        );
    }

    /// Clicks into the text and goes to its end.
    #[track_caller]
    pub fn go_to_end_of_text(&self) {
        self.click("textbox", "Article text");
        self.press(&[CONTROL], END);
    }

    /// Types at the end of the text.
    #[track_caller]
    pub fn write_at_end(&self, text: &str) {
        self.go_to_end_of_text();
        self.type_text(text);
    }

    /// Replaces what a text field holds, and leaves the field.
    #[track_caller]
    pub fn fill(&self, name: &str, text: &str) {
        self.click("textbox,combobox", name);
        self.press(&[CONTROL], 'a');
        self.type_text(text);
        self.press(&[], TAB);
    }

    /// Waits long enough for what must not happen to have happened.
    pub fn settle(&self) {
        std::thread::sleep(Duration::from_millis(700));
    }

    /// Waits for a row of the list that shows this title.
    #[track_caller]
    pub fn wait_for_row(&self, title: &str) {
        self.ask_until(
            &format!("the row “{title}”"),
            "return ofRole('option,row').some((row) => row.textContent.includes(arguments[0]))",
            &[json!(title)],
        );
    }

    /// Waits until the list has so many rows.
    #[track_caller]
    pub fn wait_for_rows(&self, count: usize) {
        self.ask_until(
            &format!("{count} rows"),
            "return named('listbox', 'Articles')[0].querySelectorAll('[role=option]').length === arguments[0]",
            &[json!(count)],
        );
    }

    /// Waits until these words stand anywhere in the window.
    #[track_caller]
    pub fn wait_for_words(&self, words: &str) {
        self.ask_until(
            &format!("the words “{words}”"),
            "return document.body.textContent.includes(arguments[0])",
            &[json!(words)],
        );
    }

    /// Puts the keyboard on something that is found by role and name.
    #[track_caller]
    pub fn focus_on(&self, roles: &str, name: &str) {
        self.ask_until(
            &format!("{roles} “{name}” has the keyboard"),
            "const one = named(arguments[0], arguments[1])[0];
             one?.focus();
             return one !== undefined && document.activeElement === one",
            &[json!(roles), json!(name)],
        );
    }

    /// Presses a button by the keyboard.
    #[track_caller]
    pub fn press_button(&self, name: &str) {
        self.focus_on("button", name);
        self.press(&[], ENTER);
    }

    /// Waits until no dialog is open.
    #[track_caller]
    pub fn wait_for_no_dialog(&self) {
        self.ask_until("no dialog", "return !document.querySelector('dialog[open]')", &[]);
    }

    /// Closes the dialog by the keyboard.
    #[track_caller]
    pub fn close_dialog(&self) {
        self.press(&[], ESCAPE);
        self.wait_for_no_dialog();
    }

    /// Waits until the library has this text for the article, and the window says so.
    #[track_caller]
    pub fn wait_for_body(&self, setup: &Setup, title: &str, wanted: &str) {
        self.wait_for_saved(setup, title, &format!("not\n{wanted}"), |body| body == wanted);
    }

    /// Waits until the library has a text with this in it, and the window says so.
    #[track_caller]
    pub fn wait_for_body_with(&self, setup: &Setup, title: &str, wanted: &str) {
        self.wait_for_saved(setup, title, &format!("without\n{wanted}"), |body| body.contains(wanted));
    }

    #[track_caller]
    fn wait_for_saved(&self, setup: &Setup, title: &str, failed: &str, holds: impl Fn(&str) -> bool) {
        let since = Instant::now();
        loop {
            self.wait_for_status("Saved");
            let body = setup.body_of(title);
            if holds(&body) {
                return;
            }
            assert!(since.elapsed() < Duration::from_secs(8), "the text is\n{body}\n{failed}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Makes an article with this title, by the button.
    #[track_caller]
    pub fn new_article(&self, title: &str) {
        self.click("button", "New article");
        self.ask_until("an empty article", "return named('textbox', 'Title')[0]?.value === ''", &[]);
        self.fill("Title", title);
        self.wait_for_row(title);
    }

    /// Carries out a command of the palette.
    #[track_caller]
    pub fn run_command(&self, name: &str) {
        self.open_by_command(name);
        self.wait_for_no_dialog();
    }

    /// Carries out a command of the palette that may open a dialog of its own.
    #[track_caller]
    pub fn open_by_command(&self, name: &str) {
        self.press(&[CONTROL, SHIFT], 'p');
        self.wait_for("dialog", "Commands");
        self.type_text(name);
        self.ask_until(
            "the command",
            "return ofRole('option').some((row) => shown(row) && nameOf(row).startsWith(arguments[0]))",
            &[json!(name)],
        );
        self.press(&[], ENTER);
        self.ask_until(
            "the palette is closed",
            "return !ofRole('dialog').some((dialog) => nameOf(dialog) === 'Commands')",
            &[],
        );
    }

    /// Exports the open article as a page, through the system's save dialog.
    #[track_caller]
    pub fn export_page(&self, display: &Display, target: &Path) {
        self.click("button", "Export");
        self.click("button", "Save as…");
        answer_save_dialog(display, target);
        self.ask_until(
            "the export says where it went",
            "return document.querySelector('dialog[open]')?.textContent.includes(arguments[0])",
            &[json!(target.file_name().map(|name| name.to_string_lossy().into_owned()))],
        );
        self.close_dialog();
    }

    /// Clicks on something in the preview, with the pointer.
    pub fn click_in_preview(&self, selector: &str) {
        let place = self.ask(
            "const frame = document.querySelector('iframe[title=\"Preview\"]').getBoundingClientRect();
             const found = [...preview().querySelectorAll(arguments[0])].find((one) => one.closest('article, main') && !one.closest('header'));
             found.scrollIntoView({ block: 'center' });
             const box = found.getClientRects()[0];
             return [Math.round(frame.left + box.left + box.width / 2), Math.round(frame.top + box.top + box.height / 2)]",
            &[json!(selector)],
        );
        self.click_at(place[0].as_i64().unwrap_or(0), place[1].as_i64().unwrap_or(0));
    }

    /// Closes the window as an author does, by its title bar, and waits until the program has ended.
    #[track_caller]
    pub fn close_by_its_button(self, display: &Display) {
        let process = self.process();
        close_window(display, "Galley");
        let since = std::time::Instant::now();
        while process.is_some_and(is_running) {
            assert!(since.elapsed() < Duration::from_secs(10), "the window does not close");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Ends the window as a power cut would.
    pub fn kill(self) {
        self.0.kill();
    }
}
