//! How our own side stands, to read before the letter goes out.

use super::NAME;
use crate::render::layout::{hanging, hanging_in, left_right, legible, shown, width};
use crate::render::terminal::style;
use crate::render::{Symbol, Terminal, proof};
use crate::text::Sources;
use crate::text::words::{count, some};
use crate::workflow::ask::{Ask, OurSide, Stand};

/// Tenants whose state is told one by one.
const TENANTS: usize = 20;
/// Domains in one line of YAML to copy.
const FEW: usize = 2;
/// Domains in YAML to copy.
const DOMAINS: usize = 20;

/// How our side stands, to read before the letter goes out.
#[must_use]
pub fn our_side(ask: &Ask, today: &str, sources: &Sources, terminal: &Terminal) -> String {
    let them = legible(&ask.partner, NAME, terminal);
    let title = format!("Our side, before the letter to {them} goes out");
    let mut out = hanging_in(style::HEADING, "", &title, terminal);
    let mut told: Vec<&OurSide> = ask.ours.iter().collect();
    // What the letter asks for and our side refuses comes first.
    told.sort_by_key(|side| (!side.named, side.stand() == Stand::Open));
    for side in told.iter().take(TENANTS) {
        out.push_str(&tenant(side, sources, terminal));
    }
    if let Some(more) = told.len().checked_sub(TENANTS).filter(|more| *more > 0) {
        out.push_str(&format!(
            "  {} more: --format json\n",
            count(more, "tenant")
        ));
    }
    out.push('\n');
    for text in remarks(ask) {
        out.push_str(&hanging("", &legible(&text, 600, terminal), terminal));
    }
    out.push_str(&note(ask, today, terminal));
    out + "\n"
}

fn tenant(side: &OurSide, sources: &Sources, terminal: &Terminal) -> String {
    let (symbol, words) = match side.stand() {
        Stand::Open => (Symbol::Good, "open for them"),
        Stand::Partly => (Symbol::Warning, "open for some of their domains"),
        Stand::Unknown => (Symbol::Unknown, "not known"),
        Stand::Shut => (Symbol::Error, "shut for them"),
    };
    let left = format!("{} {}", terminal.symbol(symbol), side.tenant);
    let words = if side.named {
        words.to_owned()
    } else {
        format!("{words}; not in the letter")
    };
    let mut out = left_right(2, &left, &words, terminal);
    for link in side.obstacles() {
        out.push_str(&proof::link(4, "", link, sources, terminal));
    }
    for step in side.steps.iter().filter(|_| side.named) {
        out.push_str(&proof::step("      first  ", step, sources, terminal));
    }
    if side.domains.is_empty() {
        let text = format!(
            "no file states its domains, so the letter can't name them: add domains to {}",
            side.tenant
        );
        out.push_str(&hanging("      ", &text, terminal));
    }
    out
}

fn remarks(ask: &Ask) -> Vec<String> {
    let named: Vec<&OurSide> = ask.ours.iter().filter(|o| o.named).collect();
    let mut out = Vec::new();
    let closed = named.iter().filter(|o| o.stand() != Stand::Open).count();
    if closed > 0 {
        out.push(format!(
            "Change our side first: the letter asks {} for contact that {} {} in full.",
            ask.partner,
            count(closed, "tenant"),
            if closed == 1 {
                "does not allow"
            } else {
                "do not allow"
            },
        ));
    }
    if let Some(told) = &ask.confirmed {
        let domains = some(&told.domains, 4);
        out.push(if told.is_proof {
            format!(
                "{} confirmed on {} that they allow {domains}.",
                told.by, told.date
            )
        } else {
            format!(
                "What {} said on {} ({domains}) proves nothing today: ask again.",
                told.by, told.date
            )
        });
    }
    out
}

/// What to write down when they answer.
fn note(ask: &Ask, today: &str, terminal: &Terminal) -> String {
    let named = ask.ours.iter().filter(|side| side.named);
    let domains: Vec<&str> = named.flat_map(|o| &o.domains).map(String::as_str).collect();
    let partner = shown(&ask.partner, NAME, terminal);
    let declared = ask.their_domains.first() != Some(&ask.partner);
    let at = if declared {
        format!("under partners.{partner}")
    } else {
        format!("after declaring the owner of {partner} under partners")
    };
    let text = format!("When they answer, note it {at}:");
    let inline = format!("external_access: [{}]", domains.join(", "));
    let fits = domains.len() <= FEW && 4 + width(&inline) <= terminal.columns();
    let list = match fits {
        true => inline,
        false => {
            let lines = domains.iter().take(DOMAINS);
            let lines: String = lines.map(|d| format!("\n      - {d}")).collect();
            let more = domains.len().checked_sub(DOMAINS).filter(|more| *more > 0);
            let more = more.map(|n| format!("\n      # {}", count(n, "more domain")));
            format!("external_access:{lines}{}", more.unwrap_or_default())
        }
    };
    let code = format!("  confirmed:\n    {list}\n    by: WHO\n    date: {today}");
    let code = terminal.paint(style::CODE, &code);
    format!("{}{code}\n", hanging("", &text, terminal))
}
