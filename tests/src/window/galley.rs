//! Galley's window, and the words that people and tools rely on in it.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::dialog::{answer_save_dialog, close_window};
use super::display::Display;
use super::driver::{Browser, Driven};
use super::keys::{CONTROL, END, ENTER, ESCAPE, SHIFT, TAB};
use super::processes::is_running;
use crate::program::temporary_folder;
use crate::program::{Galley, program};

/// What a window starts from: a library (not there at first) and a home of its own.
pub struct Setup {
    folder: TempDir,
}

impl Default for Setup {
    fn default() -> Self {
        Self::new()
    }
}

impl Setup {
    /// Nothing yet: the first start makes the sample library.
    #[must_use]
    pub fn new() -> Self {
        Self { folder: temporary_folder() }
    }

    /// The library's folder.
    #[must_use]
    pub fn library(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    /// A folder for what is exported and the like.
    #[must_use]
    pub fn outside(&self) -> PathBuf {
        let folder = self.folder.path().join("outside");
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        folder
    }

    /// The command `galley` on the same library.
    #[must_use]
    pub fn galley(&self) -> Galley {
        Galley::on(&self.library())
    }

    /// Makes the library with these articles, by title and text.
    pub fn library_with(&self, articles: &[(&str, &str)]) {
        let _ = self.galley().run(&["init"]).exits(0);
        for (title, text) in articles {
            let _ = self.galley().run(&["new", "--title", title, "--file", &self.file(text)]).exits(0);
        }
    }

    /// Writes a file outside the library and answers its path.
    #[must_use]
    pub fn file(&self, text: &str) -> String {
        let path = self.folder.path().join("text.md");
        std::fs::write(&path, text).expect("a file can be written");
        path.to_string_lossy().into_owned()
    }

    /// The titles in the library, newest first, as the command line lists them.
    #[must_use]
    pub fn titles_in_library(&self) -> Vec<String> {
        let listed = self.galley().run(&["--json", "list"]).exits(0).json();
        let titles = listed.as_array().into_iter().flatten().filter_map(|article| article["title"].as_str());
        titles.map(str::to_owned).collect()
    }

    /// The article with this title, as the command line shows it.
    #[track_caller]
    #[must_use]
    pub fn article(&self, title: &str) -> Value {
        let listed = self.galley().run(&["--json", "list"]).exits(0).json();
        let found = listed.as_array().into_iter().flatten().find(|article| article["title"] == title);
        let Some(id) = found.and_then(|article| article["id"].as_str()) else {
            panic!("“{title}” is not in the library: {listed}")
        };
        self.galley().run(&["show", id, "--as", "json"]).exits(0).json()
    }

    /// The text of the article with this title, without white space at its end.
    #[track_caller]
    #[must_use]
    pub fn body_of(&self, title: &str) -> String {
        self.article(title)["body"].as_str().unwrap_or_default().trim_end().to_owned()
    }

    /// Opens the window.
    #[must_use]
    pub fn open(&self, display: &Display) -> GalleyWindow {
        self.open_with(display, &[])
    }

    /// Opens the window with more in its environment.
    #[must_use]
    pub fn open_with(&self, display: &Display, environment: &[(&str, &str)]) -> GalleyWindow {
        let window = self.open_anything_with(display, environment);
        window.until(
            "the window is there",
            &format!("{FIND} return named('listbox,grid', 'Articles')[0]"),
            &[],
        );
        window
    }

    /// Opens the window on a library that may not open.
    #[must_use]
    pub fn open_anything(&self, display: &Display) -> GalleyWindow {
        self.open_anything_with(display, &[])
    }

    /// The same with more in its environment.
    #[must_use]
    pub fn open_anything_with(&self, display: &Display, environment: &[(&str, &str)]) -> GalleyWindow {
        let mut all = vec![("GALLEY_LIBRARY".to_owned(), self.library().to_string_lossy().into_owned())];
        all.extend(environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let home = self.folder.path().join("home");
        GalleyWindow(Browser::open(display, &Driven::Program(&program("galley-desktop")), &home, &all))
    }

    /// Opens WebKit's own small browser, for what was exported.
    #[must_use]
    pub fn plain_browser(&self, display: &Display) -> Browser {
        Browser::open(display, &Driven::Plain, &self.folder.path().join("browser"), &[])
    }

    /// The same for a reader who prefers dark pages.
    #[must_use]
    pub fn dark_browser(&self, display: &Display) -> Browser {
        let theme = [("GTK_THEME".to_owned(), "Adwaita:dark".to_owned())];
        Browser::open(display, &Driven::Plain, &self.folder.path().join("dark-browser"), &theme)
    }

    /// The folder that everything is in.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Functions for finding things by role and name, to be put before a script.
const FIND: &str = r#"
const NATIVE = { button: 'button,summary', textbox: 'input:not([type]),input[type=text],input[type=url],input[type=search],textarea,[contenteditable=true]',
  listbox: 'select[multiple]', combobox: 'select,input[list]', option: 'option', dialog: 'dialog[open]', link: 'a[href]',
  heading: 'h1,h2,h3', spinbutton: 'input[type=number]', checkbox: 'input[type=checkbox]', status: 'output', frame: 'iframe' };
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

    /// Goes to the thing with one of these roles and this name, as the keyboard alone does it.
    #[track_caller]
    pub fn reach(&self, roles: &str, name: &str) {
        self.reach_by(
            "return named(arguments[0], arguments[1]).includes(document.activeElement)",
            roles,
            name,
        );
    }

    /// The same for whatever makes a script answer yes, which is given both words.
    #[track_caller]
    pub fn reach_by(&self, script: &str, one: &str, other: &str) {
        let mut passed = Vec::new();
        for _ in 0..60 {
            if self.ask(script, &[json!(one), json!(other)]) == json!(true) {
                return;
            }
            self.press(&[], TAB);
            let at = self
                .ask("return document.activeElement ? nameOf(document.activeElement).slice(0, 40) : ''", &[]);
            passed.push(at.as_str().unwrap_or_default().to_owned());
        }
        panic!("the keyboard does not come to {one} “{other}”, but to {passed:?}");
    }

    /// Goes to a button by the keyboard and presses it.
    #[track_caller]
    pub fn press_button(&self, name: &str) {
        self.reach("button", name);
        self.press(&[], ENTER);
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
        self.ask_until("the palette is closed", "return !document.querySelector('dialog[open]')", &[]);
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
        self.press(&[], ESCAPE);
        self.ask_until("the dialog is closed", "return !document.querySelector('dialog[open]')", &[]);
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
