//! What `guestlist rules` prints: the table of all rules and one rule's page.

use crate::diagnostics::{RuleInfo, Severity};
use crate::render::Terminal;
use crate::render::layout::{hanging, hanging_in, left_right, table};
use crate::render::terminal::style;

/// One line a rule: name, default severity, summary.
#[must_use]
pub fn all(rules: &[&RuleInfo], terminal: &Terminal) -> String {
    let row = |rule: &&RuleInfo| {
        vec![
            rule.id.into(),
            severity(rule, terminal),
            rule.summary.into(),
        ]
    };
    let rows: Vec<Vec<String>> = rules.iter().map(row).collect();
    table(0, &rows, terminal)
}

/// The page of one rule.
#[must_use]
pub fn page(rule: &RuleInfo, terminal: &Terminal) -> String {
    let id = terminal.paint(style::HEADING, rule.id);
    let mut out = left_right(0, &id, &severity(rule, terminal), terminal);
    out.push_str(&hanging_in(style::HEADING, "", rule.summary, terminal));
    for paragraph in rule.explanation.split("\n\n") {
        out.push('\n');
        out.push_str(&hanging("", paragraph, terminal));
    }
    if !rule.fact.is_empty() {
        out.push('\n');
        out.push_str(&hanging("Rests on  ", rule.fact, terminal));
    }
    out.push('\n');
    out.push_str(&how_to_change(rule, terminal));
    out
}

fn severity(rule: &RuleInfo, terminal: &Terminal) -> String {
    match rule.default {
        Some(severity) => terminal.paint(Terminal::severity_style(severity), severity.as_str()),
        None => terminal.paint(style::PATH, "off"),
    }
}

fn how_to_change(rule: &RuleInfo, terminal: &Terminal) -> String {
    if rule.fault {
        let text = "A fault of the files: always an error, neither set lower nor accepted.";
        return hanging("", text, terminal);
    }
    if rule.default == Some(Severity::Error) {
        return hanging("", "An error: neither set lower nor accepted.", terminal);
    }
    let other = match rule.default {
        None | Some(Severity::Note) => Severity::Warning,
        Some(Severity::Warning | Severity::Error) => Severity::Note,
    };
    let code = |code: &str| format!("    {}\n", terminal.paint(style::CODE, code));
    let mut out = hanging(
        "",
        "To change its weight (off, note, warning, error), write in guestlist.yaml:",
        terminal,
    );
    out.push_str(&code(&format!("rules: {{ {}: {other} }}", rule.id)));
    out.push_str(&hanging(
        "",
        "To accept what it found, write in a tenant, in a baseline or, for lists, at top level:",
        terminal,
    ));
    out.push_str(&code("accept:"));
    out.push_str(&code(&format!(
        "  - {{ rule: {}, reason: why it is meant so }}",
        rule.id
    )));
    out
}

#[cfg(test)]
mod tests {
    use snapbox::{IntoData, assert_data_eq, str};

    use super::*;
    use crate::diagnostics::{EMPTY_LIST, UNKNOWN_KEY};
    use crate::render::json::rules;

    static WARNING: RuleInfo = RuleInfo {
        id: "allow-list-blocks-rest",
        default: Some(Severity::Warning),
        summary: "The first allow entry shuts out everyone who is not listed.",
        explanation: "As long as allowed_domains is all, every organisation can be reached. The first \
                      entry turns that round.\n\nWrite all, or add who must stay.",
        fact: "Set-CsTenantFederationConfiguration, AllowedDomains: only the domains of the list are \
               allowed.",
        fault: false,
    };
    static OFF: RuleInfo = RuleInfo {
        id: "entry-without-owner",
        default: None,
        summary: "Nobody is named who answers for the entry.",
        explanation: "…",
        fact: "",
        fault: false,
    };
    const TERMINAL: Terminal = Terminal {
        width: 80,
        unicode: true,
        colour: false,
    };

    #[test]
    fn a_page_says_how_to_change_the_weight_and_to_accept() {
        assert_data_eq!(
            page(&WARNING, &TERMINAL),
            str![[r#"
allow-list-blocks-rest                                                   warning
The first allow entry shuts out everyone who is not listed.

As long as allowed_domains is all, every organisation can be reached. The first
entry turns that round.

Write all, or add who must stay.

Rests on  Set-CsTenantFederationConfiguration, AllowedDomains: only the domains
          of the list are allowed.

To change its weight (off, note, warning, error), write in guestlist.yaml:
    rules: { allow-list-blocks-rest: note }
To accept what it found, write in a tenant, in a baseline or, for lists, at top
level:
    accept:
      - { rule: allow-list-blocks-rest, reason: why it is meant so }

"#]]
        );
        assert!(page(&OFF, &TERMINAL).contains("rules: { entry-without-owner: warning }"));
    }

    #[test]
    fn a_faults_page_offers_neither() {
        assert_data_eq!(
            page(&EMPTY_LIST, &TERMINAL),
            str![[r#"
empty-list                                                                 error
An empty list of allowed domains.

To Teams an empty allow list means nobody; some tools read it as everybody.
Write all or none. A list whose entries resolve to no domain is the same trap.

A fault of the files: always an error, neither set lower nor accepted.

"#]]
        );
    }

    #[test]
    fn the_table_lists_name_weight_and_summary() {
        let all_rules = [&WARNING, &OFF, &UNKNOWN_KEY];
        assert_data_eq!(
            all(&all_rules, &TERMINAL),
            str![[r#"
allow-list-blocks-rest  warning  The first allow entry shuts out everyone who is
                                 not listed.
entry-without-owner     off      Nobody is named who answers for the entry.
unknown-key             error    A key that guestlist does not know.

"#]]
        );
        let narrow = Terminal {
            width: 60,
            ..TERMINAL
        };
        assert_data_eq!(
            all(&all_rules, &narrow),
            str![[r#"
allow-list-blocks-rest  warning  The first allow entry shuts
                                 out everyone who is not
                                 listed.
entry-without-owner     off      Nobody is named who answers
                                 for the entry.
unknown-key             error    A key that guestlist does
                                 not know.

"#]]
        );
    }

    #[test]
    fn json_gives_pages_as_data() {
        let text = serde_json::to_string_pretty(&rules::rule(&WARNING)).unwrap();
        assert_data_eq!(text, str![[r#"
{
  "format_version": "1.0",
  "rule": "allow-list-blocks-rest",
  "default_severity": "warning",
  "fault": false,
  "summary": "The first allow entry shuts out everyone who is not listed.",
  "explanation": "As long as allowed_domains is all, every organisation can be reached. The first entry turns that round.\n\nWrite all, or add who must stay.",
  "fact": "Set-CsTenantFederationConfiguration, AllowedDomains: only the domains of the list are allowed."
}
"#]].raw());
        let list = serde_json::to_value(rules::rules(&[&OFF])).unwrap();
        assert_eq!(list["rules"][0]["default_severity"], "off");
        assert_eq!(list["rules"][0]["fact"], serde_json::Value::Null);
    }
}
