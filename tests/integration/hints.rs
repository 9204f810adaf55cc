//! Commands that a plan offers show what they promise when they are typed.

use std::fmt::Write as _;

use crate::support::Workspace;

/// Tenants that each keep everybody out once one entry is on their list.
fn tenants(allowed: &str) -> String {
    let mut text = "version: 1\nrules: { open-federation: off }\ntenants:\n".to_owned();
    for at in 0..12 {
        let access = format!("external_access: {{ allowed_domains: {allowed} }}");
        let _ = writeln!(
            text,
            "  t{at:02}: {{ domains: [t{at:02}.example.org], {access} }}"
        );
    }
    text
}

#[test]
fn what_is_left_out_of_a_comparison_is_shown_by_that_comparison() {
    let workspace = Workspace::of(&tenants("all"));
    workspace.commit();
    workspace.git(&["branch", "it's-main"]);
    workspace.write("guestlist.yaml", &tenants("[fabrikam.com]"));
    let plan = |base: &str, format: &str| {
        let arguments = ["plan", "--base", base, "--format", format];
        workspace.run(&arguments).out
    };
    for (base, typed) in [("main", "main"), ("it's-main", "'it'\\''s-main'")] {
        let full = format!("guestlist plan --base {typed} --full");
        let comment = plan(base, "markdown")
            .replace("&#39;", "'")
            .replace("&#92;", "\\");
        assert!(
            comment.contains(&format!("{full}</code> shows all.")),
            "{comment}"
        );
        let text = plan(base, "human");
        assert!(text.contains(&format!("more: {full}\n")), "{text}");
        let log = plan(base, "github");
        assert!(log.ends_with(&format!("{full} shows all.\n")), "{log}");
    }
    let text = workspace.ok(&["plan"]);
    assert!(!text.contains("--base"), "{text}");
}
