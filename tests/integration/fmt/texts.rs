//! Texts before and after.

use snapbox::{assert_data_eq, str};

use crate::support::Workspace;

/// The file after `fmt`, which must be in canonical form then.
fn formatted(text: &str) -> String {
    let w = Workspace::of(text);
    w.ok(&["fmt"]);
    let after = w.read("guestlist.yaml");
    w.ok(&["fmt", "--check"]);
    after
}

fn unchanged(text: &str) {
    let w = Workspace::of(text);
    w.ok(&["fmt", "--check"]);
}

/// The list file after `fmt`.
fn list(text: &str) -> String {
    let w = Workspace::new(&[
        (
            "guestlist.yaml",
            "version: 1\nlists: { feed: { file: feed.txt } }\n",
        ),
        ("feed.txt", text),
    ]);
    w.ok(&["fmt"]);
    let after = w.read("feed.txt");
    w.ok(&["fmt", "--check"]);
    after
}

#[test]
fn entries_are_sorted_and_comments_move_with_them() {
    let after = formatted(
        "\
version: 1

# all resellers
lists:   # by name
  resellers:
    # what the launch needs,
    # see the contract
    - Fabrikam.COM.   # joint launch
    - list: small
    - domain: \"Tailspintoys.com\"
      reason:   Joint launch
      # owner: nobody yet
    # the partner
    - partner: northwind
    - inherited: true
    - tenant: litware
    - adatum.com
    # nothing below

  small: [ wingtiptoys.com, 'A.com',  { domain: b.com, reason: x } ]
",
    );
    assert_data_eq!(
        after,
        str![[r#"
version: 1

# all resellers
lists:   # by name
  resellers:
    - inherited: true
    - adatum.com
    # what the launch needs,
    # see the contract
    - fabrikam.com   # joint launch
    - domain: "tailspintoys.com"
      reason:   Joint launch
      # owner: nobody yet
    # the partner
    - partner: northwind
    - tenant: litware
    - list: small
    # nothing below

  small: [ 'a.com', { domain: b.com, reason: x },  wingtiptoys.com ]

"#]]
    );
}

#[test]
fn empty_lines_part_groups_and_a_heading_above_one_stays() {
    let after = formatted(
        "\
lists:
  all:
    # Banks

    - woodgrovebank.com
    - adatum.com

    # Shops

    - fabrikam.com
    # why b
    - b.com
",
    );
    assert_data_eq!(
        after,
        str![[r#"
lists:
  all:
    # Banks

    - adatum.com
    - woodgrovebank.com

    # Shops

    # why b
    - b.com
    - fabrikam.com

"#]]
    );
}

#[test]
fn a_comment_never_becomes_text_of_the_entry_above() {
    assert_eq!(
        formatted(
            "lists:\n  a:\n      # why c\n    - c.com\n    - domain: b.com\n      reason: >-\n        \
             long\n      # of b\n    - a.com\n"
        ),
        "lists:\n  a:\n    - a.com\n    - domain: b.com\n      reason: >-\n        long\n      # of b\n    \
         # why c\n    - c.com\n"
    );
}

#[test]
fn a_duplicate_goes_and_its_comments_stay() {
    let after = formatted(
        "\
lists:
  all:
    - fabrikam.com # first
    - domain: FABRIKAM.com
      # inside
    # above
    - fabrikam.com. # second
    - b.com

    - fabrikam.com # first
  notes:
    - { domain: a.com, reason: x, ticket: y }
    - a.com
    - { ticket: y, domain: A.com, reason: x }
    - { domain: a.com, reason: z }
    - { list: all, reason: x }
    - list: all
    - { reason: x, list: all }
",
    );
    assert_data_eq!(
        after,
        str![[r#"
lists:
  all:
    - b.com
    # inside
    # above
    # second
    - fabrikam.com # first
  notes:
    - { domain: a.com, reason: x, ticket: y }
    - a.com
    - { domain: a.com, reason: z }
    - { list: all, reason: x }
    - list: all

"#]]
    );
}

#[test]
fn lists_between_brackets_are_sorted_in_place() {
    let after = formatted(
        "\
lists:
  a: [ c.com,b.com , a.com ]
  b: [c.com, b.com,
    a.com, c.com]
  c: [
    # why c
    c.com, # c
    b.com,

    z.com,
    y.com # y
    # end
  ]
  d: [list: a, b.com]
  e: [b.com, # between, so nobody knows of what
    A.com]
",
    );
    assert_data_eq!(
        after,
        str![[r#"
lists:
  a: [ a.com,b.com , c.com ]
  b: [a.com, b.com,
    c.com]
  c: [
    b.com,
    # why c
    c.com, # c

    y.com, # y
    z.com
    # end
  ]
  d: [b.com, list: a]
  e: [b.com, # between, so nobody knows of what
    a.com]

"#]]
    );
}

#[test]
fn every_domain_list_of_every_section_is_formatted_and_nothing_else() {
    let after = formatted(
        "\
partners:
  northwind:
    domains: [b.com, a.com]
    confirmed: { external_access: [d.com, c.com], by: it@B.com, date: 2026-11-02 }
baselines:
  standard:
    external_access: { blocked_domains: [f.com, e.com] }
tenants:
  contoso:
    display_name: Contoso.COM
    domains:
    - { domain: H.com, sip: false }
    - g.com
    tags: [z, a, A.COM]
    baseline: [standard, another]
    external_access:
      allowed_domains: [j.com, I.com]
      allowed_trial_tenant_domains: [l.com, k.com]
    exchange:
      inbound_connectors:
        \"From North.COM\": { sender_domains: ['*.N.com', \"M.com\"] }
tests:
  t: [{ from: [Z.com, a.com], can: chat, to: contoso, expect: no }]
",
    );
    assert_data_eq!(
        after,
        str![[r#"
partners:
  northwind:
    domains: [a.com, b.com]
    confirmed: { external_access: [c.com, d.com], by: it@B.com, date: 2026-11-02 }
baselines:
  standard:
    external_access: { blocked_domains: [e.com, f.com] }
tenants:
  contoso:
    display_name: Contoso.COM
    domains:
    - g.com
    - { domain: h.com, sip: false }
    tags: [z, a, A.COM]
    baseline: [standard, another]
    external_access:
      allowed_domains: [i.com, j.com]
      allowed_trial_tenant_domains: [k.com, l.com]
    exchange:
      inbound_connectors:
        "From North.COM": { sender_domains: ['*.n.com', "m.com"] }
tests:
  t: [{ from: [Z.com, a.com], can: chat, to: contoso, expect: no }]

"#]]
    );
}

#[test]
fn anchors_and_aliases_keep_what_they_stand_for() {
    // A list that is used twice is formatted where it is written; an anchored entry never goes.
    let after = formatted(
        "\
lists:
  a: &all
    - C.com
    - &b b.com
    - b.com
  b: *all
  c: [*b, a.com, *b]
  d:
    - b.com
    - &twice b.com
",
    );
    assert_data_eq!(
        after,
        str![[r#"
lists:
  a: &all
    - &b b.com
    - c.com
  b: *all
  c: [a.com, *b]
  d:
    - b.com
    - &twice b.com

"#]]
    );
    assert_eq!(
        formatted("lists:\n  a: [b.com, &z a.com, *z, A.com]\n"),
        "lists:\n  a: [&z a.com, b.com]\n"
    );
    // Moving an entry would make an alias stand for something else, or for nothing.
    unchanged("lists:\n  a:\n    - &z z.com\n    - { domain: *z, reason: x }\n    - &z a.com\n");
    unchanged("lists:\n  a: [&z z.com, { domain: a.com, reason: *z }]\n");
    // A text that is also something else.
    unchanged("tenants:\n  t: { display_name: &d A.com, domains: [*d] }\n");
    unchanged("tenants:\n  t: { tags: &t [b.com, A.com], domains: *t }\n");
    unchanged("guests: { &k A.com: x }\nlists: { a: [*k] }\n");
}

#[test]
fn line_breaks_and_a_byte_order_mark_stay_as_they_are() {
    assert_eq!(
        formatted("\u{feff}lists:\r\n  a:\r\n    - b.com\r\n    - a.com # x"),
        "\u{feff}lists:\r\n  a:\r\n    - a.com # x\r\n    - b.com"
    );
    assert_eq!(list("\u{feff}b.com\r\na.com"), "\u{feff}a.com\r\nb.com");
    assert_eq!(list("b.com\na.com\r\n"), "a.com\r\nb.com\n");
    assert_eq!(list(""), "");
    assert_eq!(list("# nothing"), "# nothing");
}

#[test]
fn spelling_is_plain_and_keeps_the_script() {
    assert_eq!(
        formatted("lists: { a: [BÜCHER.example., XN--BCHER-KVA.example, 'ümlaut。Example'] }\n"),
        "lists: { a: [bücher.example, 'ümlaut.example'] }\n"
    );
    // What is no domain, or is written with escapes or a line break, keeps its spelling.
    unchanged("lists:\n  a: [\"\\x41.com\", https://B.com/, 1, null]\n");
    unchanged("lists:\n  a:\n    - >-\n      a.com\n    - |+\n      B.com\n\n");
}

#[test]
fn entries_with_faults_are_kept_and_what_is_right_is_formatted() {
    assert_eq!(
        formatted("lists:\n  a:\n    - colour: red\n    - b@x\n    - z.com\n    - A.com\n    -\n"),
        "lists:\n  a:\n    - a.com\n    - b@x\n    - z.com\n    - colour: red\n    -\n"
    );
    unchanged("lists: { a: { file: [b.com, a.com] }, b: 1 }\ntenants: [b, a]\n");
}

#[test]
fn list_files_are_formatted_too() {
    let after = list(
        "\
# Seen in phishing, one a line.
z.com     # first
# why b
b.com
  A.com
Z.com.    # again

# Banks

y.com
x.com
y.com
",
    );
    assert_data_eq!(
        after,
        str![[r#"
# Seen in phishing, one a line.

  a.com
# why b
b.com
# again
z.com     # first

# Banks

x.com
y.com

"#]]
    );
    // Nothing moves above its first entry: the title stays where it is.
    assert_eq!(
        list("# title\na.com\nc.com\nb.com\n"),
        "# title\na.com\nb.com\nc.com\n"
    );
    // Entries that are all gone leave no empty lines behind.
    assert_eq!(list("a.com\n\nA.com\n"), "a.com\n");
}
