//! The matrix of all declared organisations, in every format.

mod human;
mod json;
mod markdown;
mod mermaid;
mod page;

pub use human::human;
pub use json::text as json;
pub use markdown::markdown;
pub use mermaid::mermaid;
pub use page::page as html;
