//! Every setting of every section.

use super::{cell, table};
use crate::model::schema::default_in_words;
use crate::model::section::{Kind, Setting, Wider, one_line};
use crate::model::sections::{SECTIONS, section_summary, settings as all};

/// The page of all settings, in Markdown.
#[must_use]
pub fn settings() -> String {
    let mut out = String::from(
        "# Settings\n\n\
         Every setting that guestlist knows, by section. This page is printed by \
         `guestlist reference settings`; what the schema, the editors, `explain` and the plan say \
         comes from the same declarations.\n\n\
         A setting that no file states is left alone. **Default** is what the service has while \
         nobody changes it, as far as a published page says so; what is not certain says so.\n\n",
    );
    for section in SECTIONS {
        out.push_str(&format!("- [{section}](#{section})\n"));
    }
    for section in SECTIONS {
        out.push_str(&format!("\n## {section}\n\n"));
        out.push_str(&one_line(section_summary(section)));
        out.push('\n');
        let own = || all().iter().filter(|s| s.key.section() == Some(section));
        out.push_str(&overview(own()));
        own().for_each(|setting| out.push_str(&one(setting)));
    }
    out
}

fn overview<'s>(settings: impl Iterator<Item = &'s Setting>) -> String {
    let rows: Vec<Vec<String>> = settings
        .map(|s| {
            let default = match s.kind {
                Kind::Object(_) => String::new(),
                _ => default_in_words(s.default),
            };
            vec![
                format!("`{}`", name(s)),
                s.title.to_owned(),
                default,
                official(s),
            ]
        })
        .collect();
    format!(
        "\n{}",
        table(&["setting", "what", "default", "official"], &rows)
    )
}

/// The path below the section; `NAME` stands for the name of an object.
fn name(setting: &Setting) -> String {
    setting.key.setting().replace("[]", "[NAME]")
}

fn official(setting: &Setting) -> String {
    match (setting.object, setting.property) {
        ("", "") => String::new(),
        (object, "") => format!("`{object}`"),
        ("", property) => format!("`{property}`"),
        (object, property) => format!("`{object}`, `{property}`"),
    }
}

fn one(setting: &Setting) -> String {
    let path = setting.key.as_str().replace("[]", "[NAME]");
    let mut out = format!("\n### `{path}`\n\n{}\n\n", one_line(setting.summary));
    let mut line = |name: &str, text: &str| {
        if !text.is_empty() {
            out.push_str(&format!("- {name}: {}\n", cell(text)));
        }
    };
    line("Values", &values(setting.kind));
    if let Kind::Choice(choices) = setting.kind {
        for choice in choices {
            let meaning = one_line(choice.meaning);
            line(
                &format!("`{}`", choice.yaml),
                &format!("{meaning} (`{}`)", choice.official),
            );
        }
    }
    if !matches!(setting.kind, Kind::Object(_)) {
        line("Default", &default_in_words(setting.default));
    }
    line("Wider", &wider(setting.wider));
    if let Some(most) = setting.most {
        line("At most", &format!("{most} entries"));
    }
    let place = match (setting.label, setting.admin_centre) {
        ("", place) => place.to_owned(),
        (label, place) => format!("\"{label}\" ({place})"),
    };
    line("Admin centre", &place);
    line("Read by", &code(&setting.read_by()));
    line("Set by", &code(&setting.set_by()));
    line("Not certain", &one_line(setting.uncertain));
    out
}

/// A cmdlet or a request as code; words stay words.
fn code(text: &str) -> String {
    if text.starts_with("a person") {
        text.to_owned()
    } else {
        format!("`{text}`")
    }
}

fn values(kind: Kind) -> String {
    match kind {
        Kind::Flag => "`true` or `false`".to_owned(),
        Kind::FlagOrInherit => "`true`, `false` or `inherit`".to_owned(),
        Kind::Choice(_) => "one of".to_owned(),
        Kind::Number {
            least,
            most,
            or_zero,
        } => {
            let zero = if or_zero { "0, or " } else { "" };
            format!("{zero}a whole number from {least} to {most}")
        }
        Kind::Text(form) => form.expected().to_owned(),
        Kind::AllowedDomains => "`all`, `none`, or a list of domain entries".to_owned(),
        Kind::Domains => "a list of domain entries".to_owned(),
        Kind::MailDomains => "a list of domain entries; `*.fabrikam.com` and `*` too".to_owned(),
        Kind::Words(form) => format!("a list, each {}", form.expected()),
        Kind::Object(form) => format!(
            "named objects, each called {}: its settings, or `absent` to delete it",
            form.expected()
        ),
    }
}

fn wider(wider: Wider) -> String {
    match wider {
        Wider::WhenTrue => "when `true`".to_owned(),
        Wider::WhenFalse => "when `false`".to_owned(),
        Wider::MoreEntries => "with more entries".to_owned(),
        Wider::FewerEntries => "with fewer entries".to_owned(),
        Wider::Order(words) => format!("`{}`", words.join("` < `")),
        Wider::Longer => "when longer; 0 is without end".to_owned(),
        Wider::Neither => String::new(),
    }
}
