//! From tokens to blocks.

use super::balance;
use super::lexer::{Placed, Token, tokens};
use crate::interop::ReadError;
use crate::interop::raw::Raw;

/// How deep blocks and arrays may lie in each other.
const DEEPEST: usize = 32;

/// A part of a script.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::interop) enum Statement {
    /// A resource with its properties.
    Block {
        /// Its kind.
        resource: String,
        /// Its name in the script.
        instance: String,
        /// Where it begins.
        line: usize,
        /// Its properties.
        raw: Raw,
    },
    /// A block that can't be read; the next one is.
    Faulty {
        /// Where.
        line: usize,
        /// Why.
        why: String,
    },
    /// Something that sets nothing.
    Other {
        /// Its first line.
        first: usize,
        /// Its last line.
        last: usize,
    },
}

/// Whether a text is PowerShell with a configuration in it.
pub(in crate::interop::read) fn looks_like_it(text: &str) -> bool {
    let lower: String = text
        .chars()
        .take(200_000)
        .collect::<String>()
        .to_lowercase();
    [
        "configuration ",
        "import-dscresource",
        "microsoft365dsc",
        "msft_",
    ]
    .iter()
    .any(|mark| lower.contains(mark))
}

/// The parts of a script. That something in it does not end is the only fault of the whole.
pub(in crate::interop) fn statements(text: &str) -> Result<Vec<Statement>, ReadError> {
    let tokens = tokens(text)?;
    balance::check(&tokens)?;
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
    };
    let mut out = Vec::new();
    while parser.at < tokens.len() {
        parser.statement(&mut out);
    }
    Ok(out)
}

struct Parser<'t> {
    tokens: &'t [Placed],
    at: usize,
}

