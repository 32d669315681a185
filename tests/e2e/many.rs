//! A library of a hundred thousand articles: the list fetches and draws what is visible, wherever that is.

use model::{Direction, Language, Metadata, Moment, Origin, Status};
use serde_json::{Value, json};
use store::{Derived, NewArticle, Store};
use tests::window::keys::{END, HOME, PAGE_DOWN};
use tests::window::{GalleyWindow, Setup};

use crate::Screen;

const MANY: i64 = 100_000;

/// The most rows that a window of any height draws here, with those beyond its edges.
const MOST_DRAWN: u64 = 40;

/// Makes the library through the store, some thousand articles at once; the last one made is the newest.
fn library_of_many(setup: &Setup) {
    let _ = setup.galley().run(&["init"]).exits(0);
    let store = Store::open(&setup.library()).expect("the library opens").store;
    let derived = Derived {
        excerpt: "A line.".to_owned(),
        language: Language::parse("en").expect("a language"),
        direction: Direction::LeftToRight,
        words: 2,
    };
    for from in (0..MANY).step_by(10_000) {
        let metadata: Vec<Metadata> = (from..from + 10_000)
            .map(|number| Metadata { title: format!("Number {number:06}"), ..Metadata::default() })
            .collect();
        let articles: Vec<NewArticle<'_>> = metadata
            .iter()
            .zip(from..)
            .map(|(metadata, number)| NewArticle {
                id: None,
                body: "A line.\n",
                metadata,
                status: Status::Draft,
                derived: &derived,
                origin: Origin::Import,
                now: Moment::from_milliseconds(1_600_000_000_000 + number * 1000),
                operation: None,
            })
            .collect();
        let _ = store.create_articles(&articles).expect("the articles are added");
    }
}

/// Waits for a row that is in view, and answers how many are drawn and how many were asked for since last time.
#[track_caller]
fn shown(window: &GalleyWindow, title: &str) -> (u64, u64) {
    let counted = window.ask_until(
        &format!("the row “{title}”, in view"),
        "const list = named('listbox', 'Articles')[0];
         const box = list.getBoundingClientRect();
         const rows = [...list.querySelectorAll('[role=option]')];
         const inView = rows.some((row) => {
           const { top, bottom } = row.getBoundingClientRect();
           return row.textContent.includes(arguments[0]) && top >= box.top - 1 && bottom <= box.bottom + 1;
         });
         if (!inView) return false;
         const asked = window.asked.splice(0).reduce((sum, limit) => sum + limit, 0);
         return [rows.length, asked]",
        &[json!(title)],
    );
    (counted[0].as_u64().unwrap_or(u64::MAX), counted[1].as_u64().unwrap_or(u64::MAX))
}

#[test]
fn a_list_of_a_hundred_thousand_articles_draws_and_fetches_what_is_seen_only() {
    let screen = Screen::start();
    let setup = Setup::new();
    library_of_many(&setup);
    let window = setup.open(&screen);
    // Every call of the window is a request to the scheme `ipc`: what it asks lists for is counted.
    let _ = window.ask(
        "window.asked = [];
         const fetched = window.fetch;
         window.fetch = (...request) => {
           const body = request[1]?.body;
           const text = typeof body === 'string' ? body : '';
           if (text.includes('\"article_list\"')) window.asked.push(JSON.parse(text).payload.limit);
           return fetched(...request);
         };",
        &[],
    );
    let size = window.ask_until(
        "the size of the list",
        "return document.querySelector('[role=option]')?.getAttribute('aria-setsize')",
        &[],
    );
    assert_eq!(size, "100000");
    assert!(shown(&window, "Number 099999").0 <= MOST_DRAWN);

    // Line by line and page by page nothing is fetched twice, and nothing that is far away.
    let _ = window.ask("named('listbox', 'Articles')[0].focus()", &[]);
    for _ in 0..5 {
        window.press(&[], PAGE_DOWN);
    }
    let active = window.ask_until(
        "a row further down",
        "const list = named('listbox', 'Articles')[0];
         const row = document.getElementById(list.getAttribute('aria-activedescendant') ?? '');
         return row && Number(row.getAttribute('aria-posinset')) > 10 ? row.querySelector('.title')?.textContent : null",
        &[],
    );
    let (drawn, asked) = shown(&window, active.as_str().unwrap_or_default());
    assert!(drawn <= MOST_DRAWN && asked <= 200, "{drawn} rows drawn, {asked} asked for");

    // To the end and back by one key.
    window.press(&[], END);
    let (drawn, asked) = shown(&window, "Number 000000");
    assert!(drawn <= MOST_DRAWN && (1..=400).contains(&asked), "{drawn} rows drawn, {asked} asked for");
    window.press(&[], HOME);
    let (drawn, _) = shown(&window, "Number 099999");
    assert!(drawn <= MOST_DRAWN, "{drawn} rows drawn");

    // By position, as with the scroll bar.
    let middle = window.ask(
        "const list = named('listbox', 'Articles')[0];
         list.scrollTop = list.scrollHeight / 2;
         return Math.round(list.scrollTop / (list.scrollHeight / 100000))",
        &[],
    );
    let first = 100_000 - 1 - middle.as_i64().unwrap_or_default();
    let (drawn, asked) = shown(&window, &format!("Number {:06}", first - 1));
    assert!(drawn <= MOST_DRAWN && (1..=400).contains(&asked), "{drawn} rows drawn, {asked} asked for");
    assert_eq!(window.ask("return document.querySelectorAll('*').length < 3000", &[]), Value::Bool(true));
}
