//! The reference in `docs/`, printed from what the program itself reads: all settings, all rules.

mod rules;
mod settings;

pub use rules::rules;
pub use settings::settings;

/// Text from a declaration inside a cell of a table.
fn cell(text: &str) -> String {
    crate::model::section::one_line(text).replace('|', "\\|")
}

/// A row of a table.
fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// A table.
fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut out = row(head);
    out.push_str(&row(&vec!["---"; head.len()]));
    for cells in rows {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        out.push_str(&row(&cells));
    }
    out
}
