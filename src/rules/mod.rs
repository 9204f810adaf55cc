//! Rules: what a configuration or a change of it means, one file each.
//!
//! A rule is given one item at a time (a tenant, an entry, a change, a partner, the whole plan) and
//! says what it found; weight, acceptance and order are decided here, in one funnel.
//!
//! To add a rule: a file beside this one, a line in `rules!` below.
//!
//! Depends on `diff`, `model`.

mod cases;
pub mod doors;
pub mod drift;
mod explained;
mod funnel;
pub mod guards;
mod item;
mod let_in;
mod lists_in_use;
pub mod modelled;
mod notes;
mod organisations;
#[cfg(test)]
mod tests;

pub use cases::{
    EntryCase, EntryHolder, ObjectCase, PlanCase, TenantCase, View, each_entry, each_object,
};
pub use funnel::{check_settings, coming_in, finish, split, without_element};
pub use guest_change_pending::Pending;
pub use item::{Basis, Effective};
pub use organisations::Shared;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostics::{FAULTS, Findings, IGNORED_FILE, RuleInfo};
use crate::diff::Change;
use crate::model::config::RuleSetting;
use crate::model::configuration::{AcceptedRule, Partner};
use crate::model::{Configuration, resolve};
use crate::text::Spanned;

/// What every rule may look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// What is desired.
    pub config: &'a Configuration,
    /// The day for which the answer is given.
    pub today: Date,
    /// What rules work out about it once.
    pub shared: &'a Shared,
    /// What decides how much a finding weighs.
    pub guards: Guards<'a>,
    /// Beside a commit: the option that names it, `--base origin/main`.
    pub base: Option<&'a str>,
}

impl<'a> Context<'a> {
    /// A configuration with its own guards.
    #[must_use]
    pub fn of(config: &'a Configuration, today: Date, shared: &'a Shared) -> Self {
        Self {
            config,
            today,
            shared,
            guards: Guards::of(config),
            base: None,
        }
    }
}

/// What decides how much a finding weighs: severities of rules and accepted findings. Those of the
/// configuration itself, or those that it had before a change.
#[derive(Debug, Clone, Copy)]
pub struct Guards<'a> {
    /// Severities of rules, by rule.
    pub rules: &'a BTreeMap<String, Spanned<RuleSetting>>,
    /// Accepted findings.
    pub accepts: &'a [AcceptedRule],
}

impl<'a> Guards<'a> {
    /// A configuration's own.
    #[must_use]
    pub fn of(config: &'a Configuration) -> Self {
        Self {
            rules: &config.rules,
            accepts: &config.accepts,
        }
    }

    /// Whether a rule may report something.
    #[must_use]
    pub fn is_on(&self, info: &RuleInfo) -> bool {
        funnel::severity(*self, info).is_some()
    }
}

