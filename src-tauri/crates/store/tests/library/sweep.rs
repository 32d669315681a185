//! Every system call that writes fails once, each in turn: nothing that was acknowledged is lost, nothing is
//! half done, nothing panics. The long run: `cargo test -p store -- --ignored sweep`; needs `strace`.
//! `GALLEY_TEST_SWEEP_CALL` names one of the calls.
#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};
use std::process::Command;

use model::Origin;
use store::{Store, unwatched};

use crate::support::*;

const FOLDER: &str = "GALLEY_TEST_SWEEP_FOLDER";

/// Not a test: what the child process does while its system calls fail.
#[test]
#[ignore = "runs in a child process of its own"]
fn act_until_something_fails() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let folder = PathBuf::from(folder);
    // Opening the output and the like is not what is tested.
    println!("begins");
    let act = || -> store::Result<()> {
        let store = match Store::open(&folder.join("library")) {
            Ok(opened) => opened.store,
            Err(store::Error::Missing(_) | store::Error::NotALibrary(_)) => {
                Store::create(&folder.join("library"), &publication())?
            }
            Err(error) => return Err(error),
        };
        println!("opened");
        let id = match store.list(store::Shelf::All, 0, 1)?.1.first() {
            Some(summary) => summary.id.clone(),
            None => return Ok(()),
        };
        // A failure is met by trying again: what is acknowledged then has to be there as well.
        for _ in 0..3 {
            let version = store.article(&id)?.article.version;
            let text = format!("version {} {}", version + 1, "filler ".repeat(700));
            match save(&store, &id, version, &text, Origin::CommandLine) {
                Ok(saved) => println!("acknowledged {}", saved.summary.version),
                Err(error) => println!("failed {error}"),
            }
        }
        store.close_article(&id, at(9))?;
        let medium = store.add_medium(&png(5), "a.png", at(9))?;
        println!("medium {}", medium.file_name());
        store.backup(&folder.join("backup"), &unwatched)?;
        println!("backup");
        Ok(())
    };
    if let Err(error) = act() {
        println!("failed {error}");
    }
    println!("ends");
}

/// Runs the child with the `nth` call of this name failing; answers what it said and whether a call failed.
fn run(folder: &Path, call: &str, error: &str, nth: &str) -> (String, bool) {
    let log = folder.join("strace.log");
    let output = Command::new("strace")
        .args([
            "-f",
            "-qq",
            "-e",
            &format!("trace={call}"),
            "-e",
            &format!("inject={call}:error={error}:when={nth}"),
        ])
        .arg("-o")
        .arg(&log)
        .arg(std::env::current_exe().expect("this program"))
        .args(["sweep::act_until_something_fails", "--exact", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .output()
        .expect("strace runs");
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    let failed = std::fs::read_to_string(&log).unwrap_or_default().contains("(INJECTED)");
    (said, failed)
}

fn sweep(call: &str, error: &str, once: bool, create: bool) {
    for nth in 1..400 {
        let folder = tempfile::tempdir().expect("a folder");
        let library = folder.path().join("library");
        if !create {
            let store = Store::create(&library, &publication()).expect("a library");
            create_with(&store, &metadata("T"), "version 1 ", Origin::Window);
        }
        let when = if once { nth.to_string() } else { format!("{nth}+") };
        let (said, failed) = run(folder.path(), call, error, &when);
        let what = format!("{call} {error} {when}:\n{said}");
        // Before the program has begun, the loader fails, which is nobody's business here.
        if said.contains("begins") {
            assert!(!said.contains("panicked"), "{what}");
            assert!(said.contains("ends") || !said.contains("opened"), "{what}");
            verify(folder.path(), &said, &what);
        }
        if !failed {
            println!("{call} {error}: {} calls failed, each in its turn", nth - 1);
            return;
        }
    }
}

fn verify(folder: &Path, said: &str, what: &str) {
    let library = folder.join("library");
    let store = match Store::open(&library) {
        Ok(opened) => opened.store,
        Err(store::Error::Missing(_) | store::Error::NotALibrary(_)) if !said.contains("opened") => {
            Store::create(&library, &publication()).unwrap_or_else(|error| panic!("{error}: {what}"))
        }
        Err(error) => panic!("{error}: {what}"),
    };
    let acknowledged =
        said.lines().filter_map(|line| line.strip_prefix("acknowledged ")?.parse::<i64>().ok()).max();
    if let Some(summary) = store.list(store::Shelf::All, 0, 1).expect("a page").1.first() {
        let article = store.article(&summary.id).unwrap_or_else(|error| panic!("{error}: {what}")).article;
        assert!(article.version >= acknowledged.unwrap_or(1), "{what}");
        assert!(article.body.starts_with(&format!("version {} ", article.version)), "{what}");
    }
    for line in said.lines().filter_map(|line| line.strip_prefix("medium ")) {
        store.read_medium(line).unwrap_or_else(|error| panic!("{error}: {what}"));
    }
    let problems = store.check(&store::unwatched).unwrap_or_else(|error| panic!("{error}: {what}")).problems;
    assert_eq!(problems, Vec::<String>::new(), "{what}");
    let backup = folder.join("backup");
    if backup.exists() {
        let restored = Store::restore_backup(&backup, &folder.join("restored"), &unwatched);
        restored.unwrap_or_else(|error| panic!("{error}: {what}"));
    }
    assert!(!said.contains("\nbackup") || backup.exists(), "{what}");
}

#[test]
#[ignore = "takes minutes; needs strace"]
fn a_system_call_that_fails_loses_nothing() {
    if Command::new("strace").arg("-V").output().is_err() {
        println!("SKIPPED: there is no strace");
        return;
    }
    let only = std::env::var("GALLEY_TEST_SWEEP_CALL").ok();
    for create in [false, true] {
        for (call, error) in [
            // `write` is left out: the child tells what it did with it.
            ("pwrite64", "ENOSPC"),
            ("pwrite64", "EIO"),
            ("fdatasync", "EIO"),
            ("fsync", "EIO"),
            ("ftruncate", "EIO"),
            ("openat", "EIO"),
            ("openat", "EMFILE"),
            ("unlink", "EIO"),
            ("rename,renameat,renameat2,link,linkat", "EIO"),
            ("mkdir,mkdirat", "ENOSPC"),
            ("pread64", "EIO"),
        ] {
            if only.as_ref().is_some_and(|only| only != call) {
                continue;
            }
            for once in [true, false] {
                sweep(call, error, once, create);
            }
        }
    }
}
