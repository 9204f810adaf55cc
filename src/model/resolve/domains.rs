//! Domains as they are written: each faulty one is reported where it stands.

use std::collections::HashMap;

use compact_str::CompactString;

use crate::diagnostics::{Finding, Findings, INVALID_DOMAIN, RuleInfo, Severity};
use crate::model::Domain;
use crate::model::config::MailForms;
use crate::model::domain::DomainError;
use crate::text::{Span, Spanned};

/// A domain twice in one list as written.
pub static DUPLICATE_ENTRY: RuleInfo = RuleInfo {
    id: "duplicate-entry",
    default: Some(Severity::Note),
    summary: "A domain stands twice in one list.",
    explanation: "The second line changes nothing, but whoever removes only one of the two later will \
                  wonder. Names are compared in lower-case ASCII, so two spellings can be one domain. \
                  Reaching a domain twice through lists that contain lists is fine. guestlist fmt \
                  removes duplicates with the same notes.",
    fact: "",
    fault: false,
};

/// A private suffix, below which many organisations live.
pub static PRIVATE_SUFFIX: RuleInfo = RuleInfo {
    id: "private-suffix",
    default: Some(Severity::Note),
    summary: "A domain below which many unrelated organisations live.",
    explanation: "The domain is on the public suffix list as a private suffix, such as github.io: its \
                  subdomains belong to different organisations. The service takes it, and matches it \
                  exactly, unless subdomains are blocked as well. Make sure that the domain itself is \
                  meant.",
    fact: "publicsuffix.org, private section",
    fault: false,
};

/// How domains of a list may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// Plain domains.
    Plain,
    /// As mail systems name them, with these words and wildcards.
    Mail(MailForms),
}

/// Reads one domain; reports what is wrong with it.
pub(super) fn read(
    text: &Spanned<CompactString>,
    written: Written,
    findings: &mut Findings,
) -> Option<Domain> {
    let parsed = match written {
        Written::Plain => Domain::parse(&text.value),
        Written::Mail(forms) => Domain::parse_mail(&text.value, forms),
    };
    match parsed {
        Ok(domain) => {
            if domain.is_private_suffix() {
                findings.push(
                    Finding::new(
                        &PRIVATE_SUFFIX,
                        format!("many unrelated organisations live below {}", text.value),
                    )
                    .at(text.span, "a private suffix"),
                );
            }
            Some(domain)
        }
        Err(error) => {
            findings.push(invalid_domain(text, &error));
            None
        }
    }
}

/// The fault of a text that is no domain.
#[must_use]
pub fn invalid_domain(text: &Spanned<CompactString>, error: &DomainError) -> Finding {
    let finding = Finding::new(
        &INVALID_DOMAIN,
        format!("\"{}\" can't be listed", text.value),
    )
    .at(text.span, "a domain such as fabrikam.com")
    .detail(error.to_string());
    match (error, error.fix()) {
        (_, Some(fix)) => finding.fix(fix, ""),
        (DomainError::OnMicrosoft, None) => finding.fix("fabrikam.onmicrosoft.com", "one tenant"),
        _ => finding,
    }
}

/// Reports a domain that stands twice in one list as written.
#[derive(Debug, Default)]
pub(super) struct Seen(HashMap<Domain, Span>);

impl Seen {
    /// Takes note of a domain; `written` is what the user wrote, and so what is shown.
    pub(super) fn note(
        &mut self,
        domain: &Domain,
        written: &Spanned<CompactString>,
        findings: &mut Findings,
    ) {
        let span = written.span;
        let Some(first) = self.0.insert(domain.clone(), span) else {
            return;
        };
        self.0.insert(domain.clone(), first.min(span));
        findings.push(
            Finding::new(
                &DUPLICATE_ENTRY,
                format!("{} stands twice in this list", written.value.trim()),
            )
            .at(first.max(span), "again here")
            .related(first.min(span), "here first")
            .advice("delete one of the two lines"),
        );
    }
}
