//! §5 with the real program: killed at any instant, two at once.

use std::process::{Child, Stdio};
use std::time::Duration;

use super::assert_says;
use crate::support::{Run, Workspace};

fn crowd(tenants: usize, blocked: &str) -> String {
    let mut text = "version: 1\ntenants:\n".to_owned();
    for n in 0..tenants {
        text.push_str(&format!(
            "  t{n}:\n    domains: [t{n}.com]\n    external_access:\n      enabled: true\n      \
             blocked_domains: [{blocked}, own{n}.example]\n    guest_access: {{ enabled: true, calling: {{ private_calls: false }} }}\n"
        ));
    }
    text
}

fn serial(w: &Workspace) -> u64 {
    w.json(&["state", "list"]).1["base"]["serial"]
        .as_u64()
        .unwrap()
}

#[test]
fn a_killed_apply_leaves_the_old_version_or_the_new_one() {
    let w = Workspace::of(&crowd(200, "r.example"));
    w.apply();
    let (mut old, mut new) = (0, 0);
    let mut delay = Duration::from_millis(2);
    for round in 0..40 {
        w.write("guestlist.yaml", &crowd(200, &format!("r{round}.example")));
        let before = serial(&w);
        let mut child: Child = w
            .command(&["apply", "--auto-approve"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(delay);
        child.kill().unwrap();
        child.wait().unwrap();
        let report = w.run(&["state", "verify"]);
        assert_eq!(
            report.code, 0,
            "round {round}: {}{}",
            report.out, report.err
        );
        let after = serial(&w);
        assert!(after == before || after == before + 1, "{before} {after}");
        // Around the instant of the commit is where it hurts: halve or grow towards it.
        if after == before {
            old += 1;
            delay = delay.mul_f64(1.25);
        } else {
            new += 1;
            delay = delay.mul_f64(0.85);
        }
        assert_eq!(
            w.run(&["plan", "--detailed-exitcode"]).code,
            if after == before { 2 } else { 0 }
        );
    }
    assert!(
        old > 0 && new > 0,
        "{old} old, {new} new: no instant near the commit was met"
    );
    // The next apply works.
    w.write("guestlist.yaml", &crowd(200, "last.example"));
    let before = serial(&w);
    w.apply();
    assert_eq!(serial(&w), before + 1);
    w.ok(&["state", "verify"]);
    assert_eq!(w.run(&["plan", "--detailed-exitcode"]).code, 0);
}

#[test]
fn of_two_applies_at_once_one_records_and_the_other_is_told() {
    let w = Workspace::of(&crowd(60, "r.example"));
    for round in 0..25 {
        w.write("guestlist.yaml", &crowd(60, &format!("r{round}.example")));
        let start = || {
            w.command(&["apply", "--auto-approve"])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        };
        let before = serial(&w);
        let both = [start(), start()];
        let runs = both.map(|child| Run::of(&child.wait_with_output().unwrap()));
        assert_eq!(serial(&w), before + 1, "{runs:?}");
        let recorded = runs
            .iter()
            .filter(|r| r.out.contains("Recorded as version"))
            .count();
        assert_eq!(recorded, 1, "{runs:?}");
        for run in runs
            .iter()
            .filter(|r| !r.out.contains("Recorded as version"))
        {
            // Late enough, the other had nothing left to do.
            if run.code == 0 {
                assert_says(&run.out, &["No changes"]);
            } else {
                assert_eq!(run.code, 1, "{run:?}");
                assert_says(&run.err, &["othing was recorded", "version"]);
            }
        }
        w.ok(&["state", "verify"]);
    }
}
