//! `kill -9` at any moment: what was acknowledged is there.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use model::Origin;
use store::Store;

use crate::support::*;

const FOLDER: &str = "GALLEY_TEST_KILL_FOLDER";

/// Not a test: what the child process of the test below does, until it is killed.
#[test]
#[ignore = "runs in a child process of its own"]
fn save_until_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let folder = std::path::PathBuf::from(folder);
    let store = Store::open(&folder).expect("the library opens").store;
    let (_, page) = store.list(store::Shelf::All, 0, 1).expect("a page");
    let id = page[0].id.clone();
    let mut version = page[0].version;
    loop {
        let text = format!("version {} {}", version + 1, "filler ".repeat(500));
        let origin = if version % 3 == 0 { Origin::CommandLine } else { Origin::Window };
        version = save(&store, &id, version, &text, origin).expect("saved").summary.version;
        println!("acknowledged {version}");
        if version % 7 == 0 {
            store.close_article(&id, at(version)).expect("kept");
        }
    }
}

#[test]
fn thirty_kills_lose_nothing_that_was_acknowledged() {
    let library = library();
    let id = library.add("T", "version 1").article.id;
    let folder = library.close();
    for round in 0..30_u64 {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args(["kill::save_until_killed", "--exact", "--ignored", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child process");
        let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let mut acknowledged = 0;
        let mut left = 3 + round * 2;
        for line in lines.map_while(Result::ok) {
            if let Some(version) = line.strip_prefix("acknowledged ") {
                acknowledged = version.parse().expect("a number");
                left = left.saturating_sub(1);
                if left == 0 {
                    std::thread::sleep(std::time::Duration::from_micros(round * 137));
                    child.kill().expect("killed");
                }
            }
        }
        child.wait().expect("ended");
        assert!(acknowledged > 0, "the child process saved nothing");
        let store = Store::open(folder.path()).expect("the library opens").store;
        let article = store.article(&id).expect("read").article;
        assert!(article.version >= acknowledged, "{} after {acknowledged}", article.version);
        assert!(article.body.starts_with(&format!("version {}", article.version)));
        assert_sound(&store);
    }
}
