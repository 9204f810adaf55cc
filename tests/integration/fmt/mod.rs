//! `fmt`: what it changes, what it leaves alone, what it says.

mod commands;
mod laws;
mod texts;
