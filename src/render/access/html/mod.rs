//! One self-contained page: nothing is loaded from elsewhere and nothing on it runs. A proof is a
//! popover, which browsers open, close (Escape) and lead the keyboard to by themselves.

mod proof;

pub(super) use proof::{chain, routes};

use super::escape::html as escaped;

const STYLE: &str = include_str!("page.css");

/// Cells whose proofs are on the page; a page with more could not be opened.
pub(super) const MOST_CELLS: usize = 2_500;
/// Cells whose proofs are printed as well: some ten sheets.
const FEW_CELLS: usize = 30;

/// The page around a body. `cells` is the number of proofs.
pub(super) fn page(title: &str, body: &str, cells: usize) -> String {
    let title = escaped(title);
    let few = if cells <= FEW_CELLS {
        " class=\"few\""
    } else {
        ""
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src \
         'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body{few}>\n{body}</body>\n\
         </html>\n"
    )
}

/// The part of a page that scrolls below its heads; the keyboard reaches it.
pub(super) fn scroll(label: &str, table: &str) -> String {
    format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n{table}</div>\n",
        escaped(label)
    )
}

/// A cell that opens a proof. The texts are not escaped yet.
pub(super) fn cell(id: &str, class: &str, mark: &str, label: &str) -> String {
    let label = escaped(label);
    format!(
        "<td class=\"{class}\"><button popovertarget=\"{id}\" aria-label=\"{label}\" \
         title=\"{label}\">{}</button></td>",
        escaped(mark)
    )
}

/// A proof; the body is HTML already.
pub(super) fn popover(id: &str, title: &str, body: &str) -> String {
    format!(
        "<section popover id=\"{id}\" aria-labelledby=\"{id}-t\">\
         <button class=\"close\" popovertarget=\"{id}\" popovertargetaction=\"hide\" autofocus>\
         Close</button><h2 id=\"{id}-t\">{}</h2>\n{body}</section>\n",
        escaped(title)
    )
}

/// What the marks say: class, mark, number (may be empty), meaning.
pub(super) fn legend(rows: &[(&str, &str, String, &str)]) -> String {
    let mut out = String::from("<dl class=\"legend\">\n");
    for (class, mark, number, meaning) in rows {
        out.push_str(&format!(
            "<dt class=\"{class}\">{}</dt><dd class=\"number\">{number}</dd><dd>{}</dd>\n",
            escaped(mark),
            escaped(meaning)
        ));
    }
    out + "</dl>\n"
}
