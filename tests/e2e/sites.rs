//! Exported sites as readers open them: every kind of page in both themes, light and dark, from left to right and
//! from right to left, in WebKit and in Chromium; and a publication in which everything means harm.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;
use tests::beacon::Beacon;
use tests::program::temporary_folder;
use tests::window::{Browser, Setup, contrast_violations, document_in_chromium, violations};
use tests::{AppTest, hostile, site};

use crate::Screen;
use crate::hostile::{traces, wait_for_harm};

/// A site at its place on a host, below the path of its publication's address.
struct Hosted {
    host: AppTest,
    root: TempDir,
}

impl Hosted {
    fn new(site: &Path) -> Self {
        let hosted = Self { host: AppTest::empty(), root: temporary_folder() };
        site::copy_into(site, &hosted.folder());
        hosted
    }

    fn folder(&self) -> PathBuf {
        self.root.path().join("quayside")
    }

    /// Serves it until the value is gone; answers where.
    #[track_caller]
    fn serve(&self) -> String {
        let served = self.host.engine().serve_site(self.root.path(), 0).expect("the site can be served");
        format!("{}quayside/", served.url)
    }
}

/// What a page has loaded from anywhere but the site itself.
fn from_elsewhere(browser: &Browser) -> Vec<String> {
    let loaded = browser.run(
        "return performance.getEntriesByType('resource').map((entry) => entry.name)
           .filter((name) => !name.startsWith(location.origin + '/') && !name.startsWith('data:'))",
        &[],
    );
    loaded.as_array().into_iter().flatten().map(Value::to_string).collect()
}

/// Asks the search page for a word and waits for what it finds.
#[track_caller]
fn search_for(browser: &Browser, site: &str, word: &str) {
    browser.goto(&format!("{site}search/?q={word}"));
    browser.until(
        &format!("something is found for “{word}”"),
        "return document.querySelectorAll('[data-search-results] li').length > 0",
        &[],
    );
}

#[test]
fn no_kind_of_page_has_violations_light_or_dark_from_left_or_from_right() {
    let screen = Screen::start();
    let setup = Setup::new();
    let (light, dark) = (setup.plain_browser(&screen), setup.dark_browser(&screen));
    let mut found = Vec::new();
    for (number, edition) in site::editions().iter().enumerate() {
        let hosted = Hosted::new(edition.folder.path());
        let address = hosted.serve();
        // Every article once in each direction and in each theme.
        let articles = if [0, 3].contains(&number) { usize::MAX } else { 1 };
        let mut check = |page: &str, look: &str, violations: Vec<String>| {
            found.extend(violations.iter().map(|it| format!("{}, {page}, {look}: {it}", edition.name)));
        };
        for page in site::pages_of_every_kind(edition.folder.path(), articles) {
            light.goto(&format!("{address}{page}"));
            check(&page, "light", violations(&light));
            check(&page, "from elsewhere", from_elsewhere(&light));
            // Nothing but the colours differs where a reader prefers dark pages.
            dark.goto(&format!("{address}{page}"));
            check(&page, "dark", contrast_violations(&dark));
        }
        let is_dark = "return matchMedia('(prefers-color-scheme: dark)').matches";
        assert_eq!((light.run(is_dark, &[]), dark.run(is_dark, &[])), (json!(false), json!(true)));
        for (browser, look) in [(&light, "light"), (&dark, "dark")] {
            search_for(browser, &address, "the");
            check("search with results", look, violations(browser));
        }
        // A page at an old address, without what leads away from it at once.
        let old = site::text(edition.folder.path(), "where-it-was/index.html");
        assert!(site::is_redirect(&old), "{old}");
        let stays = setup.outside().join("redirect.html");
        std::fs::write(&stays, old.replace("http-equiv=\"refresh\"", "name=\"refresh\"")).expect("written");
        light.goto(&format!("file://{}", stays.display()));
        check("where-it-was/", "light", violations(&light));
    }
    assert!(found.is_empty(), "{} violations\n{}\n", found.len(), found.join("\n"));
}

/// A page that reads the text of others, one after another in a frame, and keeps them in an element.
fn reader(pages: &[String]) -> String {
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Reader</title><body><pre id=texts></pre><script>
         const read = (page) => new Promise((done) => {{
           const frame = document.createElement('iframe');
           frame.style.cssText = 'inline-size:1200px;block-size:900px;border:0';
           frame.onload = async () => {{
             const inner = frame.contentDocument;
             const results = () => inner.querySelector('[data-search-results] li');
             while (page.includes('?q=') && !results()) await new Promise((go) => setTimeout(go, 20));
             // Chromium gives the letters of formulas in the slanted form that both draw.
             const text = inner.body.innerText.normalize('NFKC').replace(/\\s+/g, ' ').trim();
             frame.remove();
             done([page, inner.title, text]);
           }};
           frame.src = page;
           document.body.append(frame);
         }});
         (async () => {{
           const texts = [];
           for (const page of {}) texts.push(await read(page));
           document.getElementById('texts').textContent = encodeURIComponent(JSON.stringify(texts));
         }})();
         </script></body></html>",
        json!(pages)
    )
}

