//! What scripts do to a tenant.

use guestlist::interop::write::{Target, Task};
use guestlist::interop::{Options, read};
use proptest::prelude::*;

use super::run::Edition;
use super::service::Tenant;
use super::tenants::{Case, after, before};
use super::web_tasks::all_tasks;
use super::web_tenants;
use super::{errors, script, with};

fn edition() -> impl Strategy<Value = Edition> {
    prop_oneof![Just(Edition::Desktop), Just(Edition::Core)]
}

/// Runs a task's script; it must end well.
fn ok(task: &Task, tenant: &mut Tenant, edition: Edition) -> super::Ended {
    let written = script(task);
    assert_eq!(task.write(Target::PowerShell).manual, []);
    let ended = with(&written, tenant, &[], edition);
    assert_eq!(ended.code, 0, "{}\n{written}", ended.printed.join("\n"));
    ended
}

/// How many settings of the task are carried out by the script and read back by it.
fn says_all_is_well(printed: &[String]) -> bool {
    printed
        .iter()
        .any(|line| line.starts_with("Read back: all "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// Every script is PowerShell; run once, the service holds what was wanted and nothing else
    /// changed; run again, nothing is changed at any moment.
    #[test]
    fn a_script_does_what_is_wanted(Case(task) in all_tasks(), edition in edition()) {
        prop_assert_eq!(errors(&script(&task)), Vec::<String>::new());
        let mut tenant = before(&task);
        let ended = ok(&task, &mut tenant, edition);
        prop_assert!(says_all_is_well(&ended.printed), "{:?}", ended.printed);
        prop_assert_eq!(tenant.unlike(&after(&task)), Vec::<String>::new());
        tenant.states.clear();
        tenant.web_states.clear();
        let ended = ok(&task, &mut tenant, edition);
        prop_assert!(says_all_is_well(&ended.printed), "{:?}", ended.printed);
        prop_assert_eq!(tenant.unlike(&after(&task)), Vec::<String>::new());
        for state in &tenant.states {
            prop_assert_eq!(state, &tenant.objects, "{}", script(&task));
        }
        for state in &tenant.web_states {
            prop_assert_eq!(web_tenants::meaning(state), web_tenants::meaning(&tenant.web));
        }
    }

    /// What a script saved is read by guestlist: before it, the values that were there; after it,
    /// those that were wanted.
    #[test]
    fn saved_values_come_back(Case(task) in all_tasks(), edition in edition()) {
        let ended = ok(&task, &mut before(&task), edition);
        for (name, text) in &ended.files {
            let seen = read(text, &Options::default()).unwrap();
            prop_assert_eq!(seen.time.map(|t| t.to_string()), Some("2026-11-21T10:00:00Z".to_owned()));
            prop_assert_eq!(seen.identity.tenant_id.as_deref(), Some(super::tenants::ID));
            let is_after = name.contains("-after-");
            prop_assert!(is_after || name.contains("-before-"), "{}", name);
            for wanted in &task.wanted {
                let value = if is_after { Some(&wanted.after) } else { wanted.before.as_ref() };
                let found = seen.values.get(&wanted.key).map(|seen| &seen.value);
                if let Some(value) = value {
                    prop_assert_eq!(found, Some(value), "{} in {}\n{:?}", wanted.key, text, seen.not_taken);
                }
            }
        }
        prop_assert_eq!(ended.files.len(), 2);
    }

    /// With an error at any call that changes something a script stops there and says so; run again, it
    /// comes to its end.
    #[test]
    fn it_stops_at_an_error_and_may_be_run_again(Case(task) in all_tasks(), edition in edition()) {
        let written = script(&task);
        let mut whole = before(&task);
        ok(&task, &mut whole, edition);
        for at in 0..whole.writes().len() {
            let mut tenant = before(&task);
            tenant.fails_at = Some(at);
            let ended = with(&written, &mut tenant, &[], edition);
            let printed = ended.printed.join("\n");
            prop_assert_eq!(ended.code, 1, "{}", printed);
            prop_assert_eq!(tenant.writes().len(), at + 1, "{}", printed);
            prop_assert!(printed.contains("Stopped at step ") && printed.contains("The service is busy."));
            prop_assert!(printed.contains("may be run again"));
            tenant.fails_at = None;
            ok(&task, &mut tenant, edition);
            prop_assert_eq!(tenant.unlike(&whole), Vec::<String>::new());
        }
    }

    /// In another tenant nothing is changed, and with -WhatIf neither.
    #[test]
    fn other_tenants_and_what_if(Case(task) in all_tasks(), edition in edition()) {
        let written = script(&task);
        let mut tenant = before(&task);
        let first = tenant.clone();
        let ended = with(&written, &mut tenant, &["WhatIf"], edition);
        prop_assert_eq!(ended.code, 0, "{:?}", ended.printed);
        prop_assert!(tenant.writes().is_empty());
        let steps = ended.printed.iter().filter(|line| line.starts_with("What if: ")).count();
        prop_assert_eq!(steps, written.matches("\nStep ").count());
        // SharePoint's own address can be read in its tenant alone.
        if written.contains("Test-Tenant '") {
            tenant.id = "00000000-0000-0000-0000-000000000001".to_owned();
            let ended = with(&written, &mut tenant, &["EvenIfChanged"], edition);
            prop_assert_eq!(ended.code, 1);
            prop_assert!(ended.printed.join(" ").contains("Nothing was changed."));
            prop_assert!(tenant.writes().is_empty());
        }
        prop_assert_eq!(tenant.unlike(&first), Vec::<String>::new());
    }

    /// What takes it back brings back what was.
    #[test]
    fn undo_brings_back_what_was(Case(mut task) in all_tasks(), edition in edition()) {
        // What was before something was made is that it was not there.
        for wanted in task.wanted.iter_mut().filter(|w| w.key.is_object() && !w.deletes()) {
            wanted.before = Some(guestlist::model::Value::text("absent"));
        }
        let mut tenant = {
            let mut plain = task.clone();
            plain.wanted.retain(|w| !w.key.is_object() || w.deletes());
            before(&plain)
        };
        let first = tenant.clone();
        ok(&task, &mut tenant, edition);
        ok(&task.undone(), &mut tenant, edition);
        prop_assert_eq!(tenant.unlike(&first), Vec::<String>::new());
    }
}
