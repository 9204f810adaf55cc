//! Domain names.

use std::fmt;
use std::net::IpAddr;

use compact_str::CompactString;

use super::config::MailForms;

/// A DNS domain in the form in which domains are compared: lower-case ASCII (UTS 46), without a
/// trailing dot.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Domain(CompactString);

/// Why a text is no domain that can be listed, in the words to show.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DomainError {
    /// Nothing there.
    #[error("a domain is missing here")]
    Empty,
    /// An e-mail address; the domain in it.
    #[error("this is an e-mail address; the service takes whole domains")]
    Email(String),
    /// A URL; the host in it.
    #[error("this is a URL; the service takes domains")]
    Url(String),
    /// A wildcard; the domain behind it.
    #[error("a wildcard is not allowed here")]
    Wildcard(String),
    /// An IP address.
    #[error("this is an IP address, not a domain")]
    Ip,
    /// One label only, or a public suffix.
    #[error("{0} is a public suffix: it is nobody's domain, and listing it would mean everybody's")]
    PublicSuffix(String),
    /// `onmicrosoft.com` itself.
    #[error("onmicrosoft.com is shared by all tenants; name one tenant below it")]
    OnMicrosoft,
    /// A single label without a dot.
    #[error("a domain has at least two parts, such as fabrikam.com")]
    OneLabel,
    /// Several names in one entry.
    #[error("one entry is one domain")]
    Several,
    /// `*` or `anonymous` where there is no such thing.
    #[error("\"{0}\" is not taken here: name the domains")]
    Everybody(String),
    /// A domain with its subdomains where only the domain itself counts.
    #[error("subdomains are not included here, with or without \"*.\": list each one")]
    Subdomains(String),
    /// Refused by the rules for internationalised names.
    #[error("this is not a domain name: parts hold letters, digits and hyphens, at most 63 each")]
    Malformed,
}

impl DomainError {
    /// What to write instead, if that can be told.
    #[must_use]
    pub fn fix(&self) -> Option<&str> {
        match self {
            Self::Email(fix) | Self::Url(fix) | Self::Wildcard(fix) | Self::Subdomains(fix)
                if !fix.is_empty() =>
            {
                Some(fix)
            }
            _ => None,
        }
    }
}

