//! Who has a policy: people, groups and mailboxes, each told by itself.

use super::{Own, Steps, entries, push};
use crate::interop::write::parts::{Item, Part};
use crate::interop::write::powershell::services::Service;
use crate::interop::write::{Manual, quote};

/// Who has a sharing policy is a property of each mailbox. Source: `Set-Mailbox`.
pub(super) fn mailboxes(
    part: &Part<'_>,
    item: &Item<'_>,
    service: Service,
    out: &mut Steps,
) -> Own {
    let policy = quote::string(part.name.as_deref().unwrap_or_default());
    let (add, remove) = gained(item);
    if !remove.is_empty() {
        out.manual.push(Manual {
            key: item.wanted.key.clone(),
            todo: format!(
                "give these mailboxes another sharing policy: {}",
                remove.join(", ")
            ),
            why: "which one they are to have is stated nowhere".to_owned(),
        });
    }
    let lines: Vec<String> = add
        .iter()
        .map(|mailbox| {
            format!(
                "Set-Mailbox -Identity {} -SharingPolicy {policy}",
                quote::string(mailbox)
            )
        })
        .collect();
    if lines.is_empty() {
        return Own::Done;
    }
    push(out, item, service, &lines.join("\n"));
    Own::Done
}

/// Words that come and words that go; all of them come where it is not known what was before.
fn gained<'i>(item: &'i Item<'_>) -> (Vec<&'i str>, Vec<&'i str>) {
    let all = || (entries(&item.to).collect(), Vec::new());
    item.delta().unwrap_or_else(all)
}

/// Who has a policy of Teams. Sources: `Grant-CsExternalAccessPolicy`, `Grant-CsTeamsMeetingPolicy`.
pub(super) fn granted(
    object: &str,
    part: &Part<'_>,
    item: &Item<'_>,
    service: Service,
    out: &mut Steps,
) -> Own {
    let of_part = |start: &str| {
        let mut items = part.items.iter();
        items.find(|other| other.wanted.setting.property.starts_with(start))
    };
    let (by, rank) = match item.wanted.setting.property.split(' ').next() {
        Some("Identity") => ("Identity", String::new()),
        Some("Group") => match of_part("Rank ").and_then(|rank| rank.to.as_number()) {
            Some(rank) => ("Group", format!(" -Rank {rank}")),
            None => {
                return Own::Manual(
                    "the rank of the group's assignment is not in this change: assign it in the Teams \
                     admin centre, or state groups and group_rank together"
                        .to_owned(),
                );
            }
        },
        // The rank is given with each group.
        _ => {
            return match of_part("Group ") {
                Some(_) => Own::Done,
                None => {
                    Own::Manual("the groups whose rank it is are not in this change".to_owned())
                }
            };
        }
    };
    let policy = quote::string(part.name.as_deref().unwrap_or_default());
    let grant = |who: &str, policy: &str| {
        let who = quote::string(who);
        format!("Grant-{object} -{by} {who} -PolicyName {policy}")
    };
    let (add, remove) = gained(item);
    let taken = remove.iter().map(|who| grant(who, "$null"));
    let given = add.iter().map(|who| grant(who, &policy) + &rank);
    let lines: Vec<String> = taken.chain(given).collect();
    if !lines.is_empty() {
        push(out, item, service, &lines.join("\n"));
    }
    Own::Done
}
