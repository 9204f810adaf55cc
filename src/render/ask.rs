//! The letter to a partner's administrator, and how our own side stands.

use serde::Serialize;

use super::access::proof;
use super::json::JsonLocation;
use super::layout::{hanging, left_right, shown};
use super::terminal::style;
use super::{Symbol, Terminal};
use crate::access::{Key, Link, State};
use crate::text::words::{and, count, some};
use crate::text::{Sources, printable};
use crate::workflow::ask::{Ask, OurSide, Stand};

/// Version of the JSON document.
const FORMAT_VERSION: &str = "1.0";
/// Mail is read at this width, in plain ASCII.
const MAIL: Terminal = Terminal {
    width: 72,
    unicode: false,
    colour: false,
};
/// Longest name of an organisation in a letter.
const NAME: usize = 80;
/// Names of our organisations that a sentence holds.
const NAMES: usize = 3;
/// Tenants whose state is told one by one.
const TENANTS: usize = 20;

/// The subject of the letter.
#[must_use]
pub fn subject(ask: &Ask) -> String {
    format!(
        "Microsoft Teams: contact between {} and {}",
        us(ask),
        them(ask)
    )
}

/// The letter, ready to copy: plain text, 72 columns.
#[must_use]
pub fn letter(ask: &Ask) -> String {
    let (us, them) = (us(ask), them(ask));
    let ready = ask
        .ours
        .iter()
        .filter(|o| o.named)
        .all(|o| o.stand() == Stand::Open);
    let our_side = if ready {
        "Our side lets yours in already; please check that yours lets ours in."
    } else {
        "We are setting our side; please check that yours lets ours in."
    };
    let mut out = format!("Subject: {}\n\nHello,\n\n", subject(ask));
    out.push_str(&paragraph(&format!(
        "people of {us} and people of {them} would like to find each other in Microsoft Teams, to \
         chat and to call, each with their own account. Microsoft calls this external access, or \
         federation. It works only if both organisations allow each other. {our_side}"
    )));
    out.push_str(&our_domains(ask));
    out.push_str(&admin_centre(ask));
    out.push_str(&your_domains(ask));
    out.push_str(TEST);
    out.push_str(&answer());
    out.push_str("Kind regards,\n");
    out
}

fn us(ask: &Ask) -> String {
    let names: Vec<String> = ask
        .ours
        .iter()
        .filter(|o| o.named)
        .map(|o| {
            let name = o.display_name.as_deref().unwrap_or(o.tenant.as_str());
            shown(name, NAME, &MAIL)
        })
        .collect();
    match names.len() {
        0..=NAMES => and(&names),
        many => format!(
            "{} and {} more of our organisations",
            names[..NAMES].join(", "),
            many - NAMES
        ),
    }
}

fn them(ask: &Ask) -> String {
    let name = ask.display_name.as_deref().unwrap_or(&ask.partner);
    shown(name, NAME, &MAIL)
}

fn paragraph(text: &str) -> String {
    hanging("", text, &MAIL) + "\n"
}

fn point(text: &str) -> String {
    hanging("   - ", text, &MAIL)
}

fn indented(text: &str) -> String {
    hanging("   ", text, &MAIL)
}

/// Our domains, one a line, as they are typed in.
fn our_domains(ask: &Ask) -> String {
    let named: Vec<&OurSide> = ask.ours.iter().filter(|o| o.named).collect();
    let mut out = String::from("1. Our domains, exactly as they have to be entered\n\n");
    for side in &named {
        for domain in &side.domains {
            out.push_str(&format!("     {}\n", printable(domain)));
        }
    }
    out.push('\n');
    out.push_str(&indented(
        "Each is entered by itself: on an allow list a domain does not stand for its subdomains.",
    ));
    out + "\n"
}

