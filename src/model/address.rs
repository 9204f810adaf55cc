//! Addresses: the one typed path that diff, recorded state, findings and output share.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A setting below a tenant: `external_access.allowed_domains`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SettingKey(Cow<'static, str>);

impl SettingKey {
    /// A setting known when the program was built.
    #[must_use]
    pub const fn of(path: &'static str) -> Self {
        Self(Cow::Borrowed(path))
    }

    /// The whole path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A setting of a named object, from its declared path: `sharepoint.sites[].sharing` and the
    /// site's address make `sharepoint.sites["https://…"].sharing`.
    #[must_use]
    pub fn with_object(&self, name: &str) -> Self {
        let Some((collection, below)) = self.0.split_once("[]") else {
            return self.clone();
        };
        let collection = Address::root(collection).element(name);
        Self(Cow::Owned(format!("{collection}{below}")))
    }

    /// The path as it is declared: names of objects are left out of their brackets.
    #[must_use]
    pub fn declared(&self) -> Cow<'_, str> {
        match self.split() {
            None => Cow::Borrowed(self.as_str()),
            Some((collection, _, below)) => Cow::Owned(format!("{collection}[]{below}")),
        }
    }

    /// The name of the object that the setting belongs to, or that it is.
    #[must_use]
    pub fn object_name(&self) -> Option<String> {
        self.split().map(|(_, name, _)| name)
    }

    /// The key of the object that the setting belongs to, or that it is.
    #[must_use]
    pub fn object(&self) -> Option<Self> {
        let (_, _, below) = self.split()?;
        let end = self.0.len() - below.len();
        self.0
            .get(..end)
            .map(|key| Self(Cow::Owned(key.to_owned())))
    }

    /// Whether it is a setting of a named object, or such an object itself.
    #[must_use]
    pub fn is_of_object(&self) -> bool {
        self.0.contains('[')
    }

    /// What stands before the brackets and what after, for a setting of an object.
    #[must_use]
    pub fn around_object(&self) -> Option<(&str, &str)> {
        self.split()
            .map(|(collection, _, below)| (collection, below))
    }

    /// Whether it is the key of an object itself, not of one of its settings.
    #[must_use]
    pub fn is_object(&self) -> bool {
        self.split().is_some_and(|(_, _, below)| below.is_empty())
    }

    /// What stands before the brackets, inside, and after them.
    fn split(&self) -> Option<(&str, String, &str)> {
        let (collection, inside) = self.0.split_once('[')?;
        if let Some(below) = inside.strip_prefix(']') {
            return Some((collection, String::new(), below));
        }
        let (name, below) = element(inside).ok()?;
        Some((collection, name, below))
    }

    /// The part before the first dot or bracket, or nothing for what belongs to the tenant itself
    /// (`domains`).
    #[must_use]
    pub fn section(&self) -> Option<&str> {
        let end = self.0.find(['.', '['])?;
        self.0.get(..end)
    }

    /// The part after the section.
    #[must_use]
    pub fn setting(&self) -> &str {
        let end = self.0.find(['.', '[']).unwrap_or(0);
        let rest = self.0.get(end..).unwrap_or_default();
        rest.strip_prefix('.').unwrap_or(rest)
    }
}

impl From<String> for SettingKey {
    fn from(path: String) -> Self {
        Self(Cow::Owned(path))
    }
}

impl fmt::Display for SettingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A part of an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Part {
    /// Between dots.
    Key(String),
    /// In brackets: an entry of a list, or the name of an object.
    Element(String),
}

/// A path to anything that can be talked about: `contoso.external_access.allowed_domains[fabrikam.com]`,
/// `lists.resellers[fabrikam.com]`, `tests.sisters-talk[0]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address(Vec<Part>);

/// Why a text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an address looks like contoso.external_access.allowed_domains[fabrikam.com]")]
pub struct AddressError;

impl Address {
    /// An address of one word.
    #[must_use]
    pub fn root(word: impl fmt::Display) -> Self {
        Self(vec![Part::Key(word.to_string())])
    }

    /// The address of a tenant's setting.
    #[must_use]
    pub fn setting(tenant: impl fmt::Display, key: &SettingKey) -> Self {
        let mut address = Self::root(tenant);
        // Keys are made by guestlist, or were addresses when they were recorded.
        if let Ok(below) = key.as_str().parse::<Self>() {
            address.0.extend(below.0);
        }
        address
    }

    /// The address of something about a partner, from its key: `partners.domains`.
    #[must_use]
    pub fn partner(name: impl fmt::Display, key: &SettingKey) -> Self {
        let address = Self::root("partners").child(name);
        key.setting().split('.').fold(address, Self::child)
    }

    /// The address of what a baseline states: `baselines.standard.external_access.enabled`.
    #[must_use]
    pub fn baseline(name: impl fmt::Display, key: &SettingKey) -> Self {
        let below = format!("baselines.{name}.{key}").parse();
        below.unwrap_or_else(|_| Self::root("baselines").child(name))
    }

    /// One level down.
    #[must_use]
    pub fn child(mut self, key: impl fmt::Display) -> Self {
        self.0.push(Part::Key(key.to_string()));
        self
    }

    /// An element of it.
    #[must_use]
    pub fn element(mut self, name: impl fmt::Display) -> Self {
        self.0.push(Part::Element(name.to_string()));
        self
    }