impl Domain {
    /// Reads a domain and checks that it is one that an organisation can own.
    pub fn parse(text: &str) -> Result<Self, DomainError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(DomainError::Empty);
        }
        if let Some(error) = Self::mistaken(text) {
            return Err(error);
        }
        // Nearly all domains are plain ASCII in lower case already.
        let ascii = if is_plain(text) {
            CompactString::from(text)
        } else {
            let dotless = text.strip_suffix('.').unwrap_or(text);
            CompactString::from(
                idna::domain_to_ascii_strict(dotless).map_err(|_| DomainError::Malformed)?,
            )
        };
        if ascii.parse::<IpAddr>().is_ok() || looks_like_ipv4(&ascii) {
            return Err(DomainError::Ip);
        }
        if !ascii.contains('.') && psl::suffix(ascii.as_bytes()).is_none_or(|s| !s.is_known()) {
            return Err(DomainError::OneLabel);
        }
        if ascii == "onmicrosoft.com" {
            return Err(DomainError::OnMicrosoft);
        }
        if is_icann_suffix(&ascii) {
            return Err(DomainError::PublicSuffix(text.to_owned()));
        }
        Ok(Self(ascii))
    }

    /// Reads a domain as mail systems name it: `*.fabrikam.com` stands for a domain with its
    /// subdomains, `*` for every organisation, `anonymous` for people without one; `forms` says
    /// which of these may stand there.
    ///
    /// Source: `New-InboundConnector`, `New-RemoteDomain`, `New-SharingPolicy`.
    pub fn parse_mail(text: &str, forms: MailForms) -> Result<Self, DomainError> {
        let text = text.trim();
        let everybody = match forms {
            MailForms::Subdomains => false,
            MailForms::SubdomainsOrAll => text == "*",
            MailForms::Everybody => text == "*" || text.eq_ignore_ascii_case("anonymous"),
        };
        if everybody {
            return Ok(Self(text.to_ascii_lowercase().into()));
        }
        if text == "*" || text.eq_ignore_ascii_case("anonymous") {
            return Err(DomainError::Everybody(text.to_owned()));
        }
        let Some(parent) = text.strip_prefix("*.") else {
            return Self::parse(text);
        };
        let parent = Self::parse(parent)?;
        match forms {
            MailForms::Everybody => Err(DomainError::Subdomains(parent.to_string())),
            _ => Ok(Self(format!("*.{parent}").into())),
        }
    }

    /// Whether mail for `domain` is what a mail system's entry stands for: `*.fabrikam.com` is
    /// fabrikam.com and all below it, `*` is everything.
    #[must_use]
    pub fn mail_covers(entry: &str, domain: &str) -> bool {
        match entry.strip_prefix("*.") {
            Some(parent) => {
                domain == parent
                    || domain
                        .strip_suffix(parent)
                        .is_some_and(|rest| rest.ends_with('.'))
            }
            None => entry == "*" || entry == domain,
        }
    }

    /// The spelling in which `guestlist fmt` writes a domain: lower case, without a trailing dot, in
    /// Unicode (UTS 46) where it was written in Unicode, so that it stays readable.
    pub fn spelling(text: &str) -> Result<String, DomainError> {
        let text = text.trim();
        let domain = Self::parse(text)?;
        if text.is_ascii() {
            return Ok(domain.0.into());
        }
        Ok(Self::in_unicode(domain.as_str()).unwrap_or_else(|| text.to_owned()))
    }

    /// A compared form in Unicode (UTS 46); nothing if it has none of its own, or one that would be
    /// read as another domain.
    #[must_use]
    pub fn in_unicode(ascii: &str) -> Option<String> {
        let (unicode, faults) = idna::domain_to_unicode(ascii);
        let is_same = || Self::parse(&unicode).is_ok_and(|domain| domain.as_str() == ascii);
        (faults.is_ok() && unicode != ascii && is_same()).then_some(unicode)
    }

    /// The same for a domain as mail systems name it; see [`Domain::parse_mail`].
    pub fn mail_spelling(text: &str) -> Result<String, DomainError> {
        let text = text.trim();
        match text.strip_prefix("*.") {
            Some(parent) => Self::spelling(parent).map(|parent| format!("*.{parent}")),
            None if text == "*" || text.eq_ignore_ascii_case("anonymous") => {
                Ok(text.to_ascii_lowercase())
            }
            None => Self::spelling(text),
        }
    }

    /// Takes a name that was checked when it was recorded.
    #[must_use]
    pub fn recorded(ascii: &str) -> Self {
        Self(ascii.into())
    }

    /// Forms that are often pasted where a domain belongs.
    fn mistaken(text: &str) -> Option<DomainError> {
        let host = |rest: &str| {
            let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
            Self::parse(host).map(|d| d.to_string()).unwrap_or_default()
        };
        if let Some((_, rest)) = text.split_once("://") {
            return Some(DomainError::Url(host(rest)));
        }
        if text
            .split([' ', ',', ';', '\t', '\n'])
            .filter(|p| !p.is_empty())
            .count()
            > 1
        {
            return Some(DomainError::Several);
        }
        if let Some((_, rest)) = text.rsplit_once('@') {
            return Some(DomainError::Email(host(rest)));
        }
        if text.parse::<IpAddr>().is_ok() || text.starts_with('[') {
            return Some(DomainError::Ip);
        }
        if text.contains('*') {
            let behind = text.trim_start_matches(['*', '.']);
            // A star further on has no domain behind it that could have been meant.
            let meant = (!behind.contains('*')).then(|| host(behind));
            return Some(DomainError::Wildcard(meant.unwrap_or_default()));
        }
        if text.contains(['/', '?', ':']) {
            return Some(DomainError::Url(host(text)));
        }
        None
    }

    /// The compared form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the name is a private suffix such as `github.io`: many organisations live below it.
    #[must_use]
    pub fn is_private_suffix(&self) -> bool {
        psl::suffix(self.0.as_bytes()).is_some_and(|s| {
            s.as_bytes() == self.0.as_bytes() && s.typ() == Some(psl::Type::Private)
        })
    }

    /// Whether `self` lies below `parent`, on a label boundary.
    #[must_use]
    pub fn is_below(&self, parent: &Self) -> bool {
        self.0
            .strip_suffix(parent.as_str())
            .is_some_and(|rest| rest.ends_with('.'))
    }
}

/// Lower-case ASCII with a form that UTS 46 would leave alone.
fn is_plain(text: &str) -> bool {
    let label = |l: &str| {
        let bytes = l.as_bytes();
        !bytes.is_empty()
            && bytes.len() <= 63
            && bytes
                .iter()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-')
            && bytes[0] != b'-'
            && bytes[bytes.len() - 1] != b'-'
            && bytes.get(2..4) != Some(b"--")
    };
    text.len() <= 253 && text.split('.').all(label)
}

/// `1.2.3` and the like, which some resolvers read as an address.
fn looks_like_ipv4(ascii: &str) -> bool {
    ascii
        .rsplit('.')
        .next()
        .is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()))
}