fn admin_centre(ask: &Ask) -> String {
    let mut out = String::from("2. In your Teams admin centre\n\n");
    out.push_str(&indented(
        "Open the settings for external access. Depending on its version they stand under \"Users\", \
         \"Org-wide settings\" or \"External collaboration\"; names and places may differ from those \
         in this letter.",
    ));
    out.push('\n');
    for text in [
        "If you use an allow list (\"Allow only specific external domains\"): add every domain above.",
        "If you use a block list (\"Block only specific external domains\"): make sure that none of \
         the domains above is on it and, if you block subdomains too, no domain that one of them is \
         a subdomain of.",
        "If all external domains are allowed: there is nothing to add.",
        "If external access is off, or all external domains are blocked: it has to be switched on. \
         To let in us and nobody else, choose the allow list and enter the domains above. An allow \
         list shuts out every organisation that is not on it.",
    ] {
        out.push_str(&point(text));
    }
    if ask.ours.iter().any(|o| o.named && o.is_trial) {
        let trial = ask.ours.iter().filter(|o| o.named && o.is_trial);
        let domains: Vec<&str> = trial.flat_map(|o| &o.domains).map(String::as_str).collect();
        out.push_str(&point(&format!(
            "We have trial licences only at {}. If you keep out such organisations, which is the \
             default, please exempt them (Set-CsTenantFederationConfiguration, \
             AllowedTrialTenantDomains).",
            printable(&some(&domains, 4))
        )));
    }
    out.push('\n');
    out.push_str(&indented(
        "Then make sure that the people concerned may use it: their external access policy must let \
         them communicate with other organisations. In PowerShell, \
         Get-CsTenantFederationConfiguration shows the settings (AllowFederatedUsers, \
         AllowedDomains, BlockedDomains) and Get-CsExternalAccessPolicy the policies.",
    ));
    out + "\n"
}

fn your_domains(ask: &Ask) -> String {
    let mut out = String::from("3. Your domains, as we know them\n\n");
    for domain in &ask.their_domains {
        out.push_str(&format!("     {}\n", printable(domain)));
    }
    if ask.their_domains.is_empty() {
        out.push_str("     (not known to us yet)\n");
    }
    out.push('\n');
    out.push_str(&indented(
        "Please tell us every other domain that your people use to sign in to Teams: whoever uses \
         one that our side does not allow can't be reached.",
    ));
    out + "\n"
}

const TEST: &str = "\
4. How we both test it

   - Give it time. We know of no published figure for these settings;
     allow up to 24 hours.
   - In Teams, search for a person of the other side by the whole e-mail
     address. A search by name does not find people of other
     organisations.
   - Let one of your people start a chat with one of ours, and one of
     ours with one of yours: each direction needs a test of its own.
   - If it fails although both sides are set, try from another network,
     for example over a mobile phone. If it works there, a firewall on
     the way is the likely cause, not these settings.

   This opens chat and calls, not teams, channels or files. For those a
   person is invited as a guest, which your organisation must let its
   people be (Microsoft Entra, cross-tenant access settings, outbound).
   Settings for guests can take up to 24 hours.

";

fn answer() -> String {
    let text = "Please tell us when it is done, and which of our domains you allow now. We note it \
                with the date and your name, so that nobody has to ask again.";
    format!("5. Please answer\n\n{}\n", indented(text))
}

/// How our side stands, to read before the letter goes out.
#[must_use]
pub fn our_side(ask: &Ask, today: &str, sources: &Sources, terminal: &Terminal) -> String {
    let them = shown(&ask.partner, NAME, terminal);
    let title = format!("Our side, before the letter to {them} goes out");
    let mut out = format!("{}\n", terminal.paint(style::HEADING, &title));
    let mut told: Vec<&OurSide> = ask.ours.iter().collect();
    // What the letter asks for and our side refuses comes first.
    told.sort_by_key(|side| (!side.named, side.stand() == Stand::Open));
    for side in told.iter().take(TENANTS) {
        out.push_str(&tenant(side, ask, sources, terminal));
    }
    if let Some(more) = told.len().checked_sub(TENANTS).filter(|more| *more > 0) {
        out.push_str(&format!(
            "  {} more: --format json\n",
            count(more, "tenant")
        ));
    }
    out.push('\n');
    for text in remarks(ask) {
        out.push_str(&hanging("", &shown(&text, 600, terminal), terminal));
    }
    out.push_str(&note(ask, today, terminal));
    out + "\n"
}

