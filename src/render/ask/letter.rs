//! The letter: plain text to copy into a mail.

use super::NAME;
use crate::render::Terminal;
use crate::render::domains::readable;
use crate::render::layout::{hanging, shown};
use crate::text::printable;
use crate::text::words::{and, some};
use crate::workflow::ask::{Ask, OurSide, Stand};

/// Mail is read at this width, in plain ASCII.
const MAIL: Terminal = Terminal {
    width: 72,
    unicode: false,
    colour: false,
};
/// Names of our organisations that a sentence holds.
const NAMES: usize = 3;

/// The subject of the letter.
#[must_use]
pub fn subject(ask: &Ask) -> String {
    format!("Microsoft Teams: contact with {}", us(ask))
}

/// The letter, ready to copy: plain text, 72 columns, or those of a terminal that has fewer.
#[must_use]
pub fn letter(ask: &Ask, terminal: &Terminal) -> String {
    let mail = &Terminal {
        width: terminal.columns().min(MAIL.width),
        ..MAIL
    };
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
    out.push_str(&paragraph(
        &format!(
            "we at {us} would like our people and yours at {them} to find each other in Microsoft \
         Teams, to chat and to call, each with their own account. Microsoft calls this external \
         access, or federation. It works only if both organisations allow each other. {our_side}"
        ),
        mail,
    ));
    out.push_str(&our_domains(ask, mail));
    out.push_str(&if ask.skype_for_business_server {
        own_server(mail)
    } else {
        admin_centre(ask, mail)
    });
    out.push_str(&your_domains(ask, mail));
    out.push_str(&test(mail));
    out.push_str(&answer(mail));
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
    shown(&readable(name), NAME, &MAIL)
}

fn paragraph(text: &str, mail: &Terminal) -> String {
    hanging("", text, mail) + "\n"
}

fn point(text: &str, mail: &Terminal) -> String {
    hanging("   - ", text, mail)
}

fn indented(text: &str, mail: &Terminal) -> String {
    hanging("   ", text, mail)
}

/// Our domains, one a line, as they are typed in.
fn our_domains(ask: &Ask, mail: &Terminal) -> String {
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
        mail,
    ));
    out + "\n"
}

/// Source: `New-CsAllowedDomain`, `New-CsBlockedDomain` (Skype for Business Server).
fn own_server(mail: &Terminal) -> String {
    let mut out = String::from("2. On your Skype for Business Server\n\n");
    for text in [
        "Every domain above has to be among the allowed domains of your server: \
         New-CsAllowedDomain for each.",
        "None of them may be among the blocked ones: the command refuses a domain that is on either \
         list, so take it off the list of blocked domains first.",
        "The people concerned need an external access policy that lets them communicate with other \
         organisations (Get-CsExternalAccessPolicy).",
    ] {
        out.push_str(&point(text, mail));
    }
    out.push('\n');
    out.push_str(&indented(
        "Chats between us land in Skype for Business on your side, without what only Teams offers.",
        mail,
    ));
    out + "\n"
}

fn admin_centre(ask: &Ask, mail: &Terminal) -> String {
    let mut out = String::from("2. In your Teams admin centre\n\n");
    out.push_str(&indented(
        "Open the settings for external access. Depending on its version they stand under \"Users\", \
         \"Org-wide settings\" or \"External collaboration\"; names and places may differ from those \
         in this letter.", mail));
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
        out.push_str(&point(text, mail));
    }
    if ask.ours.iter().any(|o| o.named && o.is_trial) {
        let trial = ask.ours.iter().filter(|o| o.named && o.is_trial);
        let domains: Vec<&str> = trial.flat_map(|o| &o.domains).map(String::as_str).collect();
        out.push_str(&point(&format!(
            "We have trial licences only at {}. If you keep out such organisations, which is the \
             default, please exempt them (Set-CsTenantFederationConfiguration, \
             AllowedTrialTenantDomains).",
            printable(&some(&domains, 4))
        ), mail));
    }
    out.push('\n');
    out.push_str(&indented(
        "Then make sure that the people concerned may use it: their external access policy must let \
         them communicate with other organisations. In PowerShell, \
         Get-CsTenantFederationConfiguration shows the settings (AllowFederatedUsers, \
         AllowedDomains, BlockedDomains) and Get-CsExternalAccessPolicy the policies.", mail));
    out + "\n"
}

fn your_domains(ask: &Ask, mail: &Terminal) -> String {
    let mut out = String::from("3. Your domains, as we know them\n\n");
    for domain in &ask.their_domains {
        out.push_str(&format!("     {}\n", printable(&readable(domain))));
    }
    if ask.their_domains.is_empty() {
        out.push_str("     (not known to us yet)\n");
    }
    out.push('\n');
    out.push_str(&indented(
        "Please tell us every other domain that your people use to sign in to Teams: whoever uses \
         one that our side does not allow can't be reached.",
        mail,
    ));
    out + "\n"
}

fn test(mail: &Terminal) -> String {
    let mut out = String::from("4. How we both test it\n\n");
    for text in [
        "Give it time. We know of no published figure for these settings; allow up to 24 hours.",
        "In Teams, search for a person of the other side by the whole e-mail address. A search by \
         name does not find people of other organisations.",
        "Let one of your people start a chat with one of ours, and one of ours with one of yours: \
         each direction needs a test of its own.",
        "If it fails although both sides are set, try from another network, for example over a \
         mobile phone. If it works there, a firewall on the way is the likely cause, not these \
         settings.",
    ] {
        out.push_str(&point(text, mail));
    }
    out.push('\n');
    out.push_str(&indented(
        "This opens chat and calls, not teams, channels or files. For those a person is invited as \
         a guest, which your organisation must let its people be (Microsoft Entra, cross-tenant \
         access settings, outbound). Settings for guests can take up to 24 hours.",
        mail,
    ));
    out + "\n"
}

fn answer(mail: &Terminal) -> String {
    let text = "Please tell us when it is done, and which of our domains you allow now. We note it \
                with the date and your name, so that nobody has to ask again.";
    format!("5. Please answer\n\n{}\n", indented(text, mail))
}
