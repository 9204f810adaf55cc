//! Sharing of Loop workspaces. Facts: where each value, default and limit was read.

use crate::model::config::DomainEntries;
use crate::model::section::{Default, Number, Wider, choice, settings};

choice! {
    /// Who may open a shared workspace.
    enum Audience {
        /// Nobody outside.
        Nobody = "nobody" / "Nobody",
        /// Guests who are in the directory.
        Guests = "guests" / "Guests",
    }
}

settings! {
    /// Sharing of Loop workspaces.
    struct LoopSharing at "loop_sharing" {
        /// Who may open a workspace that somebody shares.
        audience: Audience = {
            title: "Audience", object: "LoopConfiguration", property: "Audience",
            default: Default::Word("guests"), wider: Wider::Order(&["nobody", "guests"]),
        },
        /// After how many days a shared link ends.
        link_days: Number<1, 90> = {
            title: "Days of a link", object: "LoopConfiguration", property: "LinkDays",
            default: Default::Number(30), wider: Wider::Longer,
            uncertain: "Whether a change shortens links that exist is not documented.",
        },
        /// Domains whose guests are let in.
        allowed_domains: DomainEntries = {
            title: "Allowed domains", object: "LoopConfiguration", property: "AllowedDomains",
            default: Default::Empty, most: Some(500), wider: Wider::MoreEntries,
        },
    }
}
