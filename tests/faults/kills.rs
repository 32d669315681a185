//! Programs that end at any moment: what was acknowledged is there.

use std::io::Read;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tests::AppTest;
use tests::corpus::Chance;
use tests::program::{Galley, temporary_folder};
use tests::window::{Display, Setup};

/// Saves again and again with `galley edit`, each killed at a moment of its own.
fn kill_while_saving(times: usize, seed: u64) {
    let folder = temporary_folder();
    let galley = Galley::on(&folder.path().join("library"));
    let _ = galley.run(&["init"]).exits(0);
    let file = folder.path().join("text.md");
    std::fs::write(&file, "Text 0.\n").expect("written");
    let file_name = file.to_string_lossy().into_owned();
    let id =
        galley.run(&["new", "--title", "Killed", "--file", &file_name]).exits(0).stdout.trim().to_owned();

    // How long a save takes when nobody disturbs it, so that the kills fall into all of it.
    let since = std::time::Instant::now();
    let _ = galley.run(&["edit", &id, "--file", &file_name]).exits(0);
    let whole = since.elapsed();
    let reader = AppTest::on(&folder.path().join("library"));
    let mut version = reader.show(&json!(id))["version"].as_i64().expect("a version");
    let mut chance = Chance::new(seed);
    let (mut acknowledged, mut killed) = (0, 0);
    for round in 1..=times {
        let text = format!("Text {round}. {}\n", "word ".repeat(chance.between(1, 4_000)));
        std::fs::write(&file, &text).expect("written");
        let mut child = galley
            .command(&["edit", &id, "--file", &file_name])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        std::thread::sleep(whole.mul_f64(chance.below(1_100) as f64 / 1_000.0));
        let _ = child.kill();
        let status = child.wait().expect("ended");
        killed += usize::from(status.code().is_none());
        let mut printed = String::new();
        let _ = child.stdout.take().expect("piped").read_to_string(&mut printed);
        let now = reader.show(&json!(id));
        let body = now["body"].as_str().expect("a body").trim_end();
        let number = now["version"].as_i64().expect("a version");
        if let Ok(promised) = printed.trim().parse::<i64>() {
            acknowledged += 1;
            assert_eq!(promised, number, "round {round}: an acknowledged save is lost");
            assert_eq!(body, text.trim_end(), "round {round}: an acknowledged text is lost");
        }
        assert!(number == version || number == version + 1, "round {round}: from {version} to {number}");
        if number == version + 1 {
            assert_eq!(body, text.trim_end(), "round {round}: the version moved without its text");
        }
        version = number;
    }
    let report = reader.ok("library_check", json!({}));
    assert_eq!(report["problems"], json!([]), "after {killed} kills");
    assert!(killed * 4 > times, "only {killed} of {times} were killed in time");
    eprintln!("{times} saves, {killed} killed, {acknowledged} acknowledged, none lost");
}

#[test]
fn two_hundred_kills_of_the_command_lose_nothing_acknowledged() {
    kill_while_saving(200, 1);
}

#[test]
#[ignore = "takes long: `cargo xtask faults`"]
fn ten_thousand_kills_of_the_command_lose_nothing_acknowledged() {
    kill_while_saving(10_000, 2);
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
