//! Rules on guests as people. Whether the lists refuse a guest's domain is judged where the access
//! model is known: `plan::model_rules`.

pub(super) mod guest_expected_but_off;
pub(super) mod guest_own_organisation;

/// The declared path of a guest.
const GUESTS: &str = "guests[]";
