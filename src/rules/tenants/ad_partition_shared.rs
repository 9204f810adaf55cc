//! `ad-partition-shared`: one account in two partitions of the own Active Directory.

use std::collections::BTreeMap;

use crate::diagnostics::{Finding, Findings, RuleInfo, Severity};
use crate::model::Address;
use crate::rules::{Context, Rule};

static INFO: RuleInfo = RuleInfo {
    id: "ad-partition-shared",
    default: Some(Severity::Error),
    summary: "One account stands in two partitions of the own Active Directory.",
    explanation: "An account lives in one partition of Active Directory Domain Services and comes to \
                  one tenant from there. Duplicated over partitions, in one tenant or in two, it \
                  can't be told which of them it is. Keep it in one partition.",
    fact: "Microsoft 365 inter-tenant collaboration: accounts can't be duplicated over on-premises \
           AD DS partitions",
    fault: false,
};

pub(in crate::rules) struct AdPartitionShared;
pub(in crate::rules) static RULE: AdPartitionShared = AdPartitionShared;

impl Rule for AdPartitionShared {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn workspace(&self, context: Context<'_>, findings: &mut Findings) {
        let mut first = BTreeMap::new();
        for tenant in context.config.tenants.values() {
            let partitions = tenant.spec.ad_partitions.iter().flat_map(|map| map.iter());
            for (partition, accounts) in partitions {
                for account in accounts {
                    let what = account.value.trim().to_lowercase();
                    // The same line twice in one partition of a tenant is no second place.
                    let place = (&tenant.name, partition.value.to_lowercase());
                    let Some((span, other)) = first.get(&what) else {
                        first.insert(what, (account.span, place));
                        continue;
                    };
                    if other == &place {
                        continue;
                    }
                    findings.push(
                        Finding::new(&INFO, format!("{} is in two partitions", account.value))
                            .at(account.span, format!("{} of {}", partition.value, tenant.name))
                            .related(*span, format!("{} of {}", other.1, other.0))
                            .about(Address::root(&tenant.name).child("ad_partitions"))
                            .advice("keep the account in one partition"),
                    );
                }
            }
        }
    }
}
