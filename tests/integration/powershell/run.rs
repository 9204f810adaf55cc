//! Carries a script out: statements, functions, pipelines.
//!
//! Sources: learn.microsoft.com, about_Scopes, about_Functions, about_Return, about_Pipelines,
//! about_Splatting, about_Try_Catch_Finally. A pipeline's commands run one after the other here, each
//! on all that the one before gave; in PowerShell they take turns, which the scripts do not depend on.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::parse;
use super::syntax::{Block, Command, CommandName, Element, Expr, Parameter, Pipeline, Stage, Stmt};
use super::value::{Members, Val, put};

/// What answers a script's calls.
pub(crate) trait Service {
    /// Carries out a cmdlet; nothing if it is none of the service.
    fn call(&mut self, call: &Call) -> Option<Result<Vec<Val>, String>>;
    /// The parameters of a cmdlet.
    fn parameters(&self, cmdlet: &str) -> Option<Vec<String>>;
}

/// A command with what it is given.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) named: Members,
    pub(crate) positional: Vec<Val>,
}

/// Whose meaning counts where they differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edition {
    /// Windows PowerShell 5.1.
    Desktop,
    /// PowerShell 7.
    Core,
}

/// How a run ended, and what it left.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    /// The lines that it printed.
    pub(crate) printed: Vec<String>,
    /// What it wrote, by name.
    pub(crate) files: BTreeMap<String, String>,
}

/// Why a statement was not the last thing that happened to its successor.
pub(super) enum Flow {
    Return,
    Continue,
    Exit(i32),
    /// An error of the script or of the service.
    Throw(String),
    /// Something that the interpreter does not know. No `catch` sees it.
    Unknown(String),
}

pub(super) type Done<T> = Result<T, Flow>;

pub(super) fn unknown<T>(what: impl Into<String>) -> Done<T> {
    Err(Flow::Unknown(what.into()))
}

pub(super) struct Interpreter<'s> {
    pub(super) service: &'s mut dyn Service,
    pub(super) edition: Edition,
    scopes: Vec<HashMap<String, Val>>,
    functions: HashMap<String, Rc<Block>>,
    pub(super) printed: Vec<String>,
    pub(super) files: BTreeMap<String, String>,
}

/// Runs a script. The error is what the interpreter does not know.
pub(crate) fn run(
    script: &str,
    arguments: &[(&str, Val)],
    service: &mut dyn Service,
    edition: Edition,
) -> Result<Ended, String> {
    let script = parse::script(script)?;
    let mut interpreter = Interpreter {
        service,
        edition,
        scopes: vec![HashMap::new()],
        functions: HashMap::new(),
        printed: Vec::new(),
        files: BTreeMap::new(),
    };
    let mut call = Call {
        name: "the script".to_owned(),
        named: Vec::new(),
        positional: Vec::new(),
    };
    let mut what_if = false;
    for (name, value) in arguments {
        match *name {
            "WhatIf" => what_if = true,
            name => put(&mut call.named, name, value.clone()),
        }
    }
    let automatic = [
        ("whatifpreference", Val::Bool(what_if)),
        ("pscmdlet", Val::object("PSCmdlet", Vec::new())),
    ];
    interpreter.scopes[0].extend(automatic.map(|(name, value)| (name.to_owned(), value)));
    let mut out = Vec::new();
    let done = interpreter
        .bind(&script.parameters, call)
        .and_then(|()| interpreter.statements(&script.body, &mut out));
    let code = match done {
        Ok(()) | Err(Flow::Return) => 0,
        Err(Flow::Exit(code)) => code,
        Err(Flow::Throw(why)) => {
            interpreter.printed.push(why);
            1
        }
        Err(Flow::Continue) => return Err("continue outside of a loop".to_owned()),
        Err(Flow::Unknown(what)) => return Err(what),
    };
    if !out.is_empty() {
        return Err(format!("the script gives values of its own: {out:?}"));
    }
    Ok(Ended {
        code,
        printed: interpreter.printed,
        files: interpreter.files,
    })
}

