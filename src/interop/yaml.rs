//! A tenant as canonical YAML: settings in the order of the sections, lists sorted.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::sync::LazyLock;

use super::{SeenValue, TenantIdentity};
use crate::model::section::{Form, PRESENT};
use crate::model::sections::settings;
use crate::model::{Domain, Name, SettingKey, Value};
use crate::text::is_hostile;

/// Where each setting stands in the order of the sections.
static ORDER: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    settings()
        .iter()
        .enumerate()
        .map(|(at, s)| (s.key.as_str(), at))
        .collect()
});

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its text.
    pub text: String,
    /// What each line is about, counted from 1: a setting, or `domains` or another key of the tenant.
    pub lines: BTreeMap<u32, SettingKey>,
}

/// Writes the file of a tenant; `comments` stand at its top.
#[must_use]
pub fn tenant(
    name: &Name,
    identity: &TenantIdentity,
    values: &BTreeMap<SettingKey, SeenValue>,
    comments: &[String],
) -> Written {
    let mut out = Writer::default();
    for comment in comments {
        out.comment(0, comment);
    }
    out.line(0, "tenants:", None);
    let is_empty = identity == &TenantIdentity::default() && values.is_empty();
    let mark = if is_empty { " {}" } else { "" };
    out.line(1, &format!("{name}:{mark}"), None);
    let mut own = |key: &'static str, text: &str| {
        out.line(
            2,
            &format!("{key}: {}", scalar(text)),
            Some(&SettingKey::of(key)),
        );
    };
    if let Some(display) = &identity.display_name {
        own("display_name", display);
    }
    if let Some(id) = &identity.tenant_id {
        own("tenant_id", id);
    }
    if !identity.domains.is_empty() {
        let key = SettingKey::of("domains");
        out.line(2, "domains:", Some(&key));
        for domain in &identity.domains {
            out.line(3, &format!("- {}", scalar(domain)), Some(&key));
        }
    }
    out.settings(2, values);
    out.written
}

/// Writes settings alone, as they stand in a tenant.
#[must_use]
pub fn block(values: &BTreeMap<SettingKey, SeenValue>) -> String {
    let mut out = Writer::default();
    out.settings(0, values);
    out.written.text
}

struct Writer {
    written: Written,
    line: u32,
}

impl Default for Writer {
    fn default() -> Self {
        let (text, lines) = (String::new(), BTreeMap::new());
        Self {
            written: Written { text, lines },
            line: 0,
        }
    }
}

impl Writer {
    fn line(&mut self, depth: usize, text: &str, key: Option<&SettingKey>) {
        self.line += 1;
        // Writing to a text can't fail.
        let _ = writeln!(self.written.text, "{:1$}{text}", "", depth * 2);
        if let Some(key) = key {
            self.written.lines.insert(self.line, key.clone());
        }
    }

    fn comment(&mut self, depth: usize, text: &str) {
        let text: String = text
            .chars()
            .map(|c| if is_hostile(c) { ' ' } else { c })
            .collect();
        self.line(depth, format!("# {text}").trim_end(), None);
    }

    fn settings(&mut self, depth: usize, values: &BTreeMap<SettingKey, SeenValue>) {
        let mut all: Vec<(Vec<String>, &SettingKey, &SeenValue)> = values
            .iter()
            .map(|(key, seen)| (path(key), key, seen))
            .collect();
        all.sort_by_cached_key(|(_, key, _)| place(key));
        let mut before: &[String] = &[];
        for (at, (path, key, seen)) in all.iter().enumerate() {
            let same = before.iter().zip(path).take_while(|(a, b)| a == b).count();
            let last = path.len().saturating_sub(1);
            for (level, word) in path.iter().enumerate().take(last).skip(same) {
                self.line(depth + level, &format!("{}:", scalar(word)), None);
            }
            let word = path.last().map(|word| scalar(word)).unwrap_or_default();
            let depth = depth + last;
            if !seen.note.is_empty() {
                self.comment(depth, seen.note);
            }
            let holds_more = all
                .get(at + 1)
                .is_some_and(|(next, ..)| next.starts_with(path));
            match &seen.value {
                Value::Text(text) if key.is_object() && text == PRESENT => {
                    let mark = if holds_more { "" } else { " {}" };
                    self.line(depth, &format!("{word}:{mark}"), Some(key));
                }
                Value::Flag(on) => self.line(depth, &format!("{word}: {on}"), Some(key)),
                Value::Number(number) => self.line(depth, &format!("{word}: {number}"), Some(key)),
                Value::Text(text) => {
                    self.line(depth, &format!("{word}: {}", scalar(text)), Some(key));
                }
                Value::Set(set) if set.is_empty() => {
                    self.line(depth, &format!("{word}: []"), Some(key));
                }
                Value::Set(set) => {
                    self.line(depth, &format!("{word}:"), Some(key));
                    for entry in set.iter() {
                        self.line(depth + 1, &format!("- {}", scalar(entry)), Some(key));
                    }
                }
            }
            before = path;
        }
    }
}

