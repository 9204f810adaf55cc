//! What else must be so where an answer is not no: footnotes of the table, and settings that narrow
//! without shutting.

use super::chain::{RouteKind, Side};
use super::link::Told;
use super::party::Who;
use super::settings::Key;
use super::world::WorldTenant;
use super::{Capability, wording};

/// The conditions of a route.
pub(super) fn of_route(told: &Told<'_>, kind: RouteKind) -> Vec<String> {
    let offer = told.capability.offer(told.world.edition);
    let note = match kind {
        RouteKind::External => offer.external_note,
        RouteKind::Guest(_) => offer.guest_note,
    };
    let mut out: Vec<String> = note.iter().map(|note| note.text().to_owned()).collect();
    match kind {
        RouteKind::External => {
            for side in [Side::From, Side::To] {
                external(told, side, &mut out);
            }
        }
        RouteKind::Guest(host) => {
            if let Who::Tenant(tenant) = told.ends.get(host).who {
                guest(told.capability, tenant, &mut out);
            }
        }
    }
    out
}

fn external(told: &Told<'_>, side: Side, out: &mut Vec<String>) {
    let own = told.ends.get(side);
    let tenant = match own.who {
        Who::Tenant(tenant) => tenant,
        Who::Partner(partner) if partner.skype_for_business_server => {
            out.push(format!(
                "{} runs Skype for Business Server: chats land there, without what only Teams \
                 offers",
                wording::label(own)
            ));
            return;
        }
        _ => return,
    };
    let x = wording::label(own);
    if matches!(told.ends.get(side.other()).who, Who::Consumer) {
        match tenant.flag(Key::ConsumerRestricted) {
            Some(true) => out.push(format!("only accounts in {x}'s extended directory")),
            Some(false) => {}
            None => out.push(format!(
                "whether {x} takes only accounts in its extended directory is not known"
            )),
        }
        return;
    }
    let open = tenant.word(Key::Allowed) == Some("all");
    if open && side == Side::To && tenant.flag(Key::Unverified) == Some(true) {
        out.push(format!(
            "messages reach {x} only from senders in the receiver's contacts"
        ));
    }
}

fn guest(capability: Capability, tenant: &WorldTenant, out: &mut Vec<String>) {
    let x = &tenant.name;
    match tenant.word(Key::InvitesFrom) {
        Some("admins_and_guest_inviters") => out.push(format!(
            "at {x} only administrators and guest inviters can invite people who are not in the \
             directory yet"
        )),
        _ if tenant.flag(Key::GroupsAdd) == Some(false) => out.push(format!(
            "at {x} only administrators can add people who are not in the directory yet"
        )),
        _ => {}
    }
    if capability == Capability::FILES {
        files(tenant, out);
    }
    let gated = |key| capability.gates().iter().any(|gate| gate.key == key);
    if gated(Key::ScreenSharing) && tenant.word(Key::ScreenSharing) == Some("single_application") {
        out.push("one application, not the whole screen".to_owned());
    }
    if gated(Key::Giphy)
        && let Some(rating @ ("strict" | "moderate")) = tenant.word(Key::GiphyRating)
    {
        out.push(format!("rated {rating}"));
    }
}

/// What narrows the sharing of files without shutting it.
fn files(tenant: &WorldTenant, out: &mut Vec<String>) {
    let of_sites = [Key::SharePoint, Key::SharePointSites];
    let existing = |key| tenant.word(key) == Some("existing_external_user_sharing_only");
    if of_sites.into_iter().any(existing) {
        out.push("only once the person is in the directory".to_owned());
    }
    if tenant.word(Key::OneDrive) == Some("disabled") {
        out.push(format!(
            "files of teams only: OneDrive at {}, where files of chats lie, shares with nobody \
             outside",
            tenant.name
        ));
    }
}
