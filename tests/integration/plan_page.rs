//! What people read of a plan, at 80 columns without colour.

use std::fmt::Write as _;

use serde_json::json;
use snapbox::{IntoData, assert_data_eq, str};

use crate::support::Workspace;

const SHARED: &str = "\
version: 1
partners:
  northwind: { domains: [northwindtraders.com, northwind.de] }
lists:
  threat-intel: { file: threat-intel.txt }
baselines:
  standard:
    external_access:
      enabled: true
      allowed_domains: all
      blocked_domains: [{ list: threat-intel }]
    guest_access: { enabled: false }
tenants:
  contoso-nl: { domains: [contoso.nl], baseline: standard }
  litware: { domains: [litwareinc.com], baseline: standard }
  woodgrove: { domains: [woodgrove.com], baseline: standard }
rules: { open-federation: off, guest-latency-24h: off, guest-change-pending: off }
";

const CONTOSO: &str = "\
tenants:
  contoso:
    domains: [contoso.com]
    baseline: standard
";

/// Four tenants of one baseline, recorded.
fn group() -> Workspace {
    let domains: String = (1..=1_204).map(|i| format!("evil{i}.example\n")).collect();
    let w = Workspace::new(&[
        ("guestlist.yaml", SHARED),
        ("threat-intel.txt", &domains),
        ("tenants/contoso.guestlist.yaml", CONTOSO),
    ]);
    w.apply();
    w
}

fn contoso(w: &Workspace, settings: &str) {
    w.write(
        "tenants/contoso.guestlist.yaml",
        &format!("{CONTOSO}{settings}"),
    );
}

const FIRST_ENTRY: &str = "    external_access:
      allowed_domains:
        - domain: fabrikam.com
          reason: Joint launch
          ticket: SEC-1412
          owner: ann@contoso.com
          expires: 2027-03-31
";

/// The page without its findings, whose words belong to the rules.
fn without_findings(page: &str) -> String {
    let is_finding = |part: &&str| part.starts_with(['▲', '●', '✗']);
    let parts: Vec<&str> = page
        .split("\n\n")
        .filter(|part| !is_finding(part))
        .collect();
    parts.join("\n\n")
}

fn page(w: &Workspace) -> String {
    without_findings(&w.ok(&["plan"]))
}

