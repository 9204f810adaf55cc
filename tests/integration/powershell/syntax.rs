//! The part of PowerShell that scripts use, as a tree.

use std::rc::Rc;

/// A value that is to be worked out.
#[derive(Debug)]
pub(super) enum Expr {
    Text(String),
    Int(i64),
    /// Name in lower case, with its scope: `script:number`.
    Variable(String),
    /// `@values` before a command's parameters.
    Splat(String),
    /// `a, b`
    Comma(Vec<Expr>),
    /// `-not`, `!`, `-`
    Unary(String, Box<Expr>),
    /// An operator in lower case, `-eq` or `+`.
    Binary(Box<Expr>, String, Box<Expr>),
    Cast(String, Box<Expr>),
    Type(String),
    Member(Box<Expr>, String),
    Index(Box<Expr>, Box<Expr>),
    /// An object, the name of its method, what is given.
    Method(Box<Expr>, String, Vec<Expr>),
    Paren(Box<Stmt>),
    /// `@( )`
    List(Vec<Stmt>),
    Table(Vec<(Expr, Stmt)>),
    Block(Rc<Block>),
}

/// What is done.
#[derive(Debug)]
pub(super) enum Stmt {
    Pipeline(Pipeline),
    Assign(Expr, String, Box<Stmt>),
    /// Conditions with what follows from each, and what else.
    If(Vec<(Stmt, Vec<Stmt>)>, Vec<Stmt>),
    ForEach(String, Box<Stmt>, Vec<Stmt>),
    For(Box<[Stmt; 3]>, Vec<Stmt>),
    While(Box<Stmt>, Vec<Stmt>),
    Function(String, Rc<Block>),
    Try(Vec<Stmt>, Vec<Stmt>),
    Return(Option<Box<Stmt>>),
    Throw(Option<Box<Stmt>>),
    Exit(Option<Box<Stmt>>),
    Continue,
}

/// `first | second | third`
#[derive(Debug)]
pub(super) struct Pipeline {
    pub(super) first: Stage,
    pub(super) rest: Vec<Command>,
}

#[derive(Debug)]
pub(super) enum Stage {
    Expr(Expr),
    Command(Command),
}

#[derive(Debug)]
pub(super) struct Command {
    pub(super) name: CommandName,
    pub(super) elements: Vec<Element>,
}

#[derive(Debug)]
pub(super) enum CommandName {
    Word(String),
    /// `& { }`
    Value(Expr),
}

#[derive(Debug)]
pub(super) enum Element {
    /// `-Name`, and whether what follows was joined to it by a colon.
    Parameter(String, bool),
    Argument(Expr),
}

/// A function, a script block or a whole script.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Vec<Stmt>,
}

#[derive(Debug, Default)]
pub(super) struct Parameter {
    /// In lower case.
    pub(super) name: String,
    /// In lower case; empty for none.
    pub(super) is: String,
    pub(super) is_mandatory: bool,
    pub(super) default: Option<Expr>,
}
