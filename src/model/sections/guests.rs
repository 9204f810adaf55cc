//! Guests as people: who has, or is to have, a guest account in a tenant, and who answers for it.
//!
//! Facts: learn.microsoft.com, "Guest access in Microsoft Teams", "Guest experience in Teams", Graph
//! `user` (`userType`, `externalUserState`). A guest is one person, invited by address; access ends
//! when the account is removed, not when a setting changes.

use crate::model::section::{Api, MailAddress, Rights, settings};

settings! {
    /// A person of another organisation, by e-mail address, who has a guest account in this tenant.
    /// State why (reason, ticket), until when (expires) and who answers for it (sponsor). Leaving a
    /// team does not remove the account.
    object(Mail) struct Guest at "guests[]" = {
        title: "Guest", label: "Users", admin_centre: "Microsoft Entra admin centre > Users",
        object: "user", property: "userType",
        api: Api::Graph("/users", Rights::UNKNOWN),
    } {
        /// Who in this organisation answers for the guest.
        sponsor: MailAddress = {
            title: "Sponsor",
            object: "user", property: "sponsors",
            api: Api::Nobody,
            uncertain: "guestlist records who answers for a guest; that the directory has a place \
                        for it too was not read.",
        },
    }
}
