//! The settings that change, in a comment.

use super::sheet::{self, Sheet};
use super::text::{code, prose};
use super::{ENTRIES, Links};
use crate::diff::Change;
use crate::render::plan::page::{Block, Line, Shared};
use crate::render::plan::{PlanPage, alike, change, shared};
use crate::text::words;

/// The settings: those that change by lines of shared lists and baselines under these lines, then the
/// others, folded by the tenants that share them.
pub(super) fn changes(sheet: &mut Sheet, shown: &PlanPage<'_>, links: &Links) {
    let told = alike::told_apart(shown.plan);
    let mut room = usize::MAX;
    // What no comment can hold is only counted.
    let most = sheet::MOST / 100;
    let mut parts: Vec<(usize, String)> = Vec::new();
    let bundles = shared::bundles(shown.plan, &told);
    let left_out = bundles.iter().skip(most).flat_map(|(_, blocks)| blocks);
    let mut rest: usize = left_out.map(|told| told.settings()).sum();
    for (holders, blocks) in bundles.into_iter().take(most) {
        let settings = blocks.iter().map(|told| told.settings()).sum();
        let bundle = shared::bundle(&(holders, blocks), shown, ENTRIES, &mut room);
        parts.push((settings, by_lines(&bundle, links)));
    }
    let own = told.iter().map(|told| &told.alike);
    let own = own.filter(|group| !shared::explains(shown.plan, group[0]));
    let own: Vec<&Vec<&Change>> = own.collect();
    rest += own
        .iter()
        .skip(most)
        .map(|group| group.len())
        .sum::<usize>();
    let mut folds: Vec<Vec<Block>> = Vec::new();
    for group in own.into_iter().take(most) {
        let block = change::block(group, shown, ENTRIES, &mut room);
        let same = |fold: &&mut Vec<Block>| {
            let first = &fold[0];
            first.tenants == block.tenants && first.count == block.count
        };
        match folds.iter_mut().find(same) {
            Some(fold) => fold.push(block),
            None => folds.push(vec![block]),
        }
    }
    parts.extend(folds.iter().map(|fold| {
        let settings = fold.iter().map(|block| block.count).sum();
        (settings, folded(fold, links))
    }));
    sheet.list(["", ""], parts, sheet::MOST, "setting");
    sheet.leave_out(rest, "more setting");
}

/// Lists and others with their lines, and the settings that change by them.
fn by_lines(bundle: &Shared, links: &Links) -> String {
    let settings: usize = bundle.blocks.iter().map(|block| block.count).sum();
    let names: Vec<String> = bundle.holders.iter().map(|h| prose(&h.name)).collect();
    let mut out = format!(
        "<details><summary>{}: {}</summary>\n",
        words::and(&names),
        match settings {
            0 => "lines that changed".to_owned(),
            _ => words::count(settings, "setting"),
        }
    );
    for holding in &bundle.holders {
        let mut lines: Vec<String> = holding.lines.iter().map(|l| entry(l, links)).collect();
        if holding.omitted > 0 {
            lines.push(format!("… {}", words::count(holding.omitted, "more line")));
        }
        out.push_str(&format!(
            "<p>{}<br>{}</p>\n",
            prose(&holding.name),
            lines.join("<br>")
        ));
    }
    if bundle.omitted > 0 {
        let more = words::count(bundle.omitted, "more line");
        out.push_str(&format!("<p>… {more}</p>\n"));
    }
    if !bundle.blocks.is_empty() {
        out.push_str("<table>\n<tr><th>Tenants</th><th>Setting</th><th>Change</th></tr>\n");
        for block in &bundle.blocks {
            out.push_str(&by_lines_row(block));
        }
        out.push_str("</table>\n");
    }
    out + "</details>"
}

fn by_lines_row(block: &Block) -> String {
    let values: Vec<String> = block.values.iter().map(|value| prose(value)).collect();
    let mut change = values.join(" → ");
    if !block.from.is_empty() {
        let from: Vec<String> = block.from.iter().map(|from| prose(from)).collect();
        change.push_str(&format!("<br>by {}", words::and(&from)));
    }
    let wider = if block.wider { " · opens wider" } else { "" };
    format!(
        "<tr><td>{}</td><td>{}<br>{}{wider}</td><td>{change}</td></tr>\n",
        tenants(block),
        code(&block.setting),
        prose(&block.title),
    )
}

/// `adatum, bellows, coho, contoso, … 33 more`
fn tenants(block: &Block) -> String {
    let mut names: Vec<String> = block.tenants.iter().map(|name| prose(name)).collect();
    let more = block.count.saturating_sub(names.len());
    if more > 0 {
        names.push(format!("… {} more", words::thousands(more)));
    }
    names.join(", ")
}

fn folded(fold: &[Block], links: &Links) -> String {
    let first = &fold[0];
    let each = if first.count > 1 { " in each" } else { "" };
    let rows: Vec<String> = fold.iter().map(|block| row(block, links)).collect();
    format!(
        "<details><summary>{}: {}{each}</summary>\n<table>\n<tr><th>Setting</th><th>Change</th>\
         <th>Where</th></tr>\n{}\n</table>\n</details>",
        tenants(first),
        words::count(fold.len(), "setting"),
        rows.join("\n")
    )
}

fn row(block: &Block, links: &Links) -> String {
    let values: Vec<String> = block.values.iter().map(|value| prose(value)).collect();
    let mut change = values.join(" → ");
    for line in &block.entries {
        change.push_str(&format!("<br>{}", entry(line, links)));
    }
    if block.omitted > 0 {
        change.push_str(&format!(
            "<br>… {}",
            words::count(block.omitted, "more entry")
        ));
    }
    if !block.notes.is_empty() {
        let notes: Vec<String> = block.notes.iter().map(|note| prose(note)).collect();
        change.push_str(&format!("<br>was there for: {}", notes.join(" · ")));
    }
    if !block.from.is_empty() {
        let from: Vec<String> = block.from.iter().map(|from| prose(from)).collect();
        change.push_str(&format!(
            "<br>also by the lines of {} above",
            words::and(&from)
        ));
    }
    let wider = if block.wider { " · opens wider" } else { "" };
    format!(
        "<tr><td>{}<br>{}{wider}</td><td>{change}</td><td>{}</td></tr>",
        code(&block.setting),
        prose(&block.title),
        links.place(block.place.as_ref())
    )
}

/// `− fabrikam.com: Joint launch · SEC-1412 · until 2027-03-31`
fn entry(line: &Line, links: &Links) -> String {
    let mark = match (line.changed, line.added) {
        (true, _) => "~",
        (false, true) => "+",
        (false, false) => "−",
    };
    let notes: Vec<String> = line.notes.iter().map(|note| prose(note)).collect();
    let mut out = format!("{mark} {}", code(&line.entry));
    if !notes.is_empty() {
        let was = if line.added || line.changed {
            ""
        } else {
            "was there for: "
        };
        out.push_str(&format!(": {was}{}", notes.join(" · ")));
    }
    if let Some(place) = &line.place {
        out.push_str(&format!(" · {}", links.place(Some(place))));
    }
    out
}
