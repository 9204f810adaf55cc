//! Sharing policies. Source: `New-SharingPolicy`, `Set-SharingPolicy`, `Set-Mailbox -SharingPolicy`.

use crate::model::config::SharingEntries;
use crate::model::section::{Api, Default, MailAddresses, Wider, settings};

const POLICY: &str = "SharingPolicy";

/// What all four lists have in common.
const WHOLE_LIST: &str = "The lists together are one property, Domains, as DOMAIN:ACTION pairs; \
                          replace it as a whole.";

settings! {
    /// What people here may share of their calendar and contacts with people outside. It counts for
    /// the mailboxes that it is assigned to, the default policy for all others. A fresh tenant has
    /// one policy, "Default Sharing Policy".
    object(Name) struct SharingPolicy at "exchange.sharing_policies[]" = {
        title: "Sharing policy",
        object: POLICY,
    } {
        /// While it is false its mailboxes share nothing; what was shared before goes on until the
        /// service's assistant removes it. Switched off on the default policy: no calendar sharing
        /// with the outside for any mailbox without a policy of its own.
        enabled: bool = {
            title: "Policy in force", label: "External sharing",
            admin_centre: "Microsoft 365 admin centre > Org settings > Calendar",
            object: POLICY, property: "Enabled",
            default: Default::Flag(true), wider: Wider::WhenTrue,
        },
        /// Whether it counts for every mailbox without a policy of its own. Exactly one policy is
        /// the default: making another one the default takes it from the one before.
        default: bool = {
            title: "Default policy",
            object: POLICY, property: "Default",
            default: Default::Flag(false), wider: Wider::Neither,
        },
        /// With whom people may share free and busy times only. `*` is every federated organisation
        /// (any Microsoft 365 tenant), `anonymous` everybody else, by a published address. A domain
        /// is that domain alone: list each subdomain.
        free_busy_simple: SharingEntries = {
            title: "Free/busy times",
            object: POLICY, property: "Domains",
            wider: Wider::MoreEntries, uncertain: WHOLE_LIST,
        },
        /// With whom people may share times, subject and location.
        free_busy_detail: SharingEntries = {
            title: "Free/busy with subject and location",
            object: POLICY, property: "Domains",
            wider: Wider::MoreEntries, uncertain: WHOLE_LIST,
        },
        /// With whom people may share whole appointments, their text included.
        free_busy_reviewer: SharingEntries = {
            title: "Whole appointments",
            object: POLICY, property: "Domains",
            wider: Wider::MoreEntries, uncertain: WHOLE_LIST,
        },
        /// With whom people may share their contacts folder; may stand beside one of the others.
        contacts: SharingEntries = {
            title: "Contacts",
            object: POLICY, property: "Domains",
            wider: Wider::MoreEntries, uncertain: WHOLE_LIST,
        },
        /// The mailboxes that it is assigned to, by address. A mailbox has one policy.
        mailboxes: MailAddresses = {
            title: "Mailboxes",
            object: "Mailbox", property: "SharingPolicy",
            api: Api::Other("Get-Mailbox", "Set-Mailbox -SharingPolicy"),
            default: Default::Empty, wider: Wider::Neither,
        },
    }
}