/// The keys under which a setting stands in a tenant.
fn path(key: &SettingKey) -> Vec<String> {
    let words = |text: &str| -> Vec<String> {
        text.split('.')
            .filter(|w| !w.is_empty())
            .map(ToOwned::to_owned)
            .collect()
    };
    match (key.around_object(), key.object_name()) {
        (Some((collection, below)), Some(name)) => {
            let mut path = words(collection);
            path.push(name);
            path.extend(words(below));
            path
        }
        _ => words(key.as_str()),
    }
}

/// Where a setting stands among others: what belongs to an object stays together.
fn place(key: &SettingKey) -> (usize, String, usize) {
    let at = |declared: &str| ORDER.get(declared).copied().unwrap_or(usize::MAX);
    let own = at(&key.declared());
    match (key.around_object(), key.object_name()) {
        (Some((collection, _)), Some(name)) => (at(&format!("{collection}[]")), name, own),
        _ => (own, String::new(), 0),
    }
}

/// A text as YAML that every reader takes for that text: plain where it is safe, else in quotes.
#[must_use]
pub fn scalar(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if is_hostile(c)
                || c.is_control()
                || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') =>
            {
                // Writing to a text can't fail.
                let _ = match u32::from(c) {
                    code @ 0..=0xFFFF => write!(out, "\\u{code:04X}"),
                    code => write!(out, "\\U{code:08X}"),
                };
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a text needs no quotes in YAML 1.1 and 1.2.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity",
    ];
    if Form::Guid.fits(text) && !text.contains(char::is_whitespace) {
        return true;
    }
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@' | ' ');
    let begins = |c: char| c.is_ascii_alphanumeric();
    let is_word = !WORDS.contains(&text.to_ascii_lowercase().as_str());
    // 1.5, 1e5, 0x1F and 2026-11-21 are numbers or dates to some readers; domains and addresses never.
    let is_number = text.starts_with(|c: char| c.is_ascii_digit())
        && Domain::parse(text.rsplit('@').next().unwrap_or(text)).is_err();
    text.chars().all(safe)
        && text.starts_with(begins)
        && text.ends_with(begins)
        && !text.contains("  ")
        && is_word
        && !is_number
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_words_stay_plain_and_others_are_quoted() {
        for text in [
            "fabrikam.com",
            "Default Sharing Policy",
            "3m.com",
            "ann@fabrikam.com",
            "all",
        ] {
            assert_eq!(scalar(text), text);
        }
        for text in [
            "no",
            "On",
            "1.5",
            "1e5",
            "0x1F",
            "2026-11-21",
            "*",
            "a: b",
            "a #b",
            "- a",
            "",
            "~",
        ] {
            assert_eq!(scalar(text), format!("\"{text}\""));
        }
        assert_eq!(scalar("a\"b\\c\nd\u{1b}"), r#""a\"b\\c\nd\u001B""#);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(text in any::<String>()) {
            let yaml = format!("key: {}\n", scalar(&text));
            let read: BTreeMap<String, String> = serde_yaml::from_str(&yaml).unwrap();
            prop_assert_eq!(&read["key"], &text);
        }
    }
}
