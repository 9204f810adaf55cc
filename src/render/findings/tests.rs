use snapbox::{assert_data_eq, str};

use super::*;
use crate::diagnostics::{EMPTY_LIST, RuleInfo, UNKNOWN_NAME, WRONG_TYPE};
use crate::render::testing::{PLAIN, file, place};

static BLOCKS_REST: RuleInfo = RuleInfo {
    id: "allow-list-blocks-rest",
    default: Some(Severity::Warning),
    summary: "",
    explanation: "",
    fact: "",
    fault: false,
};

fn at_width(width: usize) -> Terminal {
    Terminal { width, ..PLAIN }
}

/// The three faults that a reader of the files meets first.
fn faults(sources: &mut Sources) -> Vec<Finding> {
    let tenant = file(
        sources,
        "tenants/contoso.guestlist.yaml",
        12,
        "    external_access:\n      allowed_domains: []\n    guest_access:\n      enabled: on\n",
    );
    let lists = file(
        sources,
        "lists.guestlist.yaml",
        13,
        "    - fabrikam.com\n    - partner: tailspin\n",
    );
    vec![
        Finding::new(
            &EMPTY_LIST,
            "an empty list could mean \"everybody\" or \"nobody\"",
        )
        .at(
            place(sources, tenant, "[]"),
            "say which of the two you mean",
        )
        .fix("allowed_domains: all", "everybody, except blocked_domains")
        .fix("allowed_domains: none", "nobody at all")
        .detail("Teams reads an empty list as nobody, some tools read it as everybody."),
        Finding::new(&UNKNOWN_NAME, "there is no partner \"tailspin\"")
            .at(place(sources, lists, "tailspin"), "defined in no file")
            .advice("delete line 14, or define tailspin under \"partners:\"")
            .detail("Also, 40 tenants use this list; the fault is shown once"),
        Finding::new(&WRONG_TYPE, "\"on\" is text in YAML, not a switch")
            .at(place(sources, tenant, "on\n").shorter(), "true or false")
            .fix("enabled: true", ""),
    ]
}

trait Shorter {
    fn shorter(self) -> Self;
}

impl Shorter for Span {
    /// Without the line break that made the words unique.
    fn shorter(mut self) -> Self {
        self.end -= 1;
        self
    }
}

fn warning(sources: &mut Sources) -> Finding {
    let tenant = file(
        sources,
        "tenants/contoso.guestlist.yaml",
        13,
        "      allowed_domains: [fabrikam.com]\n",
    );
    Finding::new(
        &BLOCKS_REST,
        "The first allow entry shuts out everyone who is not listed",
    )
    .at(place(sources, tenant, "fabrikam.com"), "the first entry")
    .detail("fabrikam.com is not blocked today; it needs no line to stay reachable.")
    .fix("allowed_domains: all", "To keep it open to all, write")
    .fix(
        "- tenant: litware\n- partner: northwind",
        "To close it on purpose, add who must stay:",
    )
}

