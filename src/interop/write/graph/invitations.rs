//! The list of invitation domains: one JSON text that holds other settings too.

use serde_json::{Value as Json, json};

use super::request::{BETA, Find, Instead, Merge, Method, Request};
use super::{Carried, Graph, carried};
use crate::interop::write::Part;
use crate::model::section::Kind;
use crate::model::sections::settings;
use crate::model::{AllowedDomains, Value};
use crate::text::words;

/// Most characters of the text. Source: "Allow or block invites to specific organizations".
const MOST: usize = 25_000;

impl Graph<'_> {
    /// Both lists in one text.
    ///
    /// Source: Graph beta `b2bManagementPolicy`; the lists after "Allow or block invites to specific
    /// organizations", which knows one list at a time. An allow list without entries and without a
    /// deny list beside it lets nobody in; a deny list without entries lets everybody in.
    pub(super) fn invitations(&self, part: &Part<'_>) -> Carried {
        let (mut allowed, mut blocked) = (None, None);
        for setting in settings().iter().filter(|s| s.object == part.object) {
            let of = |item: &&super::Item<'_>| item.wanted.setting.key == setting.key;
            let value = match part.items.iter().find(of) {
                Some(item) => Some(item.to.clone()),
                None => self.at(part, setting),
            };
            match setting.kind {
                Kind::AllowedDomains => {
                    allowed = value.as_ref().and_then(AllowedDomains::from_value);
                }
                _ => blocked = value,
            }
        }
        let lists = match lists(allowed, blocked.as_ref()) {
            Ok(lists) => lists,
            Err(why) => return self.no(part, why),
        };
        let text = json!({ "B2BManagementPolicy": {
            "InvitationsAllowedAndBlockedDomainsPolicy": lists
        } })
        .to_string();
        let length = text.chars().count();
        if length > MOST {
            let (length, most) = (words::thousands(length), words::thousands(MOST));
            return self.no(
                part,
                &format!("the policy would have {length} characters; Entra ID takes {most}"),
            );
        }
        let policies = format!("{BETA}/policies/b2bManagementPolicies");
        let change = json!({ "definition": [text] });
        let mut request = Request::patch(format!("{policies}/{{policy}}"), change);
        request.merge = Merge::Definition;
        request.read = None;
        request.find = vec![Find {
            placeholder: "policy",
            get: policies.clone(),
            member: "isOrganizationDefault",
            equals: json!(true),
            must_exist: false,
        }];
        request.instead = Some(Instead {
            if_there: false,
            method: Method::Post,
            url: policies,
            body: json!({
                "displayName": "B2BManagementPolicy",
                "description": "Domains that may be invited",
                "definition": [text],
                "isOrganizationDefault": true,
            }),
            merge: Merge::Nothing,
        });
        request.keys = carried(part, &[]);
        Carried {
            requests: vec![request],
            manual: Vec::new(),
        }
    }
}

/// The object of the two lists, of which one is in force.
fn lists(allowed: Option<AllowedDomains>, blocked: Option<&Value>) -> Result<Json, &'static str> {
    let Some(allowed) = allowed else {
        return Err(
            "both lists are one text, and what is allowed is not known: state \
             entra_b2b.invitations.allowed_domains",
        );
    };
    let Some(blocked) = blocked.and_then(Value::as_set) else {
        return match allowed {
            AllowedDomains::All => Err(
                "both lists are one text, and what is blocked is not known: state \
                 entra_b2b.invitations.blocked_domains",
            ),
            // There is no deny list beside an allow list.
            AllowedDomains::None => Ok(json!({ "AllowedDomains": [] })),
            AllowedDomains::Only(set) => {
                let set: Vec<&str> = set.iter().collect();
                Ok(json!({ "AllowedDomains": set, "BlockedDomains": [] }))
            }
        };
    };
    let entries: Vec<&str> = blocked.iter().collect();
    match allowed {
        AllowedDomains::All if entries.is_empty() => Ok(json!({ "BlockedDomains": [] })),
        AllowedDomains::All => Ok(json!({ "AllowedDomains": [], "BlockedDomains": entries })),
        _ if !entries.is_empty() => Err("Entra ID has an allow list or a deny list, never both"),
        AllowedDomains::None => Ok(json!({ "AllowedDomains": [] })),
        AllowedDomains::Only(set) => {
            let set: Vec<&str> = set.iter().collect();
            Ok(json!({ "AllowedDomains": set, "BlockedDomains": [] }))
        }
    }
}