fn tenant(side: &OurSide, ask: &Ask, sources: &Sources, terminal: &Terminal) -> String {
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
    let mut fixes: Vec<String> = Vec::new();
    for link in obstacles(side) {
        out.push_str(&proof::human(4, link, sources, terminal));
        fixes.extend(fix(link, ask).filter(|fix| !fixes.contains(fix)));
    }
    if side.named {
        for fix in fixes {
            out.push_str(&hanging(
                "      first  ",
                &shown(&fix, 300, terminal),
                terminal,
            ));
        }
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

/// What keeps our side from being open.
fn obstacles(side: &OurSide) -> impl Iterator<Item = &Link> {
    let links = side.parts.iter().flat_map(|part| &part.our_links);
    links.filter(|link| link.state != State::Open)
}

/// What to change in the files.
fn fix(link: &Link, ask: &Ask) -> Option<String> {
    let entry = if ask.their_domains.first() == Some(&ask.partner) {
        format!("- {}", ask.partner)
    } else {
        format!("- partner: {}", ask.partner)
    };
    Some(match link.key? {
        Key::Enabled => "set external_access.enabled to true".to_owned(),
        Key::Allowed => format!("add \"{entry}\" to its allowed_domains"),
        Key::Blocked => "take the domain off its blocked_domains".to_owned(),
        Key::BlockSubdomains => {
            "take the domain above off blocked_domains, or set block_subdomains to false".to_owned()
        }
        Key::TrialTenants | Key::TrialExemptions => {
            format!("add \"{entry}\" to its allowed_trial_tenant_domains")
        }
        _ => return None,
    })
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
    let domains = match domains.as_slice() {
        [one, two, _, ..] => format!("{one}, {two}, ..."),
        few => few.join(", "),
    };
    let partner = shown(&ask.partner, NAME, terminal);
    let declared = ask.their_domains.first() != Some(&ask.partner);
    let at = if declared {
        format!("under partners.{partner}")
    } else {
        format!("after declaring the owner of {partner} under partners")
    };
    let text = format!("When they answer, note it {at}:");
    let code = format!("confirmed: {{ external_access: [{domains}], by: WHO, date: {today} }}");
    let code = terminal.paint(style::CODE, &code);
    format!("{}  {code}\n", hanging("", &text, terminal))
}

/// What `guestlist ask --format json` prints.
#[derive(Debug, Serialize)]
pub struct AskDocument<'a> {
    format_version: &'static str,
    partner: &'a str,
    display_name: Option<&'a str>,
    /// Domains that the letter asks to allow.
    our_domains: Vec<&'a str>,
    their_domains: &'a [String],
    tenants: Vec<JsonSide<'a>>,
    subject: String,
    letter: String,
}

#[derive(Debug, Serialize)]
struct JsonSide<'a> {
    tenant: &'a str,
    domains: &'a [String],
    /// Whether the letter names its domains.
    named: bool,
    /// Whether a test wants contact.
    wanted: bool,
    /// Our side: open, partly, unknown or shut.
    state: &'static str,
    reasons: Vec<JsonReason<'a>>,
}

#[derive(Debug, Serialize)]
struct JsonReason<'a> {
    text: &'a str,
    address: Option<String>,
    location: Option<JsonLocation>,
}

/// For programs.
#[must_use]
pub fn document<'a>(ask: &'a Ask, sources: &Sources) -> AskDocument<'a> {
    let named = ask.ours.iter().filter(|side| side.named);
    AskDocument {
        format_version: FORMAT_VERSION,
        partner: &ask.partner,
        display_name: ask.display_name.as_deref(),
        our_domains: named.flat_map(|o| &o.domains).map(String::as_str).collect(),
        their_domains: &ask.their_domains,
        tenants: ask
            .ours
            .iter()
            .map(|side| json_side(side, sources))
            .collect(),
        subject: subject(ask),
        letter: letter(ask),
    }
}

fn json_side<'a>(side: &'a OurSide, sources: &Sources) -> JsonSide<'a> {
    let reason = |link: &'a Link| JsonReason {
        text: &link.text,
        address: link.address.as_ref().map(ToString::to_string),
        location: link.span.map(|span| JsonLocation::of(span, sources)),
    };
    JsonSide {
        tenant: side.tenant.as_str(),
        domains: &side.domains,
        named: side.named,
        wanted: side.wanted,
        state: match side.stand() {
            Stand::Open => "open",
            Stand::Partly => "partly",
            Stand::Unknown => "unknown",
            Stand::Shut => "shut",
        },
        reasons: obstacles(side).map(reason).collect(),
    }
}
