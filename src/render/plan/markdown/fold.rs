//! Equal findings of many tenants as one.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostics::Finding;
use crate::text::words;

/// Tenants that are named.
const NAMED: usize = 4;

/// Findings of one rule that say the same.
pub(super) struct Equal<'f> {
    /// The first of them, whose place is shown.
    pub(super) first: &'f Finding,
    /// How many they are.
    pub(super) number: usize,
    /// Whether their details are the same too.
    pub(super) same_detail: bool,
    tenants: BTreeSet<&'f str>,
    places: usize,
}

impl<'f> Equal<'f> {
    /// A finding that has no equal.
    pub(super) fn one(finding: &'f Finding) -> Self {
        Self {
            first: finding,
            number: 1,
            same_detail: true,
            tenants: finding.tenant().into_iter().collect(),
            places: 1,
        }
    }

    fn add(&mut self, finding: &'f Finding) {
        let place = |f: &Finding| f.place.as_ref().map(|label| label.span);
        self.number += 1;
        self.same_detail &= finding.detail == self.first.detail;
        self.tenants.extend(finding.tenant());
        self.places += usize::from(place(finding) != place(self.first));
    }

    /// `39 tenants: adatum, bellows, coho, contoso, … 35 more`; of one finding its tenant, unless it
    /// says so itself.
    pub(super) fn whose(&self) -> Option<String> {
        let names: Vec<&str> = self.tenants.iter().copied().collect();
        match names.as_slice() {
            [] => None,
            [one] if self.number == 1 => {
                let texts = self.first.detail.iter().chain([&self.first.message]);
                let is_named = texts.into_iter().any(|text| text.contains(one));
                (!is_named).then(|| (*one).to_owned())
            }
            names => {
                let tenants = words::count(names.len(), "tenant");
                let first = if self.places > 1 {
                    "; the place is that of the first"
                } else {
                    ""
                };
                Some(format!("{tenants}: {}{first}", words::some(names, NAMED)))
            }
        }
    }
}

/// Findings in their order, equal ones of several tenants in the place of the first.
pub(super) fn folded<'f>(findings: &[&'f Finding]) -> Vec<Equal<'f>> {
    let mut known: HashMap<(&str, &str, bool), usize> = HashMap::new();
    let mut out: Vec<Equal<'f>> = Vec::new();
    for finding in findings {
        let key = (finding.rule.id, finding.message.as_str(), finding.stood);
        let at = known.get(&key).copied();
        let equal = at.filter(|_| finding.tenant().is_some());
        match equal.and_then(|at| out.get_mut(at)) {
            Some(equal) => equal.add(finding),
            None => {
                known.insert(key, out.len());
                out.push(Equal::one(finding));
            }
        }
    }
    out
}