#[test]
fn the_first_allow_entry() {
    let w = group();
    contoso(&w, FIRST_ENTRY);
    assert_data_eq!(
        page(&w),
        str![[r#"
contoso will talk to fabrikam.com and to nobody else.

Lose chat, calls and presence with contoso
  - contoso-nl, litware, woodgrove  your own tenants
  - northwind                       partner (northwind.de, northwindtraders.com)
  - everybody else                  any organisation that let contoso in until
                                    now
Gain   nobody
Keep   fabrikam.com, if it allows contoso.com: not known here
Not touched: guests who are in teams already; joining by meeting link.

Change   1 setting of 1 tenant
  ~ contoso.external_access.allowed_domains                  all → only 1 domain
    Allowed domains                             tenants/contoso.guestlist.yaml:6
    + fabrikam.com                              tenants/contoso.guestlist.yaml:7
        Joint launch · SEC-1412 · ann@contoso.com · until 2027-03-31

Compared: 4 tenants, 16 settings, with version 1 of 2026-11-20.
1 to update · 3 warnings · 1 note. Microsoft 365 itself is not touched.
3 findings are about what does not change: guestlist validate

"#]]
        .raw()
    );
    assert!(
        w.ok(&["plan"])
            .contains("\n\n▲ The first allow entry shuts out everyone who is not listed\n")
    );
}

#[test]
fn the_guest_switch() {
    let w = group();
    contoso(
        &w,
        "    guest_access: { enabled: true, messaging: { giphy: false } }\n",
    );
    assert_data_eq!(
        page(&w),
        str![[r#"
contoso opens Teams to guests.

Lose   nobody
Gain   guests already in contoso's directory, who get Teams back (how many: not
       known here)
Gain the way in as new guests of contoso, once invited
  - contoso-nl, litware, woodgrove  your own tenants
Gain the way in as new guests of contoso, once invited, if they let their people
     out: not known here
  - northwind       partner (northwind.de, northwindtraders.com)
  - everybody else

The way in for a new guest of contoso                    every step must be open
  1  Teams       guests may use Teams           opens   tenants/contoso.guest…:5
  2  Entra       someone may send invitations   open    Microsoft's default
  3  Entra       their domain may be invited    open    Microsoft's default
  4  Entra       their home tenant is let in    open    Microsoft's default
  5  Groups      guests see a team's content    open    Microsoft's default
  6  Groups      team owners may add guests     open    Microsoft's default
  7  SharePoint  files may be shared with them  open    Microsoft's default

Change   2 settings of 1 tenant
  ~ contoso.guest_access.enabled                                    false → true
    Guest access · opens wider                  tenants/contoso.guestlist.yaml:5
  + contoso.guest_access.messaging.giphy                    not recorded → false
    Giphy                                       tenants/contoso.guestlist.yaml:5

Compared: 4 tenants, 17 settings, with version 1 of 2026-11-20.
1 to create · 1 to update. Microsoft 365 itself is not touched.
4 findings are about what does not change: guestlist validate

"#]]
        .raw()
    );
}

#[test]
fn settings_that_let_nobody_in_or_out() {
    let w = group();
    contoso(
        &w,
        "    guest_access: { messaging: { giphy: true, memes: false } }\n",
    );
    w.apply();
    contoso(
        &w,
        "    guest_access: { messaging: { giphy: false, memes: true } }\n",
    );
    assert_data_eq!(
        page(&w),
        str![[r#"
contoso changes 2 settings of guest access; nobody gains or loses contact.

Change   2 settings of 1 tenant
  ~ contoso.guest_access.messaging.giphy                            true → false
    Giphy                                       tenants/contoso.guestlist.yaml:5
  ~ contoso.guest_access.messaging.memes                            false → true
    Memes · opens wider                         tenants/contoso.guestlist.yaml:5

Compared: 4 tenants, 18 settings, with version 2 of 2026-11-20.
2 to update · 1 warning. Microsoft 365 itself is not touched.
4 findings are about what does not change: guestlist validate

"#]]
        .raw()
    );
}

#[test]
fn no_changes() {
    let w = group();
    assert_data_eq!(
        w.ok(&["plan"]),
        str![[r#"
No changes. Compared: 4 tenants, 16 settings, with version 1 of 2026-11-20.
4 findings are about what does not change: guestlist validate

"#]]
        .raw()
    );
}

#[test]
fn nothing_recorded_and_nothing_stated() {
    let w = Workspace::of("version: 1\n");
    assert_data_eq!(
        w.ok(&["plan"]),
        str![[r#"
No changes. Compared: 0 tenants, 0 settings; nothing is recorded yet.

"#]]
        .raw()
    );
}

#[test]
fn a_first_record_is_compared_with_defaults() {
    let w = Workspace::of(
        "version: 1\ntenants:\n  contoso: { domains: [contoso.com], external_access: { enabled: false } }\n",
    );
    assert_data_eq!(
        page(&w),
        str![[r#"
First record of contoso, so compared with Microsoft's defaults. contoso will
talk to nobody outside: external access is switched off.

Lose chat, calls and presence with contoso
  - everybody else  any organisation that let contoso in until now
Gain   nobody
Not touched: guests who are in teams already; joining by meeting link.

Change   1 setting of 1 tenant
  + contoso.external_access.enabled                         not recorded → false
    External access                                             guestlist.yaml:3

Compared: 1 tenant, 1 setting; nothing is recorded yet.
1 to create · 1 warning. Microsoft 365 itself is not touched.

"#]]
        .raw()
    );
}

#[test]
fn what_is_forgotten_stays() {
    let w = group();
    contoso(
        &w,
        "    external_access: { trial_tenants: allowed, blocked_domains: [a.example, b.example] }\n",
    );
    w.apply();
    contoso(
        &w,
        "    external_access: { blocked_domains: [a.example, b.example] }\n",
    );
    assert_data_eq!(
        page(&w),
        str![[r#"
guestlist lets go of 1 setting of contoso; its recorded value stays as it is.

Change   1 setting of 1 tenant
  . contoso.external_access.trial_tenants              stays: allowed, unmanaged
    People in trial tenants

Compared: 4 tenants, 17 settings, with version 2 of 2026-11-20.
1 to forget. Microsoft 365 itself is not touched.
5 findings are about what does not change: guestlist validate

"#]]
        .raw()
    );
}

/// Tenants that share a list, some with a line of their own for the partner.
fn many() -> (Workspace, String) {
    let mut text = "\
version: 1
rules:
  allow-list-blocks-rest: off
  federation-partner-unknown: off
  two-own-tenants-not-federated: off
partners:
  tailspin: { domains: [tailspintoys.com, tailspin.de] }
lists:
  resellers:
    - fabrikam.com
    - { partner: tailspin, reason: Joint launch, ticket: SEC-0933, owner: bob@adatum.com }
tenants:
"
    .to_owned();
    for at in 0..300 {
        let own = if at % 10 == 0 {
            ", { partner: tailspin }"
        } else {
            ""
        };
        let allowed = format!("allowed_domains: [{{ list: resellers }}, x{at}.example{own}]");
        let domain = format!("domains: [t{at:03}.example]");
        let _ = writeln!(
            text,
            "  t{at:03}: {{ {domain}, external_access: {{ {allowed} }} }}"
        );
    }
    let w = Workspace::of(&text);
    w.apply();
    (w, text)
}

#[test]
fn a_partner_leaves_a_list_that_300_tenants_use() {
    let (w, text) = many();
    let line = text.lines().find(|l| l.contains("Joint launch")).unwrap();
    w.write("guestlist.yaml", &text.replace(&format!("{line}\n"), ""));
    let page = page(&w);
    assert_data_eq!(
        &page,
        str![[r#"
tailspin can no longer chat with 270 of your 300 tenants.

Lose chat, calls and presence with tailspin (tailspin.de, tailspintoys.com)
  - 270 tenants  t001, t002, t003, t004, … 266 more (--full shows all)
Gain   nobody
Not touched: guests who are in teams already; joining by meeting link.

Change   270 settings of 270 tenants
  ~ 270 × external_access.allowed_domains                2 domains fewer in each
    Allowed domains                                            guestlist.yaml:13
    in t001, t002, t003, t004, … 266 more
    - tailspin.de
        Joint launch · SEC-0933 · bob@adatum.com · no end date
    - tailspintoys.com
        Joint launch · SEC-0933 · bob@adatum.com · no end date

Compared: 300 tenants, 300 settings, with version 1 of 2026-11-20.
270 to update. Microsoft 365 itself is not touched.

"#]]
        .raw()
    );
    let full = w.ok(&["plan", "--full"]);
    assert!(full.contains("~ t299.external_access.allowed_domains"));
    assert!(!full.contains("--full"));
}

#[test]
fn more_effects_than_are_listed_are_still_told_of_all_tenants() {
    let mut text = "\
version: 1
rules: { two-own-tenants-not-federated: off, federation-partner-unknown: off }
lists: { shared: { file: shared.txt } }
baselines: { base: { external_access: { allowed_domains: [{ list: shared }] } } }
tenants:
"
    .to_owned();
    for at in 0..300 {
        let _ = writeln!(
            text,
            "  t{at:03}: {{ domains: [t{at:03}.example], baseline: base }}"
        );
    }
    let domains = |range: std::ops::Range<u32>| -> String {
        range.map(|i| format!("d{i:02}.example\n")).collect()
    };
    let w = Workspace::new(&[("guestlist.yaml", &text), ("shared.txt", &domains(0..40))]);
    w.apply();
    w.write("shared.txt", &domains(20..40));
    let (_, document) = w.json(&["plan"]);
    assert_eq!(document["effects"].as_array().unwrap().len(), 10_000);
    // What direct contact carries in the edition of 2021, apart from meetings.
    let capabilities = 15;
    let omitted = 300 * 20 * 2 * capabilities - 10_000;
    assert_eq!(document["effects_omitted"], omitted);
    let page = page(&w);
    assert!(
        page.starts_with(
            "\
20 domains can no longer chat with any of your 300 tenants.

Lose chat, calls and presence with all your 300 tenants
  - no longer on the allow list: d00.example, d01.example, d02.example,
    d03.example, d04.example, d05.example, d06.example, d07.example, \u{2026} 12 more
Gain   nobody
"
        ),
        "{page}"
    );
}

#[test]
fn long_lists_are_summed() {
    let w = group();
    let entries: String = (0..50)
        .map(|i| format!("        - p{i:02}.example\n"))
        .collect();
    contoso(
        &w,
        &format!("    external_access:\n      blocked_domains:\n{entries}"),
    );
    assert_data_eq!(
        page(&w),
        str![[r#"
50 domains can no longer chat with contoso. contoso opens to 1,204 domains.

Lose chat, calls and presence with contoso
  - blocked: p00.example, p01.example, p02.example, p03.example, p04.example,
    p05.example, p06.example, p07.example, … 42 more
Gain chat, calls and presence with contoso, if they allow contoso.com too: not
     known here
  - evil1.example, evil10.example, evil100.example, evil1000.example,
    evil1001.example, evil1002.example, evil1003.example, evil1004.example, …
    1,196 more
Keep   everybody else, if they allow contoso.com: not known here
Not touched: guests who are in teams already; joining by meeting link.

Change   1 setting of 1 tenant
  ~ contoso.external_access.blocked_domains         50 domains more, 1,204 fewer
    Blocked domains                             tenants/contoso.guestlist.yaml:6
    - evil1.example
    - evil10.example
    - evil100.example
    + p00.example                               tenants/contoso.guestlist.yaml:7
    + p01.example                               tenants/contoso.guestlist.yaml:8
    + p02.example                               tenants/contoso.guestlist.yaml:9
    … 1,248 more entries (--full shows all)

Compared: 4 tenants, 16 settings, with version 1 of 2026-11-20.
1 to update · 1 warning · 1 note. Microsoft 365 itself is not touched.
3 findings are about what does not change: guestlist validate

"#]]
        .raw()
    );
    assert_eq!(
        w.ok(&["plan", "--full"]).matches("\n    - evil").count(),
        1_204
    );
}

#[test]
fn a_wider_list_names_who_comes_in() {
    let w = group();
    contoso(&w, FIRST_ENTRY);
    w.apply();
    let wider = FIRST_ENTRY.replace(
        "      allowed_domains:\n",
        "      allowed_domains:\n        - tenant: litware\n        - domain: northwind.de\n",
    );
    contoso(&w, &wider);
    assert_data_eq!(
        page(&w),
        str![[r#"
litware may chat with contoso. contoso opens to northwind.de (of northwind).

Lose   nobody
Gain chat, calls and presence with contoso
  - litware  your own tenant
Gain chat, calls and presence with contoso, if they allow contoso.com too: not
     known here
  - northwind.de (of northwind)
Keep   fabrikam.com, if it allows contoso.com: not known here
Not touched: guests who are in teams already; joining by meeting link.

Change   1 setting of 1 tenant
  ~ contoso.external_access.allowed_domains                   only 1 → 3 domains
    Allowed domains · opens wider               tenants/contoso.guestlist.yaml:6
    + litwareinc.com                                           guestlist.yaml:15
    + northwind.de                              tenants/contoso.guestlist.yaml:8

Compared: 4 tenants, 16 settings, with version 2 of 2026-11-20.
1 to update · 3 warnings · 1 note. Microsoft 365 itself is not touched.
3 findings are about what does not change: guestlist validate

"#]]
        .raw()
    );
}

#[test]
fn texts_from_files_can_neither_colour_nor_reorder_nor_flood() {
    let w = group();
    let evil = r#""a\e[31m\u202e\nb ""#.replace("b ", &"b ".repeat(20_000));
    contoso(&w, &FIRST_ENTRY.replace("Joint launch", &evil));
    let page = w.ok(&["plan"]);
    assert!(page.contains("a\\u{1b}[31m\\u{202e}"), "{page}");
    assert!(!page.contains(['\u{1b}', '\u{202e}']));
    assert!(page.len() < 5_000);
    let full = w.ok(&["plan", "--full", "--color", "always"]);
    assert!(!full.contains("\u{1b}[31m\u{202e}"));
}

#[test]
fn the_document_of_a_first_allow_entry() {
    let w = group();
    contoso(&w, FIRST_ENTRY);
    let (code, mut document) = w.json(&["plan"]);
    assert_eq!(code, 0);
    document["findings"] = json!([]);
    document["base"]["lineage"] = json!("…");
    document["fingerprint"] = json!("…");
    // Two of them show their form; what they say is held by `effects`.
    let effects = document["effects"].as_array_mut().unwrap();
    assert_eq!(effects.len(), 156);
    effects.retain(|e| e["capability"] == "giphy" && e["from"] == "contoso");
    effects.truncate(2);
    let text = serde_json::to_string_pretty(&document).unwrap();
    assert_data_eq!(
        text,
        str![[r#"
{
  "as_of": "2026-11-20",
  "base": {
    "lineage": "…",
    "serial": 1
  },
  "changes": [
    {
      "action": "update",
      "added": [
        "fabrikam.com"
      ],
      "address": "contoso.external_access.allowed_domains",
      "after": [
        "fabrikam.com"
      ],
      "before": "all",
      "removed": [],
      "section": "external_access",
      "setting": "allowed_domains",
      "tenant": "contoso"
    }
  ],
  "effects": [
    {
      "after": "no",
      "assumed": false,
      "before": "unknown",
      "capability": "giphy",
      "from": "contoso",
      "host": null,
      "reasons": [
        "contoso allows 1 domain and nobody else"
      ],
      "route": "external",
      "to": "anyone"
    },
    {
      "after": "no",
      "assumed": true,
      "before": "yes",
      "capability": "giphy",
      "from": "contoso",
      "host": null,
      "reasons": [
        "contoso allows 1 domain; contoso.nl is not it"
      ],
      "route": "external",
      "to": "contoso-nl"
    }
  ],
  "effects_omitted": 0,
  "findings": [],
  "fingerprint": "…",
  "format_version": "1.0",
  "standing": {
    "note": 3,
    "warning": 0
  },
  "summary": {
    "create": 0,
    "delete": 0,
    "forget": 0,
    "update": 1
  },
  "tests": {
    "failed": 0,
    "failures": [],
    "passed": 0
  },
  "valid": true
}
"#]]
        .raw()
    );
}

#[test]
fn equal_input_gives_equal_bytes_in_every_form() {
    let w = group();
    contoso(&w, FIRST_ENTRY);
    for arguments in [
        &["plan"][..],
        &["plan", "--format", "json"],
        &["plan", "--full"],
    ] {
        assert_eq!(w.ok(arguments), w.ok(arguments), "{arguments:?}");
    }
    w.ok(&["plan", "--out", "one.plan"]);
    w.ok(&["plan", "--out", "two.plan"]);
    assert_eq!(w.read("one.plan"), w.read("two.plan"));
}

#[test]
fn a_page_fits_its_width() {
    let w = group();
    contoso(&w, FIRST_ENTRY);
    let page = w.ok(&["plan"]);
    for line in page.lines() {
        assert!(line.chars().count() <= 80, "{line}");
        assert_eq!(line, line.trim_end());
    }
    assert!(page.lines().count() < 60, "{page}");
}

#[test]
fn a_saved_plan_is_shown_as_it_was_made_and_says_when_it_is_stale() {
    let w = group();
    contoso(&w, FIRST_ENTRY);
    let made = page(&w);
    w.ok(&["plan", "--out", "change.plan"]);
    let shown = w.ok(&["show", "change.plan"]);
    assert_eq!(without_findings(&shown), made);
    assert!(shown.contains("▲ The first allow entry shuts out everyone who is not listed\n"));
    w.ok(&["apply", "change.plan"]);
    let stale = w.ok(&["show", "change.plan"]);
    assert!(stale.starts_with("▲ Stale: made from version 1; now it is version 2\n\n"));
    w.write(
        "change.plan",
        &w.read("change.plan").replace("fabrikam", "tabrikam"),
    );
    let edited = w.run(&["apply", "change.plan"]);
    assert_eq!(edited.code, 1);
    assert!(
        edited.err.contains("changed after it was saved"),
        "{}",
        edited.err
    );
}

/// The page of a plan for contoso, from one way of external access to another.
fn page_of(recorded: &str, stated: &str) -> String {
    let text = |section: &str| {
        format!(
            "version: 1\ntenants:\n  contoso:\n    domains: [contoso.com]\n    external_access: {section}\n"
        )
    };
    let w = Workspace::of(&text(recorded));
    w.apply();
    w.write("guestlist.yaml", &text(stated));
    w.ok(&["plan"])
}

#[test]
fn a_headline_tells_losses_before_gains() {
    let list = "{ enabled: true, allowed_domains: [adatum.com, fabrikam.com] }";
    let open = "{ enabled: true, allowed_domains: all, blocked_domains: [adatum.com] }";
    let page = page_of(list, open);
    let expected = "adatum.com can no longer chat with contoso. contoso opens to every organisation,\nexcept 1 blocked domain.\n";
    assert!(page.starts_with(expected), "{page}");
    let other = "{ enabled: true, allowed_domains: [fabrikam.com, woodgrove.com] }";
    let page = page_of(list, other);
    let expected = "adatum.com can no longer chat with contoso. contoso opens to woodgrove.com.\n";
    assert!(page.starts_with(expected), "{page}");
}

#[test]
fn subdomains_of_a_blocked_domain_are_told_once() {
    let open = "{ enabled: true, allowed_domains: all, blocked_domains: [old.example], block_subdomains: false }";
    let blocked = "{ enabled: true, allowed_domains: all, blocked_domains: [bad.example, old.example], block_subdomains: true }";
    let page = page_of(open, blocked);
    let expected =
        "bad.example and the subdomains of 1 blocked domain can no longer chat with\ncontoso.\n";
    assert!(page.starts_with(expected), "{page}");
    let lines: Vec<&str> = page
        .lines()
        .filter(|l| l.contains("subdomains") && l.starts_with("  - "))
        .collect();
    let expected = [
        "  - bad.example                         blocked, with their subdomains",
        "  - all subdomains of 1 blocked domain",
    ];
    assert_eq!(lines, expected, "{page}");
    let none = open.replace("[old.example]", "[]");
    let first = blocked.replace(", old.example", "");
    let page = page_of(&none, &first);
    assert!(!page.contains("all subdomains of"), "{page}");
}
