//! Where output goes: data to standard output, everything else to standard error.

use std::io::{self, BufRead, IsTerminal, Write};

use serde::Serialize;

use super::Colour;
use super::error::CliError;
use super::links::{self, Linking};
use super::progress::{PATIENCE, Phase, Progress};
use crate::render::hyperlinks::Hyperlinks;
use crate::render::layout::hanging;
use crate::render::terminal::style;
use crate::render::{Terminal, json};
use crate::text::printable;
use crate::workflow::load::Workspace;

/// The process's streams and what they can show.
pub(super) struct Console {
    out: Terminal,
    err: Terminal,
    quiet: bool,
    asks: bool,
    /// Whether somebody watches standard error.
    watched: bool,
    progress: Option<Progress>,
    linking: Linking,
    links: Option<Hyperlinks>,
}

impl Console {
    pub(super) fn of_process(colour: Colour, quiet: bool) -> Self {
        let (out, err) = (io::stdout().is_terminal(), io::stderr().is_terminal());
        let (out_shows, err_shows) = (terminal(colour, out), terminal(colour, err));
        Self {
            out: out_shows,
            err: err_shows,
            linking: Linking {
                out: links::shown(out, out_shows.colour),
                err: links::shown(err, err_shows.colour),
            },
            links: None,
            quiet,
            asks: io::stdin().is_terminal(),
            watched: err && !quiet,
            progress: None,
        }
    }

    /// What standard output can show.
    pub(super) fn terminal(&self) -> &Terminal {
        &self.out
    }

    /// What standard error can show.
    pub(super) fn err_terminal(&self) -> &Terminal {
        &self.err
    }

    /// Whether somebody is there to answer.
    pub(super) fn can_ask(&self) -> bool {
        self.asks
    }

    /// Says what is done now, should it take long. Whatever is written ends that.
    pub(super) fn working(&mut self, phase: Phase) {
        if !self.watched {
            return;
        }
        let ellipsis = self.err.ellipsis();
        let start = || Progress::start(io::stderr(), PATIENCE, ellipsis);
        self.progress.get_or_insert_with(start).phase(phase);
    }

    /// Takes away what [`Console::working`] says.
    pub(super) fn rest(&mut self) {
        if let Some(progress) = self.progress.take() {
            progress.finish();
        }
    }

    /// Lets places in files of this workspace be links, where links are shown.
    pub(super) fn link(&mut self, workspace: &Workspace) {
        if self.linking.out || self.linking.err {
            self.links = links::to_files_of(workspace);
        }
    }

    /// Writes data for people: places are links where they are shown.
    pub(super) fn page(&mut self, text: &str) -> Result<(), CliError> {
        match self.links.as_ref().filter(|_| self.linking.out) {
            Some(links) => {
                let text = links.linked(text);
                self.data(&text)
            }
            None => self.data(text),
        }
    }

    /// Writes data.
    pub(super) fn data(&mut self, text: &str) -> Result<(), CliError> {
        self.rest();
        let mut out = io::stdout().lock();
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        match written {
            // Whoever read it has enough: that is no fault, and how the command ends does not change.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => Ok(written?),
        }
    }

    /// Writes a document for programs.
    pub(super) fn json(&mut self, document: &impl Serialize) -> Result<(), CliError> {
        self.data(&json::text(document)?)
    }

    /// Says something beside the data; nobody there to hear it is no fault.
    pub(super) fn say(&mut self, text: &str) {
        self.rest();
        if !self.quiet {
            self.write_beside(text);
        }
    }

    /// Says something beside the data that must be heard.
    pub(super) fn say_always(&mut self, text: &str) {
        self.rest();
        self.write_beside(text);
    }

    fn write_beside(&self, text: &str) {
        let linked = self.links.as_ref().filter(|_| self.linking.err);
        let linked = linked.map(|links| links.linked(text));
        let text = linked.as_deref().unwrap_or(text);
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Says why the command failed.
    pub(super) fn error(&mut self, error: &CliError) {
        let head = self.err.paint(style::ERROR, "error:");
        self.message(&head, &error.to_string());
    }

    /// Says what must be heard although the command goes on.
    pub(super) fn warn(&mut self, message: &str) {
        let head = self.err.paint(style::WARNING, "warning:");
        self.message(&head, message);
    }

    /// A message behind its head, wrapped on a terminal; what searches a log finds whole sentences.
    fn message(&mut self, head: &str, message: &str) {
        self.rest();
        let mut text = String::new();
        let wraps = io::stderr().is_terminal();
        for (number, line) in message.lines().enumerate() {
            let line = printable(line);
            let first = if number == 0 {
                format!("{head} ")
            } else {
                String::new()
            };
            // Commands to copy are indented; they stay on their line.
            if wraps && !line.starts_with(' ') {
                text.push_str(&hanging(&first, &line, &self.err));
            } else {
                text.push_str(&format!("{first}{line}\n"));
            }
        }
        if text.is_empty() {
            text = format!("{head}\n");
        }
        self.write_beside(&text);
    }

    /// Asks, and reads one line.
    pub(super) fn ask(&mut self, question: &str) -> Result<String, CliError> {
        self.rest();
        let mut err = io::stderr().lock();
        write!(err, "{question} ")?;
        err.flush()?;
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }
}

fn terminal(colour: Colour, is_terminal: bool) -> Terminal {
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    let dumb = std::env::var("TERM").is_ok_and(|term| term == "dumb");
    let colour = match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => is_terminal && !set("NO_COLOR") && !dumb,
    };
    let width = terminal_size::terminal_size().filter(|_| is_terminal);
    Terminal {
        width: width.map_or(80, |(width, _)| usize::from(width.0)),
        unicode: shows_unicode(is_terminal),
        colour,
    }
}

/// Whether the locale, if one is named, is UTF-8. Into a pipe or a file the program writes UTF-8
/// unless the locale is C or POSIX by name: what reads there knows nothing of this terminal.
fn shows_unicode(is_terminal: bool) -> bool {
    let named = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter();
    let locale = named
        .filter_map(|name| std::env::var(name).ok())
        .find(|v| !v.is_empty());
    if !is_terminal {
        return locale.is_none_or(|locale| !matches!(locale.as_str(), "C" | "POSIX"));
    }
    let linux_console = std::env::var("TERM").is_ok_and(|term| term == "linux" || term == "dumb");
    !linux_console
        && locale.is_none_or(|locale| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        })
}
