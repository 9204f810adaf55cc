//! Forms of texts: what a user, an id or a URL looks like.

use crate::model::Domain;
use crate::model::config::MailForms;

/// What a text or a name must look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Any text that is not blank.
    Free,
    /// The name of an object, at most 64 characters.
    Name,
    /// An e-mail address.
    Mail,
    /// A person: an e-mail address or an MRI.
    User,
    /// A GUID.
    Guid,
    /// A web address over https.
    Url,
    /// An IPv4 address or a range of them.
    Ipv4,
    /// An organisation: a tenant, a partner, or a tenant id.
    Organisation,
    /// A domain as mail systems name it: with a leading `*.` its subdomains too, `*` every domain.
    MailDomain,
    /// The web address of a service, in which capitals may count.
    Endpoint,
    /// An address, a range `a-b` or a network, IPv4 or IPv6.
    IpRange,
    /// A group or another directory object, by address or id: names are not unique.
    MailOrId,
    /// People whom a cross-tenant setting is about: `all_users`, `user:ID` or `group:ID`.
    People,
    /// Applications that a cross-tenant setting is about: a word for many, or an id.
    Application,
}

/// What stands for everybody in a cross-tenant setting (`AllUsers`).
pub const ALL_USERS: &str = "all_users";
/// What stands for every application in a cross-tenant setting (`AllApplications`).
pub const ALL_APPLICATIONS: &str = "all_applications";
/// What stands for many applications (`AllApplications`, `AllMicrosoftApps`, `Office365`).
const APPLICATIONS: [&str; 3] = [ALL_APPLICATIONS, "all_microsoft_apps", "office365"];

impl Form {
    /// Whether a text has the form.
    #[must_use]
    pub fn fits(self, text: &str) -> bool {
        match self {
            Self::Free => !text.trim().is_empty(),
            Self::Name => !text.trim().is_empty() && text.chars().count() <= 64,
            Self::Mail => is_mail(text),
            Self::User => is_mail(text) || is_mri(text),
            Self::Guid => is_guid(text),
            Self::Url => is_url(text),
            Self::Ipv4 => is_ipv4(text),
            Self::Organisation => is_guid(text) || crate::model::Name::parse(text).is_ok(),
            Self::MailDomain => mail_domain(text).is_some(),
            Self::Endpoint => is_url(text),
            Self::IpRange => is_ip_range(text),
            Self::MailOrId => is_mail(text) || is_guid(text),
            Self::People => {
                let id = text
                    .strip_prefix("user:")
                    .or_else(|| text.strip_prefix("group:"));
                text == ALL_USERS || id.is_some_and(is_guid)
            }
            Self::Application => APPLICATIONS.contains(&text) || is_guid(text),
        }
    }

    /// The form in which such texts are compared and recorded.
    #[must_use]
    pub fn canonical(self, text: &str) -> String {
        let text = text.trim();
        match self {
            Self::Free | Self::Name | Self::Ipv4 | Self::Endpoint | Self::IpRange => {
                text.to_owned()
            }
            Self::Mail
            | Self::User
            | Self::Guid
            | Self::Organisation
            | Self::People
            | Self::Application
            | Self::MailOrId => text.to_lowercase(),
            Self::MailDomain => mail_domain(text).unwrap_or_else(|| text.to_lowercase()),
            Self::Url => text.trim_end_matches('/').to_lowercase(),
        }
    }

    /// What belongs there, in words.
    #[must_use]
    pub fn expected(self) -> &'static str {
        match self {
            Self::Free => "a text",
            Self::Name => "a name of at most 64 characters",
            Self::Mail => "an e-mail address such as ann@fabrikam.com",
            Self::User => "an e-mail address or an MRI (8:orgid:…)",
            Self::Guid => "a GUID such as 6babcaad-604b-40ac-a9d7-9fd97c0b779f",
            Self::Url => "a web address such as https://contoso.sharepoint.com/sites/sales",
            Self::Ipv4 => "an IPv4 address, or a range such as 203.0.113.0/24",
            Self::Organisation => "a tenant, a partner, or a tenant id (GUID)",
            Self::MailDomain => "a domain such as fabrikam.com, or *.fabrikam.com with subdomains",
            Self::Endpoint => "a web address such as https://mail.fabrikam.com/owa",
            Self::IpRange => "an address, a range such as 203.0.113.1-203.0.113.9, or a network",
            Self::MailOrId => "an e-mail address or an object id (GUID)",
            Self::People => "all_users, user:ID or group:ID (an object id, a GUID)",
            Self::Application => {
                "all_applications, all_microsoft_apps, office365, or an application id (GUID)"
            }
        }
    }

    /// What the text is not, in words: "\"x\" is not …".
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Free => "a text",
            Self::Name => "a name that the service takes",
            Self::Mail => "an e-mail address",
            Self::User => "a user",
            Self::Guid => "a GUID",
            Self::Url => "a web address",
            Self::Ipv4 => "an IPv4 address or range",
            Self::Organisation => "an organisation",
            Self::MailDomain => "a domain that mail systems take",
            Self::Endpoint => "a web address",
            Self::IpRange => "an IP address or range",
            Self::MailOrId => "an e-mail address or id",
            Self::People => "a user or group",
            Self::Application => "an application",
        }
    }

    /// A pattern for editors, where the form can be said by one.
    #[must_use]
    pub fn pattern(self) -> Option<&'static str> {
        match self {
            Self::Guid => Some("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"),
            Self::Mail => Some("^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$"),
            Self::Url | Self::Endpoint => Some("^[Hh][Tt][Tt][Pp][Ss]://[^\\s]+$"),
            Self::Ipv4 => Some("^[0-9]{1,3}(\\.[0-9]{1,3}){3}(/[0-9]{1,2})?$"),
            Self::People => Some(
                "^(all_users|(user|group):[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})$",
            ),
            Self::Application => Some(
                "^(all_applications|all_microsoft_apps|office365|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})$",
            ),
            Self::Free
            | Self::Name
            | Self::User
            | Self::Organisation
            | Self::MailDomain
            | Self::IpRange
            | Self::MailOrId => None,
        }
    }
}

