//! The letter to a partner's administrator, and how our own side stands.

mod json;
mod letter;
mod side;

use crate::access::{Link, State};
use crate::workflow::ask::OurSide;

pub use json::{AskDocument, document};
pub use letter::{letter, subject};
pub use side::our_side;

/// Longest name of an organisation.
const NAME: usize = 80;

/// What keeps our side from being open.
fn obstacles(side: &OurSide) -> impl Iterator<Item = &Link> {
    let links = side.parts.iter().flat_map(|part| &part.our_links);
    links.filter(|link| link.state != State::Open)
}
