//! Disks that are full or fail: `strace` makes the Nth system call of an operation fail, for N = 1, 2, …

use std::process::Command;

use tests::program::{Ran, finish};

use crate::operations::{Done, Ground, OPERATIONS, Operation, call, operation};

/// Whether calls can be made to fail here. Where they cannot, the test says that it did not run.
pub fn can_trace() -> bool {
    let mut command = Command::new("strace");
    command.args(["-f", "-o", "/dev/null", "-e", "inject=getcwd:error=EIO", "true"]);
    let works = command.output().is_ok_and(|output| output.status.success());
    if !works {
        eprintln!("SKIPPED: strace is not installed, or this system does not let it trace");
    }
    works
}

/// Runs the operation with a fault; answers what it did, and whether the fault happened at all.
fn run_with(ground: &Ground, operation: &Operation, fault: &str) -> (Ran, bool) {
    let trace = ground.place().join("trace");
    let plain = ground.galley().command(&(operation.arguments)(ground));
    let mut command = Command::new("strace");
    let calls = fault.split(':').next().unwrap_or_default();
    command
        .args(["-f", "-qq", "-e", &format!("trace={calls}"), "-e", &format!("inject={fault}"), "-o"])
        .arg(&trace);
    command.arg(plain.get_program()).args(plain.get_args()).env_remove("GALLEY_LIBRARY");
    let ran = finish(command, b"");
    let happened = std::fs::read_to_string(&trace).unwrap_or_default().contains("(INJECTED)");
    (ran, happened)
}

/// Fails the Nth of these calls, for all N up to a limit, and holds every outcome to the promises. Answers how
/// often the operation failed.
fn sweep(operation: &Operation, calls: &str, error: &str, from_then_on: bool, limit: usize) -> usize {
    let mut ground = Ground::new(operation);
    let mut failures = 0;
    for number in 1..=limit {
        (operation.prepare)(&mut ground);
        let fault = format!("{calls}:error={error}:when={number}{}", if from_then_on { "+" } else { "" });
        let what = format!("{}, {fault}", operation.name);
        let (ran, happened) = run_with(&ground, operation, &fault);
        assert!(!ran.stderr.contains("panicked"), "{what}: {ran:?}");
        // A loader or a libc that fails before the program has begun ends it in its own way.
        let begun = !ran.stderr.contains("error while loading shared libraries") && ran.status != 127;
        if begun && ![0, 3].contains(&ran.status) {
            failures += 1;
            assert_eq!(ran.status, 1, "{what}: {ran:?}");
            // Of these, the answer itself goes through `write`; and of a site, whose threads each have an Nth call,
            // the file and the message may fail in one run.
            let whole = calls != "write" || !["save", "create", "export --site"].contains(&operation.name);
            assert!(
                ran.stderr.trim().len() > 15 || (!whole && operation.name == "export --site"),
                "{what}: it failed without a word: {ran:?}"
            );
            assert!(!whole || ran.stdout.trim().is_empty(), "{what}: it failed and answered: {ran:?}");
        }
        (operation.verify)(&mut ground, Done::of(&ran).as_ref(), &format!("{what}: {ran:?}"));
        if operation.name == "save" || operation.name == "create" {
            let report = call(&ground.library(), "library_check", serde_json::json!({}));
            assert_eq!(report["problems"], serde_json::json!([]), "{what}");
        }
        if !happened {
            break;
        }
    }
    // When the trouble is over, everything goes on.
    (operation.prepare)(&mut ground);
    let ran = ground.galley().run(&(operation.arguments)(&ground));
    assert!([0, 3].contains(&ran.status), "{}: {ran:?}", operation.name);
    (operation.verify)(&mut ground, Done::of(&ran).as_ref(), operation.name);
    failures
}

#[test]
fn a_disk_that_is_full_from_the_nth_write_on_changes_nothing_and_is_said() {
    if can_trace() {
        assert!(sweep(operation("save"), "pwrite64", "ENOSPC", true, 12) > 0, "no fault was ever met");
        assert!(sweep(operation("backup"), "pwrite64", "ENOSPC", true, 6) > 0, "no fault was ever met");
        assert!(
            sweep(operation("restore-backup"), "pwrite64", "ENOSPC", false, 3) > 0,
            "no fault was ever met"
        );
    }
}