fn is_mail(text: &str) -> bool {
    let mail = text.trim().rsplit_once('@');
    mail.is_some_and(|(user, domain)| {
        !user.is_empty()
            && !user.contains(|c: char| c.is_whitespace() || c == '@')
            && Domain::parse(domain).is_ok()
    })
}

fn is_mri(text: &str) -> bool {
    let text = text.trim();
    text.contains(':') && !text.contains(char::is_whitespace)
}

fn is_guid(text: &str) -> bool {
    let lengths = text.trim().split('-').map(|part| {
        let is_hex = part.chars().all(|c| c.is_ascii_hexdigit());
        is_hex.then_some(part.len())
    });
    lengths.eq([8, 4, 4, 4, 12].map(Some))
}

fn is_url(text: &str) -> bool {
    let text = text.trim();
    let rest = text
        .get(..8)
        .filter(|scheme| scheme.eq_ignore_ascii_case("https://"))
        .and_then(|_| text.get(8..));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace)
    })
}

fn is_ipv4(text: &str) -> bool {
    let (address, prefix) = match text.trim().split_once('/') {
        Some((address, prefix)) => (address, Some(prefix)),
        None => (text.trim(), None),
    };
    let prefix = prefix.is_none_or(|p| p.parse::<u8>().is_ok_and(|p| p <= 32));
    prefix && address.parse::<std::net::Ipv4Addr>().is_ok()
}

/// The domain in the form in which mail systems' domains are compared.
fn mail_domain(text: &str) -> Option<String> {
    let domain = Domain::parse_mail(text, MailForms::SubdomainsOrAll);
    domain.ok().map(|d| d.to_string())
}

fn is_ip_range(text: &str) -> bool {
    let address = |text: &str| text.trim().parse::<std::net::IpAddr>().ok();
    if let Some((first, last)) = text.split_once('-') {
        return matches!(
            (address(first), address(last)),
            (Some(first), Some(last)) if first.is_ipv4() == last.is_ipv4() && first <= last
        );
    }
    let (start, prefix) = match text.split_once('/') {
        Some((start, prefix)) => (start, Some(prefix)),
        None => (text, None),
    };
    let most = |ip: std::net::IpAddr| if ip.is_ipv4() { 32 } else { 128 };
    address(start).is_some_and(|ip| {
        prefix.is_none_or(|p| p.trim().parse::<u8>().is_ok_and(|p| p <= most(ip)))
    })
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn forms_take_what_belongs_there_and_nothing_else() {
        let cases = [
            (Form::Mail, "ann@fabrikam.com", "ann@", "an e-mail address"),
            (Form::User, "8:orgid:1", "ann", "a user"),
            (
                Form::Guid,
                "6BABCAAD-604b-40ac-a9d7-9fd97c0b779f",
                "6babcaad",
                "a GUID",
            ),
            (
                Form::Url,
                "HTTPS://a.sharepoint.com/sites/b",
                "http://a.com",
                "a web address",
            ),
            (
                Form::Ipv4,
                "203.0.113.0/24",
                "203.0.113.0/33",
                "an IPv4 address or range",
            ),
            (
                Form::People,
                "group:6babcaad-604b-40ac-a9d7-9fd97c0b779f",
                "6babcaad-604b-40ac-a9d7-9fd97c0b779f",
                "a user or group",
            ),
            (Form::Application, "office365", "teams", "an application"),
            (
                Form::Organisation,
                "northwind",
                "North wind",
                "an organisation",
            ),
            (Form::Name, "Sales", "", "a name that the service takes"),
            (
                Form::MailDomain,
                "*.fabrikam.com",
                "anonymous",
                "a domain that mail systems take",
            ),
            (
                Form::Endpoint,
                "https://mail.fabrikam.com/OWA",
                "mail.fabrikam.com",
                "a web address",
            ),
            (
                Form::IpRange,
                "203.0.113.1-203.0.113.9",
                "203.0.113.9-203.0.113.1",
                "an IP address or range",
            ),
            (
                Form::MailOrId,
                "sales@contoso.com",
                "Sales",
                "an e-mail address or id",
            ),
        ];
        for (form, good, bad, noun) in cases {
            assert!(form.fits(good) && !form.fits(bad), "{form:?}");
            assert_eq!(form.noun(), noun);
        }
        assert!(!Form::Name.fits(&"x".repeat(65)));
    }

    #[test]
    fn patterns_for_editors_refuse_nothing_that_is_right() {
        for (form, good) in [
            (Form::Mail, "ann@fabrikam.com"),
            (Form::Guid, "6BABCAAD-604b-40ac-a9d7-9fd97c0b779f"),
            (Form::Url, "https://contoso.sharepoint.com/sites/a"),
            (Form::Ipv4, "203.0.113.0/24"),
            (Form::People, "all_users"),
            (Form::Application, "00000012-0000-0000-c000-000000000000"),
        ] {
            let schema = serde_json::json!({ "pattern": form.pattern().unwrap() });
            assert!(jsonschema::is_valid(&schema, &good.into()), "{form:?}");
            assert!(
                !jsonschema::is_valid(&schema, &"what ever".into()),
                "{form:?}"
            );
        }
    }
}