#[test]
fn chromium_and_webkit_show_the_same_text_on_every_page() {
    let screen = Screen::start();
    let setup = Setup::new();
    let browser = setup.plain_browser(&screen);
    for edition in site::editions() {
        let hosted = Hosted::new(edition.folder.path());
        let folder = hosted.folder();
        let mut pages: Vec<String> =
            site::pages(&folder).into_iter().map(|(_, address)| format!("./{address}")).collect();
        pages.push("./search/?q=the".to_owned());
        std::fs::write(folder.join("reader.html"), reader(&pages)).expect("written");
        let address = format!("{}reader.html", hosted.serve());
        browser.goto(&address);
        let read =
            browser.until("all pages are read", "return document.getElementById('texts').textContent", &[]);
        let webkit: Vec<[String; 3]> = texts(read.as_str().unwrap_or_default());
        let document = document_in_chromium(&address, &setup.path().join("chromium"));
        let kept = document.split("<pre id=\"texts\">").nth(1).and_then(|rest| rest.split('<').next());
        let chromium: Vec<[String; 3]> = texts(kept.unwrap_or_default());
        assert_eq!(webkit.len(), pages.len(), "{}", edition.name);
        for (ours, theirs) in webkit.iter().zip(&chromium) {
            assert_eq!(ours, theirs, "{}: WebKit shows the first, Chromium the second", edition.name);
            assert!(ours[2].len() > 100, "{}: {} says nothing: {}", edition.name, ours[0], ours[2]);
        }
        assert_eq!(webkit.len(), chromium.len(), "{}: Chromium did not read every page", edition.name);
    }
}

fn texts(kept: &str) -> Vec<[String; 3]> {
    serde_json::from_str(&site::decoded(kept)).unwrap_or_else(|error| panic!("{error}: {kept}"))
}

#[test]
fn nothing_of_a_hostile_publication_runs_in_any_page_of_its_site() {
    let screen = Screen::start();
    let setup = Setup::new();
    let browser = setup.plain_browser(&screen);
    let beacon = Beacon::start();
    // What is not protected does call: the words that stand in every title, tag and name here.
    let control = setup.outside().join("control.html");
    let words = hostile::words(&beacon.address());
    std::fs::write(&control, format!("<!doctype html><title>{words}</title><p title=\"{words}\">{words}"))
        .expect("written");
    browser.goto(&format!("file://{}", control.display()));
    wait_for_harm();
    assert!(
        beacon.hits().len() >= 3 && !traces(&browser).is_empty(),
        "the words are too tame: {:?}",
        beacon.hits()
    );

    let beacon = Beacon::start();
    let mut found = Vec::new();
    for theme in ["news", "essay"] {
        let app = hostile::library(&beacon.address(), theme);
        let folder = temporary_folder();
        let _ = site::export(&app, folder.path());
        let hosted = Hosted::new(folder.path());
        let address = hosted.serve();
        let mut check = |browser: &Browser, page: &str| {
            // As if a reader went over everything.
            let _ = browser.run(
                "for (const element of document.querySelectorAll('*'))
                   for (const event of ['mouseover', 'pointerover', 'focus', 'toggle', 'error', 'load', 'animationend'])
                     element.dispatchEvent(new Event(event))",
                &[],
            );
            let seen = traces(browser).into_iter().chain(from_elsewhere(browser));
            found.extend(seen.map(|seen| format!("{theme}, {page}: {seen}")));
        };
        let mut seen = 0;
        for (_, page) in site::pages(folder.path()) {
            browser.goto(&format!("{address}{page}"));
            check(&browser, &page);
            seen += 1;
        }
        assert!(seen > 15, "{theme}: only {seen} pages");
        search_for(&browser, &address, "script");
        check(&browser, "search/?q=script");
        let shown = browser.run("return document.querySelector('[data-search-results]').textContent", &[]);
        assert!(shown.as_str().is_some_and(|text| text.contains("<script>top.owned=100")), "{shown}");
        // What a browser makes of a feed that is opened as a page.
        for file in ["atom.xml", "rss.xml", "feed.json", "sitemap.xml", "opensearch.xml", "robots.txt"] {
            browser.goto(&format!("{address}{file}"));
            check(&browser, file);
        }
        wait_for_harm();
    }
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(beacon.hits(), Vec::<String>::new());
}
