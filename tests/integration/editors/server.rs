//! yaml-language-server, started as an editor starts it and spoken to over its standard input and
//! output.

use std::io::{BufRead, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::Workspace;
use crate::tools;

/// An editor with a workspace open.
pub(super) struct Editor {
    server: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    /// Settings of the editor that start with `yaml.`.
    settings: Value,
    root: String,
    requests: u64,
    opened: u64,
    is_configured: bool,
}

/// A text that is open, with the place of its mark `¦` if it has one.
pub(super) struct Open {
    uri: String,
    text: String,
    position: Value,
}

impl Editor {
    /// Opens a workspace; nothing, with a line that says so, where Node.js is missing.
    pub(super) fn start(workspace: &Workspace, settings: Value) -> Option<Self> {
        let packages = tools::node_packages()?;
        let program = packages.join("node_modules/yaml-language-server/bin/yaml-language-server");
        let mut server = Command::new("node")
            .arg(program)
            .arg("--stdio")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let input = server.stdin.take().unwrap();
        let mut output = BufReader::new(server.stdout.take().unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut editor = Self {
            server,
            input,
            messages,
            settings,
            root: format!("file://{}", workspace.path().display()),
            requests: 0,
            opened: 0,
            is_configured: false,
        };
        editor.initialize();
        Some(editor)
    }

    fn initialize(&mut self) {
        let folder = json!({ "uri": self.root, "name": "rules" });
        self.request(
            "initialize",
            &json!({
                "processId": std::process::id(),
                "rootUri": self.root,
                "workspaceFolders": [folder],
                "capabilities": {
                    "workspace": { "configuration": true, "workspaceFolders": true },
                    "textDocument": {
                        "hover": { "contentFormat": ["markdown"] },
                        "completion": { "completionItem": {
                            "snippetSupport": true, "documentationFormat": ["markdown"] } },
                    },
                },
            }),
        );
        self.notify("initialized", &json!({}));
        self.notify(
            "workspace/didChangeConfiguration",
            &json!({ "settings": {} }),
        );
        while !self.is_configured {
            let message = self.receive();
            self.answer(&message);
        }
        // Answered once the settings are in force.
        let nowhere = json!({ "textDocument": { "uri": self.root } });
        self.request("textDocument/codeLens", &nowhere);
    }

    /// Opens a file of the workspace with this text; `¦` is where the cursor is.
    pub(super) fn open(&mut self, name: &str, text: &str) -> Open {
        let before = text.split('¦').next().unwrap_or(text);
        let line = before.matches('\n').count();
        let last = before.rsplit('\n').next().unwrap_or(before);
        let position = json!({ "line": line, "character": last.encode_utf16().count() });
        self.opened += 1;
        let open = Open {
            uri: format!("{}/{name}", self.root),
            text: text.replace('¦', ""),
            position,
        };
        let document = json!({ "uri": open.uri, "languageId": "yaml", "version": self.opened,
            "text": open.text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
        open
    }

    /// What is underlined: line, the text under it, the message.
    pub(super) fn problems(&mut self, open: &Open) -> Vec<String> {
        let published = loop {
            let message = self.next();
            let parameters = &message["params"];
            if message["method"] == "textDocument/publishDiagnostics"
                && parameters["uri"] == open.uri.as_str()
            {
                break parameters["diagnostics"].clone();
            }
        };
        let problem = |found: &Value| {
            let start = &found["range"]["start"];
            let message = found["message"].as_str().unwrap();
            let line = start["line"].as_u64().unwrap() + 1;
            format!("{line} `{}`: {message}", open.under(&found["range"]))
        };
        published.as_array().unwrap().iter().map(problem).collect()
    }

    /// What is shown at the cursor, in Markdown.
    pub(super) fn hover(&mut self, open: &Open) -> String {
        let answer = self.ask("textDocument/hover", open);
        let contents = &answer["contents"];
        assert_eq!(contents["kind"], "markdown", "{answer}");
        contents["value"].as_str().unwrap().to_owned()
    }

    /// What is offered at the cursor.
    pub(super) fn offers(&mut self, open: &Open) -> Vec<Value> {
        let answer = self.ask("textDocument/completion", open);
        answer["items"].as_array().unwrap().clone()
    }

    fn ask(&mut self, method: &str, open: &Open) -> Value {
        let at = json!({ "textDocument": { "uri": open.uri }, "position": open.position });
        self.request(method, &at)
    }

    fn request(&mut self, method: &str, parameters: &Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters }));
        loop {
            let message = self.next();
            if message["id"] == id && message.get("method").is_none() {
                assert!(message.get("error").is_none(), "{message}");
                return message["result"].clone();
            }
        }
    }

    fn notify(&mut self, method: &str, parameters: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters }));
    }

    /// The next message that is not a question of the server's; those are answered here.
    fn next(&mut self) -> Value {
        loop {
            let message = self.receive();
            if !self.answer(&message) {
                return message;
            }
        }
    }

    fn receive(&self) -> Value {
        // A server that hangs must not hang the tests.
        self.messages
            .recv_timeout(Duration::from_secs(120))
            .unwrap()
    }

    /// Answers a question of the server's; false if it was none.
    fn answer(&mut self, message: &Value) -> bool {
        let (Some(id), Some(method)) = (message.get("id"), message.get("method")) else {
            return false;
        };
        let result = if method == "workspace/configuration" {
            self.is_configured = true;
            self.configuration(message)
        } else {
            Value::Null
        };
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": result }));
        true
    }

    fn configuration(&self, question: &Value) -> Value {
        let items = question["params"]["items"].as_array().unwrap();
        let answer = |item: &Value| match item["section"].as_str() {
            Some("yaml") => self.settings.clone(),
            Some("editor") => json!({ "tabSize": 2, "detectIndentation": false }),
            _ => json!({}),
        };
        items.iter().map(answer).collect()
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }
}

