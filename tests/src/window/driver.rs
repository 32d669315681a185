//! WebKitWebDriver and one browser that it drives: the window of Galley, or a plain browser for exported pages.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::{Capabilities, TimeoutConfiguration};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::display::Display;
use super::keys::ENTER;
use super::processes::{Group, descendants, is_running, memory, name_of, signal};

/// How long anything in a window may take before a test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// What is driven.
pub enum Driven<'a> {
    /// A program with a web view, with its arguments.
    Program(&'a Path),
    /// WebKit's own small browser.
    Plain,
}

/// A browser under a driver. Both end with the value, and so does everything they started.
pub struct Browser {
    client: Client,
    runtime: Runtime,
    driver: Group,
}

impl Browser {
    /// Starts the driver on a free port, and through it the program, with these environment variables.
    ///
    /// # Panics
    /// Where one of them does not start.
    #[must_use]
    pub fn open(
        display: &Display,
        driven: &Driven<'_>,
        home: &Path,
        environment: &[(String, String)],
    ) -> Self {
        // On a busy machine the driver now and then misses the browser that it has started itself.
        for _ in 0..2 {
            if let Ok(browser) = Self::try_open(display, driven, home, environment) {
                return browser;
            }
        }
        Self::try_open(display, driven, home, environment).unwrap_or_else(|reason| panic!("{reason}"))
    }