#[test]
fn a_disk_that_does_not_sync_is_not_trusted() {
    if can_trace() {
        assert!(sweep(operation("save"), "fsync,fdatasync", "EIO", true, 6) > 0, "no fault was ever met");
        assert!(
            sweep(operation("restore-backup"), "fsync,fdatasync", "EIO", true, 4) > 0,
            "no fault was ever met"
        );
    }
}

#[test]
fn a_disk_that_cannot_be_read_is_told_and_nothing_is_made_up() {
    if can_trace() {
        for (name, limit) in [("save", 14), ("backup", 8), ("export --site", 8)] {
            assert!(
                sweep(operation(name), "pread64", "EIO", false, limit) > 0,
                "{name}: no fault was ever met"
            );
        }
    }
}

#[test]
fn a_site_that_does_not_reach_the_disk_keeps_what_stood_there() {
    if can_trace() {
        let site = operation("export --site");
        for calls in ["fsync,fdatasync", "rename,renameat,renameat2"] {
            assert!(sweep(site, calls, "EIO", true, 5) > 0, "{calls}: no fault was ever met");
        }
    }
}

#[test]
fn a_library_on_a_slow_disk_is_waited_for() {
    if !can_trace() {
        return;
    }
    let save = operation("save");
    let mut ground = Ground::new(save);
    (save.prepare)(&mut ground);
    // A twentieth of a second for each write and half a second for each sync, as over a bad network.
    let plain = ground.galley().command(&(save.arguments)(&ground));
    let mut slow = Command::new("strace");
    slow.args(["-f", "-qq", "-e", "trace=pwrite64,fdatasync", "-o", "/dev/null"]);
    slow.args(["-e", "inject=pwrite64:delay_enter=20000", "-e", "inject=fdatasync:delay_enter=500000"]);
    slow.arg(plain.get_program()).args(plain.get_args()).env_remove("GALLEY_LIBRARY");
    let since = std::time::Instant::now();
    let slow = std::thread::spawn(move || finish(slow, b""));
    // Whoever else works on the library meanwhile waits for it, or is told; and reads at any time.
    let mut readings = 0;
    while !slow.is_finished() {
        let ran = ground.galley().run(&["list"]);
        assert_eq!(ran.status, 0, "{ran:?}");
        readings += 1;
    }
    let ran = slow.join().expect("it ran");
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(since.elapsed().as_millis() > 500 && readings > 1, "it was not slow");
    (save.verify)(&mut ground, Done::of(&ran).as_ref(), "slow");
}

#[test]
fn a_folder_that_lets_nothing_be_renamed_keeps_what_was_there() {
    const RENAMES: &str = "rename,renameat,renameat2,link,linkat";
    if can_trace() {
        for name in ["backup", "restore-backup", "check --repair", "migrate"] {
            assert!(sweep(operation(name), RENAMES, "EIO", false, 4) > 0, "{name}: no fault was ever met");
        }
    }
}

#[test]
#[ignore = "takes long: `cargo xtask faults`"]
fn every_single_call_may_fail() {
    if !can_trace() {
        return;
    }
    for operation in OPERATIONS {
        let mut failures = 0;
        for (calls, error) in [
            ("pwrite64", "ENOSPC"),
            ("pwrite64", "EIO"),
            ("write", "ENOSPC"),
            ("pread64", "EIO"),
            ("fsync,fdatasync", "EIO"),
            ("ftruncate", "EIO"),
            ("openat", "EACCES"),
            ("openat", "EMFILE"),
            ("rename,renameat,renameat2,link,linkat", "EIO"),
            ("mkdir,mkdirat", "ENOSPC"),
            ("copy_file_range,sendfile", "EIO"),
            ("unlink,unlinkat", "EIO"),
            ("fcntl", "EAGAIN"),
        ] {
            failures += sweep(operation, calls, error, false, 400);
        }
        for (calls, error) in [("pwrite64", "ENOSPC"), ("fsync,fdatasync", "EIO")] {
            failures += sweep(operation, calls, error, true, 400);
        }
        eprintln!("{}: failed {failures} times, each time as promised", operation.name);
        assert!(failures > 0, "{}: no fault was ever met", operation.name);
    }
}
