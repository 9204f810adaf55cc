//! `plan --format markdown`: a comment on a pull request.

use proptest::prelude::*;

use crate::support::{Run, Workspace};

/// A comment on GitHub holds so many characters.
const MOST: usize = 65_536;

fn comment(workspace: &Workspace) -> String {
    workspace
        .run(&["plan", "--base", "main", "--format", "markdown"])
        .out
}

/// A partner leaves the list that two tenants use; `reason` is why it had been there.
fn removal(reason: &str, name: &str) -> Workspace {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let files = |entry: &str| {
        format!(
            "version: 1
lists:
  resellers:
    - fabrikam.com
{entry}partners:
  tailspin: {{ domains: [tailspintoys.com], display_name: {} }}
tenants:
  contoso:
    domains: [contoso.com]
    display_name: {}
    external_access: {{ allowed_domains: [{{ list: resellers }}] }}
  litware:
    domains: [litwareinc.com]
    external_access: {{ allowed_domains: [{{ list: resellers }}] }}
",
            quoted(name),
            quoted(name)
        )
    };
    let entry = format!(
        "    - {{ partner: tailspin, reason: {} }}\n",
        quoted(reason)
    );
    let workspace = Workspace::of(&files(&entry));
    workspace.commit();
    workspace.write("guestlist.yaml", &files(""));
    workspace
}

#[test]
fn a_reviewer_sees_who_loses_and_why_the_entry_had_been_there() {
    let workspace = removal("Joint launch", "Tailspin Toys");
    let text = comment(&workspace);
    let id = workspace.git(&["rev-parse", "--short=7", "HEAD"]);
    let text = text.replace(id.trim(), "4f2c1ab");
    snapbox::assert_data_eq!(text, snapbox::file!["markdown/removal.md"].raw());
}

/// The comment on a change of one file, with a commit id that is always the same.
fn comment_on(before: &str, after: &str) -> String {
    let workspace = Workspace::of(before);
    workspace.commit();
    workspace.write("guestlist.yaml", after);
    let id = workspace.git(&["rev-parse", "--short=7", "HEAD"]);
    comment(&workspace).replace(id.trim(), "4f2c1ab")
}

#[test]
fn a_reviewer_sees_whom_the_first_allow_entry_shuts_out() {
    let files = |allowed: &str| {
        format!(
            "version: 1
partners:
  northwind: {{ domains: [northwind.de, northwindtraders.com] }}
tenants:
  contoso:
    domains: [contoso.com]
    external_access: {{ allowed_domains: {allowed}, blocked_domains: [adventure-works.com] }}
  litware:
    domains: [litwareinc.com]
    external_access: {{ allowed_domains: all }}
"
        )
    };
    let entry = "[{ domain: fabrikam.com, reason: Joint launch, ticket: SEC-1412 }]";
    let text = comment_on(&files("all"), &files(entry));
    snapbox::assert_data_eq!(text, snapbox::file!["markdown/first-allow-entry.md"].raw());
}

#[test]
fn a_reviewer_sees_what_a_guest_setting_does_and_does_not_do() {
    let files = |enabled: bool| {
        format!(
            "version: 1
baselines:
  standard:
    entra_b2b: {{ invites_from: none }}
tenants:
  contoso:
    domains: [contoso.com]
    baseline: standard
    guest_access: {{ enabled: {enabled} }}
"
        )
    };
    let text = comment_on(&files(false), &files(true));
    snapbox::assert_data_eq!(text, snapbox::file!["markdown/guest-setting.md"].raw());
}

#[test]
fn lines_are_links_in_a_pipeline() {
    let workspace = removal("Joint launch", "Tailspin Toys");
    let text = workspace.read("guestlist.yaml");
    workspace.write(
        "guestlist.yaml",
        &text.replace("fabrikam.com", "adatum.com"),
    );
    let run = |variables: &[(&str, &str)]| {
        let mut command = workspace.command(&["plan", "--base", "main", "--format", "markdown"]);
        Run::of(&command.envs(variables.iter().copied()).output().unwrap()).out
    };
    let github = [
        ("GITHUB_SERVER_URL", "https://github.com"),
        ("GITHUB_REPOSITORY", "contoso/rules"),
        ("GITHUB_SHA", "0123456789"),
    ];
    let page = "<a href=\"https://github.com/contoso/rules/blob/0123456789/guestlist.yaml#L";
    assert!(run(&github).contains(page), "{}", run(&github));
    // A line that is gone is shown in the commit that had it.
    let base = workspace.git(&["rev-parse", "main"]);
    let gone = format!(
        "<a href=\"https://github.com/contoso/rules/blob/{}/guestlist.yaml#L",
        base.trim()
    );
    let out = run(&github);
    let (_, rest) = out.split_once(&gone).unwrap_or_else(|| panic!("{out}"));
    let line: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let shown = format!("{line}\"><code>guestlist.yaml:{line}</code></a> (removed)");
    assert!(rest.starts_with(&shown), "{out}");
    let gitlab = [
        ("CI_PROJECT_URL", "https://gitlab.com/contoso/rules"),
        ("CI_COMMIT_SHA", "0123456789"),
    ];
    assert!(run(&gitlab).contains("<a href=\"https://gitlab.com/contoso/rules/-/blob/0123456789/"));
    let gone = format!("https://gitlab.com/contoso/rules/-/blob/{}/", base.trim());
    assert!(run(&gitlab).contains(&gone));
    let odd = [
        ("CI_PROJECT_URL", "javascript:alert(1)//\"><b>"),
        ("CI_COMMIT_SHA", "x"),
    ];
    assert!(!run(&odd).contains("href"));
}