    /// Whether `other` is this address or lies below it.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The first word: a tenant, or `lists`, `partners`, `baselines`, `tests`.
    #[must_use]
    pub fn first(&self) -> &str {
        match self.0.first() {
            Some(Part::Key(word) | Part::Element(word)) => word,
            None => "",
        }
    }

    /// What follows the first word, as a setting's key without the entry at the end; the name of an
    /// object is part of a key.
    #[must_use]
    pub fn key(&self) -> SettingKey {
        let mut below = Self(self.0.get(1..).unwrap_or_default().to_vec());
        while matches!(below.0.last(), Some(Part::Element(_))) {
            let key = SettingKey::from(below.to_string());
            if super::sections::setting(&key.declared()).is_some() {
                return key;
            }
            below.0.pop();
        }
        SettingKey::from(below.to_string())
    }

    /// Its words, those in brackets included.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|part| match part {
            Part::Key(word) | Part::Element(word) => word.as_str(),
        })
    }

    /// The element at the end, if it names one.
    #[must_use]
    pub fn last_element(&self) -> Option<&str> {
        match self.0.last() {
            Some(Part::Element(name)) => Some(name),
            _ => None,
        }
    }
}

/// Elements of plain characters stand as they are; others in quotes.
fn is_bare(element: &str) -> bool {
    let bare = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '*');
    !element.is_empty() && element.chars().all(bare)
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, part) in self.0.iter().enumerate() {
            match part {
                Part::Key(key) if at == 0 => f.write_str(key)?,
                Part::Key(key) => write!(f, ".{key}")?,
                Part::Element(name) if is_bare(name) => write!(f, "[{name}]")?,
                Part::Element(name) => write!(f, "[{}]", serde_json::Value::from(name.as_str()))?,
            }
        }
        Ok(())
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let mut parts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(inside) = rest.strip_prefix('[') {
                let (name, after) = element(inside)?;
                parts.push(Part::Element(name));
                rest = after;
            } else {
                let key = if parts.is_empty() {
                    rest
                } else {
                    rest.strip_prefix('.').ok_or(AddressError)?
                };
                let end = key.find(['.', '[']).unwrap_or(key.len());
                if end == 0 || key[..end].contains(|c: char| c.is_whitespace() || c == ']') {
                    return Err(AddressError);
                }
                parts.push(Part::Key(key[..end].to_owned()));
                rest = &key[end..];
            }
        }
        match parts.first() {
            Some(Part::Key(_)) => Ok(Self(parts)),
            _ => Err(AddressError),
        }
    }
}

/// The element after an opening bracket, and what follows the closing one.
fn element(inside: &str) -> Result<(String, &str), AddressError> {
    if inside.starts_with('"') {
        let mut stream = serde_json::Deserializer::from_str(inside).into_iter::<String>();
        let name = stream.next().and_then(Result::ok).ok_or(AddressError)?;
        let after = inside.get(stream.byte_offset()..).ok_or(AddressError)?;
        return Ok((name, after.strip_prefix(']').ok_or(AddressError)?));
    }
    let (name, after) = inside.split_once(']').ok_or(AddressError)?;
    if is_bare(name) {
        Ok((name.to_owned(), after))
    } else {
        Err(AddressError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_what_it_reads() {
        for text in [
            "contoso",
            "contoso.external_access.allowed_domains[fabrikam.com]",
            "tests.competitor-stays-out[0]",
            r#"contoso.sharepoint.sites["https://x/a b"].sharing"#,
        ] {
            assert_eq!(text.parse::<Address>().unwrap().to_string(), text);
        }
        for text in ["", ".a", "a..b", "a[", "a[b", "[x]", "a]b", "a[b c]"] {
            assert!(text.parse::<Address>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_key_knows_its_object() {
        let site = "https://contoso.sharepoint.com/sites/a]b";
        let key = SettingKey::of("sharepoint.sites[].sharing").with_object(site);
        assert_eq!(key.object_name().as_deref(), Some(site));
        assert_eq!(key.declared(), "sharepoint.sites[].sharing");
        assert_eq!(
            (key.section(), key.is_object()),
            (Some("sharepoint"), false)
        );
        let object = key.object().unwrap();
        assert!(object.is_object() && key.as_str().starts_with(object.as_str()));
        let guest = SettingKey::of("guests[].sponsor").with_object("ann@fabrikam.com");
        assert_eq!(guest.as_str(), "guests[ann@fabrikam.com].sponsor");
        assert_eq!(
            (guest.section(), guest.setting()),
            (Some("guests"), "[ann@fabrikam.com].sponsor")
        );
        assert_eq!(SettingKey::of("guest_access.enabled").object(), None);
    }

    #[test]
    fn covers_by_whole_parts() {
        let section: Address = "contoso.external_access".parse().unwrap();
        assert!(section.covers(&"contoso.external_access.enabled".parse().unwrap()));
        assert!(!section.covers(&"contoso.external_access_policies".parse().unwrap()));
    }

    #[test]
    fn a_key_is_the_path_without_tenant_and_entry() {
        let entry: Address = "contoso.external_access.allowed_domains[a.com]"
            .parse()
            .unwrap();
        assert_eq!(entry.key().as_str(), "external_access.allowed_domains");
        assert_eq!(entry.key().section(), Some("external_access"));
        assert_eq!(entry.last_element(), Some("a.com"));
    }
}
