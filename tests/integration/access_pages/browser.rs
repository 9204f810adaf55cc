//! A real browser, driven by chromedriver over HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use base64::Engine;
use serde_json::{Value, json};

/// Set where a missing browser must fail the tests instead of skipping them.
const REQUIRED: &str = "GUESTLIST_REQUIRE_BROWSER";

/// A headless Chromium with one window.
pub(super) struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// Starts one; nothing, with a line that says so, where none is installed.
    pub(super) fn start(width: u32, height: u32) -> Option<Self> {
        let installed = |program: &str| {
            let mut command = Command::new(program);
            command
                .arg("--version")
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            command.status().is_ok_and(|status| status.success())
        };
        let Some(chromium) = ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find(|p| installed(p))
            .filter(|_| installed("chromedriver"))
        else {
            assert!(
                std::env::var_os(REQUIRED).is_none(),
                "no chromium or no chromedriver"
            );
            // Past the harness, which keeps what passing tests print to itself.
            let line = "skipped: no chromium or no chromedriver here\n";
            std::io::stderr().write_all(line.as_bytes()).unwrap();
            return None;
        };
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let port = port(&mut driver);
        let mut browser = Self {
            driver,
            port,
            session: String::new(),
        };
        let options = json!({
            "binary": which(chromium),
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                     format!("--window-size={width},{height}")],
        });
        let wanted = json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}});
        let session = browser.call("POST", "/session", &wanted);
        browser.session = session["sessionId"].as_str().unwrap().to_owned();
        Some(browser)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if method == "GET" {
            String::new()
        } else {
            body.to_string()
        };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.port,
            body.len()
        )
        .unwrap();
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap();
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let answer: Value = serde_json::from_slice(&body).unwrap();
        let value = answer["value"].clone();
        assert!(value.get("error").is_none(), "{method} {path}: {value}");
        value
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        self.call(method, &format!("/session/{}{path}", self.session), body)
    }

    pub(super) fn open(&self, page: &Path) {
        let url = format!("file://{}", page.display());
        self.ask("POST", "/url", &json!({ "url": url }));
    }

    /// The element that a CSS selector finds.
    pub(super) fn find(&self, selector: &str) -> String {
        let wanted = json!({"using": "css selector", "value": selector});
        let found = self.ask("POST", "/element", &wanted);
        let id = found.as_object().unwrap().values().next().unwrap();
        id.as_str().unwrap().to_owned()
    }

    pub(super) fn click(&self, selector: &str) {
        let element = self.find(selector);
        self.ask("POST", &format!("/element/{element}/click"), &json!({}));
    }

    /// Types into an element; `\u{e007}` is Enter.
    pub(super) fn keys(&self, selector: &str, keys: &str) {
        let element = self.find(selector);
        let path = format!("/element/{element}/value");
        self.ask("POST", &path, &json!({ "text": keys }));
    }

    /// Presses a key, wherever the focus is; `\u{e00c}` is Escape.
    pub(super) fn press(&self, key: &str) {
        let actions = [("keyDown", key), ("keyUp", key)];
        let actions: Vec<Value> = actions
            .iter()
            .map(|(kind, key)| json!({"type": kind, "value": key}))
            .collect();
        let source = json!({"type": "key", "id": "keyboard", "actions": actions});
        self.ask("POST", "/actions", &json!({ "actions": [source] }));
    }

    pub(super) fn is_shown(&self, selector: &str) -> bool {
        let element = self.find(selector);
        let shown = self.ask(
            "GET",
            &format!("/element/{element}/displayed"),
            &Value::Null,
        );
        shown.as_bool().unwrap()
    }

    pub(super) fn text(&self, selector: &str) -> String {
        let element = self.find(selector);
        let text = self.ask("GET", &format!("/element/{element}/text"), &Value::Null);
        text.as_str().unwrap().to_owned()
    }

    /// The value of a script; it runs beside the page, whatever the page allows itself.
    pub(super) fn script(&self, script: &str) -> Value {
        let body = json!({"script": script, "args": []});
        self.ask("POST", "/execute/sync", &body)
    }

    /// Shows the page as on paper, or for people who like it dark.
    pub(super) fn emulate(&self, media: &str, scheme: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        let params = json!({"media": media, "features": features});
        let body = json!({"cmd": "Emulation.setEmulatedMedia", "params": params});
        self.ask("POST", "/goog/cdp/execute", &body);
    }

    /// A picture of the window, kept beside the test's other output to be looked at.
    pub(super) fn picture(&self, name: &str) -> Vec<u8> {
        let picture = self.ask("GET", "/screenshot", &Value::Null);
        let picture = base64::engine::general_purpose::STANDARD
            .decode(picture.as_str().unwrap())
            .unwrap();
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
        std::fs::write(path, &picture).unwrap();
        picture
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !std::thread::panicking() {
            self.ask("DELETE", "", &json!({}));
        }
        // It may be gone already.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The port that the driver says it listens on.
fn port(driver: &mut Child) -> u16 {
    let out = BufReader::new(driver.stdout.take().unwrap());
    for line in out.lines() {
        let line = line.unwrap();
        if let Some((_, port)) = line.rsplit_once("on port ") {
            let digits = port.trim_end_matches('.');
            if let Ok(port @ 1..) = digits.parse() {
                return port;
            }
        }
    }
    panic!("chromedriver did not say where it listens");
}

/// The whole path: chromedriver looks for other names by itself.
fn which(program: &str) -> String {
    let path = std::env::var_os("PATH").unwrap();
    let found = std::env::split_paths(&path).map(|folder| folder.join(program));
    let found = found.into_iter().find(|file| file.is_file()).unwrap();
    found.to_str().unwrap().to_owned()
}