/// Why a block can't be read, and where.
type Fault = (usize, String);

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|p| &p.token)
    }

    fn line(&self) -> usize {
        let here = self.tokens.get(self.at).or(self.tokens.last());
        here.map_or(1, |p| p.line)
    }

    fn skip_lines(&mut self) {
        while matches!(self.peek(), Some(Token::Line)) {
            self.at += 1;
        }
    }

    fn is_sign(&self, sign: char) -> bool {
        self.peek() == Some(&Token::Sign(sign))
    }

    fn fault(&self, why: &str) -> Fault {
        (self.line(), why.to_owned())
    }

    /// One part outside of blocks.
    fn statement(&mut self, out: &mut Vec<Statement>) {
        self.skip_lines();
        let line = self.line();
        let Some(token) = self.peek().cloned() else {
            return;
        };
        if let Token::Word(word) = &token {
            let start = self.at;
            self.at += 1;
            match self.instance() {
                Some(_) if is_wrapper(word) => {
                    self.skip_lines();
                    if self.is_sign('{') {
                        self.at += 1;
                        return;
                    }
                }
                Some(instance) if is_resource(word) => {
                    self.skip_lines();
                    if !self.is_sign('{') {
                        let why = format!(
                            "{word} \"{instance}\" has no block in braces: the tool that wrote the file left them out"
                        );
                        out.push(Statement::Faulty { line, why });
                        self.skip_to_resource();
                        return;
                    }
                    self.at += 1;
                    match self.block(1) {
                        Ok(raw) => out.push(Statement::Block {
                            resource: word.clone(),
                            instance,
                            line,
                            raw,
                        }),
                        Err((at, why)) => {
                            out.push(Statement::Faulty { line: at, why });
                            self.skip_to_resource();
                        }
                    }
                    return;
                }
                _ => {}
            }
            self.at = start;
        }
        if matches!(token, Token::Sign('}')) {
            // The end of a wrapper.
            self.at += 1;
            return;
        }
        self.skip_statement();
        let last = self
            .tokens
            .get(self.at.saturating_sub(1))
            .map_or(line, |p| p.line);
        match out.last_mut() {
            Some(Statement::Other { last: end, .. }) if *end + 2 >= line => *end = last.max(*end),
            _ => out.push(Statement::Other { first: line, last }),
        }
    }

    /// The name of a resource: quoted or bare.
    fn instance(&mut self) -> Option<String> {
        let name = match self.peek()? {
            Token::Word(name) | Token::Text(name) | Token::Expanded(name) => name.clone(),
            Token::Variable(name) => name.clone(),
            _ => return None,
        };
        self.at += 1;
        Some(name)
    }

    /// Goes on to the next thing that begins like a resource at the start of a line.
    fn skip_to_resource(&mut self) {
        let mut at_start = false;
        while let Some(token) = self.peek() {
            match token {
                Token::Line => at_start = true,
                Token::Word(word) if at_start && is_resource(word) => {
                    let named = self.tokens.get(self.at + 1).map(|p| &p.token);
                    if matches!(
                        named,
                        Some(
                            Token::Text(_)
                                | Token::Expanded(_)
                                | Token::Word(_)
                                | Token::Variable(_)
                        )
                    ) {
                        return;
                    }
                    at_start = false;
                }
                _ => at_start = false,
            }
            self.at += 1;
        }
    }

    /// Leaves out a part that sets nothing, with what it encloses.
    fn skip_statement(&mut self) {
        let mut open = 0_usize;
        while let Some(token) = self.peek() {
            match token {
                Token::Sign('(' | '{') | Token::List | Token::Table => open += 1,
                Token::Sign(')' | '}') if open > 0 => open -= 1,
                Token::Sign('}') => return,
                Token::Line | Token::Sign(';') if open == 0 => {
                    self.at += 1;
                    return;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Properties up to the closing brace.
    fn block(&mut self, depth: usize) -> Result<Raw, Fault> {
        if depth > DEEPEST {
            return Err(self.fault("blocks lie too deep in each other"));
        }
        let mut members = Vec::new();
        loop {
            match self.peek().cloned() {
                None => return Err(self.fault("the block does not end")),
                Some(Token::Line | Token::Sign(';')) => self.at += 1,
                Some(Token::Sign('}')) => {
                    self.at += 1;
                    return Ok(Raw::Map(members));
                }
                Some(Token::Word(name) | Token::Text(name)) => {
                    self.at += 1;
                    if !self.is_sign('=') {
                        return Err(self.fault(&format!("{name} is no property: no = follows")));
                    }
                    self.at += 1;
                    self.skip_lines();
                    let value = self.value(depth)?;
                    members.push((name, value));
                }
                Some(_) => return Err(self.fault("something else than a property stands here")),
            }
        }
    }

    /// The value of a property, up to the end of its line.
    fn value(&mut self, depth: usize) -> Result<Raw, Fault> {
        let start = self.at;
        let value = self.item(depth)?;
        match self.peek() {
            None | Some(Token::Line | Token::Sign(';' | '}' | ')')) => Ok(value),
            // "a","b" without @( ).
            Some(Token::Sign(',')) => {
                let mut items = vec![value];
                while self.is_sign(',') {
                    self.at += 1;
                    self.skip_lines();
                    items.push(self.item(depth)?);
                }
                Ok(Raw::List(items))
            }
            // An operator, a call: what it gives is known only when it runs.
            Some(_) => {
                self.at = start;
                Ok(self.expression())
            }
        }
    }

    /// One value.
    fn item(&mut self, depth: usize) -> Result<Raw, Fault> {
        if depth > DEEPEST {
            return Err(self.fault("values lie too deep in each other"));
        }
        let Some(token) = self.peek().cloned() else {
            return Err(self.fault("a value is missing"));
        };
        self.at += 1;
        if token == Token::Sign('(')
            && let Some(text) = self.constant()
        {
            return Ok(Raw::Text(text));
        }
        Ok(match token {
            Token::Text(text) => Raw::Text(text),
            Token::Expanded(text) => Raw::Unresolved(text),
            Token::Variable(name) => match name.to_lowercase().as_str() {
                "$true" => Raw::Flag(true),
                "$false" => Raw::Flag(false),
                "$null" => Raw::Null,
                _ => Raw::Unresolved(name),
            },
            Token::List => self.list(depth + 1)?,
            Token::Table => self.block(depth + 1)?,
            Token::Word(word) => {
                let named = self.at;
                self.skip_lines();
                if self.is_sign('{') {
                    self.at += 1;
                    self.block(depth + 1)?
                } else {
                    self.at = named;
                    word.parse().map_or(Raw::Unresolved(word), Raw::Number)
                }
            }
            _ => {
                self.at -= 1;
                let before = self.at;
                let value = self.expression();
                if self.at == before {
                    return Err(self.fault("a value is missing"));
                }
                value
            }
        })
    }

    /// Items up to the closing bracket, with commas or line ends between them.
    fn list(&mut self, depth: usize) -> Result<Raw, Fault> {
        let mut items = Vec::new();
        loop {
            match self.peek() {
                None => return Err(self.fault("the array does not end")),
                Some(Token::Line | Token::Sign(',' | ';')) => self.at += 1,
                Some(Token::Sign(')')) => {
                    self.at += 1;
                    return Ok(Raw::List(items));
                }
                Some(Token::Sign('}')) => return Err(self.fault("the array does not end")),
                Some(_) => items.push(self.item(depth)?),
            }
        }
    }

    /// After an opening bracket, up to the closing one: texts and characters by their number, joined by
    /// `+`, such as `('Caf' + [char]0x00E9)`. Nothing else has a value without being run.
    fn constant(&mut self) -> Option<String> {
        let start = self.at;
        let read = self.joined();
        if read.is_none() {
            self.at = start;
        }
        read
    }

    fn joined(&mut self) -> Option<String> {
        // [char]65 + [char]66 is no text: only a sum that begins with one is.
        let Token::Text(first) = self.next()? else {
            return None;
        };
        let mut units: Vec<u16> = first.encode_utf16().collect();
        loop {
            match self.next()? {
                Token::Sign(')') => return String::from_utf16(&units).ok(),
                Token::Word(word) if word == "+" => match self.next()? {
                    Token::Text(text) => units.extend(text.encode_utf16()),
                    Token::Other('[') => units.push(self.character()?),
                    _ => return None,
                },
                _ => return None,
            }
        }
    }

    /// After `[`: `char]0x2019`.
    fn character(&mut self) -> Option<u16> {
        let is_char =
            matches!(self.next()?, Token::Word(word) if word.eq_ignore_ascii_case("char"));
        let (true, Token::Other(']'), Token::Word(number)) = (is_char, self.next()?, self.next()?)
        else {
            return None;
        };
        u16::from_str_radix(number.strip_prefix("0x")?, 16).ok()
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.peek().cloned()?;
        self.at += 1;
        Some(token)
    }

    /// Leaves out an expression up to the end of its line, with what it encloses.
    fn expression(&mut self) -> Raw {
        let mut open = 0_usize;
        while let Some(token) = self.peek() {
            match token {
                Token::Sign('(' | '{') | Token::List | Token::Table => open += 1,
                Token::Sign(')' | '}') if open > 0 => open -= 1,
                Token::Sign(')' | '}') => break,
                Token::Line | Token::Sign(';') if open == 0 => break,
                _ => {}
            }
            self.at += 1;
        }
        Raw::Unresolved("an expression".to_owned())
    }
}

/// Words that enclose blocks.
fn is_wrapper(word: &str) -> bool {
    ["configuration", "node"]
        .iter()
        .any(|w| word.eq_ignore_ascii_case(w))
}

/// Whether a word can be the kind of a resource: a name as modules give it, no keyword, no command.
pub(super) fn is_resource(word: &str) -> bool {
    const WORKLOADS: [&str; 12] = [
        "AAD", "EXO", "SPO", "Teams", "O365", "OD", "SC", "PP", "Intune", "Azure", "Planner",
        "Fabric",
    ];
    let is_name = word.chars().all(|c| c.is_ascii_alphanumeric());
    is_name
        && WORKLOADS
            .iter()
            .any(|w| word.len() > w.len() && word.starts_with(w))
}