#[test]
fn faults_at_80_columns() {
    let mut sources = Sources::new();
    let faults = faults(&mut sources);
    assert_data_eq!(
        human(&faults, 0, &sources, &PLAIN, FindingStyle::Validate),
        str![[r#"
error: an empty list could mean "everybody" or "nobody"
    ╭─[tenants/contoso.guestlist.yaml:13:24]
 12 │     external_access:
 13 │       allowed_domains: []
    ·                        ─┬
    ·                         ╰── say which of the two you mean
    ╰────
  fix  allowed_domains: all     everybody, except blocked_domains
   or  allowed_domains: none    nobody at all
  why  Teams reads an empty list as nobody, some tools read it as everybody.
       guestlist rules empty-list

error: there is no partner "tailspin"
    ╭─[lists.guestlist.yaml:14:16]
 13 │     - fabrikam.com
 14 │     - partner: tailspin
    ·                ────┬───
    ·                    ╰── defined in no file
    ╰────
  fix  delete line 14, or define tailspin under "partners:"
  also 40 tenants use this list; the fault is shown once
       guestlist rules unknown-name

error: "on" is text in YAML, not a switch
    ╭─[tenants/contoso.guestlist.yaml:15:16]
 14 │     guest_access:
 15 │       enabled: on
    ·                ─┬
    ·                 ╰── true or false
    ╰────
  fix  enabled: true
       guestlist rules wrong-type

"#]]
    );
}

#[test]
fn faults_at_60_and_120_columns_and_in_ascii() {
    let mut sources = Sources::new();
    let faults = &faults(&mut sources)[..1];
    let show = |terminal| human(faults, 0, &sources, &terminal, FindingStyle::Validate);
    assert_data_eq!(
        show(at_width(60)),
        str![[r#"
error: an empty list could mean "everybody" or "nobody"
    ╭─[tenants/contoso.guestlist.yaml:13:24]
 12 │     external_access:
 13 │       allowed_domains: []
    ·                        ─┬
    ·                         ╰─┤ say which of the two you
    ·                           │ mean
    ╰────
  fix  allowed_domains: all     everybody, except
                                blocked_domains
   or  allowed_domains: none    nobody at all
  why  Teams reads an empty list as nobody, some tools read
       it as everybody.
       guestlist rules empty-list

"#]]
    );
    assert_data_eq!(
        show(at_width(120)),
        str![[r#"
error: an empty list could mean "everybody" or "nobody"
    ╭─[tenants/contoso.guestlist.yaml:13:24]
 12 │     external_access:
 13 │       allowed_domains: []
    ·                        ─┬
    ·                         ╰── say which of the two you mean
    ╰────
  fix  allowed_domains: all     everybody, except blocked_domains
   or  allowed_domains: none    nobody at all
  why  Teams reads an empty list as nobody, some tools read it as everybody.
       guestlist rules empty-list

"#]]
    );
    let ascii = Terminal {
        unicode: false,
        ..PLAIN
    };
    assert_data_eq!(
        show(ascii),
        str![[r#"
error: an empty list could mean "everybody" or "nobody"
    ,-[tenants/contoso.guestlist.yaml:13:24]
 12 |     external_access:
 13 |       allowed_domains: []
    :                        ^|
    :                         `-- say which of the two you mean
    `----
  fix  allowed_domains: all     everybody, except blocked_domains
   or  allowed_domains: none    nobody at all
  why  Teams reads an empty list as nobody, some tools read it as everybody.
       guestlist rules empty-list

"#]]
    );
}

#[test]
fn a_warning_in_a_plan() {
    let mut sources = Sources::new();
    let warning = [warning(&mut sources)];
    let show = |terminal| human(&warning, 0, &sources, &terminal, FindingStyle::Plan);
    assert_data_eq!(
        show(PLAIN),
        str![[r#"
▲ The first allow entry shuts out everyone who is not listed
    tenants/contoso.guestlist.yaml:13                     allow-list-blocks-rest
    fabrikam.com is not blocked today; it needs no line to stay reachable.
    To keep it open to all, write    allowed_domains: all
    To close it on purpose, add who must stay:
      - tenant: litware
      - partner: northwind

"#]]
    );
    assert_data_eq!(
        show(at_width(60)),
        str![[r#"
▲ The first allow entry shuts out everyone who is not listed
    tenants/contoso.guestlist.yaml:13
                                      allow-list-blocks-rest
    fabrikam.com is not blocked today; it needs no line to
    stay reachable.
    To keep it open to all, write    allowed_domains: all
    To close it on purpose, add who must stay:
      - tenant: litware
      - partner: northwind

"#]]
    );
    assert_data_eq!(
        show(at_width(120)),
        str![[r#"
▲ The first allow entry shuts out everyone who is not listed
    tenants/contoso.guestlist.yaml:13                                                             allow-list-blocks-rest
    fabrikam.com is not blocked today; it needs no line to stay reachable.
    To keep it open to all, write    allowed_domains: all
    To close it on purpose, add who must stay:
      - tenant: litware
      - partner: northwind

"#]]
    );
    let ascii = Terminal {
        unicode: false,
        ..PLAIN
    };
    assert!(show(ascii).starts_with("! The first"));
}

#[test]
fn a_warning_in_validate_leads_in_to_its_fixes() {
    let mut sources = Sources::new();
    let warning = [warning(&mut sources)];
    assert_data_eq!(
        human(&warning, 0, &sources, &PLAIN, FindingStyle::Validate),
        str![[r#"
warning: The first allow entry shuts out everyone who is not listed
    ╭─[tenants/contoso.guestlist.yaml:13:25]
 13 │       allowed_domains: [fabrikam.com]
    ·                         ──────┬─────
    ·                               ╰── the first entry
    ╰────
  fix  To keep it open to all, write
         allowed_domains: all
   or  To close it on purpose, add who must stay:
         - tenant: litware
         - partner: northwind
  why  fabrikam.com is not blocked today; it needs no line to stay reachable.
       guestlist rules allow-list-blocks-rest

"#]]
    );
}

#[test]
fn fixes_that_say_what_they_do_follow_the_code_in_a_plan() {
    let finding = Finding::new(&EMPTY_LIST, "empty")
        .about("contoso.external_access.allowed_domains")
        .fix("allowed_domains: all", "everybody")
        .fix("allowed_domains: none", "");
    assert_data_eq!(
        human_one(&finding, &Sources::new(), &PLAIN, FindingStyle::Plan),
        str![[r#"
✗ empty
    contoso.external_access.allowed_domains                           empty-list
    allowed_domains: all    everybody
    allowed_domains: none

"#]]
    );
}

#[test]
fn colours_change_no_character() {
    let mut sources = Sources::new();
    let mut findings = faults(&mut sources);
    findings.push(warning(&mut sources));
    let colour = Terminal {
        colour: true,
        ..PLAIN
    };
    for style in [FindingStyle::Validate, FindingStyle::Plan] {
        let plain = human(&findings, 3, &sources, &PLAIN, style);
        let coloured = human(&findings, 3, &sources, &colour, style);
        assert!(!plain.contains('\u{1b}'));
        assert!(coloured.contains("\u{1b}["));
        assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
    }
}

#[test]
fn coloured_header_and_code() {
    let finding = Finding::new(&EMPTY_LIST, "empty").fix("a: all", "everybody");
    let colour = Terminal {
        colour: true,
        ..PLAIN
    };
    let shown = human_one(&finding, &Sources::new(), &colour, FindingStyle::Validate);
    assert_data_eq!(
        shown.replace('\u{1b}', "ESC"),
        str![[r#"
ESC[1mESC[31merror:ESC[0m ESC[1memptyESC[0m
  fix  ESC[1ma: allESC[0m    everybody
       guestlist rules empty-list

"#]]
    );
}

#[test]
fn accepted_ones_are_compact() {
    let mut sources = Sources::new();
    let mut finding = warning(&mut sources);
    let accept = file(&mut sources, "baselines.guestlist.yaml", 31, "reason: x\n");
    finding.accepted = Some(Acceptance {
        reason: "Kept for the day we open again".into(),
        span: place(&sources, accept, "x"),
    });
    let show = |style| human_one(&finding, &sources, &PLAIN, style);
    assert_data_eq!(
        show(FindingStyle::Validate),
        str![[r#"
warning: The first allow entry shuts out everyone who is not listed
  tenants/contoso.guestlist.yaml:13                       allow-list-blocks-rest
  accepted: Kept for the day we open again (baselines.guestlist.yaml:31)

"#]]
    );
    assert_data_eq!(
        show(FindingStyle::Plan),
        str![[r#"
▲ The first allow entry shuts out everyone who is not listed
    tenants/contoso.guestlist.yaml:13                     allow-list-blocks-rest
    accepted: Kept for the day we open again (baselines.guestlist.yaml:31)

"#]]
    );
}

#[test]
fn hostile_text_is_escaped_and_bounded_everywhere() {
    let evil = "a\u{1b}]0;x\u{7}\u{202e}\nb";
    let mut sources = Sources::new();
    let id = sources.add(format!("{evil}.yaml"), format!("{evil}\n"));
    let finding = Finding::new(&EMPTY_LIST, evil)
        .at(Span::new(id, 0, 1), evil)
        .related(Span::new(id, 2, 3), evil)
        .about(evil)
        .detail(evil)
        .detail(format!("Also, {evil}"))
        .fix(evil, evil)
        .fix("x", evil)
        .advice("y ".repeat(100_000));
    let mut accepted = finding.clone();
    accepted.accepted = Some(Acceptance {
        reason: evil.into(),
        span: Span::new(id, 0, 1),
    });
    for style in [FindingStyle::Validate, FindingStyle::Plan] {
        let shown = human(
            &[finding.clone(), accepted.clone()],
            0,
            &sources,
            &PLAIN,
            style,
        );
        let obeyed = |c: char| c != '\n' && crate::text::is_hostile(c);
        assert!(!shown.contains(obeyed), "{shown:?}");
        assert!(shown.len() < 20_000);
    }
}

#[test]
fn lines_fit_the_width() {
    let mut sources = Sources::new();
    let mut findings = faults(&mut sources);
    findings.push(warning(&mut sources));
    findings.push(
        Finding::new(&EMPTY_LIST, "word ".repeat(60))
            .detail("word ".repeat(60))
            .fix("c".repeat(40), "word ".repeat(30))
            .fix("short", "word ".repeat(30))
            .fix("c".repeat(30), format!("To {}", "word ".repeat(20))),
    );
    for columns in [60, 80, 120] {
        for style in [FindingStyle::Validate, FindingStyle::Plan] {
            let shown = human(&findings, 0, &sources, &at_width(columns), style);
            for line in shown.lines() {
                assert!(width(line) <= columns, "wider than {columns}: {line}");
                assert_eq!(line, line.trim_end());
            }
        }
    }
}

#[test]
fn a_hundred_are_shown_errors_before_others_and_the_rest_is_counted() {
    let note = Finding {
        severity: Severity::Note,
        ..Finding::new(&BLOCKS_REST, "a note")
    };
    let error = Finding::new(&EMPTY_LIST, "an error");
    let mut findings = vec![note; 150];
    findings.extend(vec![error; 30]);
    let shown = human(
        &findings,
        1_200,
        &Sources::new(),
        &PLAIN,
        FindingStyle::Validate,
    );
    assert_eq!(shown.matches("error: an error").count(), 30);
    assert_eq!(shown.matches("note: a note").count(), 70);
    assert!(shown.ends_with("\n\n… and 1,280 more\n"));
    let none = human(&[], 0, &Sources::new(), &PLAIN, FindingStyle::Validate);
    assert_eq!(none, "");
}