impl Open {
    /// The text with an offer taken, each placeholder left as it is proposed.
    pub(super) fn with(&self, offer: &Value) -> String {
        let edit = &offer["textEdit"];
        let (start, end) = (
            self.offset(&edit["range"]["start"]),
            self.offset(&edit["range"]["end"]),
        );
        let new = edit["newText"].as_str().unwrap();
        // The server leaves the indentation of further lines to the editor.
        let line = self.text[..start].rsplit('\n').next().unwrap_or_default();
        let indent: String = line.chars().take_while(|c| *c == ' ').collect();
        let indent = if offer["insertTextMode"] == 1 {
            String::new()
        } else {
            indent
        };
        let new = filled(new).replace('\n', &format!("\n{indent}"));
        format!("{}{new}{}", &self.text[..start], &self.text[end..])
    }

    fn under(&self, range: &Value) -> &str {
        &self.text[self.offset(&range["start"])..self.offset(&range["end"])]
    }

    /// Texts of these tests are ASCII, so that a character is a byte.
    fn offset(&self, position: &Value) -> usize {
        let line = usize::try_from(position["line"].as_u64().unwrap()).unwrap();
        let character = usize::try_from(position["character"].as_u64().unwrap()).unwrap();
        let before = self.text.split_inclusive('\n').take(line).map(str::len);
        before.sum::<usize>() + character
    }
}

/// A snippet as it stands when one presses Tab through it: `${1:word}` is `word`, `$0` nothing.
fn filled(snippet: &str) -> String {
    let mut text = String::new();
    let mut rest = snippet;
    while let Some(at) = rest.find('$') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(place) = rest.strip_prefix('{') {
            let (place, after) = place.split_once('}').unwrap();
            let proposed = place
                .split_once([':', '|'])
                .map_or("", |(_, proposed)| proposed);
            text.push_str(proposed.split([',', '|']).next().unwrap_or_default());
            rest = after;
        } else {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    text + rest
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some(number) = line.strip_prefix("Content-Length: ") {
            length = number.parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
