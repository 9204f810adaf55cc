//! Saved plans: exactly that plan, or nothing.

use super::{assert_says, contoso, tenant};
use crate::support::Workspace;

fn planned(external_access: &str) -> Workspace {
    let w = contoso(external_access);
    w.ok(&["plan", "--out", "p.plan"]);
    w
}

fn versions(w: &Workspace) -> usize {
    w.json(&["state", "log"]).1["versions"]
        .as_array()
        .unwrap()
        .len()
}

fn refused(w: &Workspace, words: &[&str]) {
    let before = versions(w);
    let run = w.run(&["apply", "p.plan"]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert_says(&run.err, words);
    assert_eq!(versions(w), before);
}

#[test]
fn applied_once() {
    let w = planned("enabled: true");
    // A file was reviewed: nobody is asked.
    assert_eq!(w.run(&["apply", "p.plan"]).code, 0);
    refused(&w, &["applied already", "version 1"]);
    // Also after later versions.
    w.write("guestlist.yaml", &tenant("contoso", "enabled: false"));
    w.apply();
    refused(&w, &["applied already", "version 1"]);
    assert_says(&w.ok(&["show", "p.plan"]), &["version"]);
}

#[test]
fn refused_when_the_state_moved_on() {
    let w = planned("enabled: true");
    w.ok(&["apply", "--auto-approve"]);
    w.write("guestlist.yaml", &tenant("contoso", "enabled: false"));
    w.ok(&["plan", "--out", "p.plan"]);
    w.write(
        "guestlist.yaml",
        &tenant("contoso", "enabled: true\nblock_subdomains: true"),
    );
    w.apply();
    w.write("guestlist.yaml", &tenant("contoso", "enabled: false"));
    refused(&w, &["version 1", "version 2"]);
}

#[test]
fn refused_for_another_state() {
    let w = planned("enabled: true");
    w.apply();
    w.write("guestlist.yaml", &tenant("contoso", "enabled: false"));
    w.ok(&["plan", "--out", "p.plan"]);
    std::fs::remove_dir_all(w.path().join(".guestlist/state")).unwrap();
    w.write("guestlist.yaml", &tenant("contoso", "enabled: true"));
    w.apply();
    w.write("guestlist.yaml", &tenant("contoso", "enabled: false"));
    refused(&w, &["lineage"]);
}

#[test]
fn refused_when_the_configuration_moved() {
    let w = planned("enabled: true");
    w.write(
        "guestlist.yaml",
        &tenant("contoso", "enabled: true\nblock_subdomains: true"),
    );
    refused(&w, &["contoso"]);
    // Comments and order are no difference.
    w.write(
        "guestlist.yaml",
        &format!("# reviewed\n{}", tenant("contoso", "enabled: true")),
    );
    w.ok(&["apply", "p.plan"]);
    // An accept is.
    let w = planned("enabled: true");
    w.write(
        "guestlist.yaml",
        &format!(
            "{}    accept: [{{ rule: open-federation, reason: x }}]\n",
            tenant("contoso", "enabled: true")
        ),
    );
    refused(&w, &["configuration"]);
}

#[test]
fn refused_when_edited_or_no_plan() {
    let w = planned("enabled: true\nallowed_domains: [fabrikam.com]");
    let good = w.read("p.plan");
    for (from, to) in [
        ("fabrikam.com", "evil.example"),
        ("\"serial\": 0", "\"serial\": 1"),
        ("\"as_of\": \"2026-11-20\"", "\"as_of\": \"2026-11-21\""),
        ("\"severity\": \"warning\"", "\"severity\": \"note\""),
    ] {
        assert!(good.contains(from), "{from}: {good}");
        w.write("p.plan", &good.replacen(from, to, 1));
        refused(&w, &["p.plan"]);
        assert_eq!(w.run(&["show", "p.plan"]).code, 1, "{from}");
    }
    for text in [
        "",
        "{}",
        "not json",
        "[]",
        "{\"format_version\": \"9.0\"}",
        &good[..good.len() / 2],
    ] {
        w.write("p.plan", text);
        refused(&w, &["p.plan"]);
    }
    // What plan --format json prints is no saved plan.
    let printed = w.ok(&["plan", "--format", "json"]);
    w.write("p.plan", &printed);
    assert_eq!(w.run(&["apply", "p.plan"]).code, 1);
    w.write("p.plan", &good);
    w.ok(&["apply", "p.plan"]);
}

#[test]
fn a_denied_plan_is_written_and_its_apply_is_denied() {
    let w = contoso("enabled: true\nallowed_domains: [fabrikam.com]");
    assert_eq!(
        w.run(&["plan", "--out", "p.plan", "--deny", "warning"])
            .code,
        3
    );
    let run = w.run(&["apply", "p.plan"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert_eq!(versions(&w), 0);
    // Denied at apply.
    w.ok(&["plan", "--out", "p.plan"]);
    assert_eq!(w.run(&["apply", "p.plan", "--deny", "warning"]).code, 3);
    assert_eq!(versions(&w), 0);
    w.ok(&["apply", "p.plan"]);
}

#[test]
fn a_plan_of_some_tenants_is_applied_to_them() {
    let w = Workspace::of(
        "version: 1\ntenants:\n  a: { domains: [a.com], external_access: { enabled: true } }\n  b: { domains: [b.com], external_access: { enabled: true } }\n",
    );
    w.ok(&["plan", "--tenant", "a", "--out", "p.plan"]);
    w.ok(&["apply", "p.plan"]);
    let left = w.json(&["plan"]).1;
    assert_eq!(left["changes"].as_array().unwrap().len(), 1);
    assert_eq!(left["changes"][0]["tenant"], "b");
}

#[test]
fn a_stale_plan_is_marked_when_shown() {
    let w = planned("enabled: true");
    assert!(!w.ok(&["show", "p.plan"]).to_lowercase().contains("stale"));
    w.apply();
    assert_says(&w.ok(&["show", "p.plan"]).to_lowercase(), &["stale"]);
}

#[test]
fn the_day_of_the_apply_is_no_difference() {
    let w = planned("enabled: true");
    w.ok(&["--as-of", "2027-02-01", "apply", "p.plan"]);
    assert_eq!(versions(&w), 1);
}
