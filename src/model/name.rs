//! Names of tenants, partners, lists, baselines and tests.

use std::fmt;

use compact_str::CompactString;

/// Words with a meaning of their own in addresses, questions and YAML 1.1.
pub const RESERVED: &[&str] = &[
    "lists",
    "partners",
    "baselines",
    "tests",
    "rules",
    "tenants",
    "anyone",
    "consumer",
    "all",
    "none",
    "unknown",
    "yes",
    "no",
    "on",
    "off",
    "true",
    "false",
    "null",
];

/// A name: `[a-z][a-z0-9_-]*`, not reserved.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(CompactString);

/// Why a word is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Wrong characters.
    #[error("a name starts with a lower-case letter and goes on with a-z, 0-9, - and _")]
    Form,
    /// A word with a meaning of its own.
    #[error("this word has a meaning of its own and can't be a name")]
    Reserved,
    /// Longer than 100 characters.
    #[error("a name has at most 100 characters")]
    Long,
}

/// A letter with a mark as it is written where only A to Z are; others as they are.
fn latin(c: char) -> String {
    let plain = match c {
        'ä' | 'Ä' | 'æ' | 'Æ' => "ae",
        'ö' | 'Ö' | 'œ' | 'Œ' => "oe",
        'ü' | 'Ü' => "ue",
        'ß' => "ss",
        'á' | 'à' | 'â' | 'ã' | 'å' | 'Á' | 'À' | 'Â' | 'Ã' | 'Å' => "a",
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => "e",
        'í' | 'ì' | 'î' | 'ï' | 'Í' | 'Ì' | 'Î' | 'Ï' => "i",
        'ó' | 'ò' | 'ô' | 'õ' | 'ø' | 'Ó' | 'Ò' | 'Ô' | 'Õ' | 'Ø' => "o",
        'ú' | 'ù' | 'û' | 'Ú' | 'Ù' | 'Û' => "u",
        'ç' | 'Ç' => "c",
        'ñ' | 'Ñ' => "n",
        other => return other.to_string(),
    };
    plain.to_owned()
}

impl Name {
    /// Schema pattern of the form (the reserved words are checked besides).
    pub const PATTERN: &'static str = "^[a-z][a-z0-9_-]*$";

    /// Reads a name.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let rest = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
        if !text.starts_with(|c: char| c.is_ascii_lowercase()) || !text.chars().all(rest) {
            return Err(NameError::Form);
        }
        if text.len() > 100 {
            return Err(NameError::Long);
        }
        if RESERVED.contains(&text) {
            return Err(NameError::Reserved);
        }
        Ok(Self(text.into()))
    }

    /// A name close to the word, to offer as a fix.
    #[must_use]
    pub fn suggest(text: &str) -> Option<Self> {
        let fold = |c: char| match c.to_ascii_lowercase() {
            c @ ('a'..='z' | '0'..='9' | '_' | '-') => c,
            _ => '-',
        };
        let plain: String = text.chars().take(100).map(latin).collect();
        let folded: String = plain.chars().map(fold).collect();
        let start = folded.find(|c: char| c.is_ascii_lowercase())?;
        Self::parse(folded[start..].trim_end_matches('-')).ok()
    }

    /// The word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_reserved_words_and_offers_a_name() {
        assert_eq!(Name::parse("anyone"), Err(NameError::Reserved));
        assert_eq!(Name::parse("9lives"), Err(NameError::Form));
        assert!(Name::parse("contoso-nl_2").is_ok());
        assert_eq!(Name::suggest("Contoso NL").unwrap().as_str(), "contoso-nl");
        assert_eq!(Name::suggest("日本"), None);
    }
}
