//! From text to tokens.

use crate::interop::{CUT_OFF, ReadError};

/// The most tokens of a file.
const MOST_TOKENS: usize = 2_000_000;

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A bare word: a name, a number, a command.
    Word(String),
    /// A string without anything to put in.
    Text(String),
    /// A string with a variable or an expression in it, as written.
    Expanded(String),
    /// A variable with what follows it after dots, as written.
    Variable(String),
    /// `@(`
    List,
    /// `@{`
    Table,
    /// One of `{ } ( ) = ; ,`
    Sign(char),
    /// The end of a line.
    Line,
    /// Any other character.
    Other(char),
}

/// A token and the line it is on, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) token: Token,
    pub(super) line: usize,
}

struct Lexer<'t> {
    rest: &'t str,
    line: usize,
    tokens: Vec<Placed>,
}

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Result<Vec<Placed>, ReadError> {
    let mut lexer = Lexer {
        rest: text,
        line: 1,
        tokens: Vec::new(),
    };
    while lexer.step()? {
        if lexer.tokens.len() > MOST_TOKENS {
            return Err(lexer.error("the file is too long to be a configuration"));
        }
    }
    Ok(lexer.tokens)
}

impl<'t> Lexer<'t> {
    fn error(&self, why: &str) -> ReadError {
        ReadError::Script {
            line: self.line,
            why: why.to_owned(),
        }
    }

    /// Something begins at this line and does not end.
    fn unended(&self, what: &str) -> ReadError {
        self.error(&format!("{what} begins here and does not end. {CUT_OFF}"))
    }

    fn push(&mut self, token: Token) {
        self.tokens.push(Placed {
            token,
            line: self.line,
        });
    }

    /// Takes so many bytes, which end at a character's end.
    fn take(&mut self, bytes: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        taken
    }

    /// One token, or what stands between tokens; false at the end.
    fn step(&mut self) -> Result<bool, ReadError> {
        let Some(first) = self.rest.chars().next() else {
            return Ok(false);
        };
        let after = |prefix: &str| self.rest.strip_prefix(prefix);
        if after("\r\n").is_some() || first == '\n' {
            self.push(Token::Line);
            self.take(if first == '\n' { 1 } else { 2 });
            self.line += 1;
        } else if let Some(rest) = after("`\n").or_else(|| after("`\r\n")) {
            // A line that goes on.
            self.rest = rest;
            self.line += 1;
        } else if first.is_whitespace() || first == '\u{feff}' {
            self.take(first.len_utf8());
        } else if after("<#").is_some() {
            let end = self.rest.find("#>").map(|at| at + 2);
            let end = end.ok_or_else(|| self.unended("a comment"))?;
            let comment = self.take(end);
            self.line += comment.matches('\n').count();
        } else if first == '#' {
            let end = self.rest.find(['\n', '\r']).unwrap_or(self.rest.len());
            self.take(end);
        } else if let Some(quote) = here_string(self.rest) {
            self.here_string(quote)?;
        } else if first == '\'' || first == '"' {
            self.string(first)?;
        } else if after("@(").is_some() {
            self.push(Token::List);
            self.take(2);
        } else if after("@{").is_some() {
            self.push(Token::Table);
            self.take(2);
        } else if first == '$' {
            self.variable()?;
        } else if "{}()=;,".contains(first) {
            self.push(Token::Sign(first));
            self.take(1);
        } else if is_word(first) {
            let end = self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len());
            let word = self.take(end).to_owned();
            self.push(Token::Word(word));
        } else {
            self.push(Token::Other(first));
            self.take(first.len_utf8());
        }
        Ok(true)
    }

    /// A string on one or several lines.
    fn string(&mut self, quote: char) -> Result<(), ReadError> {
        let started = self.line;
        let mut text = String::new();
        let mut expands = false;
        let mut chars = self.rest.char_indices().skip(1).peekable();
        loop {
            let Some((at, c)) = chars.next() else {
                return Err(self.unended("a string"));
            };
            match c {
                c if c == quote => match chars.peek() {
                    // Doubled it stands for itself.
                    Some((_, next)) if *next == quote => {
                        text.push(quote);
                        let _ = chars.next();
                    }
                    _ => {
                        let token = match expands {
                            true => Token::Expanded(text),
                            false => Token::Text(text),
                        };
                        self.tokens.push(Placed {
                            token,
                            line: started,
                        });
                        let string = self.take(at + 1);
                        self.line += string.matches('\n').count();
                        return Ok(());
                    }
                },
                '`' if quote == '"' => {
                    if let Some((_, escaped)) = chars.next() {
                        text.push(unescaped(escaped));
                    }
                }
                c => {
                    let begins = |next: char| {
                        next == '(' || next == '{' || next == '_' || next.is_alphanumeric()
                    };
                    let next = chars.peek().map(|(_, next)| *next);
                    expands |= quote == '"' && c == '$' && next.is_some_and(begins);
                    text.push(c);
                }
            }
        }
    }

    /// `@'` or `@"`, lines, and the same the other way round at the start of a line.
    fn here_string(&mut self, quote: char) -> Result<(), ReadError> {
        let end = format!("\n{quote}@");
        let opened = self.rest.find('\n').unwrap_or(self.rest.len());
        let Some(length) = self.rest[opened..].find(&end) else {
            return Err(self.unended("a string"));
        };
        let text = self
            .rest
            .get(opened + 1..opened + length)
            .unwrap_or_default();
        let text = text.trim_end_matches('\r').to_owned();
        let token = match quote == '"' && text.contains('$') {
            true => Token::Expanded(text),
            false => Token::Text(text),
        };
        self.push(token);
        let whole = self.take(opened + length + end.len());
        self.line += whole.matches('\n').count();
        Ok(())
    }

    /// `$Name`, `$env:NAME`, `${any name}`, with properties after dots.
    fn variable(&mut self) -> Result<(), ReadError> {
        let end = match self.rest.strip_prefix("${") {
            Some(inside) => {
                let end = inside.find('}').map(|at| at + 3);
                end.ok_or_else(|| self.unended("a variable's name"))?
            }
            None => {
                let is_name =
                    |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '$' | '?');
                self.rest.find(|c| !is_name(c)).unwrap_or(self.rest.len())
            }
        };
        let name = self.take(end).to_owned();
        self.push(Token::Variable(name));
        Ok(())
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '\\' | '/' | '*' | '%' | '+')
}

/// The quote of a here-string that begins here: nothing may follow it on the line.
fn here_string(rest: &str) -> Option<char> {
    let quote = rest
        .strip_prefix('@')?
        .chars()
        .next()
        .filter(|c| matches!(c, '\'' | '"'))?;
    let line = rest.get(2..)?.lines().next().unwrap_or_default();
    line.trim().is_empty().then_some(quote)
}

/// What a backtick makes of a character.
fn unescaped(c: char) -> char {
    match c {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        'e' => '\u{1b}',
        c => c,
    }
}
