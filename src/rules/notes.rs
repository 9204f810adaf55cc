//! What the rules about notes have in common: which entry must say itself why it is there.

use super::{EntryCase, ObjectCase};
use crate::diagnostics::{Finding, Findings, RuleInfo};
use crate::model::Address;
use crate::model::config::{EntryKind, ListSpec, NotesRef, NotesSpec};
use crate::model::configuration::Partner;
use crate::text::Spanned;

/// A note that an organisation may ask for.
pub(super) struct Wanted {
    /// The rule that asks.
    pub(super) info: &'static RuleInfo,
    /// The note, as a partner says it.
    pub(super) of_partner: fn(&Partner) -> &Option<Spanned<String>>,
    /// The note, as an entry says it.
    pub(super) of_entry: fn(&NotesSpec) -> &Option<Spanned<String>>,
    /// The note, as an object says it.
    pub(super) of_object: for<'a> fn(NotesRef<'a>) -> Option<&'a Spanned<String>>,
    /// What is missing, after "NAME ".
    pub(super) lacks: &'static str,
    /// An example to copy.
    pub(super) example: &'static str,
}

impl Wanted {
    /// Judges an entry.
    ///
    /// Each domain is asked for once: behind `list:` stand entries that are judged there (those of a
    /// list file can't say anything, so the entry that names it must), and behind `partner:` a
    /// partner whose notes count for all its entries and who is judged as such.
    pub(super) fn entry(&self, case: &EntryCase<'_>, findings: &mut Findings) {
        let entry = case.entry;
        let is_asked = match &entry.kind {
            EntryKind::Domain(_) | EntryKind::Tenant(_) => true,
            EntryKind::List(name) => {
                let list = case.context.config.lists.get(name.value.as_str());
                list.is_some_and(|l| matches!(l.spec, ListSpec::File(_)))
            }
            EntryKind::Partner(_) | EntryKind::Inherited(_) | EntryKind::Unclear(..) => false,
        };
        let said = entry.notes.as_deref().map(self.of_entry);
        if !is_asked || said.is_some_and(|said| is_said(said.as_ref())) {
            return;
        }
        let word = entry.word();
        let kind = match &entry.kind {
            EntryKind::List(_) => "list",
            EntryKind::Tenant(_) => "tenant",
            _ => "domain",
        };
        let code = format!("- {kind}: {word}\n  {}", self.example);
        let finding = Finding::new(self.info, format!("{word} {}", self.lacks))
            .at(entry.span(), "")
            .about(case.holder.address().element(word))
            .fix(code, "To add it, write");
        findings.push(finding);
    }

    /// Judges a named object; one that is to be deleted needs no words.
    pub(super) fn object(&self, case: &ObjectCase<'_>, findings: &mut Findings) {
        if !case.is_present || is_said((self.of_object)(case.notes)) {
            return;
        }
        findings.push(
            Finding::new(self.info, format!("{} {}", case.name, self.lacks))
                .at(case.span, "")
                .about(case.address())
                .fix(self.example, "To add it, write"),
        );
    }

    /// Judges a partner.
    pub(super) fn partner(&self, partner: &Partner, findings: &mut Findings) {
        if is_said((self.of_partner)(partner).as_ref()) {
            return;
        }
        findings.push(
            Finding::new(self.info, format!("{} {}", partner.name, self.lacks))
                .at(partner.span, "")
                .about(Address::root("partners").child(&partner.name))
                .fix(self.example, "To add it, write"),
        );
    }
}

/// Blank text says nothing.
fn is_said(note: Option<&Spanned<String>>) -> bool {
    note.is_some_and(|n| !n.value.trim().is_empty())
}
