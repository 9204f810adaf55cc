//! What holds for everything that is written, in every format.

use std::collections::BTreeSet;

use guestlist::interop::write::Target;
use guestlist::interop::{Options, read};
use proptest::prelude::*;

use crate::generated::{Values, task, tenant};

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// JSON carries everything of any tenant, and is read back as it was.
    #[test]
    fn json_comes_back(all in tenant()) {
        let written = task(&all, &Values::new()).write(Target::Json);
        let seen = read(&written.text, &Options::default()).unwrap();
        let odd: Vec<_> = seen.not_taken.iter().filter(|n| n.why.matters()).collect();
        prop_assert!(odd.is_empty(), "{odd:?}");
        let values: Values = seen.values.into_iter().map(|(k, v)| (k, v.value)).collect();
        prop_assert_eq!(values, all);
    }

    /// Nothing is lost: what a format does not carry is for a person, with a reason; and what it
    /// carries is not.
    #[test]
    fn nothing_is_lost(all in tenant()) {
        let task = task(&all, &Values::new());
        for target in Target::ALL {
            let written = task.write(target);
            let manual: BTreeSet<_> = written.manual.iter().map(|m| &m.key).collect();
            prop_assert!(written.manual.iter().all(|m| !m.why.is_empty() && !m.todo.is_empty()));
            let carried = match target {
                // It names everything, also what it leaves to a person.
                Target::Json => written.carried,
                _ => written.carried + manual.len(),
            };
            prop_assert_eq!(carried, task.wanted.len(), "{}: {:?}", target, manual);
        }
    }
}
