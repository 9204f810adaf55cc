//! Single tenants in cross-tenant access, addressed by tenant id.

use serde_json::json;

use super::request::{Instead, Merge, Method, Request, V1};
use super::{Body, Carried, Graph, beta_if_restricted, carried};
use crate::interop::write::{Deed, Part};
use crate::model::section::Form;

const PARTNERS: &str = "/policies/crossTenantAccessPolicy/partners";
/// Who of a partner's people is written into this tenant.
pub(super) const SYNCHRONIZATION: &str = "crossTenantIdentitySyncPolicyPartner";

impl Graph<'_> {
    /// A partner's own settings.
    ///
    /// Source: Graph `crossTenantAccessPolicyConfigurationPartner`: POST makes one, and answers an error
    /// where there is one.
    pub(super) fn partner(&self, part: &Part<'_>) -> Carried {
        let Some(id) = self.tenant_id(part) else {
            return self.no(part, &without_id(part));
        };
        let url = format!("{V1}{PARTNERS}/{id}");
        if part.deed == Deed::Delete {
            return self.deleted(part, &url);
        }
        let Body {
            mut members,
            has_gaps,
            manual,
        } = self.body(part);
        let mut out = Carried {
            manual,
            requests: Vec::new(),
        };
        let is_new = part.deed == Deed::Create;
        if members.is_empty() && !is_new {
            return out;
        }
        let url = beta_if_restricted(url, &members);
        let is_restricted = members
            .get(super::body::RESTRICTIONS)
            .is_some_and(|r| !r.is_null());
        let mut request = Request::patch(url.clone(), members.clone().into());
        if !is_new && (has_gaps || is_restricted) {
            request.merge = Merge::Members;
        }
        if is_new {
            request.method = Method::Post;
            // One that is there is changed, and keeps whom it is about where nothing is said of that.
            let there = self.body(&Part {
                deed: Deed::Set,
                ..part.clone()
            });
            let is_whole = !there.has_gaps && !is_restricted;
            request.instead = Some(Instead {
                if_there: true,
                method: Method::Patch,
                url: url.clone(),
                body: there.members.into(),
                merge: if is_whole {
                    Merge::Nothing
                } else {
                    Merge::Members
                },
            });
            members.insert("tenantId".to_owned(), json!(id));
            request.body = Some(members.into());
            let collection = url.rsplit_once('/').map(|(before, _)| before.to_owned());
            request.url = collection.unwrap_or(url);
        }
        request.keys = carried(part, &out.manual);
        out.requests.push(request);
        out
    }

    /// Source: Graph "Delete crossTenantIdentitySyncPolicyPartner": a partner can't go before it.
    fn deleted(&self, part: &Part<'_>, url: &str) -> Carried {
        let name = part.name.as_deref().unwrap_or_default();
        let delete = |title: String, url: String| Request {
            title,
            method: Method::Delete,
            body: None,
            ..Request::patch(url, json!(null))
        };
        let mut out = Carried::default();
        // Whether it has one need not be known here: taking away what is not there does nothing.
        out.requests.push(Request {
            takes_along: Some(SYNCHRONIZATION),
            ..delete(
                format!("Take the synchronisation of \"{name}\" away, if it has one"),
                format!("{url}/identitySynchronization"),
            )
        });
        let mut request = delete(
            format!("Take the cross-tenant access of \"{name}\" away: the default counts"),
            url.to_owned(),
        );
        request.keys = carried(part, &[]);
        out.requests.push(request);
        out
    }

    /// Synchronisation of a partner's people: an object of its own below the partner.
    ///
    /// Source: Graph "Create identitySynchronization" (PUT), "Update
    /// crossTenantIdentitySyncPolicyPartner" (PATCH).
    pub(super) fn synchronization(&self, part: &Part<'_>) -> Carried {
        let Some(id) = self.tenant_id(part) else {
            return self.no(part, &without_id(part));
        };
        let url = format!("{V1}{PARTNERS}/{id}/identitySynchronization");
        let body: serde_json::Value = self.body(part).members.into();
        let mut request = Request::patch(url.clone(), body.clone());
        request.instead = Some(Instead {
            if_there: false,
            method: Method::Put,
            url,
            body,
            merge: Merge::Nothing,
        });
        request.keys = carried(part, &[]);
        Carried {
            requests: vec![request],
            manual: Vec::new(),
        }
    }

    /// The tenant id of the part's partner: nothing but a GUID gets into an address.
    fn tenant_id(&self, part: &Part<'_>) -> Option<String> {
        let id = self.task.id_of(part.name.as_deref()?)?;
        Form::Guid.fits(&id).then(|| id.trim().to_lowercase())
    }
}

fn without_id(part: &Part<'_>) -> String {
    let name = part.name.as_deref().unwrap_or_default();
    format!("Microsoft Graph knows partners by tenant id alone: state tenant_id of partner {name}")
}
