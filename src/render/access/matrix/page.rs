//! The matrix as a page.

use crate::access::{QuestionError, World};
use crate::render::access::escape::html as escaped;
use crate::render::access::html::{self, MOST_CELLS, cell, legend, popover, scroll};
use crate::render::access::{
    Basis, WayStyle, group_name, kind, members, question, seen, size, style,
};
use crate::text::words::{count, thousands};
use crate::workflow::board::{Board, Grid, Group, Way};

/// Names of a group that a row shows.
const NAMES: usize = 12;

/// The page. A proof is made, written and forgotten: memory follows the page.
pub fn page(board: &Board, world: &World, basis: &Basis<'_>) -> Result<String, QuestionError> {
    let grid = board.grid(MOST_CELLS.isqrt());
    let title = question(board.matrix.capability);
    let mut body = format!(
        "<h1>{}</h1>\n<p class=\"soft\">{} {} {}</p>\n",
        escaped(&title),
        escaped(&size(board)),
        escaped(&basis.sentence()),
        escaped(&basis.assumed(board))
    );
    if board.is_empty() {
        body.push_str("<p>No pair to ask about.</p>\n");
        body.push_str(&seen::html(board.seen.as_ref(), basis));
        return Ok(html::page(&title, &body, 0));
    }
    body.push_str(&sums(board, &grid));
    body.push_str("<p class=\"screen\">Choose a cell to see why.</p>\n");
    body.push_str(&scroll("Answers", &table(board, &grid)));
    body.push_str(&marks(board));
    body.push_str(&seen::html(board.seen.as_ref(), basis));
    body.push_str("<div class=\"proofs\">\n");
    let mut proofs = 0;
    for (from, row) in grid.groups.iter().enumerate() {
        for (to, column) in grid.groups.iter().enumerate() {
            if let Some((a, b)) = Board::examples(row, column) {
                let id = format!("p{from}-{to}");
                body.push_str(&proof(board, world, basis, (&id, a, b))?);
                proofs += 1;
            }
        }
    }
    body.push_str("</div>\n");
    Ok(html::page(&title, &body, proofs))
}

/// What a reader of grouped rows has to know.
fn sums(board: &Board, grid: &Grid) -> String {
    if grid.groups.iter().all(|group| group.len() == 1) && grid.rest == 0 {
        return String::new();
    }
    let mut text = format!(
        "{} are too many for a row each: those with the same answers, from and to everybody, share \
         one, and its proofs are those of its first member.",
        count(board.len(), "organisation")
    );
    if grid.rest > 0 {
        text.push_str(&format!(
            " {} in smaller groups have no row; the counts below the table hold them too.",
            count(grid.rest, "organisation")
        ));
    }
    format!("<p>{}</p>\n", escaped(&text))
}

fn table(board: &Board, grid: &Grid) -> String {
    let mut out = String::from("<table>\n<thead><tr><th scope=\"col\">row → column</th>");
    for group in &grid.groups {
        let name = escaped(&group_name(board, group));
        let all = escaped(&members(board, group, NAMES));
        out.push_str(&format!(
            "<th scope=\"col\" class=\"down\" title=\"{all}\"><span>{name}</span></th>"
        ));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (from, row) in grid.groups.iter().enumerate() {
        out.push_str(&format!("<tr>{}", head(board, row)));
        for (to, column) in grid.groups.iter().enumerate() {
            let way = board.between(row, column).map(Way::from);
            out.push_str(&match way.map(style) {
                Some(style) => button(board, (from, row), (to, column), &style),
                None => "<td class=\"itself\">·</td>".to_owned(),
            });
        }
        out.push_str("</tr>\n");
    }
    out + "</tbody>\n</table>\n"
}

fn head(board: &Board, group: &Group) -> String {
    let first = &board.organisations[group[0]];
    let below = if group.len() > 1 {
        members(board, group, NAMES)
    } else {
        let name = first.display_name.as_deref();
        name.map_or_else(
            || kind(first).to_owned(),
            |name| format!("{}, {name}", kind(first)),
        )
    };
    format!(
        "<th scope=\"row\">{}<small>{}</small></th>",
        escaped(&group_name(board, group)),
        escaped(&below)
    )
}

fn button(
    board: &Board,
    (from, row): (usize, &Group),
    (to, column): (usize, &Group),
    style: &WayStyle,
) -> String {
    let (row, column) = (group_name(board, row), group_name(board, column));
    let label = format!("{row} → {column}: {}", style.short);
    cell(&format!("p{from}-{to}"), style.class, style.mark, &label)
}

fn marks(board: &Board) -> String {
    let counts = board.counts();
    let rows = Way::ALL.iter().filter_map(|way| {
        let style = style(*way);
        let number = thousands(*counts.get(way)?);
        Some((style.class, style.mark, number, style.long))
    });
    legend(&rows.collect::<Vec<_>>())
}

fn proof(
    board: &Board,
    world: &World,
    basis: &Basis<'_>,
    (id, from, to): (&str, usize, usize),
) -> Result<String, QuestionError> {
    let answer = board.proof(world, from, to)?;
    let name = |at: usize| &board.organisations[at].name;
    let title = format!("{} → {}", name(from), name(to));
    let way = board.matrix.get(from, to).map(Way::from);
    let long = way.map_or("", |way| style(way).long);
    let command = {
        let capability = board.matrix.capability;
        let word = capability.short().unwrap_or(capability.id());
        format!("guestlist can {} {word} {}", name(from), name(to))
    };
    let body = format!(
        "<p>{}</p>\n{}<p class=\"place\">{}</p>\n",
        escaped(long),
        html::routes(&answer, basis.sources),
        escaped(&command)
    );
    Ok(popover(id, &title, &body))
}