    fn try_open(
        display: &Display,
        driven: &Driven<'_>,
        home: &Path,
        environment: &[(String, String)],
    ) -> Result<Self, String> {
        let port = free_port();
        let mut command = Command::new("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .env("DISPLAY", display.name())
            .env("GDK_BACKEND", "x11")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("LC_ALL", "C.UTF-8")
            .env("TZ", "UTC")
            // No session bus: nothing of this run reaches the desktop of whoever started it.
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("NO_AT_BRIDGE", "1")
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null())
            .stderr(if std::env::var_os("GALLEY_E2E_LOUD").is_some() {
                Stdio::inherit()
            } else {
                Stdio::null()
            });
        for (name, folder) in [
            ("HOME", ""),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_RUNTIME_DIR", "run"),
        ] {
            std::fs::create_dir_all(home.join(folder)).expect("the home of the test can be made");
            command.env(name, home.join(folder));
        }
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        let driver = Group::start(&mut command);
        let since = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(since.elapsed() < PATIENCE, "WebKitWebDriver does not listen");
            std::thread::sleep(Duration::from_millis(10));
        }
        let options = match driven {
            Driven::Program(path) => json!({ "binary": path, "args": [] }),
            Driven::Plain => json!({ "binary": plain_browser(), "args": ["--automation"] }),
        };
        let mut capabilities = Capabilities::new();
        capabilities.insert("webkitgtk:browserOptions".to_owned(), options);
        capabilities.insert("unhandledPromptBehavior".to_owned(), json!("ignore"));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime can be made");
        let client = runtime.block_on(async {
            let address = format!("http://127.0.0.1:{port}");
            let mut builder = ClientBuilder::new(HttpConnector::new());
            let client = builder.capabilities(capabilities).connect(&address);
            match tokio::time::timeout(PATIENCE, client).await {
                Ok(Ok(client)) => Ok(client),
                Ok(Err(error)) => Err(format!("the window does not open: {error}")),
                Err(_) => Err(format!("the window does not open within {} s", PATIENCE.as_secs())),
            }
        })?;
        let browser = Self { client, runtime, driver };
        let limit = Some(Duration::from_secs(120));
        browser.wait(browser.client.update_timeouts(TimeoutConfiguration::new(limit, limit, None)));
        Ok(browser)
    }

    fn wait<T>(&self, what: impl Future<Output = Result<T, CmdError>>) -> T {
        match self.runtime.block_on(what) {
            Ok(answer) => answer,
            Err(error) => panic!("the window does not answer: {error}"),
        }
    }

    /// Runs the body of a function in the page; its arguments are `arguments[0]` and so on.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.wait(self.client.execute(script, arguments.to_vec()))
    }

    /// The same, where the answer is passed to a function, the last of the arguments.
    pub fn run_async(&self, script: &str, arguments: &[Value]) -> Value {
        self.wait(self.client.execute_async(script, arguments.to_vec()))
    }

    /// Loads an address.
    pub fn goto(&self, address: &str) {
        self.wait(self.client.goto(address));
    }

    /// Whether a script dialog is open, and what it says.
    #[must_use]
    pub fn script_dialog(&self) -> Option<String> {
        self.runtime.block_on(self.client.get_alert_text()).ok()
    }

    /// Closes the script dialog that is open.
    pub fn dismiss_script_dialog(&self) {
        let _ = self.runtime.block_on(self.client.dismiss_alert());
    }

    /// The window as a PNG file.
    #[must_use]
    pub fn screenshot(&self) -> Vec<u8> {
        // WebKit takes it with the next frame that it paints. Where the window is painted without a graphics card,
        // none comes while nothing changes: so something does that nobody sees.
        self.run(
            "let turn = 0;
             const timer = setInterval(() => {
               document.documentElement.style.outline = turn % 2 ? '' : '1px solid transparent';
               turn += 1;
               if (turn > 40) clearInterval(timer);
             }, 50)",
            &[],
        );
        self.wait(self.client.screenshot())
    }

    /// Keeps a picture of the window in the folder that `GALLEY_PICTURES` names, where it does.
    pub fn keep_picture(&self, name: &str) {
        if let Some(folder) = std::env::var_os("GALLEY_PICTURES") {
            let path = Path::new(&folder).join(format!("{name}.png"));
            std::fs::write(path, self.screenshot()).expect("a picture can be written");
        }
    }

    /// Makes the window as large as this.
    pub fn resize(&self, width: u32, height: u32) {
        self.wait(self.client.set_window_size(width, height));
    }

    /// Waits until a script answers something that counts as true, and answers it.
    #[track_caller]
    pub fn until(&self, what: &str, script: &str, arguments: &[Value]) -> Value {
        self.until_within(PATIENCE, what, script, arguments)
    }

    /// The same with another limit.
    #[track_caller]
    pub fn until_within(&self, limit: Duration, what: &str, script: &str, arguments: &[Value]) -> Value {
        let since = Instant::now();
        loop {
            // While a page is being replaced, a script may fail; what is waited for comes after that.
            let answer =
                self.runtime.block_on(self.client.execute(script, arguments.to_vec())).unwrap_or(Value::Null);
            let counts = !matches!(answer, Value::Null | Value::Bool(false))
                && answer != json!("")
                && answer != json!(0);
            if counts {
                return answer;
            }
            if since.elapsed() > limit {
                let shown =
                    self.run("return document.body ? document.body.innerText.slice(0, 3000) : ''", &[]);
                panic!("waited in vain: {what}. The window shows:\n{}", shown.as_str().unwrap_or_default());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits for the element that a script answers.
    #[track_caller]
    fn element(&self, what: &str, script: &str, arguments: &[Value]) -> Element {
        let found = self.until(what, script, arguments);
        let id = found.as_object().and_then(|object| object.values().next()).and_then(Value::as_str);
        let Some(id) = id else { panic!("{what} is not an element but {found}") };
        Element::from_element_id(self.client.clone(), id.to_owned().into())
    }

    /// Clicks on the element that a script answers, with the pointer.
    #[track_caller]
    pub fn click_on(&self, what: &str, script: &str, arguments: &[Value]) {
        let element = self.element(what, script, arguments);
        match self.runtime.block_on(element.click()) {
            Ok(()) => {}
            Err(error) => panic!("{what} cannot be clicked: {error}"),
        }
    }

    /// Clicks at a place of the window, in CSS pixels.
    pub fn click_at(&self, x: i64, y: i64) {
        let pointer = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveTo { duration: None, x: x as f64, y: y as f64 })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.wait(self.client.perform_actions(pointer));
    }

    /// Types into whatever has the focus, key by key.
    pub fn type_text(&self, text: &str) {
        // In one go, a long text would outlast the driver's patience.
        let characters: Vec<char> = text.chars().collect();
        for run in characters.chunks(40) {
            let mut keys = KeyActions::new("keyboard".to_owned());
            for &value in run {
                let value = if value == '\n' { ENTER } else { value };
                keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
            }
            self.wait(self.client.perform_actions(keys));
        }
    }

    /// Presses keys together: the last while all before it are held. Names as in WebDriver, section 17.4.2.
    pub fn press(&self, held: &[char], key: char) {
        let mut keys = KeyActions::new("keyboard".to_owned());
        for &value in held {
            keys = keys.then(KeyAction::Down { value });
        }
        keys = keys.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        for &value in held.iter().rev() {
            keys = keys.then(KeyAction::Up { value });
        }
        self.wait(self.client.perform_actions(keys));
    }

    /// The process of the driven program.
    #[must_use]
    pub fn process(&self) -> Option<u32> {
        descendants(self.driver.id()).into_iter().find(|&process| !name_of(process).starts_with("WebKit"))
    }

    /// When the driven program was started, in milliseconds since 1970; the kernel keeps it to a hundredth of a second.
    ///
    /// # Panics
    /// Where the program has ended.
    #[must_use]
    pub fn started_at(&self) -> f64 {
        let process = self.process().expect("the program runs");
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        // Field 22 (proc_pid_stat(5)), in hundredths of a second since the machine started.
        let started: f64 = stat
            .rsplit(')')
            .next()
            .and_then(|rest| rest.split_whitespace().nth(19)?.parse().ok())
            .unwrap_or(0.0);
        let uptime = std::fs::read_to_string("/proc/uptime").unwrap_or_default();
        let uptime: f64 =
            uptime.split_whitespace().next().and_then(|seconds| seconds.parse().ok()).unwrap_or(0.0);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
        (now - uptime + started / 100.0) * 1000.0
    }

    /// The memory of the driven program and of all it started (proportional set size), in MiB.
    #[must_use]
    pub fn memory(&self) -> f64 {
        descendants(self.driver.id()).into_iter().map(memory).sum()
    }

    /// Ends the driven program as a power cut would: nothing of it runs any more.
    pub fn kill(self) {
        if let Some(process) = self.process() {
            signal("KILL", &process.to_string());
            let since = Instant::now();
            while is_running(process) && since.elapsed() < PATIENCE {
                std::thread::sleep(Duration::from_millis(10));
            }
        }
    }

    /// Ends the process that runs the page.
    pub fn kill_web_process(&self) {
        for process in descendants(self.driver.id()) {
            if name_of(process).starts_with("WebKitWebProces") {
                signal("KILL", &process.to_string());
            }
        }
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("a bound listener has an address").port()
}

/// WebKit's own browser, in the library folder of whatever architecture this is.
fn plain_browser() -> std::path::PathBuf {
    let folders = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    let found = folders
        .chain([std::path::PathBuf::from("/usr/libexec")])
        .map(|folder| folder.join("webkit2gtk-4.1/MiniBrowser"))
        .find(|path| path.is_file());
    found.expect("WebKit's MiniBrowser is installed with libwebkit2gtk-4.1-0")
}