fn is_icann_suffix(ascii: &str) -> bool {
    psl::suffix(ascii.as_bytes()).is_some_and(|s| {
        s.as_bytes() == ascii.as_bytes() && s.is_known() && s.typ() == Some(psl::Type::Icann)
    })
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Domain {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> DomainError {
        Domain::parse(text).expect_err(text)
    }

    #[test]
    fn domains_are_equal_in_every_spelling() {
        let plain = Domain::parse("bücher.example").unwrap();
        for spelling in [
            "BÜCHER.example.",
            "xn--bcher-kva.EXAMPLE",
            " bücher。example ",
        ] {
            assert_eq!(Domain::parse(spelling).as_ref(), Ok(&plain), "{spelling}");
        }
    }

    #[test]
    fn refuses_what_is_no_domain_and_offers_the_domain_in_it() {
        assert_eq!(error("ann@fabrikam.com").fix(), Some("fabrikam.com"));
        assert_eq!(
            error("https://fabrikam.com/teams").fix(),
            Some("fabrikam.com")
        );
        assert_eq!(error("fabrikam.com:443").fix(), Some("fabrikam.com"));
        assert_eq!(error("*.fabrikam.com").fix(), Some("fabrikam.com"));
        assert_eq!(error("a.*.com").fix(), None);
        assert_eq!(error("fabrikam.com*").fix(), None);
        assert_eq!(error("10.0.0.1"), DomainError::Ip);
        assert_eq!(error("::1"), DomainError::Ip);
        assert_eq!(error("12.34"), DomainError::Ip);
        assert_eq!(error("onmicrosoft.com"), DomainError::OnMicrosoft);
        assert_eq!(error("a.com b.com"), DomainError::Several);
        assert_eq!(error(""), DomainError::Empty);
        assert_eq!(error("fabrikam"), DomainError::OneLabel);
        for suffix in ["com", "co.uk"] {
            assert!(
                matches!(error(suffix), DomainError::PublicSuffix(_)),
                "{suffix}"
            );
        }
        for malformed in ["a_b.com", "-a.com", "a..com", "a-.com"] {
            assert_eq!(error(malformed), DomainError::Malformed, "{malformed}");
        }
    }

    #[test]
    fn mail_systems_have_wildcards_and_words_where_they_say_so() {
        use MailForms::{Everybody, Subdomains, SubdomainsOrAll};
        let read = |text, forms| Domain::parse_mail(text, forms).map(|d| d.to_string());
        for forms in [Subdomains, SubdomainsOrAll] {
            assert_eq!(
                read("*.Fabrikam.com", forms).as_deref(),
                Ok("*.fabrikam.com")
            );
            assert!(read("Anonymous", forms).is_err());
        }
        assert_eq!(read("*", SubdomainsOrAll).as_deref(), Ok("*"));
        assert!(read("*", Subdomains).is_err());
        assert_eq!(read("Anonymous", Everybody).as_deref(), Ok("anonymous"));
        let refused = read("*.fabrikam.com", Everybody).unwrap_err();
        assert_eq!(refused.fix(), Some("fabrikam.com"));
        assert!(read("a.*.com", SubdomainsOrAll).is_err() && read("*.com", Subdomains).is_err());
        for (entry, domain, covers) in [
            ("*.fabrikam.com", "fabrikam.com", true),
            ("*.fabrikam.com", "mail.fabrikam.com", true),
            ("*.fabrikam.com", "notfabrikam.com", false),
            ("fabrikam.com", "mail.fabrikam.com", false),
            ("*", "fabrikam.com", true),
        ] {
            assert_eq!(
                Domain::mail_covers(entry, domain),
                covers,
                "{entry} {domain}"
            );
        }
    }

    #[test]
    fn spellings_are_plain_and_keep_their_script() {
        let cases = [
            ("Fabrikam.COM.", "fabrikam.com"),
            ("BÜCHER。example.", "bücher.example"),
            ("XN--BCHER-KVA.Example", "xn--bcher-kva.example"),
            ("faß.example", "faß.example"),
            ("*.Fabrikam.com", "*.fabrikam.com"),
            ("Anonymous", "anonymous"),
            ("*", "*"),
        ];
        for (text, spelling) in cases {
            assert_eq!(Domain::mail_spelling(text).as_deref(), Ok(spelling));
            assert_eq!(Domain::mail_spelling(spelling).as_deref(), Ok(spelling));
            for forms in [MailForms::SubdomainsOrAll, MailForms::Everybody] {
                let read = |text| Domain::parse_mail(text, forms).ok();
                assert_eq!(read(spelling), read(text), "{text}");
            }
        }
        assert!(Domain::spelling("*.fabrikam.com").is_err());
    }

    #[test]
    fn private_suffixes_and_label_boundaries() {
        assert!(Domain::parse("github.io").unwrap().is_private_suffix());
        let contoso = Domain::parse("contoso.com").unwrap();
        assert!(!contoso.is_private_suffix());
        assert!(Domain::parse("sub.contoso.com").unwrap().is_below(&contoso));
        assert!(!Domain::parse("subcontoso.com").unwrap().is_below(&contoso));
        assert!(!contoso.is_below(&contoso));
    }
}