#[test]
fn the_first_line_names_the_workspace() {
    let first = |folder: &str| {
        let workspace = Workspace::new(&[(&format!("{folder}guestlist.yaml"), "version: 1\n")]);
        workspace.git(&["init", "--quiet"]);
        let at = format!("./{folder}");
        let out = workspace.ok(&["-C", &at, "plan", "--format", "markdown"]);
        out.lines().next().unwrap().to_owned()
    };
    assert_eq!(first(""), "<!-- guestlist:plan:root -->");
    assert_eq!(
        first("policy/teams/"),
        "<!-- guestlist:plan:policy/teams -->"
    );
    assert_eq!(first("a -->b/"), "<!-- guestlist:plan:a%20-%2D%3Eb -->");
}

#[test]
fn faults_are_the_comment() {
    let workspace = Workspace::of("version: 1\n\"<b>@team\": 1\n");
    let run = workspace.run(&["plan", "--format", "markdown"]);
    assert_eq!(run.code, 1);
    assert!(
        run.out
            .starts_with("<!-- guestlist:plan:root -->\n\n### ✗ guestlist: 1 error"),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("unknown-key") && !run.out.contains("@team"),
        "{}",
        run.out
    );
}

#[test]
fn no_comment_is_too_long_and_what_is_left_out_is_counted() {
    let tenants = |entry: &str| {
        let mut text = String::from("version: 1\ntenants:\n");
        for at in 0..600 {
            text.push_str(&format!("  t{at}:\n    domains: [t{at}.example]\n    external_access: {{ allowed_domains: [{entry}"));
            (0..40).for_each(|n| text.push_str(&format!(", {entry}{at}x{n}.example")));
            text.push_str("] }\n");
        }
        text
    };
    let workspace = Workspace::of(&tenants("a.example"));
    workspace.commit();
    workspace.write("guestlist.yaml", &tenants("b.example"));
    let text = comment(&workspace);
    assert!(
        text.len() <= MOST && text.len() > MOST / 2,
        "{}",
        text.len()
    );
    assert!(
        text.contains("Left out, so that this stays a comment: "),
        "{}",
        &text[text.len() - 2000..]
    );
    assert!(text.contains("Microsoft 365 itself is not touched."));
    assert_eq!(
        text.matches("<details>").count(),
        text.matches("</details>").count()
    );
    let mut faulty = String::from("version: 1\n");
    let long = "&".repeat(900);
    (0..300).for_each(|at| faulty.push_str(&format!("\"k{at}{long}\": 1\n")));
    workspace.write("guestlist.yaml", &faulty);
    let text = comment(&workspace);
    assert!(
        text.len() <= MOST && text.contains("Left out"),
        "{}",
        text.len()
    );
}

/// What a text is made of besides the words of files: lines, tags, and signs of Markdown.
fn skeleton(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut tag: Option<String> = None;
    // Entities are words.
    let parts = text.split("&#").enumerate();
    let parts = parts.map(|(at, part)| match part.split_once(';') {
        Some((number, rest)) if at > 0 && number.parse::<u32>().is_ok() => rest,
        _ => part,
    });
    for c in parts.collect::<String>().chars() {
        match (&mut tag, c) {
            (_, '<') => tag = Some(String::new()),
            (Some(name), '>') => {
                // A word that is plain in one text may stand in code in another.
                if !["code", "/code"].contains(&name.as_str()) {
                    out.push(name.clone());
                }
                tag = None;
            }
            (Some(name), c) => name.push(c),
            (None, '\n' | '|' | '`' | '@' | '[' | '"' | '#' | '*' | '~') => out.push(c.to_string()),
            (None, _) => {}
        }
    }
    out
}

fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("@team"),
        Just("|"),
        Just("\n"),
        Just("\n\n"),
        Just("```"),
        Just("`"),
        Just("</td>"),
        Just("</details>"),
        Just("<script>"),
        Just("<!--"),
        Just("-->"),
        Just("[x](http://e.example)"),
        Just("https://e.example"),
        Just("www.e.example"),
        Just("#1"),
        Just("GH-1"),
        Just("\u{202e}"),
        Just("\r"),
        Just("&lt;"),
        Just("\\"),
        Just(" "),
        Just("ann@contoso.com"),
        Just(" 0123abcd "),
        Just("~~"),
        Just("**"),
        Just(":smile:"),
        Just("\""),
        Just("'"),
        Just("\u{1b}[31m"),
        Just("ü"),
    ];
    let random = any::<char>().prop_map(String::from);
    let piece = prop_oneof![4 => pieces.prop_map(str::to_owned), 1 => random];
    proptest::collection::vec(piece, 1..12).prop_map(|all| format!("x{}", all.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn hostile_text_stays_text(reason in hostile(), name in hostile()) {
        let plain = skeleton(&comment(&removal("x", "x")));
        let workspace = removal(&reason, &name);
        let text = comment(&workspace);
        // Some characters are no YAML: then the comment is about that.
        if !text.contains("nothing was planned") {
            prop_assert_eq!(skeleton(&text), plain, "{}", text);
        }
        for sign in ["@", "http:", "https:", "&lt;", "\u{202e}", "\u{1b}"] {
            prop_assert!(!text.contains(sign), "{}: {}", sign, text);
        }
        let words = text.replace("</code>", "<code>");
        // Outside of <code>, every other part.
        for part in words.split("<code>").step_by(2) {
            for sign in ["www.", "GH-1", " 0123abcd ", ":smile:"] {
                prop_assert!(!part.contains(sign), "{}: {}", sign, text);
            }
        }
    }
}

/// So many tenants on one baseline, which has an allow list; `after` takes its place.
fn many_tenants(after: &str) -> Workspace {
    use std::fmt::Write as _;
    let files = |baseline: &str| {
        let mut text = format!(
            "version: 1
baselines:
  standard: {baseline}
partners:
  tailspin: {{ domains: [tailspintoys.com] }}
tenants:
"
        );
        for number in 1..=40 {
            let _ = writeln!(
                text,
                "  t{number:02}: {{ baseline: standard, domains: [t{number:02}.example] }}"
            );
        }
        text
    };
    let before = "{ external_access: { allowed_domains: [fabrikam.com] }, \
                  guest_access: { enabled: true, messaging: { giphy: true } } }";
    let workspace = Workspace::of(&files(before));
    workspace.commit();
    workspace.write("guestlist.yaml", &files(after));
    workspace
}

#[test]
fn the_picture_begins_with_everybody_and_partners() {
    let workspace = many_tenants(
        "{ external_access: { allowed_domains: all }, \
         guest_access: { enabled: true, messaging: { giphy: true } } }",
    );
    let text = comment(&workspace);
    let picture = text.split("```").nth(1).unwrap();
    assert!(picture.contains("\"everybody else\""), "{text}");
    assert!(picture.contains("\"tailspin\""), "{text}");
}

#[test]
fn what_guests_may_do_is_no_way_in() {
    let workspace = many_tenants(
        "{ external_access: { allowed_domains: [fabrikam.com] }, \
         guest_access: { enabled: true, messaging: { giphy: false } } }",
    );
    let text = comment(&workspace);
    assert!(!text.contains("ways in for guests"), "{text}");
    assert!(text.contains("guests may do less"), "{text}");
}

#[test]
fn equal_findings_of_many_tenants_are_told_once() {
    let workspace = many_tenants(
        "{ external_access: { allowed_domains: [fabrikam.com] }, \
         guest_access: { enabled: true, messaging: { giphy: false } } }",
    );
    let text = comment(&workspace);
    assert_eq!(text.matches("Allow up to 24 hours").count(), 1, "{text}");
    assert!(
        text.contains("40 tenants: t01, t02, t03, t04, … 36 more"),
        "{text}"
    );
    let github = workspace.run(&["plan", "--base", "main", "--format", "github"]);
    let text = github.out;
    assert_eq!(text.matches("Allow up to 24 hours").count(), 1, "{text}");
    assert!(
        text.contains("40 of these: t01, t02, t03, t04, … 36 more."),
        "{text}"
    );
}

#[test]
fn rules_that_are_left_out_keep_their_names() {
    let workspace = many_tenants(
        "{ external_access: { enabled: false }, \
         guest_access: { enabled: true, messaging: { giphy: true } } }",
    );
    let text = comment(&workspace);
    assert!(
        text.contains("more two-own-tenants-not-federated"),
        "{text}"
    );
    assert!(!text.contains("federateds"), "{text}");
}
