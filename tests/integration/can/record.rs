//! Answers from what is recorded, now and in the past.

use snapbox::{IntoData, assert_data_eq, str};

use super::answers::two_domains;
use super::{CONTOSO, group};

#[test]
fn the_past_is_answered_as_it_was() {
    let w = group();
    w.apply();
    let closed = CONTOSO.replace("        - fabrikam.com\n", "        - woodgrove.com\n");
    w.write("tenants/contoso.guestlist.yaml", &closed);
    let asked = ["can", "contoso", "chat", "woodgrove"];
    let answer = |more: &[&str]| {
        let arguments: Vec<&str> = asked.iter().chain(more).copied().collect();
        w.json(&arguments).1["answer"].clone()
    };
    assert_eq!(answer(&[]), "yes");
    assert_eq!(answer(&["--recorded"]), "no");
    w.apply();
    assert_eq!(answer(&["--recorded"]), "yes");
    assert_eq!(answer(&["--at", "1"]), "no");
    let text = w.ok(&["can", "contoso", "chat", "woodgrove", "--at", "1"]);
    assert_data_eq!(
        text,
        str![[r#"
No, neither directly nor as a guest.

directly, each with their own account                                         no
  ✗ contoso allows 1 domain; woodgrove.com is not it    recorded, stated nowhere
  ✓ next: woodgrove does not block contoso.com
                                             Microsoft's default, stated nowhere
woodgrove invited as a guest to contoso                                       no
  ✗ contoso accepts no guests in Teams: guest access is off
                                                        recorded, stated nowhere
  ✓ next: contoso lets guests chat           Microsoft's default, stated nowhere
contoso invited as a guest to woodgrove                                       no
  ✗ woodgrove accepts no guests in Teams: guest access is off
                                                        recorded, stated nowhere
  ✓ next: woodgrove lets guests chat         Microsoft's default, stated nowhere

Nothing is assumed.

"#]]
        .raw()
    );
}

#[test]
fn what_no_file_states_is_answered_from_the_record() {
    let w = group();
    w.apply();
    // Released: the recorded list stays and counts.
    let released = "tenants:\n  contoso: { domains: [contoso.com] }\n";
    w.write("tenants/contoso.guestlist.yaml", released);
    let text = w.ok(&["can", "contoso", "chat", "woodgrove"]);
    assert_data_eq!(
        text,
        str![[r#"
No, neither directly nor as a guest.

directly, each with their own account                                         no
  ✗ contoso allows 1 domain; woodgrove.com is not it    recorded, stated nowhere
  ✓ next: woodgrove does not block contoso.com
                                             Microsoft's default, stated nowhere
woodgrove invited as a guest to contoso                                       no
  ✗ contoso accepts no guests in Teams: guest access is off
                                                        recorded, stated nowhere
  ✓ next: contoso lets guests chat           Microsoft's default, stated nowhere
contoso invited as a guest to woodgrove                                       no
  ✗ woodgrove accepts no guests in Teams: guest access is off
                                                      baselines.guestlist.yaml:7
  ✓ next: woodgrove lets guests chat         Microsoft's default, stated nowhere

Nothing is assumed.

To make it a direct yes
  1  state in contoso                           tenants/contoso.guestlist.yaml:2
       external_access:
         allowed_domains:
           - fabrikam.com
           - tenant: woodgrove

"#]]
        .raw()
    );
}

/// Every pair and capability has the same answers before anything is recorded and after.
#[test]
fn desired_and_recorded_agree_after_apply() {
    for w in [group(), two_domains()] {
        w.apply();
        let names: &[&str] = if w.read("guestlist.yaml").contains("adatum") {
            &["contoso", "litware", "adatum", "anyone", "consumer"]
        } else {
            &[
                "contoso",
                "litware",
                "woodgrove",
                "northwind",
                "fabrikam.com",
            ]
        };
        for capability in ["chat", "find", "share-files", "teams", "meeting"] {
            for (from, to) in pairs(names) {
                let asked = ["can", from, capability, to];
                let recorded = [&asked[..], &["--recorded"]].concat();
                assert_eq!(
                    verdicts(&w.json(&asked).1),
                    verdicts(&w.json(&recorded).1),
                    "{asked:?}"
                );
            }
        }
    }
}

fn pairs<'n>(names: &'n [&'n str]) -> impl Iterator<Item = (&'n str, &'n str)> {
    let all = names.iter().flat_map(|a| names.iter().map(|b| (*a, *b)));
    all.filter(|(a, b)| a != b)
}

/// A document without texts and places.
fn verdicts(document: &serde_json::Value) -> serde_json::Value {
    match document {
        serde_json::Value::Object(map) => {
            let kept = map.iter().filter(|(key, _)| {
                !matches!(key.as_str(), "reasons" | "next" | "assumed" | "conditions")
            });
            let kept = kept.map(|(key, value)| (key.clone(), verdicts(value)));
            serde_json::Value::Object(kept.collect())
        }
        serde_json::Value::Array(items) => items.iter().map(verdicts).collect(),
        other => other.clone(),
    }
}

#[test]
fn the_version_may_be_named_beside_the_record() {
    let w = group();
    w.ok(&["apply", "--auto-approve"]);
    let question = ["can", "litware", "chat", "woodgrove", "--at", "1"];
    let both: Vec<&str> = question.into_iter().chain(["--recorded"]).collect();
    assert_eq!(w.ok(&both), w.ok(&question));
    w.ok(&["test", "--at", "1", "--recorded"]);
}