/// A rule. Each method is given one item; the default is to have nothing to say.
trait Rule: Sync {
    /// Its page.
    fn info(&self) -> &'static RuleInfo;
    /// Whether it reports only what a plan changes: validate can't tell whether an accept of it is
    /// of use.
    fn only_in_plans(&self) -> bool {
        false
    }
    /// One tenant.
    fn tenant(&self, _: &TenantCase<'_>, _: &mut Findings) {}
    /// One change of one tenant's setting.
    fn change(&self, _: &TenantCase<'_>, _: &Change, _: &mut Findings) {}
    /// One entry of a list, as written.
    fn entry(&self, _: &EntryCase<'_>, _: &mut Findings) {}
    /// One named object, as written.
    fn object(&self, _: Context<'_>, _: &ObjectCase<'_>, _: &mut Findings) {}
    /// One partner.
    fn partner(&self, _: Context<'_>, _: &Partner, _: &mut Findings) {}
    /// The workspace as a whole: what is written once and counts for many tenants.
    fn workspace(&self, _: Context<'_>, _: &mut Findings) {}
    /// The plan as a whole.
    fn plan(&self, _: &PlanCase<'_>, _: &mut Findings) {}
}

/// Rules in files of their own beside this one, and in folders, one for each system.
macro_rules! rules {
    ($($module:ident),* $(,)? $(; $folder:ident { $($inner:ident),* $(,)? })*) => {
        $(mod $module;)*
        $(mod $folder;)*
        static RULES: &[&dyn Rule] = &[$(&$module::RULE,)* $($(&$folder::$inner::RULE,)*)*];
    };
}

rules! {
    accept_unused,
    allow_and_block_both_set,
    allow_list_blocks_rest,
    baseline_list_replaced,
    block_list_allows_rest,
    block_list_delegated,
    domain_on_both_lists,
    entry_expired,
    entry_expires_soon,
    entry_without_expiry,
    entry_without_owner,
    entry_without_reason,
    external_access_closed,
    federation_partner_unknown,
    guest_change_pending,
    guest_latency_24h,
    guest_off_but_settings,
    last_allowed_removed,
    last_blocked_removed,
    list_unused,
    lists_while_off,
    many_tenants_forgotten,
    object_left_behind,
    open_federation,
    own_domain_listed,
    partner_half_let_in,
    partner_partially_listed,
    partner_still_let_in,
    setting_without_effect,
    tenant_without_domain,
    too_many_entries_together,
    trial_partner_blocked;
    exchange {
        auto_forward_open,
        blocked_domain_shared,
        calendar_details_shared_with_everyone,
        calendar_shared_with_everyone,
        calendar_sharing,
        connector_condition_incomplete,
        connector_for_everybody,
        connector_on_premises_type,
        connector_without_tls,
        contacts_shared_with_everyone,
        delivery_reports_one_sided,
        exchange_object_disabled,
        exchange_object_incomplete,
        exchange_own_domain,
        free_busy_details_shared,
        mail_connector_tls,
        relationship_domain_twice,
        relationship_one_way,
        remote_domain_not_changeable,
        remote_domain_trusted,
        remote_domains_overlap,
        sharing_domain_twice,
        sharing_policy_no_default,
    };
    teams {
        anonymous_join_open,
        legacy_sfb_partner,
        policies_while_off,
        policy_for_strangers,
        policy_wider_than_tenant,
    };
    tenants {
        ad_partition_shared,
        groups_shared,
        hybrid_split,
        licence_shared,
        storage_shared,
        user_domain_not_owned,
        user_in_two_tenants,
    };
    cross_tenant {
        xtap_auto_redeem_pair,
        xtap_block_all_apps_ome,
        xtap_default_block_impact,
        xtap_direct_connect_mfa,
        xtap_direct_connect_partner,
        xtap_direct_connect_reciprocal,
        xtap_one_way_trust,
        xtap_p1_licence,
        xtap_tenant_id_missing,
    };
    entra {
        guest_invite_not_in_teams,
        guest_role_as_member,
        invitation_list_discarded,
        invitation_policy_large,
        invitations_to_nobody,
        owners_cannot_invite,
    };
    groups { groups_plan_required, label_overrides };
    guests { guest_expected_but_off, guest_own_organisation };
    services {
        engage_not_available,
        manual_step,
        power_bi_open_to_everybody,
    };
    sharepoint {
        anyone_links_ignore_domains,
        earlier_guests_return,
        file_domain_mismatch,
        files_escape_entra_list,
        onedrive_over_sharepoint,
        sharing_list_empty,
        sharing_list_not_in_force,
        site_deleted,
        site_over_tenant,
        too_many_sharing_groups,
    }
}

/// Findings of other layers that are rules all the same: they can be set and accepted.
static ELSEWHERE: &[&RuleInfo] = &[
    &IGNORED_FILE,
    &resolve::DUPLICATE_ENTRY,
    &resolve::PRIVATE_SUFFIX,
    &explained::FIREWALL_UNTESTABLE,
    &explained::GUEST_SIGNED_IN_ELSEWHERE,
    &explained::SKYPE_CONSUMER,
    &explained::XTAP_DIRECT_CONNECT_CROSS_CLOUD,
    &explained::XTAP_GUEST_VS_CHANNEL,
    &explained::XTAP_MFA_REGISTRATION_CONFLICT,
    &modelled::FEDERATION_NOT_RECIPROCAL,
    &modelled::TWO_OWN_TENANTS_NOT_FEDERATED,
    &modelled::CAPABILITY_NEEDS_GUEST,
    &modelled::CAPABILITY_NEEDS_EXTERNAL,
    &modelled::CAPABILITY_GATED_OFF,
    &modelled::CAPABILITY_IMPOSSIBLE,
    &modelled::GROUP_CHAT_NEEDS_GUEST,
    &modelled::DOMAIN_GRANT_FOR_ONE_PERSON,
    &modelled::GUEST_CHECKLIST_INCOMPLETE,
    &modelled::GUEST_DOMAIN_DENIED,
    &guards::TEST_WEAKENED,
    &guards::RULE_RELAXED,
    &guards::TEST_FAILED,
    &drift::CHANGED_OUTSIDE,
    &drift::NOT_CARRIED_OUT,
    &drift::VALUES_UNSEEN,
];

/// Every rule and every fault.
pub fn all() -> impl Iterator<Item = &'static RuleInfo> {
    let rules = RULES.iter().map(|r| r.info());
    rules
        .chain(ELSEWHERE.iter().copied())
        .chain(FAULTS.iter().copied())
}

/// The rule or fault of that name.
#[must_use]
pub fn find(id: &str) -> Option<&'static RuleInfo> {
    all().find(|r| r.id == id)
}

/// Whether the rule of that name reports only what a plan changes.
fn only_in_plans(id: &str) -> bool {
    let mut rules = RULES.iter().filter(|rule| rule.only_in_plans());
    rules.any(|rule| rule.info().id == id)
}

/// The rules that are not off here: what an unwanted rule would say must not fill the room that
/// [`Findings`] has for what somebody wants to read.
fn active(context: Context<'_>) -> Vec<&'static dyn Rule> {
    let is_on = |rule: &&&dyn Rule| context.guards.is_on(rule.info());
    RULES.iter().filter(is_on).copied().collect()
}

/// What the rules say about one tenant and what changes in it.
pub fn tenant(case: &TenantCase<'_>, findings: &mut Findings) {
    for rule in active(case.context) {
        rule.tenant(case, findings);
        for change in case.changes {
            rule.change(case, change, findings);
        }
    }
}

/// One finding about all tenants whose guest settings changed lately.
pub fn pending(context: Context<'_>, pending: &[Pending], findings: &mut Findings) {
    if context.guards.is_on(guest_change_pending::RULE.info()) {
        guest_change_pending::report(pending, findings);
    }
}

/// What the rules say about lists and partners, whatever tenant uses them.
pub fn shared(context: Context<'_>, findings: &mut Findings) {
    let config = context.config;
    let rules = active(context);
    for rule in &rules {
        rule.workspace(context, findings);
    }
    for partner in config.partners.values() {
        for rule in &rules {
            rule.partner(context, partner, findings);
        }
    }
    cases::each_entry(config, |holder, entry| {
        let case = EntryCase {
            context,
            holder,
            entry,
        };
        for rule in &rules {
            rule.entry(&case, findings);
        }
    });
    cases::each_object(config, |case| {
        for rule in &rules {
            rule.object(context, &case, findings);
        }
    });
}

/// What the rules say about a plan as a whole.
pub fn plan(case: &PlanCase<'_>, findings: &mut Findings) {
    for rule in active(case.context) {
        rule.plan(case, findings);
    }
}
