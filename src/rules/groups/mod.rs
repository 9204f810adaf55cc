//! Rules on guests in Microsoft 365 Groups.

pub(super) mod groups_plan_required;
pub(super) mod label_overrides;
