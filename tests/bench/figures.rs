//! Gathers times and shows them.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Some runs of one thing.
#[derive(Default, Clone)]
pub struct Runs(Vec<Duration>);

impl Runs {
    /// Times one run.
    pub fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let since = Instant::now();
        let answer = std::hint::black_box(work());
        self.0.push(since.elapsed());
        answer
    }

    /// Adds a time that was taken elsewhere.
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// Whether there was no run.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The time that this share of the runs stays within, in milliseconds.
    pub fn quantile(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let place = (sorted.len().saturating_sub(1) as f64 * share).round();
        sorted.get(place as usize).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
    }

    fn json(&self) -> Value {
        json!({
            "runs": self.0.len(), "unit": "ms", "minimum": self.quantile(0.0), "median": self.quantile(0.5),
            "p95": self.quantile(0.95), "p99": self.quantile(0.99), "maximum": self.quantile(1.0),
        })
    }
}

/// What a figure is held against.
pub enum Target {
    /// Nothing was promised.
    None,
    /// The median, in milliseconds.
    Median(f64),
    /// Median and 99th percentile, in milliseconds.
    MedianAndP99(f64, f64),
    /// The 95th percentile, in milliseconds.
    P95(f64),
    /// The 99th percentile, in milliseconds.
    P99(f64),
    /// The longest, in milliseconds.
    Longest(f64),
    /// The median as a multiple of the yardstick's.
    Multiple(f64),
}

/// All figures of a run.
#[derive(Default)]
pub struct Figures(Vec<Value>);

fn shown(milliseconds: f64) -> String {
    match milliseconds {
        time if time.is_nan() => "–".to_owned(),
        time if time < 0.1 => format!("{:.1} µs", time * 1000.0),
        time if time < 10.0 => format!("{time:.2} ms"),
        time if time < 10_000.0 => format!("{time:.0} ms"),
        time => format!("{:.1} s", time / 1000.0),
    }
}

impl Figures {
    /// Announces a group of figures.
    pub fn group(&self, title: &str) {
        println!("\n{title}");
        println!("  {:<52} {:>10} {:>10} {:>10} {:>10}   target", "", "median", "p95", "p99", "max");
    }

    /// Adds one figure and shows it.
    pub fn add(&mut self, name: &str, runs: &Runs, target: &Target, yardstick: Option<(&str, &Runs)>) {
        let ratio = yardstick.map(|(_, other)| runs.quantile(0.5) / other.quantile(0.5));
        let (words, met) = match *target {
            Target::None => (String::new(), None),
            Target::Median(limit) => {
                (format!("median ≤ {}", shown(limit)), Some(runs.quantile(0.5) <= limit))
            }
            Target::MedianAndP99(median, p99) => (
                format!("median ≤ {}, p99 ≤ {}", shown(median), shown(p99)),
                Some(runs.quantile(0.5) <= median && runs.quantile(0.99) <= p99),
            ),
            Target::P95(limit) => (format!("p95 ≤ {}", shown(limit)), Some(runs.quantile(0.95) <= limit)),
            Target::P99(limit) => (format!("p99 ≤ {}", shown(limit)), Some(runs.quantile(0.99) <= limit)),
            Target::Longest(limit) => (format!("max ≤ {}", shown(limit)), Some(runs.quantile(1.0) <= limit)),
            Target::Multiple(limit) => (format!("≤ {limit} × yardstick"), ratio.map(|ratio| ratio <= limit)),
        };
        let mark = match met {
            Some(true) => "✓",
            Some(false) => "MISSED",
            None => "",
        };
        println!(
            "  {name:<52} {:>10} {:>10} {:>10} {:>10}   {words} {mark}",
            shown(runs.quantile(0.5)),
            shown(runs.quantile(0.95)),
            shown(runs.quantile(0.99)),
            shown(runs.quantile(1.0)),
        );
        let mut figure = json!({ "name": name, "times": runs.json(), "target": words, "met": met });
        if let Some((title, other)) = yardstick {
            println!(
                "    {:<50} {:>10} {:>10} {:>10} {:>10}   ratio {:.3}",
                title,
                shown(other.quantile(0.5)),
                shown(other.quantile(0.95)),
                shown(other.quantile(0.99)),
                shown(other.quantile(1.0)),
                ratio.unwrap_or(f64::NAN),
            );
            figure["yardstick"] = json!({ "name": title, "times": other.json(), "ratio": ratio });
        }
        self.0.push(figure);
    }

    /// Says beside the last figure how many times as long it takes as in the smaller library.
    pub fn grew(&mut self, times: f64) {
        println!("    {:<50} {times:>10.2} times as long as in the smaller library", "");
        if let Some(figure) = self.0.last_mut() {
            figure["growth"] = json!(times);
        }
    }

    /// Adds a figure that is a number and not a time.
    pub fn note(&mut self, name: &str, value: f64, unit: &str) {
        println!("  {name:<52} {value:>10.1} {unit}");
        self.0.push(json!({ "name": name, "value": value, "unit": unit }));
    }

    /// Says that something could not be measured.
    pub fn missing(&mut self, name: &str, why: &str) {
        println!("  {name:<52} not measured: {why}");
        self.0.push(json!({ "name": name, "missing": why }));
    }

    /// Writes the JSON: to the file `GALLEY_FIGURES` names, else `target/bench.json`.
    pub fn write(self) {
        let machine = machine();
        println!(
            "\n{}",
            machine
                .as_object()
                .into_iter()
                .flatten()
                .map(|(key, value)| format!("{key}: {}", value.as_str().unwrap_or_default()))
                .collect::<Vec<_>>()
                .join("\n")
        );
        let path = std::env::var_os("GALLEY_FIGURES").map(PathBuf::from).unwrap_or_else(|| {
            let program = std::env::current_exe().unwrap_or_default();
            program.ancestors().nth(3).unwrap_or(&program).join("bench.json")
        });
        let text = json!({ "machine": machine, "figures": self.0 });
        match std::fs::write(&path, format!("{text:#}\n")) {
            Ok(()) => println!("\n{}", path.display()),
            Err(error) => println!("\n{} cannot be written: {error}", path.display()),
        }
    }
}

/// What was measured on.
fn machine() -> Value {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let line = |text: &str, key: &str| {
        let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_default();
        line.split_once([':', '=']).map_or("", |(_, value)| value).trim().trim_matches('"').to_owned()
    };
    let output = |program: &str, arguments: &[&str]| {
        let output = std::process::Command::new(program).args(arguments).output();
        output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    json!({
        "processor": format!("{}, {cores} cores", line(&read("/proc/cpuinfo"), "model name")),
        "memory": line(&read("/proc/meminfo"), "MemTotal"),
        "system": format!("{}, Linux {}", line(&read("/etc/os-release"), "PRETTY_NAME"), read("/proc/sys/kernel/osrelease").trim()),
        "hugo": output("hugo", &["version"]),
        "rust": output("rustc", &["--version"]),
        "webkit": output("pkg-config", &["--modversion", "webkit2gtk-4.1"]),
        "build": if cfg!(debug_assertions) { "debug" } else { "release" },
    })
}