impl Interpreter<'_> {
    /// A variable, in the scope that it is in.
    pub(super) fn get(&self, name: &str) -> Done<Val> {
        match name {
            "true" => return Ok(Val::Bool(true)),
            "false" => return Ok(Val::Bool(false)),
            "null" => return Ok(Val::Null),
            _ => {}
        }
        let found = match name.split_once(':') {
            Some(("script", name)) => self.scopes[0].get(name),
            Some(_) => return unknown(format!("the scope of ${name}")),
            None => self.scopes.iter().rev().find_map(|scope| scope.get(name)),
        };
        // Source: Set-StrictMode, version 1.0.
        found.cloned().ok_or_else(|| {
            Flow::Throw(format!(
                "The variable '${name}' cannot be retrieved because it has not been set."
            ))
        })
    }

    pub(super) fn set(&mut self, name: &str, value: Val) -> Done<()> {
        let (scope, name) = match name.split_once(':') {
            Some(("script", name)) => (0, name),
            Some(_) => return unknown(format!("the scope of ${name}")),
            None => (self.scopes.len() - 1, name),
        };
        self.scopes[scope].insert(name.to_owned(), value);
        Ok(())
    }

    pub(super) fn statements(&mut self, all: &[Stmt], out: &mut Vec<Val>) -> Done<()> {
        all.iter().try_for_each(|stmt| self.statement(stmt, out))
    }

    fn statement(&mut self, stmt: &Stmt, out: &mut Vec<Val>) -> Done<()> {
        match stmt {
            Stmt::Pipeline(pipeline) => out.append(&mut self.pipeline(pipeline)?),
            Stmt::Assign(target, operator, value) => {
                let value = self.value(value)?;
                self.assign(target, operator, value)?;
            }
            Stmt::If(cases, otherwise) => {
                for (condition, then) in cases {
                    if self.value(condition)?.is_true() {
                        return self.statements(then, out);
                    }
                }
                self.statements(otherwise, out)?;
            }
            Stmt::ForEach(name, list, body) => {
                let list = self.value(list)?;
                // Nothing is done for null; for a list with a null in it, once.
                let items = if list.is_null() {
                    Vec::new()
                } else {
                    list.unrolled()
                };
                for item in items {
                    self.set(name, item)?;
                    self.turn(body, out)?;
                }
            }
            Stmt::For(head, body) => {
                let [first, condition, step] = head.as_ref();
                self.statement(first, &mut Vec::new())?;
                while self.value(condition)?.is_true() {
                    self.turn(body, out)?;
                    self.statement(step, &mut Vec::new())?;
                }
            }
            Stmt::While(condition, body) => {
                while self.value(condition)?.is_true() {
                    self.turn(body, out)?;
                }
            }
            Stmt::Function(name, block) => {
                self.functions.insert(name.clone(), Rc::clone(block));
            }
            Stmt::Try(body, catch) => {
                let depth = self.scopes.len();
                match self.statements(body, out) {
                    Err(Flow::Throw(why)) => {
                        self.scopes.truncate(depth);
                        let before = self.get("_").ok();
                        self.set("_", error_record(&why))?;
                        let done = self.statements(catch, out);
                        self.set("_", before.unwrap_or(Val::Null))?;
                        done?;
                    }
                    done => done?,
                }
            }
            Stmt::Return(value) => {
                if let Some(value) = value {
                    out.append(&mut self.value(value)?.unrolled());
                }
                return Err(Flow::Return);
            }
            Stmt::Throw(value) => {
                let why = match value {
                    Some(value) => self.value(value)?.to_text(),
                    None => match self.get("_")? {
                        Val::Object(record) if record.borrow().class == "ErrorRecord" => {
                            message(&Val::Object(record))
                        }
                        other => return unknown(format!("throw of nothing, with {other:?}")),
                    },
                };
                return Err(Flow::Throw(why));
            }
            Stmt::Exit(value) => {
                let code = match value {
                    None => 0,
                    Some(value) => match self.value(value)? {
                        Val::Int(code) => code as i32,
                        other => return unknown(format!("exit {other:?}")),
                    },
                };
                return Err(Flow::Exit(code));
            }
            Stmt::Continue => return Err(Flow::Continue),
        }
        Ok(())
    }

    /// One turn of a loop.
    fn turn(&mut self, body: &[Stmt], out: &mut Vec<Val>) -> Done<()> {
        match self.statements(body, out) {
            Err(Flow::Continue) => Ok(()),
            done => done,
        }
    }

    /// What is assigned or asked for: an expression as it is, a command's output collected.
    pub(super) fn value(&mut self, stmt: &Stmt) -> Done<Val> {
        match stmt {
            Stmt::Pipeline(Pipeline {
                first: Stage::Expr(expr),
                rest,
            }) if rest.is_empty() => self.expr(expr),
            Stmt::Pipeline(pipeline) => Ok(Val::collected(self.pipeline(pipeline)?)),
            other => unknown(format!("a value of a statement: {other:?}")),
        }
    }

    fn pipeline(&mut self, pipeline: &Pipeline) -> Done<Vec<Val>> {
        let mut values = match &pipeline.first {
            Stage::Expr(expr) => self.expr(expr)?.unrolled(),
            Stage::Command(command) => self.command(command, None)?,
        };
        for command in &pipeline.rest {
            values = self.command(command, Some(values))?;
        }
        Ok(values)
    }

    fn command(&mut self, command: &Command, input: Option<Vec<Val>>) -> Done<Vec<Val>> {
        let (block, name) = match &command.name {
            CommandName::Value(expr) => match self.expr(expr)? {
                Val::Block(block) => (Some(block), "a script block".to_owned()),
                other => return unknown(format!("& on {other:?}")),
            },
            CommandName::Word(name) => {
                let block = self.functions.get(&name.to_lowercase());
                (block.cloned(), name.clone())
            }
        };
        let call = self.arguments(name, &command.elements, block.as_deref())?;
        let Some(block) = block else {
            return self.cmdlet(call, input);
        };
        if input.is_some() {
            return unknown(format!("a pipeline into the function {}", call.name));
        }
        self.scopes.push(HashMap::new());
        let mut out = Vec::new();
        let done = self
            .bind(&block.parameters, call)
            .and_then(|()| self.statements(&block.body, &mut out));
        self.scopes.pop();
        match done {
            Ok(()) | Err(Flow::Return) => Ok(out),
            Err(flow) => Err(flow),
        }
    }

    /// What stands behind a command's name.
    fn arguments(
        &mut self,
        name: String,
        elements: &[Element],
        function: Option<&Block>,
    ) -> Done<Call> {
        let mut call = Call {
            name,
            named: Vec::new(),
            positional: Vec::new(),
        };
        let mut elements = elements.iter().peekable();
        while let Some(element) = elements.next() {
            match element {
                Element::Parameter(name, joined) => {
                    let is_switch = function.is_some_and(|f| {
                        let same = |p: &&Parameter| p.name.eq_ignore_ascii_case(name);
                        f.parameters
                            .iter()
                            .find(same)
                            .is_some_and(|p| p.is == "switch")
                    });
                    let value = match elements.peek() {
                        Some(Element::Argument(expr)) if *joined || !is_switch => {
                            let value = self.argument(expr)?;
                            elements.next();
                            value
                        }
                        _ => Val::Bool(true),
                    };
                    put(&mut call.named, name, value);
                }
                Element::Argument(Expr::Splat(name)) => match self.get(name)? {
                    Val::Table(table) => {
                        for (name, value) in table.borrow().iter() {
                            put(&mut call.named, name, value.clone());
                        }
                    }
                    other => return unknown(format!("@{name} of {other:?}")),
                },
                Element::Argument(expr) => {
                    let value = self.argument(expr)?;
                    call.positional.push(value);
                }
            }
        }
        Ok(call)
    }

    /// A value that is given: what a command without output gives arrives as null.
    fn argument(&mut self, expr: &Expr) -> Done<Val> {
        Ok(match self.expr(expr)? {
            Val::Nothing => Val::Null,
            value => value,
        })
    }

    /// Puts what is given into a function's parameters.
    fn bind(&mut self, parameters: &[Parameter], call: Call) -> Done<()> {
        let mut named = call.named;
        let mut positional = call.positional.into_iter();
        for parameter in parameters {
            let at = named
                .iter()
                .position(|(name, _)| name.eq_ignore_ascii_case(&parameter.name));
            let given = match at {
                Some(at) => Some(named.remove(at).1),
                None if parameter.is == "switch" => None,
                None => positional.next(),
            };
            let value = match (given, &parameter.default) {
                (Some(given), _) => converted(given, &parameter.is)?,
                (None, Some(default)) => {
                    let default = self.expr(default)?;
                    converted(default, &parameter.is)?
                }
                (None, None) if parameter.is_mandatory => {
                    return Err(Flow::Throw(format!("-{} is missing", parameter.name)));
                }
                (None, None) => match parameter.is.as_str() {
                    "switch" => Val::Bool(false),
                    is => converted(Val::Null, is)?,
                },
            };
            self.set(&parameter.name, value)?;
        }
        match (named.first(), positional.next()) {
            (None, None) => Ok(()),
            (Some((name, _)), _) => unknown(format!("{} has no parameter {name}", call.name)),
            (None, Some(value)) => unknown(format!("{} has no place for {value:?}", call.name)),
        }
    }
}

/// What a typed parameter makes of a value.
fn converted(value: Val, is: &str) -> Done<Val> {
    match (is, value) {
        ("", value) => Ok(value),
        // A list is refused by some commands and joined by others.
        ("string", value) if value.items().is_some() => unknown(format!(
            "a list for a parameter that is a string: {value:?}"
        )),
        ("string", value) => Ok(Val::text(value.to_text())),
        ("switch", Val::Bool(on)) => Ok(Val::Bool(on)),
        ("scriptblock", value @ (Val::Block(_) | Val::Null)) => Ok(value),
        (is, value) => unknown(format!("[{is}] of {value:?}")),
    }
}

/// `$_` where an error is caught.
fn error_record(why: &str) -> Val {
    let exception = Val::object("Exception", vec![("Message".to_owned(), Val::text(why))]);
    Val::object("ErrorRecord", vec![("Exception".to_owned(), exception)])
}

fn message(record: &Val) -> String {
    let of = |value: &Val, name: &str| match value {
        Val::Object(object) => super::value::member(&object.borrow().members, name).cloned(),
        _ => None,
    };
    let exception = of(record, "Exception").unwrap_or(Val::Null);
    of(&exception, "Message").unwrap_or(Val::Null).to_text()
}
