//! Rules on Exchange Online: calendars and mail with other organisations.

pub(super) mod auto_forward_open;
pub(super) mod blocked_domain_shared;
pub(super) mod calendar_details_shared_with_everyone;
pub(super) mod calendar_shared_with_everyone;
pub(super) mod calendar_sharing;
pub(super) mod connector_condition_incomplete;
pub(super) mod connector_for_everybody;
pub(super) mod connector_on_premises_type;
pub(super) mod connector_without_tls;
pub(super) mod contacts_shared_with_everyone;
pub(super) mod delivery_reports_one_sided;
mod everybody;
pub(super) mod exchange_object_disabled;
pub(super) mod exchange_object_incomplete;
pub(super) mod exchange_own_domain;
pub(super) mod free_busy_details_shared;
pub(super) mod mail_connector_tls;
mod object;
pub(super) mod relationship_domain_twice;
pub(super) mod relationship_one_way;
pub(super) mod remote_domain_not_changeable;
pub(super) mod remote_domain_trusted;
pub(super) mod remote_domains_overlap;
pub(super) mod sharing_domain_twice;
pub(super) mod sharing_policy_no_default;
