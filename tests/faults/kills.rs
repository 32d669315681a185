//! Programs that end at any moment: what was acknowledged is there.

use std::io::Read;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tests::corpus::Chance;
use tests::window::{Display, Setup};

use crate::operations::{Done, Ground, OPERATIONS, Operation, call};

/// Runs an operation again and again, each time killed at a moment of its own; answers how often it was killed
/// before it was done.
fn kill_during(operation: &Operation, times: usize, seed: u64) -> usize {
    let mut ground = Ground::new(operation);
    // How long it takes when nobody disturbs it, so that the kills fall into all of it.
    (operation.prepare)(&mut ground);
    let since = std::time::Instant::now();
    let ran = ground.galley().run(&(operation.arguments)(&ground));
    let mut whole = since.elapsed();
    assert!([0, 3].contains(&ran.status), "{}: {ran:?}", operation.name);
    (operation.verify)(&mut ground, Done::of(&ran).as_ref(), operation.name);
    let mut chance = Chance::new(seed);
    let (mut acknowledged, mut killed) = (0, 0);
    for round in 1..=times {
        let what = format!("{}, kill {round}", operation.name);
        (operation.prepare)(&mut ground);
        let mut child = ground
            .galley()
            .command(&(operation.arguments)(&ground))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let since = std::time::Instant::now();
        std::thread::sleep(whole.mul_f64(chance.below(1_100) as f64 / 1_000.0));
        let _ = child.kill();
        let status = child.wait().expect("ended");
        if let Some(code) = status.code() {
            assert!([0, 3].contains(&code), "{what}: it ended by itself with {code}");
            // It was done before the kill came: a busy machine takes now longer, now shorter.
            whole = whole.min(since.elapsed()).mul_f64(0.9);
        } else {
            killed += 1;
            whole = whole.mul_f64(1.03);
        }
        let mut printed = String::new();
        let _ = child.stdout.take().expect("piped").read_to_string(&mut printed);
        // What was printed was promised, also by a program that was killed right after.
        let done = printed.ends_with('\n').then_some(Done { said: printed, with_problems: false });
        acknowledged += usize::from(done.is_some());
        (operation.verify)(&mut ground, done.as_ref(), &what);
    }
    let report = call(&ground.library(), "library_check", json!({}));
    let problems = report["problems"].as_array().expect("problems");
    assert!(
        problems.is_empty() || operation.name == "migrate",
        "{} after {killed} kills: {report}",
        operation.name
    );
    assert!(times < 100 || acknowledged > 0, "{}: nothing was ever acknowledged", operation.name);
    eprintln!("{}: {times} runs, {killed} killed, {acknowledged} acknowledged, none lost", operation.name);
    killed
}

/// Kills every operation, so often in all.
fn kill_all(times: usize, seed: u64) {
    let all: usize = OPERATIONS.iter().map(|operation| operation.share).sum();
    let killed: usize = (seed..)
        .zip(OPERATIONS)
        .map(|(seed, operation)| kill_during(operation, operation.share * times / all, seed))
        .sum();
    assert!(killed * 5 > times, "only {killed} of {times} were killed in time");
}

#[test]
fn two_hundred_kills_of_the_command_lose_nothing_acknowledged() {
    kill_all(200, 1);
}

#[test]
#[ignore = "takes long: `cargo xtask faults`"]
fn ten_thousand_kills_of_the_command_lose_nothing_acknowledged() {
    kill_all(10_000, 100);
}

/// Types into the window, waits for "Saved", types on, and kills at a moment of its own.
fn kill_the_window(times: usize, seed: u64) {
    let display = Display::start();
    let setup = Setup::new();
    setup.library_with(&[("Killed", "Start.")]);
    let mut chance = Chance::new(seed);
    for round in 0..times {
        let window = setup.open(&display);
        window.open_article("Killed");
        window.write_at_end(&format!("\nSaved in round {round}."));
        window.wait_for_status("Saved");
        window.type_text(" Not yet");
        std::thread::sleep(Duration::from_millis(chance.below(700) as u64));
        window.kill();
        let body = setup.body_of("Killed");
        for earlier in 0..=round {
            assert!(
                body.contains(&format!("Saved in round {earlier}.")),
                "round {round}: {earlier} is lost: {body}"
            );
        }
        let check: Value = setup.galley().run(&["--json", "check"]).exits(0).json();
        assert_eq!(check["problems"], json!([]), "round {round}");
    }
}

#[test]
fn a_kill_of_the_window_loses_nothing_that_was_said_to_be_saved() {
    kill_the_window(1, 3);
}

#[test]
#[ignore = "takes long: `cargo xtask faults`"]
fn three_hundred_kills_of_the_window_lose_nothing_that_was_said_to_be_saved() {
    kill_the_window(300, 4);
}
