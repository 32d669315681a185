//! How an export of a site goes: what is made once for all, and what is told while it goes on.

use std::time::{Duration, SystemTime};

use contract::{Event, SiteStage};
use serde_json::json;
use tests::corpus::article;
use tests::program::temporary_folder;
use tests::{AppTest, pictures, site};

fn with_pictures(app: &AppTest, count: u32) {
    for number in 0..count {
        let file = app.library().join("picture.png");
        std::fs::write(&file, pictures::png(number, 1_000, 700)).expect("written");
        let medium = app.ok("medium_add", json!({ "token": app.token(&file) }));
        let name = medium["fileName"].as_str().expect("a name").to_owned();
        let _ = site::publish(
            app,
            &format!("![A picture](media/{name})"),
            json!({ "title": number.to_string() }),
        );
    }
}

#[test]
fn pictures_are_made_once_for_all_folders_and_are_the_same_in_each() {
    let app = AppTest::empty();
    with_pictures(&app, 2);
    let place = temporary_folder();
    let _ = site::export(&app, &place.path().join("first"));
    let first = site::files(&place.path().join("first"));
    let made: Vec<&String> = first.keys().filter(|path| path.starts_with("media/")).collect();
    assert_eq!(made.len(), 8, "two widths in two formats of each: {made:?}");
    let cache = app.library().join("cache");
    let kept = site::files(&cache);
    assert_eq!(
        kept.len(),
        made.len() + 2,
        "a tag, each file once, and what the export left: {:?}",
        kept.keys()
    );
    assert!(kept["CACHEDIR.TAG"].starts_with(b"Signature: 8a477f597d28d172789f06886806bc55"));
    // Into another folder, and after what was kept is damaged or gone.
    let old = SystemTime::now() - Duration::from_secs(3_600);
    for path in kept.keys() {
        let file = std::fs::File::options().append(true).open(cache.join(path)).expect("opened");
        file.set_modified(old).expect("dated");
    }
    let _ = site::export(&app, &place.path().join("second"));
    assert!(site::files(&place.path().join("second")) == first);
    for path in kept.keys() {
        let written = std::fs::metadata(cache.join(path)).and_then(|file| file.modified()).expect("a time");
        assert!(written < old + Duration::from_secs(60), "{path} was made a second time");
    }
    for path in kept.keys() {
        std::fs::write(cache.join(path), "damaged").expect("written");
    }
    let _ = site::export(&app, &place.path().join("third"));
    assert!(site::files(&place.path().join("third")) == first);
    std::fs::remove_dir_all(&cache).expect("removed");
    let _ = site::export(&app, &place.path().join("fourth"));
    assert!(site::files(&place.path().join("fourth")) == first);
    assert_eq!(app.ok("library_check", json!({}))["problems"], json!([]));
}

#[test]
fn an_export_says_what_it_is_doing_and_how_long_that_will_still_take() {
    let app = AppTest::empty();
    with_pictures(&app, 3);
    for number in 0..120 {
        let text = article(6, number);
        let metadata = json!({ "title": format!("{} {number}", text.title), "tags": text.tags });
        let _ = site::publish(&app, &text.body, metadata);
    }
    app.forget_events();
    let folder = temporary_folder();
    let _ = site::export(&app, folder.path());
    let mut stages = Vec::new();
    let mut foretold = false;
    for event in app.events() {
        let Event::SiteProgress { stage, done, total, remaining } = event else { continue };
        assert!(done <= total, "{done} of {total}");
        foretold |= remaining.is_some_and(|seconds| seconds > 0.0 && seconds < 600.0);
        if stages.last() != Some(&stage) {
            stages.push(stage);
        }
    }
    use SiteStage::{Comparing, Pages, Pictures, Placing};
    assert_eq!(stages, [Comparing, Pages, Pictures, Placing]);
    assert!(foretold, "nobody was told how long it will still take");
}
