//! Exchange. Source: `New-OrganizationRelationship`, `New-InboundConnector`, `New-OutboundConnector`,
//! `Set-ExternalInOutlook`.

use super::row::{Row, any, is_filled, is_none, is_true, is_word, row, while_false, while_true};
use crate::model::Value;

fn is_not_none(value: &Value) -> bool {
    !is_none(value)
}

fn is_set(value: &Value) -> bool {
    value.as_text().is_some()
}

fn is_on_premises(value: &Value) -> bool {
    is_word(value, "on_premises")
}

fn is_not_validated(value: &Value) -> bool {
    !is_word(value, "domain_validation")
}

#[rustfmt::skip]
pub(super) static ROWS: &[Row] = &[
    while_false("exchange.organization_relationships[].free_busy.level", is_not_none, "exchange.organization_relationships[].free_busy.enabled"),
    while_false("exchange.organization_relationships[].free_busy.scope", any, "exchange.organization_relationships[].free_busy.enabled"),
    while_false("exchange.organization_relationships[].mail_tips.level", is_not_none, "exchange.organization_relationships[].mail_tips.enabled"),
    while_false("exchange.organization_relationships[].mail_tips.scope", any, "exchange.organization_relationships[].mail_tips.enabled"),
    while_false("exchange.organization_relationships[].mailbox_moves.published_scopes", is_filled, "exchange.organization_relationships[].mailbox_moves.enabled"),
    row("exchange.organization_relationships[].target.autodiscover_epr", any, "exchange.organization_relationships[].target.sharing_epr", is_set, "set"),
    row("exchange.inbound_connectors[].sender_ip_addresses", is_filled, "exchange.inbound_connectors[].trusted_organizations", is_filled, "filled"),
    while_false("exchange.inbound_connectors[].sender_ip_addresses", is_filled, "exchange.inbound_connectors[].restrict_domains_to_ip_addresses"),
    row("exchange.inbound_connectors[].restrict_domains_to_ip_addresses", is_true, "exchange.inbound_connectors[].trusted_organizations", is_filled, "filled"),
    row("exchange.inbound_connectors[].restrict_domains_to_ip_addresses", is_true, "exchange.inbound_connectors[].connector_type", is_on_premises, "on_premises"),
    row("exchange.inbound_connectors[].restrict_domains_to_certificate", is_true, "exchange.inbound_connectors[].trusted_organizations", is_filled, "filled"),
    row("exchange.inbound_connectors[].restrict_domains_to_certificate", is_true, "exchange.inbound_connectors[].connector_type", is_on_premises, "on_premises"),
    row("exchange.inbound_connectors[].require_tls", is_true, "exchange.inbound_connectors[].trusted_organizations", is_filled, "filled"),
    row("exchange.inbound_connectors[].require_tls", is_true, "exchange.inbound_connectors[].connector_type", is_on_premises, "on_premises"),
    while_false("exchange.inbound_connectors[].tls_sender_certificate_name", any, "exchange.inbound_connectors[].require_tls"),
    while_true("exchange.inbound_connectors[].ef_skip_ips", is_filled, "exchange.inbound_connectors[].ef_skip_last_ip"),
    row("exchange.outbound_connectors[].tls_domain", any, "exchange.outbound_connectors[].tls_settings", is_not_validated, "not domain_validation")
        .uncertain("Whether the service refuses it then is not known."),
    while_false("exchange.external_in_outlook.allowed_domains", is_filled, "exchange.external_in_outlook.enabled"),
    while_false("exchange.external_in_outlook.allowed_senders", is_filled, "exchange.external_in_outlook.enabled"),
];
