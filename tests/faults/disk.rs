//! Disks that are full or fail: `strace` makes the Nth system call of a save fail, for N = 1, 2, …

use std::process::Command;

use tests::program::{Galley, Ran, finish, temporary_folder};

/// Whether calls can be made to fail here. Where they cannot, the test says that it did not run.
fn can_inject() -> bool {
    let mut command = Command::new("strace");
    command.args(["-f", "-o", "/dev/null", "-e", "inject=getcwd:error=EIO", "true"]);
    let works = command.output().is_ok_and(|output| output.status.success());
    if !works {
        eprintln!("SKIPPED: strace is not installed, or this system does not let it trace");
    }
    works
}

/// Runs `galley edit` with a fault; answers what it did, and whether the fault happened at all.
fn edit_with(galley: &Galley, arguments: &[&str], fault: &str, trace: &std::path::Path) -> (Ran, bool) {
    let plain = galley.command(arguments);
    let mut command = Command::new("strace");
    let calls = fault.split(':').next().unwrap_or_default();
    command
        .args(["-f", "-qq", "-e", &format!("trace={calls}"), "-e", &format!("inject={fault}"), "-o"])
        .arg(trace);
    command.arg(plain.get_program()).args(plain.get_args()).env_remove("GALLEY_LIBRARY");
    let ran = finish(command, b"");
    let happened = std::fs::read_to_string(trace).unwrap_or_default().contains("(INJECTED)");
    (ran, happened)
}

/// Fails the Nth of these calls, for all N up to a limit, and holds every outcome to the promises.
fn sweep(calls: &str, error: &str, from_then_on: bool, limit: usize) {
    if !can_inject() {
        return;
    }
    let folder = temporary_folder();
    let galley = Galley::on(&folder.path().join("library"));
    let _ = galley.run(&["init"]).exits(0);
    let file = folder.path().join("text.md");
    let path = file.to_string_lossy().into_owned();
    std::fs::write(&file, "Text 0.\n").expect("written");
    let id = galley.run(&["new", "--title", "Full", "--file", &path]).exits(0).stdout.trim().to_owned();
    let show = || galley.run(&["show", &id, "--as", "json"]).exits(0).json();
    let mut before = show();
    let mut failures = 0;
    for number in 1..=limit {
        let text = format!("Text {number}. {}", "word ".repeat(3_000));
        std::fs::write(&file, &text).expect("written");
        let fault = format!("{calls}:error={error}:when={number}{}", if from_then_on { "+" } else { "" });
        let (ran, happened) =
            edit_with(&galley, &["edit", &id, "--file", &path], &fault, &folder.path().join("trace"));
        let after = show();
        assert!(!ran.stderr.contains("panicked"), "{fault}: {ran:?}");
        if ran.status == 0 {
            assert_eq!(
                after["body"].as_str().map(str::trim),
                Some(text.trim()),
                "{fault}: “saved”, and it was not"
            );
        } else {
            failures += 1;
            assert_eq!(ran.status, 1, "{fault}: {ran:?}");
            assert!(ran.stderr.trim().len() > 15, "{fault}: it failed without a word: {ran:?}");
            assert!(ran.stdout.trim().is_empty(), "{fault}: a version was printed: {ran:?}");
            let whole = after == before || after["body"].as_str().map(str::trim) == Some(text.trim());
            assert!(whole, "{fault}: half of it was done: {after}");
        }
        let report = galley.run(&["--json", "check"]).exits(0).json();
        assert_eq!(report["problems"], serde_json::json!([]), "{fault}");
        before = after;
        if !happened {
            break;
        }
    }
    assert!(failures > 0, "no fault was ever met: {calls} {error}");
    // When the trouble is over, everything goes on.
    std::fs::write(&file, "At last.").expect("written");
    let _ = galley.run(&["edit", &id, "--file", &path]).exits(0);
}

#[test]
fn a_disk_that_is_full_from_the_nth_write_on_changes_nothing_and_is_said() {
    sweep("pwrite64", "ENOSPC", true, 12);
}

#[test]
fn a_disk_that_does_not_sync_is_not_trusted() {
    sweep("fsync,fdatasync", "EIO", true, 6);
}

#[test]
#[ignore = "takes long: `cargo xtask faults`"]
fn every_single_call_may_fail() {
    for (calls, error) in [
        ("pwrite64", "ENOSPC"),
        ("pwrite64", "EIO"),
        ("fsync,fdatasync", "EIO"),
        ("ftruncate", "EIO"),
        ("openat", "EACCES"),
        ("openat", "EMFILE"),
        ("unlink,unlinkat", "EIO"),
        ("fcntl", "EAGAIN"),
    ] {
        sweep(calls, error, false, 400);
    }
}
