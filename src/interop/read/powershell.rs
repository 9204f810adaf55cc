//! The part of PowerShell that configurations are written in: blocks of properties with strings,
//! numbers, switches, arrays and blocks within. It is read, never run; what would have to be run is
//! named and left alone.
//!
//! Source: learn.microsoft.com, "DSC Configurations", "about_Quoting_Rules".

mod balance;
mod lexer;
mod parser;

pub(super) use parser::looks_like_it;
pub(in crate::interop) use parser::{Statement, statements};
