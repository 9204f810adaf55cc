//! The way in for a new guest, folded.

use super::Links;
use super::sheet::Sheet;
use super::text::prose;
use crate::render::plan::Page;
use crate::render::plan::page::{PageStep, PageWayIn};

/// Bytes for all ways in.
const ROOM: usize = 8_000;

/// Every way in that a plan moves.
pub(super) fn ways_in(sheet: &mut Sheet, page: &Page, links: &Links) {
    let ways = page.ways_in.iter().map(|way| (1, folded(way, links)));
    sheet.list(["", ""], ways, ROOM, "way in for guests");
}

fn folded(way: &PageWayIn, links: &Links) -> String {
    let steps = way.steps.iter().enumerate();
    let steps: Vec<String> = steps.map(|(at, step)| row(at + 1, step, links)).collect();
    format!(
        "<details><summary>The way in for a new guest of {}: every step must be open</summary>\n\
         <table>\n<tr><th></th><th></th><th>Step</th><th></th><th>Where</th></tr>\n{}\n</table>\n</details>",
        prose(&way.host),
        steps.join("\n")
    )
}

fn row(number: usize, step: &PageStep, links: &Links) -> String {
    let place = match &step.place {
        Some(place) => links.place(Some(place)),
        None => prose(&step.origin),
    };
    format!(
        "<tr><td>{number}</td><td>{}</td><td>{}</td><td>{}</td><td>{place}</td></tr>",
        prose(&step.area),
        prose(&step.what),
        prose(step.state.word())
    )
}
